"""A code and the words around it in, PLOVER's contexts out."""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.codebook.model import Book

MOST = 4  # a sentence that touches more fields than this says nothing by them


def contexts_of(
    category: str, mode: str | None, lemmas: Iterable[str], book: Book
) -> tuple[str, ...]:
    """Return the contexts of an event, those its code always carries first.

    `lemmas` are the words of the event's own sentence; of the contexts they show, those with the
    most different words come first.
    """
    always = [*book.context_of.get((category, mode), ())]
    if mode is not None:
        always += [name for name in book.context_of.get((category, None), ()) if name not in always]
    said = {lemma.lower() for lemma in lemmas}
    seen = {name: len(words.lemmas & said) for name, words in book.contexts.items()}
    shown = sorted((name for name, count in seen.items() if count), key=lambda n: (-seen[n], n))
    return tuple(dict.fromkeys([*always, *shown]))[: max(MOST, len(always))]
