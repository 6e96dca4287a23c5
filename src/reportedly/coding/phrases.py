"""A head token in, the words that name it out: "the", "of Goma" and all, but no relative clause."""

from __future__ import annotations

from reportedly.coding.view import View

# What hangs from a noun and is not part of its name.
OUTSIDE = frozenset(
    """acl acl:relcl advcl advcl:relcl advmod appos case cc conj cop dep discourse mark nsubj
    nsubj:pass obl parataxis punct aux aux:pass obj ccomp csubj expl list obl:agent obl:unmarked
    orphan vocative root xcomp""".split()
)
SETTING = frozenset({"on", "in", "before", "after", "during", "since"})
MAX_WORDS = 14  # a longer one is a misparse or a list; its head and what stands before are kept


def phrase(view: View, head: int) -> tuple[int, int]:
    """Return the first and last token of the noun phrase at a head; each is cut once."""
    found = view.phrases.get(head)
    if found is None:
        found = view.phrases[head] = cut(view, head)
    return found


def cut(view: View, head: int) -> tuple[int, int]:
    """Cut the noun phrase at a head out of what hangs from it."""
    tokens = view.tokens
    inside = {head}
    stack = [head]
    while stack:
        at = stack.pop()
        for child in view.children[at]:
            if tokens[child].rel in OUTSIDE and not (at != head and keeps(view, at, child)):
                continue
            if at == head and (is_set_before(view, child) or is_set_off(view, child)):
                continue
            inside.add(child)
            stack.append(child)
    first = last = head
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside or bridges(view, last + 1, inside):
        last += 1
    if last - first >= MAX_WORDS:
        last = head
        first = max(first, head - MAX_WORDS + 1)
    return first, last


def is_set_before(view: View, child: int) -> bool:
    """Tell whether a time or scene hangs before the noun by mistake: "last week gunmen came"."""
    token = view.tokens[child]
    if child > token.head or not token.rel.startswith("nmod"):
        return False
    if token.rel == "nmod:unmarked":
        return True
    return any(
        c < child and view.tokens[c].lemma.lower() in SETTING for c in view.kids(child, "case")
    )


def is_set_off(view: View, child: int) -> bool:
    """Tell whether a comma parts it from the noun before: "the Front, in a leaflet, threatened"."""
    token = view.tokens[child]
    if child < token.head or not token.rel.startswith("nmod"):
        return False
    cases = [c for c in view.kids(child, "case") if view.tokens[c].lemma.lower() != "of"]
    return bool(cases) and view.tokens[cases[0] - 1].text == ","


def keeps(view: View, parent: int, child: int) -> bool:
    """Tell whether an odd relation below the head is still part of the phrase.

    Inside "members of the Houthi movement and its allies" everything belongs; prepositions and
    coordination inside a modifier do, clauses do not.
    """
    return view.tokens[child].rel in ("case", "cc", "conj", "punct", "advmod", "appos")


def bridges(view: View, i: int, inside: set[int]) -> bool:
    """Tell whether a punctuation mark or dash stands between two parts of the phrase."""
    if i >= len(view.tokens) or view.tokens[i].upos != "PUNCT" or i + 1 not in inside:
        return False
    return view.tokens[i].text in ("-", "'", "’", "/", "&", ".", "“", "”", '"')


def split(view: View, head: int) -> list[int]:
    """Return the heads of a coordination: "police and gunmen" are two parties."""
    out = [head]
    for child in view.kids(head, "conj"):
        if view.tokens[child].upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"):
            out += split(view, child)
    return out


def head_of(view: View, first: int, last: int) -> int:
    """Return the token that a stretch of tokens hangs from."""
    tops = [i for i in range(first, last + 1) if not first <= view.tokens[i].head <= last]
    tops = tops or [i for i in range(first, last + 1) if view.tokens[i].rel == "root"] or [last]
    solid = [i for i in tops if view.tokens[i].upos not in ("PUNCT", "ADP", "DET")]
    return (solid or tops)[0]
