"""Lists of people, people shot, people in hospital: how many, from hand-made parses of a line."""

from __future__ import annotations

import pytest
from tests.coding.views import NEWS, make_view

from reportedly.codebook.parse import read_book
from reportedly.coding.effects import find_figures
from reportedly.coding.figure import Figure
from reportedly.coding.numbers import find_quantities
from reportedly.coding.rivals import died_later
from reportedly.records import Effect, Span

PERSONS = read_book().classes["person"].lemmas

WHOM = """\
The the DET DT 2 det
baker baker NOUN NN 0 root
whom whom PRON WP 5 obj
raiders raider NOUN NNS 5 nsubj
{verb} kill VERB VBD 2 acl:relcl Roles=ARG0:4
"""
EXPLAINED = """\
He he PRON PRP 9 nsubj:pass
, , PUNCT , 4 punct
his he PRON PRP$ 4 nmod:poss
driver driver NOUN NN 1 appos
and and CCONJ CC 7 cc
a a DET DT 7 det
cook cook NOUN NN 4 conj
were be AUX VBD 9 aux:pass
wounded wound VERB VBN 0 root
"""
ABBOT = """\
The the DET DT 2 det
abbot abbot NOUN NN 7 nsubj:pass
and and CCONJ CC 5 cc
six six NUM CD 5 nummod
novices novice NOUN NNS 2 conj
were be AUX VBD 7 aux:pass
killed kill VERB VBN 0 root
"""
AMONG = """\
Four four NUM CD 2 nummod
women woman NOUN NNS 8 nsubj:pass
, , PUNCT , 5 punct
a a DET DT 5 det
girl girl NOUN NN 2 appos
among among ADP IN 7 case
{them} they PRON PRP 5 nmod
died die VERB VBD 0 root
"""
WARD = """\
Ten ten NUM CD 4 nsubj
are be AUX VBP 4 cop
in in ADP IN 4 case
{noun} {noun} NOUN NN 0 root
"""
SHOT = """\
Soldiers soldier NOUN NNS 2 nsubj
shot shoot VERB VBD 0 root Roles=ARG1:4
nine nine NUM CD 4 nummod
villagers villager NOUN NNS 2 obj
in in ADP IN 7 case
the the DET DT 7 det
{noun} {noun} NOUN NN 2 obl
"""
NEITHER = """\
No no DET DT 2 det
injuries injury NOUN NNS 6 nsubj:pass
or or CCONJ CC 4 cc
deaths death NOUN NNS 2 conj
were be AUX VBD 6 aux:pass
reported report VERB VBN 0 root
"""
TAKEN = """\
Raiders raider NOUN NNS 2 nsubj
stopped stop VERB VBD 0 root
{first} {first} NUM CD 4 nummod
drovers drover NOUN NNS 2 {rel}
and and CCONJ CC 6 cc
slew slay VERB VBD 2 conj Roles=ARG1:7
them they PRON PRP 6 obj
"""
ZERO = """\
No no DET DT 2 det
{noun} {lemma} NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
{verb} {base} VERB VBN 0 root
"""


def read(rows: str) -> list[tuple[Effect, int | None, int | None]]:
    view = make_view(rows, NEWS)
    figures = find_figures(view, find_quantities(view.text), PERSONS, frozenset({"yard"}))
    return [(f.effect, f.low, f.high) for f in figures]


def test_whom_somebody_killed_is_dead() -> None:
    assert read(WHOM.format(verb="killed")) == [("killed", 1, 1)]


def test_a_list_counts_all_of_its_people() -> None:
    assert read(EXPLAINED) == [("injured", 3, 3)]
    assert read(ABBOT) == [("killed", 7, 7)]


def test_who_is_among_them_is_a_part() -> None:
    assert read(AMONG.format(them="them")) == [("killed", 4, 4)]


@pytest.mark.parametrize(("noun", "hurt"), [("hospital", 10), ("office", None)])
def test_who_is_in_hospital_is_hurt(noun: str, hurt: int | None) -> None:
    assert read(WARD.format(noun=noun)) == ([("injured", hurt, hurt)] if hurt else [])


@pytest.mark.parametrize(("noun", "dead"), [("yard", 9), ("leg", 0)])
def test_who_is_shot_is_dead_unless_more_is_told(noun: str, dead: int) -> None:
    assert read(SHOT.format(noun=noun)).count(("killed", 9, 9)) == bool(dead)


@pytest.mark.parametrize(("rel", "dead"), [("obj", 3), ("obl", 0)])
def test_they_are_as_many_as_were_just_taken(rel: str, dead: int) -> None:
    assert read(TAKEN.format(first="three", rel=rel)) == ([("killed", dead, dead)] if dead else [])


def test_nobody_of_one_side_is_not_nobody() -> None:
    people = ZERO.format(noun="people", lemma="people", verb="hurt", base="hurt")
    assert read(people) == [("killed", 0, 0), ("injured", 0, 0)]
    assert read(ZERO.format(noun="civilians", lemma="civilian", verb="hurt", base="hurt")) == []
    injuries = ZERO.format(noun="injuries", lemma="injury", verb="reported", base="report")
    assert read(injuries) == [("injured", 0, 0)]
    assert read(NEITHER) == [("killed", 0, 0), ("injured", 0, 0)]


@pytest.mark.parametrize(("words", "same"), [("He", True), ("Oke", True), ("a guard", False)])
def test_the_hurt_one_who_died_is_dead_only(words: str, same: bool) -> None:
    hurt, dead = make_figure("injured", 0, "Peter Oke"), make_figure("killed", 40, words)
    assert died_later(hurt, dead) == same
    assert not died_later(dead, hurt)


def make_figure(effect: Effect, start: int, words: str) -> Figure:
    people = Span(start=start, end=start + len(words), quote=words)
    return Figure(
        effect=effect, at=start, head=start, low=1, high=1, qualifier=None,
        span=people, people=people, told=False,
    )  # fmt: skip
