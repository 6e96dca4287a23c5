"""Nouns in, the kinds of weapon and target that they name out."""

from __future__ import annotations

import pytest
from tests.coding.views import make_view

from reportedly.codebook import read_book
from reportedly.coding.mode_signs import mode_named
from reportedly.coding.things import target_at, weapon_at

BURNED = """
Shells shell NOUN NNS 2 nsubj
burned burn VERB VBD 0 root
two two NUM CD 6 nummod
fuel fuel NOUN NN 6 compound
storage storage NOUN NN 6 compound
tanks tank NOUN NNS 2 obj
"""
CLAIMED = """
Rebels rebel NOUN NNS 2 nsubj
claimed claim VERB VBD 0 root
an a DET DT 5 det
aerial aerial ADJ JJ 5 amod
attack attack NOUN NN 2 obj
on on ADP IN 7 case
tanks tank NOUN NNS 5 nmod
"""


@pytest.mark.parametrize(
    ("parse", "at", "weapon", "target"),
    [(BURNED, 0, "artillery", None), (BURNED, 5, None, "energy"),
     (CLAIMED, 6, "artillery", "military_vehicle")],
)  # fmt: skip
def test_a_longer_name_counts(parse: str, at: int, weapon: str | None, target: str | None) -> None:
    view, book = make_view(parse), read_book()
    found = weapon_at(view, at, book), target_at(view, at, book)
    assert tuple(kind and kind.name for kind in found) == (weapon, target)


def test_what_names_an_attack_is_its_mode() -> None:
    assert mode_named(make_view(CLAIMED), 4, read_book()) == "aerial"
    assert mode_named(make_view(BURNED), 1, read_book()) is None
