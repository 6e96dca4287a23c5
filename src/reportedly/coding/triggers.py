"""Analysis in, triggers out: the words that say an event, and which event they say.

Nothing is decided here about truth: a denied, planned or feared attack has a trigger too. Longest
pattern first: "open fire" beats "fire", "hunger strike" beats "strike".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Literal

import msgspec

from reportedly.analyze.base import Analysis, Token
from reportedly.codebook.model import Book, Entry, Frame, Part, Test
from reportedly.coding.blocked import Blocked
from reportedly.coding.slots import Tree
from reportedly.coding.weapons import find_weapon

Source = Literal["verb", "noun", "adjective", "phrase", "light"]
NO_EVENT_HEADS = frozenset({"compound", "flat", "goeswith"})
PARTICLES = frozenset({
    "to", "of", "on", "in", "for", "at", "by", "with", "from", "up", "out", "off", "down",
    "over", "into", "away", "that", "be",
})  # fmt: skip
WEAPON_MODE = 0.9  # how often an attack is of the mode that the weapon beside its word has
STEPS = 3  # "a series of deadly attacks": how far a light verb may stand from its noun


class Rival(msgspec.Struct, frozen=True):
    """Another event that the same words may say."""

    category: str
    mode: str | None
    weight: float


class Trigger(msgspec.Struct, frozen=True, kw_only=True):
    """Words that say an event.

    `at` is the head token, first..last (last included) the words of the pattern, with the light
    verb where there is one (`support`); `tokens` are those words without what stands between
    them ("took [the staff] hostage"). `weight` is how often such words mean the event in news,
    `mode_weight` how sure the mode then is;
    a `weak` one should not be coded on its own.
    """

    at: int
    first: int
    last: int
    category: str
    mode: str | None
    weight: float
    mode_weight: float
    by_weapon: bool
    weak: bool
    frame: Frame
    source: Source
    entry: str
    tokens: tuple[int, ...]
    support: int | None = None
    rivals: tuple[Rival, ...] = ()


class _Match(msgspec.Struct, frozen=True):
    """An entry that fits, and the tokens its words stand on."""

    entry: Entry
    tokens: tuple[int, ...]
    length: int  # words, prepositions not counted: "land in" is no longer than "land"


def find_triggers(analysis: Analysis, book: Book) -> tuple[Trigger, ...]:
    """Return the triggers of a document in the order of their head words, one for each word."""
    tree = Tree(analysis)
    blocked = Blocked(tree, book)
    found: dict[int, list[_Match]] = {}
    for token in tree.tokens:
        matches = [match for match in _matches(tree, token, book)
                   if not blocked.by(token.i, match.entry)]  # fmt: skip
        if matches:
            found[token.i] = sorted(matches, key=_rank)
    taken = _taken(found, tree)
    return tuple(_trigger(tree, book, at, matches) for at, matches in found.items()
                 if at not in taken)  # fmt: skip


def _rank(match: _Match) -> tuple[int, int, float]:
    """Longest pattern first; then firm before weak, heavy before light."""
    return -match.length, match.entry.weak, -match.entry.weight


def _taken(found: dict[int, list[_Match]], tree: Tree) -> set[int]:
    """Return the words that are spoken for: parts of another trigger's phrase."""
    taken: set[int] = set()
    for at, matches in found.items():
        taken.update(i for i in matches[0].tokens if i != at)
    for at, matches in found.items():
        token = tree.tokens[at]
        # "assassination attempt", "bombing raid": one event, told by its head noun.
        if token.rel == "compound" and (token.head in found or token.head in taken):
            taken.add(at)
        # "a bomb went off", "the blast killed six": the verb tells what the thing did.
        up = found.get(token.head)
        if up and token.rel == "nsubj" and matches[0].entry.frame.name == "blasts" \
                and up[0].entry.category == matches[0].entry.category:  # fmt: skip
            taken.add(at)
    return taken


def _matches(tree: Tree, token: Token, book: Book) -> Iterator[_Match]:
    """Yield every entry whose words and tests fit at the token."""
    lemma, near = token.lemma.lower(), None
    for part in _parts(tree, token, book):
        for entry in book.entries.get((part, lemma), ()):
            if entry.senses and not _sense_fits(token, entry):
                continue
            if near is None and len(entry.words) > 1:
                near = _reach(tree, token)
            tokens = _find_words(tree, token, near or (), entry, book)
            if tokens is not None and _passes(tree, token.i, entry, tokens):
                yield _Match(entry, tokens, sum(tree.tokens[i].rel != "case" for i in tokens))


def _parts(tree: Tree, token: Token, book: Book) -> tuple[Part, ...]:
    """Return the parts of speech under which the token may say an event."""
    if token.upos == "VERB":
        return ("verb",)
    if token.upos == "ADJ":
        return ("adjective", "verb") if token.xpos in ("VBN", "VBG") else ("adjective",)
    if token.upos not in ("NOUN", "PROPN") or _inside_name(tree, token):
        return ()
    if token.rel in NO_EVENT_HEADS and tree.tokens[token.head].lemma.lower() not in book.carriers:
        return ()  # "attack helicopter", "protest leader"
    return ("noun",)


def _inside_name(tree: Tree, token: Token) -> bool:
    """Tell whether a capitalised word is part of a longer name ("Islamic Resistance")."""
    if token.upos != "PROPN":
        return False
    first, last = tree.name_span.get(token.i, (token.i, token.i))
    return last > first or token.i in tree.name_of


def _sense_fits(token: Token, entry: Entry) -> bool:
    """Tell whether the word's PropBank roleset is one the entry means; an unknown one may be."""
    if token.sense is None or not token.sense[-1].isdigit():
        return True
    return token.sense in entry.senses or token.sense.split(".")[0] not in _rolesets(entry)


def _rolesets(entry: Entry) -> set[str]:
    return {sense.split(".")[0] for sense in entry.senses}


def _find_words(
    tree: Tree, token: Token, near: Sequence[int], entry: Entry, book: Book
) -> tuple[int, ...] | None:
    """Return the tokens that the words of a pattern stand on, or None where one is missing."""
    used = [token.i]
    for at, words in enumerate(entry.words):
        if at == entry.head:
            continue
        place = next((i for i in near if i not in used and _is_word(tree, i, words, token, book)),
                     None)  # fmt: skip
        if place is None:
            return None
        used.append(place)
    return tuple(used)


def _reach(tree: Tree, token: Token) -> list[int]:
    """Return the tokens that may belong to one phrase with the token, its own first."""
    near: list[int] = []
    far: list[int] = []
    noun = token.upos in ("NOUN", "PROPN")
    for child in tree.children[token.i]:
        near.append(child)
        if noun:
            far.extend(i for i in tree.children[child] if tree.tokens[i].rel == "case")
            continue
        # In a clause of its own only its head and its markers can belong to the phrase.
        clause = tree.tokens[child].rel in ("ccomp", "advcl", "parataxis", "conj", "acl:relcl")
        far.extend(
            inner
            for inner in tree.children[child]
            if not clause or tree.tokens[inner].rel == "mark"
        )
    by_nearness = partial(_distance, token.i)
    return sorted(near, key=by_nearness) + sorted(far, key=by_nearness)


def _distance(a: int, b: int) -> int:
    return abs(a - b)


def _is_word(tree: Tree, i: int, words: tuple[str, ...], head: Token, book: Book) -> bool:
    token = tree.tokens[i]
    if token.lemma.lower() not in words and token.text.lower() not in words:
        return False
    if words[0] not in PARTICLES:
        return True
    if token.rel == "case":
        # "called on Monday": a day is no one who is called on. A phrase's own word comes after it.
        noun = token.head
        return noun != head.i and i > head.i and not tree.has_kind(noun, book.classes["time"])
    return token.rel in ("compound:prt", "mark", "advmod", "aux", "aux:pass", "cop", "fixed")


def _passes(tree: Tree, i: int, entry: Entry, own: tuple[int, ...]) -> bool:
    return (all(_holds(tree, i, test, own) or (entry.weak and _is_unsaid(tree, i, test))
                for test in entry.needs)
            and not any(_holds(tree, i, test, own) for test in entry.bars))  # fmt: skip


def _is_unsaid(tree: Tree, i: int, test: Test) -> bool:
    """Tell whether a test asks for the actor of a passive that names none."""
    return test.slot == "actor" and tree.is_passive(i) and not tree.slot(i, "actor")


def _holds(tree: Tree, i: int, test: Test, own: Iterable[int]) -> bool:
    slot = tree.slot(i, test.slot)
    # The words of a phrase may be what the test asks of its object, never of its surroundings.
    places = [j for j in slot if j not in own] if test.slot == "any" else slot
    return any(tree.has_kind(j, test.words) for j in places)


def _trigger(tree: Tree, book: Book, at: int, matches: list[_Match]) -> Trigger:
    best = matches[0]
    support = _light_verb(tree, at, book) if best.entry.part == "noun" else None
    tokens = (*best.tokens, support) if support is not None else best.tokens
    rivals = {
        (match.entry.category, match.entry.mode): match.entry.weight
        for match in reversed(matches[1:])
        if (match.entry.category, match.entry.mode) != (best.entry.category, best.entry.mode)
    }
    mode, mode_weight = _mode(tree, best, at, book)
    source: Source = best.entry.part
    if support is not None:
        source = "light"
    elif len(best.tokens) > 1:
        source = "phrase"
    return Trigger(
        at=at, first=min(tokens), last=max(tokens), category=best.entry.category,
        mode=mode, mode_weight=mode_weight, by_weapon=best.entry.by_weapon,
        weight=best.entry.weight, weak=best.entry.weak,
        frame=best.entry.frame, source=source, entry=best.entry.key,
        tokens=tuple(sorted(tokens)), support=support,
        rivals=tuple(Rival(*code, weight) for code, weight in rivals.items()),
    )  # fmt: skip


def _mode(tree: Tree, match: _Match, at: int, book: Book) -> tuple[str | None, float]:
    """Return the mode the instrument implies, else the entry's own, and how sure that is."""
    if match.entry.by_weapon:
        weapon = find_weapon(tree, at, match.entry.frame, book)
        if weapon is not None:
            return weapon.mode, WEAPON_MODE
    return match.entry.mode, match.entry.mode_weight


def _light_verb(tree: Tree, at: int, book: Book) -> int | None:
    """Return the verb that only carries the event noun: "carried out a series of attacks"."""
    noun = tree.tokens[at]
    token = noun
    for _ in range(STEPS):
        up = tree.tokens[token.head]
        if up.i == token.i:
            return None
        if up.upos == "VERB" and token.rel in ("obj", "nsubj:pass", "obl", "nsubj"):
            nouns = book.light.get(up.lemma.lower())
            fits = nouns is not None and (not nouns or noun.lemma.lower() in nouns)
            return up.i if fits and token.rel in ("obj", "nsubj:pass") else None
        if token.rel not in ("nmod", "conj", "compound") or up.upos != "NOUN":
            return None
        if token.rel == "nmod" and tree.preposition(token.i) != "of":
            return None
        token = up
    return None
