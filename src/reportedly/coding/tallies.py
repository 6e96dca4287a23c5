"""Figures in, split in two: those of an event, and running totals over a period.

A figure runs over a period when its clause says so: "since October", "so far this year", "the
latest count". It then is nobody's incident, and is never added to one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.coding.claims import Voices
from reportedly.coding.draft import Draft
from reportedly.coding.effect_book import read_effects
from reportedly.coding.figure import Figure
from reportedly.coding.said import make_claims
from reportedly.coding.times import distance, time_head
from reportedly.coding.tools import ResolveTime, TimeWords, Tools
from reportedly.coding.view import View
from reportedly.ids import make_id
from reportedly.records import Gap, Interval, Tally


def is_tally(
    view: View, figure: Figure, times: Sequence[TimeWords], when: ResolveTime | None = None
) -> bool:
    """Tell whether a figure is a running total."""
    book = read_effects()
    if not figure.told or (figure.high is not None and figure.high < 2):
        return False
    said = clause_words(view, figure.at)
    if holds_any(said, book.strong):
        return True
    perfect = has_perfect(view, figure.at)
    most = figure.low if figure.low is not None else figure.high or 0
    if perfect and (most >= THOUSANDS or holds_any(said, book.tally)):
        return True
    since = since_words(view, figure, times)
    if since is not None:
        return (perfect and not is_recent(view, since, when)) or most >= MANY
    if perfect and counts_from_event(view, figure):
        return True
    # "142 murders in September" are many deeds; "93 died in September" may be one loosely dated.
    deeds = figure.at == figure.head
    return most >= SOME and any(
        (deeds or w.kind == "range") and spans_weeks(w, when)
        for w in times_beside(view, figure, times)
    )


MANY = 50  # a figure "since Monday" below this is one event's toll that grew
SOME = 20  # a figure "between May and July" below this may be one event's, loosely dated
THOUSANDS = 600  # more "have been killed" in no one event that news reports as new
WEEK_DAYS = 8
MONTH_DAYS = 20


def is_recent(view: View, since: TimeWords, when: ResolveTime | None) -> bool:
    """Tell whether "since" goes back some days only: an event and its aftermath."""
    start = when(since, None, "past") if when else None
    today = view.document.published
    if not isinstance(start, Interval) or today is None:
        return False
    return (today - start.start).days < WEEK_DAYS


def spans_weeks(words: TimeWords, when: ResolveTime | None) -> bool:
    """Tell whether a time is so long that many events fit in it."""
    found = when(words, None, "past") if when else None
    return isinstance(found, Interval) and (found.end - found.start).days >= MONTH_DAYS


def times_beside(view: View, figure: Figure, times: Sequence[TimeWords]) -> Iterator[TimeWords]:
    """Yield the times that hang near the figure's word."""
    low, high = view.sentence(figure.at)
    start, end = view.tokens[low].start, view.tokens[high - 1].end
    for words in times:
        if start <= words.start < end:
            head = time_head(view, words)
            steps = distance(view, figure.at, head) if head is not None else None
            if steps is not None and steps <= NEAR:
                yield words


NEAR = 4  # steps in the tree between what was done and its time


def counts_from_event(view: View, figure: Figure) -> bool:
    """Tell whether the figure is counted from an event: "since the ceasefire", "since then".

    The words stand behind the figure or open the sentence; "not since the raid that killed 12"
    counts from nothing, and "12 had been killed, since" gives a reason.
    """
    low, high = view.sentence(figure.at)
    places = [i for i in range(low, high) if view.tokens[i].lemma.lower() == "since"]
    told = share_tense(view, figure.at)
    if any(view.tokens[c].text.lower() == "had" for c in view.kids(told, "aux")):
        return False
    return any(
        (i > figure.at or i == low) and (distance(view, figure.at, i) or 0) <= NEAR + 1
        for i in places
    )


def holds_any(said: str, phrases: Sequence[str]) -> bool:
    """Tell whether a sentence holds one of the phrases, as whole words."""
    return any(f" {words} " in f" {said} " for words in phrases)


def clause_words(view: View, at: int) -> str:
    """Return the sentence of a word, lower case."""
    low, high = view.sentence(at)
    return " ".join(t.text.lower() for t in view.tokens[low:high])


def has_perfect(view: View, at: int) -> bool:
    """Tell whether the word stands in the perfect ("have been killed") or has no tense at all."""
    at = share_tense(view, at)
    token = view.tokens[at]
    if token.upos not in ("VERB", "AUX"):
        return True
    if token.rel.startswith("acl") and token.xpos == "VBN" and not view.kids(at, "aux:pass"):
        return True
    return any(view.tokens[c].lemma == "have" for c in view.kids(at, "aux"))


def share_tense(view: View, at: int) -> int:
    """Return the verb whose tense a bare participle shares: "212 have been hurt and 48 killed"."""
    token = view.tokens[at]
    while token.rel == "conj" and token.xpos == "VBN" and not view.kids(at, "aux", "aux:pass"):
        if view.tokens[token.head].upos != "VERB":
            break
        at, token = token.head, view.tokens[token.head]
    return at


def since_words(view: View, figure: Figure, times: Sequence[TimeWords]) -> TimeWords | None:
    """Return the "since ..." that the figure's clause holds."""
    return next((w for w in times_beside(view, figure, times) if w.kind == "since"), None)


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


BACK = 2  # sentences back to the event that a war is counted from


def make_tally(
    view: View, figure: Figure, voices: Voices, events: Sequence[Draft], tools: Tools
) -> Tally:
    """Return the tally with who gives it and since when."""
    since = since_words(view, figure, tools.times)
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
