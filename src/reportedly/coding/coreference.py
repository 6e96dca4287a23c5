"""Drafts in order of text in, one draft an event out: "the attack" is the attack told before.

Two tellings are one event if nothing in them contradicts (type, day, place, parties) and enough
of it agrees. What agrees is counted in points; a definite noun ("the strike") asks for less.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.coding.draft import Draft, unite
from reportedly.coding.ellipsis import is_stand_in
from reportedly.coding.headcount import is_name
from reportedly.coding.occurrences import does_harm
from reportedly.coding.phrases import phrase
from reportedly.coding.view import View
from reportedly.records import Gap, Interval, Place

ENOUGH = 2.0  # points at which two tellings are one event
DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "such"})
REACH = 40  # sentences; further back, a reader would be told again what is meant
# Whatever else the same person is called: "a clerk was shot ... the victim".
SOMEBODY = frozenset(
    "victim man woman person male female individual somebody someone boy girl teen teenager".split()
)
NAMES_NO_PARTY = frozenset("the a an of in on and his her its their at least more than".split())


def join_tellings(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """Return the document's events, each with all its tellings."""
    events: list[Draft] = []
    for draft in drafts:
        best, points = -1, ENOUGH
        for k in range(len(events) - 1, -1, -1):
            if view.sentence_of[draft.at] - view.sentence_of[events[k].at] > REACH:
                break
            score = compare(view, events[k], draft)
            if score is not None and score > points - (0.0 if best >= 0 else 1e-9):
                best, points = k, score
        if best < 0:
            events.append(draft)
        else:
            events[best] = unite(events[best], draft)
    return events


def compare(view: View, event: Draft, telling: Draft) -> float | None:
    """Return how much speaks for one event, or None where something speaks against it."""
    if event.category != telling.category:
        return None
    # "Killed" says nothing of how: what it tells may be the shooting told before.
    harm = does_harm(view, event.at) or does_harm(view, telling.at)
    if clash(event.mode, telling.mode) and not (harm and "targeted" in (event.mode, telling.mode)):
        return None
    if is_stand_in(view, telling.occurrences[0]) and beside(view, event, telling):
        return None  # "attacks on bases, including one in May": one of them is not all of them
    if event.stage != telling.stage and "did_not_happen" in (event.stage, telling.stage):
        return None
    days = same_days(event.when, telling.when)
    place = same_place(event.where, telling.where)
    patient = same_words(view, patients(event), patients(telling))
    actor = same_words(view, event.arguments.actors, telling.arguments.actors)
    if False in (days, place, patient) or (actor is False and not patient):
        return None
    if differ(event, telling):
        return None
    points = 1.0 * bool(days) + 0.8 * bool(place) + 1.2 * bool(patient) + 0.6 * bool(actor)
    same_word = view.tokens[event.at].lemma == view.tokens[telling.at].lemma
    points += 0.5 * same_word + 0.3 * (event.mode is not None and event.mode == telling.mode)
    if is_anaphor(view, telling):
        near = view.sentence_of[telling.at] - view.sentence_of[event.occurrences[-1].at] <= 3
        points += 1.6 + 0.4 * near
    points += 1.0 * bool(shared_figures(event, telling))
    return points


def beside(view: View, event: Draft, telling: Draft) -> bool:
    """Tell whether the event is told in the telling's sentence."""
    here = view.sentence_of[telling.at]
    return any(view.sentence_of[at] == here for at in event.mentions)


def clash(a: str | None, b: str | None) -> bool:
    """Tell whether two modes are both given and differ."""
    return a is not None and b is not None and a != b


def is_anaphor(view: View, draft: Draft) -> bool:
    """Tell whether the telling is a definite noun that adds no party of its own."""
    token = view.tokens[draft.at]
    if token.upos != "NOUN":
        return False
    definite = any(
        view.tokens[c].lemma in DEFINITE for c in view.kids(draft.at, "det", "nmod:poss")
    )
    return definite


def patients(draft: Draft) -> tuple[int, ...]:
    """Return the heads of what the event was done to."""
    return draft.arguments.recipients + draft.arguments.targets


def same_days(a: Interval | Gap, b: Interval | Gap) -> bool | None:
    """Tell whether two times meet; None where one is not told."""
    if isinstance(a, Gap) or isinstance(b, Gap):
        return None
    return a.start <= b.end and b.start <= a.end


def same_place(a: Place | Gap, b: Place | Gap) -> bool | None:
    """Tell whether two places may be one; None where that cannot be known."""
    if isinstance(a, Gap) or isinstance(b, Gap):
        return None
    if a.country and b.country and a.country != b.country:
        return False
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return True
    coarse = ("country", "region", "district", "sea", "site")
    return None if a.precision in coarse or b.precision in coarse else False


def same_words(view: View, a: Sequence[int], b: Sequence[int]) -> bool | None:
    """Tell whether two sets of parties share a word; None where one is empty or a pronoun.

    Nor can it be known where one is a person's name and the other may be what that person is.
    """
    left, right = words_of(view, a), words_of(view, b)
    if not left or not right:
        return None
    return bool(left & right) or (None if may_be_one(view, a, b) else False)


def may_be_one(view: View, a: Sequence[int], b: Sequence[int]) -> bool:
    """Tell whether one person may be meant by two words: "a clerk" and "Ms Ode", "the victim"."""
    if len(a) != 1 or len(b) != 1:
        return False
    one, other = view.tokens[a[0]], view.tokens[b[0]]
    single = {"NN", "NNP"}
    if one.xpos not in single or other.xpos not in single:
        return False
    named = [is_name(view, i) for i in (one.i, other.i)]
    if True in named:
        return "NOUN" in (one.upos, other.upos)
    return not SOMEBODY.isdisjoint((one.lemma.lower(), other.lemma.lower()))


def words_of(view: View, heads: Sequence[int]) -> set[str]:
    """Return the content lemmas of the phrases."""
    out: set[str] = set()
    for head in heads:
        if view.tokens[head].upos == "PRON":
            continue
        first, last = phrase(view, head)
        out |= {
            view.tokens[i].lemma.lower()
            for i in range(first, last + 1)
            if view.tokens[i].upos in ("NOUN", "PROPN", "ADJ")
        } - NAMES_NO_PARTY
    return out


def differ(event: Draft, telling: Draft) -> bool:
    """Tell whether both give a figure for one effect by different exact numbers of one sort."""
    for f in event.figures:
        for g in telling.figures:
            if f.effect == g.effect and None not in (f.low, f.high, g.low, g.high):
                small, large = sorted((f.low or 0, g.low or 0))
                if small * 3 < large:
                    return True
    return False


def shared_figures(event: Draft, telling: Draft) -> bool:
    """Tell whether both give the same figure for one effect."""
    told = {(f.effect, f.low, f.high) for f in event.figures}
    return any((g.effect, g.low, g.high) in told for g in telling.figures)
