"""Which day an event has, on hand-made parses of a line or two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

import msgspec
import pytest
from tests.coding.views import NEWS, make_view

from reportedly.codebook.parse import read_book
from reportedly.coding.arguments import Arguments
from reportedly.coding.dating import Candidate, choose_by, choose_days, is_of_a_state
from reportedly.coding.draft import Draft
from reportedly.coding.moments import Before, Moment, read_moments
from reportedly.coding.occurrences import Occurrence
from reportedly.coding.told import list_told
from reportedly.coding.tools import Tense, TimeWords, Tools, make_kit
from reportedly.coding.turning import turn
from reportedly.coding.view import View
from reportedly.records import Gap, Interval, Party, Span
from reportedly.resolve.when import TimeSpan, find_times, resolve_time

SHELLED = """\
1	Rebels	rebel	NOUN	NNS	_	2	nsubj	_	_
2	shelled	shell	VERB	VBD	_	0	root	_	Sense=shell.01|Roles=ARGM-TMP:5
3	Bunia	Bunia	PROPN	NNP	_	2	obj	_	Name=B-LOC
4	on	on	ADP	IN	_	5	case	_	_
5	Saturday	Saturday	PROPN	NNP	_	2	obl	_	SpaceAfter=No
6	.	.	PUNCT	.	_	2	punct	_	_

"""
STORMED = """\
1	They	they	PRON	PRP	_	2	nsubj	_	_
2	stormed	storm	VERB	VBD	_	0	root	_	_
3	a	a	DET	DT	_	4	det	_	_
4	jail	jail	NOUN	NN	_	2	obj	_	SpaceAfter=No
5	.	.	PUNCT	.	_	2	punct	_	_

"""
LATER = """\
1	Two	two	NUM	CD	_	2	nummod	_	_
2	days	day	NOUN	NNS	_	3	obl:unmarked	_	_
3	later	later	ADV	RB	_	5	advmod	_	_
4	troops	troop	NOUN	NNS	_	5	nsubj	_	_
5	fled	flee	VERB	VBD	_	0	root	_	SpaceAfter=No
6	.	.	PUNCT	.	_	5	punct	_	_

"""
MET = """\
1	They	they	PRON	PRP	_	2	nsubj	_	_
2	met	meet	VERB	VBD	_	0	root	_	_
3	on	on	ADP	IN	_	4	case	_	_
4	Friday	Friday	PROPN	NNP	_	2	obl	_	SpaceAfter=No
5	,	,	PUNCT	,	_	8	punct	_	_
6	a	a	DET	DT	_	7	det	_	_
7	day	day	NOUN	NN	_	9	obl:unmarked	_	_
8	after	after	SCONJ	IN	_	9	mark	_	_
9	fled	flee	VERB	VBD	_	2	advcl	_	_
10	troops	troop	NOUN	NNS	_	9	nsubj	_	SpaceAfter=No
11	.	.	PUNCT	.	_	2	punct	_	_

"""
BANNED = """\
1	Marches	march	NOUN	NNS	_	3	nsubj:pass	_	_
2	are	be	AUX	VBP	_	3	aux:pass	_	_
3	banned	ban	VERB	VBN	_	0	root	_	_
4	since	since	ADP	IN	_	5	case	_	_
5	2014	2014	NUM	CD	_	3	obl	_	SpaceAfter=No
6	.	.	PUNCT	.	_	3	punct	_	_

"""
JULY = """\
1	They	they	PRON	PRP	_	2	nsubj	_	_
2	fled	flee	VERB	VBD	_	0	root	_	_
3	on	on	ADP	IN	_	4	case	_	_
4	3	3	NUM	CD	_	2	obl	_	_
5	July	July	PROPN	NNP	_	4	nmod:desc	_	_
6	2018	2018	NUM	CD	_	4	nmod:desc	_	SpaceAfter=No
7	.	.	PUNCT	.	_	2	punct	_	_

1	They	they	PRON	PRP	_	2	nsubj	_	_
2	met	meet	VERB	VBD	_	0	root	_	_
3	in	in	ADP	IN	_	4	case	_	_
4	October	October	PROPN	NNP	_	2	obl	_	SpaceAfter=No
5	.	.	PUNCT	.	_	2	punct	_	_

"""


def make_tools(view: View) -> Tools:
    def when(words: TimeWords, story: Interval | None, tense: Tense | None) -> Interval | Gap:
        return resolve_time(cast("TimeSpan", words), anchor=NEWS, narrative=story, tense=tense)

    def nowhere(span: Span, names: Sequence[str]) -> Gap:
        return Gap(gap="not_stated")

    def nobody(span: Span) -> Party:
        raise AssertionError

    today = Interval(start=NEWS, end=NEWS, precision="day", basis="published")
    return Tools(
        kit=make_kit(read_book()), times=find_times(view.text), when=when, where=nowhere,
        who=nobody, day=today,
    )  # fmt: skip


def make_event(at: int, category: str = "ASSAULT") -> Draft:
    told = Occurrence(
        at=at, first=at, last=at, category=category, mode=None, score=0.9, mention=None,
        trigger=None,
    )  # fmt: skip
    gap = Gap(gap="not_stated")
    return Draft(occurrences=(told,), arguments=Arguments(), stage="occurred", when=gap, where=gap)


def moments_of(conllu: str, at: int) -> list[Moment]:
    view = make_view(conllu, NEWS)
    tools = make_tools(view)
    return read_moments(view, list_told(view, tools), at, (), tools)


def days(moments: Sequence[Moment]) -> dict[str, str]:
    return {m.counted: f"{m.when.start}..{m.when.end}" for m in moments if not m.ahead}


def test_days_later_are_counted_from_the_time_before_or_from_the_news() -> None:
    later = [m for m in moments_of(SHELLED + LATER, 10) if m.number == 1]
    assert days(later) == {
        "time": "2023-06-12..2023-06-12",
        "report": "2023-06-16..2023-06-16",
    }


def test_what_follows_a_day_after_was_a_day_before() -> None:
    assert days(moments_of(MET, 8)) == {"time turned": "2023-06-08..2023-06-08"}


def test_what_follows_a_day_after_has_no_day_of_another_sentence() -> None:
    assert days(moments_of(SHELLED + MET, 14)) == {"time turned": "2023-06-08..2023-06-08"}


def test_what_a_day_after_hangs_from_is_no_day_after_its_own_day() -> None:
    assert "2023-06-08..2023-06-08" not in days(moments_of(MET, 1)).values()


@pytest.mark.parametrize(
    ("unit", "moved", "back"),
    [
        ("day", ("2023-03-31", "2023-03-31"), ("2023-03-29", "2023-03-29")),
        ("week", ("2023-04-10", "2023-04-16"), ("2023-03-13", "2023-03-19")),
        ("month", ("2023-04-01", "2023-04-30"), ("2023-02-01", "2023-02-28")),
        ("year", ("2025-01-01", "2025-12-31"), ("2021-01-01", "2021-12-31")),
    ],
)
def test_a_time_turns_by_whole_units(
    unit: str, moved: tuple[str, str], back: tuple[str, str]
) -> None:
    found = turn(read_days(*moved, unit), read_days("2023-03-30", "2023-03-30", "day"))
    assert (str(found.start), str(found.end)) == back


def read_days(start: str, end: str, precision: str) -> Interval:
    told = {"start": start, "end": end, "precision": precision, "basis": "stated"}
    return msgspec.convert({"kind": "interval", **told}, Interval)


AFTER_VOTE = """\
1	A	a	DET	DT	_	2	det	_	_
2	day	day	NOUN	NN	_	6	obl:unmarked	_	_
3	after	after	ADP	IN	_	6	case	_	_
4	{day}	{day}	PROPN	NNP	_	6	nmod:poss	_	_
5	's	's	PART	POS	_	4	case	_	_
6	vote	vote	NOUN	NN	_	8	obl	_	_
7	troops	troop	NOUN	NNS	_	8	nsubj	_	_
8	fled	flee	VERB	VBD	_	0	root	_	SpaceAfter=No
9	.	.	PUNCT	.	_	8	punct	_	_

"""


@pytest.mark.parametrize(("day", "found"), [("Sunday", ["2023-06-12"]), ("May", [])])
def test_a_day_after_the_vote_is_counted_from_the_votes_own_day(day: str, found: list[str]) -> None:
    told = [m for m in moments_of(AFTER_VOTE.format(day=day), 7) if m.number == 0]
    assert [str(m.when.start) for m in told] == found


FREED = """\
1	Men	man	NOUN	NNS	_	9	nsubj:pass	_	_
2	who	who	PRON	WP	_	4	nsubj:pass	_	_
3	were	be	AUX	VBD	_	4	aux:pass	_	_
4	seized	seize	VERB	VBN	_	1	acl:relcl	_	_
5	on	on	ADP	IN	_	6	case	_	_
6	Friday	Friday	PROPN	NNP	_	4	obl	_	_
7	{aux}	have	AUX	{tag}	_	9	aux	_	_
8	been	be	AUX	VBN	_	9	aux:pass	_	_
9	freed	free	VERB	VBN	_	0	root	_	SpaceAfter=No
10	.	.	PUNCT	.	_	9	punct	_	_

"""


@pytest.mark.parametrize(("aux", "tag", "open_to"), [("have", "VBP", False), ("had", "VBD", True)])
def test_what_has_come_about_has_no_day_of_a_clause_aside(
    aux: str, tag: str, open_to: bool
) -> None:
    view = make_view(FREED.format(aux=aux, tag=tag), NEWS)
    days: list[bool] = []

    def catch(event: Draft, candidates: Sequence[Candidate]) -> Gap:
        if event.at == 8:
            days.append(any(c.moment for c in candidates))
        return Gap(gap="not_stated")

    choose_days(view, [make_event(3), make_event(8)], (), make_tools(view), catch)
    assert days == [open_to]


BANNED_BEFORE = """\
1	Police	police	NOUN	NN	_	7	nsubj	_	_
2	who	who	PRON	WP	_	4	nsubj	_	_
3	{aux}	have	AUX	VBD	_	4	aux	_	_
4	banned	ban	VERB	{tag}	_	1	acl:relcl	_	_
5	it	it	PRON	PRP	_	4	obj	_	_
6	Friday	Friday	PROPN	NNP	_	4	obl	_	_
7	beat	beat	VERB	VBD	_	0	root	_	_
8	them	they	PRON	PRP	_	7	obj	_	SpaceAfter=No
9	.	.	PUNCT	.	_	7	punct	_	_

"""


@pytest.mark.parametrize(("aux", "tag", "open_to"), [("had", "VBN", False), ("so", "VBD", True)])
def test_what_had_come_before_gives_a_deed_no_day(aux: str, tag: str, open_to: bool) -> None:
    view = make_view(BANNED_BEFORE.format(aux=aux, tag=tag), NEWS)
    found: list[bool] = []

    def catch(event: Draft, candidates: Sequence[Candidate]) -> Gap:
        if event.at == 6:
            found.append(any(c.moment for c in candidates))
        return Gap(gap="not_stated")

    choose_days(view, [make_event(3), make_event(6)], (), make_tools(view), catch)
    assert found == [open_to]


ACCORD = """\
1	They	they	PRON	PRP	_	2	nsubj	_	_
2	left	leave	VERB	VBD	_	0	root	_	_
3	the	the	DET	DT	_	5	det	_	_
4	2015	2015	NUM	CD	_	5	nummod	_	_
5	accord	accord	NOUN	NN	_	2	obj	_	SpaceAfter=No
6	.	.	PUNCT	.	_	2	punct	_	_

"""


@pytest.mark.parametrize(("at", "years"), [(1, []), (4, [2015])])
def test_a_year_that_names_a_thing_is_the_things_alone(at: int, years: list[int]) -> None:
    told = [c for c in seen(make_view(ACCORD, NEWS), make_event(at, "AGREE")) if c.moment]
    assert [c.when.start.year for c in told if c.when] == years


def test_days_are_not_counted_from_a_month() -> None:
    view = make_view(LATER, NEWS)
    may = read_days("2023-05-01", "2023-05-31", "month")
    found = read_moments(
        view, list_told(view, make_tools(view)), 4, [Before(-1, frozenset(), may)], make_tools(view)
    )
    assert {m.counted for m in found} == {"report"}


STRIKE = """\
1	Unions	union	NOUN	NNS	_	2	nsubj	_	_
2	{verb}	{verb}	VERB	VBD	_	0	root	_	_
3	a	a	DET	DT	_	4	det	_	_
4	strike	strike	NOUN	NN	_	2	obj	_	_
5	{word}	{word}	ADP	IN	_	6	case	_	_
6	Friday	Friday	PROPN	NNP	_	2	obl	_	SpaceAfter=No
7	.	.	PUNCT	.	_	2	punct	_	_

"""


@pytest.mark.parametrize(
    ("word", "days"), [("for", {"2023-06-16"}), ("on", {"2023-06-09", "2023-06-16"})]
)
def test_what_is_called_for_a_day_has_it_ahead(word: str, days: set[str]) -> None:
    found = moments_of(STRIKE.format(verb="called", word=word), 3)
    assert {str(m.when.start) for m in found} == days


CALLS = """\
1	Unions	union	NOUN	NNS	_	2	nsubj	_	_
2	{verb}	call	VERB	{tag}	_	0	root	_	_
3	a	a	DET	DT	_	4	det	_	_
4	strike	strike	NOUN	NN	_	2	obj	_	_
5	from	from	ADP	IN	_	6	case	_	_
6	Friday	Friday	PROPN	NNP	_	2	obl	_	SpaceAfter=No
7	.	.	PUNCT	.	_	2	punct	_	_

"""


@pytest.mark.parametrize(
    ("verb", "tag", "days"),
    [("call", "VBP", {"2023-06-16"}), ("called", "VBD", {"2023-06-09", "2023-06-16"})],
)
def test_a_strike_that_unions_call_from_a_day_lies_ahead(
    verb: str, tag: str, days: set[str]
) -> None:
    found = moments_of(CALLS.format(verb=verb, tag=tag), 3)
    assert {str(m.when.start) for m in found} == days


SINCE = """1	They	they	PRON	PRP	_	3	nsubj	_	_
2	have	have	AUX	VBP	_	3	aux	_	_
3	fought	fight	VERB	VBN	_	0	root	_	_
4	since	since	ADP	IN	_	6	case	_	_
5	June	June	PROPN	NNP	_	6	compound	_	_
6	2	2	NUM	CD	_	3	obl	_	SpaceAfter=No
7	.	.	PUNCT	.	_	3	punct	_	_

1	That	that	DET	DT	_	2	det	_	_
2	day	day	NOUN	NN	_	4	obl:unmarked	_	_
3	troops	troop	NOUN	NNS	_	4	nsubj	_	_
4	fled	flee	VERB	VBD	_	0	root	_	SpaceAfter=No
5	.	.	PUNCT	.	_	4	punct	_	_

"""


def test_that_day_is_the_day_since_when_they_fought() -> None:
    own = [m for m in moments_of(SINCE, 10) if m.number == 1]
    assert days(own)["time"] == "2023-06-02..2023-06-02"


def test_a_planned_deed_has_the_day_of_its_verb_ahead() -> None:
    view = make_view(SHELLED.replace("VBD", "VB"), NEWS)
    tools = make_tools(view)
    planned = msgspec.structs.replace(make_event(1), stage="planned")
    (event,) = choose_days(view, [planned], (), tools)
    assert isinstance(event.when, Interval)
    assert event.when.start == dt.date(2023, 6, 17)


def test_banned_since_a_year_may_mean_that_year() -> None:
    assert days(moments_of(BANNED, 2)) == {
        "": "2014-01-01..2023-06-14",
        "beginning": "2014-01-01..2014-12-31",
    }


def test_a_bare_month_may_lie_in_the_year_of_the_story() -> None:
    bare = days([m for m in moments_of(JULY, 8) if m.number == 1])
    assert bare == {"": "2022-10-01..2022-10-31", "year": "2018-10-01..2018-10-31"}


def test_odds_of_candidates_of_the_same_days_add_up() -> None:
    monday, friday = (
        Interval(start=d, end=d, precision="day", basis="stated")
        for d in (dt.date(2023, 6, 12), dt.date(2023, 6, 9))
    )
    candidates = [Candidate(None, None, ("none",))]
    candidates += [Candidate(monday, None, (s,)) for s in ("lead", "near")]
    candidates += [Candidate(friday, None, ("far",))]
    weights = {"lead": 1.0, "near": 1.1, "far": 1.5}
    assert choose_by(weights, candidates) == monday
    assert isinstance(choose_by({**weights, "none": 5.0}, candidates), Gap)


def test_a_deed_with_no_time_goes_on_from_the_deed_before_it() -> None:
    view = make_view(SHELLED + STORMED, NEWS)
    first, second = choose_days(view, [make_event(1), make_event(7)], (), make_tools(view))
    for event in (first, second):
        assert isinstance(event.when, Interval)
        assert event.when.start == dt.date(2023, 6, 10)
        assert event.when.span is not None
        assert event.when.span.quote == "Saturday"
    assert second.when == msgspec.structs.replace(first.when, basis="relative")


def test_a_stated_day_that_another_sentence_tells_is_read_from_the_story() -> None:
    view = make_view(JULY, NEWS)
    events = choose_days(view, [make_event(1)], (), make_tools(view))
    assert isinstance(events[0].when, Interval)
    assert events[0].when.basis == "stated"
    lent = [c for c in seen(view, make_event(8)) if c.moment and c.moment.number == 0]
    assert {c.when.basis for c in lent if c.when} == {"relative"}


def seen(view: View, event: Draft) -> list[Candidate]:
    caught: list[Candidate] = []

    def catch(_: Draft, candidates: Sequence[Candidate]) -> Gap:
        caught.extend(candidates)
        return Gap(gap="not_stated")

    choose_days(view, [event], (), make_tools(view), catch)
    return caught


def test_without_a_time_the_day_of_the_report_is_no_stand_in() -> None:
    view = make_view(STORMED, NEWS)
    (event,) = choose_days(view, [make_event(1)], (), make_tools(view))
    assert isinstance(event.when, Gap)


@pytest.mark.parametrize("category", ["ASSAULT", "ACCUSE"])
def test_a_time_beside_the_verb_is_the_events(category: str) -> None:
    view = make_view(SHELLED, NEWS)
    (event,) = choose_days(view, [make_event(1, category)], (), make_tools(view))
    assert isinstance(event.when, Interval)
    assert event.when.start == dt.date(2023, 6, 10)


HELD = """
Rebels rebel NOUN NNS 2 nsubj
shelled shell VERB VBD 0 root
lands land NOUN NNS 2 obj
held hold VERB VBN {held} {rel}
since since ADP IN 6 case
April April PROPN NNP 2 obl
"""


@pytest.mark.parametrize(("held", "rel", "state"), [(3, "acl", True), (2, "conj", False)])
def test_since_is_of_the_nearest_verb(held: int, rel: str, state: bool) -> None:
    parse = HELD.format(held=held, rel=rel)
    moments = moments_of(parse, 1)
    assert moments
    assert all(is_of_a_state(make_view(parse), make_event(1), m) is state for m in moments)
