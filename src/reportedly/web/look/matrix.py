"""An incident's figures in, a table of who says how many out; and each effect in one line.

None is chosen and none is added up: where speakers differ, the line says how many do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import msgspec

from reportedly.export.words import describe_range, name_outlet, name_party
from reportedly.merge.features import fits
from reportedly.merge.figures import find_source, find_speaker
from reportedly.records import Document, Figure, Incident


class Entry(msgspec.Struct, frozen=True):
    """A figure as one cell shows it. `by` is what its speaker said instead later."""

    words: str
    said: dt.date | None
    document: str
    superseded: bool
    by: str = ""


class Row(msgspec.Struct, frozen=True):
    """What one speaker says. `outlet`: a report's own voice."""

    speaker: str
    sector: str
    outlet: bool
    cells: tuple[tuple[Entry, ...], ...]


class Column(msgspec.Struct, frozen=True):
    """One effect, in a line: the range of what stands, how many say so, and whether they differ."""

    effect: str
    words: str
    speakers: int
    values: int
    disagree: bool


class Matrix(msgspec.Struct, frozen=True):
    """Speakers by effects."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def make_matrix(
    incident: Incident, documents: Mapping[str, Document], voices: Mapping[str, str]
) -> Matrix:
    """Return the table of an incident's figures, who said something first on top."""
    figures = sorted(incident.figures, key=lambda f: (str(f.said or "9999"), f.document))
    effects = tuple(dict.fromkeys(figure.effect for figure in figures))
    speakers = tuple(dict.fromkeys(find_speaker(figure, voices) for figure in figures))
    rows = []
    for speaker in speakers:
        mine = [f for f in figures if find_speaker(f, voices) == speaker]
        cells = tuple(make_cell([f for f in mine if f.effect == effect]) for effect in effects)
        party = find_source(mine[0].claim)
        document = documents.get(mine[0].document)
        outlet = (name_outlet(document) or document.source_id) if document else ""
        name, sector = (name_party(party), party.sector or "") if party else (outlet, "")
        rows.append(Row(name, sector, party is None, cells))
    columns = tuple(make_column(effect, figures, voices) for effect in effects)
    return Matrix(columns, tuple(rows))


def make_cell(figures: Sequence[Figure]) -> tuple[Entry, ...]:
    """Return one speaker's figures of one effect, the earliest first."""
    standing = [f for f in figures if not f.superseded]
    last = describe(standing[-1]) if standing else ""
    return tuple(
        Entry(describe(f), f.said, f.document, f.superseded, last if f.superseded else "")
        for f in figures
    )


def describe(figure: Figure) -> str:
    """Write a figure."""
    return describe_range(figure.low, figure.high, figure.qualifier)


def summarise(incident: Incident, voices: Mapping[str, str] | None = None) -> tuple[Column, ...]:
    """Return each effect of an incident in one line."""
    effects = dict.fromkeys(figure.effect for figure in incident.figures)
    known = voices or {figure.document: figure.document for figure in incident.figures}
    return tuple(make_column(effect, incident.figures, known) for effect in effects)


def make_column(effect: str, figures: Sequence[Figure], voices: Mapping[str, str]) -> Column:
    """Return what stands of one effect in one line."""
    standing = [f for f in figures if f.effect == effect and not f.superseded]
    ends = [end for f in standing for end in (f.low, f.high) if end is not None]
    words = describe_range(min(ends), max(ends)) if ends else describe(standing[0])
    if ends and any(f.high is None for f in standing):
        words += " or more"
    differ = any(not fits(x, y) for n, x in enumerate(standing) for y in standing[n + 1 :])
    values = len({describe(figure) for figure in standing})
    speakers = len({find_speaker(figure, voices) for figure in standing})
    return Column(effect, words, speakers, values, differ)
