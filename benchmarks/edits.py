"""A report in, an edited copy of it out: what sites do to a wire's text, at a strength of 0..1.

Every way is a function (paragraphs, strength, spare, chance) -> paragraphs. `spare` are paragraphs
of other reports, from which foreign words, sentences and leads are taken; `chance` decides, and the
same seed always makes the same copy.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

Text = list[str]  # paragraphs
Edit = Callable[[Text, float, Sequence[str], random.Random], Text]

SENTENCE = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)]*\s+(?=[A-Z\"'\u201c\u2018(])")
DATELINE = re.compile(r"^[A-Z][^\n()]{0,60}\([^)\n]{2,40}\)\s*(?:[-\u2013\u2014:]+\s*|$)")


def split_paragraphs(text: str) -> Text:
    """Return the paragraphs of a text."""
    return [p.strip() for p in re.split(r"\n\s*\n|\n", text) if p.strip()]


def split_sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph, roughly."""
    return [s for s in SENTENCE.split(paragraph) if s]


def edit_words(text: Text, strength: float, spare: Sequence[str], chance: random.Random) -> Text:
    """Replace, drop or insert a word, each as often as the others, at that share of the words."""
    foreign = " ".join(spare).split()
    edited = []
    for paragraph in text:
        words = []
        for word in paragraph.split():
            if chance.random() >= strength:
                words.append(word)
                continue
            way = chance.randrange(3)
            if way == 0:
                words.append(chance.choice(foreign))
            elif way == 1:
                words += [word, chance.choice(foreign)]
        edited.append(" ".join(words))
    return [p for p in edited if p]


def edit_sentences(
    text: Text, strength: float, spare: Sequence[str], chance: random.Random
) -> Text:
    """Drop a sentence or put a foreign one in its place, at that share of the sentences."""
    foreign = [s for p in spare for s in split_sentences(p)]
    edited = []
    for paragraph in text:
        sentences = []
        for sentence in split_sentences(paragraph):
            if chance.random() >= strength:
                sentences.append(sentence)
            elif chance.random() < 0.5:
                sentences.append(chance.choice(foreign))
        edited.append(" ".join(sentences))
    return [p for p in edited if p] or text[:1]


def cut_paragraphs(
    text: Text, strength: float, spare: Sequence[str], chance: random.Random
) -> Text:
    """Cut that share of the paragraphs, from the end as often as from anywhere."""
    keep = max(1, round(len(text) * (1 - strength)))
    if chance.random() < 0.5:
        return text[:keep]
    return [text[n] for n in sorted(chance.sample(range(len(text)), keep))]


def reorder(text: Text, strength: float, spare: Sequence[str], chance: random.Random) -> Text:
    """Move that share of the paragraphs to other places."""
    edited = list(text)
    for _ in range(round(len(text) * strength)):
        edited.insert(chance.randrange(len(edited)), edited.pop(chance.randrange(len(edited))))
    return edited


def change_lead(text: Text, strength: float, spare: Sequence[str], chance: random.Random) -> Text:
    """Put foreign sentences before the text, and cut its own lead; their length is that share."""
    budget = strength * sum(len(p.split()) for p in text)
    lead: list[str] = []
    while budget > 0 and sum(len(s.split()) for s in lead) < budget / 2:
        lead.append(chance.choice(split_sentences(chance.choice(spare))))
    rest = list(text)
    while len(rest) > 1 and budget / 2 >= len(rest[0].split()):
        budget -= 2 * len(rest.pop(0).split())
    return [" ".join(lead), *rest] if lead else rest


def set_type(text: Text, strength: float, spare: Sequence[str], chance: random.Random) -> Text:
    """Set the text in another typography: quotes, dashes, dots, spaces, accents, at times capitals.

    Typography changes no word, so that strength only says whether it is done at all.
    """
    quotes = chance.choice(["\u201c\u201d\u2018\u2019", "\u00ab\u00bb\u2039\u203a", "\"\"''"])
    dash = chance.choice([" \u2013 ", " \u2014 ", "\u2014", " -- "])
    edited = []
    for paragraph in text:
        p = re.sub(r"(?<!\w)[\"\u201c](?=\w)", quotes[0], paragraph)
        p = re.sub(r"[\"\u201d]", quotes[1], p)
        p = re.sub(r"(?<=\w)['\u2019](?=\w)", chance.choice("'\u2019"), p)
        p = re.sub(r" [-\u2013\u2014] |\u2014", dash, p)
        p = re.sub(r"(?<=\d),(?=\d{3})", chance.choice([",", "\u202f", ".", ""]), p)
        p = p.replace("e\u0301", "\u00e9").replace("\u00e9", chance.choice(["e", "\u00e9"]))
        edited.append(p.upper() if chance.random() < 0.1 else p)
    return edited


def mix(text: Text, strength: float, spare: Sequence[str], chance: random.Random) -> Text:
    """Do all of it: the strength is parted at random between words, sentences, cuts and the lead,
    and the paragraphs are moved and set anew."""
    ways = (edit_words, edit_sentences, cut_paragraphs, change_lead)
    parts = [chance.expovariate(1) for _ in ways]
    for way, part in zip(ways, parts, strict=True):
        text = way(text, strength * part / sum(parts), spare, chance)
    text = reorder(text, strength, spare, chance)
    return set_type(text, strength, spare, chance)


WAYS: dict[str, Edit] = {
    "words": edit_words,
    "sentences": edit_sentences,
    "cut": cut_paragraphs,
    "order": reorder,
    "lead": change_lead,
    "type": set_type,
    "mixed": mix,
}


def edit(text: str, way: str, strength: float, spare: Sequence[str], chance: random.Random) -> str:
    """Return the text, edited in one of the WAYS; a dateline that names the agency is cut."""
    bare = [DATELINE.sub("", p) for p in split_paragraphs(text)]
    edited = WAYS[way]([p for p in bare if p], strength, spare, chance)
    return "\n\n".join(edited)
