"""Nouns in, the event each means out: "responsibility", "the attack", "any involvement"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from reportedly.coding.draft import Draft
from reportedly.coding.view import View

# What stands for a deed without naming its kind.
GENERIC = frozenset(
    """responsibility involvement role part incident act deed allegation accusation charge claim
    report link hand account version story thing it this that""".split()
)
VIOLENT = frozenset({"ASSAULT", "COERCE", "PROTEST"})
REACH = 12  # sentences between a deed and the noun that means it


class Referents:
    """A document's events in order, to be asked which of them a noun means."""

    def __init__(self, view: View, events: Sequence[Draft]) -> None:
        self.view = view
        self.events = events
        told = sorted((at, k) for k, event in enumerate(events) for at in event.mentions)
        self.places = [at for at, _ in told]
        self.owners = [k for _, k in told]
        self.own = dict(told)

    def meant(self, i: int) -> int | None:
        """Return the number of the event that the token means."""
        if i in self.own:
            return self.own[i]
        token = self.view.tokens[i]
        mention = self.view.mention_at.get(i)
        if token.lemma.lower() in GENERIC:
            return self.last_before(i, None)
        if token.upos == "NOUN" and mention is not None:
            return self.last_before(i, mention.category)
        return None

    def last_before(self, i: int, category: str | None) -> int | None:
        """Return the last event told before the token, of the category or of a violent one."""
        for at in range(bisect_right(self.places, i) - 1, -1, -1):
            k = self.owners[at]
            if self.view.sentence_of[i] - self.view.sentence_of[self.places[at]] > REACH:
                return None
            kind = self.events[k].category
            if kind == category or (category is None and kind in VIOLENT):
                return k
        return None
