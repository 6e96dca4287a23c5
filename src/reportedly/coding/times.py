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
    view: View, at: int, times: Sequence[TimeWords], speech: Collection[int]
) -> TimeWords | None:
    """Return the time words of the event at a token, or None. `speech` are cue tokens."""
    best: tuple[int, int] | None = None
    chosen: TimeWords | None = None
    low, high = view.sentence(at)
    start, end = view.tokens[low].start, view.tokens[high - 1].end
    for words in times:
        if words.end <= start or words.start >= end or words.kind not in KINDS:
            continue
        head = time_head(view, words)
        if head is None or (governor(view, head) in speech and at != governor(view, head)):
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
            if token.rel in CLAUSES and token.head != at:
                return None
            steps += ASIDE * (token.head != at)
    return steps


def time_head(view: View, words: TimeWords) -> int | None:
    """Return the token that the time words hang from."""
    tokens = list(view.within(words.start, words.end))
    return head_of(view, tokens[0].i, tokens[-1].i) if tokens else None


def governor(view: View, i: int) -> int:
    """Return the verb, or noun, that a time stands under."""
    for up in view.ancestors(i):
        if view.tokens[up].upos in ("VERB", "NOUN", "AUX", "ADJ", "PROPN"):
            return up
    return i


def distance(view: View, a: int, b: int) -> int | None:
    """Return the steps between two words in their tree, or None across sentences."""
    up = {i: steps for steps, i in enumerate((a, *view.ancestors(a)))}
    if b in up:
        return up[b]
    for steps, i in enumerate(view.ancestors(b), 1):
        if i in up:
            return up[i] + steps
    return None
