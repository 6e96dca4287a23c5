"""A text in, its shingles out: what is left of it when typography and small words are gone.

A shingle is two words that follow each other, or with one other between them, once the words of no
meaning are dropped: of a text in which three words in ten were changed, half the shingles still
stand. It is kept as a number, in the order of the text, so that it can be told whether two texts
share a passage or the whole.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from reportedly.merge.words import read_words

Numbers = npt.NDArray[np.uint64]

WORD = re.compile(r"[^\W_]+")
# The sign first and what stands around it after: so the search skips from sign to sign.
INSIDE = re.compile(r"['\u2018\u2019\u02bc`\u00ad\u200b-\u200d\u2060\ufeff](?<=\w.)(?=\w)")
# Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowel signs. A test of each character
# would take half of all the time.
ACCENT = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
THOUSANDS = re.compile(r"[., \u00a0\u2009\u202f](?<=\d.)(?=\d{3}(?!\d))")
KNOWN_WORDS = 100_000  # a vocabulary of news; 20 MB at most
ODD = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))  # makes the pair's order count
REACH = (1, 2)  # the second word of a shingle is so many further on


def normalise(text: str) -> str:
    """Return the text without case, accents and signs inside words; "30,410" is "30410"."""
    if not text.isascii():
        text = ACCENT.sub("", unicodedata.normalize("NFKD", text))
    return THOUSANDS.sub("", INSIDE.sub("", text.casefold()))


def find_tokens(text: str) -> list[str]:
    """Return the words that carry meaning, in order, as they are compared between texts."""
    stop = read_words()["stop"]
    return [w for w in WORD.findall(normalise(text)) if w not in stop]


@lru_cache(maxsize=KNOWN_WORDS)
def number_word(word: str) -> int:
    """Return a number of 64 bits that is the word's on every machine and in every version."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "little")


def find_shingles(text: str) -> Numbers:
    """Return two numbers for each word, in order: its pairs with the next two.

    Shape (words, 2). A text too short for a pair is paired with nothing.
    """
    words: Numbers = np.array([number_word(w) for w in find_tokens(text)], dtype=np.uint64)
    ahead = np.concatenate([words, np.zeros(max(REACH), dtype=np.uint64)])
    pairs: Numbers = np.stack([ahead[n : n + len(words)] for n in REACH], axis=1)
    pairs *= ODD[1]
    pairs += (words * ODD[0])[:, np.newaxis]
    return mix(pairs)


def mix(numbers: Numbers) -> Numbers:
    """Return the numbers with their bits spread evenly (splitmix64's last step)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Numbers = numbers ^ (numbers >> np.uint64(31))
    return mixed
