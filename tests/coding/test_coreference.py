"""Which tellings may be of one event."""

from __future__ import annotations

from tests.coding.views import make_view

from reportedly.coding.coreference import may_be_one, same_words

ROWS = """
A         a         DET   DT  2  det
clerk     clerk     NOUN  NN  4  nsubj:pass
was       be        AUX   VBD 4  aux:pass
shot      shoot     VERB  VBN 0  root
and       and       CCONJ CC  8  cc
the       the       DET   DT  7  det
victim    victim    NOUN  NN  8  nsubj
fled      flee      VERB  VBD 4  conj
past      past      ADP   IN  11 case
two       two       NUM   CD  11 nummod
guards    guard     NOUN  NNS 8  obl
"""


def test_the_victim_may_be_the_clerk_but_the_guards_are_not() -> None:
    view = make_view(ROWS)
    assert may_be_one(view, (1,), (6,))
    assert not may_be_one(view, (1,), (10,))
    assert same_words(view, (1,), (6,)) is None
    assert same_words(view, (1,), (10,)) is False
    assert same_words(view, (1,), (1,)) is True
