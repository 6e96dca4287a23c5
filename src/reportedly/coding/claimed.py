"""The verb "claim" in, the deeds that it takes on out, where no parser gives it an object.

"Both claimed by the group", "which killed 40 and was claimed by the group", "the group, which
claimed the Feb. 14 suicide car bombing": what is claimed is then the nearest deed the model sees.
"""

from __future__ import annotations

from reportedly.coding.extents import Said
from reportedly.coding.sources import Reading, trim

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
