"""An event and a spot in, what is seen of the two together out: signs, each a word.

Signs that begin with "own" speak of the event's own sentence, "near" of the sentences around,
"prior" of the events told before it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from reportedly.coding.choice import Signs
from reportedly.coding.draft import Draft
from reportedly.coding.phrases import phrase
from reportedly.coding.places import is_place, locatives, stands_on
from reportedly.coding.spots import Spot
from reportedly.coding.story import TOLD, number_paragraphs
from reportedly.coding.times import attachment
from reportedly.coding.view import View
from reportedly.records import Gap, Interval, Place, Span

MAX_STEPS = 6
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
PREPOSITIONS = frozenset("in at near outside on from to of into across around against".split())
BEHIND, AHEAD = 6, 1  # sentences; further off, only the lead and the places of events count
OFTEN = 3

SpotKey = tuple[int | None, str, str | None]


class Places:
    """A document's events and spots, with what is asked of every pair looked up once."""

    def __init__(self, view: View, events: Sequence[Draft], spots: Sequence[Spot]) -> None:
        self.view, self.events, self.spots = view, events, spots
        self.paragraphs = number_paragraphs(view)
        self.told = sorted((at, k) for k, event in enumerate(events) for at in event.mentions)
        self.uses = Counter(s.key for s in spots)
        self.by_key: dict[SpotKey, set[int]] = {}
        for i, spot in enumerate(spots):
            self.by_key.setdefault(spot.key, set()).add(i)
        self.same: dict[tuple[SpotKey, Span | None], set[int]] = {}
        self.sentences = {view.sentence_of[s.head] for s in spots if s.head is not None}
        fine = Counter(s.key for s in spots if s.named and s.place.precision in ("site", "city"))
        self.main = fine.most_common(1)[0][0] if fine else None
        nations = Counter(s.place.country for s in spots if s.place.country)
        self.nation = nations.most_common(1)[0][0] if nations else None
        self.parties = [closed_of(view, event) for event in events]
        self.wheres: list[Place | Gap] = [event.where for event in events]  # as far as settled
        self.inner = {id(s) for s in spots if any(holds(o, s) for o in spots)}

    def options(self, k: int) -> list[tuple[Spot | None, Signs]]:
        """Return the spots that may be the event's place, with their signs; None is no place."""
        priors = self.priors(k)
        pairs = [
            (spot, self.signs(k, spot, priors.get(i, set()))) for i, spot in enumerate(self.spots)
        ]
        kept: list[tuple[Spot | None, Signs]] = [(s, signs) for s, signs in pairs if signs]
        return [(None, self.no_place(k, [signs for _, signs in kept])), *kept]

    def no_place(self, k: int, others: Sequence[Signs]) -> Signs:
        """Return the signs of an event without a place."""
        event = self.events[k]
        signs = {"none"}
        if isinstance(event.where, Place):
            signs.add("none.though.drafted")
        if any("own" in signs_of for signs_of in others):
            signs.add("none.though.own")
        if event.stage not in TOLD:
            signs.add("none.untold")
        signs.add(f"none.{event.category}")
        return frozenset(signs)

    def signs(self, k: int, spot: Spot, prior: set[str]) -> Signs:
        """Return what is seen of an event and a spot; nothing where they are too far apart."""
        event = self.events[k]
        signs: set[str] = set()
        if spot.head is None:
            signs |= self.dateline(event, spot)
        else:
            at = min(event.mentions, key=lambda m: (self.far(m, spot), abs(m - (spot.head or 0))))
            signs |= self.own(k, at, spot) if self.far(at, spot) == 0 else self.near(at, spot)
        signs |= prior
        if not signs:
            return frozenset()
        return frozenset(signs | self.kind(event, spot))

    def dateline(self, event: Draft, spot: Spot) -> set[str]:
        """Return the signs of the place the report was sent from."""
        signs = {"dateline"}
        if self.view.sentence_of[event.at] == 0:
            signs.add("dateline.lead")
        if self.uses[spot.key] > 1:
            signs.add("dateline.again")
        if isinstance(event.when, Interval) and event.when.precision == "day":
            signs.add("dateline.day")
        if self.view.sentence_of[event.at] not in self.sentences:
            signs.add("dateline.alone")
        return signs

    def far(self, at: int, spot: Spot) -> int:
        """Return how many sentences lie between an event word and a spot."""
        assert spot.head is not None
        return abs(self.view.sentence_of[at] - self.view.sentence_of[spot.head])

    def own(self, k: int, at: int, spot: Spot) -> set[str]:
        """Return the signs of a spot in the event's own sentence."""
        view, event, head = self.view, self.events[k], spot.head
        assert head is not None
        signs = {"own", "own.after" if head > at else "own.before"}
        if at in spot.learned:
            signs.add("own.field")
        if head in locatives(view, at):
            signs.add("own.locative")
        things = event.arguments.targets + event.arguments.recipients
        if head in things:
            signs.add("own.thing")
            if stands_on(view, head):
                signs.add("own.thing.stands")
        if not spot.named:
            signs.add("own.unnamed.field" if at in spot.learned else "own.unnamed")
        if id(spot) in self.inner:
            signs.add("own.inner")
        if head in self.parties[k]:
            signs.add("own.party")
        cases = {view.tokens[c].lemma for c in view.kids(head, "case")} & PREPOSITIONS
        rel = view.tokens[head].rel.split(":", 1)[0]
        if view.tokens[head].head == at:
            signs.add(f"own.{rel}")
            signs |= {f"own.{rel}.{case}" for case in cases}
        signs |= {f"own.{case}" for case in cases} or {"own.bare"}
        steps = attachment(view, at, head)
        if steps is None:
            signs.add("own.clause.other")
        else:
            signs.add(f"own.steps.{min(steps, MAX_STEPS)}")
        return signs

    def near(self, at: int, spot: Spot) -> set[str]:
        """Return the signs of a spot in a sentence around the event's."""
        view = self.view
        assert spot.head is not None
        ahead = view.sentence_of[spot.head] - view.sentence_of[at]
        same = self.paragraphs[view.sentence_of[spot.head]] == self.paragraphs[view.sentence_of[at]]
        signs: set[str] = set()
        if view.sentence_of[spot.head] == 0:
            signs.add("lead")
        if spot.key == self.main and ahead < 0:
            signs.add("near.main")
        if -BEHIND <= ahead <= AHEAD:
            side = "before" if ahead < 0 else "after"
            signs.add(f"near.{side}.{min(abs(ahead), 4)}")
            signs.add(f"near.{side}.paragraph" if same else f"near.{side}.other")
        return signs

    def priors(self, k: int) -> dict[int, set[str]]:
        """Return, by spot, the signs of one that is the place of an event told before this one."""
        event, view = self.events[k], self.view
        begin, paragraph = event.at, self.paragraphs[view.sentence_of[event.at]]
        kin = "prior.kin.the" if self.is_the(begin) else "prior.kin"
        by_place: dict[tuple[SpotKey, Span | None], set[str]] = defaultdict(set)
        last = True
        for at, other in reversed(self.told):
            where = self.wheres[other]
            if at >= begin or other == k or not isinstance(where, Place):
                continue
            before = self.events[other]
            signs = by_place[key_of(where), where.span]
            if last:
                near = self.paragraphs[view.sentence_of[at]] == paragraph
                signs.add("prior.last.paragraph" if near else "prior.last.other")
            signs.add("prior")
            if before.category == event.category:
                signs.add(kin)
            signs |= compare_days(event, before)
            last = False
        out: dict[int, set[str]] = defaultdict(set)
        for (key, span), signs in by_place.items():
            for spot in self.spots_at(key, span):
                out[spot] |= signs
        return out

    def spots_at(self, key: SpotKey, span: Span | None) -> set[int]:
        """Return the numbers of the spots that are one place with some words; asked once each."""
        known = self.same.get((key, span))
        if known is None:
            touched = {
                i for i, s in enumerate(self.spots) if span is not None and span.touches(s.span)
            }
            known = self.same[key, span] = self.by_key.get(key, set()) | touched
        return known

    def is_the(self, at: int) -> bool:
        """Tell whether the event word is a definite noun: "the attack"."""
        return any(self.view.tokens[c].lemma in DEFINITE for c in self.view.kids(at, "det"))

    def kind(self, event: Draft, spot: Spot) -> set[str]:
        """Return what sort of place the spot is, and how it stands in the document."""
        place = spot.place
        signs = {f"is.{place.precision}"}
        signs.add("is.named" if spot.named else "is.unnamed")
        if spot.loose:
            signs.add("is.loose")
        if place.latitude is None and place.precision != "country":
            signs.add("is.unknown")
        if self.uses[spot.key] >= OFTEN:
            signs.add("is.often")
        if spot.key == self.main:
            signs.add("is.main")
        if place.country and place.country != self.nation:
            signs.add("is.abroad")
        if isinstance(event.where, Place):
            if event.where.span is not None and event.where.span.touches(spot.span):
                signs.add("drafted" if event.where.span == spot.span else "drafted.part")
            elif same_spot(event.where, spot):
                signs.add("drafted.same")
        return signs


def closed_of(view: View, event: Draft) -> set[int]:
    """Return the tokens inside the phrases of those who act or speak."""
    out: set[int] = set()
    for head in event.arguments.actors + event.arguments.said_by:
        if not is_place(view, head):
            first, last = phrase(view, head)
            out |= set(range(first, last + 1))
    return out


def holds(outer: Spot, inner: Spot) -> bool:
    """Tell whether a spot stands inside a longer one: "Goma" in "the airport of Goma"."""
    if outer.head is None or inner.head is None or outer.span == inner.span:
        return False
    return outer.span.start <= inner.span.start and inner.span.end <= outer.span.end


def same_spot(where: Place, spot: Spot) -> bool:
    """Tell whether a place is the spot's."""
    touches = where.span is not None and where.span.touches(spot.span)
    return touches or key_of(where) == spot.key


def key_of(place: Place) -> SpotKey:
    """Return what makes two places one."""
    return place.geonameid, place.name.casefold(), place.country


def compare_days(event: Draft, before: Draft) -> set[str]:
    """Return whether two events may be of one day."""
    if not isinstance(event.when, Interval) or not isinstance(before.when, Interval):
        return set()
    meet = event.when.start <= before.when.end and before.when.start <= event.when.end
    return {"prior.day" if meet else "prior.day.other"}
