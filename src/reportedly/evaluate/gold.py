"""A folder of reports coded by hand in, frozen Reports out; also the records of an earlier run.

A file that is not as it should be stops the reading: a figure over broken gold says nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from reportedly.codebook.model import MODES
from reportedly.errors import ReportedlyError
from reportedly.records import Document, Event, Issue, Precision, Stage, Status, Tally

Bounds = tuple[int | None, int | None]  # closed; an open end is None
GoldStatus = Literal[
    "confirmed_by_authority", "claimed_by_perpetrator", "alleged", "reported", "denied"
]
CodedRecord = Document | Event | Tally | Issue

STATUSES: Mapping[GoldStatus, Status] = {
    "confirmed_by_authority": "confirmed",
    "claimed_by_perpetrator": "claimed",
    "alleged": "alleged",
    "reported": "reported",
    "denied": "denied",
}
# Lists of words copied from the text, any of which is a right answer.
WORDINGS = ("actor", "recipient", "target", "weapon", "said_by", "channel", "denied_by")


class GoldEvent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One event as a person coded it. An empty list or null means that the text does not say."""

    id: str
    anchor: str
    type: str
    mode: str | None
    acled: str | None
    stage: Stage
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    target: tuple[str, ...]
    weapon: tuple[str, ...]
    start: dt.date | None
    end: dt.date | None
    date_precision: Precision | None
    place: str | None
    country: str | None
    killed: Bounds | None
    injured: Bounds | None
    abducted: Bounds | None
    arrested: Bounds | None
    status: GoldStatus
    said_by: tuple[str, ...]
    channel: tuple[str, ...]
    denied_by: tuple[str, ...]
    incident: str | None

    @property
    def undergone_by(self) -> tuple[str, ...]:
        """Return whom or what it was done to."""
        return self.recipient + self.target


class GoldTally(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One running total as a person coded it."""

    effect: str  # one that our records do not know counts as missed
    low: int | None
    high: int | None
    qualifier: str | None
    said_by: tuple[str, ...]
    since: dt.date | None
    anchor: str


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report with everything in it coded by hand."""

    id: str
    text: str
    events: tuple[GoldEvent, ...]
    tallies: tuple[GoldTally, ...]
    must_not_code: tuple[str, ...]
    cluster: str | None
    source: str
    published: dt.date | None
    title: str
    figures_in_dispute: tuple[str, ...]


def find_reports(folder: Path) -> list[Path]:
    """Return the folder's reports, or say that there are none."""
    found = sorted(folder.glob("*.json"))
    if not found:
        raise ReportedlyError(f"{folder}: wanted a folder of reports coded by hand (NN.json)")
    return found


def read_gold(folder: Path) -> tuple[Report, ...]:
    """Return the folder's reports in the order of their names."""
    return tuple(read_report(path) for path in find_reports(folder))


def read_report(path: Path) -> Report:
    """Return one report, or say which key of the file cannot be used."""
    try:
        report = msgspec.json.decode(path.read_bytes(), type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what, _, key = str(error).partition(" - at `$")
        place = f"{path}: {key.strip('.`')}" if key else f"{path}"
        raise ReportedlyError(f"{place}: {what[:1].lower()}{what[1:]}") from error
    if report.id != path.stem:
        raise ReportedlyError(f"{path}: id = {report.id!r}: wanted the file's name, {path.stem!r}")
    for key, value, wanted in find_faults(report):
        raise ReportedlyError(f"{path}: {key} = {value!r}: wanted {wanted}")
    return report


def find_faults(report: Report) -> Iterator[tuple[str, object, str]]:
    """Yield the key, the value and what was wanted, where a value is none that gold can have."""
    for i, event in enumerate(report.events):
        here = f"events[{i}]"
        if event.type not in MODES:
            yield f"{here}.type", event.type, f"one of {', '.join(MODES)}"
        elif event.mode is not None and event.mode not in MODES[event.type]:
            modes = ", ".join(MODES[event.type]) or "null"
            yield f"{here}.mode", event.mode, f"a mode of {event.type}: {modes}"
        if (event.start is None) != (event.end is None):
            yield f"{here}.end", event.end, "both start and end, or neither"
        elif event.start and event.end and event.end < event.start:
            yield f"{here}.end", str(event.end), f"a day not before start, {event.start}"
    for key, words in list_wordings(report):
        if not words or words not in report.text:
            yield key, words, "words that stand in the text, letter for letter"


def list_wordings(report: Report) -> Iterator[tuple[str, str]]:
    """Yield everything that was copied from the text, with its key."""
    for i, event in enumerate(report.events):
        yield f"events[{i}].anchor", event.anchor
        if event.place is not None:
            yield f"events[{i}].place", event.place
        for name in WORDINGS:
            for j, words in enumerate(getattr(event, name)):
                yield f"events[{i}].{name}[{j}]", words
    for i, tally in enumerate(report.tallies):
        yield f"tallies[{i}].anchor", tally.anchor
        yield from ((f"tallies[{i}].said_by[{j}]", w) for j, w in enumerate(tally.said_by))
    for i, words in enumerate(report.must_not_code):
        yield f"must_not_code[{i}]", words


def read_coded(path: Path) -> Iterator[CodedRecord]:
    """Yield the records of a file that `reportedly code --jsonl` wrote."""
    decoder = msgspec.json.Decoder(CodedRecord)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                yield decoder.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                wanted = "wanted a record that `reportedly code --jsonl` writes"
                raise ReportedlyError(f"{path}:{number}: {error}: {wanted}") from error
