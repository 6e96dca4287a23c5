"""An Analysis in, the same with its surest slips of syntax mended.

A parser that takes "which denied it and accused the army" for the main clause makes the accused
an accuser. What marks show beyond doubt is put right here, before anybody reads the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

import msgspec

from reportedly.analyze.base import Analysis, Token

NOUNS = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})
JOINS = frozenset({"root", "ccomp", "parataxis", "acl:relcl", "advcl", "advcl:relcl", "conj", "dep",
                   "amod"})  # fmt: skip

# Inside a name these hang from a noun; from a verb after it only its subject can hang so.
INSIDE_NAMES = frozenset({"flat", "flat:name", "compound", "appos", "nmod:desc", "dep"})

STRIKING = frozenset("shoot shot gun strike stab hack beat find club".split())
AUXILIARY = 4  # words before its verb, at most: "was not even then leaving"
ARGUMENTS = frozenset({"nmod", "obl", "obj"})

INFLECTED = frozenset({"VBD", "VBN", "VBG", "VBZ"})
# What an ending stands for; a doubled consonant before it ("stopped") is single in the lemma.
ENDINGS = (("ied", "y"), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"),
           ("s", ""), ("es", ""))  # fmt: skip

Mend = Callable[[Sequence[Token], int, int, int], dict[int, Token]]


def mend(analysis: Analysis, known: Container[tuple[str, str]] = frozenset()) -> Analysis:
    """Return the analysis with the tags, heads and relations put right that marks contradict.

    `known` are parts of speech with the lemmas that a codebook knows: ("verb", "demand").
    """
    tokens = [mend_lemma(mend_tag(token), known) for token in analysis.tokens]
    for first, end in analysis.sentences:
        for i in range(first, end):
            for mend_one in (*BY_REL.get(tokens[i].rel, ()), *BY_TAG.get(tokens[i].xpos, ())):
                for k, token in mend_one(tokens, i, first, end).items():
                    tokens[k] = token
        changed = [i for i in range(first, end) if tokens[i] is not analysis.tokens[i]]
        if any(i in climb(tokens, i) for i in changed):  # no sentence hangs from itself
            tokens[first:end] = analysis.tokens[first:end]
    if all(a is b for a, b in zip(tokens, analysis.tokens, strict=True)):
        return analysis
    return msgspec.structs.replace(analysis, tokens=tuple(tokens))


def mend_tag(token: Token) -> Token:
    """Tag a verb by its ending where the tag contradicts it: "threatened" is no gerund."""
    ing = token.text.lower().endswith("ing")
    if token.xpos == "VBG" and not ing:
        return msgspec.structs.replace(token, xpos="VBD")
    if token.xpos in ("VBD", "VBN", "VBZ") and ing:
        return msgspec.structs.replace(token, xpos="VBG")
    return token


def mend_object(tokens: Sequence[Token], case: int, first: int, end: int) -> dict[int, Token]:
    """Make no object of what has a preposition: "shot dead at checkpoint"."""
    noun = tokens[case].head
    if tokens[noun].rel != "obj" or tokens[case].xpos != "IN" or noun < case:
        return {}
    return {noun: msgspec.structs.replace(tokens[noun], rel="obl")}


def mend_dead(tokens: Sequence[Token], i: int, first: int, end: int) -> dict[int, Token]:
    """Make who is "shot dead" with no object named, as in a headline, the one who is shot."""
    verb = tokens[i].head
    below = [k for k in range(first, end) if tokens[k].head == verb and k != verb]
    bare = [k for k in below if not any(t.head == k and t.rel == "case" for t in tokens[verb:k])]
    taken = any(tokens[k].rel in ("obj", "aux:pass", "nsubj:pass") for k in bare)
    if taken or tokens[i].lemma.lower() != "dead" or tokens[verb].lemma not in STRIKING:
        return {}
    passive = {verb: msgspec.structs.replace(tokens[verb], xpos="VBN")}
    for k in below:
        if tokens[k].rel == "nsubj":
            passive[k] = msgspec.structs.replace(tokens[k], rel="nsubj:pass")
    return passive


def mend_lemma(token: Token, known: Container[tuple[str, str]]) -> Token:
    """Give an inflected verb that stands as its own lemma the known one: "demanded" is "demand"."""
    word = token.text.lower()
    if token.upos != "VERB" or token.xpos not in INFLECTED or token.lemma.lower() != word:
        return token
    for ending, last in ENDINGS:
        stem = word.removesuffix(ending)
        single = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
        for lemma in (stem + last, single) if word != stem else ():
            if ("verb", lemma) in known:
                return msgspec.structs.replace(token, lemma=lemma)
    return token


def mend_second(tokens: Sequence[Token], i: int, first: int, end: int) -> dict[int, Token]:
    """Make the second subject of a verb, right behind it, its object: "it accused the army"."""
    verb = tokens[i].head
    if not first <= verb < i:
        return {}
    below = [k for k in range(first, end) if tokens[k].head == verb and k not in (verb, i)]
    before = any(tokens[k].rel in SUBJECTS and k < verb for k in below)
    open_ = not any(tokens[k].rel in ("ccomp", "obj") for k in below)
    if tokens[verb].upos != "VERB" or not before or not open_:
        return {}
    if any(t.upos == "PUNCT" for t in tokens[verb:i]):
        return {}
    return {i: msgspec.structs.replace(tokens[i], rel="obj")}


def mend_relative(tokens: Sequence[Token], at: int, first: int, end: int) -> dict[int, Token]:
    """Hang a clause that opens ", which" or ", who" from the noun before the comma."""
    if tokens[at].rel not in SUBJECTS or at <= first + 1:
        return {}
    noun = find_noun(tokens, at, first)
    verb = tokens[at].head
    if noun is None or verb <= at or tokens[verb].rel not in JOINS:
        return {}
    above = tokens[verb].head
    if above == noun and tokens[verb].rel == "acl:relcl":
        return {}
    relative = {verb: msgspec.structs.replace(tokens[verb], head=noun, rel="acl:relcl")}
    if above == noun:
        return relative
    if noun not in climb(tokens, verb):
        if verb in climb(tokens, noun):  # the clause took the noun that it hangs from
            top = next(k for k in (noun, *climb(tokens, noun)) if tokens[k].head == verb)
            if top != noun or above == verb or above > noun:
                return {}  # no word is left for the noun to hang from
            relative[noun] = msgspec.structs.replace(tokens[noun], head=above, rel="obj")
        return relative
    # An apposition or a list in between is still one noun; further up it is another's clause.
    return relative if tokens[above].upos not in NOUNS else {}


def mend_name(tokens: Sequence[Token], i: int, first: int, end: int) -> dict[int, Token]:
    """Make a name that hangs from the verb after it, as it would from a noun, its subject.

    "Secretary of State Mike Pompeo, writing on Twitter, accused Tehran": no verb has an apposition.
    """
    verb = tokens[i].head
    if tokens[i].upos not in NOUNS or verb <= i:
        return {}
    if tokens[verb].upos != "VERB" or tokens[verb].xpos not in FINITE:
        return {}
    for k in range(first, end):
        below = tokens[k]
        if k != i and below.head == verb and (below.rel in SUBJECTS or below.rel == "csubj"):
            return {}
        if below.head == i and k != i and below.rel in ("case", "mark", "cop"):
            return {}
    return {i: msgspec.structs.replace(tokens[i], rel="nsubj")}


def mend_joined(tokens: Sequence[Token], cc: int, first: int, end: int) -> dict[int, Token]:
    """Join a finite verb to the verb before its "and", not to a noun in between."""
    verb = tokens[cc].head
    head = tokens[verb].head
    if tokens[verb].rel not in ("amod", "conj", "dep") or tokens[verb].xpos not in FINITE:
        return {}
    if tokens[verb].upos != "VERB" or not head < cc < verb:
        return {}
    if tokens[verb].rel in ("amod", "dep"):
        joined = tokens[head].upos == "VERB" and tokens[head].xpos in FINITE
        return {verb: msgspec.structs.replace(tokens[verb], rel="conj")} if joined else {}
    open_ = tokens[head].upos in NOUNS or is_bare(tokens, head)
    if tokens[head].upos == "VERB" and not open_:
        return mend_inner(tokens, cc, verb, head)
    if not open_ or any(t.upos in NOUNS for t in tokens[cc + 1 : verb]):
        return {}
    # "Told Al Watan that the convoy had left, and warned Rabat": a verb goes with a verb, and a
    # finite one not with a gerund: "accused it of murdering fishermen and threatened its posts".
    above = [k for k in climb(tokens, head) if tokens[k].xpos == tokens[verb].xpos and k < cc]
    return {verb: msgspec.structs.replace(tokens[verb], head=above[0])} if above else {}


def is_bare(tokens: Sequence[Token], verb: int) -> bool:
    """Tell whether a verb is a gerund with no auxiliary of its own."""
    return tokens[verb].xpos == "VBG" and not any(
        t.head == verb and t.upos == "AUX" for t in tokens[max(0, verb - AUXILIARY) : verb]
    )


def mend_inner(tokens: Sequence[Token], cc: int, verb: int, head: int) -> dict[int, Token]:
    """Join a verb to the nearest relative clause where no comma parts the two.

    "Blamed the Council, which called it absurd and accused officers": the Council accuses.
    """
    for k in range(cc - 1, head, -1):
        if tokens[k].text in (",", ";"):
            return {}
        if tokens[k].rel == "acl:relcl" and tokens[k].xpos == tokens[verb].xpos:
            inside = head in climb(tokens, k)
            own = any(t.head == verb and t.rel in SUBJECTS for t in tokens[cc:verb])
            return {} if own or not inside or verb in climb(tokens, k) else {
                verb: msgspec.structs.replace(tokens[verb], head=k)
            }  # fmt: skip
    return {}


def mend_subject(tokens: Sequence[Token], verb: int, first: int, end: int) -> dict[int, Token]:
    """Give a clause its subject back: "The army killed nine, a spokesman said" has two.

    Of two subjects of a verb of saying, the one before the clause is the clause's; so is the one
    behind the verb in "separatists, who said its artillery was behind the strike".
    """
    above = tokens[verb].head
    subjects = [
        i for i in range(first, end) if tokens[i].head == above and tokens[i].rel in SUBJECTS
    ]
    own = any(tokens[i].head == verb and tokens[i].rel in SUBJECTS for i in range(first, end))
    if own or len(subjects) != 2:
        return {}
    before, behind = subjects
    if before < verb < behind:
        return {before: msgspec.structs.replace(tokens[before], head=verb)}
    if tokens[before].xpos in ("WDT", "WP") and before < above < behind < verb:
        return {behind: msgspec.structs.replace(tokens[behind], head=verb)}
    return {}


def mend_clause(tokens: Sequence[Token], verb: int, first: int, end: int) -> dict[int, Token]:
    """Make a finite verb with a subject of its own what is said: no verb speaks.

    "Thousands marched, and police detained 31, the ministry said": both clauses are the content.
    """
    above = tokens[verb].head
    own = any(tokens[i].head == verb and tokens[i].rel in SUBJECTS for i in range(first, end))
    if tokens[verb].xpos not in FINITE or not own or above <= verb or tokens[above].upos != "VERB":
        return {}
    out = {verb: msgspec.structs.replace(tokens[verb], rel="ccomp")}
    for i in range(verb + 1, above):
        joined = any(t.head == i and t.xpos == "CC" for t in tokens[verb + 1 : i])
        if tokens[i].head == above and tokens[i].rel == "ccomp" and joined:
            out[i] = msgspec.structs.replace(tokens[i], head=verb, rel="conj")
    return out


def mend_copula(tokens: Sequence[Token], copula: int, first: int, end: int) -> dict[int, Token]:
    """Make a clause with its own subject what is said: "said its artillery was behind the strike".

    A noun that "was" something, with a subject after the verb it hangs from, is no argument.
    """
    noun = tokens[copula].head
    verb = tokens[noun].head
    if tokens[noun].rel not in ARGUMENTS:
        return {}
    if not first <= verb < copula < noun or tokens[verb].upos != "VERB":
        return {}
    subject = next((t.i for t in tokens[verb + 1 : copula]
                    if t.head == noun and t.rel in SUBJECTS), None)  # fmt: skip
    if subject is None:
        return {}
    start = min([subject, *(t.i for t in tokens[verb + 1 : subject] if t.head == subject)])
    start -= tokens[start - 1].text.lower() == "that"
    above = start - 1 if tokens[start - 1].upos == "VERB" else verb
    return {noun: msgspec.structs.replace(tokens[noun], head=above, rel="ccomp")}


def find_noun(tokens: Sequence[Token], at: int, first: int) -> int | None:
    """Return the noun that stands before the comma before a relative pronoun."""
    i = at - 2
    if i < first or tokens[at - 1].text != "," or tokens[i].upos not in NOUNS:
        return None
    while first <= tokens[i].head < i and tokens[i].rel in ("flat", "compound", "nmod", "appos"):
        low = tokens[i].head
        if tokens[low].upos not in NOUNS or any(t.text in ",;:" for t in tokens[low:i]):
            break
        i = low
    return i


def climb(tokens: Sequence[Token], i: int) -> list[int]:
    """Return the heads above a token, nearest first."""
    out: list[int] = []
    while tokens[i].head != i and tokens[i].head not in out:
        i = tokens[i].head
        out.append(i)
    return out


BY_REL: Mapping[str, tuple[Mend, ...]] = {
    **dict.fromkeys(INSIDE_NAMES, (mend_name,)),
    "ccomp": (mend_subject,),
    "cop": (mend_copula,),
    "case": (mend_object,),
    "xcomp": (mend_dead,),
    "nsubj": (mend_clause, mend_second),
}
BY_TAG: Mapping[str, tuple[Mend, ...]] = {
    "WDT": (mend_relative,), "WP": (mend_relative,), "CC": (mend_joined,),
}  # fmt: skip
