"""The small rooms of the coder, each on a hand-made parse of a line or two."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from tests.coding.views import NEWS, make_view

from reportedly.codebook.parse import read_book
from reportedly.coding.arguments import Arguments
from reportedly.coding.coreference import join_tellings
from reportedly.coding.draft import Draft
from reportedly.coding.effects import find_figures
from reportedly.coding.links import link
from reportedly.coding.numbers import find_quantities
from reportedly.coding.occurrences import Occurrence, odds
from reportedly.coding.parties import antecedent, subject_of
from reportedly.coding.phrases import phrase, split
from reportedly.coding.places import find_place
from reportedly.coding.story import number_paragraphs
from reportedly.coding.times import attachment, find_time
from reportedly.coding.totals import is_tally
from reportedly.coding.view import View
from reportedly.records import Gap, Interval
from reportedly.resolve.when import find_times

KILLED = """\
1	Gunmen	gunman	NOUN	NNS	_	8	nsubj	_	_
2	who	who	PRON	WP	_	3	nsubj	_	_
3	attacked	attack	VERB	VBD	_	1	acl:relcl	_	Sense=attack.01|Roles=ARG0:2|ARG1:5
4	the	the	DET	DT	_	5	det	_	_
5	market	market	NOUN	NN	_	3	obj	_	_
6	in	in	ADP	IN	_	7	case	_	_
7	Goma	Goma	PROPN	NNP	_	3	obl	_	Name=B-LOC
8	killed	kill	VERB	VBD	_	0	root	_	Sense=kill.01|Roles=ARG0:1|ARG1:10
9	six	six	NUM	CD	_	10	nummod	_	_
10	soldiers	soldier	NOUN	NNS	_	8	obj	_	_
11	and	and	CCONJ	CC	_	13	cc	_	_
12	two	two	NUM	CD	_	13	nummod	_	_
13	farmers	farmer	NOUN	NNS	_	10	conj	_	_
14	on	on	ADP	IN	_	15	case	_	_
15	Saturday	Saturday	PROPN	NNP	_	8	obl	_	SpaceAfter=No
16	.	.	PUNCT	.	_	8	punct	_	_

"""
HELD = """\
1	Troops	troop	NOUN	NNS	_	2	nsubj	_	_
2	guard	guard	VERB	VBP	_	0	root	_	_
3	land	land	NOUN	NN	_	2	obj	_	_
4	held	hold	VERB	VBN	_	3	acl	_	_
5	since	since	ADP	IN	_	6	case	_	_
6	1948	1948	NUM	CD	_	4	obl	_	SpaceAfter=No
7	.	.	PUNCT	.	_	2	punct	_	_

"""
DIED = """\
1	The	the	DET	DT	_	2	det	_	_
2	governor	governor	NOUN	NN	_	3	nsubj	_	_
3	died	die	VERB	VBD	_	0	root	_	Sense=die.01|Roles=ARG1:2
4	there	there	ADV	RB	_	3	advmod	_	SpaceAfter=No
5	.	.	PUNCT	.	_	3	punct	_	_

"""
SINCE = """\
1	At	at	ADP	IN	_	3	case	_	_
2	least	least	ADJ	JJS	_	3	nmod	_	_
3	400	400	NUM	CD	_	4	nummod	_	_
4	people	people	NOUN	NNS	_	7	nsubj:pass	_	_
5	have	have	AUX	VBP	_	7	aux	_	_
6	been	be	AUX	VBN	_	7	aux:pass	_	_
7	killed	kill	VERB	VBN	_	0	root	_	Sense=kill.01|Roles=ARG1:4
8	since	since	ADP	IN	_	9	case	_	_
9	October	October	PROPN	NNP	_	7	obl	_	SpaceAfter=No
10	.	.	PUNCT	.	_	7	punct	_	_

"""
NOT_TOLD = Gap(gap="not_stated")


def make_draft(at: int, category: str = "ASSAULT", **fields: object) -> Draft:
    o = Occurrence(
        at=at,
        first=at,
        last=at,
        category=category,
        mode=None,
        score=0.9,
        mention=None,
        trigger=None,
    )
    draft = Draft(
        occurrences=(o,), arguments=Arguments(), stage="occurred", when=NOT_TOLD, where=NOT_TOLD
    )
    return msgspec.structs.replace(draft, **fields)


def words(view: View, heads: list[int]) -> list[str]:
    return [view.tokens[h].text for h in heads]


def test_a_phrase_leaves_out_the_relative_clause_and_its_coordinates() -> None:
    view = make_view(KILLED, NEWS)
    assert view.span(*phrase(view, 0)).quote == "Gunmen"
    assert view.span(*phrase(view, 9)).quote == "six soldiers"
    assert words(view, split(view, 9)) == ["soldiers", "farmers"]


def test_a_day_before_a_noun_is_no_part_of_its_name() -> None:
    view = make_view("""
        On      on      ADP   IN  2 case
        Monday  Monday  PROPN NNP 4 nmod
        masked  masked  ADJ   JJ  4 amod
        men     man     NOUN  NNS 5 nsubj
        came    come    VERB  VBD 0 root
    """)
    assert view.span(*phrase(view, 3)).quote == "masked men"


def test_who_means_the_noun_its_clause_hangs_from() -> None:
    view = make_view(KILLED, NEWS)
    assert antecedent(view, 1) == 0


def test_a_subject_is_found_once() -> None:
    view = make_view(KILLED, NEWS)
    assert words(view, subject_of(view, 7)) == ["Gunmen"]


def test_coordinated_figures_add_up() -> None:
    view = make_view(KILLED, NEWS)
    figures = find_figures(view, find_quantities(view.text))
    assert [(f.effect, f.low, f.high) for f in figures] == [("killed", 8, 8)]
    (draft,) = link(view, [make_draft(7)], figures)
    assert draft.figures == tuple(figures)


def test_a_time_in_another_clause_is_not_the_deeds() -> None:
    view = make_view(HELD, NEWS)
    assert attachment(view, 1, 5) is None
    assert attachment(view, 3, 5) == 1
    assert find_time(view, 1, find_times(view.text), said=()) is None


def test_a_time_beside_the_verb_is_its_own() -> None:
    view = make_view(KILLED, NEWS)
    found = find_time(view, 7, find_times(view.text), said=())
    assert found is not None
    assert view.text[found.start : found.end] == "Saturday"
    assert find_time(view, 7, find_times(view.text), said={(7, 14)}) is not None
    assert find_time(view, 7, find_times(view.text), said={(2, 14)}) is None


def test_the_place_of_the_attack_is_its_own_clause() -> None:
    view = make_view(KILLED, NEWS)
    found = find_place(view, 2, learned=(), things=())
    assert found is not None
    assert (found[0].quote, found[1]) == ("Goma", ("Goma",))


def test_one_person_who_died_is_a_figure_of_one() -> None:
    view = make_view(DIED, NEWS)
    figures = find_figures(view, (), read_book().classes["person"].lemmas)
    assert [(f.effect, f.low, f.high) for f in figures] == [("killed", 1, 1)]
    happened, planned = make_draft(2), make_draft(2, stage="planned")
    assert [len(e.figures) for e in link(view, [happened], figures)] == [1]
    assert [len(e.figures) for e in link(view, [planned], figures)] == [0]


@pytest.mark.parametrize(
    ("determiner", "noun", "killed"),
    [("the", "clerk", 1), ("neither", "clerk", None), ("a", "family", None), ("the", "crew", None)],
)
def test_who_is_not_one_is_not_counted_as_one(
    determiner: str, noun: str, killed: int | None
) -> None:
    rows = [
        f"1 {determiner} {determiner} DET DT _ 2 det _ _",
        f"2 {noun} {noun} NOUN NN _ 4 nsubj:pass _ _",
        "3 was be AUX VBD _ 4 aux:pass _ _",
        "4 killed kill VERB VBN _ 0 root _ Roles=ARG1:2",
    ]
    view = make_view("\n".join(rows), NEWS)
    figures = find_figures(view, (), read_book().classes["person"].lemmas)
    assert [f.low for f in figures] == ([] if killed is None else [killed])


def test_wounds_are_no_wounded() -> None:
    rows = [
        "1 He he PRON PRP _ 2 nsubj _ _",
        "2 had have VERB VBD _ 0 root _ _",
        "3 six six NUM CD _ 5 nummod _ _",
        "4 gunshot gunshot NOUN NN _ 5 compound _ _",
        "5 wounds wound NOUN NNS _ 2 obj _ _",
    ]
    view = make_view("\n".join(rows), NEWS)
    assert find_figures(view, find_quantities(view.text)) == []


def test_a_count_since_a_month_is_a_running_total() -> None:
    view = make_view(SINCE, NEWS)
    (figure,) = find_figures(view, find_quantities(view.text))
    assert (figure.low, figure.high) == (400, None)
    assert is_tally(view, figure, find_times(view.text))
    plain = make_view(KILLED, NEWS)
    (other,) = find_figures(plain, find_quantities(plain.text))
    assert not is_tally(plain, other, find_times(plain.text))


def test_two_days_that_differ_are_two_events() -> None:
    view = make_view(KILLED + KILLED, NEWS)
    monday = Interval(
        start=dt.date(2023, 6, 12), end=dt.date(2023, 6, 12), precision="day", basis="stated"
    )
    friday = Interval(
        start=dt.date(2023, 6, 9), end=dt.date(2023, 6, 9), precision="day", basis="stated"
    )
    same = Arguments(recipients=(9,))
    later = Arguments(recipients=(9 + 16,))
    first = make_draft(7, arguments=same, when=monday)
    assert len(join_tellings(view, [first, make_draft(23, arguments=later, when=friday)])) == 2
    assert len(join_tellings(view, [first, make_draft(23, arguments=later, when=monday)])) == 1


def test_paragraphs_are_told_apart_by_line_breaks() -> None:
    assert number_paragraphs(make_view(KILLED + KILLED, NEWS)) == [0, 0]


def test_odds_stay_finite() -> None:
    assert odds(0.0) < 0 < odds(1.0)
    assert odds(0.5) == 0


def test_a_phrase_leaves_out_what_a_comma_parts_from_it() -> None:
    view = make_view("""
        Rebels  rebel   NOUN  NNS 8 nsubj
        of      of      ADP   IN  3 case
        Ansal   Ansal   PROPN NNP 1 nmod
        ,       ,       PUNCT ,   7 punct
        in      in      ADP   IN  7 case
        a       a       DET   DT  7 det
        leaflet leaflet NOUN  NN  1 nmod
        warned  warn    VERB  VBD 0 root
    """)
    assert view.span(*phrase(view, 0)).quote == "Rebels of Ansal"
