"""What a deed is called by who did it."""

from __future__ import annotations

import pytest
from tests.coding.views import make_view

from reportedly.codebook.parse import read_book
from reportedly.coding.arguments import Arguments
from reportedly.coding.drafts import with_doer
from reportedly.coding.occurrence import Occurrence

TOOK = """
{doers}   {doer}    NOUN  NNS 2  nsubj
{verb}    {lemma}   VERB  VBD 0  root
four      four      NUM   CD  4  nummod
{whom}    {one}     NOUN  NNS 2  obj
"""


def called(category: str, mode: str | None, **words: str) -> tuple[str, str | None]:
    """Return type and mode of a deed whose object is people, or things by the class it is in."""
    arguments = (
        Arguments(actors=(0,), targets=(3,))
        if words["one"] == "kiosk"
        else Arguments(actors=(0,), recipients=(3,))
    )
    o = Occurrence(
        at=1, first=1, last=1, category=category, mode=mode, score=0.9, mention=None, trigger=None
    )
    told = with_doer(make_view(TOOK.format(**words)), o, arguments, read_book())
    return told.category, told.mode


@pytest.mark.parametrize(
    ("doers", "doer", "verb", "lemma", "type_"),
    [
        ("bandits", "bandit", "seized", "seize", "ASSAULT"),
        ("pirates", "pirate", "captured", "capture", "ASSAULT"),
        ("rebels", "rebel", "arrested", "arrest", "COERCE"),
        ("officers", "officer", "seized", "seize", "COERCE"),
    ],
)
def test_whom_the_lawless_take_is_abducted(
    doers: str, doer: str, verb: str, lemma: str, type_: str
) -> None:
    words = {"doers": doers, "doer": doer, "verb": verb, "lemma": lemma}
    assert called("COERCE", "arrest", **words, whom="nurses", one="nurse")[0] == type_
    assert called("COERCE", "seize", **words, whom="kiosks", one="kiosk")[0] == "COERCE"


def test_a_crowd_that_attacks_things_alone_riots() -> None:
    crowd = {"doers": "looters", "doer": "looter", "verb": "torched", "lemma": "torch"}
    assert called("ASSAULT", "destroy", **crowd, whom="kiosks", one="kiosk") == ("PROTEST", "riot")
    assert called("ASSAULT", "beat", **crowd, whom="nurses", one="nurse") == ("ASSAULT", "beat")
    rebels = {**crowd, "doers": "rebels", "doer": "rebel"}
    assert called("ASSAULT", "destroy", **rebels, whom="kiosks", one="kiosk")[0] == "ASSAULT"
