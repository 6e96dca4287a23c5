"""A document in, its Tools out: who, where and when, each ready to be asked by the coder.

Here and in pipeline.py alone do coding and resolve meet; neither knows the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Self, cast

import msgspec

from reportedly.analyze.base import Analysis
from reportedly.coding.tools import Kit, Tense, TimeWords, Tools
from reportedly.records import Document, Gap, Interval, Party, Place, Span
from reportedly.resolve.actor_book import ActorBook, load_actors
from reportedly.resolve.aliases import find_aliases
from reportedly.resolve.context import PlaceContext, build_context
from reportedly.resolve.dateline import Dateline, find_dateline
from reportedly.resolve.fold import fold
from reportedly.resolve.gazetteer import Gazetteer
from reportedly.resolve.when import TimeSpan, find_times, resolve_time
from reportedly.resolve.where import resolve_place
from reportedly.resolve.who import resolve_party

PLACE_NAMES = ("LOC", "NORP", "FAC")


class Resolvers:
    """The gazetteer and the book of actors, opened once."""

    def __init__(self, gazetteer: Gazetteer, actors: ActorBook) -> None:
        self.gazetteer = gazetteer
        self.actors = actors

    @classmethod
    def open(cls) -> Self:
        """Open the packaged gazetteer and book of actors."""
        return cls(Gazetteer.open(), load_actors())

    def tools(self, document: Document, analysis: Analysis, kit: Kit) -> Tools:
        """Return what the coder may ask about this document."""
        dateline = find_dateline(document.text, anchor=document.published)
        anchor = (dateline.date if dateline else None) or document.published
        context = self.place_context(document, analysis, dateline)
        aliases = find_aliases(document.text)
        home = context.dominant()
        year = anchor.year if anchor else None

        # Every draft asks, and most ask for the same words again.
        @cache
        def time(words: TimeSpan, story: Interval | None, tense: Tense | None) -> Interval | Gap:
            return resolve_time(words, anchor=anchor, narrative=story, tense=tense)

        def when(words: TimeWords, story: Interval | None, tense: Tense | None) -> Interval | Gap:
            return time(cast("TimeSpan", words), story, tense)

        @cache
        def place(span: Span, names: tuple[str, ...]) -> Place | Gap:
            return resolve_place(span.quote, span, self.gazetteer, context, names=names)

        def where(span: Span, names: Sequence[str]) -> Place | Gap:
            return place(span, tuple(names))

        plain = plain_openings(analysis)

        @cache
        def who(span: Span) -> Party:
            party = resolve_party(span.quote, span, self.actors, aliases, home=home, year=year)
            if span.start in plain and party.id is None and span.quote[1:].islower():
                return msgspec.structs.replace(party, name=None)
            return party

        def state(span: Span) -> Party | None:
            code = self.actors.countries.people.get(fold(span.quote))
            if code is None:
                return None
            return Party(
                text=span.quote,
                span=span,
                name=self.actors.countries.name(code),
                id=f"state:{code}",
                country=code,
                sector="GOV",
            )

        return Tools(
            kit=kit,
            times=told_times(document, dateline),
            when=when,
            where=where,
            who=who,
            dateline=dateline.place if dateline else None,
            shares=context.countries,
            nation=self.gazetteer.countries.code_of,
            state=state,
            day=report_day(anchor, dateline),
        )

    def to_read(self, document: Document) -> Document:
        """Return the document as the model should see it: a dateline is no part of a sentence."""
        dateline = find_dateline(document.text, anchor=document.published)
        if dateline is None:
            return document
        return msgspec.structs.replace(
            document, litter=tuple(sorted((*document.litter, dateline.span)))
        )

    def place_context(
        self, document: Document, analysis: Analysis, dateline: Dateline | None
    ) -> PlaceContext:
        """Return what the document's place names say about one another."""
        tokens = analysis.tokens
        names = [
            document.text[tokens[n.first].start : tokens[n.last].end]
            for n in analysis.names
            if n.kind in PLACE_NAMES
        ]
        names += self.other_nations(document, analysis)
        if dateline and dateline.place:
            names.append(dateline.place.quote)
        return build_context(names, self.gazetteer, text=document.text)

    def other_nations(self, document: Document, analysis: Analysis) -> list[str]:
        """Return the words for a country outside names of places: "Iraqi" of "Iraqi army"."""
        tokens = analysis.tokens
        closed = {
            i
            for n in analysis.names
            if n.kind in PLACE_NAMES or (n.kind == "PER" and n.last > n.first)
            for i in range(n.first, n.last + 1)
        }
        found: list[str] = []
        countries = self.gazetteer.countries
        i = 0
        while i < len(tokens):
            step = 1
            word = tokens[i].text
            if i not in closed and word[:1].isupper() and countries.may_open(word):
                for length in (3, 2, 1):
                    last = i + length - 1
                    if last >= len(tokens) or last in closed:
                        continue
                    words = document.text[tokens[i].start : tokens[last].end]
                    if countries.code_of(words):
                        found.append(words)
                        step = length
                        break
            i += step
        return found


def plain_openings(analysis: Analysis) -> frozenset[int]:
    """Return where sentences begin with a common noun: its capital makes it no name."""
    named = {i for name in analysis.names for i in range(name.first, name.last + 1)}
    tokens = analysis.tokens
    return frozenset(
        tokens[first].start
        for first, end in analysis.sentences
        if first < end and first not in named and tokens[first].upos in ("NOUN", "ADJ", "NUM")
    )


def told_times(document: Document, dateline: Dateline | None) -> tuple[TimeSpan, ...]:
    """Return the times the story tells: not the dateline's own, and none in the page's litter."""
    closed = [*document.litter, *([dateline.span] if dateline else [])]
    return tuple(
        t
        for t in find_times(document.text)
        if not any(s.start < t.end and t.start < s.end for s in closed)
    )


def report_day(anchor: dt.date | None, dateline: Dateline | None) -> Interval | None:
    """Return the day the report speaks from, as the day of the news; it points at its dateline."""
    if anchor is None:
        return None
    span = dateline.date_span if dateline and dateline.date == anchor else None
    return Interval(start=anchor, end=anchor, precision="day", basis="published", span=span)
