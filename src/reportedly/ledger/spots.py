"""A view of the map in, the incidents in it out: one by one where there is room, else in clusters.

Clusters are cells of a grid, counted in the database and for the view only; the ledger's points
stay where they are, and nothing is scattered.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import sqlalchemy as sa

from reportedly.ledger.schema import incident
from reportedly.records import Incident

Condition = sa.ColumnElement[bool]
CELL_DEGREES = 45.0  # of a cluster at zoom 0, some 64 pixels; half of it at each further zoom
MOST_SINGLES = 400  # incidents drawn one by one
DEEPEST = 14  # zoom from which cells get no smaller: the gazetteer's points are no finer


class Box(msgspec.Struct, frozen=True):
    """A view: degrees, closed. West may be east of east, where it spans the date line."""

    west: float
    south: float
    east: float
    north: float


class Cluster(msgspec.Struct, frozen=True):
    """Incidents near each other: how many, and their middle. One alone is `incident`."""

    latitude: float
    longitude: float
    count: int
    incident: str


def inside(box: Box) -> list[Condition]:
    """Return the view as SQL."""
    columns = incident.c
    wide = box.east - box.west >= 360
    if wide:
        around: Condition = columns.longitude.is_not(None)
    elif box.west <= box.east:
        around = columns.longitude.between(box.west, box.east)
    else:
        around = sa.or_(columns.longitude >= box.west, columns.longitude <= box.east)
    return [columns.latitude.between(box.south, box.north), around]


def read_clusters(
    connection: sa.Connection, box: Box, zoom: float, wanted: Sequence[Condition]
) -> list[Cluster]:
    """Return the clusters of a view, the largest first."""
    columns = incident.c
    cell = CELL_DEGREES / 2 ** min(max(int(zoom), 0), DEEPEST)
    row = sa.cast((columns.latitude + 90) / cell, sa.Integer)
    column = sa.cast((columns.longitude + 180) / cell, sa.Integer)
    count = sa.func.count()
    query = (
        sa.select(
            sa.func.avg(columns.latitude), sa.func.avg(columns.longitude), count,
            sa.func.min(columns.id),
        )
        .where(*inside(box), *wanted)
        .group_by(row, column)
        .order_by(count.desc(), sa.func.min(columns.id))
    )  # fmt: skip
    return [Cluster(*found) for found in connection.execute(query)]


def read_in_view(
    connection: sa.Connection, box: Box, wanted: Sequence[Condition], most: int
) -> list[Incident]:
    """Return the incidents of a view, the latest first: the map's equal for a keyboard."""
    columns = incident.c
    # The ids first, off an index alone: rows are wide, and few of them are shown.
    query = (
        sa.select(columns.id)
        .where(*inside(box), *wanted)
        .order_by(columns.start.desc().nulls_last(), columns.id)
        .limit(most)
    )
    found = list(connection.execute(query).scalars())
    rows = sa.select(columns.id, columns.json).where(columns.id.in_(found))
    one_of = {key: decode(json) for key, json in connection.execute(rows)}
    return [one_of[key] for key in found if key in one_of]


def count_in_view(connection: sa.Connection, box: Box, wanted: Sequence[Condition]) -> int:
    """Return how many incidents a view has."""
    query = sa.select(sa.func.count()).select_from(incident).where(*inside(box), *wanted)
    return connection.execute(query).scalar_one()


def read_alone(connection: sa.Connection, clusters: Sequence[Cluster]) -> dict[str, Incident]:
    """Return the incidents that stand alone in their cells, by id."""
    alone = [cluster.incident for cluster in clusters if cluster.count == 1][:MOST_SINGLES]
    query = sa.select(incident.c.id, incident.c.json).where(incident.c.id.in_(alone))
    return {key: decode(json) for key, json in connection.execute(query)}


def count_off_map(connection: sa.Connection, wanted: Sequence[Condition]) -> int:
    """Return how many incidents have no point: no place is told, or no more than a country."""
    query = sa.select(sa.func.count()).where(incident.c.latitude.is_(None), *wanted)
    return connection.execute(query).scalar_one()


def decode(json: str) -> Incident:
    """Return an incident from its row."""
    return msgspec.json.decode(json, type=Incident)
