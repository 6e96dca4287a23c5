"""A person told by office and name is one party; a weapon's nation is a state."""

from __future__ import annotations

import msgspec
from tests.coding.views import make_document, make_view, read_parse

from reportedly.analyze.base import Name
from reportedly.codebook import read_book
from reportedly.coding.antecedents import Antecedents
from reportedly.coding.attribution import make_reading, read_attributions
from reportedly.coding.called import make_parties
from reportedly.coding.tools import make_kit
from reportedly.coding.view import View
from reportedly.records import Party
from reportedly.settle import Resolvers

MAYOR = """
The      the     DET   DT  2  det
mayor    mayor   NOUN  NN  7  nsubj
,        ,       PUNCT ,   4  punct
Ilka     Ilka    PROPN NNP 2  appos
Doren    Doren   PROPN NNP 4  flat
,        ,       PUNCT ,   4  punct
fled     flee    VERB  VBD 0  root
"""
PLANES = """
Peruvian Peruvian ADJ  JJ  2  amod
planes   plane   NOUN  NNS 3  nsubj
circled  circle  VERB  VBD 0  root
"""


def name_all(rows: str, heads: tuple[int, ...], names: tuple[Name, ...] = ()) -> list[Party]:
    analysis = msgspec.structs.replace(read_parse(rows), names=names)
    document = make_document(make_view(rows).text)
    view = View(document, analysis)
    kit = make_kit(read_book())
    reading = make_reading(view, kit.grammar)
    meant = Antecedents(reading, read_attributions(reading))
    return list(make_parties(view, heads, meant, Resolvers.open().tools(document, analysis, kit)))


def test_a_person_told_by_office_and_name_is_one() -> None:
    (mayor,) = name_all(MAYOR, (1, 3), (Name(3, 4, "PER"),))
    assert mayor.text == "The mayor , Ilka Doren"
    assert (mayor.name, mayor.sector) == ("Ilka Doren", "GOV")


def test_a_nation_before_a_weapon_is_its_state() -> None:
    (state,) = name_all(PLANES, (0,))
    assert (state.text, state.name, state.id) == ("Peruvian", "Peru", "state:PE")


def test_who_is_found_by_his_name_has_his_office_too() -> None:
    (mayor,) = name_all(MAYOR, (3,), (Name(3, 4, "PER"),))
    assert (mayor.name, mayor.sector) == ("Ilka Doren", "GOV")


def test_planes_are_of_the_state_before_them() -> None:
    (planes,) = name_all(PLANES, (1,))
    assert (planes.text, planes.id) == ("Peruvian planes", "state:PE")


def test_who_holds_no_office_stays_a_private_person() -> None:
    (nurse,) = name_all(MAYOR.replace("mayor", "nurse"), (1, 3), (Name(3, 4, "PER"),))
    assert (nurse.name, nurse.sector, nurse.id) == ("Ilka Doren", None, None)


VERSIONS = """
{word} {lemma} {upos} {xpos} 2 nsubj
circulated circulate VERB VBD 0 root
"""


def test_a_capital_at_the_start_makes_no_name() -> None:
    (versions,) = name_all(
        VERSIONS.format(word="Versions", lemma="version", upos="NOUN", xpos="NNS"), (0,)
    )
    (ana,) = name_all(VERSIONS.format(word="Ana", lemma="Ana", upos="PROPN", xpos="NNP"), (0,))
    assert (versions.text, versions.name, ana.name) == ("Versions", None, "Ana")
