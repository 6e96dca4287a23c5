"""Key, response and judges in; every template's counts out, and the rows of the official table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportedly.evaluate.muc4.align import Pairing, align, leave_empty
from reportedly.evaluate.muc4.report import Pairs
from reportedly.evaluate.muc4.slots import read_slots
from reportedly.evaluate.muc4.tally import Tally, add_up, measure_f
from reportedly.evaluate.muc4.template import Template
from reportedly.evaluate.muc4.verdict import Judge
from reportedly.records.base import Record

FIRST = 2  # the first slot that counts in the totals


class Filtering(Record, frozen=True, kw_only=True):
    """Messages held relevant: by the key, by the response, by both, and those nobody asked for.

    A message that has only optional templates may be given or left out at no cost.
    """

    possible: int
    actual: int
    correct: int
    spurious: int


class Score(Record, frozen=True, kw_only=True):
    """All pairs of templates of one response, and its text filtering."""

    pairings: tuple[Pairing, ...]
    filtering: Filtering


def score(
    keys: Iterable[Template],
    responses: Iterable[Template],
    judges: Sequence[Judge],
    pairs: Pairs | None = None,
) -> Score:
    """Score a response against a key. Messages that the key does not hold are left out.

    `judges` are asked, in their order, about what the scorer itself cannot match; `pairs` are
    the templates that people paired, message by message.
    """
    wanted, given = group(keys), group(responses)
    pairings: list[Pairing] = []
    for message, templates in wanted.items():
        theirs, mine = keep(templates), keep(given.get(message, ()))
        paired = None if pairs is None else pairs.get(message, ())
        pairings += align(theirs, mine, judges, paired) or (leave_empty(message),)
    return Score(pairings=tuple(pairings), filtering=filter_texts(wanted, given))


def group(templates: Iterable[Template]) -> dict[str, list[Template]]:
    """Return the templates by message."""
    groups: dict[str, list[Template]] = defaultdict(list)
    for template in templates:
        groups[template.message].append(template)
    return dict(groups)


def keep(templates: Iterable[Template]) -> list[Template]:
    """Return those that hold an incident."""
    return [template for template in templates if template.relevant]


def filter_texts(wanted: dict[str, list[Template]], given: dict[str, list[Template]]) -> Filtering:
    """Count the messages that each side holds relevant."""
    must = {m for m, ts in wanted.items() if any(t.relevant and not t.optional for t in ts)}
    may = {m for m, ts in wanted.items() if keep(ts)}
    got = {m for m in wanted if keep(given.get(m, ()))}
    return Filtering(
        possible=len(must),
        actual=len(got - (may - must)),
        correct=len(must & got),
        spurious=len(got - may),
    )


def sum_slot(score: Score, slot: int) -> Tally:
    """Return one slot's count over all templates."""
    return add_up(pairing.tallies[slot] for pairing in score.pairings)


def sum_slots(pairings: Iterable[Pairing], kinds: Sequence[str] = ()) -> Tally:
    """Return the count over all slots, or those of some kinds; the template's own stays out."""
    chosen = [s.number for s in read_slots()[FIRST:] if not kinds or s.kind in kinds]
    return add_up(pairing.tallies[slot] for pairing in pairings for slot in chosen)


def sum_all(score: Score) -> dict[str, Tally]:
    """Return the table's rows of totals, by their official names."""
    found = [p for p in score.pairings if p.key is not None]
    given = [p for p in score.pairings if p.response is not None]
    both = [p for p in found if p.response is not None]
    return {
        "MATCHED/MISSING": sum_slots(found),
        "MATCHED/SPURIOUS": sum_slots(given),
        "MATCHED ONLY": sum_slots(both),
        "ALL TEMPLATES": sum_slots(score.pairings),
        "SET FILLS ONLY": sum_slots(found, ("set",)),
        "STRING FILLS ONLY": sum_slots(found, ("string",)),
    }


def score_f(score: Score) -> float:
    """Return P&R F over all templates, unrounded; percent."""
    total = sum_slots(score.pairings)
    return measure_f(total.recall, total.precision)
