"""Denials without a word of denying in, what they deny out."""

from __future__ import annotations

import pytest
from tests.coding.views import make_view

from reportedly.codebook import read_book
from reportedly.coding.attribution import Attribution, find_attributions
from reportedly.coding.speech import read_grammar
from reportedly.coding.view import View

GRAMMAR = read_grammar(read_book().speech)
CHARGE = """
1 Lagu Lagu PROPN NNP _ 2 nsubj _ Name=B-LOC
2 accuses accuse VERB VBZ _ 0 root _ _
3 the the DET DT _ 4 det _ _
4 garrison garrison NOUN NN _ 2 obj _ _
5 of of ADP IN _ 6 case _ _
6 theft theft NOUN NN _ 2 obl _ SpaceAfter=No
7 . . PUNCT . _ 2 punct _ _
"""
CONTRARY = """
1 The the DET DT _ 2 det _ _
2 garrison garrison NOUN NN _ 3 nsubj _ _
3 says say VERB VBZ _ 0 root _ _
4 the the DET DT _ 5 det _ _
5 contrary contrary NOUN NN _ 3 obj _ SpaceAfter=No
6 . . PUNCT . _ 3 punct _ _
"""
OURS = """
1 The the DET DT _ 2 det _ _
2 trucks truck NOUN NNS _ 5 nsubj _ _
3 were be AUX VBD _ 5 cop _ _
4 not not PART RB _ 5 advmod _ _
5 ours our PRON PRP _ 8 ccomp _ SpaceAfter=No
6 , , PUNCT , _ 5 punct _ _
7 it it PRON PRP _ 8 nsubj _ _
8 says say VERB VBZ _ 0 root _ SpaceAfter=No
9 . . PUNCT . _ 8 punct _ _
"""
INVOLVED = """
1 The the DET DT _ 2 det _ _
2 garrison garrison NOUN NN _ 3 nsubj _ _
3 says say VERB VBZ _ 0 root _ _
4 it it PRON PRP _ 7 nsubj _ _
5 was be AUX VBD _ 7 cop _ _
6 not not PART RB _ 7 advmod _ _
7 involved involved ADJ JJ _ 3 ccomp _ SpaceAfter=No
8 . . PUNCT . _ 3 punct _ _
"""
PLEADED = """
1 The the DET DT _ 2 det _ _
2 men man NOUN NNS _ 3 nsubj _ _
3 pleaded plead VERB VBD _ 0 root _ _
4 not not PART RB _ 5 advmod _ _
5 guilty guilty ADJ JJ _ 3 xcomp _ SpaceAfter=No
6 . . PUNCT . _ 3 punct _ _
"""
NOTHING = """
1 There there PRON EX _ 2 expl _ _
2 was be VERB VBD _ 8 ccomp _ _
3 nothing nothing PRON NN _ 2 nsubj _ _
4 of of ADP IN _ 6 case _ _
5 the the DET DT _ 6 det _ _
6 sort sort NOUN NN _ 3 nmod _ SpaceAfter=No
7 , , PUNCT , _ 2 punct _ _
8 says say VERB VBZ _ 0 root _ _
9 Juba Juba PROPN NNP _ 8 nsubj _ Name=B-LOC|SpaceAfter=No
10 . . PUNCT . _ 8 punct _ _
"""


def view_of(*parts: str) -> View:
    """Return the view of sentences, one after another."""
    return make_view("\n\n".join(part.strip() for part in parts))


def answer(view: View) -> Attribution:
    """Return what is said after the charge."""
    return find_attributions(view, GRAMMAR)[-1]


@pytest.mark.parametrize("words", [CONTRARY, OURS, INVOLVED, PLEADED, NOTHING])
def test_what_disowns_a_charge_denies_it(words: str) -> None:
    view = view_of(CHARGE, words)
    a = answer(view)
    assert a.stance == "denies"
    assert a.means(6 - 1)  # the theft


@pytest.mark.parametrize(
    "words",
    [OURS.replace("4 not not PART RB", "4 all all ADV RB"),
     INVOLVED.replace("6 not not PART RB", "6 deeply deeply ADV RB")],
)  # fmt: skip
def test_what_owns_it_does_not(words: str) -> None:
    assert answer(view_of(CHARGE, words)).stance != "denies"


OWN = """
1 The the DET DT _ 2 det _ _
2 union union NOUN NN _ 3 nsubj _ _
3 said say VERB VBD _ 0 root _ _
4 it it PRON PRP _ 6 nsubj _ _
5 had have AUX VBD _ 6 aux _ _
6 burned burn VERB VBN _ 3 ccomp _ _
7 trucks truck NOUN NNS _ 6 obj _ SpaceAfter=No
8 . . PUNCT . _ 3 punct _ _
"""


def test_who_says_that_he_suspected_claims_no_deed() -> None:
    (burned,) = (a for a in find_attributions(make_view(OWN), GRAMMAR) if a.lemma == "say")
    assert burned.own
    words = OWN.replace("burned burn", "suspected suspect")
    (suspected,) = (a for a in find_attributions(make_view(words), GRAMMAR) if a.lemma == "say")
    assert not suspected.own
