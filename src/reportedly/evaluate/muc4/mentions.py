"""A read message in, its mentions out: noun phrases that may fill a string slot.

Each mention knows three ways to write it: its head with what stands before ("CAR DEALERSHIP"),
with "of" and what follows too ("MAYOR OF ACHI"), and the whole phrase.
"""

from __future__ import annotations

import re

import msgspec

from reportedly.analyze.base import Name
from reportedly.coding.phrases import phrase
from reportedly.coding.view import View

NOUNS = frozenset({"NOUN", "PROPN"})
HEADS = NOUNS | {"NUM", "ADJ", "X", "PRON"}
WITHIN = frozenset({"flat", "compound", "amod", "goeswith", "nummod"})
# What the scorer skips at the front of a string, and pronouns, titles and numbers like them.
SKIPPED = frozenset(
    """a an the this that these those one two three four five six seven eight nine ten more most
    many several some all few any another other certain of about his her their its our my your at
    least""".split()
)
MAX_WORDS = 16


class Mention(msgspec.Struct, frozen=True):
    """One noun phrase: `at` is its head; `first` .. `last` its longest wording, in tokens."""

    at: int
    first: int
    last: int
    wordings: tuple[tuple[int, int], ...]  # short, with "of", whole
    kind: str  # of the name at its head, or ""


def find_mentions(view: View) -> list[Mention]:
    """Return the document's mentions in order of their heads."""
    out: dict[int, Mention] = {}
    for token in view.tokens:
        name = view.name_at.get(token.i)
        if token.upos not in HEADS and name is None:
            continue
        if name is not None and name.kind in ("TIME", "QUANTITY") and token.upos not in NOUNS:
            continue
        rel = token.rel.split(":")[0]
        if rel == "flat" and (name is None or name.last != token.i):
            continue
        if rel in WITHIN:
            if name is not None and name.last == token.i:
                out[token.i] = make_name(view, token.i, name)
            elif token.upos in NOUNS and rel == "compound":
                out[token.i] = make_modifier(view, token.i)
            continue
        if token.upos not in NOUNS and name is None and not any(map(str.isalpha, token.text)):
            continue
        out[token.i] = make_mention(view, token.i)
    for m in list(out.values()):
        for title in (find_title(view, m),):
            if title is not None:
                out.setdefault(title.at, title)
    return [out[at] for at in sorted(out)]


def make_name(view: View, at: int, name: Name) -> Mention:
    """Return the mention of a name inside a larger phrase: "FMLN" of "FMLN rebels"."""
    pair = (name.first, name.last)
    return Mention(at=at, first=pair[0], last=pair[1], wordings=(pair,) * 3, kind=name.kind)


def make_modifier(view: View, at: int) -> Mention:
    """Return the mention of a noun before a noun: "dynamite" of "dynamite charge"."""
    first = min([at, *(c for c in view.children[at] if view.tokens[c].rel in WITHIN)])
    pair = (first if at - first < 4 else at, at)
    return Mention(at=at, first=pair[0], last=at, wordings=(pair,) * 3, kind="")


def find_title(view: View, mention: Mention) -> Mention | None:
    """Return what stands before a person's name, as a mention: "mayor" of "mayor Jose Ruiz"."""
    if mention.kind != "PER":
        return None
    name = view.name_at[mention.at]
    last = name.first - 1
    while last >= mention.first and view.tokens[last].upos in ("PUNCT", "DET"):
        last -= 1
    if last < mention.first or view.tokens[last].upos not in NOUNS:
        return None
    pair = (mention.first, last)
    return Mention(at=last, first=pair[0], last=last, wordings=(pair,) * 3, kind="TITLE")


def make_mention(view: View, at: int) -> Mention:
    """Return the mention at a head."""
    tokens = view.tokens
    first, last = phrase(view, at)
    name = view.name_at.get(at)
    short = at
    while short + 1 <= last and tokens[short + 1].rel == "flat" and tokens[short + 1].head == at:
        short += 1
    if name is not None and name.first <= at:
        short = max(short, min(name.last, max(last, at)))
        last = max(last, short)
        first = min(first, name.first)
    of = short
    for child in view.kids(at, "nmod"):
        if child > at and any(tokens[c].lemma == "of" for c in view.kids(child, "case")):
            of = max(of, min(phrase(view, child)[1], last))
            break
    of = of if of - first < MAX_WORDS else short
    last = max(of, last if last - first < MAX_WORDS else of)
    if name is not None and name.kind == "PER" and name.first > first:
        pair = (name.first, max(name.last, at))
        wordings = (pair, (first, short), (first, last))
    else:
        wordings = ((first, short), (first, of), (first, last))
    return Mention(at=at, first=first, last=last, wordings=wordings, kind=name.kind if name else "")


def wording(view: View, first: int, last: int) -> str:
    """Return the words of a stretch of tokens on one line, nothing skippable at the front."""
    tokens = view.tokens
    while first < last and (
        tokens[first].text.lower() in SKIPPED
        or tokens[first].upos in ("DET", "PUNCT", "NUM")
        or tokens[first].xpos in ("CD", "DT", "PRP$")
    ):
        first += 1
    return " ".join(view.text[tokens[first].start : tokens[last].end].split())


def fold(words: str) -> str:
    """Return a string as strings are compared: capitals, no marks, nothing skipped at the front."""
    found = re.findall(r"[A-Z0-9]+", words.upper().replace("'S ", "S ").replace("'", ""))
    at = 0
    while at < len(found) - 1 and (found[at].lower() in SKIPPED or found[at].isdigit()):
        at += 1
    return " ".join(found[at:])
