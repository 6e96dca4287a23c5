"""Figures in, split in two: those of an event, and running totals over a period.

A figure runs over a period when its clause says so: "since October", "so far this year", "the
latest count". It then is nobody's incident, and is never added to one.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.coding.claims import Voices
from reportedly.coding.draft import Draft
from reportedly.coding.effects import read_effects
from reportedly.coding.figure import Figure
from reportedly.coding.said import make_claims
from reportedly.coding.times import distance, time_head
from reportedly.coding.tools import TimeWords, Tools
from reportedly.coding.view import View
from reportedly.ids import make_id
from reportedly.records import Gap, Interval, Tally


def is_tally(view: View, figure: Figure, times: Sequence[TimeWords]) -> bool:
    """Tell whether a figure is a running total."""
    book = read_effects()
    said = clause_words(view, figure.at)
    if any(words in said for words in book.strong):
        return True
    perfect = has_perfect(view, figure.at)
    if since_words(view, figure, times) is not None:
        return perfect or figure.low is None or figure.low >= MANY
    return perfect and any(words in said for words in book.tally)


MANY = 50  # a figure "since Monday" below this is one event's toll that grew


def clause_words(view: View, at: int) -> str:
    """Return the sentence of a word, lower case."""
    return view.sentence_span(at).quote.lower()


def has_perfect(view: View, at: int) -> bool:
    """Tell whether the word stands in the perfect ("have been killed") or is no verb at all."""
    token = view.tokens[at]
    if token.upos not in ("VERB", "AUX"):
        return True
    return any(view.tokens[c].lemma == "have" for c in view.kids(at, "aux"))


def since_words(view: View, figure: Figure, times: Sequence[TimeWords]) -> TimeWords | None:
    """Return the "since ..." that the figure's clause holds."""
    low, high = view.sentence(figure.at)
    start, end = view.tokens[low].start, view.tokens[high - 1].end
    for words in times:
        if words.kind == "since" and start <= words.start < end:
            head = time_head(view, words)
            steps = distance(view, figure.at, head) if head is not None else None
            if steps is not None and steps <= 4:
                return words
    return None


def start_of(view: View, figure: Figure, events: Sequence[Draft]) -> Interval | Gap | None:
    """Return when "since the start of the war" is: the time of the event last dated before it."""
    book = read_effects()
    said = clause_words(view, figure.at)
    if not any(words in said for words in book.strong if words.startswith("since the")):
        return None
    here = view.sentence_of[figure.at]
    before = [
        (e.at, e.when)
        for e in events
        if isinstance(e.when, Interval) and 0 <= here - view.sentence_of[e.at] <= BACK
    ]
    return max(before, key=lambda pair: pair[0])[1] if before else None


BACK = 2  # sentences back to the event that a war is counted from


def make_tally(
    view: View, figure: Figure, voices: Voices, events: Sequence[Draft], tools: Tools
) -> Tally:
    """Return the tally with who gives it and since when."""
    since = since_words(view, figure, tools.times)
    found = tools.when(since, None, "past") if since else start_of(view, figure, events)
    told = voices.find(figure.at)
    claims = make_claims(view, told, tools)
    said = next((c.said for c in claims if c.said), None)
    as_of = view.document.published
    return Tally(
        id=make_id("tally", view.document.id, figure.effect, figure.span.start, figure.span.end),
        document=view.document.id,
        effect=figure.effect,
        low=figure.low,
        high=figure.high,
        span=figure.span,
        qualifier=figure.qualifier,
        who=figure.people.quote if figure.people else None,
        since=found.start if isinstance(found, Interval) else None,
        as_of=said.end if said else as_of,
        claims=claims,
    )
