"""Messages in, templates out: our coder and, over it, the thin layer learned on the task's keys.

Message -> Reading -> sentences scored by kind of incident -> mentions scored by role -> incidents
(groups of sentences) -> strings for each -> set fills, numbers, day and place -> Template.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from reportedly.coding.numbers import find_quantities
from reportedly.evaluate.muc4 import features
from reportedly.evaluate.muc4.fillers import (
    DOER,
    GROUP,
    Filler,
    choose_fillers,
    group_strings,
    lean,
    score_strings,
)
from reportedly.evaluate.muc4.form import Context, fill_template
from reportedly.evaluate.muc4.incidents import Bars, find_incidents, tells_any
from reportedly.evaluate.muc4.messages import Message
from reportedly.evaluate.muc4.nets import (
    Net,
    Sparse,
    hash_rows,
    open_arrays,
    share_out,
    squash,
    unpack,
)
from reportedly.evaluate.muc4.places import PlaceBook, load_places
from reportedly.evaluate.muc4.reading import Floats, Reading, Seen, Sight, code_seen, look, see
from reportedly.evaluate.muc4.scenes import Scene, find_scenes
from reportedly.evaluate.muc4.spots import choose_place, describe_spots, find_spots
from reportedly.evaluate.muc4.template import Template
from reportedly.evaluate.muc4.worth import keep_worth
from reportedly.pipeline import Coder
from reportedly.records import Issue

WORDS, FEW_WORDS = 16384, 8192  # numbers that features in words are hashed to
DOER_WORDS = 1024
TARGETS = (12, 18, 19)  # slots
FILLERS = 3  # nets of strings, learned from different beginnings; their mean counts
FOLDS = 3  # nets of sentences and of roles, each learned on two thirds; their mean counts
KIND_NETS = ("hum-type", "hum-effect", "phys-type", "phys-effect", "confidence", "instrument")


class Layer:
    """The learned weights."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.sentences = [unpack(f"sentence{k}", arrays) for k in range(FOLDS)]
        self.roles = [unpack(f"role{k}", arrays) for k in range(FOLDS)]
        self.incident = unpack("incident", arrays)
        self.fillers = [unpack(f"filler{k}", arrays) for k in range(FILLERS)]
        self.category = unpack("category", arrays)
        self.place = unpack("place", arrays)
        self.kinds = {name: unpack(name, arrays) for name in KIND_NETS}
        self.pairs: NDArray[np.float64] = arrays["pairs"].astype(np.float64)
        self.worth: NDArray[np.float64] = arrays["worth"].astype(np.float64)

    @classmethod
    def open(cls) -> Self:
        """Open the packaged weights."""
        with resources.as_file(resources.files(__package__).joinpath("layer.npz")) as path:
            return cls(open_arrays(Path(path)))


class System:
    """The coder with the layer on it. One a process."""

    def __init__(self, coder: Coder, layer: Layer, book: PlaceBook, bars: Bars) -> None:
        self.coder = coder
        self.layer = layer
        self.book = book
        self.bars = bars

    @classmethod
    def open(cls, coder: Coder) -> Self:
        """Open the packaged layer over a coder."""
        return cls(coder, Layer.open(), load_places(), Bars())

    def code(self, messages: Iterable[Message]) -> Iterator[list[Template] | Issue]:
        """Yield each message's templates, in order, or why it cannot be read."""
        for message in messages:
            seen = see(self.coder, message)
            yield seen if isinstance(seen, Issue) else self.fill(seen)

    def fill(self, seen: Seen) -> list[Template]:
        """Return a message's templates. One whose sentences tell no incident is not coded."""
        scored = score_sentences(look(seen), self.layer.sentences)
        if not tells_any(scored[0], self.bars):
            return [Template(message=seen.message.id, number=None)]
        reading = code_seen(self.coder, seen)
        return fill_scored(reading, scored, self.layer, self.book, self.bars)


def score_sentences(reading: Sight, nets: Iterable[Net]) -> tuple[Floats, Floats, Sparse]:
    """Return the kinds of incident of each sentence, (sentences, 6), and the features used."""
    numbers = features.sentence_numbers(reading)
    words = hash_rows(features.sentence_words(reading), WORDS)
    return mean([share_out(net(numbers, words)) for net in nets]), numbers, words


def score_roles(
    reading: Reading, kinds: Floats, nets: Iterable[Net], rows: list[list[str]]
) -> Floats:
    """Return how likely each mention plays each role, (mentions, 6)."""
    if not reading.mentions:
        return np.zeros((0, 6), np.float32)
    numbers = features.role_numbers(reading, kinds)
    words = hash_rows(rows, WORDS)
    return mean([squash(net(numbers, words)) for net in nets])


def mean(arrays: list[Floats]) -> Floats:
    """Return the mean of arrays of one shape."""
    out: Floats = np.mean(arrays, axis=0)
    return out


def describe_incident(
    sentences: tuple[int, ...], kinds: Floats, numbers: Floats, words: Sparse
) -> tuple[Floats, Sparse]:
    """Return the features of an incident made of some sentences, one row."""
    return join_features(sentences, 1 - kinds[list(sentences), 0], kinds, numbers, words)


def join_features(
    sentences: tuple[int, ...], weights: Floats, kinds: Floats, numbers: Floats, words: Sparse
) -> tuple[Floats, Sparse]:
    """Return the sentences' features as one row: a weighted mean, peaks, and all their words."""
    rows = np.array(sentences, dtype=np.int64)
    share = (weights / weights.sum()).astype(np.float32)
    some = numbers[rows]
    row = np.concatenate(
        [
            share @ some[:, :768],
            some[:, 768:857].max(0),
            share @ kinds[rows] * 3,
            kinds[rows].max(0) * 3,
        ]
    )
    at = np.unique(words.take(rows).at)
    return row[None].astype(np.float32), Sparse(at, np.array([0, len(at)]))


def fill_message(reading: Reading, layer: Layer, book: PlaceBook, bars: Bars) -> list[Template]:
    """Return a message's templates; one of stars where it holds no incident."""
    scored = score_sentences(reading, layer.sentences)
    return fill_scored(reading, scored, layer, book, bars)


def fill_scored(
    reading: Reading,
    scored: tuple[Floats, Floats, Sparse],
    layer: Layer,
    book: PlaceBook,
    bars: Bars,
) -> list[Template]:
    """Return a message's templates; `scored` are its sentences, by score_sentences."""
    kinds, numbers, words = scored
    rows = features.mention_words(reading)
    roles = score_roles(reading, kinds, layer.roles, rows)
    scenes = find_scenes(reading, roles, book)
    found = find_incidents(scenes, kinds, layer.pairs, bars)
    incidents = keep_worth(reading, scenes, kinds, roles, found, layer.worth, bars.worth)
    if not incidents or not reading.mentions:
        return [Template(message=reading.message.id, number=None)]
    context = make_context(reading, layer, book, scenes, rows)
    out: list[Template] = []
    for incident in incidents:
        dense, sparse = describe_incident(incident.sentences, kinds, numbers, words)
        told = squash(layer.incident(dense, sparse))[0]
        strings = group_strings(reading, roles, kinds, incident.sentences, told, len(incidents))
        sure = score_strings(strings, layer.fillers)
        fillers = choose_fillers(reading, roles, strings, sure, bars)
        if any(fillers[1:]):  # without a doer or a target no template of the key can match it
            order = in_order(incident.sentences, kinds)
            category = share_out(layer.category(*describe_doers(reading, fillers, told)))[0]
            seen = describe_spots(reading, context.spots, order, kinds, book, context.country)
            where = choose_place(context.spots, seen, layer.place, book, context.country, bars)
            n = len(out) + 1
            new = fill_template(context, n, order, kinds, told, fillers, category, where, bars)
            if not any(repeats(new, old) for old in out):
                out.append(new)
    return out or [Template(message=reading.message.id, number=None)]


def repeats(new: Template, old: Template) -> bool:
    """Tell whether a template says nothing that is new: its kind and all its targets are known."""
    named = [{f.values[0] for slot in TARGETS for f in t.slots[slot]} for t in (new, old)]
    return bool(named[0]) and named[0] <= named[1] and new.slots[4] == old.slots[4]


def in_order(sentences: Iterable[int], kinds: Floats) -> list[int]:
    """Return an incident's sentences, the surest first."""
    return sorted(sentences, key=lambda s: (kinds[s, 0], s))


def describe_doers(
    reading: Reading, fillers: list[list[Filler]], told: Floats
) -> tuple[Floats, Sparse]:
    """Return what tells an incident's category, one row: who did it, and what its net says."""
    doers, groups = fillers[DOER], fillers[GROUP]
    row = [*lean(told[:12]), float(bool(doers)), float(bool(groups)), float(len(doers) > 1)]
    words = [f"{mark}={w}" for mark, some in (("d", doers), ("g", groups))
             for filler in some for w in filler.text.split()]  # fmt: skip
    words += [f"n={min(len(doers), 2)}|{min(len(groups), 2)}", f"src={reading.message.place[:12]}"]
    return np.array([row], np.float32), hash_rows([words], DOER_WORDS)


def make_context(
    reading: Reading, layer: Layer, book: PlaceBook, scenes: list[Scene], rows: list[list[str]]
) -> Context:
    """Return what every template of a message is filled from."""
    view = reading.view
    vectors, words = features.word_vectors(reading), hash_rows(rows, FEW_WORDS)
    country = find_country(reading, scenes, book)
    return Context(
        reading=reading,
        scenes=scenes,
        spots=find_spots(reading, scenes, book, country),
        country=country,
        quantities=find_quantities(view.text, *view.bounds),
        kinds={
            name: (share_out(net(vectors, words)), net.labels) for name, net in layer.kinds.items()
        },
    )


def find_country(reading: Reading, scenes: list[Scene], book: PlaceBook) -> str:
    """Return which country a message is about."""
    found = [pair for scene in scenes for pair in scene.places]
    return book.country(reading.view, reading.message.place, found)


__all__ = ["Filler", "Layer", "System", "fill_message"]
