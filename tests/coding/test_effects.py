"""How many were killed or hurt, read from hand-made parses of a line."""

from __future__ import annotations

import pytest
from tests.coding.views import NEWS, make_view

from reportedly.codebook.parse import read_book
from reportedly.coding.effects import find_figures
from reportedly.coding.numbers import find_quantities

PERSONS = read_book().classes["person"].lemmas
THINGS = frozenset({"house", "truck"})

SHOT_DEAD = """\
Raiders raider NOUN NNS 2 nsubj
shot shoot VERB VBD 0 root Roles=ARG1:5
dead dead ADJ JJ 5 amod
four four NUM CD 5 nummod
drovers drover NOUN NNS 2 obj
"""
TWO_VERBS = """\
Shells shell NOUN NNS 2 nsubj
killed kill VERB VBD 0 root Roles=ARG1:3
five five NUM CD 2 obj
and and CCONJ CC 5 cc
wounded wound ADJ NNS 2 conj
nine nine NUM CD 7 nummod
clerks clerk NOUN NNS 2 obj
"""
TRADE = """\
A a DET DT 2 det
{noun} {noun} NOUN NN 4 nsubj:pass
was be AUX VBD 4 aux:pass
killed kill VERB VBN 0 root Roles=ARG1:2
"""
ATTRIBUTE = """\
They they PRON PRP 2 nsubj
counted count VERB VBD 0 root
84 84 NUM CD 5 nummod
dead dead ADJ JJ 5 amod
civilians civilian NOUN NNS 2 obj
"""
CARE = """\
Six six NUM CD 2 nummod
boys boy NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
taken take VERB VBN 0 root Roles=ARG1:2
{case} {case} ADP IN 6 case
hospital hospital NOUN NN 4 obl
"""
THINGS_BURNED = """\
Militiamen militiaman NOUN NNS 2 nsubj
burned burn VERB VBD 0 root Roles=ARG1:4
40 40 NUM CD 4 nummod
{noun} {lemma} NOUN NNS 2 obj
"""
AGE = """\
A a DET DT 2 det
man man NOUN NN 6 nsubj:pass
of of ADP IN 4 case
26 26 NUM CD 2 nmod
was be AUX VBD 6 aux:pass
killed kill VERB VBN 0 root Roles=ARG1:2
"""
COMPANY = """\
She she PRON PRP 3 nsubj:pass
was be AUX VBD 3 aux:pass
killed kill VERB VBN 0 root Roles=ARG1:1
with with ADP IN 6 case
her she PRON PRP$ 6 nmod:poss
{noun} {noun} NOUN NN 3 obl
"""
AHEAD = """\
This this PRON DT 2 nsubj
raised raise VERB VBD 0 root
to to ADP IN 4 case
41 41 NUM CD 2 obl
the the DET DT 6 det
number number NOUN NN 2 obj
of of ADP IN 8 case
guards guard NOUN NNS 6 nmod
killed kill VERB VBN 8 acl
"""


def read(rows: str) -> list[tuple[str, int | None, int | None]]:
    view = make_view(rows, NEWS)
    figures = find_figures(view, find_quantities(view.text), PERSONS, THINGS)
    return [(f.effect, f.low, f.high) for f in figures]


def test_shot_dead_says_it_of_the_noun_behind() -> None:
    assert read(SHOT_DEAD) == [("killed", 4, 4)]


def test_each_verb_has_its_own_number() -> None:
    assert read(TWO_VERBS) == [("killed", 5, 5), ("injured", 9, 9)]


@pytest.mark.parametrize(
    ("noun", "killed"), [("beekeeper", 1), ("glazier", 1), ("truck", 0), ("goat", 0), ("patrol", 0)]
)
def test_a_victim_of_any_trade_is_one(noun: str, killed: int) -> None:
    assert len(read(TRADE.format(noun=noun))) == killed


def test_the_dead_are_told_before_their_noun_too() -> None:
    assert read(ATTRIBUTE) == [("killed", 84, 84)]
    assert read(ATTRIBUTE.replace("dead dead", "angry angry")) == []


def test_who_is_taken_to_hospital_is_hurt() -> None:
    assert read(CARE.format(case="to")) == [("injured", 6, 6)]
    assert read(CARE.format(case="from")) == []


@pytest.mark.parametrize(
    ("noun", "lemma", "hurt"), [("women", "woman", 1), ("houses", "house", 0), ("trees", "tree", 0)]
)
def test_a_number_of_things_hurts_nobody(noun: str, lemma: str, hurt: int) -> None:
    assert len(read(THINGS_BURNED.format(noun=noun, lemma=lemma))) == hurt


def test_an_age_is_no_toll() -> None:
    assert read(AGE) == [("killed", 1, 1)]


@pytest.mark.parametrize(("noun", "killed"), [("driver", 2), ("hammer", 1)])
def test_who_dies_with_another_counts(noun: str, killed: int) -> None:
    assert read(COMPANY.format(noun=noun)) == [("killed", killed, killed)]


def test_a_number_may_stand_before_what_it_sums() -> None:
    assert read(AHEAD) == [("killed", 41, 41)]


HEADLINE = """\
Clerk clerk NOUN NN 2 nsubj
shot shoot VERB VBD 0 root
{joint} {joint} {tags} 4 {rel}
killed kill VERB VBD 2 dep
in in ADP IN 6 case
Tela Tela PROPN NNP 4 obl
"""
NOT_HURT = """\
Two two NUM CD 2 nummod
boys boy NOUN NNS 5 nsubj:pass
were be AUX VBD 5 aux:pass
{mark} {mark} {tags} 5 advmod
hurt hurt VERB VBN 0 root Roles=ARG1:2
"""
NOMINAL = """\
The the DET DT 3 det
{kind} {kind} ADJ JJ 3 amod
shooting shooting NOUN NN 6 nsubj
of of ADP IN 5 case
{one} {one} NOUN NN 3 nmod
shocked shock VERB VBD 0 root
"""


@pytest.mark.parametrize(
    ("joint", "tags", "rel"), [("and", "CCONJ CC", "cc"), (",", "PUNCT ,", "punct")]
)
def test_a_headline_leaves_out_were(joint: str, tags: str, rel: str) -> None:
    assert read(HEADLINE.format(joint=joint, tags=tags, rel=rel)) == [("killed", 1, 1)]


def test_who_was_not_hurt_is_no_figure() -> None:
    assert read(NOT_HURT.format(mark="not", tags="PART RB")) == []
    assert read(NOT_HURT.format(mark="badly", tags="ADV RB")) == [("injured", 2, 2)]


def test_a_fatal_deed_is_its_victims_death() -> None:
    assert read(NOMINAL.format(kind="fatal", one="clerk")) == [("killed", 1, 1)]
    assert read(NOMINAL.format(kind="loud", one="clerk")) == []
    assert read(NOMINAL.format(kind="fatal", one="film")) == []


PART = """\
She she PRON PRP 2 nsubj
counted count VERB VBD 0 root
14 14 NUM CD 4 nummod
bodies body NOUN NNS 2 obj SpaceAfter=No
, , PUNCT , 6 punct
four four NUM CD 4 appos
of of ADP IN 8 case
{whom} {lemma} PRON PRP 6 nmod
children child NOUN NNS 4 nmod
"""


@pytest.mark.parametrize(("whom", "lemma"), [("them", "they"), ("those", "that"), ("whom", "who")])
def test_a_part_is_not_added(whom: str, lemma: str) -> None:
    assert read(PART.format(whom=whom, lemma=lemma)) == [("killed", 14, 14)]
