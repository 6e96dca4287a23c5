"""Decisions: taken back they leave no trace in what is shown, and those that cannot be are told."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import random
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import LedgerError, ReviewError
from reportedly.ledger import Ledger
from reportedly.pipeline import Coded
from reportedly.records import Event
from reportedly.review.standing import Standing, find_standing
from reportedly.run import deciding
from reportedly.run.deciding import NONE_SEEN, Person
from reportedly.run.linking import link_ledger
from reportedly.run.showing import read_queue, read_shown

DAY = dt.datetime(2024, 4, 1, tzinfo=dt.UTC)
BO = Person(by="Bo", at=DAY)
CORRECTIONS = [
    ("killed", "14"), ("when", "2024-03-02"), ("where", "none"), ("category", "PROTEST"),
    ("mode", "riot"), ("mode", "beat"), ("actors", "soldiers"), ("stage", "planned"),
]  # fmt: skip


def act(ledger: Ledger, chance: random.Random, number: int) -> Standing | None:
    """Take some decision; None where it cannot be taken."""
    person = Person(by="Ada", at=DAY + dt.timedelta(minutes=number))
    events = [event.id for event in ledger.events()]
    incidents = list(ledger.incidents())
    action = chance.choice(["accept", "not_event", "correct", "merge", "split", "same_source"])
    try:
        if action == "merge":
            slugs = [incident.slug for incident in incidents]
            return deciding.merge(ledger, chance.sample(slugs, min(2, len(slugs))), person)
        if action == "split":
            incident = max(incidents, key=lambda i: (len(i.events), i.id))
            some = chance.sample(incident.events, max(1, len(incident.events) // 2))
            return deciding.split(ledger, incident.slug, some, person)
        if action == "same_source":
            documents = [document.id for document in ledger.documents()]
            some = chance.sample(documents, min(2, len(documents)))
            return deciding.same_source(ledger, some, person)
        field = chance.choice(CORRECTIONS) if action == "correct" else (None, None)
        return deciding.judge(ledger, chance.choice(events), action, person, *field)  # type: ignore[arg-type]
    except (LedgerError, ReviewError, ValueError):  # max() of no incidents
        return None


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data(), st.randoms(use_true_random=False))
def test_what_is_undone_leaves_no_trace(
    desk: Any, data: st.DataObject, chance: random.Random
) -> None:
    reports = data.draw(desk.reports)
    ledger = desk.open_new()
    desk.add_all(ledger, reports)
    states, taken, names = [desk.dump(ledger)], [], set()
    for number in range(6):
        standing = act(ledger, chance, number)
        names |= {incident.slug for incident in ledger.incidents()}
        if standing is not None:
            taken.append(standing.judgement.id)
            states.append(desk.dump(ledger))
    assert desk.fold_anew(ledger) == states[-1], "piece by piece is as from nothing"
    for name in names:
        try:
            ledger.incident(name)
        except LedgerError as error:
            assert "is no more" in str(error)
    for number, judgement in enumerate(reversed(taken), 7):
        person = Person(by="Ada", at=DAY + dt.timedelta(minutes=number))
        after = states.pop()
        undone = deciding.undo(ledger, judgement, person)
        assert desk.dump(ledger) == states[-1]
        redone = deciding.undo(ledger, undone.judgement.id, BO)
        assert desk.dump(ledger) == after
        deciding.undo(ledger, redone.judgement.id, BO)
        assert desk.dump(ledger) == states[-1]
    for name in names:
        assert ledger.incident(name)
    assert len(ledger.judgements()) == 4 * len(taken), "nothing is erased"


@pytest.fixture
def army(desk: Any, ledger: Ledger) -> Coded:
    """Add a report of one killing to the ledger, and return it."""
    coded: Coded = desk.code("army", "Gunmen killed 6 soldiers near Mopti, an army spokesman said.")
    ledger.add(coded)
    link_ledger(ledger)
    return coded


def shown(ledger: Ledger, event: Event) -> Any:
    return read_shown(ledger, [event.id])[1][event.id]


def test_a_corrected_field_shows_in_the_incident(army: Coded, ledger: Ledger, ada: Person) -> None:
    deciding.judge(ledger, army.events[0].id, "correct", ada, "killed", "14")
    deciding.judge(ledger, army.events[0].id, "correct", ada, "when", "2024-03-01..2024-03-02")
    (incident,) = ledger.incidents()
    assert (incident.figures[0].low, incident.figures[0].high) == (14, 14)
    assert "2024-03-01" in incident.slug
    (machine,) = ledger.events()
    assert machine == army.events[0], "what the machine coded stays"


def test_what_is_no_event_leaves_its_incident(desk: Any, army: Coded, ledger: Ledger) -> None:
    ledger.add(desk.code("mayor", "Gunmen killed 9 soldiers near Mopti, the mayor said.", 1))
    link_ledger(ledger)
    assert [incident.sources for incident in ledger.incidents()] == [2]
    deciding.judge(ledger, army.events[0].id, "not_event", BO)
    assert [incident.sources for incident in ledger.incidents()] == [1]
    deciding.judge(ledger, army.events[0].id, "accept", BO)
    assert [incident.sources for incident in ledger.incidents()] == [2]


def test_decisions_hold_where_the_report_is_read_alike(
    army: Coded, ledger: Ledger, ada: Person
) -> None:
    event = army.events[0]
    deciding.judge(ledger, event.id, "accept", ada)
    deciding.judge(ledger, event.id, "correct", ada, "killed", "7")
    nearly = msgspec.structs.replace(event, contexts=("military",))
    ledger.add(msgspec.structs.replace(army, events=(nearly,)))
    found = shown(ledger, event)
    assert (found.decision, found.corrected, found.again) == ("accepted", ("killed",), ())
    assert found.event.counts[0].low == 7 and found.event.contexts == ("military",)


def test_decisions_return_to_the_queue_where_it_is_read_otherwise(
    army: Coded, ledger: Ledger, ada: Person
) -> None:
    event = army.events[0]
    deciding.judge(ledger, event.id, "accept", ada)
    deciding.judge(ledger, event.id, "correct", ada, "killed", "7")
    deciding.judge(ledger, event.id, "correct", ada, "where", "Mopti, ML")
    (count,) = event.counts
    better = msgspec.structs.replace(event, counts=(msgspec.structs.replace(count, low=5),))
    ledger.add(msgspec.structs.replace(army, events=(better,)))
    found = shown(ledger, event)
    assert found.event.counts == better.counts, "the correction was of another number"
    assert found.decision is None and found.corrected == ("where",)
    assert [j.action for j in found.again] == ["accept", "correct"]
    (waiting,) = read_queue(ledger)
    assert (waiting.why, [j.value for j in waiting.decisions]) == ("again", [None, "7"])
    deciding.judge(ledger, event.id, "accept", BO)
    assert list(read_queue(ledger)) == [], "whoever decides anew has looked again"
    ledger.add(army)
    assert shown(ledger, event).event.counts[0].low == 7


def test_the_queue_begins_with_what_fits_no_longer_then_disputes(
    desk: Any, army: Coded, ledger: Ledger, ada: Person
) -> None:
    ledger.add(desk.code("mayor", "Gunmen killed 9 soldiers near Mopti, the mayor said.", 1))
    alone = desk.code("goma", "Rebels killed 2 cooks near Goma.", 40)
    ledger.add(alone)
    far = desk.code("far", "Bandits killed 3 traders near Gao.", 90)
    ledger.add(far)
    deciding.judge(ledger, far.events[0].id, "accept", ada)
    moved = msgspec.structs.replace(far.events[0], stage="attempted")
    ledger.add(msgspec.structs.replace(far, events=(moved,)))
    whys = [waiting.why for waiting in read_queue(ledger)]
    assert whys == ["again", "disputed", "disputed", "undecided"]
    deciding.judge(ledger, alone.events[0].id, "not_event", ada)
    deciding.judge(ledger, army.events[0].id, "accept", ada)
    assert [waiting.why for waiting in read_queue(ledger)] == ["again", "disputed"]


def test_a_mode_is_tried_against_the_category_that_people_gave(
    army: Coded, ledger: Ledger, ada: Person
) -> None:
    event = army.events[0]
    with pytest.raises(ReviewError, match="wanted a mode of ASSAULT"):
        deciding.judge(ledger, event.id, "correct", ada, "mode", "riot")
    retyped = deciding.judge(ledger, event.id, "correct", ada, "category", "PROTEST")
    deciding.judge(ledger, event.id, "correct", ada, "mode", "riot")
    assert (shown(ledger, event).event.category, shown(ledger, event).event.mode) == (
        "PROTEST",
        "riot",
    )
    deciding.undo(ledger, retyped.judgement.id, ada)
    found = shown(ledger, event)
    assert (found.event.category, found.event.mode) == ("ASSAULT", None)
    assert [j.field for j in found.again] == ["mode"], "a riot is no ASSAULT: ask again"


def test_what_nobody_knows_is_named(army: Coded, ledger: Ledger, ada: Person) -> None:
    (incident,) = ledger.incidents()
    for wrong in (
        lambda: deciding.judge(ledger, "f" * 20, "accept", ada),
        lambda: deciding.undo(ledger, "f" * 20, ada),
        lambda: deciding.undo(ledger, "", ada),
        lambda: deciding.merge(ledger, [incident.slug, "no-such"], ada),
        lambda: deciding.split(ledger, incident.slug, ["f" * 20], ada),
        lambda: deciding.same_source(ledger, ["army", "navy"], ada),
    ):
        with pytest.raises(LedgerError, match=r"^(f{20}|no-such|navy|):? ?.*(no|is no)"):
            wrong()
    nobody = Person(by=" ", at=DAY)
    for person, action, field, value, wanted in (
        (nobody, "accept", None, None, "wants a name"),
        (ada, "correct", None, "7", "a field and a value"),
        (ada, "accept", "killed", "7", "only a correction"),
        (ada, "correct", "colour", "red", "no field that can be corrected: wanted one of abducted"),
        (ada, "correct", "actors", "the navy", "stands nowhere in the report"),
        (ada, "correct", "where", ", ML", "wanted a place's name"),
        (ada, "correct", "killed", "9" * 40, "wanted a number or a range"),
    ):
        with pytest.raises(ReviewError, match=wanted):
            deciding.judge(ledger, army.events[0].id, action, person, field, value)
    assert ledger.judgements() == []


def test_who_had_not_seen_the_first_decision_comes_second(
    army: Coded, ledger: Ledger, ada: Person
) -> None:
    event = army.events[0].id
    unseen = msgspec.structs.replace(BO, after=NONE_SEEN)
    first = deciding.judge(ledger, event, "accept", msgspec.structs.replace(ada, after=NONE_SEEN))
    late = deciding.judge(ledger, event, "not_event", unseen)
    assert (first.state, late.state) == ("counts", "late")
    assert late.by == first.judgement
    assert len(list(ledger.incidents())) == 1, "the first counts"
    assert [j.by for j in ledger.judgements()] == ["Ada", "Bo"], "the second is kept"
    with pytest.raises(ReviewError, match=r"does not count: .* by Ada .* came first"):
        deciding.undo(ledger, late.judgement.id, ada)
    seen = msgspec.structs.replace(BO, after=first.judgement.id[:8])
    assert deciding.judge(ledger, event, "not_event", seen).state == "counts"
    assert deciding.judge(ledger, event, "correct", seen, "killed", "7").state == "late"
    assert list(ledger.incidents()) == []


def decide(url: str, event: str, by: str, start: Any) -> None:
    """Take a decision at the same time as another process."""
    with Ledger.open(url) as ledger:
        start.wait(120)
        deciding.judge(ledger, event, "accept", Person(by=by, at=DAY, after=NONE_SEEN))


def test_two_processes_at_once(army: Coded, ledger: Ledger) -> None:
    context = multiprocessing.get_context("fork")
    start = context.Barrier(2)
    url = str(ledger.engine.url)
    ledger.close()  # a connection must not be shared with a child
    processes = [
        context.Process(target=decide, args=(url, army.events[0].id, by, start))
        for by in ("Ada", "Bo")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join(240)
        assert process.exitcode == 0
    first, second = find_standing(ledger.judgements())
    assert {first.judgement.by, second.judgement.by} == {"Ada", "Bo"}
    assert (first.state, second.state, second.by) == ("counts", "late", first.judgement)
    assert shown(ledger, army.events[0]).decision == "accepted"


def test_documents_of_one_source_are_one_voice(desk: Any, ledger: Ledger, ada: Person) -> None:
    texts = [
        "Gunmen killed 6 soldiers near Mopti, an army spokesman said.",
        "Raiders killed 6 soldiers near Mopti as they slept, two nurses told us by telephone.",
        "Bandits killed 6 soldiers near Mopti after the market had closed for the day.",
        "Rebels killed 2 cooks near Goma, and there is nothing else that we know.",
        "Rebels killed 9 guards near Gao before they were driven off at last.",
    ]
    for name, text in zip("abcde", texts, strict=True):
        ledger.add(desk.code(name, text, {"d": 90, "e": 200}.get(name, 0)))
    link_ledger(ledger)

    def count() -> list[int]:
        return sorted(incident.independent_sources for incident in ledger.incidents())

    assert count() == [1, 1, 3]
    # d and e stand in other incidents, and are what makes a and b one in the end.
    deciding.same_source(ledger, ["a", "d"], ada)
    deciding.same_source(ledger, ["e", "b"], ada)
    assert count() == [1, 1, 3]
    last = deciding.same_source(ledger, ["d", "e"], ada).judgement
    assert count() == [1, 1, 2]
    assert desk.fold_anew(ledger) == desk.dump(ledger)
    deciding.undo(ledger, last.id, ada)
    assert count() == [1, 1, 3]
