"""Denials in, whether they deny harm alone out."""

from __future__ import annotations

import pytest
from tests.coding.views import make_view

from reportedly.codebook import read_book
from reportedly.coding.attribution import find_attributions
from reportedly.coding.harmless import denies_harm
from reportedly.coding.speech import read_grammar

GRAMMAR = read_grammar(read_book().speech)
HURT = """
Officials official NOUN NNS 2 nsubj
denied deny VERB VBD 0 root
that that SCONJ IN 7 mark
anyone anyone PRON NN 7 nsubj:pass
had have AUX VBD 7 aux
been be AUX VBN 7 aux:pass
hurt hurt VERB VBN 2 ccomp SpaceAfter=No
. . PUNCT . 2 punct
"""
NOBODY = """
Officials official NOUN NNS 2 nsubj
said say VERB VBD 0 root
nobody nobody PRON NN 4 nsubj
died die VERB VBD 2 ccomp SpaceAfter=No
. . PUNCT . 2 punct
"""
KILLING = """
Officials official NOUN NNS 2 nsubj
denied deny VERB VBD 0 root
killing kill VERB VBG 2 xcomp
villagers villager NOUN NNS 3 obj SpaceAfter=No
. . PUNCT . 2 punct
"""


@pytest.mark.parametrize(
    ("why", "rows", "harmless"),
    [
        ("nobody was hurt, whatever was done", HURT, True),
        ("a statement may say the same", NOBODY, True),
        ("who denies killing denies the deed", KILLING, False),
    ],
)
def test_denies_harm(why: str, rows: str, harmless: bool) -> None:
    view = make_view(rows)
    (denial,) = find_attributions(view, GRAMMAR)
    assert denies_harm(view, denial) is harmless, why
