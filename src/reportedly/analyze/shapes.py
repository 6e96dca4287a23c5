"""Words in, the shapes of their letters out: the only case that an uncased model gets to see."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=65_536)
def shape_of(word: str) -> int:
    """Return 1 digits, 2 no letters, 3 lower, 4 UPPER, 5 one capital, 6 Title, 7 miXed."""
    if any(c.isdigit() for c in word):
        return 1
    if not any(c.isalpha() for c in word):
        return 2
    if word.islower():
        return 3
    if word.isupper():
        return 4 if len(word) > 1 else 5
    return 6 if word[0].isupper() else 7


def shapes_of(words: Sequence[str]) -> list[int]:
    """Return the shapes of a sentence's words; all 0 where everything is in capitals."""
    shapes = [shape_of(word) for word in words]
    return shapes if any(shape in (3, 6, 7) for shape in shapes) else [0] * len(shapes)
