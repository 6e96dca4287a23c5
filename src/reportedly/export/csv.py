"""Events in, a table for a spreadsheet out: one row per event, RFC 4180, UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.export.words import (
    describe_chain,
    describe_count,
    join,
    name_outlet,
    name_party,
)
from reportedly.records import (
    Document,
    Effect,
    Event,
    Gap,
    Interval,
    Party,
    Place,
    Source,
    Span,
)

Cell = str | int | float | None

BOM = "\ufeff"  # without it some spreadsheets read UTF-8 as the local code page
# A cell that begins so is run as a formula; the full-width forms are folded to ASCII by some.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNKNOWN = "not stated"  # holds a place, so that the entries of two cells stay side by side
EFFECTS: tuple[Effect, ...] = (
    "killed", "injured", "missing", "abducted", "arrested", "displaced",
)  # fmt: skip


def write_csv(told: Iterable[tuple[Document, Event]], *, bom: bool = False) -> Iterator[bytes]:
    """Yield the header, then one row for each event."""
    header: list[str] | None = None
    for document, event in told:
        row = make_row(document, event)
        if header is None:
            header = list(row)
            yield encode_row(header, bom)
        yield encode_row([neutralise(cell) for cell in row.values()])
    if header is None:
        yield encode_row(list_columns(), bom)


def write_rows(
    columns: Sequence[str], rows: Iterable[Mapping[str, Cell]], *, bom: bool = False
) -> Iterator[bytes]:
    """Yield the header, then one line for each row; a row may lack columns, and have others."""
    yield encode_row(columns, bom)
    for row in rows:
        yield encode_row([neutralise(row.get(column)) for column in columns])


def list_columns() -> list[str]:
    """Return the table's columns, for a table without rows."""
    nowhere = Span(0, 0, "")
    document = Document(
        id="", article="", source_id="", title=None, text="", language="", published=None,
        published_basis=None, source=Source(),
    )  # fmt: skip
    event = Event(
        id="", document="", category="", mode=None, contexts=(), acled=None, stage="occurred",
        status="reported", anchor=nowhere, evidence=(), actors=(), recipients=(), targets=(),
        instruments=(), counts=(), when=Gap(gap="not_stated"), where=Gap(gap="not_stated"),
        claims=(),
    )  # fmt: skip
    return list(make_row(document, event))


def encode_row(cells: Iterable[Cell], bom: bool = False) -> bytes:
    """Return one line of the table."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return ((BOM if bom else "") + line.getvalue()).encode()


def neutralise(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs. Numbers stay numbers; NUL ends files, and goes."""
    if not isinstance(cell, str):
        return cell
    cell = cell.replace("\0", "")
    return f"'{cell}" if cell.lstrip(" ").startswith(RISKY) else cell


def make_row(document: Document, event: Event) -> dict[str, Cell]:
    """Return an event's row: columns in the order of the table."""
    return (
        {
            "event_id": event.id,
            "document_id": document.id,
            "source_id": document.source_id,
            "outlet": name_outlet(document),
            "title": document.title,
            "url": document.url,
            "published": str(document.published) if document.published else None,
            "category": event.category,
            "mode": event.mode,
            "contexts": join(event.contexts),
            "acled": event.acled,
            "stage": event.stage,
            "status": event.status,
        }
        | make_when_cells(event.when)
        | make_where_cells(event.where)
        | make_party_cells("actor", event.actors)
        | make_party_cells("recipient", event.recipients)
        | {
            "targets": join(thing.text for thing in event.targets),
            "instruments": join(thing.text for thing in event.instruments),
        }
        | make_figure_cells(event)
        | make_claim_cells(event, document)
        | {
            "anchor_start": event.anchor.start,
            "anchor_end": event.anchor.end,
            "evidence": " | ".join(span.quote for span in event.evidence or (event.anchor,)),
        }
    )


def make_when_cells(when: Interval | Gap) -> dict[str, Cell]:
    """Return the cells of a date, or of the reason there is none."""
    known = when if isinstance(when, Interval) else None
    return {
        "start": str(known.start) if known else None,
        "end": str(known.end) if known else None,
        "date_precision": known.precision if known else None,
        "date_basis": known.basis if known else None,
        "date_words": known.span.quote if known and known.span else None,
        "date_gap": when.gap if isinstance(when, Gap) else None,
    }


def make_where_cells(where: Place | Gap) -> dict[str, Cell]:
    """Return the cells of a place, or of the reason there is none."""
    known = where if isinstance(where, Place) else None
    return {
        "place": known.name if known else None,
        "geonameid": known.geonameid if known else None,
        "country": known.country if known else None,
        "admin1": known.admin1 if known else None,
        "latitude": known.latitude if known else None,
        "longitude": known.longitude if known else None,
        "place_precision": known.precision if known else None,
        "place_basis": known.basis if known else None,
        "place_words": known.span.quote if known and known.span else None,
        "place_gap": where.gap if isinstance(where, Gap) else None,
    }


def make_party_cells(role: str, parties: tuple[Party, ...]) -> dict[str, Cell]:
    """Return the cells of those who act or suffer; several are parted by semicolons."""
    return {
        f"{role}s": join(name_party(party) for party in parties),
        f"{role}_words": join(party.text for party in parties),
        f"{role}_ids": join(party.id for party in parties),
        f"{role}_countries": join(party.country for party in parties),
        f"{role}_sectors": join(party.sector for party in parties),
    }


def make_figure_cells(event: Event) -> dict[str, Cell]:
    """Return the lowest and highest figure of each effect, and all of them in words.

    Figures that contradict each other are never added; an open end leaves its cell empty.
    """
    cells: dict[str, Cell] = {}
    for effect in EFFECTS:
        counts = [count for count in event.counts if count.effect == effect]
        lows = [count.low for count in counts if count.low is not None]
        highs = [count.high for count in counts if count.high is not None]
        cells[f"{effect}_low"] = min(lows) if lows and len(lows) == len(counts) else None
        cells[f"{effect}_high"] = max(highs) if highs and len(highs) == len(counts) else None
    return cells | {"figures": join(describe_count(count) for count in event.counts)}


def make_claim_cells(event: Event, document: Document) -> dict[str, Cell]:
    """Return the cells of who says so: one entry for each claim, in the same order in each."""
    outlet = name_outlet(document)
    speakers = [claim.by[-1].party if claim.by else None for claim in event.claims]
    return {
        "said_by": join(name_party(who) if who else UNKNOWN for who in speakers),
        "chains": join(describe_chain(claim, outlet) or UNKNOWN for claim in event.claims),
        "stances": join(claim.stance for claim in event.claims),
        "channels": join(claim.channel or UNKNOWN for claim in event.claims),
        "said": join(claim.said.start if claim.said else UNKNOWN for claim in event.claims),
        "claim_words": " | ".join(claim.span.quote for claim in event.claims),
    }
