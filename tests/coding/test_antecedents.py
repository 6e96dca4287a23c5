"""Whom a pronoun or "the militia" means."""

from __future__ import annotations

import pytest
from tests.coding.views import make_view

from reportedly.codebook import read_book
from reportedly.coding.antecedents import Antecedents
from reportedly.coding.attribution import make_reading, read_attributions
from reportedly.coding.speech import read_grammar

GRAMMAR = read_grammar(read_book().speech)
# "No group came. The army said it fired."
FIRED = """
1 No no DET DT _ 2 det _ _
2 group group NOUN NN _ 3 nsubj _ _
3 came come VERB VBD _ 0 root _ SpaceAfter=No
4 . . PUNCT . _ 3 punct _ _

1 The the DET DT _ 2 det _ _
2 army army NOUN NN _ 3 nsubj _ _
3 said say VERB VBD _ 0 root _ _
4 it it PRON PRP _ 5 nsubj _ _
5 fired fire VERB VBD _ 3 ccomp _ SpaceAfter=No
6 . . PUNCT . _ 3 punct _ _
"""
# "Troops fought the Sara militia. The Food Programme said the militia fled."
FLED = """
1 Troops troop NOUN NNS _ 2 nsubj _ _
2 fought fight VERB VBD _ 0 root _ _
3 the the DET DT _ 5 det _ _
4 Sara Sara PROPN NNP _ 5 compound _ _
5 militia militia NOUN NN _ 2 obj _ SpaceAfter=No
6 . . PUNCT . _ 2 punct _ _

1 The the DET DT _ 3 det _ Name=B-ORG
2 Food Food PROPN NNP _ 3 compound _ Name=I-ORG
3 Programme programme PROPN NNP _ 4 nsubj _ Name=I-ORG
4 said say VERB VBD _ 0 root _ _
5 the the DET DT _ 6 det _ _
6 militia militia NOUN NN _ 7 nsubj _ _
7 fled flee VERB VBD _ 4 ccomp _ SpaceAfter=No
8 . . PUNCT . _ 4 punct _ _
"""

# "A lawyer wept. His mother stayed. Later he left."
WEPT = """
1 A a DET DT _ 2 det _ _
2 lawyer lawyer NOUN NN _ 3 nsubj _ _
3 wept weep VERB VBD _ 0 root _ SpaceAfter=No
4 . . PUNCT . _ 3 punct _ _

1 His his PRON PRP$ _ 2 nmod:poss _ _
2 mother mother NOUN NN _ 3 nsubj _ _
3 stayed stay VERB VBD _ 0 root _ SpaceAfter=No
4 . . PUNCT . _ 3 punct _ _

1 Later later ADV RB _ 3 advmod _ _
2 {word} {word} PRON PRP _ 3 nsubj _ _
3 left leave VERB VBD _ 0 root _ SpaceAfter=No
4 . . PUNCT . _ 3 punct _ _
"""


def meant(parse: str, word: str) -> str:
    """Return the word that the last such word of the parse means."""
    view = make_view(parse)
    reading = make_reading(view, GRAMMAR)
    at = max(token.i for token in view.tokens if token.text == word)
    return view.tokens[Antecedents(reading, read_attributions(reading)).of(at)].text


def test_it_is_who_says_so_and_never_nobody() -> None:
    assert meant(FIRED, "it") == "army"


def test_the_militia_is_the_one_described_before() -> None:
    view = make_view(FLED)
    reading = make_reading(view, GRAMMAR)
    assert Antecedents(reading, read_attributions(reading)).of(11) == 4


def test_he_is_no_mother() -> None:
    assert meant(WEPT.format(word="he"), "he") == "lawyer"
    assert meant(WEPT.format(word="she"), "she") == "mother"


@pytest.mark.parametrize(("name", "who"), [("Sara Sara", 4), ("Liberation liberation", 11)])
def test_the_army_is_no_liberation_army(name: str, who: int) -> None:
    view = make_view(FLED.replace("militia", "army").replace("Sara Sara", name))
    reading = make_reading(view, GRAMMAR)
    assert Antecedents(reading, read_attributions(reading)).of(11) == who
