"""Which figures are running totals, on hand-made parses of a line."""

from __future__ import annotations

import pytest
from tests.coding.views import NEWS, make_view

from reportedly.codebook.parse import read_book
from reportedly.coding.effects import find_figures
from reportedly.coding.numbers import find_quantities
from reportedly.coding.ranks import find_ranks
from reportedly.coding.totals import find_totals, things_totalled
from reportedly.coding.view import View
from reportedly.resolve.when import find_times

PERSONS = read_book().classes["person"].lemmas
THINGS = frozenset({"house"})

# "Since April, 212 houses have been burned and 48 people killed"
SHARED = """\
Since since ADP IN 2 case
April April PROPN NNP 6 obl
212 212 NUM CD 4 nummod
houses house NOUN NNS 7 nsubj:pass
have have AUX VBP 7 aux
been be AUX VBN 7 aux:pass
burned burn VERB VBN 0 root
and and CCONJ CC 11 cc
48 48 NUM CD 10 nummod
people people NOUN NNS 11 nsubj:pass
killed kill VERB VBN 7 conj Roles=ARG1:10
"""
CLASHES = """\
30 30 NUM CD 2 nummod
rebels rebel NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
killed kill VERB VBN 0 root Roles=ARG1:2
in in ADP IN 7 case
{many} {many} NUM CD 7 nummod
clashes clash NOUN NNS 4 obl
"""
PUTS = """
1 48 48 NUM CD _ 2 nummod _ _
2 people people NOUN NNS _ 5 nsubj:pass _ _
3 have have AUX VBP _ 5 aux _ _
4 been be AUX VBN _ 5 aux:pass _ _
5 killed kill VERB VBN _ 0 root _ Roles=ARG1:2
6 since since ADP IN _ 7 case _ _
7 April April PROPN NNP _ 5 obl _ SpaceAfter=No
8 . . PUNCT . _ 5 punct _ _

1 Kyiv Kyiv PROPN NNP _ 2 nsubj _ _
2 puts put VERB VBZ _ 0 root _ _
3 the the DET DT _ 4 det _ _
4 {word} {word} NOUN NN _ 2 obj _ _
5 at at ADP IN _ 6 case _ _
6 30 30 NUM CD _ 2 obl _ SpaceAfter=No
7 . . PUNCT . _ 2 punct _ _
"""
RANK = """\
She she PRON PRP 5 nsubj
was be AUX VBD 5 cop
the the DET DT 5 det
{rank} {rank} ADJ JJ 5 amod
teacher teacher NOUN NN 0 root
killed kill VERB VBN 5 acl
{this} this DET DT 8 det
year year NOUN NN 6 obl
"""
WAR = """\
The the DET DT 2 det
{noun} {noun} NOUN NN 0 root
that that PRON WDT 5 nsubj
has have AUX VBZ 5 aux
killed kill VERB VBN 2 acl:relcl Roles=ARG1:7
9000 9000 NUM CD 7 nummod
people people NOUN NNS 5 obj
"""


def totals(view: View) -> list[int | None]:
    figures = find_figures(view, find_quantities(view.text), PERSONS, THINGS)
    return [f.low for f in find_totals(view, figures, find_times(view.text))]


def test_a_joined_participle_shares_its_verbs_tense() -> None:
    assert totals(make_view(SHARED, NEWS)) == [48]
    assert totals(make_view(SHARED.replace("Since since", "In in"), NEWS)) == []


def test_things_summed_over_a_period_make_no_event() -> None:
    view = make_view(SHARED, NEWS)
    quantities = find_quantities(view.text)
    assert things_totalled(view, quantities, THINGS, find_times(view.text)) == {6}
    assert things_totalled(view, quantities, (), find_times(view.text)) == set()


@pytest.mark.parametrize(("many", "total"), [("600", [30]), ("two", [])])
def test_many_deeds_make_a_total(many: str, total: list[int]) -> None:
    assert totals(make_view(CLASHES.format(many=many), NEWS)) == total


@pytest.mark.parametrize(
    ("rank", "this", "total"),
    [("sixth", "this", [6]), ("first", "this", []), ("sixth", "that", [])],
)
def test_the_sixth_this_year_makes_six(rank: str, this: str, total: list[int]) -> None:
    view = make_view(RANK.format(rank=rank, this=this), NEWS)
    assert [f.low for f in find_ranks(view, find_quantities(view.text))] == total


@pytest.mark.parametrize(("noun", "total"), [("war", []), ("cholera", [9000])])
def test_whom_one_war_killed_are_its_own(noun: str, total: list[int]) -> None:
    assert totals(make_view(WAR.format(noun=noun), NEWS)) == total


@pytest.mark.parametrize(("word", "total"), [("figure", [48, 30]), ("price", [48])])
def test_another_figure_for_a_total_is_one(word: str, total: list[int]) -> None:
    assert totals(make_view(PUTS.format(word=word), NEWS)) == total
