"""Channels of a speaker and of a speech act in, the one that is his out."""

from __future__ import annotations

import pytest
from tests.coding.views import make_view

from reportedly.codebook import read_book
from reportedly.coding.attribution import find_attributions
from reportedly.coding.said import own_channel, without_echoes
from reportedly.coding.speech import read_grammar
from reportedly.records import Claim, Hop, Party, Span

SPAN = Span(0, 7, "Al Fajr")


def party(name: str, at: int) -> Party:
    return Party(text=name, span=Span(at, at + len(name), name))


def test_nobody_passes_his_own_word_on() -> None:
    chain = [Hop(party=party("Saad", 0), via="Al Fajr"), Hop(party=party("Saad", 9))]
    (hop,) = without_echoes(chain)
    assert hop.via == "Al Fajr"


def test_two_speakers_stay_two() -> None:
    chain = [Hop(party=party("Al Fajr", 0)), Hop(party=party("Saad", 9)), Hop(party=None)]
    assert [h.party.text for h in without_echoes(chain) if h.party] == ["Al Fajr", "Saad"]


def test_the_doer_of_a_speech_act_speaks_through_his_channel() -> None:
    doer, other = party("Saad", 0), party("Police", 9)
    told = Claim(by=(Hop(party=other),), stance="asserts", span=other.span)
    first, second = own_channel([told], SPAN, [doer])
    assert first.channel is None
    assert second.channel == "Al Fajr"
    assert second.by[0].party == doer


def test_a_channel_that_is_known_is_not_given_twice() -> None:
    told = Claim(by=(), stance="asserts", span=SPAN, channel="Al Fajr")
    assert own_channel([told], SPAN, [party("Saad", 0)]) == (told,)


GRAMMAR = read_grammar(read_book().speech)
# "The union issued a statement saying it had left."
ISSUED = """
The the DET DT 2 det
union union NOUN NN 3 nsubj
issued issue VERB VBD 0 root
a a DET DT 5 det
statement statement NOUN NN 3 obj
saying say VERB VBG 5 acl
it it PRON PRP 9 nsubj
had have AUX VBD 9 aux
left leave VERB VBN 6 ccomp SpaceAfter=No
. . PUNCT . 3 punct
"""
# "The union told the broadcaster Kanal that it had left."
TOLD = """
The the DET DT 2 det
union union NOUN NN 3 nsubj
told tell VERB VBD 0 root
the the DET DT 5 det
broadcaster broadcaster NOUN NN 3 iobj
Kanal Kanal PROPN NNP 5 parataxis
that that SCONJ IN 10 mark
it it PRON PRP 10 nsubj
had have AUX VBD 10 aux
left leave VERB VBN 3 ccomp SpaceAfter=No
. . PUNCT . 3 punct
"""
# "The aid agency said it had left."
AGENCY = """
The the DET DT 3 det
aid aid NOUN NN 3 compound
agency agency NOUN NN 4 nsubj
said say VERB VBD 0 root
it it PRON PRP 7 nsubj
had have AUX VBD 7 aux
left leave VERB VBN 4 ccomp SpaceAfter=No
. . PUNCT . 4 punct
"""
# "The union told Peru's Kanal that it had left.", the station taken for a second subject.
ABROAD = """
The the DET DT 2 det
union union NOUN NN 3 nsubj
told tell VERB VBD 0 root
Peru Peru PROPN NNP 6 nmod:poss Name=B-LOC
's 's PART POS 4 case
Kanal Kanal PROPN NNP 3 nsubj Name=B-ORG
that that SCONJ IN 10 mark
it it PRON PRP 10 nsubj
had have AUX VBD 10 aux
left leave VERB VBN 3 ccomp SpaceAfter=No
. . PUNCT . 3 punct
"""
# "The union said it had left, while in a letter members complained."
WHILE = """
The the DET DT 2 det
union union NOUN NN 3 nsubj
said say VERB VBD 0 root
it it PRON PRP 6 nsubj
had have AUX VBD 6 aux
left leave VERB VBN 3 ccomp SpaceAfter=No
, , PUNCT , 13 punct
while while SCONJ IN 13 mark
in in ADP IN 11 case
a a DET DT 11 det
letter letter NOUN NN 3 obl
members member NOUN NNS 13 nsubj
wept weep VERB VBD 3 advcl SpaceAfter=No
. . PUNCT . 3 punct
"""
# "[TEXT] The union said it had left.", the wire's label taken for the subject.
LABEL = """
[ [ PUNCT -LRB- 2 punct
TEXT text NOUN NN 6 nsubj
] ] PUNCT -RRB- 2 punct
The the DET DT 5 det
union union NOUN NN 6 appos
said say VERB VBD 0 root
it it PRON PRP 9 nsubj
had have AUX VBD 9 aux
left leave VERB VBN 6 ccomp SpaceAfter=No
. . PUNCT . 6 punct
"""


def test_a_wires_label_says_nothing() -> None:
    (said,) = (a for a in find_attributions(make_view(LABEL), GRAMMAR) if a.told)
    assert said.source == 5 - 1


@pytest.mark.parametrize(
    ("why", "rows", "channel"),
    [
        ("the paper whose words follow", ISSUED, "a statement"),
        ("a broadcaster with its name", TOLD, "the broadcaster Kanal"),
        ("a station whose country is named", ABROAD, "Peru 's Kanal"),
        ("another clause has a letter of its own", WHILE, None),
        ("a wire's label is no paper", LABEL, None),
        ("an aid agency is no news agency", AGENCY, None),
    ],
)
def test_through_what_it_is_said(why: str, rows: str, channel: str | None) -> None:
    view = make_view(rows)
    (said,) = (a for a in find_attributions(view, GRAMMAR) if a.told)
    assert (said.channel and view.span(*said.channel).quote) == channel, why
