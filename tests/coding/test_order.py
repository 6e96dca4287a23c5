"""Two speakers in one sentence in, each with his own words out."""

from __future__ import annotations

from tests.coding.views import make_view

from reportedly.codebook import read_book
from reportedly.coding.attribution import find_attributions
from reportedly.coding.speech import read_grammar

GRAMMAR = read_grammar(read_book().speech)
# The parser gives the raid to the ministry, and the ministry's words to the rebels.
TOLLS = """
Thieves thief NOUN NNS 2 nsubj
struck strike VERB VBD 6 ccomp SpaceAfter=No
; ; PUNCT : 6 punct
the the DET DT 5 det
ministry ministry NOUN NN 6 nsubj
said say VERB VBD 0 root
ten ten NUM CD 8 nsubj
died die VERB VBD 6 ccomp SpaceAfter=No
, , PUNCT , 13 punct
while while SCONJ IN 13 mark
the the DET DT 12 det
rebels rebel NOUN NNS 13 nsubj
said say VERB VBD 6 parataxis
forty forty NUM CD 16 nsubj:pass
were be AUX VBD 16 aux:pass
killed kill VERB VBN 13 parataxis SpaceAfter=No
. . PUNCT . 6 punct
"""
# Two subjects hang from "said": the minister's, who is held, and the police.
HELD = """
The the DET DT 2 det
minister minister NOUN NN 8 nsubj SpaceAfter=No
, , PUNCT , 2 punct
now now ADV RB 5 advmod
held hold VERB VBN 2 acl SpaceAfter=No
, , PUNCT , 2 punct
police police NOUN NNS 8 nsubj
said say VERB VBD 0 root SpaceAfter=No
, , PUNCT , 8 punct
fired fire VERB VBD 8 ccomp
first first ADV RB 10 advmod SpaceAfter=No
. . PUNCT . 8 punct
"""


def test_each_figure_is_its_own_speakers() -> None:
    ministry, rebels = find_attributions(make_view(TOLLS), GRAMMAR)
    assert (ministry.source, ministry.content) == (4, ((6, 8),))
    assert (rebels.source, rebels.content) == (11, ((13, 16),))


def test_of_two_subjects_the_nearer_speaks() -> None:
    (said,) = find_attributions(make_view(HELD), GRAMMAR)
    assert said.source == 6
