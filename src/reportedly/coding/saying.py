"""A verb in, its attribution out: whether it is said at all, by whom, of whom, and what."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from reportedly.coding.asides import find_aside
from reportedly.coding.blames import read_blame
from reportedly.coding.channels import (
    find_channel,
    find_channel_near,
    find_published,
    is_channel,
)
from reportedly.coding.claimed import find_claimed, is_own
from reportedly.coding.contents import find_content, find_wanted
from reportedly.coding.denials import HOLDS, find_charge, find_lie, read_denial
from reportedly.coding.extents import Said, part_channel
from reportedly.coding.sources import (
    Attribution,
    Reading,
    find_hearer,
    find_said,
    share,
)
from reportedly.coding.speakers import (
    find_agent,
    find_speaker,
    find_subject,
    find_writer,
    group,
    is_nobody,
)
from reportedly.records import Stance

CARRIES = frozenset({"read", "publish", "broadcast", "air", "post", "release"})
NEAR = 6  # tokens; a modal further off is another verb's, hung here by mistake


def read_verb(reading: Reading, verb: int) -> Iterator[Attribution]:
    """Yield the attribution that the verb makes, if it makes one."""
    token = reading.view.tokens[verb]
    lemma = reading.lemma(verb)
    if token.rel in ("amod", "compound", "case"):
        return
    if lemma in CARRIES and verb and reading.case_of(verb - 1) and is_paper(reading, verb - 1):
        return  # "in a communique read over Radio X": it says nothing there
    deps = group(reading, verb)
    stance = weigh(reading, verb, lemma, deps)
    if stance is None or reading.grammar.has("takes.relays", lemma):
        yield from read_attitude(reading, verb, lemma, deps)
        return
    charge = find_charge(reading, verb) if stance == "denies" else None
    if charge is not None:
        yield read_charge(reading, verb, lemma, *charge)
        return
    if stance == "denies" and holds_under_speech(reading, verb, lemma):
        return  # "said it had no part in it": denials.py reads it from the word of saying
    passive = is_passive(reading, verb, deps)
    said = find_claimed(reading, verb, deps, passive)
    if said is not None:
        stance = "claims_responsibility"
    else:
        said = find_content(reading, verb, lemma, stance, deps, passive)
    if said is None or not said.content:
        yield from read_attitude(reading, verb, lemma, deps)
        return
    speaker, relays = find_speaker(reading, verb, deps, passive, said.speaker)
    if speaker is None and not passive and said.how in ("clause", "beside", "quote"):
        aside = find_aside(reading, verb)
        if aside is not None:
            said, speaker = msgspec.structs.replace(said, content=aside[0]), aside[1]
    if is_inside_own_speech(reading, verb, speaker) and stance != "denies":
        return  # "We reject this", he said: attribution.py finds who "we" are
    if speaker is not None and is_nobody(reading, speaker):
        return
    if speaker is None and said.how in ("beside", "quote") and not passive:
        return  # "..., he fled" with a verb that only looks like a cue
    hearer = find_hearer(reading, verb)
    channel, when = find_channel(reading, verb, speaker), find_said(reading, verb)
    if said.how in ("object", "deed", "infinitive"):
        said, inner, later = part_channel(reading, said)
        channel, when = channel or inner, when or later
    channel = channel or find_channel_near(reading, verb, said.content, reading.grammar.cues)
    if channel is None and relays and is_channel(reading, relays[0], medium=True):
        channel = reading.words_of(relays[0])  # "the agency quoted him as saying"
    # "In a statement on Sunday they claimed the raid two days earlier": the second is the raid's.
    when = (find_published(reading, channel) if channel else None) or when
    stance, said = read_blame(reading, *read_denial(reading, stance, said))
    negated = stance == "asserts" and denies_it(reading, said)
    if negated and said.head is not None and reading.lemma(said.head) == "do":
        stance = "denies"  # "they did no such thing"
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
        own=is_own(reading, lemma, stance, said, passive),
        about=said.head,
        negated=negated,
    )


def read_charge(reading: Reading, verb: int, lemma: str, charge: int, speaker: int) -> Attribution:
    """Return the denial in ", a charge NAME rejects"."""
    first, last = reading.words_of(speaker)
    return Attribution(
        cue=verb,
        lemma=lemma,
        stance="denies",
        content=((charge, charge + 1),),
        source=speaker,
        phrase=(max(first, charge + 1), last),
        also=share(reading, speaker),
        quote="indirect",
        about=charge,
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
    channel = find_channel(reading, verb, None)
    channel = channel or find_channel_near(reading, verb, said.content, reading.grammar.cues)
    yield Attribution(
        cue=verb,
        lemma=lemma,
        stance="asserts",
        content=said.content,
        source=speaker,
        phrase=reading.words_of(speaker),
        also=share(reading, speaker),
        quote="indirect",
        channel=channel,
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


def holds_under_speech(reading: Reading, verb: int, lemma: str) -> bool:
    """Tell whether it is the "had" of "said they had nothing to do with it"."""
    token = reading.view.tokens[verb]
    return (
        lemma in HOLDS
        and token.rel == "ccomp"
        and token.head != verb
        and reading.grammar.verbs.get(reading.lemma(token.head)) == "asserts"
    )


def is_passive(reading: Reading, verb: int, deps: dict[str, list[int]]) -> bool:
    """Tell whether the verb is passive, by itself or as "was hauled in and told"."""
    if "nsubj:pass" in deps or "aux:pass" in deps:
        return True
    token = reading.view.tokens[verb]
    if token.xpos == "VBD" and not {"nsubj", "obj", "ccomp"} & deps.keys():
        # "A bomb there, also claimed by the front, killed two": a slip of the tagger
        return token.rel not in ("root", "conj") and bool(find_agent(reading, verb))
    if token.xpos != "VBN" or "aux" in deps or "nsubj" in deps:
        return False
    if token.rel in ("acl", "advcl"):
        return True
    return (
        token.rel == "conj"
        and token.head != verb
        and is_passive(reading, token.head, group(reading, token.head))
    )


def is_paper(reading: Reading, i: int) -> bool:
    """Tell whether a noun is something read, seen or heard: a statement, a video."""
    return reading.grammar.has("nouns.papers", reading.lemma(i))


def weigh(reading: Reading, verb: int, lemma: str, deps: dict[str, list[int]]) -> Stance | None:
    """Return the stance that the verb takes here; None where nothing is said by it."""
    grammar, tokens = reading.grammar, reading.view.tokens
    stance = grammar.verbs.get(lemma)
    if lemma == "claim" and any(
        grammar.has("takes.idle", reading.lemma(i)) for i in deps.get("obj", ())
    ):
        return None
    for rel in ("obj", "nsubj:pass", "ccomp", "xcomp", "obl", "amod", "compound:prt", "advmod"):
        for child in deps.get(rel, ()):
            stance = grammar.pairs.get((lemma, reading.lemma(child)), stance)
    for phrase, meant in grammar.phrases.get(lemma, ()):
        if stands(reading, verb, phrase):
            stance = meant
    if grammar.has("deny.callers", lemma) and find_lie(reading, verb) is not None:
        stance = "denies"
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


def denies_it(reading: Reading, said: Said) -> bool:
    """Tell whether what is said is that something is not so: "said no missile had reached it"."""
    if said.how not in ("clause", "beside") or said.head is None:
        return False
    view, grammar = reading.view, reading.grammar
    if view.tokens[said.head].upos not in ("VERB", "NOUN", "ADJ", "ADV"):
        return False
    around = list(view.children[said.head])
    around += [c for i in view.kids(said.head, "nsubj", "obj") for c in view.children[i]]
    around += view.kids(said.head, "nsubj")
    modal = any(view.tokens[c].xpos == "MD" for c in view.children[said.head])
    return (
        not modal
        and any(
            view.tokens[c].rel in ("advmod", "det", "aux", "nsubj", "nsubj:pass")
            and grammar.has("negation.words", reading.lemma(c))
            for c in around
        )
    ) or any(
        not modal and grammar.has("negation.words", reading.lemma(c))
        for c in view.kids(said.head, "obj")
    )
