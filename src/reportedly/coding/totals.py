"""Figures in, those that are running totals out: what they count is no single event's.

A figure runs over a period when its clause says so: "since October", "so far this year", "the
latest count"; or over many events: "in more than 600 clashes", "across the country".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from reportedly.coding.effect_book import read_effects
from reportedly.coding.figure import Figure
from reportedly.coding.headcount import counted
from reportedly.coding.numbers import QuantitySpan, find_quantities
from reportedly.coding.people import counts_things
from reportedly.coding.phrases import head_of
from reportedly.coding.times import attachment, distance, time_head
from reportedly.coding.tools import ResolveTime, TimeWords
from reportedly.coding.view import View
from reportedly.records import Interval, take_span


def find_totals(
    view: View,
    figures: Sequence[Figure],
    times: Sequence[TimeWords],
    when: ResolveTime | None = None,
) -> list[Figure]:
    """Return the figures that are running totals, and those told in one breath with one."""
    totals = [f for f in figures if is_tally(view, f, times, when)]
    for before, figure in pairwise(figures):
        if before in totals and is_same_count(view, before, figure):
            totals.append(figure)
    return [f for f in figures if f in totals or any(in_a_breath(view, f, t) for t in totals)]


def is_same_count(view: View, before: Figure, figure: Figure) -> bool:
    """Tell whether a figure is another's for the count before it: "the army puts it at 190"."""
    bare = view.tokens[figure.at].lemma.lower() in read_effects().totals
    return bare and before.at < figure.at and before.effect == figure.effect


def things_totalled(
    view: View,
    quantities: Sequence[QuantitySpan],
    things: Collection[str],
    times: Sequence[TimeWords],
    when: ResolveTime | None = None,
) -> set[int]:
    """Return the verbs that tell a sum of things over a period: "212 houses have been burned"."""
    out = set()
    for q in quantities:
        tokens = list(view.within(q.start, q.end)) if q.unit == "people?" else []
        if not tokens or not counts_things(view, q, things):
            continue
        head = counted(view, tokens[0].i, tokens[-1].i)
        verb = view.tokens[head].head
        if view.tokens[verb].upos != "VERB" or view.tokens[head].rel not in ("obj", "nsubj:pass"):
            continue
        mention = view.mention_at.get(verb)
        if mention is not None and mention.category != "ASSAULT":
            continue  # searches, seizures and deliveries are told by their sums
        span = take_span(view.text, q.start, q.end)
        figure = Figure(
            effect="killed", at=verb, head=head, low=q.quantity.low, high=q.quantity.high,
            qualifier=None, span=span, people=span,
        )  # fmt: skip
        if is_tally(view, figure, times, when):
            out.add(verb)
    return out


def in_a_breath(view: View, figure: Figure, total: Figure) -> bool:
    """Tell whether a figure shares a total's sentence and tense: "840 died and 558 were hurt"."""
    if not figure.told or figure.high in (0, 1) or not total.told:
        return False
    if view.sentence_of[figure.at] != view.sentence_of[total.at] or figure.effect == total.effect:
        return False
    if share_tense(view, figure.at) == share_tense(view, total.at):
        return True
    return has_perfect(view, figure.at) and has_perfect(view, total.at)


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
    if is_of_one(view, figure.at):
        return False
    perfect = has_perfect(view, figure.at)
    most = figure.low if figure.low is not None else figure.high or 0
    if tells(view, figure, book.wide) or of_many_deeds(view, figure):
        return True
    if perfect and (most >= THOUSANDS or tells(view, figure, book.tally)):
        return True
    since = since_words(view, figure, times)
    if since is not None:
        return (perfect and not is_recent(view, since, when)) or most >= MANY
    if (perfect or most >= MANY) and counts_from_event(view, figure):
        return True
    # "142 murders in September" are many deeds; "93 died in September" may be one loosely dated.
    deeds = figure.at == figure.head and view.tokens[figure.at].lemma.lower() in book.each
    deeds = deeds or in_deeds(view, figure.at)
    beside = list(times_beside(view, figure, times))
    if any(spans_days(w, when) >= YEAR_DAYS for w in beside) and of_no_deed(view, figure.at):
        return True  # "last year 11 defenders were killed in the country"
    told = view.kids(share_tense(view, figure.at), "aux")
    if most >= SOME and figure.high and any(view.tokens[c].text.lower() in HAVE for c in told):
        return any(spans_days(w, when) >= WEEK_DAYS - 2 for w in beside)  # "in the past week"
    return most >= SOME and any(
        (deeds or runs_over(view, w)) and spans_weeks(w, when) for w in beside
    )


HAVE = frozenset({"have", "has", "'ve", "’ve"})


def in_deeds(view: View, at: int) -> bool:
    """Tell whether it befell people in more deeds than one: "98 soldiers died in ambushes"."""
    return any(
        view.tokens[i].xpos == "NNS" and view.tokens[i].lemma.lower() in read_effects().deed_nouns
        for i in view.kids(at, "obl", "nmod")
    )


def of_no_deed(view: View, at: int) -> bool:
    """Tell whether a bare passive says no more of how it befell them than when and where."""
    deeds = read_effects().deed_nouns | read_effects().wars
    bare = view.kids(at, "aux:pass") and not view.kids(at, "advcl", "obl:agent", "acl", "conj")
    shared = view.tokens[at].rel in ("root", "ccomp", "parataxis")
    around = {view.tokens[i].lemma.lower() for i in view.kids(at, "obl", "nmod", "nsubj:pass")}
    return bool(bare) and shared and not around & deeds


def is_of_one(view: View, at: int) -> bool:
    """Tell whether a figure is told of one event in its own clause: "a war that killed 30,000"."""
    at = share_tense(view, at)
    up = view.tokens[view.tokens[at].head]
    return view.tokens[at].rel == "acl:relcl" and up.lemma.lower() in read_effects().wars


def of_many_deeds(view: View, figure: Figure) -> bool:
    """Tell whether many deeds did it: "in more than 600 clashes", "set off 260 bombs, killing"."""
    numbers = find_quantities(view.text, *view.bounds)
    verbs = [figure.at, share_tense(view, figure.at)]
    if view.tokens[figure.at].rel == "advcl":
        verbs.append(view.tokens[figure.at].head)
    deeds = {c for v in verbs for c in view.kids(v, "obl", "nmod", "obj")}
    for i in deeds:
        if view.tokens[i].lemma.lower() not in read_effects().deed_nouns:
            continue
        start, end = view.tokens[min(view.subtree(i))].start, view.tokens[i].start
        told = [q for q in numbers if start <= q.start < end]
        if any((q.quantity.low or 0) >= MANY_DEEDS for q in told):
            return True
    return False


def runs_over(view: View, words: TimeWords) -> bool:
    """Tell whether a time is told as a stretch: "between May and July", "during October"."""
    if words.kind == "range":
        return True
    before = view.text[: words.start].lower().split()[-2:]
    return any(w in ("during", "throughout", "over") for w in before)


MANY_DEEDS = 10
MANY = 50  # a figure "since Monday" below this is one event's toll that grew
SOME = 20  # a figure "between May and July" below this may be one event's, loosely dated
THOUSANDS = 600  # more "have been killed" in no one event that news reports as new
WEEK_DAYS = 8
MONTH_DAYS = 20
YEAR_DAYS = 300


def is_recent(view: View, since: TimeWords, when: ResolveTime | None) -> bool:
    """Tell whether "since" goes back some days only: an event and its aftermath."""
    start = when(since, None, "past") if when else None
    today = view.document.published
    if not isinstance(start, Interval) or today is None:
        return False
    return (today - start.start).days < WEEK_DAYS


def spans_weeks(words: TimeWords, when: ResolveTime | None) -> bool:
    """Tell whether a time is so long that many events fit in it."""
    return spans_days(words, when) >= MONTH_DAYS


def spans_days(words: TimeWords, when: ResolveTime | None) -> int:
    """Return how many days lie between a time's ends."""
    found = when(words, None, "past") if when else None
    return (found.end - found.start).days if isinstance(found, Interval) else 0


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
        (i > figure.at or i == low or opens_clause(view, i, told))
        and (distance(view, figure.at, i) or 0) <= NEAR + 1
        for i in places
    )


def opens_clause(view: View, since: int, told: int) -> bool:
    """Tell whether a "since" opens a clause that a verb stands under."""
    clause = view.tokens[since].head
    return view.tokens[clause].rel == "advcl" and view.tokens[clause].head == told


def tells(view: View, figure: Figure, phrases: Sequence[str]) -> bool:
    """Tell whether one of the phrases stands in the figure's own clause."""
    low, high = view.sentence(figure.at)
    words = [t.text.lower() for t in view.tokens[low:high]]
    said = f" {' '.join(words)} "
    for phrase in (words for words in phrases if f" {words} " in said):  # most stand nowhere
        want = phrase.split()
        for i in range(len(words) - len(want) + 1):
            if words[i : i + len(want)] == want and is_beside(view, figure, low + i, len(want)):
                return True
    return False


def is_beside(view: View, figure: Figure, first: int, length: int) -> bool:
    """Tell whether some words hang in the figure's clause: "in buses from across the country"."""
    head = head_of(view, first, first + length - 1)
    near = {figure.at, figure.head}
    return head in near or any(attachment(view, at, head) is not None for at in near)


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
    helpers = view.kids(at, "aux", "aux:pass", "cop")
    if token.upos not in ("VERB", "AUX"):
        past = any(view.tokens[c].xpos == "VBD" for c in helpers)  # "were hurt"
        return not past
    if not helpers and token.xpos == "VBN" and token.rel.split(":")[0] in BARE:
        return True
    if any(view.tokens[c].xpos == "MD" for c in helpers):
        return False  # "would have been more than a thousand"
    return any(view.tokens[c].lemma == "have" for c in helpers)


BARE = frozenset({"acl", "root", "parataxis"})  # "civilians killed", "Detained: 40"


def share_tense(view: View, at: int) -> int:
    """Return the verb whose tense a bare participle shares: "212 have been hurt and 48 killed"."""
    token = view.tokens[at]
    while shares_tense(view, at) and view.tokens[token.head].upos == "VERB":
        at, token = token.head, view.tokens[token.head]
    return at


def shares_tense(view: View, at: int) -> bool:
    """Tell whether a participle has no tense of its own: "and 48 killed", "killing 190"."""
    token = view.tokens[at]
    if view.kids(at, "aux", "aux:pass"):
        return False
    joined = token.rel == "conj" and (token.xpos == "VBN" or token.upos == "ADJ")
    return joined or (token.rel == "advcl" and token.xpos == "VBG" and token.head < at)


def since_words(view: View, figure: Figure, times: Sequence[TimeWords]) -> TimeWords | None:
    """Return the "since ..." that the figure's clause holds."""
    return next((w for w in times_beside(view, figure, times) if w.kind == "since"), None)
