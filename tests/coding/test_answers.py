"""An interview in print in, its answers with the guest out."""

from __future__ import annotations

import pytest
from tests.coding.test_turns import KNOWN, read, spoken

MORE = {
    "asked": ("VERB", "VBD", "root"),
    "nurse": ("NOUN", "NN", "obj"),
    "did": ("AUX", "VBD", "root"),
}
LINES = ["We asked a nurse .", "Who fell ?", "Ten fell .", "Who left ?", "Six left .", "Two fell ."]


def test_the_guest_gives_every_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    for word, tags in MORE.items():
        monkeypatch.setitem(KNOWN, word, tags)
    assert spoken(read(LINES)) == ["Ten fell", "Six left .\nTwo fell"]


def test_a_page_that_asks_itself_has_no_guest(monkeypatch: pytest.MonkeyPatch) -> None:
    for word, tags in MORE.items():
        monkeypatch.setitem(KNOWN, word, tags)
    assert spoken(read(["They asked a nurse .", *LINES[1:]])) == []
