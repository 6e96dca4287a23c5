"""Where events happened: two-line texts, the gazetteer and the learned weights together."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.coding.views import NEWS, make_view, read_parse

from reportedly.codebook.parse import read_book
from reportedly.coding.arguments import Arguments
from reportedly.coding.choice import choose_wording
from reportedly.coding.draft import Draft
from reportedly.coding.occurrences import Occurrence
from reportedly.coding.scene import set_places
from reportedly.coding.spots import find_spots
from reportedly.coding.tools import make_kit
from reportedly.records import Gap, Place
from reportedly.settle import Resolvers

NOT_TOLD = Gap(gap="not_stated")
MARKET = """\
1	Gunmen	gunman	NOUN	NNS	_	2	nsubj	_	_
2	attacked	attack	VERB	VBD	_	0	root	_	Sense=attack.01|Roles=ARG0:1|ARG1:4
3	the	the	DET	DT	_	4	det	_	_
4	market	market	NOUN	NN	_	2	obj	_	_
5	in	in	ADP	IN	_	6	case	_	_
6	Goma	Goma	PROPN	NNP	_	2	obl	_	Name=B-LOC|SpaceAfter=No
7	.	.	PUNCT	.	_	2	punct	_	_

"""
THEN = """\
1	They	they	PRON	PRP	_	2	nsubj	_	_
2	beat	beat	VERB	VBD	_	0	root	_	Sense=beat.01|Roles=ARG0:1|ARG1:4
3	two	two	NUM	CD	_	4	nummod	_	_
4	guards	guard	NOUN	NNS	_	2	obj	_	SpaceAfter=No
5	.	.	PUNCT	.	_	2	punct	_	_

"""
ARREST = """\
1	Kenyan	kenyan	ADJ	JJ	_	2	amod	_	Name=B-NORP
2	police	police	NOUN	NNS	_	3	nsubj	_	_
3	arrested	arrest	VERB	VBD	_	0	root	_	Sense=arrest.01|Roles=ARG0:2|ARG1:5
4	two	two	NUM	CD	_	5	nummod	_	_
5	men	man	NOUN	NNS	_	3	obj	_	SpaceAfter=No
6	.	.	PUNCT	.	_	3	punct	_	_

"""


@pytest.fixture(scope="module")
def resolvers() -> Iterator[Resolvers]:
    opened = Resolvers.open()
    with opened.gazetteer:
        yield opened


def place(resolvers: Resolvers, conllu: str, *drafts: Draft) -> list[Place | Gap]:
    view = make_view(conllu, NEWS)
    tools = resolvers.tools(view.document, read_parse(conllu), make_kit(read_book()))
    return [e.where for e in set_places(view, drafts, tools)]


def draft(at: int, category: str, **arguments: tuple[int, ...]) -> Draft:
    o = Occurrence(
        at=at, first=at, last=at, category=category, mode=None, score=0.9, mention=None,
        trigger=None,
    )  # fmt: skip
    return Draft(
        occurrences=(o,), arguments=Arguments(**arguments), stage="occurred", when=NOT_TOLD,
        where=NOT_TOLD,
    )  # fmt: skip


def test_a_deed_has_the_place_of_the_story_and_says_so(resolvers: Resolvers) -> None:
    first, then = place(resolvers, MARKET + THEN, draft(1, "ASSAULT"), draft(8, "ASSAULT"))
    assert isinstance(first, Place) and isinstance(then, Place)
    assert (first.country, first.basis) == ("CD", "stated")
    assert (then.country, then.basis) == ("CD", "story")
    assert then.span is not None and "Goma" in then.span.quote


def test_an_arrest_lies_in_the_country_of_the_police(resolvers: Resolvers) -> None:
    (where,) = place(resolvers, ARREST, draft(2, "COERCE", actors=(1,), recipients=(4,)))
    assert isinstance(where, Place)
    assert (where.name, where.country, where.precision) == ("", "KE", "country")
    assert (where.latitude, where.basis) == (None, "party")
    assert where.span is not None and where.span.quote == "Kenyan police"
    assert where.label == "KE"


def test_nothing_is_inferred_from_nothing(resolvers: Resolvers) -> None:
    (where,) = place(resolvers, THEN, draft(1, "ASSAULT", recipients=(3,)))
    assert isinstance(where, Gap)


def test_a_spot_is_a_word_for_a_site_or_a_name(resolvers: Resolvers) -> None:
    view = make_view(MARKET)
    tools = resolvers.tools(view.document, read_parse(MARKET), make_kit(read_book()))
    spots = find_spots(view, tools)
    assert [s.span.quote for s in spots] == ["Goma"]


SAID = """\
1	{who}	{who}	PROPN	NNP	_	2	nsubj	_	Name=B-LOC
2	{verb}	{verb}	VERB	VBD	_	0	root	_	_
3	rebels	rebel	NOUN	NNS	_	4	nsubj	_	_
4	fled	flee	VERB	VBD	_	2	ccomp	_	SpaceAfter=No
5	.	.	PUNCT	.	_	2	punct	_	_

"""


@pytest.mark.parametrize(("verb", "spots"), [("say", []), ("see", ["Nairobi"])])
def test_a_capital_that_speaks_is_no_place(
    resolvers: Resolvers, verb: str, spots: list[str]
) -> None:
    rows = SAID.format(who="Nairobi", verb=verb)
    view = make_view(rows)
    tools = resolvers.tools(view.document, read_parse(rows), make_kit(read_book()))
    assert [s.span.quote for s in find_spots(view, tools)] == spots


HIGH_COURT = """\
1	Rebels	rebel	NOUN	NNS	_	2	nsubj	_	_
2	fled	flee	VERB	VBD	_	0	root	_	_
3	the	the	DET	DT	_	5	det	_	_
4	{word}	{word}	{upos}	{tag}	_	5	{rel}	_	Name=B-LOC
5	Court	court	NOUN	NN	_	2	obj	_	SpaceAfter=No
6	.	.	PUNCT	.	_	2	punct	_	_

"""


@pytest.mark.parametrize(
    ("word", "upos", "tag", "rel", "spots"),
    [("Higher", "ADJ", "JJR", "amod", 0), ("Umbazi", "PROPN", "NNP", "compound", 1)],
)
def test_what_describes_a_court_is_no_town(
    resolvers: Resolvers, word: str, upos: str, tag: str, rel: str, spots: int
) -> None:
    rows = HIGH_COURT.format(word=word, upos=upos, tag=tag, rel=rel)
    view = make_view(rows)
    tools = resolvers.tools(view.document, read_parse(rows), make_kit(read_book()))
    assert [s.span.quote for s in find_spots(view, tools)].count(word) == spots


SHELLED = """\
1	Rebels	rebel	NOUN	NNS	_	2	nsubj	_	_
2	hid	hide	VERB	VBD	_	0	root	_	_
3	in	in	ADP	IN	_	5	case	_	_
4	{count}	{count}	{tags}	_	5	{rel}	_	_
5	{sites}	school	NOUN	{tag}	_	2	obl	_	SpaceAfter=No
6	.	.	PUNCT	.	_	2	punct	_	_

"""


@pytest.mark.parametrize(
    ("count", "sites", "tag", "spots"),
    [("the", "school", "NN", ["the school"]), ("nine", "schools", "NNS", [])],
)
def test_a_number_of_nameless_sites_is_no_one_place(
    resolvers: Resolvers, count: str, sites: str, tag: str, spots: list[str]
) -> None:
    tags, rel = ("DET	DT", "det") if count == "the" else ("NUM	CD", "nummod")
    rows = SHELLED.format(count=count, sites=sites, tag=tag, tags=tags, rel=rel)
    view = make_view(rows)
    tools = resolvers.tools(view.document, read_parse(rows), make_kit(read_book()))
    assert [s.span.quote for s in find_spots(view, tools)] == spots


def test_none_is_chosen_only_where_it_outweighs_the_others_together() -> None:
    weights = {"all": {"none": 0.5, "here": 0.3}, "word": {"none": 2.0}}
    options = [frozenset({"none"}), frozenset({"here"}), frozenset({"here", "again"})]
    assert choose_wording(options, "ASSAULT", weights) == 1
    assert choose_wording(options, "ACCUSE", weights) == 0
    assert choose_wording(options[:1], "ASSAULT", weights) == 0
