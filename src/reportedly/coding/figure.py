"""A number of people to whom something was done, as read from a sentence."""

from __future__ import annotations

import msgspec

from reportedly.coding.effect_book import read_effects
from reportedly.records import Effect, Span


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number of people something was done to.

    `at` is the word that says what, `head` the people's noun; `told` is False where no number
    stands in the text and the people were counted by their nouns.
    """

    effect: Effect
    at: int
    head: int
    low: int | None
    high: int | None
    qualifier: str | None
    span: Span
    people: Span | None  # the people's own words, number included
    told: bool = True


TAKEN: frozenset[Effect] = frozenset({"abducted", "arrested"})


def as_done(figure: Figure, category: str, mode: str | None) -> Figure:
    """Return a figure of people taken as what the deed makes of it.

    Who is "captured" by soldiers is arrested, and by bandits abducted, whatever the verb.
    """
    deed = read_effects().deeds.get(f"{category}/{mode}")
    return (
        msgspec.structs.replace(figure, effect=deed) if deed and figure.effect in TAKEN else figure
    )
