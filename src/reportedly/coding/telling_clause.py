"""An event word in, what its own clause says against its being an event out: named signs.

"Nobody was arrested", "it dismissed the charge": the first is no arrest, the second no charge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from reportedly.coding.draft import Draft
from reportedly.coding.view import View

NOBODY = frozenset("no none nobody nothing neither".split())


def by_clause(view: View, draft: Draft, denials: Collection[str]) -> Iterator[tuple[str, float]]:
    """Yield whether nobody does or suffers it, and whether it denies or is denied.

    `denials` are the verbs that deny what they have for an object.
    """
    token = view.tokens[draft.at]
    if any(is_nobody(view, c) for c in view.kids(token.i, "nsubj", "obj")):
        yield "nobody", 1.0
    if token.lemma.lower() in denials:
        yield f"a denial, {draft.category}", 1.0
    if token.rel == "obj" and view.tokens[token.head].lemma.lower() in denials:
        yield "what is denied", 1.0


def is_nobody(view: View, i: int) -> bool:
    """Tell whether a noun or pronoun means nobody: "none", "no one", "no arrests"."""
    beside = {view.tokens[c].lemma.lower() for c in view.kids(i, "det", "advmod", "cc:preconj")}
    return view.tokens[i].lemma.lower() in NOBODY or bool(beside & NOBODY)
