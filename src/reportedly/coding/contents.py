"""A verb of saying in, the words it speaks for out."""

from __future__ import annotations

from reportedly.coding.asides import find_aside, find_opening, find_start
from reportedly.coding.blames import find_deed
from reportedly.coding.denials import find_gap, find_named_lie
from reportedly.coding.extents import Said, stretch
from reportedly.coding.order import find_following, find_that
from reportedly.coding.sources import Range, Reading, join, trim
from reportedly.records import Stance

Deps = dict[str, list[int]]
NEAR = 12  # tokens between a quotation and its "said X"


def find_content(
    reading: Reading, verb: int, lemma: str, stance: Stance, deps: Deps, passive: bool
) -> Said | None:
    """Return what the verb speaks for, the surest sign first; None where it says nothing."""
    said = None
    if stance == "accuses":
        said = find_deed(reading, verb, lemma, deps, passive)
    elif (is_inverted(reading, verb, lemma, deps) or is_thrown_in(reading, verb, lemma, deps)) and (
        aside := find_aside(reading, verb)
    ):
        said = Said(aside[0], None, "beside", "indirect", None, aside[1])
    if said is None:
        said = find_clause(reading, verb, lemma, deps, passive)
    if said is None and not passive:
        said = find_that(reading, verb, lemma)
    if said is None:
        said = find_object(reading, verb, lemma, stance, deps, passive)
    if said is None and reading.grammar.has("takes.quotes", lemma):
        aside = find_aside(reading, verb)
        if aside is None or is_answer(reading, verb, lemma, aside[0]):
            return find_quoted(reading, verb)
        said = Said(aside[0], None, "beside", "indirect", None, aside[1])
    return said and stretch(reading, verb, said)


def is_inverted(reading: Reading, verb: int, lemma: str, deps: Deps) -> bool:
    """Tell whether the clause before is what is said: "..., says the charity; ten were hurt"."""
    tokens = reading.view.tokens
    first, _ = reading.view.sentence(verb)
    if verb < first + 2 or tokens[verb - 1].text != "," or "ccomp" not in deps:
        return False
    after = [i for i in deps.get("nsubj", ()) if i > verb]
    clause = deps["ccomp"][0]
    parted = any(tokens[i].text == ";" for i in range(verb, clause))
    return bool(after) and parted and reading.grammar.has("takes.quotes", lemma)


def is_thrown_in(reading: Reading, verb: int, lemma: str, deps: Deps) -> bool:
    """Tell whether commas set "X said" apart: "..., the brigade announced, on their way "to ..."".

    A clause that a parser hangs from such a verb is what the commas part from it.
    """
    tokens = reading.view.tokens
    first, end = reading.view.sentence(verb)
    if verb + 1 >= end or tokens[verb + 1].text != "," or "ccomp" not in deps:
        return False
    start = find_start(reading, first, find_opening(reading, first, verb))
    told = reading.grammar.has("takes.quotes", lemma)
    return told and start > first + 1 and tokens[start - 1].text == ","


def is_answer(reading: Reading, verb: int, lemma: str, words: tuple[Range, ...]) -> bool:
    """Tell whether the verb is no speech: "police answered with water cannon", "it continues".

    Such verbs speak only of what stands in quotation marks, or end what is said: ", it answered."
    """
    tokens = reading.view.tokens
    if tokens[min(verb + 1, len(tokens) - 1)].upos == "PUNCT":
        return False
    quoted = any(reading.quote_of[i] >= 0 for first, end in words for i in (first, end - 1))
    return reading.grammar.has("takes.quoted", lemma) and not quoted


def find_wanted(reading: Reading, verb: int, lemma: str, deps: Deps) -> Said | None:
    """Return what somebody wants, asks for or thinks of: no word that it is so."""
    view = reading.view
    if not reading.grammar.has("takes.wants", lemma):
        return None
    heads = [i for rel in ("ccomp", "xcomp", "obj") for i in deps.get(rel, ())]
    heads += [i for i in deps.get("obl", ()) if reading.case_of(i) in ("for", "on", "to", "about")]
    heads = [i for i in heads if i > verb]
    if not heads:
        return None
    return Said(trim(view, join(view.subtree(heads[0]))), heads[0], "wanted", "indirect")


def find_clause(reading: Reading, verb: int, lemma: str, deps: Deps, passive: bool) -> Said | None:
    """Return the clause that hangs from the verb, or that the verb is thrown into."""
    view, grammar = reading.view, reading.grammar
    token = view.tokens[verb]
    plain = grammar.has("takes.quotes", lemma)
    clauses = [c for c in deps.get("ccomp", ()) if not is_parted(reading, verb, c, deps)]
    if plain and not passive and (not clauses or clauses[0] < verb):
        following = find_following(reading, verb)
        if following:  # what stands before is another statement
            return Said(following, top_of(reading, following[0]), "clause", "indirect")
    if clauses:
        head = clauses[0]
        side = [c for c in clauses if (c < verb) == (head < verb)]  # "telephoned ..., and urged"
        side += [c for c in (*deps.get("conj", ()), *deps.get("parataxis", ()))
                 if verb < head < c and has_that(reading, c)]  # fmt: skip
        words = {i for c in side for i in view.subtree(c)}
        return Said(trim(view, join(sorted(words))), head, "clause", "indirect")
    beside = token.rel == "parataxis" and token.head != verb
    as_told = token.rel == "advcl" and any(reading.lemma(i) == "as" for i in deps.get("mark", ()))
    as_told = as_told and plain and (not passive or grammar.has("takes.passives", lemma))
    if (beside and plain) or as_told:
        relayed = grammar.has("takes.relays", reading.lemma(token.head))
        quoted = view.kids(token.head, "ccomp") if relayed else ()  # '"...", TASS quoted him as'
        top = next((c for c in quoted if c < token.head), token.head)
        content = reading.clause(top, view.subtree(verb))
        return Said(content, top, "beside", "indirect")
    owned = "xcomp" in deps and grammar.has("takes.infinitives", lemma)
    for child in () if owned else deps.get("parataxis", ()):
        if plain and child > verb and not is_parted(reading, verb, child, deps):
            return Said(trim(view, join(view.subtree(child))), child, "clause", "indirect")
    if "xcomp" in deps and grammar.has("takes.passives" if passive else "takes.infinitives", lemma):
        head = deps["xcomp"][0]
        solid = view.tokens[head].upos in ("VERB", "NOUN", "ADJ", "PROPN")
        if solid or grammar.has("deny.involved", reading.lemma(head)):  # "pleaded not guilty"
            return Said(((head, head + 1),) if not solid else trim(
                view, join(view.subtree(head))), head, "infinitive", "indirect")  # fmt: skip
    if lemma == "deny" or lemma in ("admit", "acknowledge"):
        for child in deps.get("advcl", ()):  # "denied shelling", where the parser saw an adjunct
            if view.tokens[child].xpos == "VBG" and child > verb:
                return Said(trim(view, join(view.subtree(child))), child, "infinitive", "indirect")
    return None


def has_that(reading: Reading, clause: int) -> bool:
    """Tell whether a clause opens with "that": a second thing said, "...; and that he declined"."""
    return any(reading.lemma(i) == "that" for i in reading.view.kids(clause, "mark"))


def top_of(reading: Reading, words: tuple[int, int]) -> int:
    """Return the word of a stretch that hangs from outside it: its verb, where there are two."""
    tokens = reading.view.tokens
    tops = [i for i in range(*words) if not words[0] <= tokens[i].head < words[1]]
    return next((i for i in tops if tokens[i].upos == "VERB"), tops[0] if tops else words[0])


def is_parted(reading: Reading, verb: int, clause: int, deps: Deps) -> bool:
    """Tell whether a semicolon stands between a verb that has its object and a clause.

    "Claimed responsibility for the bombing; police have blamed smugglers" are two statements.
    """
    tokens = reading.view.tokens
    first = min(reading.view.subtree(clause))
    return "obj" in deps and any(tokens[i].text == ";" for i in range(verb, max(first, clause)))


def find_object(
    reading: Reading, verb: int, lemma: str, stance: Stance, deps: Deps, passive: bool
) -> Said | None:
    """Return the noun phrase that is spoken of: "denied the attack", "warned of an attack"."""
    view, grammar = reading.view, reading.grammar
    takes = grammar.has("takes.objects", lemma) or stance in ("claims_responsibility", "denies")
    takes = takes or any((lemma, reading.lemma(i)) in grammar.pairs
                         for r in ("obj", "nsubj:pass") for i in deps.get(r, ()))  # fmt: skip
    if takes and stance == "denies" and is_refusal(reading, deps, passive):
        return None
    heads = [*deps.get("obj", ())] if takes and not passive else []
    if grammar.has("takes.figures", lemma) and not takes:
        counted = [i for i in deps.get("xcomp", ()) if view.tokens[i].upos in ("NOUN", "NUM")]
        heads = [i for i in (*deps.get("obj", ()), *counted) if is_figure(reading, i, deps)]
    if takes and passive:
        heads += deps.get("nsubj:pass", ())
        if not heads and view.tokens[verb].rel == "acl":
            heads.append(view.tokens[verb].head)
    if not heads:
        told_of = ("of", "about", "to") if grammar.has("takes.admits", lemma) else ("of", "about")
        heads = [
            i
            for i in deps.get("obl", ())
            if reading.case_of(i) in told_of and lemma in grammar.verbs and not passive
        ]
    if not heads and stance == "doubts":
        heads = [*deps.get("obj", ()), *deps.get("nsubj:pass", ())]
    if stance == "denies" and grammar.has("deny.callers", lemma) and lemma in ("call", "term"):
        named = find_named_lie(reading, verb)  # "called that a lie" is no object with one parser
        heads = heads if named is None else [named]
    if not heads and stance == "denies":
        gap = find_gap(reading, verb)
        heads = [] if gap is None else [gap]
    if not heads:
        return None
    head = heads[0]
    if lemma == "claim" and grammar.has("takes.idle", reading.lemma(head)):
        return None
    below = set(view.subtree(verb)) if head < verb and view.tokens[verb].head == head else set()
    words = [i for i in view.subtree(head) if i not in below]
    for extra in (i for i in deps.get("obl", ()) if i > head and not passive):
        if (
            reading.case_of(extra) in ("for", "in", "of", "at")
            and reading.lemma(head) in (grammar.sets["nouns.stand_ins"])
        ):
            words += view.subtree(extra)  # "claimed responsibility | for the attack"
    pronoun = view.tokens[head].upos in ("PRON", "SCONJ", "DET")
    if pronoun and view.tokens[head].rel != "expl":
        if not grammar.has("deny.earlier", reading.lemma(head)):
            return None
        return Said(((head, head + 1),), head, "object", "indirect")
    return Said(trim(view, join(sorted(words))), head, "object", "indirect")


def is_refusal(reading: Reading, deps: Deps, passive: bool) -> bool:
    """Tell whether something is withheld from somebody: "were denied visas"."""
    if "iobj" in deps or (passive and "obj" in deps):
        return True
    return any(
        reading.grammar.has("takes.refused", reading.lemma(i))
        for rel in ("obj", "nsubj:pass")
        for i in deps.get(rel, ())
    )


def is_figure(reading: Reading, head: int, deps: Deps) -> bool:
    """Tell whether the object is a number of something: "counted 14 dead", "put the toll at 12"."""
    tokens = reading.view.tokens
    at = [i for i in deps.get("obl", ()) if reading.case_of(i) == "at"]
    near = [
        head,
        *reading.view.children[head],
        *at,
        *(c for i in at for c in reading.view.children[i]),
    ]
    return any(tokens[i].upos == "NUM" for i in near)


def find_quoted(reading: Reading, verb: int) -> Said | None:
    """Return the quotation beside the verb, before or after it."""
    view = reading.view
    if reading.quote_of[verb] >= 0:
        return None
    first, end = view.sentence(verb)
    if first and reading.quote_of[first - 1] >= 0 and verb - first < NEAR // 2:
        before = reading.quotes[reading.quote_of[first - 1]]  # '"Who did it?" Santos asked.'
        if (
            before[1] == first
            and view.tokens[first - 2].text in "?!"
            and not view.kids(verb, "obj", "obl")
        ):
            return Said((before,), None, "quote", "direct")
    numbers = sorted({reading.quote_of[i] for i in range(first, end)} - {-1})
    best = None
    for number in numbers:
        low, high = reading.quotes[number]
        gap = low - verb if low > verb else verb - high
        if high - low > 4 and gap < NEAR and (best is None or gap < best[0]):
            best = (gap, (low, high))
    return None if best is None else Said((best[1],), None, "quote", "direct")
