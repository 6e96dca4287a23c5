"""Occurrences in, one draft each out: its arguments, stage, day, place and own figures."""

from __future__ import annotations

from collections.abc import Collection, Sequence

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

TAKING = frozenset({"arrest", "seize"})  # modes of taking by those who may


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
        for with_own in (with_weapon, with_doer):
            o = with_own(view, o, arguments, tools.kit.book)
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


def with_doer(view: View, o: Occurrence, arguments: Arguments, book: Book) -> Occurrence:
    """Return the deed with the type that its doers make it.

    A crowd that attacks things alone riots; people whom gunmen seize are abducted.
    """
    people, things = arguments.recipients, arguments.targets
    lemma = view.tokens[o.at].lemma.lower()
    if o.category == "ASSAULT" and things and not people:
        if all_of(view, arguments.actors, book.classes["side.protester"].lemmas):
            return msgspec.structs.replace(o, category="PROTEST", mode="riot")
    elif o.mode in TAKING and lemma not in book.classes["arresting"].lemmas:
        taken = set(people) & set(view.kids(o.at, "obj", "nsubj:pass"))
        if taken and all_of(view, arguments.actors, book.classes["rebel"].lemmas):
            return msgspec.structs.replace(o, category="ASSAULT", mode="abduct")
    return o


def all_of(view: View, doers: Sequence[int], words: Collection[str]) -> bool:
    """Tell whether there are doers, and each is one of a class."""
    return bool(doers) and all(view.tokens[d].lemma.lower() in words for d in doers)


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
