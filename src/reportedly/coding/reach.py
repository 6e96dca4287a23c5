"""Words said elsewhere in a document in, the events that they speak of out.

"Police said 12 people died", three sentences below the blast; "the group claimed the attack";
"Tehran denied any role": the speaker names no event, or names it by a noun. Which event is meant is
weighed: each pair of an attribution and an event has features a reader would point to, and
books/reach.toml has their weights (training/reach.py learns them). Below its threshold the
attribution reaches nothing.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from reportedly.coding.pairs import Pair, Pairs, Said
from reportedly.coding.sources import Attribution
from reportedly.records import Stance

NAMING = frozenset({"claims_responsibility", "accuses", "confirms", "doubts"})
NEAR_BLAME = 1  # sentences between a deed and "blamed the rebels"
NEAR_DENIAL = 3  # sentences between a deed and "denied firing"
SHORT_WORDS = 30  # tokens of what is said; in longer ones a noun is only mentioned


def find_links(pairs: Pairs) -> dict[int, list[tuple[Attribution, Stance]]]:
    """Return for each event the attributions that reach it, with their stance towards it."""
    found: dict[int, list[tuple[Attribution, Stance]]] = {}
    book = read_weights()
    reaching: set[int] = set()
    named = {said.a.cue: said.means for said in pairs.said if said.kind == "claims"
             and said.means and not said.plural}  # fmt: skip
    for pair in pairs.all():
        if pair.event not in named.get(pair.a.cue, (pair.event,)):
            continue  # "it was behind the bombing" claims no other attack
        if score(pair, book) >= book[pair.kind]["threshold"]:
            reaching.add(pair.a.cue)
            found.setdefault(pair.event, []).append((pair.a, stance_of(pair)))
    for said in pairs.said:
        if said.a.cue in reaching:
            continue
        if said.kind == "denies" and (k := find_denied(pairs, said)) is not None:
            found.setdefault(k, []).append((said.a, "denies"))
        elif (k := find_meant(pairs, said)) is not None:
            own = said.kind == "claims"
            stance: Stance = "claims_responsibility" if own else said.a.stance
            found.setdefault(k, []).append((said.a, stance))
    return found


def find_meant(pairs: Pairs, said: Said) -> int | None:
    """Return the event that a claim or a charge names by a noun: "admitted the raid".

    A rule beside the weights: they know how far away an event is told, and lose what is named.
    """
    meant = said.means | said.generic
    if said.a.stance not in NAMING or said.events or said.a.size > SHORT_WORDS:
        return None
    if meant:
        return max(meant)
    blamed = said.a.stance == "accuses" and said.a.accused == said.a.about is not None
    return last_assault(pairs, said, NEAR_BLAME) if blamed else None


def find_denied(pairs: Pairs, said: Said) -> int | None:
    """Return the event that a denial means by a noun, a pronoun or a gerund: "denied firing".

    The last deed of force told, where it only says that the speaker did no such thing.
    """
    disowned = said.a.negated and said.a.own  # "said it had carried out no strikes there"
    if said.events or not (said.a.stance == "denies" or disowned) or said.a.size > SHORT_WORDS:
        return None
    if said.means or said.generic:
        k = max(said.means | said.generic)
        return k if k in pairs.assaults else last_assault(pairs, said, NEAR_DENIAL)
    return last_assault(pairs, said, NEAR_DENIAL) if said.a.own else None


def last_assault(pairs: Pairs, said: Said, near: int) -> int | None:
    """Return the last assault told before the words, at most `near` sentences off."""
    told = (k for at, k in reversed(pairs.told) if at < said.a.cue)
    last = next((k for k in told if k in pairs.assaults), None)
    if last is None:
        return None
    away = min(abs(said.sentence - s) for s in pairs.sentences[last])
    return last if away <= near else None


def stance_of(pair: Pair) -> Stance:
    """Return the stance of the words towards an event that they reach."""
    if pair.kind == "denies":
        return "denies"
    if pair.kind == "claims":
        did = "another did it" not in pair.features
        return "claims_responsibility" if did or pair.a.stance == "claims_responsibility" else (
            "asserts")  # fmt: skip
    return pair.a.stance


def score(pair: Pair, book: Mapping[str, Mapping[str, float]]) -> float:
    """Return the probability (0..1) that the words speak of the event."""
    weights = book[pair.kind]
    total = sum(weights.get(name, 0.0) for name in pair.features)
    return 1.0 / (1.0 + math.exp(-total))


@cache
def read_weights() -> dict[str, dict[str, float]]:
    """Return the weights of reach.toml by kind; `threshold` is one of them."""
    book = files("reportedly.codebook") / "books" / "reach.toml"
    return tomllib.loads(book.read_text(encoding="utf-8"))
