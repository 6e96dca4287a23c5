"""Gold and coded records in, Figures out: what was found, what was right, and every mark against.

Each question put to the coder's work becomes a Mark, right or wrong; all figures are counts of
marks. A field's figure is over the gold events that were found and in which gold states the field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

import msgspec

from reportedly.evaluate.gold import CodedRecord, Report
from reportedly.evaluate.marks import EFFECTS, CodedReport, Mark, mark_report
from reportedly.records import Document, Event, Issue

if TYPE_CHECKING:
    from reportedly.pipeline import Coded

FORCE = ("ASSAULT", "COERCE", "PROTEST")  # the types that a ledger of violence stands on
FIELDS = (
    "mode", "acled", "stage", "status", "said_by", "channel", "denied_by", "actor", "actor_empty",
    "recipient", "instrument", "date", "date_empty", "place", "country", *EFFECTS, "counts_empty",
)  # fmt: skip
WHOLE = ("all_fields_right_of_gold", "must_not_code_kept", "evidence_true")
# A mark is named after what should hold; an error after what went wrong.
WRONG = {
    "found": "missed",
    "typed": "type",
    "coded": "spurious",
    "must_not_code_kept": "must_not_code",
    "evidence_true": "evidence_false",
    "tally_found": "tally_missed",
    "tally_coded": "tally_spurious",
}


class Ratio(msgspec.Struct, frozen=True):
    """A figure between 0 and 1, and over how many cases."""

    value: float
    n: int


class Agreement(msgspec.Struct, frozen=True):
    """How many there are in gold, how many were coded, and how many of these are one."""

    gold: int
    coded: int
    hit: int

    @property
    def precision(self) -> float:
        """Return how much of what was coded is right."""
        return self.hit / self.coded if self.coded else 0.0

    @property
    def recall(self) -> float:
        """Return how much of gold was coded."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> Ratio:
        """Return the harmonic mean of the two."""
        both = self.gold + self.coded
        return Ratio(2 * self.hit / both if both else 0.0, self.gold or self.coded)


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """All that the comparison came to. A figure over no case at all is left out."""

    documents: int
    missing_documents: int
    issues: int
    gold_events: int
    coded_events: int
    ratios: Mapping[str, Ratio]
    types: Mapping[str, Agreement]
    errors: tuple[Mark, ...]


def score(gold: Sequence[Report], records: Iterable[CodedRecord]) -> Figures:
    """Return the figures of the coded records over the gold reports."""
    coded, issues = sort_records({report.id for report in gold}, records)
    nothing = CodedReport([], [])
    marks = [m for report in gold for m in mark_report(report, coded.get(report.id, nothing))]
    types = count_types(marks)
    return Figures(
        documents=len(gold),
        missing_documents=len(gold) - len(coded),
        issues=issues,
        gold_events=sum(m.field == "found" for m in marks),
        coded_events=sum(m.field == "coded" for m in marks),
        ratios=make_ratios(marks, types),
        types=types,
        errors=tuple(name_error(m) for m in marks if is_error(m)),
    )


def list_records(articles: Iterable[Coded]) -> Iterator[CodedRecord]:
    """Yield the records that articles came to."""
    for coded in articles:
        if coded.document is not None:
            yield coded.document
        yield from coded.events
        yield from coded.tallies
        yield from coded.issues


def sort_records(
    wanted: set[str], records: Iterable[CodedRecord]
) -> tuple[dict[str, CodedReport], int]:
    """Return what was coded by the id of its report, and the number of issues."""
    documents: dict[str, CodedReport] = {}
    reports: dict[str, CodedReport] = {}
    issues = 0
    for record in records:
        if isinstance(record, Document):
            made = documents.setdefault(record.id, CodedReport([], []))
            for name in (record.source_id, record.article):
                if (stem := PurePath(name).stem) in wanted:
                    reports[stem] = made
                    break
        elif isinstance(record, Issue):
            issues += 1
        else:
            made = documents.setdefault(record.document, CodedReport([], []))
            if isinstance(record, Event):
                made.events.append(record)
            else:
                made.tallies.append(record)
    return reports, issues


def count_types(marks: Sequence[Mark]) -> dict[str, Agreement]:
    """Return the table of types, by name."""
    typed = [m for m in marks if m.field == "typed"]
    gold = Counter(m.wanted for m in typed)
    hit = Counter(m.wanted for m in typed if m.right)
    coded = Counter(m.got for m in marks if m.field == "coded")
    return {t: Agreement(gold[t], coded[t], hit[t]) for t in sorted(gold | coded)}


def make_ratios(marks: Sequence[Mark], types: Mapping[str, Agreement]) -> dict[str, Ratio]:
    """Return the figures between 0 and 1, in the order of the table; none that rests on no case."""
    asked = Counter(m.field for m in marks)
    right = Counter(m.field for m in marks if m.right)
    found = Agreement(asked["found"], asked["coded"], right["found"])
    typed = Agreement(asked["found"], asked["coded"], right["typed"])
    tally = Agreement(asked["tally_found"], asked["tally_coded"], right["tally_found"])
    force = [types[name] for name in FORCE if name in types]
    in_gold = [count.f1.value for count in types.values() if count.gold]
    ratios = {
        "found_P": Ratio(found.precision, found.coded),
        "found_R": Ratio(found.recall, found.gold),
        "found_F1": found.f1,
        "typed_P": Ratio(typed.precision, typed.coded),
        "typed_R": Ratio(typed.recall, typed.gold),
        "typed_F1": typed.f1,
        "force_F1": add_up(force).f1,
        "type_macro_F1": Ratio(sum(in_gold) / max(1, len(in_gold)), len(in_gold)),
        **{name: Ratio(right[name] / max(1, asked[name]), asked[name]) for name in FIELDS},
        "tally_F1": tally.f1,
        **{name: Ratio(right[name] / max(1, asked[name]), asked[name]) for name in WHOLE},
    }
    return {name: ratio for name, ratio in ratios.items() if ratio.n}


def add_up(counts: Iterable[Agreement]) -> Agreement:
    """Return several counts as one."""
    parts = list(counts)
    return Agreement(
        sum(c.gold for c in parts), sum(c.coded for c in parts), sum(c.hit for c in parts)
    )


def is_error(mark: Mark) -> bool:
    """The mark tells something that no other mark tells, and is against the coder."""
    if mark.right or mark.field == "all_fields_right_of_gold":
        return False
    return mark.field != "typed" or bool(mark.got)  # an event that was missed has no type


def name_error(mark: Mark) -> Mark:
    """Return the mark under the name that its being wrong has."""
    return msgspec.structs.replace(mark, field=WRONG.get(mark.field, mark.field))


def flatten(figures: Figures) -> dict[str, object]:
    """Return the figures as one flat object: what `--json` writes."""
    counts = ("documents", "missing_documents", "issues", "gold_events", "coded_events")
    return {
        **{name: getattr(figures, name) for name in counts},
        **{name: ratio.value for name, ratio in figures.ratios.items()},
        "types": msgspec.to_builtins(figures.types),
    }
