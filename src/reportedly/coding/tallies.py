"""Running totals in, tallies out: who gives them, and since when.

A total is nobody's incident, and is never added to one; coding/totals.py finds them.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.coding.claims import Voices
from reportedly.coding.draft import Draft
from reportedly.coding.effect_book import read_effects
from reportedly.coding.figure import Figure
from reportedly.coding.said import make_claims
from reportedly.coding.tools import TimeWords, Tools
from reportedly.coding.totals import (
    clause_words,
    is_same_count,
    since_words,
    spans_weeks,
    times_beside,
)
from reportedly.coding.view import View
from reportedly.ids import make_id
from reportedly.records import Gap, Interval, Tally


def start_of(
    view: View, figure: Figure, events: Sequence[Draft], tools: Tools
) -> Interval | Gap | None:
    """Return when "since the start of the war" is: the day last told before it.

    A war's beginning is often no event of the report, so its day counts, coded or not.
    """
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
    for words in tools.times:
        tokens = list(view.within(words.start, words.end)) if words.kind == "date" else []
        if tokens and tokens[0].i < figure.at and here - view.sentence_of[tokens[0].i] <= BACK:
            found = tools.when(words, None, "past")
            if isinstance(found, Interval):
                before.append((tokens[0].i, found))
    return max(before, key=lambda pair: pair[0])[1] if before else None


def period_words(view: View, figure: Figure, tools: Tools) -> TimeWords | None:
    """Return the period that a total is told for: "this year", "between May and July"."""
    beside = times_beside(view, figure, tools.times)
    return next((w for w in beside if spans_weeks(w, tools.when)), None)


BACK = 2  # sentences back to the event that a war is counted from


def make_tallies(
    view: View, totals: Sequence[Figure], voices: Voices, events: Sequence[Draft], tools: Tools
) -> tuple[Tally, ...]:
    """Return the tallies; another's figure for the same count runs since the same day."""
    made: list[Tally] = []
    for k, figure in enumerate(totals):
        tally = make_tally(view, figure, voices, events, tools)
        if k and tally.since is None and is_same_count(view, totals[k - 1], figure):
            tally = msgspec.structs.replace(tally, since=made[-1].since)
        made.append(tally)
    return tuple(made)


def make_tally(
    view: View, figure: Figure, voices: Voices, events: Sequence[Draft], tools: Tools
) -> Tally:
    """Return the tally with who gives it and since when."""
    since = since_words(view, figure, tools.times) or period_words(view, figure, tools)
    found = tools.when(since, None, "past") if since else start_of(view, figure, events, tools)
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
