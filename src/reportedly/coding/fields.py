"""Sentences in, which fields of life they are of out: sport, weather, business, films, ...

Where a word may tell no event for the field it is of, coding/blocked.py keeps the book from taking
it for one. Here a whole report is asked, since "hit" tells no attack where all else is a storm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reportedly.codebook.model import Book
from reportedly.coding.view import View

SHARE = 3.0  # a report of which each third sentence has a word of a field is wholly of it


class Fields:
    """A report's fields of life, counted once."""

    def __init__(self, view: View, book: Book) -> None:
        fields: dict[str, set[str]] = {}  # by lemma
        for blocker in book.blockers:
            for lemma in blocker.near.lemmas | blocker.sentence.lemmas:
                fields.setdefault(lemma, set()).add(blocker.name)
        self.here: dict[int, set[str]] = {}
        for token in view.tokens:
            if names := fields.get(token.lemma.lower()):
                self.here.setdefault(view.sentence_of[token.i], set()).update(names)
        said = Counter(name for names in self.here.values() for name in names)
        whole = max(1, len(view.sentences))
        self.report = {name: min(1.0, SHARE * n / whole) for name, n in said.items()}

    def signs(self, sentence: int) -> Iterator[tuple[str, float]]:
        """Yield of which fields the sentence and the report are."""
        for name in self.here.get(sentence, ()):
            yield f"of {name}: sentence", 1.0
        for name, share in self.report.items():
            yield f"of {name}: report", share
