"""Noun phrases that may fill a slot, and how their strings are compared."""

from tests.coding.views import make_view

from reportedly.evaluate.muc4.mentions import find_mentions, fold, wording

ROWS = """
1 TWO two NUM CD _ 2 nummod _ _
2 RAIDERS raider NOUN NNS _ 3 nsubj _ _
3 SHOT shoot VERB VBD _ 0 root _ _
4 MAYOR mayor PROPN NNP _ 5 compound _ _
5 ENLIL Enlil PROPN NNP _ 3 obj _ Name=B-PER
6 BANI Bani PROPN NNP _ 5 flat _ Name=I-PER
7 AT at ADP IN _ 10 case _ _
8 THE the DET DT _ 10 det _ _
9 GRAIN grain NOUN NN _ 10 compound _ _
10 HOUSE house NOUN NN _ 3 obl _ _
11 OF of ADP IN _ 12 case _ _
12 UR Ur PROPN NNP _ 10 nmod _ Name=B-LOC
13 . . PUNCT . _ 3 punct _ _
"""


def test_a_mention_has_a_short_and_a_long_wording() -> None:
    seen = make_view(ROWS)
    by = {m.at: [wording(seen, *pair) for pair in m.wordings] for m in find_mentions(seen)}
    assert by[1] == ["RAIDERS"] * 3
    assert by[9] == ["GRAIN HOUSE", "GRAIN HOUSE OF UR", "GRAIN HOUSE OF UR"]
    assert by[8] == ["GRAIN"] * 3


def test_a_title_stands_apart_from_the_name() -> None:
    seen = make_view(ROWS)
    found = {m.at: m for m in find_mentions(seen)}
    assert wording(seen, *found[4].wordings[0]) == "ENLIL BANI"
    assert wording(seen, *found[3].wordings[0]) == "MAYOR"


def test_strings_are_compared_without_marks_and_articles() -> None:
    assert fold('THE "MEN OF ELAM"') == "MEN OF ELAM"
    assert fold("two raiders") == "RAIDERS"
    assert fold("THE") == "THE"
