"""Decisions on what readers see in, the table that readers' pages read out.

Every way to make something public ends in `settle`, in the transaction of the decision: publishing,
and undoing what had taken it back. So the rule of two and what is withheld hold on all of them.
"""

from __future__ import annotations

import sqlalchemy as sa

from reportedly.errors import LedgerError, ReviewError
from reportedly.ledger import Ledger
from reportedly.ledger import editions as rows
from reportedly.ledger.names import find_former
from reportedly.records import Edition
from reportedly.review.publish import SENSITIVE, Release, find_release
from reportedly.review.standing import find_standing
from reportedly.run.bench import read_decisions


def read_release(connection: sa.Connection, slug: str) -> Release:
    """Return where an incident stands with readers."""
    return find_release(find_standing(rows.read_about(connection, slug)), slug)


def settle(connection: sa.Connection, slug: str, by: str, two_people: bool) -> None:
    """Bring what readers see under a slug up to date after somebody's decision."""
    found = read_release(connection, slug)
    new = found.edition is not None and found.edition != rows.find_shown(connection, slug)
    edition = take_edition(connection, found)
    if new and edition is not None:
        if two_people and not found.has_second(edition.id, by):
            raise ReviewError("two people decide here: somebody else has to propose this first")
        refuse_withheld(connection, edition)
    rows.show(connection, slug, edition, found.by)


def take_edition(connection: sa.Connection, found: Release) -> Edition | None:
    """Return the edition that readers should see."""
    if found.edition is None:
        return None
    edition = rows.read_edition(connection, found.edition)
    if edition is None:
        raise LedgerError(f"{found.edition}: no such edition in the ledger")
    return edition


def refuse_withheld(connection: sa.Connection, edition: Edition) -> None:
    """Raise ReviewError where any event of an edition is withheld, whatever its incident is called.

    A merge, a split or a correction gives an incident another name; its events stay what they are.
    """
    decisions = read_decisions(connection, ("withdraw",))
    told = {event.id for event in edition.events}
    for one in decisions.judgements:
        if one.field == SENSITIVE:
            held = {*one.events, *(decisions.now.get(event, event) for event in one.events)}
            if held & told or one.subject == edition.slug:
                raise ReviewError(
                    f"{edition.slug}: is withheld by {one.by} ({one.at:%Y-%m-%d}): "
                    f"`undo {one.id[:8]}` first"
                )


def find_name_now(connection: sa.Connection, slug: str) -> str | None:
    """Return the slug of the incident that a former slug leads to."""
    former = find_former(connection, slug)
    return rows.find_today(connection, former) if former else None


def fold_published(ledger: Ledger) -> list[str]:
    """Make what readers see anew from all judgements; return the slugs."""
    with ledger.writing() as connection:
        for slug in sorted({slug for slug, _ in rows.read_slugs(connection)}
                           | {*rows.read_subjects(connection)}):  # fmt: skip
            found = read_release(connection, slug)
            rows.show(connection, slug, take_edition(connection, found), found.by)
        return [slug for slug, _ in rows.read_slugs(connection)]
