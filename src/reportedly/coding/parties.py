"""Argument heads in, the nouns they mean out: "who" and shared subjects followed home.

A relative pronoun means the noun its clause hangs from. A verb without a subject of its own shares
that of the verb it is coordinated with or hangs from.
"""

from __future__ import annotations

from reportedly.coding.view import View

RELATIVE = frozenset({"WP", "WDT", "WP$"})
SHARES = frozenset({"conj", "xcomp", "advcl", "parataxis"})


def antecedent(view: View, head: int) -> int | None:
    """Return what a relative pronoun means, or the head itself."""
    token = view.tokens[head]
    relative = token.xpos in RELATIVE or (token.lemma == "that" and token.upos in ("PRON", "SCONJ"))
    if not relative:
        return head
    for up in view.ancestors(head):
        if view.tokens[up].rel in ("acl:relcl", "acl"):
            return view.tokens[up].head
    return None


def subject_of(view: View, at: int) -> list[int]:
    """Return the active subject of a verb, its own or a shared one."""
    for step, up in enumerate((at, *view.ancestors(at))):
        if step > 3:
            break
        found = view.kids(up, "nsubj")
        found = [c for c in found if view.tokens[c].rel in ("nsubj", "nsubj:outer")]
        passive = any(view.tokens[c].rel in ("nsubj:pass", "aux:pass") for c in view.children[up])
        if found:
            return found
        if passive or view.tokens[up].rel not in SHARES:
            if view.tokens[up].rel in ("acl", "acl:relcl") and step == 0 and is_active(view, up):
                return [view.tokens[up].head]
            break
    return []


def is_active(view: View, at: int) -> bool:
    """Tell whether a participle acts ("troops guarding") rather than suffers ("troops killed")."""
    return view.tokens[at].xpos == "VBG"
