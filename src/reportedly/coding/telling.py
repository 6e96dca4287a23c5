"""Attributions and events in, who tells each event out, and who speaks between the two.

Asked by coding/pairs.py, for its features: words said elsewhere rarely speak of an event that
somebody else tells, and a speaker's word ends where the next speaker's begins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from reportedly.coding.draft import Draft
from reportedly.coding.sources import Attribution
from reportedly.coding.view import View


class Telling:
    """A document's attributions by event, made once."""

    def __init__(
        self, view: View, attributions: Sequence[Attribution], events: Sequence[Draft]
    ) -> None:
        self.view = view
        spoken = [a for a in attributions if a.told and a.source is not None]
        self.cues = [a.cue for a in spoken]
        self.speakers = [a.source if a.resolved is None else a.resolved for a in spoken]
        by_event: list[list[Attribution]] = [[] for _ in events]
        number = {at: k for k, e in enumerate(events) for at in e.mentions}
        for a in spoken:
            for k in {number[i] for b, e in a.content for i in range(b, e) if i in number}:
                by_event[k].append(a)
        self.tellers = by_event
        self.mentions = [e.mentions for e in events]
        self.told = sorted((at, k) for k, e in enumerate(events) for at in e.mentions)

    def signs(self, a: Attribution, k: int) -> Iterator[str]:
        """Yield what the tellers of event k, and those between, say of a speaking of it."""
        mine = a.source if a.resolved is None else a.resolved
        others = [b for b in self.tellers[k] if b.cue != a.cue]
        if any((b.source if b.resolved is None else b.resolved) != mine for b in others):
            yield "another tells it"
        elif others:
            yield "the speaker tells it"
        else:
            yield "nobody tells it"
        yield self.between(a, k, mine)
        if any(i <= at < j for i, j in a.earlier for at in self.mentions[k]):
            yield "was said just before"
        at = bisect_left(self.told, (a.cue, -1)) - 1
        if at >= 0 and self.told[at][1] == k:
            yield "is told last"

    def between(self, a: Attribution, k: int, mine: int | None) -> str:
        """Tell whether another speaks between the cue and the nearest telling of the event."""
        near = min(self.mentions[k], key=lambda at: abs(at - a.cue))
        low, high = min(near, a.cue), max(near, a.cue)
        sentences = (self.view.sentence(low)[0], self.view.sentence(high)[1])
        start = bisect_left(self.cues, low if near < a.cue else a.cue + 1)
        end = bisect_right(self.cues, high if near < a.cue else sentences[1] - 1)
        others = {s for c, s in zip(self.cues[start:end], self.speakers[start:end], strict=True)
                  if c != a.cue and s != mine}  # fmt: skip
        return "others speak between" if others else "nobody speaks between"
