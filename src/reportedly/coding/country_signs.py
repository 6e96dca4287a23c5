"""An event and a country in, what speaks for its having happened there out: signs and their words.

Used where no place is told that a map knows. A sign keeps the words it was seen in, so that the
country of an event can be traced to "the Kenyan parliament" or to the town of the deed before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reportedly.coding.choice import Signs
from reportedly.coding.draft import Draft
from reportedly.coding.phrases import phrase
from reportedly.coding.spots import Spot
from reportedly.coding.story import TOLD, number_paragraphs
from reportedly.coding.tools import Tools
from reportedly.coding.view import View
from reportedly.records import Gap, Party, Place, Span

LEAST_SHARE = 0.1  # of the document's mentions; a country named less is no scene of it
SHARES = (0.8, 0.6, 0.45, 0.3, 0.15)
STATE = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY"})
WORLD = frozenset({"IGO", "UNO", "NGO", "EUR"})
PEOPLE_KINDS = frozenset({"NORP", "LOC"})

Evidence = dict[str, dict[str, Span | None]]  # country -> sign -> the words it was seen in


class Scene:
    """A document's events with the places settled so far, and what it says of countries."""

    def __init__(
        self, view: View, events: Sequence[Draft], spots: Sequence[Spot], tools: Tools
    ) -> None:
        self.view, self.events, self.spots, self.tools = view, events, spots, tools
        self.paragraphs = number_paragraphs(view)
        self.told = sorted((at, k) for k, event in enumerate(events) for at in event.mentions)
        self.ranked = sorted(tools.shares.items(), key=lambda pair: (-pair[1], pair[0]))
        self.top = self.ranked[0][0] if self.ranked else None
        self.many = sum(share >= LEAST_SHARE for _, share in self.ranked)
        self.known: dict[int, Party] = {}
        self.firsts: dict[str, Span] = {}
        self.in_sentence: dict[int, list[Spot]] = {}
        towns: Counter[str] = Counter()
        for spot in spots:
            code = spot.place.country
            if code and is_sure(spot.place):
                self.firsts.setdefault(code, spot.span)
                towns[code] += spot.place.precision != "country"
                if spot.head is not None:
                    self.in_sentence.setdefault(view.sentence_of[spot.head], []).append(spot)
        self.main = towns.most_common(1)[0][0] if towns else None

    def party(self, head: int) -> Party:
        """Return who a head's phrase means."""
        if head not in self.known:
            self.known[head] = self.tools.who(self.view.span(*phrase(self.view, head)))
        return self.known[head]

    def options(
        self, k: int, wheres: Sequence[Place | Gap]
    ) -> list[tuple[str | None, dict[str, Span | None]]]:
        """Return the countries an event may have happened in with their signs; None comes first."""
        found: Evidence = {}
        parties = self.add_parties(k, found)
        self.add_words(k, found)
        self.add_story(k, wheres, found)
        self.add_document(k, found)
        where = wheres[k]
        if isinstance(where, Place) and where.country:
            found.setdefault(where.country, {})["place"] = where.span
        kept = [(code, found[code]) for code in sorted(found)]
        return [(None, dict.fromkeys(self.no_country(k, parties, wheres[k]))), *kept]

    def no_country(self, k: int, actors: Sequence[Party], where: Place | Gap) -> Signs:
        """Return the signs of an event whose country is not told."""
        event = self.events[k]
        signs = {"none", f"none.{event.category}", f"none.many.{min(self.many, 4)}"}
        if event.stage not in TOLD:
            signs.add("none.untold")
        if isinstance(where, Place):
            signs.add("none.though.placed")
        for actor in actors:
            if actor.sector in WORLD:
                signs.add("none.actor.world")
            if actor.country and actor.country != self.main:
                signs.add("none.actor.abroad")
        if not actors:
            signs.add("none.actor.none")
        return frozenset(signs)

    def add_parties(self, k: int, found: Evidence) -> list[Party]:
        """Add the countries of those who act, suffer and speak; return those who act."""
        arguments = self.events[k].arguments
        sides = {
            "actor": arguments.actors,
            "patient": arguments.recipients + arguments.targets,
            "speaker": arguments.said_by,
        }
        for side, heads in sides.items():
            for head in heads:
                party = self.party(head)
                # "The police" of a story are those of its country, if it has one.
                if party.country is None and party.sector in STATE and self.main:
                    found.setdefault(self.main, {})[f"{side}.bare.{party.sector}"] = party.span
                if party.country is None:
                    continue
                signs = found.setdefault(party.country, {})
                signs[side] = party.span
                signs[f"{side}.{party.sector or 'other'}"] = party.span
        return [self.party(head) for head in arguments.actors]

    def add_words(self, k: int, found: Evidence) -> None:
        """Add the countries that the event's own sentence names, or something in them."""
        view, at = self.view, self.events[k].at
        for spot in self.in_sentence.get(view.sentence_of[at], ()):
            signs = found.setdefault(spot.place.country or "", {})
            signs["own.nation" if spot.place.precision == "country" else "own.town"] = spot.span
        low, high = view.sentence(at)
        for name in {id(n): n for i in range(low, high) if (n := view.name_at.get(i))}.values():
            if name.kind in PEOPLE_KINDS:
                span = view.span(name.first, name.last)
                if code := self.tools.nation(span.quote):
                    found.setdefault(code, {})["own.people"] = span

    def add_story(self, k: int, wheres: Sequence[Place | Gap], found: Evidence) -> None:
        """Add the countries of the events told around this one, nearest first."""
        event, view = self.events[k], self.view
        here = view.sentence_of[event.at]
        first = True
        for at, other in reversed(self.told):
            where = wheres[other]
            if at >= event.at or other == k or not isinstance(where, Place) or not is_sure(where):
                continue
            if where.country is None:
                continue
            signs = found.setdefault(where.country, {})
            near = self.paragraphs[view.sentence_of[at]] == self.paragraphs[here]
            if first:
                signs["prior.last.paragraph" if near else "prior.last"] = where.span
                signs[f"prior.last.{min(here - view.sentence_of[at], 5)}"] = where.span
            signs.setdefault("prior.paragraph" if near else "prior", where.span)
            if self.events[other].category == event.category:
                signs.setdefault("prior.kin", where.span)
            first = False
        for at, other in self.told:
            where = wheres[other]
            if at <= event.at or other == k or not isinstance(where, Place) or not is_sure(where):
                continue
            near = self.paragraphs[view.sentence_of[at]] == self.paragraphs[here]
            if where.country and near:
                found.setdefault(where.country, {})["next.paragraph"] = where.span
            break

    def add_document(self, k: int, found: Evidence) -> None:
        """Add the countries that the document is about or was sent from."""
        here = self.view.sentence_of[self.events[k].at]
        for spot in self.spots:
            code = spot.place.country
            if not code or not is_sure(spot.place):
                continue
            if spot.head is None:
                found.setdefault(code, {})["dateline"] = spot.span
                if code == self.main:
                    found[code]["dateline.main"] = spot.span
            elif self.view.sentence_of[spot.head] == 0:
                found.setdefault(code, {})["lead"] = spot.span
            else:
                ahead = self.view.sentence_of[spot.head] - here
                if ahead in (-2, -1, 1):
                    found.setdefault(code, {})[f"near.{ahead}"] = spot.span
        for rank, (code, share) in enumerate(self.ranked):
            words = self.firsts.get(code)
            if words is None or (share < LEAST_SHARE and code not in found):
                continue
            signs = found.setdefault(code, {})
            bucket = next((s for s in SHARES if share >= s), 0.0)
            signs[f"share.{bucket:g}"] = words
            if rank < 2:
                signs[f"share.rank.{rank}"] = words
            if self.many == 1 and rank == 0:
                signs["share.alone"] = words
            if code == self.main:
                signs["share.towns"] = words


def is_sure(place: Place) -> bool:
    """Tell whether a map knows the place; a village that nobody lists says nothing of a country."""
    return place.geonameid is not None or place.latitude is not None or place.precision == "country"
