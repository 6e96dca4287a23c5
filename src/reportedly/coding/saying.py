"""A verb in, its attribution out: whether it is said at all, by whom, of whom, and what."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from reportedly.coding.asides import find_aside
from reportedly.coding.contents import Said, find_content, find_wanted, part_channel
from reportedly.coding.sources import (
    Attribution,
    Reading,
    find_author,
    find_channel,
    find_hearer,
    find_said,
    share,
)
from reportedly.records import Stance

CLIMB = 6  # clauses a participle may stand from the one that has its subject
NEAR = 6  # tokens; a modal further off is another verb's, hung here by mistake
LEANING = frozenset({"conj", "xcomp", "advcl", "parataxis", "ccomp"})


def read_verb(reading: Reading, verb: int) -> Iterator[Attribution]:
    """Yield the attribution that the verb makes, if it makes one."""
    token = reading.view.tokens[verb]
    lemma = reading.lemma(verb)
    if token.rel in ("amod", "compound", "case"):
        return
    deps = group(reading, verb)
    stance = weigh(reading, verb, lemma, deps)
    if stance is None or reading.grammar.has("takes.relays", lemma):
        yield from read_attitude(reading, verb, lemma, deps)
        return
    passive = is_passive(reading, verb, deps)
    said = find_content(reading, verb, lemma, stance, deps, passive)
    if said is None or not said.content:
        yield from read_attitude(reading, verb, lemma, deps)
        return
    speaker, relays = find_speaker(reading, verb, deps, passive, said.speaker)
    if speaker is None and not passive and said.how in ("clause", "beside", "quote"):
        aside = find_aside(reading, verb)
        if aside is not None:
            said, speaker = msgspec.structs.replace(said, content=aside[0]), aside[1]
    if is_inside_own_speech(reading, verb, speaker):
        return
    if speaker is not None and is_nobody(reading, speaker):
        return
    if speaker is None and said.how in ("beside", "quote") and not passive:
        return  # "..., he fled" with a verb that only looks like a cue
    hearer = find_hearer(reading, verb)
    channel, when = find_channel(reading, verb, speaker), find_said(reading, verb)
    if said.how in ("object", "deed", "infinitive"):
        said, inner, later = part_channel(reading, said)
        channel, when = channel or inner, when or later
    yield Attribution(
        cue=verb,
        lemma=lemma,
        stance=stance,
        content=said.content,
        source=speaker,
        phrase=None if speaker is None else reading.words_of(speaker),
        also=share(reading, speaker),
        resolved=None if speaker is None else find_writer(reading, speaker),
        quote=said.quote,
        channel=channel,
        hearer=None if hearer is None or hearer == said.accused else reading.words_of(hearer),
        relays=relays,
        said=when,
        accused=said.accused,
        own=is_own(reading, stance, said, passive),
        about=said.head,
    )


def read_attitude(
    reading: Reading, verb: int, lemma: str, deps: dict[str, list[int]]
) -> Iterator[Attribution]:
    """Yield what somebody wants, asks or thinks: an attribution that tells of no deed."""
    loose = reading.view.tokens[verb].rel in ("advcl", "acl", "dep", "xcomp")
    if loose and reading.grammar.has("takes.relays", lemma):
        return  # "citing the governor": the speaker of its clause has it
    said = find_wanted(reading, verb, lemma, deps)
    speaker = None if said is None else find_subject(reading, verb)
    if said is None or speaker is None or is_inside_own_speech(reading, verb, speaker):
        return
    yield Attribution(
        cue=verb,
        lemma=lemma,
        stance="asserts",
        content=said.content,
        source=speaker,
        phrase=reading.words_of(speaker),
        also=share(reading, speaker),
        quote="indirect",
        about=said.head,
        told=False,
    )


def is_inside_own_speech(reading: Reading, verb: int, speaker: int | None) -> bool:
    """Tell whether it is the quoted speaker's own "I think", which adds no voice to his."""
    return (
        speaker is not None
        and reading.quote_of[verb] >= 0
        and reading.lemma(speaker) in ("i", "we", "you", "me", "us")
    )


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


def is_passive(reading: Reading, verb: int, deps: dict[str, list[int]]) -> bool:
    """Tell whether the verb is passive, by itself or as "was hauled in and told"."""
    if "nsubj:pass" in deps or "aux:pass" in deps:
        return True
    token = reading.view.tokens[verb]
    if token.xpos != "VBN" or "aux" in deps or "nsubj" in deps:
        return False
    if token.rel in ("acl", "advcl"):
        return True
    return token.rel == "conj" and token.head != verb and is_passive(
        reading, token.head, group(reading, token.head)
    )


def weigh(reading: Reading, verb: int, lemma: str, deps: dict[str, list[int]]) -> Stance | None:
    """Return the stance that the verb takes here; None where nothing is said by it."""
    grammar, tokens = reading.grammar, reading.view.tokens
    stance = grammar.verbs.get(lemma)
    if lemma == "claim" and any(
        grammar.has("takes.idle", reading.lemma(i)) for i in deps.get("obj", ())
    ):
        return None
    for rel in ("obj", "nsubj:pass", "xcomp", "obl", "amod"):
        for child in deps.get(rel, ()):
            stance = grammar.pairs.get((lemma, reading.lemma(child)), stance)
    for words, meant in grammar.phrases.get(lemma, ()):
        if stands(reading, verb, words):
            stance = meant
    if stance is None:
        return None
    words = [tokens[i].lemma.lower() for rel in ("aux", "advmod", "mark", "det", "cc")
             for i in deps.get(rel, ()) if verb - i < NEAR]  # fmt: skip
    denied = any(grammar.has("negation.words", w) for w in words)
    if any(w in ("if", "unless", "whether") for w in words) or is_withheld(reading, verb, denied):
        return None
    if stance == "doubts":
        return stance
    if denied:
        return "doubts" if stance == "confirms" else None
    return None if any(grammar.has("negation.modals", w) for w in words) else stance


def stands(reading: Reading, at: int, words: tuple[str, ...]) -> bool:
    """Tell whether the lemmas stand here in this order; a star stands for up to four words."""
    gap = 0
    lemmas = reading.lemmas
    if lemmas[at + 1 : at + 2] != [words[1]] and words[1] != "*":
        return False  # most do not even begin
    for word in words:
        if word == "*":
            gap = 4
            continue
        while at < len(lemmas) and gap and lemmas[at] != word:
            at, gap = at + 1, gap - 1
        if at >= len(lemmas) or lemmas[at] != word:
            return False
        at, gap = at + 1, 0
    return True


def is_withheld(reading: Reading, verb: int, denied: bool) -> bool:
    """Tell whether the verb stands under one that keeps the words back: "declined to say"."""
    token = reading.view.tokens[verb]
    if token.rel not in ("xcomp", "advcl", "ccomp", "acl") or token.xpos not in ("VB", "VBG"):
        return False
    return reading.grammar.has("takes.withheld", reading.lemma(token.head)) and not denied


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
    quoted = "as" in marks and head != verb and reading.grammar.has("takes.relays",
                                                                    reading.lemma(head))
    if quoted:  # "was quoted by the agency as saying", "quoted him as saying"
        above = group(reading, head)
        if "nsubj:pass" in above:
            return above["nsubj:pass"][0], tuple(find_agent(reading, head))
        teller = find_subject(reading, head)
        return (above["obj"][0] if "obj" in above else None), () if teller is None else (teller,)
    if passive:
        return next(iter(find_agent(reading, verb)), None), ()
    speaker = find_subject(reading, verb) if shown is None else shown
    if speaker is None:
        return None, ()
    beside = [verb + 2] if [t.text for t in view.tokens[verb + 1 : verb + 2]] == [","] else []
    for clause in (*view.kids(verb, "advcl"), *view.kids(speaker, "acl", "advcl"), *beside):
        if clause < len(view.tokens) and reading.grammar.has("takes.relays", reading.lemma(clause)):
            for cited in view.kids(clause, "obj"):
                return cited, (speaker,)
    return speaker, ()


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
        subject = next((c for c in view.children[at] if tokens[c].rel in ("nsubj", "nsubj:outer")
                        or (at != verb and tokens[c].rel == "nsubj:pass")), None)  # fmt: skip
        if subject is not None:
            if reading.grammar.has("pronouns.relative", reading.lemma(subject)):
                return token.head if token.rel == "acl:relcl" else None
            return subject
        if token.rel == "acl" and token.xpos in ("VBG", "VB", "VBN"):
            return token.head if tokens[token.head].upos in ("NOUN", "PROPN") else None
        if token.rel == "acl:relcl" and token.xpos != "VB":
            return token.head
        if token.rel not in LEANING or token.head == at:
            return None
        if token.rel in ("parataxis", "ccomp") and token.xpos != "VBG":
            return None
        if token.rel == "advcl" and token.xpos not in ("VBG", "VB", "VBN"):
            return None
        at = token.head
    return None


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


def is_own(reading: Reading, stance: Stance, said: Said, passive: bool) -> bool:
    """Tell whether the deed that is spoken of is the speaker's."""
    if stance == "claims_responsibility":
        return True
    if said.how == "infinitive":
        return not passive
    if said.how not in ("clause", "beside") or said.head is None:
        return False
    view, grammar = reading.view, reading.grammar
    if view.tokens[said.head].upos != "VERB":
        return False
    for child in view.children[said.head]:
        if view.tokens[child].rel == "nsubj":
            owners = [reading.lemma(c) for c in view.kids(child, "nmod")]
            return grammar.has("pronouns.own", reading.lemma(child)) or any(
                grammar.has("pronouns.owners", o) or o in ("it", "they", "we") for o in owners
            )
    return False
