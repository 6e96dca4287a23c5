"""The mode of an event: the likeliest by its signs."""

from __future__ import annotations

from tests.coding.test_fillers import SHELLED, occurrence
from tests.coding.views import make_view

from reportedly.codebook import read_book
from reportedly.codebook.model import MODES
from reportedly.coding.arguments import Arguments
from reportedly.coding.mode_signs import find_signs
from reportedly.coding.modes import NONE, choose_mode, read_weights

WEIGHTS = {"ASSAULT": {"aerial": {"weapon jet": 2.0}, "beat": {"": 0.5}, NONE: {"": 1.0}}}


def test_the_signs_choose_among_the_modes_of_the_type() -> None:
    assert choose_mode("ASSAULT", "beat", ["weapon jet"], WEIGHTS) == "aerial"


def test_no_mode_must_be_likelier_than_all_modes_together() -> None:
    assert choose_mode("ASSAULT", "beat", [], WEIGHTS) == "beat"
    assert choose_mode("ASSAULT", None, [], WEIGHTS) is None


def test_a_type_that_was_not_learned_keeps_its_mode() -> None:
    assert choose_mode("REQUEST", "yield", ["weapon jet"], WEIGHTS) == "yield"


def test_what_was_learned_are_modes_of_their_type() -> None:
    for category, modes in read_weights().items():
        assert modes.keys() - {NONE} <= set(MODES[category])


def test_a_weapon_that_is_hit_is_none_it_was_done_with() -> None:
    view = make_view(SHELLED)
    o, book = occurrence(view, "shelled"), read_book()
    told = find_signs(view, o, Arguments(), book)
    hit = find_signs(view, o, Arguments(targets=(8,)), book)
    assert "weapon artillery" in told and "weapon artillery" not in hit
    assert "hits artillery" in hit
