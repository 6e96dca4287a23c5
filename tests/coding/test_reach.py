"""Words said elsewhere in, the deeds they speak of out: denials of "it", claims without object."""

from __future__ import annotations

import pytest
from tests.coding.views import make_view

from reportedly.analyze.base import Mention
from reportedly.codebook import read_book
from reportedly.coding.arguments import Arguments
from reportedly.coding.attribution import find_attributions
from reportedly.coding.draft import Draft
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.pairs import Pairs
from reportedly.coding.reach import find_links
from reportedly.coding.speech import read_grammar
from reportedly.coding.telling import Telling
from reportedly.coding.view import View
from reportedly.records import Gap

GRAMMAR = read_grammar(read_book().speech)
BOTH = """
1 Two two NUM CD _ 2 nummod _ _
2 raids raid NOUN NNS _ 3 nsubj _ _
3 followed follow VERB VBD _ 0 root _ _
4 the the DET DT _ 5 det _ _
5 blast blast NOUN NN _ 3 obj _ SpaceAfter=No
6 , , PUNCT , _ 8 punct _ _
7 both both CCONJ DT _ 8 nsubj:pass _ _
8 claimed claim VERB VBN _ 5 acl _ _
9 by by ADP IN _ 11 case _ _
10 the the DET DT _ 11 det _ _
11 Front Front PROPN NNP _ 8 obl:agent _ SpaceAfter=No
12 . . PUNCT . _ 3 punct _ _
"""
LIE = """
1 Villagers villager NOUN NNS _ 2 nsubj _ _
2 said say VERB VBD _ 0 root _ _
3 the the DET DT _ 4 det _ _
4 army army NOUN NN _ 6 nsubj _ _
5 had have AUX VBD _ 6 aux _ _
6 shelled shell VERB VBN _ 2 ccomp _ _
7 a a DET DT _ 8 det _ _
8 market market NOUN NN _ 6 obj _ SpaceAfter=No
9 . . PUNCT . _ 2 punct _ _

1 The the DET DT _ 2 det _ _
2 army army NOUN NN _ 3 nsubj _ _
3 denied deny VERB VBD _ 0 root _ _
4 it it PRON PRP _ 3 obj _ SpaceAfter=No
5 . . PUNCT . _ 3 punct _ _
"""


def view_of(parse: str, *deeds: int) -> View:
    """Return the parse with some of its words taken for deeds of force."""
    told = [Mention(at, "ASSAULT", 0.9, None, "occurred", "reported") for at in deeds]
    return make_view(parse, mentions=told)


def draft(at: int, actors: tuple[int, ...] = ()) -> Draft:
    told = Occurrence(
        at=at, first=at, last=at, category="ASSAULT", mode=None, score=0.9, mention=None,
        trigger=None,
    )  # fmt: skip
    gap = Gap(gap="not_stated", why="a test")
    arguments = Arguments(actors=actors)
    return Draft(occurrences=(told,), arguments=arguments, stage="occurred", when=gap, where=gap)


def test_both_claimed_by_the_group_are_the_last_two_deeds() -> None:
    view = view_of(BOTH, 1, 4)
    (claim,) = find_attributions(view, GRAMMAR)
    assert claim.stance == "claims_responsibility" and claim.source == 10
    assert claim.covers(1) and claim.covers(4)


def test_who_denies_it_denies_the_deed_he_was_said_to_have_done() -> None:
    view = view_of(LIE, 5)
    attributions = find_attributions(view, GRAMMAR)
    denial = attributions[-1]
    assert denial.stance == "denies" and not denial.covers(5) and denial.means(5)
    pairs = Pairs(view, attributions, [draft(5, actors=(3,))], (), GRAMMAR.offices)
    assert find_links(pairs) == {0: [(denial, "denies")]}


def test_signs_tell_who_else_speaks() -> None:
    view = view_of(LIE, 5)
    said, denied = find_attributions(view, GRAMMAR)
    signs = list(Telling(view, (said, denied), [draft(5)]).signs(denied, 0))
    assert signs[0] == "another tells it"
    assert "was said just before" in signs and "is told last" in signs
    assert list(Telling(view, (denied,), [draft(5)]).signs(denied, 0))[:2] == [
        "nobody tells it", "nobody speaks between",
    ]  # fmt: skip


# "'We will answer,' the chief said." and the like: {} is the helper of the deed.
QUOTED = """
We we PRON PRP 3 nsubj
{} AUX {} 3 aux
{} VERB {} 7 ccomp SpaceAfter=No
, , PUNCT , 7 punct
the the DET DT 6 det
chief chief NOUN NN 7 nsubj
said say VERB VBD 0 root SpaceAfter=No
. . PUNCT . 7 punct
"""


@pytest.mark.parametrize(
    ("helper", "tag", "deed", "own"),
    [
        ("will will", "MD", ("fire fire", "VB"), False),
        ("would would", "MD", ("fire fire", "VB"), False),
        ("had have", "VBD", ("fired fire", "VBN"), True),
        ("are be", "VBP", ("firing fire", "VBG"), True),
    ],
)
def test_a_promise_claims_nothing_done(
    helper: str, tag: str, deed: tuple[str, str], own: bool
) -> None:
    said = find_attributions(make_view(QUOTED.format(helper, tag, *deed)), GRAMMAR)
    assert [a.own for a in said] == [own]
