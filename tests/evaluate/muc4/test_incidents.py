"""Which sentences tell one incident, and which places and days a template gives."""

import numpy as np
from training.muc4_places import read_chain

from reportedly.evaluate.muc4.incidents import join
from reportedly.evaluate.muc4.places import read_places
from reportedly.evaluate.muc4.spots import Spot, write_place

TABLE = (
    "nation\tPERU\nplace\tPERU\tURUK\tCITY\t4\nplace\tPERU\tURUK\tPROVINCE\t2\n"
    "place\tPERU\tKISH\tDEPARTMENT\t1\nin\tPERU\tURUK\tKISH\nsame\tWARKA\tURUK\n"
)


def test_the_most_alike_are_joined_first() -> None:
    odds = {(0, 1): 2.0, (0, 5): -3.0, (1, 5): 0.9, (5, 6): 1.0, (0, 6): -2.0, (1, 6): -2.0}
    odds |= {(b, a): p for (a, b), p in odds.items()}
    groups = join([0, 1, 5, 6], odds, 0.5)
    assert sorted(map(sorted, groups)) == [[0, 1], [5, 6]]
    assert len(join([0, 1, 5, 6], odds, -9)) == 1


def test_a_word_after_the_name_says_its_kind() -> None:
    book = read_places(TABLE)
    assert book.kind("URUK", "PERU", "") == "CITY"
    assert book.kind("URUK", "PERU", "PROVINCE") == "PROVINCE"
    assert book.kind("URUK", "CHILE", "") is None
    assert book.other_names["WARKA"] == "URUK"


def test_the_surest_place_stands_below_what_holds_it() -> None:
    book = read_places(TABLE)
    uruk = Spot("URUK", "CITY", (3,), 4, ("URUK",))
    kish = Spot("KISH", "DEPARTMENT", (9,), 1, ("KISH",))
    sure = np.array([0.8, 0.4], np.float32)
    assert write_place([uruk, kish], sure, book, "PERU", 0.3) == (
        "PERU: KISH (DEPARTMENT): URUK (CITY)"
    )
    assert write_place([kish, uruk], sure, book, "PERU", 0.3) == "PERU: KISH (DEPARTMENT)"
    assert write_place([uruk, kish], sure, book, "PERU", 0.9) == "PERU"


def test_the_lists_of_places_are_read() -> None:
    nations = frozenset({"PERU"})
    line = "PERU: KISH (DEPARTMENT): URUK (CITY?) *ads* VALIDATED"
    assert read_chain(line, nations) == ("PERU", (("KISH", "DEPARTMENT"), ("URUK", "CITY")))
    assert read_chain("ELAM: SUSA (CITY)", nations) is None
