"""Merges and splits by people: none contradicts another that counts, and the machine none."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
import pytest

from reportedly.errors import LedgerError, ReviewError
from reportedly.ledger import Ledger
from reportedly.pipeline import Coded
from reportedly.run import deciding
from reportedly.run.deciding import Person
from reportedly.run.linking import link_ledger

BO = Person(by="Bo", at=dt.datetime(2024, 4, 1, tzinfo=dt.UTC))


@pytest.fixture
def four(desk: Any, ledger: Ledger) -> list[str]:
    """Add two killings told twice; return the slugs of the two incidents."""
    for name, text, day in (
        ("a", "Gunmen killed 6 soldiers near Mopti, an army spokesman said.", 0),
        ("b", "Gunmen killed 6 soldiers near Mopti on the road to Gao, a nurse told us.", 0),
        ("c", "Rebels killed 3 herders near Goma, the mayor said.", 40),
        ("d", "Rebels killed 3 herders near Goma in their sleep, a nun wrote home.", 40),
    ):
        ledger.add(desk.code(name, text, day))
    link_ledger(ledger)
    slugs = [incident.slug for incident in ledger.incidents()]
    assert [len(incident.events) for incident in ledger.incidents()] == [2, 2]
    return slugs


def test_a_merge_that_contradicts_a_split_is_refused(
    four: list[str], ledger: Ledger, ada: Person
) -> None:
    event = ledger.incident(four[0]).events[1]
    split = deciding.split(ledger, four[0], [event], ada).judgement
    (left, right) = {i.slug for i in ledger.incidents() if i.slug != four[1]}
    with pytest.raises(ReviewError, match=rf"contradict the split {split.id[:8]} by Ada"):
        deciding.merge(ledger, [left, right], BO)
    with pytest.raises(ReviewError, match=rf"`undo {split.id[:8]}` first"):
        deciding.merge(ledger, [four[1], left, right], BO)
    assert len(ledger.judgements()) == 1, "what cannot be taken is not written"
    deciding.merge(ledger, [four[1], left], BO)
    with pytest.raises(ReviewError, match="contradict the split"):
        deciding.merge(ledger, [left, right], BO)  # through another member of the first


def test_a_split_that_contradicts_a_merge_is_refused(
    four: list[str], ledger: Ledger, ada: Person
) -> None:
    leaving = ledger.incident(four[1]).events
    merge = deciding.merge(ledger, four, ada).judgement
    with pytest.raises(ReviewError, match=rf"contradict the merge {merge.id[:8]} by Ada"):
        deciding.split(ledger, four[0], leaving, BO)
    deciding.undo(ledger, merge.id, BO)
    assert len(list(ledger.incidents())) == 2


def test_an_undo_taken_back_may_not_contradict_what_came_since(
    four: list[str], ledger: Ledger, ada: Person
) -> None:
    event = ledger.incident(four[0]).events[1]
    split = deciding.split(ledger, four[0], [event], ada).judgement
    (left, right) = {i.slug for i in ledger.incidents() if i.slug != four[1]}
    undo = deciding.undo(ledger, split.id, ada).judgement
    deciding.merge(ledger, [left, four[1]], ada)
    before = len(ledger.judgements())
    deciding.undo(ledger, undo.id, BO)  # a split within the first contradicts no merge with another
    assert len(ledger.judgements()) == before + 1
    # Now the split counts; a merge of its sides is refused, and was not possible before either.
    with pytest.raises(ReviewError, match="contradict the split"):
        deciding.merge(ledger, [left, right], BO)


def test_a_redone_split_against_a_newer_merge(desk: Any, ledger: Ledger, ada: Person) -> None:
    texts = ("Gunmen killed 6 soldiers near Mopti.", "Rebels killed 3 herders near Goma.")
    for name, text, day in (("a", texts[0], 0), ("b", texts[1], 40)):
        ledger.add(desk.code(name, text, day))
    link_ledger(ledger)
    slugs = [incident.slug for incident in ledger.incidents()]
    first = deciding.merge(ledger, slugs, ada).judgement
    undo = deciding.undo(ledger, first.id, ada).judgement
    again = deciding.merge(ledger, slugs, ada).judgement
    gone = deciding.undo(ledger, again.id, ada).judgement
    deciding.undo(ledger, undo.id, ada)
    event = ledger.incident(slugs[0]).events[0]
    with pytest.raises(ReviewError, match=f"contradict the merge {first.id[:8]}"):
        deciding.split(ledger, slugs[0], [event], BO)
    deciding.undo(ledger, first.id, ada)
    deciding.undo(ledger, gone.id, ada)
    with pytest.raises(ReviewError, match="undone already"):
        deciding.undo(ledger, first.id, ada)


def test_a_split_holds_when_its_report_is_read_anew(
    desk: Any, four: list[str], ledger: Ledger, ada: Person
) -> None:
    incident = ledger.incident(four[0])
    split = deciding.split(ledger, four[0], incident.events[1:], ada).judgement
    for document, event in list(ledger.told()):
        if event.id in incident.events:
            other = msgspec.structs.replace(event, id=event.id[::-1], category="COERCE")
            ledger.add(Coded(document=document, events=(other,), tallies=(), issues=()))
    desk.dump(ledger)
    assert len(list(ledger.incidents())) == 3
    slugs = [i.slug for i in ledger.incidents() if i.category == "COERCE"]
    with pytest.raises(ReviewError, match=split.id[:8]):
        deciding.merge(ledger, slugs, BO)


def test_the_machine_brings_nothing_together_that_people_split(
    desk: Any, four: list[str], ledger: Ledger, ada: Person
) -> None:
    incident = ledger.incident(four[0])
    deciding.split(ledger, four[0], incident.events[1:], ada)
    for name in "xyz":
        ledger.add(desk.code(name, f"Gunmen killed 6 soldiers near Mopti, said {name}.", 0))
    desk.dump(ledger)
    first, second = incident.events
    holder = {event: i.id for i in ledger.incidents() for event in i.events}
    assert holder[first] != holder[second]


def test_what_one_claims_to_have_seen_must_be_there(
    four: list[str], ledger: Ledger, ada: Person
) -> None:
    event, other = (ledger.incident(slug).events[0] for slug in four)
    first = deciding.judge(ledger, event, "accept", ada).judgement
    with pytest.raises(LedgerError, match="ffffffff: no judgement"):
        deciding.judge(ledger, event, "accept", msgspec.structs.replace(ada, after="ffffffff"))
    with pytest.raises(ReviewError, match=f"decides on {event}, not on {other}"):
        deciding.judge(ledger, other, "accept", msgspec.structs.replace(ada, after=first.id))
