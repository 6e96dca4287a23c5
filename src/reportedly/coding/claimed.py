"""A verb of saying in, whether its deed is the speaker's own out; and what "claim" takes on.

"Both claimed by the group", "which killed 40 and was claimed by the group", "the group, which
claimed the Feb. 14 suicide car bombing": where no parser gives "claim" an object, what is claimed
is the nearest deed the model sees.
"""

from __future__ import annotations

from reportedly.coding.extents import Said
from reportedly.coding.sources import Reading, trim
from reportedly.records import Stance

AFTER = 9  # tokens from "claimed" to the deed
PAIRED = frozenset({"both"})
OPEN = frozenset({"ccomp", "xcomp", "obj", "parataxis"})


def find_claimed(
    reading: Reading, verb: int, deps: dict[str, list[int]], passive: bool
) -> Said | None:
    """Return the deeds that are claimed, by whoever the verb's subject or agent is."""
    if reading.lemma(verb) != "claim" or reading.quote_of[verb] >= 0 or OPEN & deps.keys():
        return None
    heads = find_before(reading, verb, deps) if passive else find_after(reading, verb)
    phrases = map(reading.words_of, heads)
    content = trim(reading.view, [(first, last + 1) for first, last in phrases])
    return Said(content, heads[-1], "object", "indirect") if heads and content else None


def find_before(reading: Reading, verb: int, deps: dict[str, list[int]]) -> list[int]:
    """Return the deeds told last before a passive "claimed by"; two where it says "both"."""
    view = reading.view
    agent = any(reading.case_of(i) == "by" for i in deps.get("obl", ()))
    named = any(view.tokens[i].upos in ("NOUN", "PROPN") for i in deps.get("nsubj:pass", ()))
    if named or not agent:
        return []
    first, _ = view.sentence(verb)
    deeds = [i for i in range(first, verb) if is_deed(reading, i)]
    two = any(reading.lemma(i) in PAIRED for i in range(max(first, verb - 3), verb))
    return deeds[-2:] if two else deeds[-1:]


def find_after(reading: Reading, verb: int) -> list[int]:
    """Return the deed that follows an active "claimed", with no other verb between."""
    tokens = reading.view.tokens
    end = min(reading.view.sentence(verb)[1], verb + AFTER)
    for i in range(verb + 1, end):
        if is_deed(reading, i):
            return [i]
        if tokens[i].upos in ("VERB", "AUX", "SCONJ") or tokens[i].text in (",", ";", ":"):
            return []
    return []


def is_deed(reading: Reading, i: int) -> bool:
    """Tell whether the model takes the noun for a deed of force."""
    mention = reading.view.mention_at.get(i)
    noun = reading.view.tokens[i].upos in ("NOUN", "PROPN", "NUM")
    return noun and mention is not None and mention.category == "ASSAULT"


def is_own(reading: Reading, lemma: str, stance: Stance, said: Said, passive: bool) -> bool:
    """Tell whether the deed that is spoken of is the speaker's."""
    if stance == "claims_responsibility":
        return True
    if said.how == "infinitive" or (said.how == "object" and stance == "confirms"):
        return not passive and (said.how == "infinitive" or reading.grammar.has(
            "takes.admits", lemma))  # fmt: skip
    if said.how not in ("clause", "beside") or said.head is None:
        return False
    view, grammar = reading.view, reading.grammar
    if view.tokens[said.head].upos != "VERB" or not is_done(reading, said.head):
        return False
    if reading.lemma(said.head) in grammar.verbs:
        return False  # "she said she suspected the club": no deed is claimed
    for child in view.children[said.head]:
        if view.tokens[child].rel == "nsubj":
            owners = [reading.lemma(c) for c in view.kids(child, "nmod")]
            if "our" in owners and reading.quote_of[child] < 0:
                return False  # "they claim that our men fired": the outlet's, not theirs
            return grammar.has("pronouns.own", reading.lemma(child)) or any(
                grammar.has("pronouns.owners", o) or o in ("it", "they", "we") for o in owners
            )
    return False


def is_done(reading: Reading, deed: int) -> bool:
    """Tell whether the verb tells what was done or is being done.

    "We will answer", "we would strike" and "we fight for our land" claim nothing done.
    """
    tokens = reading.view.tokens
    helpers = [tokens[c] for c in reading.view.children[deed] if tokens[c].rel.startswith("aux")]
    if any(t.xpos == "MD" for t in helpers):
        return False
    return bool(helpers) or tokens[deed].xpos in ("VBD", "VBN", "VBG")
