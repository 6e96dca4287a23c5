"""Incidents folded piece by piece are those folded from nothing, whatever came in between."""

from __future__ import annotations

import random
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import LedgerError
from reportedly.export.jsonl import write_jsonl
from reportedly.ledger import Ledger
from reportedly.merge import make_incidents
from reportedly.run import deciding, linking
from reportedly.run.deciding import Person
from reportedly.run.linking import link_ledger

CHANCE = st.randoms(use_true_random=False)
# Each example opens ledgers and folds them several times.
few = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def fold_at_once(ledger: Ledger) -> bytes:
    """Return the incidents as pure functions make them of all that the ledger holds."""
    return b"".join(write_jsonl(make_incidents(ledger.documents(), ledger.events())))


@few
@given(st.data(), CHANCE)
def test_any_order_and_any_batches(desk: Any, data: st.DataObject, chance: random.Random) -> None:
    reports = data.draw(desk.reports)
    chance.shuffle(reports)
    ledger = desk.open_new()
    while reports:
        size = chance.randint(1, len(reports))
        desk.add_all(ledger, reports[:size])
        reports = reports[size:]
        assert desk.dump(ledger) == fold_at_once(ledger)


@few
@given(st.data(), CHANCE)
def test_reading_anew_and_back_restores_all(
    desk: Any, data: st.DataObject, chance: random.Random
) -> None:
    reports = data.draw(desk.reports)
    ledger = desk.open_new()
    desk.add_all(ledger, reports)
    before, names = desk.dump(ledger), list_names(ledger)
    for _ in range(2):
        desk.add_all(ledger, [desk.read_anew(r, chance) for r in reports if chance.random() < 0.6])
        assert desk.dump(ledger) == fold_at_once(ledger)
        names |= list_names(ledger)
    desk.add_all(ledger, reports)
    assert desk.dump(ledger) == before
    for name in names:
        assert ledger.incident(name)
    desk.add_all(ledger, reports)
    assert link_ledger(ledger) == 0, "the same again is nothing new"
    assert desk.dump(ledger) == before


def list_names(ledger: Ledger) -> set[str]:
    return {name for incident in ledger.incidents() for name in (incident.slug, incident.id)}


def test_a_report_is_not_lost_when_what_tied_it_goes(
    desk: Any, ledger: Ledger, ada: Person
) -> None:
    mopti = desk.code("a", "Gunmen killed 6 soldiers near Mopti.")
    goma = desk.code("b", "Rebels killed 3 herders near Goma.", 40)
    desk.add_all(ledger, [mopti, goma])
    desk.dump(ledger)
    deciding.merge(ledger, [incident.slug for incident in ledger.incidents()], ada)
    other = msgspec.structs.replace(mopti.events[0], category="PROTEST", id="f" * 20)
    for events in ((other,), ()):
        ledger.add(msgspec.structs.replace(mopti, events=events))
        desk.dump(ledger)
        told = [event for incident in ledger.incidents() for event in incident.events]
        assert goma.events[0].id in told
    ledger.add(mopti)
    assert desk.dump(ledger).count(b"\n") == 1, "the merge holds again"


def test_another_process_may_read_anew_between_two_batches(
    desk: Any, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "BATCH", 1)
    reports = [desk.code(f"r{n}", "Gunmen killed 6 soldiers near Mopti.") for n in range(4)]
    chance = random.Random(5)
    desk.add_all(ledger, reports)

    def meanwhile(done: int) -> None:
        if done == 2:
            with Ledger.open(str(ledger.engine.url)) as other:
                for coded in reports:
                    event = msgspec.structs.replace(coded.events[0], id=coded.events[0].id[::-1])
                    other.add(msgspec.structs.replace(coded, events=(event,)))
                monkeypatch.setattr(linking, "BATCH", 200)
                link_ledger(other)
                other.add(desk.read_anew(reports[0], chance))

    link_ledger(ledger, meanwhile)
    assert desk.dump(ledger) == fold_at_once(ledger)


def test_a_decision_between_two_batches_is_seen(
    desk: Any, ledger: Ledger, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(linking, "BATCH", 1)
    reports = [desk.code(f"r{n}", "Gunmen killed 6 soldiers near Mopti.") for n in range(3)]
    desk.add_all(ledger, reports)
    first = min(reports, key=lambda coded: coded.document.id).events[0].id
    later = desk.code("later", "Gunmen killed 6 soldiers near Mopti.")

    def meanwhile(done: int) -> None:
        if done == 2:
            with Ledger.open(str(ledger.engine.url)) as other:
                monkeypatch.setattr(linking, "BATCH", 200)
                deciding.judge(other, first, "correct", ada, "killed", "14")
                other.add(later)

    link_ledger(ledger, meanwhile)
    (incident,) = ledger.incidents()
    assert {figure.low for figure in incident.figures} == {6, 14}
    assert desk.dump(ledger) == desk.fold_anew(ledger)


def test_a_name_says_so_when_its_incident_is_no_more(
    desk: Any, ledger: Ledger, ada: Person
) -> None:
    coded = desk.code("a", "Gunmen killed 6 soldiers near Mopti.")
    ledger.add(coded)
    desk.dump(ledger)
    (slug,) = (incident.slug for incident in ledger.incidents())
    standing = deciding.judge(ledger, coded.events[0].id, "not_event", ada)
    with pytest.raises(LedgerError, match="this incident is no more"):
        ledger.incident(slug)
    deciding.undo(ledger, standing.judgement.id, ada)
    assert ledger.incident(slug).slug == slug


def test_two_events_of_the_same_words_are_two_incidents(desk: Any, ledger: Ledger) -> None:
    coded = desk.code("a", "Gunmen killed 6 soldiers near Mopti.")
    twin = msgspec.structs.replace(coded.events[0], id="f" * 20, mode="firearms")
    ledger.add(msgspec.structs.replace(coded, events=(*coded.events, twin)))
    assert desk.dump(ledger) == fold_at_once(ledger)
    assert len(list_names(ledger)) == 4


def test_one_slug_for_two_incidents_is_told_apart_by_ids(
    desk: Any, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reportedly.merge import incident

    monkeypatch.setattr(incident, "SLUG_HEX", 0)
    ledger.add(desk.code("a", "Gunmen killed 6 soldiers near Mopti. Rebels killed 2 cooks."))
    ledger.add(desk.code("b", "Gunmen killed 6 soldiers near Mopti. Rebels killed 9 nurses."))
    desk.dump(ledger)
    found = list(ledger.incidents())
    assert len({one.slug for one in found}) < len(found)
    slug = next(one.slug for one in found if sum(one.slug == two.slug for two in found) > 1)
    with pytest.raises(LedgerError, match=f"{slug}: fits several incidents: [0-9a-f]{{20}}"):
        ledger.incident(slug)


def test_who_may_only_read_reads_what_is_up_to_date(
    desk: Any, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.add(desk.code("a", "Gunmen killed 6 soldiers near Mopti."))
    link_ledger(ledger)
    monkeypatch.setattr(Ledger, "writing", lambda _: pytest.fail("took the write lock"))
    assert link_ledger(ledger) == 0
