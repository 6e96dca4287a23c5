"""What somebody says in, which deed it puts on whom out: "accused X of it", "X was behind it".

A clause of the second kind tells no new deed. It is a charge against X over one told elsewhere, or
a claim of responsibility where the speaker says it of himself.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from reportedly.coding.extents import Said
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.sources import Attribution, Reading, join, may_speak, trim
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


def stands_behind(reading: Reading, deed: int) -> int | None:
    """Return who is told to stand behind a deed: "X is responsible for the attack on the mill"."""
    for head in (deed, reading.view.tokens[deed].head):
        found = find_blamed(reading, head)
        if found is not None and found[1] == deed:
            return owner_of(reading, found[0])
    return None


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


def find_deed(
    reading: Reading, verb: int, lemma: str, deps: dict[str, list[int]], passive: bool
) -> Said | None:
    """Return the deed that somebody is accused of, and who is accused."""
    view, grammar = reading.view, reading.grammar
    patient = find_patient(reading, verb, deps, passive)
    if patient is None:
        return None
    around = [*deps.get("advcl", ()), *deps.get("obl", ()), *deps.get("acl", ())]
    below = view.kids(patient, "acl", "nmod", "advcl") if patient > verb else []
    deeds = [i for i in (*around, *below) if grammar.has("accuse.deed", reading.case_of(i))]
    deeds = [i for i in deeds if i > verb] or deeds
    parties = [i for i in (*deps.get("obl", ()), *below)
               if grammar.has("accuse.party", reading.case_of(i))]  # fmt: skip
    marked = any(grammar.has("accuse.responsible", reading.lemma(i))
                 for r in ("xcomp", "amod", "advmod", "obl") for i in deps.get(r, ()))  # fmt: skip
    deed: int | None
    if grammar.has("accuse.blame", reading.lemma(patient)) and parties:
        accused, deed = parties[0], next(iter(deeds), None)
    elif grammar.has("accuse.accused", lemma) or marked:
        accused, deed = patient, next(iter(deeds), None)
        for child in deps.get("xcomp", ()) if deed is None else ():
            deed = next((i for i in view.kids(child, "obl", "advcl")
                         if grammar.has("accuse.deed", reading.case_of(i))), child)  # fmt: skip
    elif grammar.has("accuse.blamed", lemma) and not parties:
        accused, deed = patient, next(iter(deeds), None)
    elif grammar.has("accuse.blamed", lemma) or grammar.has("accuse.pinned", lemma):
        accused, deed = next(iter(parties), None), patient
    else:
        return None
    if accused is not None and deed is None and accused in view.mention_at:
        # "denounced threats from miners": what is denounced is done, and who did it is behind it
        doers = (c for c in view.kids(accused, "nmod") if reading.case_of(c) in ("from", "by"))
        accused, deed = next(doers, None), accused
    if accused is None and deed is None:
        return None
    head = deed if deed is not None else accused
    assert head is not None
    cut = set(view.subtree(deed)) if deed is not None and head != deed else set()
    cut |= {i for p in parties for i in view.subtree(p)} if head not in parties else set()
    cut |= set(view.subtree(verb)) if view.tokens[verb].head == head else set()
    if head == accused:  # what its relative clause tells is the teller's word, or its own
        cut |= {k for i in view.subtree(head) if view.tokens[i].rel == "acl:relcl"
                for k in view.subtree(i)}  # fmt: skip
    content = trim(view, join([i for i in view.subtree(head) if i not in cut]))
    return Said(content, head, "deed", "indirect", accused)


def find_patient(
    reading: Reading, verb: int, deps: dict[str, list[int]], passive: bool
) -> int | None:
    """Return what the verb is done to: its object, its passive subject, the noun it hangs from."""
    view = reading.view
    token = view.tokens[verb]
    if not passive:
        after = [i for i in deps.get("nsubj", ()) if i > verb]  # an object taken for a subject
        patient = next(iter((*deps.get("obj", ()), *after)), None)
        if (
            patient is not None
            and token.rel == "acl:relcl"
            and reading.grammar.has("pronouns.relative", reading.lemma(patient))
        ):
            return token.head  # "a blaze which officials blamed on saboteurs"
        return patient
    if "nsubj:pass" in deps:
        subject = deps["nsubj:pass"][0]
        relative = reading.grammar.has("pronouns.relative", reading.lemma(subject))
        return token.head if relative and token.rel == "acl:relcl" else subject
    if token.rel in ("acl", "acl:relcl"):
        return token.head
    if token.rel == "conj":
        return next(iter(view.kids(token.head, "nsubj")), None)
    return None


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
