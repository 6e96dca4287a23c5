"""A verb of saying in, who speaks by it out: the subject, the cited, the quoted, the agent."""

from __future__ import annotations

from reportedly.coding.asides import STOPS, find_head, find_start
from reportedly.coding.channels import is_label
from reportedly.coding.sources import Reading, find_author, may_speak

CLIMB = 6  # clauses a participle may stand from the one that has its subject
LEANING = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp"})


def group(reading: Reading, verb: int) -> dict[str, list[int]]:
    """Return the verb's dependents by relation."""
    tokens = reading.view.tokens
    deps: dict[str, list[int]] = {}
    for child in reading.view.children[verb]:
        rel = tokens[child].rel
        deps.setdefault(rel, []).append(child)
        if rel.startswith("obl:"):
            deps.setdefault("obl", []).append(child)
    return deps


def find_speaker(
    reading: Reading, verb: int, deps: dict[str, list[int]], passive: bool, shown: int | None
) -> tuple[int | None, tuple[int, ...]]:
    """Return the speaker's head and those who pass his word on, the outermost first.

    `shown` is whom the marks around an aside showed, which a parser may have missed.
    """
    view = reading.view
    token = view.tokens[verb]
    head = token.head
    marks = [reading.lemma(i) for i in deps.get("mark", ())]
    quoted = (
        "as" in marks and head != verb and reading.grammar.has("takes.relays", reading.lemma(head))
    )
    if quoted:  # "was quoted by the agency as saying", "quoted him as saying"
        above = group(reading, head)
        if "nsubj:pass" in above:
            return above["nsubj:pass"][0], tuple(find_agent(reading, head))
        teller = find_subject(reading, head)
        return (above["obj"][0] if "obj" in above else None), () if teller is None else (teller,)
    if passive:
        return next(iter(find_agent(reading, verb)), None), ()
    speaker = find_subject(reading, verb) if shown is None else shown
    first = head if speaker is None and token.rel == "conj" else verb  # "had mourned and denied"
    speaker = find_beside(reading, first) if speaker is None else speaker
    if speaker is None:
        return None, ()
    beside = [verb + 2] if [t.text for t in view.tokens[verb + 1 : verb + 2]] == [","] else []
    for clause in (*view.kids(verb, "advcl"), *view.kids(speaker, "acl", "advcl"), *beside):
        if clause < len(view.tokens) and reading.grammar.has("takes.relays", reading.lemma(clause)):
            for cited in view.kids(clause, "obj"):
                return cited, (speaker,)
    return speaker, ()


def find_beside(reading: Reading, verb: int) -> int | None:
    """Return the noun right before a finite verb that a parser gave no subject.

    "Presidential adviser Ivan Horda said", "The mayor of Oles, Yev Ry, said": the name hangs from
    the verb, as what is unclear, or from the town.
    """
    tokens = reading.view.tokens
    first, _ = reading.view.sentence(verb)
    helped = any(tokens[c].rel == "aux" for c in reading.view.children[verb])
    if tokens[verb].xpos not in ("VBD", "VBZ", "VBP") and not helped:
        return None
    if verb > first and tokens[verb - 1].text == ",":
        start = find_start(reading, first, verb)
        head = find_head(reading, start, verb) if start > first else None
        return head if head is not None and tokens[head].upos == "PROPN" else None
    i = stand_before(reading, verb)
    return i if i is not None and tokens[i].head == verb and not reading.case_of(i) else None


def follows(reading: Reading, verb: int, subject: int) -> bool:
    """Tell whether a speaker follows at once: "It was the state that asked, said Major Taye"."""
    tokens = reading.view.tokens
    turned = verb > reading.view.sentence(verb)[0] and tokens[verb - 1].text in STOPS
    named = tokens[subject].upos in ("NOUN", "PROPN", "PRON")
    return turned and named and reading.words_of(subject)[0] == verb + 1


def stand_before(reading: Reading, verb: int) -> int | None:
    """Return the noun right before a verb, whatever a parser hung it from."""
    tokens = reading.view.tokens
    i = verb - 1
    while i > reading.view.sentence(verb)[0] and tokens[i].upos in ("ADV", "AUX"):
        i -= 1
    while tokens[i].rel.startswith("flat") and tokens[i].head < i:
        i = tokens[i].head
    return i if tokens[i].upos in ("NOUN", "PROPN") and may_speak(reading, i) else None


def find_agent(reading: Reading, verb: int) -> list[int]:
    """Return the "by X" of a passive."""
    return [c for c in reading.view.kids(verb, "obl") if reading.case_of(c) == "by"][:1]


def find_subject(reading: Reading, verb: int) -> int | None:
    """Return the verb's subject, its own or the one it leans on; never a relative pronoun."""
    view = reading.view
    tokens = view.tokens
    at = verb
    for _ in range(CLIMB):
        token = tokens[at]
        subjects = [c for c in view.children[at] if tokens[c].rel in ("nsubj", "nsubj:outer")
                    or (at != verb and tokens[c].rel == "nsubj:pass")]  # fmt: skip
        # Of two before the verb the nearer is its own: "Choque, was under arrest, police said".
        before = [c for c in subjects if c < at]
        after = [c for c in subjects if at == verb and follows(reading, at, c)]
        subject = next(iter(after or before[-1:] or subjects), None)
        if subject is not None:
            if is_label(reading.view, subject):
                return next((c for c in view.kids(at, "appos") if may_speak(reading, c)), None)
            if reading.grammar.has("pronouns.relative", reading.lemma(subject)):
                noun = token.head if token.rel == "acl:relcl" else find_before(reading, subject)
                return None if noun is None else find_named(reading, noun)
            return subject
        if token.rel == "acl" and token.xpos in ("VBG", "VB", "VBN"):
            return token.head if tokens[token.head].upos in ("NOUN", "PROPN") else None
        if token.rel == "acl:relcl" and token.xpos != "VB":
            if any(reading.grammar.has("pronouns.relative", reading.lemma(c)) and reading.case_of(c)
                   for c in view.kids(at, "obl")):  # fmt: skip
                return stand_before(reading, at)  # "an attack for which a wing took credit"
            return find_named(reading, token.head)
        if token.rel not in LEANING or token.head == at:
            return None
        if token.rel in ("parataxis", "ccomp") and token.xpos != "VBG":
            return None
        if token.rel == "advcl" and token.xpos not in ("VBG", "VB", "VBN"):
            return None
        at = token.head
    return None


def find_named(reading: Reading, noun: int) -> int:
    """Return whom an apposition explains: the name before "a faction that denies it"."""
    tokens = reading.view.tokens
    head = tokens[noun].head
    explains = tokens[noun].rel == "appos" and tokens[noun].upos == "NOUN" and head < noun
    return head if explains and tokens[head].upos == "PROPN" else noun


def find_before(reading: Reading, relative: int) -> int | None:
    """Return the noun that a relative pronoun stands after, where no parser tells."""
    tokens = reading.view.tokens
    i = relative - 1 - (relative > 1 and tokens[relative - 1].text == ",")
    if i < 0 or tokens[i].upos not in ("NOUN", "PROPN"):
        return None
    while tokens[i].head < i and tokens[tokens[i].head].upos in ("NOUN", "PROPN"):
        i = tokens[i].head
    return i


def is_nobody(reading: Reading, speaker: int) -> bool:
    """Tell whether the subject says that no one spoke, or is no one: "no group has claimed"."""
    view = reading.view
    if reading.lemma(speaker) in ("nobody", "none", "no"):
        return True
    return any(
        view.tokens[c].rel == "det" and reading.lemma(c) in ("no", "neither")
        for c in view.children[speaker]
    )


def find_writer(reading: Reading, speaker: int) -> int | None:
    """Return the maker of a paper that speaks; None for everyone else."""
    if reading.grammar.has("nouns.papers", reading.lemma(speaker)):
        return find_author(reading, speaker)
    return None


def find_user(reading: Reading, paper: int) -> int | None:
    """Return who says by a paper what a parser hangs from it: "said in a statement that ..."."""
    head = reading.view.tokens[paper].head
    said = reading.view.tokens[paper].rel == "obl" and reading.grammar.verbs.get(
        reading.lemma(head)
    )
    return find_subject(reading, head) if said == "asserts" else None
