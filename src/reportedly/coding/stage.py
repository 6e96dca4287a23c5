"""An event word in, how far the event got out, by syntax first and by the learned head after.

A sign is a word beside the event word or above it: "foiled", "will", "plan to", "no", "if". Where
there is none the event occurred, as it did in nine of ten codings of news.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import msgspec

from reportedly.codebook.model import Cues
from reportedly.coding.speech import read_sets
from reportedly.coding.view import View
from reportedly.records import Stage

CLIMB = 4  # words above the event word that may still govern its stage
UNSURE = 0.0  # factuality below this agrees with a learned stage that is no occurrence
# Below these a deed is wanted, meant or feared, and did not take place for that.
INSIDE = frozenset({"xcomp", "ccomp", "acl", "advcl", "obj", "nsubj:pass", "obl", "nmod", "compound", "csubj"})


class Signs(msgspec.Struct, frozen=True):
    """The words that mark a stage, by what they are."""

    verbs: Mapping[str, Stage]
    nouns: Mapping[str, Stage]
    adjectives: Mapping[str, Stage]
    auxiliaries: Mapping[str, Stage]
    negations: frozenset[str]
    conditions: frozenset[str]
    demands: frozenset[str]


# A verb that stands under two stages has the first of these.
ORDER: tuple[Stage, ...] = (
    "attempted", "threatened", "planned", "did_not_happen", "hypothetical", "ongoing",
)  # fmt: skip
def read_signs(cues: Mapping[str, Cues]) -> Signs:
    """Return the look-ups of a book's cues. Make them once."""
    sets = read_sets()
    verbs: dict[str, Stage] = {}
    nouns: dict[str, Stage] = {}
    adjectives: dict[str, Stage] = {}
    for stage in reversed(ORDER):
        listed = cues[f"stage.{stage}"]
        verbs |= dict.fromkeys(listed.verbs - sets["stage.apart"], stage)
        nouns |= dict.fromkeys(listed.nouns, stage)
        adjectives |= dict.fromkeys(listed.adjectives, stage)
    auxiliaries: dict[str, Stage] = dict.fromkeys(cues["stage.hypothetical"].auxiliaries, "hypothetical")
    auxiliaries |= dict.fromkeys(cues["stage.planned"].auxiliaries, "planned")
    return Signs(
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        auxiliaries=auxiliaries,
        negations=sets["stage.negations"],
        conditions=sets["stage.conditions"],
        demands=sets["stage.demands"],
    )


def stage_of(view: View, at: int, signs: Signs) -> Stage:
    """Return how far the event at a word got."""
    ruled = stage_by_rule(view, at, signs)
    mention = view.mention_at.get(at)
    if mention is None:
        return ruled or "occurred"
    return join_stages(ruled, cast("Stage", mention.stage), view.tokens[at].factuality)


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


def stage_by_rule(view: View, at: int, signs: Signs) -> Stage | None:
    """Return the stage that some word says, the nearest first; None where none does."""
    found = read_own(view, at, signs)
    if found is not None:
        return found
    child = at
    for _ in range(CLIMB):
        token = view.tokens[child]
        head = token.head
        if head == child or token.rel.split(":")[0] == "parataxis":
            return None
        if token.rel == "conj":
            # "will meet and sign": what the first conjunct has, the second shares.
            if has_own_subject(view, child):
                return None
            found = read_own(view, head, signs) if view.tokens[head].upos == token.upos else None
        elif token.rel in INSIDE or token.rel == "obl:agent":
            found = read_above(view, child, head, signs)
        else:
            return None
        if found is not None:
            return found
        if token.rel == "ccomp" and is_finite(view, child):
            return None  # a reported clause stands for itself: "he vowed ... said they had fired"
        child = head
        if view.tokens[child].upos in ("VERB", "AUX") and token.rel in ("obl", "advcl", "nmod"):
            return None  # beside the clause, not under it
    return None


def read_own(view: View, at: int, signs: Signs) -> Stage | None:
    """Return the stage that the word's own dependents say."""
    tokens = view.tokens
    token = tokens[at]
    found: Stage | None = None
    perfect = negated = progressive = present = False
    for child in view.children[at]:
        c = tokens[child]
        lemma = c.lemma.lower()
        if c.rel in ("advmod", "det", "aux", "case", "cc:preconj") and lemma in signs.negations:
            negated = True
        elif c.rel in ("amod", "compound"):
            found = signs.adjectives.get(lemma, found)
            if c.upos == "VERB":
                found = signs.verbs.get(lemma, found)
        elif c.rel in ("aux", "aux:pass"):
            perfect |= lemma == "have"
            if lemma == "be":
                progressive |= token.xpos == "VBG"
                present |= c.xpos in ("VBZ", "VBP")
            elif c.xpos == "MD":
                found = signs.auxiliaries.get(lemma, found)
        elif c.rel == "mark" and lemma in signs.conditions:
            return "hypothetical"
        elif c.rel == "advmod" and lemma == "almost":
            found = "attempted"
    if negated:
        return "did_not_happen"
    if found == "hypothetical" and perfect:
        return "did_not_happen" if "would" in words_of(view, at) else "hypothetical"
    if found is None and progressive and present and not perfect:
        return "ongoing"
    return found


def words_of(view: View, at: int) -> set[str]:
    """Return the lemmas of the word's auxiliaries."""
    return {view.tokens[c].lemma.lower() for c in view.children[at] if view.tokens[c].rel == "aux"}


def read_above(view: View, child: int, head: int, signs: Signs) -> Stage | None:
    """Return the stage that the governing word gives to what stands under it."""
    tokens = view.tokens
    below, above = tokens[child], tokens[head]
    lemma, rel = above.lemma.lower(), below.rel
    bare = below.xpos in ("VB", "VBG") or below.upos not in ("VERB", "AUX")
    if above.upos in ("VERB", "AUX"):
        stage = signs.verbs.get(lemma)
        infinitive = any(
            tokens[c].rel == "mark" and tokens[c].lemma == "to" for c in view.children[child]
        )
        if lemma in signs.demands and bare and rel in ("xcomp", "ccomp", "obj", "obl"):
            return "hypothetical" if rel != "obj" or lemma == "demand" else None
        if stage is None:
            if infinitive and rel == "advcl":
                return "planned"  # a purpose
            light = rel in ("obj", "nsubj:pass", "xcomp") and below.upos in ("NOUN", "VERB")
            return read_own(view, head, signs) if light else None
        if rel in ("obl", "obl:agent", "advcl", "nmod") and not (infinitive or rel == "obl"):
            return None
        if stage == "did_not_happen" and rel == "xcomp":
            return stage if bare else None
        if not bare:
            return stage if stage == "hypothetical" and rel == "ccomp" else None
        negated = read_own(view, head, signs) == "did_not_happen"
        return None if negated else stage
    if above.upos in ("NOUN", "PROPN") and rel in ("acl", "nmod", "compound", "obl"):
        return signs.nouns.get(lemma) if bare else None
    if above.upos == "ADJ" and rel in ("xcomp", "advcl", "obl", "ccomp") and bare:
        return signs.adjectives.get(lemma)
    return None


def is_finite(view: View, i: int) -> bool:
    """Tell whether the verb has a tense of its own."""
    if view.tokens[i].xpos in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(view.tokens[c].rel in ("aux", "aux:pass", "cop") for c in view.children[i])


def has_own_subject(view: View, i: int) -> bool:
    """Tell whether the word has a subject."""
    return any(view.tokens[c].rel.startswith("nsubj") for c in view.children[i])
