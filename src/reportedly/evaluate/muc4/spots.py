"""A message's places and one incident's sentences in, where the incident happened out.

A net tells of each place on the list that the message names whether the incident happened there:
by how the sentences around it fare, the words beside it, and what kind of place it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from reportedly.evaluate.muc4.incidents import Bars
from reportedly.evaluate.muc4.nets import Net, Sparse, hash_rows, squash
from reportedly.evaluate.muc4.places import PlaceBook
from reportedly.evaluate.muc4.reading import Floats, Reading
from reportedly.evaluate.muc4.scenes import Scene

LAND = ("DEPARTMENT", "PROVINCE")
SPOT_WORDS = 1024  # numbers that a place's features in words are hashed to
NUMBERS = 15


class Spot(msgspec.Struct, frozen=True):
    """A place of the list that the message names: its kind, the tokens where it stands."""

    name: str
    kind: str
    at: tuple[int, ...]
    times: int  # how often the list has it
    said: tuple[str, ...]  # its words, each time


def find_spots(
    reading: Reading, scenes: Sequence[Scene], book: PlaceBook, country: str
) -> list[Spot]:
    """Return the places in a country that a message names, in order."""
    words = [t.text.upper() for t in reading.view.tokens]
    held: dict[str, list[tuple[int, str, str]]] = {}
    for scene in scenes:
        for i, said in scene.places:
            name = book.other_names.get(said, said)
            end = i + len(said.split())
            after = words[end] if end < len(words) and words[end] in LAND else ""
            kind = book.kind(name, country, after)
            if kind is not None:
                held.setdefault(name, []).append((i, kind, said))
    out = []
    for name, found in held.items():
        times = max(t for c, _, t in book.kinds[name] if c == country)
        at, forms = tuple(i for i, _, _ in found), tuple(form for _, _, form in found)
        out.append(Spot(name, found[0][1], at, times, forms))
    return out


def describe_spots(
    reading: Reading,
    spots: Sequence[Spot],
    order: Sequence[int],
    kinds: Floats,
    book: PlaceBook,
    country: str,
) -> tuple[Floats, Sparse]:
    """Return the features of the places seen from one incident: (spots, NUMBERS), and words."""
    so = reading.view.sentence_of
    told = 1 - kinds[:, 0]
    inside = set(order)
    rank = {s: n for n, s in enumerate(order)}
    top = min((rank.get(so[i], 99) for spot in spots for i in spot.at), default=99)
    names = {spot.name for spot in spots}
    numbers = np.zeros((len(spots), NUMBERS), np.float32)
    words = []
    for row, spot in enumerate(spots):
        at = [so[i] for i in spot.at]
        ins = [s for s in at if s in inside]
        holds = book.parents.get((country, spot.name), frozenset())
        best = min((rank[s] for s in ins), default=9)
        nearest = min(min(abs(s - t) for t in order) for s in at)
        numbers[row] = [
            len(ins),
            len(at) - len(ins),
            min(best, 9) / 3,
            float(best == top),
            max((float(told[s]) for s in ins), default=0.0),
            max(float(told[s]) for s in at),
            min(nearest, 6) / 3,
            at[0] / 10,
            math.log1p(spot.times),
            float(any(spot.name in book.parents.get((country, n), ()) for n in names)),
            float(bool(holds & names)),
            len(spots) / 5,
            float(spot.name in reading.message.place),
            float(0 in at),
            sum(in_person(reading, i) for i in spot.at) / len(spot.at),
        ]
        first = [n for n, s in enumerate(at) if s in inside] or [0]
        words.append(spot_words(reading, spot, first[0], best == top))
    return numbers, hash_rows(words, SPOT_WORDS)


def in_person(reading: Reading, i: int) -> bool:
    """Tell whether a token is part of a person's or a group's name."""
    name = reading.view.name_at.get(i)
    return name is not None and name.kind in ("PER", "ORG", "NORP") and name.last > name.first


def spot_words(reading: Reading, spot: Spot, n: int, top: bool) -> list[str]:
    """Return what the words beside a place tell of it, where it stands the n-th time."""
    tokens = reading.view.tokens
    i, end = spot.at[n], spot.at[n] + len(spot.said[n].split())
    out = [f"k={spot.kind}", f"kt={spot.kind}|{top}"]
    out += [f"b{back}={tokens[i - back].lemma.lower()}" for back in (1, 2) if i >= back]
    if end < len(tokens):
        out.append(f"a={tokens[end].lemma.lower()}")
    name = reading.view.name_at.get(i)
    out.append(f"n={name.kind if name else ''}")
    head = tokens[end - 1]
    up = tokens[head.head]
    out += [f"r={head.rel}", f"g={up.lemma.lower()}", f"g2={tokens[up.head].lemma.lower()}"]
    return out


def choose_place(
    spots: Sequence[Spot],
    features: tuple[Floats, Sparse],
    net: Net,
    book: PlaceBook,
    country: str,
    bars: Bars,
) -> str:
    """Return where: the likeliest place, if it is likely enough."""
    if not spots:
        return country
    return write_place(spots, squash(net(*features))[:, 0], book, country, bars.place)


def write_place(
    spots: Sequence[Spot], sure: Floats, book: PlaceBook, country: str, bar: float
) -> str:
    """Return the surest place, below one that holds it if that is named too."""
    order = [spots[n] for n in np.argsort(-sure, kind="stable")]
    if sure.max() < bar:
        return country
    holds = book.parents.get((country, order[0].name), frozenset())
    chain = [*[x for x in order[1:] if x.name in holds][:1], order[0]]
    return country + "".join(f": {x.name} ({x.kind})" if x.kind else f": {x.name}" for x in chain)
