"""Sentences with accusers, accused and deniers in, each on their own side out."""

from __future__ import annotations

import msgspec
from tests.coding.views import make_view

from reportedly.analyze.base import Mention
from reportedly.codebook import read_book
from reportedly.coding.arguments import Arguments
from reportedly.coding.attribution import Attribution, find_attributions
from reportedly.coding.claims import Voice
from reportedly.coding.draft import Draft
from reportedly.coding.occurrences import Occurrence
from reportedly.coding.sides import Charges, keep_sides, without_dead, without_tellers
from reportedly.coding.speech import read_grammar
from reportedly.coding.view import View
from reportedly.records import Claim, Gap, Hop, Party, Span

GRAMMAR = read_grammar(read_book().speech)
# As the reader parses it: the relative clause is taken for the main one, and the Front is its own
# object in "denied".
FRONT = """
1 The the DET DT _ 2 det _ _
2 army army NOUN NN _ 3 nsubj _ _
3 blamed blame VERB VBD _ 0 root _ _
4 the the DET DT _ 6 det _ _
5 Eastern eastern ADJ NNP _ 6 amod _ _
6 Front Front PROPN NNP _ 9 obj _ SpaceAfter=No
7 , , PUNCT , _ 9 punct _ _
8 which which PRON WDT _ 9 nsubj _ _
9 denied deny VERB VBD _ 3 ccomp _ _
10 any any DET DT _ 11 det _ _
11 role role NOUN NN _ 9 obj _ _
12 and and CCONJ CC _ 13 cc _ _
13 accused accuse VERB VBD _ 9 amod _ _
14 soldiers soldier NOUN NNS _ 13 obj _ _
15 of of SCONJ IN _ 16 mark _ _
16 firing fire VERB VBG _ 14 acl _ _
17 first first ADV RB _ 16 advmod _ SpaceAfter=No
18 . . PUNCT . _ 3 punct _ _
"""
UNLESS = """
1 Rebels rebel NOUN NNS _ 2 nsubj _ _
2 warned warn VERB VBD _ 0 root _ _
3 Kampala Kampala PROPN NNP _ 2 obj _ _
4 of of ADP IN _ 6 case _ _
5 more more ADJ JJR _ 6 amod _ _
6 attacks attack NOUN NNS _ 2 obl _ _
7 unless unless SCONJ IN _ 10 mark _ _
8 its its PRON PRP$ _ 9 nmod:poss _ _
9 troops troops NOUN NNS _ 10 nsubj _ _
10 left leave VERB VBD _ 2 advcl _ SpaceAfter=No
11 . . PUNCT . _ 2 punct _ _
"""


def told(view: View, word: str) -> Attribution:
    return next(a for a in find_attributions(view, GRAMMAR) if view.tokens[a.cue].text == word)


def settle(view: View, word: str, category: str, learned: Arguments) -> tuple[list[str], list[str]]:
    """Return the actors and recipients that are left of what was learned for a word."""
    at = next(t.i for t in view.tokens if t.text == word)
    o = Occurrence(at=at, first=at, last=at, category=category, mode=None,
                   score=1.0, mention=None, trigger=None)  # fmt: skip
    found = keep_sides(view, o, learned, Charges(view, find_attributions(view, GRAMMAR)))
    return (
        [view.tokens[i].text for i in found.actors],
        [view.tokens[i].text for i in found.recipients],
    )


def test_a_clause_after_which_hangs_from_its_noun() -> None:
    view = make_view(FRONT, mended=True)
    assert (view.tokens[5].head, view.tokens[5].rel) == (2, "obj")
    assert (view.tokens[8].head, view.tokens[8].rel) == (5, "acl:relcl")
    assert view.tokens[12].rel == "conj"


def test_accuser_and_accused_keep_their_sides() -> None:
    view = make_view(FRONT, mended=True)
    mixed = Arguments(actors=(1,), recipients=(5, 13))
    assert settle(view, "blamed", "ACCUSE", mixed) == (["army"], ["Front"])
    assert settle(view, "accused", "ACCUSE", mixed) == (["Front"], ["soldiers"])


def test_a_denial_in_a_relative_clause_denies_the_charge() -> None:
    view = make_view(FRONT, mended=True)
    denial = told(view, "denied")
    assert denial.stance == "denies"
    assert denial.source is not None and view.tokens[denial.source].text == "Front"
    assert denial.means(2) and not denial.covers(2)  # "blamed"


def test_a_condition_names_no_party() -> None:
    learned = Arguments(actors=(0, 8), recipients=(2,))
    view = make_view(UNLESS, mended=True)
    assert settle(view, "warned", "THREATEN", learned) == (["Rebels"], ["Kampala"])


def test_who_counts_the_dead_killed_nobody() -> None:
    director = Party(text="the hospital's director", span=Span(0, 5, "them "), sector="MED")
    army = Party(text="the army", span=Span(9, 12, "the"), sector="MIL")
    claims = [Claim(by=(Hop(party=p),), stance="asserts", span=p.span) for p in (director, army)]
    assert without_tellers([director, army], claims, "ASSAULT") == (army,)


# A guard who was killed had denounced threats: no word of his on who killed him.
GUARD = """
1 The the DET DT _ 2 det _ _
2 guard guard NOUN NN _ 11 nsubj:pass _ SpaceAfter=No
3 , , PUNCT , _ 6 punct _ _
4 who who PRON WP _ 6 nsubj _ _
5 had have AUX VBD _ 6 aux _ _
6 denounced denounce VERB VBN _ 2 acl:relcl _ _
7 threats threat NOUN NNS _ 6 obj _ _
8 from from ADP IN _ 9 case _ _
9 loggers logger NOUN NNS _ 7 nmod _ _
10 was be AUX VBD _ 11 aux:pass _ _
11 murdered murder VERB VBN _ 0 root _ SpaceAfter=No
12 . . PUNCT . _ 11 punct _ _
"""


def test_who_is_denounced_is_behind_the_threats() -> None:
    mentions = [Mention(6, "THREATEN", 0.9, None, "occurred", "reported")]
    view = make_view(GUARD, mentions=mentions)
    a = told(view, "denounced")
    assert a.accused == 9 - 1
    assert view.tokens[a.about or 0].text == "threats"


def test_the_dead_tell_nothing_of_their_death() -> None:
    view = make_view(GUARD)
    voice = Voice((told(view, "denounced"),), "accuses", "reference")
    gap = Gap(gap="not_stated")
    at = Occurrence(
        at=10, first=10, last=10, category="ASSAULT", mode=None, score=0.9, mention=None,
        trigger=None,
    )  # fmt: skip
    draft = Draft(
        occurrences=(at,),
        arguments=Arguments(recipients=(1,)),
        stage="occurred",
        when=gap,
        where=gap,
    )
    assert without_dead(view, draft, [voice]) == ()
    other = msgspec.structs.replace(draft, arguments=Arguments(recipients=(8,)))
    assert without_dead(view, other, [voice]) == (voice,)
