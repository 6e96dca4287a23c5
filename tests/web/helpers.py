"""What tests of pages do to a ledger behind their back."""

import datetime as dt
from typing import Any

import msgspec

from reportedly.ledger import Ledger
from reportedly.pipeline import Coded
from reportedly.run import deciding
from reportedly.run.deciding import NONE_SEEN, Person


def accept(ledger: Ledger, event: str, by: str = "Ada") -> None:
    """Accept an event."""
    person = Person(by=by, at=dt.datetime.now(dt.UTC), after=NONE_SEEN)
    deciding.judge(ledger, event, "accept", person)


def read_anew(coded: Coded, **changes: Any) -> Coded:
    """Return a report as another coder would read it."""
    events = tuple(msgspec.structs.replace(event, **changes) for event in coded.events)
    return msgspec.structs.replace(coded, events=events)
