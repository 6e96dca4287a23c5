"""A coder that is never wrong scores 1 everywhere; each fault costs the figure that is its own."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from reportedly.evaluate.gold import CodedRecord, Report, read_gold
from reportedly.evaluate.score import Figures, flatten, score
from reportedly.records import Document, Event, Gap, Issue, Span, Tally

replace = msgspec.structs.replace
COUNTS = {"documents", "missing_documents", "issues", "gold_events", "coded_events", "types"}


@pytest.fixture
def gold(gold_folder: Path) -> tuple[Report, ...]:
    return read_gold(gold_folder)


@pytest.fixture
def records(gold: tuple[Report, ...], copy: Any) -> list[CodedRecord]:
    made: list[CodedRecord] = copy(gold)
    return made


def change(records: list[CodedRecord], event: str, **values: Any) -> list[CodedRecord]:
    return [replace(r, **values) if isinstance(r, Event) and r.id == event else r for r in records]


def fallen(before: Figures, after: Figures) -> set[str]:
    a, b = flatten(before), flatten(after)
    return {name for name in a if name not in COUNTS and a[name] != b.get(name)}


def test_a_perfect_coder_is_perfect(gold: tuple[Report, ...], records: list[CodedRecord]) -> None:
    figures = score(gold, records)
    assert {name: r.value for name, r in figures.ratios.items()} == dict.fromkeys(
        figures.ratios, 1.0
    )
    assert figures.errors == ()
    assert figures.missing_documents == 0
    assert figures.gold_events == figures.coded_events == sum(len(r.events) for r in gold)
    # Every figure that gold can speak of is there: abducted alone stands in no report of ours.
    assert len(figures.ratios) == 31


# What is done to the event 02-e1, a strike that killed nine -> the figures that must fall.
FAULTS: list[tuple[dict[str, Any], set[str]]] = [
    ({"mode": "drone"}, {"mode"}),
    ({"acled": None}, {"acled"}),
    ({"stage": "planned"}, {"stage"}),
    ({"status": "confirmed"}, {"status"}),
    ({"claims": ()}, {"said_by"}),
    ({"actors": ()}, {"actor"}),
    ({"recipients": (), "targets": ()}, {"recipient"}),
    ({"instruments": ()}, {"instrument"}),
    ({"when": Gap(gap="not_stated")}, {"date"}),
    ({"where": Gap(gap="not_stated")}, {"place", "country"}),
    ({"counts": ()}, {"killed"}),
    (
        {"category": "COERCE"},
        {"typed_P", "typed_R", "typed_F1", "force_F1", "type_macro_F1"},
    ),
]


@pytest.mark.parametrize(("values", "names"), FAULTS, ids=lambda x: " ".join(x))
def test_a_fault_costs_its_own_figure(
    values: dict[str, Any], names: set[str], gold: tuple[Report, ...], records: list[CodedRecord]
) -> None:
    after = score(gold, change(records, "02-e1", **values))
    assert fallen(score(gold, records), after) == names | {"all_fields_right_of_gold"}
    assert {e.report for e in after.errors} == {"02"}
    assert {e.field for e in after.errors} == ({"type"} if "category" in values else names)
    assert all(e.anchor == "bombarded a camp" for e in after.errors)


def test_an_answer_where_gold_has_none_costs_the_empty_figures(
    gold: tuple[Report, ...], records: list[CodedRecord]
) -> None:
    events = {r.id: r for r in records if isinstance(r, Event)}
    undated = next(e for e in events.values() if isinstance(e.when, Gap))
    dated = next(e for e in events.values() if not isinstance(e.when, Gap))
    after = score(gold, change(records, undated.id, when=dated.when))
    assert fallen(score(gold, records), after) == {"date_empty"}
    hurt = replace(events["02-e1"].counts[0], effect="injured")
    counts = (*events["02-e1"].counts, hurt)
    after = score(gold, change(records, "02-e1", counts=counts))
    assert fallen(score(gold, records), after) == {"counts_empty"}
    assert [(e.wanted, e.got) for e in after.errors] == [("(nothing)", "9 injured")]


def test_found_and_typed_are_counted_by_hand(
    gold: tuple[Report, ...], records: list[CodedRecord]
) -> None:
    """Of a report's events one is missed, one has another type, and one is made up."""
    report = next(r for r in gold if r.id == "02")
    own = [r for r in records if getattr(r, "document", "") == "doc-02" and isinstance(r, Event)]
    document = next(r for r in records if isinstance(r, Document) and r.source_id == "02")
    n = len(report.events)
    assert n == len(own) >= 4
    lost, wrong, *rest = own
    trap = report.text.index(report.must_not_code[0])
    words = Span(trap, trap + 8, report.text[trap : trap + 8])
    made_up = replace(
        lost, id="new", category="AID", anchor=words, evidence=(), actors=(), recipients=(),
        targets=(), when=Gap(gap="not_stated"), where=Gap(gap="not_stated"),
    )  # fmt: skip
    figures = score([report], [document, replace(wrong, category="AGREE"), *rest, made_up])
    assert figures.coded_events == n
    for name, hits in (("found", n - 1), ("typed", n - 2)):
        for part in ("P", "R", "F1"):
            assert figures.ratios[f"{name}_{part}"].value == pytest.approx(hits / n)
    assert figures.ratios["must_not_code_kept"].value < 1
    told = [(e.field, e.wanted, e.got) for e in figures.errors]
    assert ("missed", lost.category, "(nothing)") in told
    assert ("type", wrong.category, "AGREE") in told
    assert ("spurious", "(nothing)", "AID") in told
    assert ("must_not_code", "(nothing)", "AID") in told


def test_a_report_that_was_not_coded_is_missing_and_its_events_are_missed(
    gold: tuple[Report, ...], records: list[CodedRecord]
) -> None:
    issue = Issue(id="i", subject="02", stage="clean", reason="empty")
    rest = [r for r in records if "doc-02" not in (getattr(r, "document", ""), r.id)]
    figures = score(gold, [*rest, issue])
    assert (figures.missing_documents, figures.issues) == (1, 1)
    lost = len(next(r for r in gold if r.id == "02").events)
    total = sum(len(r.events) for r in gold)
    assert figures.ratios["found_R"].value == pytest.approx((total - lost) / total)
    assert figures.ratios["found_P"].value == 1.0


def test_a_false_span_and_a_false_tally_are_seen(
    gold: tuple[Report, ...], records: list[CodedRecord]
) -> None:
    before = score(gold, records)
    event = next(r for r in records if isinstance(r, Event))
    late = replace(event.anchor, start=event.anchor.start + 1, end=event.anchor.end + 1)
    assert fallen(before, score(gold, change(records, event.id, anchor=late))) == {"evidence_true"}
    tally = next(r for r in records if isinstance(r, Tally))
    more = replace(tally, low=(tally.low or 0) + 1)
    after = score(gold, [more if r is tally else r for r in records])
    assert fallen(before, after) == {"tally_F1"}
    assert {e.field for e in after.errors} == {"tally_missed", "tally_spurious"}
    twice = score(gold, [*records, tally])
    assert twice.ratios["tally_F1"].value == pytest.approx(4 / 5)  # two in gold, three coded


def test_a_date_must_agree_at_both_ends(
    gold: tuple[Report, ...], records: list[CodedRecord]
) -> None:
    event = next(r for r in records if isinstance(r, Event) and r.id == "02-e1")
    assert not isinstance(event.when, Gap)
    longer = replace(event.when, end=event.when.end + dt.timedelta(days=1))
    after = score(gold, change(records, event.id, when=longer))
    assert "date" in fallen(score(gold, records), after)


def test_nothing_coded_is_nothing_found(gold: tuple[Report, ...]) -> None:
    figures = score(gold, [])
    assert figures.missing_documents == len(gold)
    assert figures.ratios["found_F1"].value == figures.ratios["typed_F1"].value == 0.0
    assert "evidence_true" not in figures.ratios  # no span was given, so none was true
    assert {e.field for e in figures.errors} == {"missed", "tally_missed"}
