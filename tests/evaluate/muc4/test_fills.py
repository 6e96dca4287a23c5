"""How many a string means, as the task writes numbers."""

from collections.abc import Callable

import pytest

from reportedly.coding.numbers import find_quantities
from reportedly.evaluate.muc4.fills import count_one
from reportedly.evaluate.muc4.reading import Reading

ReadPhrase = Callable[[str], Reading]


def row(number: int, text: str, upos: str, xpos: str, head: int, rel: str) -> str:
    return f"{number} {text} {text.lower()} {upos} {xpos} _ {head} {rel} _ _"


NUMBERED = [
    ("SEVEN", "NUM", "CD", "HERDSMEN", "NNS", "7"),
    ("SEVERAL", "ADJ", "JJ", "HERDSMEN", "NNS", "PLURAL"),
    ("MANY", "ADJ", "JJ", "HOUSES", "NNS", "PLURAL"),
    ("THIRD", "ADJ", "JJ", "JUDGE", "NN", "1"),
    ("727", "NUM", "CD", "PLANE", "NN", "1"),
    ("30", "NUM", "CD", "PERSONNEL", "NN", "30"),
]


@pytest.mark.parametrize(("first", "upos", "xpos", "head", "tag", "told"), NUMBERED)
def test_a_phrase_is_counted(
    read_phrase: ReadPhrase, first: str, upos: str, xpos: str, head: str, tag: str, told: str
) -> None:
    rel = "nummod" if upos == "NUM" else "amod"
    rows = [row(1, first, upos, xpos, 2, rel), row(2, head, "NOUN", tag, 3, "nsubj"),
            row(3, "FLED", "VERB", "VBD", 0, "root")]  # fmt: skip
    reading = read_phrase("\n".join(rows))
    at = [m.at for m in reading.mentions].index(1)
    assert count_one(reading, at, find_quantities(reading.view.text)) == told
