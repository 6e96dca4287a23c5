"""Whose a weapon is did it; a weapon that is nobody's did nothing."""

from __future__ import annotations

import pytest
from tests.coding.views import make_view

from reportedly.codebook import read_book
from reportedly.coding.arguments import Arguments
from reportedly.coding.owners import name_owners
from reportedly.coding.tools import Tools, make_kit
from reportedly.records import Gap, Party
from reportedly.resolve.countries import load_countries

GAP = Gap(gap="not_stated", why="nothing is told")
TOOLS = Tools(
    kit=make_kit(read_book()),
    times=(),
    when=lambda *_: GAP,
    where=lambda *_: GAP,
    who=lambda span: Party(text=span.quote, span=span),
    nation=load_countries().code_of,
)
ROWS = """
{0}
rockets   rocket   NOUN  NNS 3  nsubj
hit       hit      VERB  VBD 0  root
a         a        DET   DT  5  det
mill      mill     NOUN  NN  3  obj
"""


@pytest.mark.parametrize(
    ("before", "noun", "doers", "weapons"),
    [
        ("Rebel rebel NOUN NN 2 compound", "rockets rocket", ["Rebel"], ["rockets"]),
        ("Army army NOUN NN 2 compound", "helicopters helicopter", ["Army"], ["helicopters"]),
        ("Omani omani ADJ JJ 2 amod", "rockets rocket", ["Omani"], ["rockets"]),
        ("Omani omani ADJ JJ 2 amod", "jets jet", ["jets"], ["jets"]),
        ("Two two NUM CD 2 nummod", "rockets rocket", [], ["rockets"]),
        ("Two two NUM CD 2 nummod", "helicopters helicopter", ["helicopters"], ["helicopters"]),
        ("Masked masked ADJ JJ 2 amod", "gunmen gunman", ["gunmen"], []),
    ],
)
def test_a_weapon_is_its_owners(
    before: str, noun: str, doers: list[str], weapons: list[str]
) -> None:
    view = make_view(ROWS.format(before).replace("rockets   rocket", noun))
    found = name_owners(view, Arguments(actors=(1,)), TOOLS)
    assert [view.tokens[i].text for i in found.actors] == doers
    assert [view.tokens[i].text for i in found.instruments] == weapons


def test_a_weapon_may_say_behind_it_whose_it_is() -> None:
    view = make_view("""
        Jets    jet     NOUN  NNS 5 nsubj
        of      of      ADP   IN  4 case
        the     the     DET   DT  4 det
        army    army    NOUN  NN  1 nmod
        circled circle  VERB  VBD 0 root
    """)
    assert name_owners(view, Arguments(actors=(0,)), TOOLS).actors == (3,)
