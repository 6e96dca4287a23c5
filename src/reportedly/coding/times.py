"""An event word in, the words that tell its time out.

A time belongs to the event it hangs nearest to in the syntax. One that hangs from a speech verb
tells when something was said, not when it happened.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reportedly.coding.phrases import head_of
from reportedly.coding.tools import TimeWords
from reportedly.coding.view import View

KINDS = frozenset({"date", "range", "since", "until"})
MAX_STEPS = 5  # further off in the tree, a time belongs to something else


def find_time(
    view: View, at: int, times: Sequence[TimeWords], said: Collection[tuple[int, int]]
) -> TimeWords | None:
    """Return the time words of the event at a token, or None.

    `said` are pairs of a cue and a token of the time at which it was said.
    """
    spoken = {token: cue for cue, token in said}
    best: tuple[int, int] | None = None
    chosen: TimeWords | None = None
    low, high = view.sentence(at)
    start, end = view.tokens[low].start, view.tokens[high - 1].end
    for words in times:
        if words.end <= start or words.start >= end or words.kind not in KINDS:
            continue
        head = time_head(view, words)
        if head is None or spoken.get(head, at) != at:
            continue
        steps = 0 if head in view.roles(at, "ARGM-TMP") else attachment(view, at, head)
        if steps is None:
            continue
        key = (steps, abs(head - at))
        if steps <= MAX_STEPS and (best is None or key < best):
            best, chosen = key, words
    return chosen


CLAUSES = frozenset({"acl", "acl:relcl", "advcl:relcl", "ccomp", "csubj"})
ASIDE = 2  # steps that a time loses by hanging from a clause beside the event's


def attachment(view: View, at: int, head: int) -> int | None:
    """Return how far off in the syntax a time or place is, or None where it is another clause's.

    In "territories controlled since 1948" the year is the control's, whatever stands near.
    """
    steps = distance(view, at, head)
    if steps is None:
        return None
    above = {at, *view.ancestors(at)}
    for up in view.ancestors(head):
        if up in above:
            return steps
        token = view.tokens[up]
        if token.upos == "VERB":
            if happens(view, up):
                continue
            if token.rel in CLAUSES and token.head != at:
                return None
            steps += ASIDE * (token.head != at)
    return steps


def happens(view: View, i: int) -> bool:
    """Tell whether a verb only says that something took place: its time is that of what did."""
    if view.tokens[i].lemma in ("happen", "occur"):
        return True
    return view.tokens[i].lemma == "take" and any(
        view.tokens[c].lemma == "place" for c in view.kids(i, "obj", "obl", "compound")
    )


def time_head(view: View, words: TimeWords) -> int | None:
    """Return the token that the time words hang from."""
    tokens = list(view.within(words.start, words.end))
    return head_of(view, tokens[0].i, tokens[-1].i) if tokens else None


def distance(view: View, a: int, b: int) -> int | None:
    """Return the steps between two words in their tree, or None across sentences."""
    up = {i: steps for steps, i in enumerate((a, *view.ancestors(a)))}
    if b in up:
        return up[b]
    for steps, i in enumerate(view.ancestors(b), 1):
        if i in up:
            return up[i] + steps
    return None
