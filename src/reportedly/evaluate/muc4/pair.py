"""A template of a response beside one of the key: which fill is which, and what it is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reportedly.evaluate.muc4.compare import compare, refers_alike, squeeze, strip_all
from reportedly.evaluate.muc4.slots import Slot, read_slots
from reportedly.evaluate.muc4.tally import Tally
from reportedly.evaluate.muc4.template import Fill, Template
from reportedly.evaluate.muc4.verdict import Finding, Judge, Question, Verdict
from reportedly.records.base import Record

FIRST = 2  # slots 0 and 1 name the template; they are not compared


class Match(Record, frozen=True, kw_only=True):
    """A fill of the response held to be (part of) a fill of the key; places in their slots."""

    response: int
    key: int
    verdict: Verdict
    by_hand: bool = False


Matches = Mapping[int, Sequence[Match]]  # by slot


class Duo(Record, frozen=True, kw_only=True):
    """Two templates, laid side by side."""

    key: Template
    response: Template


def match_templates(duo: Duo, judges: Sequence[Judge]) -> dict[int, tuple[Match, ...]]:
    """Pair the fills of two templates, slot by slot; strings before what refers to them."""
    done: dict[int, tuple[Match, ...]] = {}
    for slot in read_slots()[FIRST:]:
        mine, theirs = duo.response.slots[slot.number], duo.key.slots[slot.number]
        done[slot.number] = match_slot(slot, duo, judges, done) if mine and theirs else ()
    return done


def match_slot(slot: Slot, duo: Duo, judges: Sequence[Judge], done: Matches) -> tuple[Match, ...]:
    """Pair one slot's fills: what matches by itself first, then what a judge is asked about."""
    questions = make_questions(slot, duo, done)
    findings = [ask(judges, question) for question in questions]
    taken: list[Match] = []
    for verdict in (Verdict.MATCH, Verdict.PARTIAL):
        for r, k in find_alike(slot, questions, verdict):
            ruled = slot.kind == "date" and findings[r] is not None
            plain = written_alike(questions[r].fill, questions[r].keys[k])
            if (plain or not ruled) and is_free(taken, r, k):
                taken.append(Match(response=r, key=k, verdict=verdict))
    for verdict in (Verdict.MATCH, Verdict.PARTIAL):
        for r, found in enumerate(findings):
            for finding in found or ():
                if finding.verdict == verdict and all(m.response != r for m in taken):
                    taken += use(finding, r, taken, slot, questions[r])
    return tuple(taken)


def make_questions(slot: Slot, duo: Duo, done: Matches) -> list[Question]:
    """Return each fill of the response beside those of the key."""
    keys = duo.key.slots[slot.number]
    return [
        Question(
            place=(duo.key.message, duo.key.number or 0, slot.number),
            fill=fill,
            keys=keys,
            references=[
                judge_reference(slot, fill, key, duo, done) if slot.refs else Verdict.MATCH
                for key in keys
            ],
        )
        for fill in duo.response.slots[slot.number]
    ]


def ask(judges: Sequence[Judge], question: Question) -> tuple[Finding, ...] | None:
    """Return the findings of the first judge who knows the fill."""
    answers = (judge.find(question) for judge in judges)
    return next((answer for answer in answers if answer is not None), None)


def is_free(taken: Sequence[Match], response: int, key: int) -> bool:
    """Tell whether neither fill is used up."""
    return all(m.response != response and m.key != key for m in taken)


def written_alike(response: Fill, key: Fill) -> bool:
    """Tell whether two fills share a value to the letter."""
    return bool(set(map(squeeze, response.values)) & set(map(squeeze, key.values)))


def find_alike(
    slot: Slot, questions: Sequence[Question], verdict: Verdict
) -> Iterator[tuple[int, int]]:
    """Yield the places of fills that the scorer itself holds to be this much alike."""
    for r, asked in enumerate(questions):
        for k, key in enumerate(asked.keys):
            if judge_fill(slot, asked.fill, key, asked.references[k]) == verdict:
                yield r, k


def judge_fill(slot: Slot, fill: Fill, key: Fill, reference: Verdict) -> Verdict:
    """Return how two fills compare, with what they refer to.

    A set fill that is partly right is so whatever it refers to; other fills are worth no more
    than their references.
    """
    verdict = compare(slot, fill, key)
    if slot.kind == "set" and verdict == Verdict.PARTIAL:
        return verdict
    return min(verdict, reference)


def judge_reference(slot: Slot, fill: Fill, key: Fill, duo: Duo, done: Matches) -> Verdict:
    """Return whether two fills refer to the same: as written, or as their strings were matched."""
    if refers_alike(fill, key):
        return Verdict.MATCH
    if not fill.refs:
        return Verdict.PARTIAL
    mine, theirs = strip_all(fill.refs), strip_all(key.refs)
    return max(
        (
            match.verdict
            for number in slot.refs
            for match in done.get(number, ())
            if mine & strip_all(duo.response.slots[number][match.response].values)
            and theirs & strip_all(duo.key.slots[number][match.key].values)
        ),
        default=Verdict.WRONG,
    )


def use(
    finding: Finding, response: int, taken: Sequence[Match], slot: Slot, asked: Question
) -> list[Match]:
    """Return the matches that a finding makes of what is free.

    Where a set fill's own is used up, another of the same word serves.
    """
    used = {match.key for match in taken}
    made: list[Match] = []
    for group in finding.keys:
        free = [k for k in group if k not in used]
        if not free and slot.kind == "set":
            alike = (k for k, key in enumerate(asked.keys) if compare(slot, asked.fill, key) > 1)
            free = [k for k in alike if k not in used]
        if free:
            used.add(free[0])
            verdict, by_hand = finding.verdict, finding.by_hand
            made.append(Match(response=response, key=free[0], verdict=verdict, by_hand=by_hand))
    return made


def tally_slot(key: Sequence[Fill], response: Sequence[Fill], matches: Sequence[Match]) -> Tally:
    """Count one slot of two templates.

    A fill left over on both sides is wrong; what is then left of the response is spurious, of the
    key missing, unless it is optional.
    """
    hit = {match.key for match in matches}
    left = len(response) - len({match.response for match in matches})
    wrong = min(left, len(key) - len(hit))
    must = sum(not fill.optional for place, fill in enumerate(key) if place not in hit)
    right = [match for match in matches if match.verdict == Verdict.MATCH]
    partly = [match for match in matches if match.verdict == Verdict.PARTIAL]
    return Tally(
        cor=len(right),
        par=len(partly),
        inc=wrong,
        icr=sum(match.by_hand for match in right),
        ipa=sum(match.by_hand for match in partly),
        spu=left - wrong,
        mis=max(0, must - wrong),
        non=int(not response and all(fill.optional for fill in key)),
    )
