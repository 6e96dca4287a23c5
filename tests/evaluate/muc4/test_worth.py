"""Which of the incidents that a message tells get a template."""

import datetime as dt
from collections.abc import Callable

import msgspec
import numpy as np

from reportedly.evaluate.muc4.incidents import Incident
from reportedly.evaluate.muc4.reading import Reading
from reportedly.evaluate.muc4.scenes import Scene
from reportedly.evaluate.muc4.worth import age, keep_worth, repeated

TODAY = dt.date(1990, 1, 10)
FIRE = "1 FIRE fire NOUN NN _ 0 root _ _"
ReadPhrase = Callable[[str], Reading]


def scene(*targets: str, days: tuple[dt.date, ...] = ()) -> Scene:
    return Scene(
        places=(), towns=frozenset(), days=tuple((None, d) for d in days),  # type: ignore[misc]
        targets=frozenset(targets), doers=frozenset(), lemmas=frozenset(), opens=False,
        vector=np.zeros(4, np.float32),
    )  # fmt: skip


def test_an_incident_told_again_is_seen() -> None:
    scenes = [scene("MAYOR"), scene("MAYOR"), scene("BRIDGE")]
    assert repeated(scenes, [1], [0])[:2] == (1.0, 0.0)
    assert repeated(scenes, [2], [0])[:2] == (0.0, 1.0)
    assert repeated(scenes, [0], [])[:2] == (0.0, 0.0)


def test_the_newest_day_tells_an_incidents_age(read_phrase: ReadPhrase) -> None:
    reading = read_phrase(FIRE)
    scenes = [scene(days=(dt.date(1989, 12, 11), dt.date(1988, 1, 1))), scene()]
    assert age(reading, scenes, [0]) == 0.0  # the message has no day
    reading.message = msgspec.structs.replace(reading.message, day=TODAY)
    assert age(reading, scenes, [0, 1]) == 0.5
    assert age(reading, scenes, [1]) == 0.0


def test_the_bar_is_drawn_on_what_the_weights_say(read_phrase: ReadPhrase) -> None:
    reading = read_phrase(FIRE)
    kinds = np.array([[0.4, 0.6, 0, 0, 0, 0]], np.float32)
    roles = np.zeros((len(reading.mentions), 6), np.float32)
    one = Incident((0,), 0.6)
    weights = np.zeros(30)
    assert keep_worth(reading, [scene()], kinds, roles, [one], weights, 0.5) == [one]
    weights[0] = -1.0
    assert keep_worth(reading, [scene()], kinds, roles, [one], weights, 0.5) == []
