"""An event word in, how far the event got out, by syntax first and by the learned head after.

A sign is a word beside the event word or above it: "foiled", "will", "plan to", "no", "if". Where
there is none the event occurred, as it did in nine of ten codings of news.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import msgspec

from reportedly.codebook.model import Cues
from reportedly.coding.speech import read_sets
from reportedly.coding.view import View
from reportedly.records import Stage

CLIMB = 4  # words above the event word that may still govern its stage
UNSURE = 0.0  # factuality below this agrees with a learned stage that is no occurrence
# Below these a deed is wanted, meant or feared, and did not take place for that.
INSIDE = frozenset(
    {"xcomp", "ccomp", "acl", "advcl", "obj", "nsubj:pass", "obl", "nmod", "compound", "csubj"}
)


class Signs(msgspec.Struct, frozen=True):
    """The words that mark a stage, by what they are."""

    verbs: Mapping[str, Stage]
    nouns: Mapping[str, Stage]
    adjectives: Mapping[str, Stage]
    auxiliaries: Mapping[str, Stage]
    negations: frozenset[str]
    conditions: frozenset[str]
    demands: frozenset[str]
    called: frozenset[str]  # demands whose wish stands after "for" or "on"
    spoken: frozenset[str]  # verbs of saying


# Done in words: the future, the "should" and the "not" in them are what is threatened, asked for
# or refused, and do not touch the act of saying it.
WORDS_ARE_DEEDS = frozenset(
    {"THREATEN", "REJECT", "REQUEST", "AGREE", "SUPPORT", "ACCUSE", "CONCEDE"}
)
# A verb that stands under two stages has the first of these.
ORDER: tuple[Stage, ...] = (
    "attempted", "threatened", "planned", "did_not_happen", "hypothetical", "ongoing",
)  # fmt: skip


def read_signs(cues: Mapping[str, Cues], spoken: Iterable[str]) -> Signs:
    """Return the look-ups of a book's cues; `spoken` are its verbs of saying. Make them once."""
    sets = read_sets()
    verbs: dict[str, Stage] = {}
    nouns: dict[str, Stage] = {}
    adjectives: dict[str, Stage] = {}
    for stage in reversed(ORDER):
        listed = cues[f"stage.{stage}"]
        verbs |= dict.fromkeys(listed.verbs - sets["stage.apart"], stage)
        nouns |= dict.fromkeys(listed.nouns, stage)
        adjectives |= dict.fromkeys(listed.adjectives, stage)
    auxiliaries: dict[str, Stage] = dict.fromkeys(
        cues["stage.hypothetical"].auxiliaries, "hypothetical"
    )
    # Past speech turns "will" into "would": "said it would open an inquiry".
    auxiliaries |= dict.fromkeys(cues["stage.planned"].auxiliaries | {"would"}, "planned")
    return Signs(
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        auxiliaries=auxiliaries,
        negations=sets["stage.negations"],
        conditions=sets["stage.conditions"],
        demands=sets["stage.demands"],
        called=sets["stage.called"],
        spoken=frozenset(spoken),
    )


def stage_of(
    view: View, at: int, signs: Signs, category: str = "", mode: str | None = None
) -> Stage:
    """Return how far the event at a word got."""
    act = mode == "investigate"  # an inquiry is opened, and no word of its own
    ruled = stage_by_rule(view, at, signs, "" if act else category)
    mention = view.mention_at.get(at)
    found: Stage = ruled or "occurred"
    if mention is not None:
        found = join_stages(ruled, cast("Stage", mention.stage), view.tokens[at].factuality)
    # What is threatened lies ahead; the threat itself was made.
    return "occurred" if category == "THREATEN" and found in AHEAD else found


AHEAD = frozenset({"planned", "threatened", "hypothetical"})


def join_stages(ruled: Stage | None, learned: Stage, factuality: float) -> Stage:
    """Return the stage that a rule and the learned head make together.

    The head is believed where no word speaks against it. Where the two differ, a rule that found
    a word wins, unless the factuality head holds the deed for certain.
    """
    if ruled is None:
        return learned
    if learned == "occurred" and factuality > SURE and ruled not in ("did_not_happen", "attempted"):
        return learned
    return ruled


SURE = 2.0  # on the UDS scale of -3..+3


def stage_by_rule(view: View, at: int, signs: Signs, category: str = "") -> Stage | None:
    """Return the stage that some word says, the nearest first; None where none does."""
    lemma = view.tokens[at].lemma.lower()
    if category in WORDS_ARE_DEEDS and lemma not in signs.spoken:
        return None
    found = read_own(view, at, signs)
    if found is not None:
        return found
    if lemma in signs.verbs and signs.verbs[lemma] in ("attempted", "ongoing"):
        return signs.verbs[lemma]  # "tried to storm", "continues to bar": the word is its own sign
    child = at
    for _ in range(CLIMB):
        token = view.tokens[child]
        head = token.head
        if head == child or token.rel.split(":")[0] == "parataxis":
            return None
        if token.rel == "conj":
            # "will meet and sign": what the first conjunct has, the second shares; but a "not"
            # is the first one's own.
            if has_own_subject(view, child) or view.tokens[head].upos != token.upos:
                return None
            found = read_own(view, head, signs)
            found = None if found == "did_not_happen" else found
        elif token.rel in INSIDE:
            found = read_above(view, child, head, signs)
        else:
            return None
        if found is not None:
            return found
        if token.rel == "ccomp" and is_finite(view, child):
            return None  # a reported clause stands for itself
        child = head
        if view.tokens[child].upos in ("VERB", "AUX") and token.rel in ("obl", "advcl", "nmod"):
            return None  # beside the clause, not under it
    return None


def read_own(view: View, at: int, signs: Signs) -> Stage | None:
    """Return the stage that the word's own dependents say."""
    tokens = view.tokens
    token = tokens[at]
    found: Stage | None = None
    perfect = negated = progressive = False
    for child in view.children[at]:
        c = tokens[child]
        lemma = c.lemma.lower()
        if c.rel in ("advmod", "det", "aux", "case", "cc:preconj") and lemma in signs.negations:
            negated = True
        elif c.rel == "amod":
            found = signs.adjectives.get(c.text.lower(), found)
        elif c.rel == "compound":
            found = found if c.upos == "VERB" else signs.nouns.get(lemma, found)
        elif c.rel in ("aux", "aux:pass"):
            perfect |= lemma == "have"
            if lemma == "be":
                # "are fighting", "was being held": news tells the going-on in either tense.
                progressive |= token.xpos == "VBG" or c.xpos == "VBG"
            elif c.xpos == "MD":
                found = signs.auxiliaries.get(lemma, found)
        elif c.rel == "mark" and lemma in signs.conditions:
            return "hypothetical"
    if negated:
        return "did_not_happen"
    if found == "planned" and perfect and "would" in words_of(view, at):
        return "hypothetical"
    if found is None and progressive and token.rel != "advcl":
        return "ongoing"  # but for the scene of another deed: "while they were clearing a school"
    return found


def words_of(view: View, at: int) -> set[str]:
    """Return the lemmas of the word's auxiliaries."""
    return {view.tokens[c].lemma.lower() for c in view.children[at] if view.tokens[c].rel == "aux"}


def read_above(view: View, child: int, head: int, signs: Signs) -> Stage | None:
    """Return the stage that the governing word gives to what stands under it."""
    below, above = view.tokens[child], view.tokens[head]
    lemma, rel = above.lemma.lower(), below.rel
    bare = below.xpos in ("VB", "VBG") or below.upos not in ("VERB", "AUX")
    if above.upos in ("NOUN", "PROPN"):
        return signs.nouns.get(lemma) if bare and rel in ("acl", "nmod", "compound") else None
    if above.upos == "ADJ":
        return signs.adjectives.get(lemma) if bare and rel in ("xcomp", "advcl", "ccomp") else None
    if above.upos not in ("VERB", "AUX"):
        return None
    if lemma in signs.called:
        return "planned" if rel == "xcomp" or has_case(view, child, ("for", "on")) else None
    if lemma in signs.demands:
        return "planned" if bare and rel in ("xcomp", "ccomp") else None
    infinitive = has_case(view, child, ("to",))
    if lemma == "be":
        return "planned" if infinitive and rel in ("xcomp", "ccomp", "advcl") else None
    stage = signs.verbs.get(lemma)
    if stage is None:
        light = rel in ("obj", "nsubj:pass", "xcomp") and below.upos in ("NOUN", "VERB")
        return read_own(view, head, signs) if light else None
    if not bare or rel in ("obl", "advcl", "nmod", "csubj"):
        return None
    return None if read_own(view, head, signs) == "did_not_happen" else stage


def has_case(view: View, i: int, words: tuple[str, ...]) -> bool:
    """Tell whether the phrase opens with one of the words."""
    tokens = view.tokens
    return any(
        tokens[c].rel in ("case", "mark") and tokens[c].lemma.lower() in words
        for c in view.children[i]
    )


def is_finite(view: View, i: int) -> bool:
    """Tell whether the verb has a tense of its own."""
    if view.tokens[i].xpos in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(view.tokens[c].rel in ("aux", "aux:pass", "cop") for c in view.children[i])


def has_own_subject(view: View, i: int) -> bool:
    """Tell whether the word has a subject."""
    return any(view.tokens[c].rel.startswith("nsubj") for c in view.children[i])
