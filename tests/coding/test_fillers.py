"""What speaks for a noun as the filler of a field, and which nouns are asked."""

from __future__ import annotations

import msgspec
from tests.coding.views import make_view

from reportedly.analyze.base import Analysis, Name
from reportedly.codebook import read_book
from reportedly.coding.arguments import (
    BETWEEN,
    SCENES,
    Arguments,
    find_arguments,
    is_scene,
    named_by,
)
from reportedly.coding.fillers import Nouns, climb, find_fillers, path
from reportedly.coding.occurrences import Occurrence, find_occurrences
from reportedly.coding.sources import Attribution
from reportedly.coding.triggers import find_triggers
from reportedly.coding.view import View

SHELLED = """
The       the       DET   DT  2  det
army      army      NOUN  NN  3  nsubj
shelled   shell     VERB  VBD 0  root
a         a         DET   DT  5  det
village   village   NOUN  NN  3  obj
near      near      ADP   IN  7  case
Bria      Bria      PROPN NNP 5  nmod
with      with      ADP   IN  9  case
mortars   mortar    NOUN  NNS 3  obl
on        on        ADP   IN  11 case
Friday    Friday    PROPN NNP 3  obl
"""
DRONE = """
Two       two       NUM   CD  2  nummod
guards    guard     NOUN  NNS 3  nsubj
died      die       VERB  VBD 0  root
in        in        ADP   IN  7  case
a         a         DET   DT  7  det
drone     drone     NOUN  NN  7  compound
strike    strike    NOUN  NN  3  obl
on        on        ADP   IN  10 case
a         a         DET   DT  10 det
depot     depot     NOUN  NN  7  nmod
"""


def occurrence(view: View, word: str) -> Occurrence:
    analysis = Analysis("d", view.tokens, tuple(view.sentences))
    triggers = find_triggers(analysis, read_book())
    found = {view.tokens[o.at].text: o for o in find_occurrences(view, triggers)}
    if word in found:
        return found[word]
    at = next(t.i for t in view.tokens if t.text == word)
    trigger = next((t for t in triggers if t.at == at), None)
    return Occurrence(at=at, first=at, last=at, category="ASSAULT", mode=None, score=1.0,
                      mention=None, trigger=trigger)  # fmt: skip


def words(view: View, heads: tuple[int, ...]) -> list[str]:
    return [view.tokens[i].text for i in heads]


def test_the_way_to_a_noun_is_told_by_relations() -> None:
    view = make_view(SHELLED)
    assert path(view, climb(view, 2), 1) == "nsubj"
    assert path(view, climb(view, 2), 8) == "obl:with"
    assert path(view, climb(view, 4), 1) == "^obj nsubj"


def test_a_time_is_no_filler() -> None:
    view = make_view(SHELLED)
    friday = view.tokens[10]
    nouns = Nouns(view, read_book(), [(friday.start, friday.end)])
    found = find_fillers(nouns, occurrence(view, "shelled"))
    assert 10 not in [f.head for f in found]


def test_who_shells_what_with_what() -> None:
    view = make_view(SHELLED)
    friday = view.tokens[10]
    nouns = Nouns(view, read_book(), [(friday.start, friday.end)])
    found: Arguments = find_arguments(nouns, occurrence(view, "shelled"))
    assert words(view, found.actors) == ["army"]
    assert words(view, found.targets) == ["village"]
    assert words(view, found.instruments) == ["mortars"]


def test_a_compound_names_the_weapon() -> None:
    view = make_view(DRONE)
    found = find_arguments(Nouns(view, read_book(), []), occurrence(view, "strike"))
    assert words(view, found.instruments) == ["drone"]


def test_who_died_in_a_strike_has_not_done_it() -> None:
    view = make_view(DRONE)
    found = find_arguments(Nouns(view, read_book(), []), occurrence(view, "strike"))
    assert found.actors == ()


def test_a_place_that_only_says_which_road_does_nothing() -> None:
    view = make_view("""
        The     the     DET   DT  2 det
        road    road    NOUN  NN  6 nsubj:pass
        between between ADP   IN  4 case
        Chilca  Chilca  PROPN NNP 2 nmod
        was     be      AUX   VBD 6 aux:pass
        sealed  seal    VERB  VBN 0 root
        in      in      ADP   IN  8 case
        Lomas   Lomas   PROPN NNP 6 obl
    """)
    view.name_at[3], view.name_at[7] = Name(3, 3, "LOC"), Name(7, 7, "LOC")
    o = occurrence(view, "sealed")
    assert is_scene(view, o, 3, BETWEEN)
    assert is_scene(view, o, 7, SCENES) and not is_scene(view, o, 7, BETWEEN)


def test_what_a_noun_means_and_who_tells_are_reasons() -> None:
    view = make_view("""
        The     the     DET   DT  2 det
        port    port    NOUN  NN  3 compound
        guards  guard   NOUN  NNS 4 nsubj
        say     say     VERB  VBP 0 root
        smugglers smuggler NOUN NNS 6 nsubj
        shot    shoot   VERB  VBD 4 ccomp
        a       a       DET   DT  8 det
        dog     dog     NOUN  NN  6 obj
        handler handler NOUN  NN  6 obj
    """)
    said = Attribution(cue=3, lemma="say", stance="asserts", content=((4, 9),), source=2)
    nouns = Nouns(view, read_book(), [], {2: "COP", 4: "CRM"}.get, [said])
    found = {f.head: f.reasons for f in find_fillers(nouns, occurrence(view, "shot"))}
    assert "tells it" in found[2] and "code ASSAULT, sector COP" in found[2]
    assert "tells it" not in found[4] and "sector CRM" in found[4]


def test_whose_union_it_is_stands_inside() -> None:
    view = make_view("""
        The     the     DET   DT  2 det
        union   union   NOUN  NN  5 nsubj
        of      of      ADP   IN  4 case
        miners  miner   NOUN  NNS 2 nmod
        stormed storm   VERB  VBD 0 root
        a       a       DET   DT  7 det
        depot   depot   NOUN  NN  5 obj
    """)
    found = find_fillers(Nouns(view, read_book(), []), occurrence(view, "stormed"))
    assert [f.head for f in found if "inside another" in f.reasons] == [3]


CLAIMED = """
Ansar     Ansar     PROPN NNP 6  nsubj
,         ,         PUNCT ,   4  punct
a         a         DET   DT  4  det
group     group     NOUN  NN  1  appos
,         ,         PUNCT ,   4  punct
claimed   claim     VERB  VBD 0  root
"""


def test_what_explains_a_name_gives_way_to_it() -> None:
    plain = make_view(CLAIMED)
    named = View(plain.document, msgspec.structs.replace(
        Analysis("d", plain.tokens, tuple(plain.sentences)), names=(Name(0, 0, "ORG"),)
    ))  # fmt: skip
    assert [named_by(named, 3), named_by(named, 0), named_by(plain, 3)] == [0, 0, 3]
