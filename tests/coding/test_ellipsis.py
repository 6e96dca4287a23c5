"""Events told without their noun, and events that unfold in a clause under them."""

from __future__ import annotations

import pytest
from tests.coding.views import NEWS, make_view

from reportedly.coding.ellipsis import find_elided
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.occurrences import echoes
from reportedly.coding.view import View

TWO_RAIDS = """\
1	Rebels	rebel	NOUN	NNS	_	2	nsubj	_	_
2	claimed	claim	VERB	VBD	_	0	root	_	_
3	a	a	DET	DT	_	4	det	_	_
4	raid	raid	NOUN	NN	_	2	obj	_	_
5	on	on	ADP	IN	_	6	case	_	_
6	Goma	Goma	PROPN	NNP	_	4	nmod	_	Name=B-LOC
7	and	and	CCONJ	CC	_	8	cc	_	_
8	{word}	{lemma}	{upos}	CD	_	{head}	{rel}	_	_
9	{after}	{after}	{tag}	IN	_	10	case	_	_
10	{last}	{last}	PROPN	NNP	_	8	nmod	_	SpaceAfter=No
11	.	.	PUNCT	.	_	2	punct	_	_

"""
UNFOLDS = """\
1	The	the	DET	DT	_	2	det	_	_
2	attack	attack	NOUN	NN	_	3	nsubj	_	_
3	destroyed	destroy	VERB	VBD	_	0	root	_	_
4	a	a	DET	DT	_	5	det	_	_
5	depot	depot	NOUN	NN	_	3	obj	_	_
6	,	,	PUNCT	,	_	7	punct	_	_
7	setting	set	VERB	VBG	_	3	advcl	_	_
8	fire	fire	NOUN	NN	_	7	obj	_	_
9	and	and	CCONJ	CC	_	10	cc	_	_
10	shelled	shell	VERB	VBD	_	3	conj	_	_
11	homes	home	NOUN	NNS	_	10	obj	_	SpaceAfter=No
12	.	.	PUNCT	.	_	3	punct	_	_

"""


def tell(at: int, score: float = 0.9) -> Occurrence:
    return Occurrence(
        at=at, first=at, last=at, category="ASSAULT", mode="aerial", score=score, mention=None,
        trigger=None,
    )  # fmt: skip


def raids(word: str, **changes: str) -> View:
    cells = {
        "word": word, "lemma": word, "upos": "NUM", "head": "4", "rel": "conj", "after": "in",
        "tag": "ADP", "last": "May",
    }  # fmt: skip
    return make_view(TWO_RAIDS.format(**(cells | changes)), NEWS)


@pytest.mark.parametrize("word", ["one", "another", "third"])
def test_a_word_that_stands_for_the_noun_is_an_event_of_its_type(word):
    (found,) = find_elided(raids(word), {3: tell(3)}, timed={9})
    assert (found.at, found.category, found.mode) == (7, "ASSAULT", "aerial")


def test_one_needs_a_time_or_to_stand_beside_the_noun():
    apart = raids("one", head="2", rel="obl")
    assert find_elided(apart, {3: tell(3)}, timed={9})
    assert not find_elided(apart, {3: tell(3)}, timed=())
    assert find_elided(raids("one"), {3: tell(3)}, timed=())


@pytest.mark.parametrize(
    "changes",
    [
        {"after": "of"},  # "one of them" is a person or a thing
        {"head": "10", "rel": "nummod", "upos": "NUM"},  # "one May" has its noun
    ],
)
def test_a_word_with_a_noun_of_its_own_stands_for_none(changes):
    assert not find_elided(raids("one", **changes), {3: tell(3)}, timed={9})


def test_there_must_be_a_noun_to_stand_for():
    assert not find_elided(raids("one"), {1: tell(1)}, timed={9})
    assert not find_elided(raids("one"), {3: tell(3, score=0.1)}, timed={9})


def test_a_clause_under_an_event_word_tells_how_it_went():
    view = make_view(UNFOLDS, NEWS)
    assert echoes(view, 2, 6)  # "destroyed ..., setting": one event
    assert echoes(view, 2, 1)  # "the attack destroyed": one event
    assert not echoes(view, 2, 9)  # "destroyed and shelled": two
