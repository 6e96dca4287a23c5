"""A word with its tags in, its lemma out, in small letters but for proper names.

LemmInflect's tables do verbs, nouns, adjectives and adverbs; closed classes and the words it cuts
too far are listed here. Its tables cost about 40 MB and half a second, so they are read at the
first word that needs them.
"""

# Curly marks are what this file is about, and a list of words reads best as a text.

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import cast

WORDS_KEPT = 65_536  # a newspaper year has about this many forms; some 15 MB when full

# What the tag alone says is inflected; everything else is its own lemma.
_INFLECTED = {
    "VERB": frozenset({"VBD", "VBG", "VBN", "VBZ", "VBP"}),
    "AUX": frozenset({"VBD", "VBG", "VBN", "VBZ", "VBP"}),
    "NOUN": frozenset({"NNS"}),
    "ADJ": frozenset({"JJR", "JJS"}),
    "ADV": frozenset({"RBR", "RBS"}),
}

# Closed classes: "be was were" reads: the lemma, then its forms.
_CLOSED = {
    "AUX": """
        be am is are was were been being 's 'm 're s m re ai|have has had having 've ve|
        do does did doing done|will wo 'll ll|would 'd|can ca|shall sha|get gets got getting gotten
    """,
    "PRON": """
        i me|he him|she her|we us 's|they them|my mine|our ours|your yours|their theirs|
        this these|that those
    """,
    "DET": "a an|this these|that those",
    "PART": "not n't nt n`t|to na ta|'s s '|let lets",
    "ADV": "more|most|less|least|later|further|far farther|well better best|soon sooner",
    "ADJ": "more|most|less|least|further|far farther|good better best|bad worse worst",
    "NOUN": "a.m. am|p.m. pm p.m|etc. etc",
    "NUM": "million m mn|billion b bn|thousand k",
}
# Some forms are another word under another tag: her in "her house", 'd in "they'd gone".
_TAGGED = {
    ("'d", "VBD"): "have",
    ("her", "PRP$"): "her",
    ("later", "RBR"): "late",
    ("best", "RBS"): "well",
    ("lay", "VBD"): "lie",
}
# Plurals kept whole as in EWT: one does not send a "troop" or hear a "new".
_PLURALS = frozenset(
    """
    thanks regards troops media goods supplies contents grounds news headquarters barracks
    mathematics pants manners proceedings remains outskirts earnings surroundings belongings
    police data clothes
    """.split()
)
_MARKS = str.maketrans("’‘`“”", "'''\"\"")


@lru_cache(maxsize=WORDS_KEPT)
def lemmatize(form: str, upos: str, xpos: str) -> str:
    """Return the lemma of a word, given its universal and its Penn tag.

    ALL CAPS words give the lemma of the same word in small letters; names keep their capitals.
    """
    if upos == "PROPN":
        # The Americans, the Tigers: one is an American, a Tiger. No table knows names.
        plural = xpos == "NNPS" and len(form) > 3 and form[-1] in "sS" and form[-2] not in "sSuU"
        return form[:-1] if plural else form
    word = form.lower().translate(_MARKS)
    tagged = _TAGGED.get((word, xpos)) or _read_closed().get((word, upos))
    if tagged:
        return tagged
    if xpos not in _INFLECTED.get(upos, ()) or (upos == "NOUN" and word in _PLURALS):
        return word
    head, hyphen, tail = word.rpartition("-")
    found = _load()(tail, "VERB" if upos == "AUX" else upos)
    return head + hyphen + (found[0] if found and found[0] else tail)


@cache
def _read_closed() -> dict[tuple[str, str], str]:
    """Return the closed classes as {(form, tag): lemma}; a lemma may be its own form."""
    return {
        (form, upos): group.split()[0]
        for upos, groups in _CLOSED.items()
        for group in groups.split("|")
        for form in group.split()
    }


@cache
def _load() -> Callable[[str, str], tuple[str, ...]]:
    """Return LemmInflect's function: half a second and 40 MB, once a process."""
    import lemminflect

    return cast("Callable[[str, str], tuple[str, ...]]", lemminflect.getLemma)
