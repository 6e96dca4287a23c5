"""A word in, the field of life that keeps it from being an event out: sport, illness, films, ..."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reportedly.codebook.model import Blocker, Book, Entry, Words
from reportedly.coding.slots import Tree

NEAR = ("head", "actor", "patient", "modifier", "by", "of", "in", "from")


class Blocked:
    """The fields of life that block events, looked up once for each word and sentence."""

    def __init__(self, tree: Tree, book: Book) -> None:
        self.tree = tree
        self.blockers = book.blockers
        self.near: dict[int, frozenset[str]] = {}
        self.full: dict[int, frozenset[str]] = {}

    def by(self, i: int, entry: Entry) -> str | None:
        """Return the name of the blocker that keeps the entry from being coded at i."""
        names = self._near(i) | self._full(self.tree.sentence_of[i])
        for blocker in self.blockers:
            if blocker.name in names and entry.category in blocker.categories:
                return blocker.name
        return None

    def _near(self, i: int) -> frozenset[str]:
        if i not in self.near:
            places = {j for slot in NEAR for j in self.tree.slot(i, slot)}
            self.near[i] = self._names(places, lambda blocker: (blocker.near, 1))
        return self.near[i]

    def _full(self, sentence: int) -> frozenset[str]:
        if sentence not in self.full:
            places = range(*self.tree.sentences[sentence])
            self.full[sentence] = self._names(places, lambda b: (b.sentence, b.at_least))
        return self.full[sentence]

    def _names(
        self, places: Iterable[int], test: Callable[[Blocker], tuple[Words, int]]
    ) -> frozenset[str]:
        """Return the blockers of which enough words stand at the places."""
        tokens = [self.tree.tokens[i] for i in places]
        said = {token.lemma.lower() for token in tokens} | {token.text.lower() for token in tokens}
        return frozenset(
            blocker.name for blocker in self.blockers
            if len(test(blocker)[0].lemmas & said) >= test(blocker)[1]
        )  # fmt: skip
