"""Who stands where around a word: an Analysis in, the tokens of each slot out.

A slot is a way of asking for arguments that holds for verbs and nouns, active and passive:
`actor`, `patient`, `modifier`, `complement`, `any`, `head`, `sentence`, or a preposition.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from reportedly.analyze.base import Analysis
from reportedly.codebook.model import Words

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
INNER = frozenset({"compound", "amod", "flat", "nmod:poss", "nummod", "appos", "conj"})
CLAUSES = frozenset({"ccomp", "advcl", "acl:relcl", "parataxis", "conj"})
MOST = 60  # no real argument has more words; a list run together as one sentence has thousands


class Tree:
    """An analysis with its children, names and roles looked up once."""

    def __init__(self, analysis: Analysis) -> None:
        self.tokens = analysis.tokens
        self.children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                self.children[token.head].append(token.i)
        self.sentence_of = [0] * len(self.tokens)
        for number, (first, end) in enumerate(analysis.sentences):
            self.sentence_of[first:end] = [number] * (end - first)
        self.sentences = analysis.sentences
        self.analysis = analysis
        self.slots: dict[tuple[int, str], list[int]] = {}

    @cached_property
    def name_of(self) -> dict[int, str]:
        """The kind of the name each token stands in."""
        return {i: name.kind for name in self.analysis.names
                for i in range(name.first, name.last + 1)}  # fmt: skip

    @cached_property
    def name_span(self) -> dict[int, tuple[int, int]]:
        """The first and last token of the name each token stands in."""
        return {i: (name.first, name.last) for name in self.analysis.names
                for i in range(name.first, name.last + 1)}  # fmt: skip

    @cached_property
    def roles(self) -> dict[int, list[tuple[str, int]]]:
        """The labelled arguments of each predicate."""
        found: dict[int, list[tuple[str, int]]] = {}
        for role in self.analysis.roles:
            found.setdefault(role.predicate, []).append((role.label, role.head))
        return found

    def has_kind(self, i: int, words: Words) -> bool:
        """Tell whether the token belongs to the class of words."""
        token = self.tokens[i]
        lemma = token.lemma.lower()
        return (
            lemma in words.lemmas
            or token.text.lower() in words.lemmas
            or (lemma.endswith("s") and lemma[:-1] in words.lemmas)  # "troops" is its own lemma
            or token.upos in words.tags
            or self.name_of.get(i) in words.names
        )

    def preposition(self, i: int) -> str | None:
        """Return the word that joins a token to its governor ("on", "according")."""
        for child in self.children[i]:
            if self.tokens[child].rel in ("case", "mark") and child < i:
                return self.tokens[child].text.lower()
        return None

    def slot(self, i: int, slot: str) -> list[int]:
        """Return the tokens that stand in a slot of the word at i; every entry asks again."""
        key = (i, slot)
        if key not in self.slots:
            self.slots[key] = self._find_slot(i, slot)
        return self.slots[key]

    def _find_slot(self, i: int, slot: str) -> list[int]:
        if slot == "sentence":
            first, end = self.sentences[self.sentence_of[i]]
            return [j for j in range(first, end) if j != i]
        if slot == "head":
            head = self.tokens[i].head
            return [] if head == i else [head]
        if slot == "any":
            return self._around(i)
        heads = {
            "actor": self._actors, "patient": self._patients,
            "modifier": self._modifiers, "complement": self._complements,
        }.get(slot)  # fmt: skip
        found = heads(i) if heads else self._after(i, slot)
        return self._widen(found, i)

    def _around(self, i: int) -> list[int]:
        found = [] if self.tokens[i].head == i else [self.tokens[i].head]
        for child in self.children[i][:MOST]:
            found.append(child)
            if self.tokens[child].rel not in CLAUSES:
                for inner in self.children[child][:MOST]:
                    found.append(inner)
                    found.extend(
                        j
                        for j in self.children[inner][:MOST]
                        if self.tokens[j].rel in INNER or self.tokens[j].rel == "nmod"
                    )
        return found  # fmt: skip

    def _widen(self, heads: Iterable[int], i: int) -> list[int]:
        """Add to each head its conjuncts, modifiers and the "of" phrase that names its matter."""
        found: list[int] = []
        for head in dict.fromkeys(heads):
            head = self._antecedent(head)
            found.append(head)
            for child in self.children[head][:MOST]:
                rel = self.tokens[child].rel
                if child == i:
                    continue
                if rel in INNER or (rel == "nmod" and self.preposition(child) == "of"):
                    found.append(child)
        return found

    def _antecedent(self, i: int) -> int:
        """Return the noun that a relative pronoun stands for."""
        token = self.tokens[i]
        if token.lemma.lower() in RELATIVE and token.upos == "PRON":
            up = self.tokens[token.head]
            if up.rel.startswith("acl") and up.head != up.i:
                return up.head
        return i

    def _by_rel(self, i: int, *rels: str) -> list[int]:
        return [child for child in self.children[i] if self.tokens[child].rel in rels]

    def _by_role(self, i: int, *labels: str) -> list[int]:
        return [head for label, head in self.roles.get(i, ()) if label in labels]

    def is_passive(self, i: int) -> bool:
        """Tell whether the verb at i is passive: "was shot", "shot by police", "the wounded"."""
        token = self.tokens[i]
        if self._by_rel(i, "nsubj:pass", "aux:pass", "obl:agent"):
            return True
        return token.xpos == "VBN" and token.rel in ("acl", "amod")

    def _actors(self, i: int) -> list[int]:
        if self.tokens[i].upos in ("NOUN", "PROPN", "ADJ"):
            return [*self._by_role(i, "ARG0"), *self._by_rel(i, "nmod:poss", "compound", "amod"),
                    *self._after(i, "by"), *self._after(i, "from"),
                    *self._after(i, "between")]  # fmt: skip
        found = [*self._by_role(i, "ARG0"), *self._by_rel(i, "nsubj", "obl:agent"),
                 *self._after(i, "by")]  # fmt: skip
        return found or list(self._shared_subject(i))

    def _shared_subject(self, i: int) -> Iterator[int]:
        """Yield the subject that a verb borrows from the verb or noun it hangs on."""
        token = self.tokens[i]
        for _ in range(4):  # "vowed to try to keep killing": chains are short
            if self.is_passive(token.i) or token.head == token.i:
                return
            up = self.tokens[token.head]
            if token.rel == "acl":
                yield up.i
                return
            if token.rel not in ("xcomp", "conj", "advcl"):
                return
            subjects = self._by_rel(up.i, "nsubj", "nsubj:pass")
            if subjects:
                yield from subjects
                return
            token = up

    def _patients(self, i: int) -> list[int]:
        token = self.tokens[i]
        if token.upos in ("NOUN", "PROPN", "ADJ"):
            found = [*self._by_role(i, "ARG1"), *self._by_rel(i, "nmod:poss", "compound")]
            for word in ("of", "on", "against", "at", "upon"):
                found += self._after(i, word)
            return found
        found = [*self._by_role(i, "ARG1"), *self._by_rel(i, "obj", "nsubj:pass", "iobj")]
        if not found and self.is_passive(i):
            found += [token.head] if token.rel in ("acl", "amod") else self._by_rel(i, "nsubj")
        if not found and token.rel == "conj":
            found += self._by_rel(token.head, "nsubj:pass", "obj")
        elif not found and token.rel == "acl:relcl" and self._by_rel(i, "nsubj"):
            found.append(token.head)  # "the men they shot"
        return found

    def _modifiers(self, i: int) -> list[int]:
        return self._by_rel(i, "compound", "amod", "nmod:poss", "nummod", "flat", "nmod:unmarked",
                            "advmod", "nmod:npmod")  # fmt: skip

    def _complements(self, i: int) -> list[int]:
        return [*self._by_rel(i, "xcomp", "ccomp"), *self._by_role(i, "ARG2", "ARGM-PRD")]

    def _after(self, i: int, word: str) -> list[int]:
        return [child for child in self.children[i]
                if self.preposition(child) == word]  # fmt: skip
