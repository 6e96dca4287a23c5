"""New ledgers, short reports, and a fold from nothing to compare with."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import strategies as st

from reportedly.export.jsonl import write_jsonl
from reportedly.ledger import Ledger, schema
from reportedly.pipeline import Coded
from reportedly.records import Article, Gap
from reportedly.run.deciding import Person
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger

FIRST = dt.date(2024, 3, 3)
SENTENCES = st.builds(
    "{} killed {} {} near {}{}.".format,
    st.sampled_from(["Gunmen", "Raiders", "Red Front rebels"]),
    st.sampled_from([4, 6, 9]),
    st.sampled_from(["soldiers", "herders"]),
    st.sampled_from(["Mopti", "Goma"]),
    st.sampled_from(["", ", the mayor said", ", an army spokesman said"]),
)


def code(name: str, text: str, day: int | None = 0, source: str | None = None) -> Coded:
    """Code a report published so many days after the first."""
    published = None if day is None else FIRST + dt.timedelta(days=day)
    article = Article(
        name=name, media="text", text=text, published=published, source=source or f"The {name} Post"
    )
    (coded,) = FakeCoder().code([article])
    return coded


def code_all(told: list[tuple[list[str], int | None]]) -> list[Coded]:
    """Code reports given by their sentences and days."""
    return [code(f"r{n}", " ".join(texts), day) for n, (texts, day) in enumerate(told)]


REPORTS = st.lists(
    st.tuples(st.lists(SENTENCES, min_size=1, max_size=2), st.sampled_from([None, 0, 0, 1, 2, 40])),
    min_size=1,
    max_size=7,
).map(code_all)


def read_anew(coded: Coded, chance: random.Random) -> Coded:
    """Return the report as another coder would have it: events lost, retyped, undated."""
    events = []
    for event in coded.events:
        way = chance.randrange(4)
        if way == 1:
            event = msgspec.structs.replace(event, category="PROTEST", id=event.id[::-1])
        elif way == 2:
            event = msgspec.structs.replace(event, when=Gap(gap="not_stated"))
        if way:
            events.append(event)
    return msgspec.structs.replace(coded, events=tuple(events))


def dump(ledger: Ledger) -> bytes:
    """Return what `incidents --jsonl` writes."""
    link_ledger(ledger)
    return b"".join(write_jsonl(ledger.incidents()))


def fold_anew(ledger: Ledger) -> bytes:
    """Return the same after all that was folded is thrown away. Names are kept."""
    with ledger.writing() as connection:
        for table in (schema.member, schema.incident, schema.link, schema.event_key, schema.told):
            connection.execute(sa.delete(table))
    return dump(ledger)


def add_all(ledger: Ledger, reports: Iterable[Coded]) -> None:
    for coded in reports:
        ledger.add(coded)


class Desk:
    """What the tests share, as one fixture: test files import nothing from each other."""

    def __init__(self, open_new: Callable[[], Ledger]) -> None:
        self.open_new = open_new
        self.code, self.read_anew = code, read_anew
        self.dump, self.fold_anew, self.add_all = dump, fold_anew, add_all
        self.reports = REPORTS


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty ledger once: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "ledger.db"
    Ledger.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def desk(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Return the helpers, and new ledgers on demand."""
    folder, numbers = tmp_path_factory.mktemp("ledgers"), count()
    opened: list[Ledger] = []

    def open_new() -> Ledger:
        path = folder / f"{next(numbers)}.db"
        shutil.copy(template, path)
        opened.append(Ledger.open(f"sqlite:///{path}"))
        return opened[-1]

    yield Desk(open_new)
    for ledger in opened:
        ledger.close()


@pytest.fixture
def ledger(desk: Desk) -> Ledger:
    return desk.open_new()


@pytest.fixture
def ada() -> Person:
    return Person(by="Ada", at=dt.datetime(2024, 4, 1, tzinfo=dt.UTC))
