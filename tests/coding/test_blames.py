"""Clauses that put a deed on somebody in, charges and claims without a new deed out."""

from __future__ import annotations

from tests.coding.views import make_view

from reportedly.codebook import read_book
from reportedly.coding.attribution import Attribution, find_attributions, make_reading
from reportedly.coding.blames import leave_blamed, stands_behind
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.speech import read_grammar
from reportedly.coding.view import View

GRAMMAR = read_grammar(read_book().speech)
# "Militants, who said navy boats were behind the blast, fled": the parser hangs the blast from the
# wrong verb, as its noun.
BEHIND = """
Police police NOUN NNS 2 nsubj
blamed blame VERB VBD 0 root
militants militant NOUN NNS 2 obj SpaceAfter=No
, , PUNCT , 6 punct
who who PRON WP 6 nsubj
said say VERB VBD 3 dep
navy navy NOUN NN 8 compound
boats boat NOUN NNS 12 nsubj
were be AUX VBD 12 cop
behind behind ADP IN 12 case
the the DET DT 12 det
blast blast NOUN NN 2 nmod SpaceAfter=No
. . PUNCT . 2 punct
"""
OWN = """
The the DET DT 2 det
Front Front PROPN NNP 3 nsubj
said say VERB VBD 0 root
it it PRON PRP 8 nsubj
was be AUX VBD 8 cop
behind behind ADP IN 8 case
the the DET DT 8 det
raid raid NOUN NN 3 ccomp SpaceAfter=No
. . PUNCT . 3 punct
"""
RESPONSIBLE = """
The the DET DT 2 det
Front Front PROPN NNP 4 nsubj
is be AUX VBZ 4 cop
responsible responsible ADJ JJ 0 root
for for ADP IN 7 case
the the DET DT 7 det
raid raid NOUN NN 4 obl SpaceAfter=No
. . PUNCT . 4 punct
"""


def told(view: View, word: str) -> Attribution:
    return next(a for a in find_attributions(view, GRAMMAR) if view.tokens[a.cue].text == word)


def occurrence(at: int) -> Occurrence:
    return Occurrence(
        at=at, first=at, last=at, category="ASSAULT", mode=None, score=0.9, mention=None,
        trigger=None,
    )  # fmt: skip


def test_who_is_said_to_be_behind_a_blast_is_accused_of_it() -> None:
    view = make_view(BEHIND, mended=True)
    charge = told(view, "said")
    assert charge.stance == "accuses" and charge.covers(11) and not charge.covers(7)
    assert charge.accused == 6  # the navy, whose boats they are


def test_who_says_it_of_himself_claims_it() -> None:
    claim = told(make_view(OWN), "said")
    assert claim.stance == "claims_responsibility" and claim.accused is None


def test_the_blast_that_is_blamed_is_no_second_blast() -> None:
    view = make_view(BEHIND, mended=True)
    said = find_attributions(view, GRAMMAR)
    before, blamed = occurrence(0), occurrence(11)
    assert leave_blamed(view, [before, blamed], said) == [before]
    assert leave_blamed(view, [blamed], said) == [blamed]  # it is told nowhere else


def test_who_is_responsible_for_a_deed_stands_behind_it() -> None:
    reading = make_reading(make_view(RESPONSIBLE), GRAMMAR)
    assert stands_behind(reading, 6) == 1
    assert stands_behind(reading, 1) is None
