"""What somebody says in, whether it puts a deed on somebody out: "X was behind the attack".

Such a clause tells no new deed. It is a charge against X over one told elsewhere, or a claim of
responsibility where the speaker says it of himself.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from reportedly.coding.extents import Said
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.sources import Attribution, Reading, may_speak, trim
from reportedly.coding.view import View
from reportedly.records import Stance

DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
DETAILS = frozenset({"nmod", "acl", "acl:relcl", "nummod", "appos"})  # of a deed of its own
OWNERS = ("nmod:poss", "compound", "amod", "nmod")


def read_blame(reading: Reading, stance: Stance, said: Said) -> tuple[Stance, Said]:
    """Return the stance and the content, as a charge or a claim where the words are one."""
    if stance not in ("asserts", "confirms") or said.how not in ("clause", "beside"):
        return stance, said
    found = None if said.head is None else find_blamed(reading, said.head)
    if found is None:
        return stance, said
    doer, deed = found
    own = reading.grammar.has("pronouns.own", reading.lemma(doer))
    first, last = reading.words_of(deed)
    content = trim(reading.view, [(first, last + 1)])
    blame = msgspec.structs.replace(
        said,
        content=content,
        head=deed,
        how="deed",
        accused=None if own else owner_of(reading, doer),
    )
    return ("claims_responsibility" if own else "accuses"), blame


def find_blamed(reading: Reading, head: int) -> tuple[int, int] | None:
    """Return who is said to stand behind a deed, and the deed."""
    view, grammar = reading.view, reading.grammar
    doer = next((c for c in view.kids(head, "nsubj") if c < head), None)
    below = view.children[head]
    modal = any(view.tokens[c].xpos == "MD" for c in below)
    negated = any(grammar.has("negation.words", reading.lemma(c)) for c in below)
    if doer is None or modal or negated:
        return None
    if any(reading.lemma(c) == "behind" for c in view.kids(head, "case")):
        return doer, head
    if reading.lemma(head) == "behind":
        return next(((doer, c) for c in view.kids(head, "obj", "obl", "nmod", "dep") if c > head),
                    None)  # fmt: skip
    if grammar.has("accuse.responsible", reading.lemma(head)):
        return next(((doer, c) for c in view.kids(head, "obl", "nmod", "advcl")
                     if c > head and reading.case_of(c) == "for"), None)  # fmt: skip
    return None


def owner_of(reading: Reading, doer: int) -> int:
    """Return whose the doer is where it is a thing: the government of "government artillery"."""
    if may_speak(reading, doer):
        return doer
    owners = (c for c in reading.view.kids(doer, *OWNERS) if may_speak(reading, c))
    return next(owners, doer)


def leave_blamed(
    view: View, occurrences: Iterable[Occurrence], attributions: Iterable[Attribution]
) -> list[Occurrence]:
    """Return the occurrences without "the strike" that somebody is said to stand behind.

    It is the strike told before, and the words around it tell only whose it was.
    """
    blamed = {a.about for a in attributions if a.about is not None and is_blame(view, a)}
    kept: list[Occurrence] = []
    for o in occurrences:
        again = any(before.category == o.category for before in kept)
        if not (again and blamed & set(range(o.first, o.last + 1))):
            kept.append(o)
    return kept


def is_blame(view: View, a: Attribution) -> bool:
    """Tell whether an attribution was read as one by `read_blame`, of a deed known already."""
    if a.about is None or a.stance not in ("accuses", "claims_responsibility"):
        return False
    below = view.children[a.about]
    clause = any(view.tokens[c].rel == "cop" for c in below)
    bare = not any(view.tokens[c].rel in DETAILS for c in below)
    return clause and bare and any(view.tokens[c].text.lower() in DEFINITE for c in below)
