"""Sentences as a parser misreads them in, who says what all the same out."""

from __future__ import annotations

from tests.coding.views import make_view

from reportedly.analyze.base import Mention
from reportedly.codebook import read_book
from reportedly.coding.attribution import Attribution, find_attributions
from reportedly.coding.claims import Voices
from reportedly.coding.speech import read_grammar
from reportedly.coding.view import View

GRAMMAR = read_grammar(read_book().speech)

# The "that" clause is hung from the warning, and the warning from the channel.
TOLD = """
1 Spokesman spokesman NOUN NN _ 2 nmod:desc _ _
2 Omar Omar PROPN NNP _ 4 nsubj _ Name=B-PER
3 Saad Saad PROPN NNP _ 2 flat _ Name=I-PER
4 told tell VERB VBD _ 0 root _ _
5 Al Al PROPN NNP _ 4 obj _ Name=B-PER
6 Fajr Fajr PROPN NNP _ 5 flat _ Name=I-PER|SpaceAfter=No
7 , , PUNCT , _ 10 punct _ _
8 the the DET DT _ 10 det _ _
9 Front Front PROPN NNP _ 10 compound _ _
10 channel channel NOUN NN _ 5 appos _ SpaceAfter=No
11 , , PUNCT , _ 10 punct _ _
12 that that SCONJ IN _ 16 mark _ _
13 its its PRON PRP$ _ 14 nmod:poss _ _
14 boats boat NOUN NNS _ 16 nsubj _ _
15 had have AUX VBD _ 16 aux _ _
16 sailed sail VERB VBN _ 19 conj _ SpaceAfter=No
17 , , PUNCT , _ 19 punct _ _
18 and and CCONJ CC _ 19 cc _ _
19 warned warn VERB VBD _ 5 conj _ _
20 Rabat Rabat PROPN NNP _ 19 iobj _ Name=B-LOC
21 that that SCONJ IN _ 24 mark _ _
22 more more ADJ JJR _ 24 nsubj _ _
23 would would AUX MD _ 24 aux _ _
24 follow follow VERB VB _ 19 ccomp _ SpaceAfter=No
25 . . PUNCT . _ 4 punct _ _
"""
# What is promised is taken for who promises, and the minister's name for a part of the verb.
VISITING = """
1 Minister minister NOUN NN _ 2 nmod:desc _ _
2 Ana Ana PROPN NNP _ 8 flat _ Name=B-PER
3 Reis Reis PROPN NNP _ 2 flat _ Name=I-PER|SpaceAfter=No
4 , , PUNCT , _ 5 punct _ _
5 visiting visit VERB VBG _ 2 acl _ _
6 Lisbon Lisbon PROPN NNP _ 5 obj _ Name=B-LOC|SpaceAfter=No
7 , , PUNCT , _ 5 punct _ _
8 promised promise VERB VBD _ 0 root _ _
9 an an DET DT _ 10 det _ _
10 inquiry inquiry NOUN NN _ 8 obj _ SpaceAfter=No
11 . . PUNCT . _ 8 punct _ _
"""


def told(view: View, word: str) -> Attribution:
    return next(a for a in find_attributions(view, GRAMMAR) if view.tokens[a.cue].text == word)


def words(view: View, ranges: tuple[tuple[int, int], ...]) -> list[str]:
    return [view.span(first, end - 1).quote for first, end in ranges]


def test_what_is_told_stands_after_that_and_ends_where_he_does_more() -> None:
    view = make_view(TOLD, mended=True)
    a = told(view, "told")
    assert view.tokens[a.source or 0].text == "Omar"
    assert words(view, a.content) == ["that its boats had sailed"]
    assert a.channel is not None
    assert view.span(*a.channel).quote == "Al Fajr"


def test_a_verb_after_and_goes_with_a_verb() -> None:
    view = make_view(TOLD, mended=True)
    assert view.tokens[19 - 1].head == 4 - 1
    assert view.tokens[told(view, "warned").source or 0].text == "Omar"


def test_a_name_hung_from_a_verb_is_its_subject() -> None:
    view = make_view(VISITING, mended=True)
    assert view.tokens[1].rel == "nsubj"


def test_a_thing_that_is_promised_does_not_speak() -> None:
    view = make_view(VISITING, mended=True)
    sources = [a.source for a in find_attributions(view, GRAMMAR)]
    assert 10 - 1 not in sources


# The officers' accuser is hung from the union's blame.
BLAMED = """
1 The the DET DT _ 2 det _ _
2 union union NOUN NN _ 3 nsubj _ _
3 blamed blame VERB VBD _ 0 root _ _
4 the the DET DT _ 5 det _ _
5 Council Council PROPN NNP _ 3 obj _ Name=B-ORG|SpaceAfter=No
6 , , PUNCT , _ 8 punct _ _
7 which which PRON WDT _ 8 nsubj _ _
8 called call VERB VBD _ 5 acl:relcl _ _
9 it it PRON PRP _ 8 obj _ _
10 absurd absurd ADJ JJ _ 8 xcomp _ _
11 and and CCONJ CC _ 12 cc _ _
12 accused accuse VERB VBD _ 3 conj _ _
13 officers officer NOUN NNS _ 12 obj _ _
14 of of SCONJ IN _ 15 mark _ _
15 looting loot VERB VBG _ 12 advcl _ SpaceAfter=No
16 . . PUNCT . _ 3 punct _ _
"""
FALSE = """
1 It it PRON PRP _ 3 nsubj _ _
2 is be AUX VBZ _ 3 cop _ _
3 false false ADJ JJ _ 0 root _ _
4 that that SCONJ IN _ 7 mark _ _
5 the the DET DT _ 6 det _ _
6 army army NOUN NN _ 7 nsubj _ _
7 bombed bomb VERB VBD _ 3 csubj _ _
8 Nyala Nyala PROPN NNP _ 7 obj _ Name=B-LOC|SpaceAfter=No
9 , , PUNCT , _ 3 punct _ _
10 the the DET DT _ 11 det _ _
11 ministry ministry NOUN NN _ 12 nsubj _ _
12 said say VERB VBD _ 3 parataxis _ SpaceAfter=No
13 . . PUNCT . _ 3 punct _ _
"""
COUNTED = """
1 A a DET DT _ 2 det _ _
2 doctor doctor NOUN NN _ 3 nsubj _ _
3 counted count VERB VBD _ 0 root _ _
4 nine nine NUM CD _ 5 nummod _ _
5 injured injure NOUN NNS _ 3 xcomp _ SpaceAfter=No
6 . . PUNCT . _ 3 punct _ _
"""


def test_without_a_comma_the_nearer_clause_goes_on() -> None:
    view = make_view(BLAMED, mended=True)
    accuser = told(view, "accused").source
    assert accuser is not None
    assert view.tokens[accuser].text == "Council"
    parted = BLAMED.replace("10 absurd absurd ADJ JJ _ 8 xcomp _ _", "10 , , PUNCT , _ 8 punct _ _")
    assert accuser_in(parted) == "union"


def accuser_in(parse: str) -> str:
    view = make_view(parse, mended=True)
    source = told(view, "accused").source
    return "" if source is None else view.tokens[source].text


def test_it_is_false_that_denies_for_whoever_says_so() -> None:
    view = make_view(FALSE, mended=True)
    a = told(view, "false")
    assert a.stance == "denies"
    assert words(view, a.content) == ["that the army bombed Nyala"]
    (voice,) = Voices(view, find_attributions(view, GRAMMAR)).find(7 - 1)
    assert voice.stance == "denies"
    assert voice.speaker == 11 - 1


def test_to_say_that_it_is_true_is_no_denial() -> None:
    view = make_view(FALSE.replace("false false", "true true"), mended=True)
    assert "true" not in {view.tokens[a.cue].text for a in find_attributions(view, GRAMMAR)}


def test_a_doctor_speaks_for_the_figure_that_he_counts() -> None:
    view = make_view(COUNTED, mended=True)
    assert words(view, told(view, "counted").content) == ["nine injured"]


# The last clause is taken for what the charity says, and the first for nobody's.
INVERTED = """
1 Raiders raider NOUN NNS _ 2 nsubj _ _
2 looted loot VERB VBD _ 7 dep _ _
3 the the DET DT _ 4 det _ _
4 clinic clinic NOUN NN _ 2 obj _ SpaceAfter=No
5 , , PUNCT , _ 7 punct _ _
6 says say VERB VBZ _ 0 root _ _
7 Terre Terre PROPN NNP _ 6 nsubj _ Name=B-ORG|SpaceAfter=No
8 ; ; PUNCT : _ 10 punct _ _
9 two two NUM CD _ 10 nsubj _ _
10 fled flee VERB VBD _ 6 ccomp _ SpaceAfter=No
11 . . PUNCT . _ 6 punct _ _
"""
PERFECT = """
1 Raiders raider NOUN NNS _ 2 nsubj _ _
2 looted loot VERB VBD _ 0 root _ _
3 Lagu Lagu PROPN NNP _ 2 obj _ Name=B-LOC|SpaceAfter=No
4 , , PUNCT , _ 8 punct _ _
5 the the DET DT _ 6 det _ _
6 prefecture prefecture NOUN NN _ 8 nsubj _ _
7 has have AUX VBZ _ 8 aux _ _
8 announced announce VERB VBN _ 2 advcl _ SpaceAfter=No
9 . . PUNCT . _ 2 punct _ _
"""


def test_a_semicolon_ends_what_is_said_before_the_speaker() -> None:
    view = make_view(INVERTED, mended=True)
    a = told(view, "says")
    assert words(view, a.content) == ["Raiders looted the clinic"]
    assert view.tokens[a.source or 0].text == "Terre"


def test_an_aside_may_stand_in_the_perfect() -> None:
    view = make_view(PERFECT, mended=True)
    a = told(view, "announced")
    assert words(view, a.content) == ["Raiders looted Lagu"]
    assert view.tokens[a.source or 0].text == "prefecture"


# "also claimed" is taken for an active verb beside the bomb.
ALSO = """
1 A a DET DT _ 2 det _ _
2 bomb bomb NOUN NN _ 13 nsubj _ _
3 at at ADP IN _ 5 case _ _
4 a a DET DT _ 5 det _ _
5 mill mill NOUN NN _ 2 nmod _ SpaceAfter=No
6 , , PUNCT , _ 8 punct _ _
7 also also ADV RB _ 8 advmod _ _
8 claimed claim VERB VBD _ 2 parataxis _ _
9 by by ADP IN _ 11 case _ _
10 the the DET DT _ 11 det _ _
11 Front Front PROPN NNP _ 8 obl:agent _ SpaceAfter=No
12 , , PUNCT , _ 13 punct _ _
13 killed kill VERB VBD _ 0 root _ _
14 two two NUM CD _ 13 obj _ SpaceAfter=No
15 . . PUNCT . _ 13 punct _ _
"""
# The mayor's name hangs from his town, and his town from what he said.
MAYOR = """
1 The the DET DT _ 2 det _ _
2 mayor mayor NOUN NN _ 3 compound _ _
3 exile exile NOUN NN _ 8 nmod _ SpaceAfter=No
4 , , PUNCT , _ 5 punct _ _
5 Yev Yev PROPN NNP _ 3 appos _ Name=B-PER
6 Rudko Rudko PROPN NNP _ 5 flat _ Name=I-PER|SpaceAfter=No
7 , , PUNCT , _ 3 punct _ _
8 said say VERB VBD _ 0 root _ _
9 three three NUM CD _ 10 nummod _ _
10 people people NOUN NNS _ 12 nsubj _ _
11 had have AUX VBD _ 12 aux _ _
12 drowned drown VERB VBN _ 8 ccomp _ SpaceAfter=No
13 . . PUNCT . _ 8 punct _ _
"""
# "said" is taken for a participle beside "left".
PRIEST = """
1 Teachers teacher NOUN NNS _ 2 nsubj _ _
2 left leave VERB VBD _ 0 root _ _
3 Dolma Dolma PROPN NNP _ 2 obj _ Name=B-LOC|SpaceAfter=No
4 , , PUNCT , _ 6 punct _ _
5 a a DET DT _ 6 det _ _
6 priest priest NOUN NN _ 3 appos _ _
7 who who PRON WP _ 8 nsubj _ _
8 asked ask VERB VBD _ 6 acl:relcl _ _
9 not not PART RB _ 12 advmod _ _
10 to to PART TO _ 12 mark _ _
11 be be AUX VB _ 12 aux:pass _ _
12 named name VERB VBN _ 8 xcomp _ _
13 said say VERB VBN _ 2 conj _ SpaceAfter=No
14 . . PUNCT . _ 2 punct _ _
"""
WHERE = """
1 Ortega Ortega PROPN NNP _ 2 nsubj _ Name=B-PER
2 flew fly VERB VBD _ 8 ccomp _ _
3 to to ADP IN _ 4 case _ _
4 Lima Lima PROPN NNP _ 2 obl _ Name=B-LOC|SpaceAfter=No
5 , , PUNCT , _ 2 punct _ _
6 where where ADV WRB _ 11 advmod _ SpaceAfter=No
7 , , PUNCT , _ 6 punct _ _
8 officials official NOUN NNS _ 9 nsubj _ _
9 said say VERB VBD _ 0 root _ SpaceAfter=No
10 , , PUNCT , _ 11 punct _ _
11 Peru Peru PROPN NNP _ 12 nsubj _ Name=B-LOC
12 freed free VERB VBD _ 9 ccomp _ _
13 him he PRON PRP _ 12 obj _ SpaceAfter=No
14 . . PUNCT . _ 9 punct _ _
"""


def test_what_is_also_claimed_by_somebody_is_his_deed() -> None:
    view = make_view(ALSO, mentions=[Mention(1, "ASSAULT", 0.9, None, "occurred", "reported")])
    a = told(view, "claimed")
    assert a.stance == "claims_responsibility"
    assert view.tokens[a.source or 0].text == "Front"
    assert a.covers(2 - 1)


def test_who_drowned_says_nothing_of_it() -> None:
    view = make_view(MAYOR)
    a = told(view, "said")
    assert view.tokens[a.source or 0].text == "Yev"
    assert words(view, a.content) == ["three people had drowned"]


def test_a_speaker_who_will_not_be_named_is_heard() -> None:
    view = make_view(PRIEST)
    a = told(view, "said")
    assert view.tokens[a.source or 0].text == "priest"
    assert words(view, a.content) == ["Teachers left Dolma"]


def test_an_aside_in_a_clause_just_begun_speaks_for_its_rest() -> None:
    view = make_view(WHERE)
    a = told(view, "said")
    assert view.tokens[a.source or 0].text == "officials"
    assert words(view, a.content) == ["Peru freed him"]
