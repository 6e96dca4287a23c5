"""Occurrences in, one draft each out: its arguments, stage, day, place and own figures."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.codebook.model import Book
from reportedly.coding.antecedents import Antecedents
from reportedly.coding.arguments import Arguments, find_arguments
from reportedly.coding.called import sectors
from reportedly.coding.draft import Draft
from reportedly.coding.fillers import Nouns
from reportedly.coding.numbers import QuantitySpan
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.owners import name_owners
from reportedly.coding.places import find_place
from reportedly.coding.sides import Charges, keep_sides
from reportedly.coding.stage import stage_of
from reportedly.coding.things import weapon_at
from reportedly.coding.times import KINDS, find_time
from reportedly.coding.tools import Tools
from reportedly.coding.victims import count_deed
from reportedly.coding.view import View
from reportedly.coding.weapons import weapon_mode
from reportedly.records import Gap, Interval


def draft_events(
    view: View,
    occurrences: Sequence[Occurrence],
    speech: set[tuple[int, int]],
    charges: Charges,
    quantities: Sequence[QuantitySpan],
    meant: Antecedents,
    tools: Tools,
) -> list[Draft]:
    """Return one draft an occurrence; each sees the time of the one told before it."""
    drafts: list[Draft] = []
    story: Interval | None = None
    closed = [(t.start, t.end) for t in tools.times if t.kind in KINDS]
    nouns = Nouns(view, tools.kit.book, closed, sectors(view, meant, tools), charges.said.values())
    for o in occurrences:
        arguments = name_owners(view, find_arguments(nouns, o), tools)
        arguments = keep_sides(view, o, arguments, charges)
        o = with_weapon(view, o, arguments, tools.kit.book)
        stage = stage_of(view, o.at, tools.kit.signs, o.category, o.mode)
        when = date_event(view, o, stage, speech, story, tools)
        things = arguments.targets + arguments.recipients
        speakers = arguments.actors + arguments.said_by
        place = find_place(view, o.at, arguments.places, things, speakers)
        where = (
            tools.where(*place)
            if place
            else Gap(gap="not_stated", why="no place is named beside the event")
        )
        if isinstance(when, Interval) and stage in ("occurred", "ongoing"):
            story = when
        drafts.append(
            Draft(occurrences=(o,), arguments=arguments, stage=stage, when=when, where=where)
        )
    return [
        msgspec.structs.replace(d, figures=tuple(count_deed(view, d, quantities, tools.kit.book)))
        for d in drafts
    ]


def with_weapon(view: View, o: Occurrence, arguments: Arguments, book: Book) -> Occurrence:
    """Return the attack with the mode that its weapons and their bearers tell."""
    if o.category != "ASSAULT":
        return o
    heads = arguments.instruments + arguments.actors
    kinds = [weapon_at(view, h, book) for h in heads]
    open_ = bool(o.trigger and o.trigger.by_weapon and o.mode is None)
    return msgspec.structs.replace(o, mode=weapon_mode(kinds, o.mode, open_))


def date_event(
    view: View,
    o: Occurrence,
    stage: str,
    speech: set[tuple[int, int]],
    story: Interval | None,
    tools: Tools,
) -> Interval | Gap:
    """Return the event's own time, or why there is none."""
    words = find_time(view, o.at, tools.times, speech)
    if words is None:
        return Gap(gap="not_stated", why="no time is told beside the event")
    ahead = stage in ("planned", "threatened", "hypothetical")
    # "Two days earlier" counts from a time told before it in the sentence, if there is one.
    low, _ = view.sentence(o.at)
    for other in tools.times:
        if view.tokens[low].start <= other.start < words.start and other is not words:
            found = tools.when(other, story, "past")
            story = found if isinstance(found, Interval) else story
    return tools.when(words, story, "future" if ahead else "past")
