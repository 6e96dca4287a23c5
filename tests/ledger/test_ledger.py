"""What goes into the ledger comes out again, once, whole or not at all."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from reportedly.errors import LedgerError
from reportedly.export.jsonl import write_jsonl
from reportedly.ledger import EventFilter, Ledger, schema, write
from reportedly.pipeline import Coded
from reportedly.records import Article, Interval, Issue, Run
from reportedly.run.fake import FakeCoder

RUN = Run(
    id="ab12",
    started=dt.datetime(2024, 3, 5, tzinfo=dt.UTC),
    version="1",
    model="m",
    codebook="c",
    settings="{}",
)


def code(name: str, text: str, day: dt.date | None = None) -> Coded:
    article = Article(name=name, media="text", text=text, published=day, source="The Post")
    (coded,) = FakeCoder().code([article])
    return coded


def dump(ledger: Ledger) -> bytes:
    records = [*ledger.documents(), *ledger.events(), *ledger.tallies(), *ledger.issues()]
    return b"".join(write_jsonl(records))


MOPTI = code(
    "mopti.txt",
    "Gunmen killed 6 soldiers near Mopti on Saturday, an army spokesman said.",
    dt.date(2024, 3, 3),
)
LAKE = code("lake.txt", "Raiders killed 2 herders. Bandits killed 4 traders, a mayor said.")
EMPTY = code("empty.txt", "  ")


def test_what_goes_in_comes_out(ledger: Ledger) -> None:
    assert ledger.add(MOPTI, RUN)
    assert tuple(ledger.documents()) == (MOPTI.document,)
    assert tuple(ledger.events()) == MOPTI.events
    assert MOPTI.document is not None
    assert ledger.run_of(MOPTI.document.id) == RUN
    assert list(ledger.told()) == [(MOPTI.document, MOPTI.events[0])]


def test_adding_again_in_any_order_changes_nothing(ledger: Ledger) -> None:
    for coded in (MOPTI, LAKE, EMPTY):
        assert ledger.add(coded, RUN)
    before = dump(ledger)
    for coded in (EMPTY, LAKE, MOPTI):
        assert not ledger.add(coded, RUN)
    assert dump(ledger) == before
    assert b"herders" in before and b"there is no text" in before


def test_a_rerun_leaves_the_very_bytes_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    for _ in range(2):
        with Ledger.open(f"sqlite:///{path}") as ledger:
            for coded in (MOPTI, LAKE, EMPTY):
                ledger.add(coded, RUN)
        contents = path.read_bytes()
        if _ == 0:
            before = contents
    assert contents == before


def test_the_order_does_not_depend_on_who_came_first(tmp_path: Path) -> None:
    dumps = []
    for order in ((MOPTI, LAKE), (LAKE, MOPTI)):
        with Ledger.open(f"sqlite:///{tmp_path / str(len(dumps))}") as ledger:
            for coded in order:
                ledger.add(coded)
            dumps.append(dump(ledger))
    assert dumps[0] == dumps[1]


def test_a_new_reading_counts_and_the_old_one_stays(ledger: Ledger) -> None:
    ledger.add(LAKE, RUN)
    better = msgspec.structs.replace(LAKE, events=LAKE.events[:1])
    assert ledger.add(better, msgspec.structs.replace(RUN, id="cd34"))
    assert tuple(ledger.events()) == LAKE.events[:1]
    with ledger.engine.connect() as connection:
        rows = connection.execute(sa.select(sa.func.count()).select_from(schema.event)).scalar()
    assert rows == 3
    assert ledger.add(LAKE, RUN), "the first reading counts again"
    assert tuple(ledger.events()) == LAKE.events


def test_an_article_is_written_whole_or_not_at_all(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write, "make_tally_rows", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ledger.add(LAKE, RUN)
    assert set(ledger.counts().values()) == {0}
    monkeypatch.undo()
    assert ledger.add(LAKE, RUN)


def test_two_findings_of_one_id_are_both_kept(ledger: Ledger) -> None:
    twice = msgspec.structs.replace(MOPTI, events=MOPTI.events * 2)
    ledger.add(twice)
    assert len(list(ledger.events())) == 2
    assert ledger.find(MOPTI.events[0].id) == MOPTI.events[0]


def test_one_page_that_comes_as_two_articles_is_one_document(tmp_path: Path) -> None:
    assert MOPTI.document is not None
    other = msgspec.structs.replace(MOPTI.document, article="a" * 20, source_id="mirror")
    copy = msgspec.structs.replace(MOPTI, document=other)
    dumps = []
    for name, order in (("a", (MOPTI, copy)), ("b", (copy, MOPTI))):
        with Ledger.open(f"sqlite:///{tmp_path / name}.db") as ledger:
            assert [ledger.add(coded) for coded in order] == [True, True]
            assert [ledger.add(coded) for coded in (*order, *order)] == [False] * 4
            assert ledger.counts()["articles"] == 2 and ledger.counts()["documents"] == 1
            dumps.append(dump(ledger))
    assert dumps[0] == dumps[1], "whichever came first"


def test_an_issue_goes_when_the_article_comes_to_a_document(ledger: Ledger) -> None:
    ledger.add(code("mopti.txt", ""))
    assert [issue.subject for issue in ledger.issues()] == ["mopti.txt"]
    ledger.add(MOPTI)
    assert list(ledger.issues()) == []


def test_issues_of_a_document_belong_to_its_reading(ledger: Ledger) -> None:
    issue = Issue(id="e1", subject="lake.txt", stage="coding", reason="a sentence of 900 words")
    ledger.add(msgspec.structs.replace(LAKE, issues=(issue,)))
    assert list(ledger.issues()) == [issue]
    shorter = msgspec.structs.replace(LAKE, issues=(issue,), events=LAKE.events[:1])
    ledger.add(shorter)
    assert list(ledger.issues()) == [issue], "another reading has the same issue"
    ledger.add(LAKE)
    assert list(ledger.issues()) == []


def test_text_that_databases_dislike_survives(ledger: Ledger) -> None:
    odd = code("odd\0.txt", "Raiders killed 2 herders near Mopti\0 '; DROP TABLE event; -- \u2028.")
    ledger.add(odd)
    assert tuple(ledger.documents()) == (odd.document,)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (EventFilter(), 3),
        (EventFilter(category="assault"), 3),
        (EventFilter(category="PROTEST"), 0),
        (EventFilter(country="ml"), 1),
        (EventFilter(status="reported", stage="occurred"), 3),
        (EventFilter(status="denied"), 0),
        (EventFilter(since=dt.date(2024, 3, 3)), 1),
        (EventFilter(since=dt.date(2024, 3, 4)), 0),
        (EventFilter(until=dt.date(2024, 3, 3)), 1),
        (EventFilter(until=dt.date(2024, 3, 2)), 0),
        (EventFilter(document="nothing"), 0),
    ],
)
def test_filters(ledger: Ledger, wanted: EventFilter, found: int) -> None:
    ledger.add(MOPTI)
    ledger.add(LAKE)
    assert len(list(ledger.events(wanted))) == found


def test_a_period_touches_events_that_overlap_it(ledger: Ledger) -> None:
    week = Interval(
        start=dt.date(2024, 2, 26), end=dt.date(2024, 3, 3), precision="week", basis="published"
    )
    event = msgspec.structs.replace(MOPTI.events[0], when=week)
    ledger.add(msgspec.structs.replace(MOPTI, events=(event,)))
    inside = EventFilter(since=dt.date(2024, 3, 1), until=dt.date(2024, 3, 1))
    assert list(ledger.events(inside)) == [event]


def test_an_event_is_found_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    ledger.add(MOPTI)
    ledger.add(LAKE)
    event = MOPTI.events[0]
    assert ledger.find(event.id[:10]) == event
    with pytest.raises(LedgerError, match="no event"):
        ledger.find("0" * 20)
    with pytest.raises(LedgerError, match="fits several events"):
        ledger.find(shared_prefix(ledger))
    with pytest.raises(LedgerError, match="0-9, a-f"):
        ledger.find("%")


def shared_prefix(ledger: Ledger) -> str:
    """Add reports until two events' ids begin alike, and return how."""
    seen: set[str] = set()
    for number in range(50):
        coded = code(f"{number}.txt", f"Raiders killed {number} herders.")
        ledger.add(coded)
        first = coded.events[0].id[0]
        if first in seen:
            return first
        seen.add(first)
    raise AssertionError("17 hex digits are two alike")
