"""Which drafts are events of their own, and what speaks for it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.coding.views import make_view

from reportedly.codebook.parse import read_book
from reportedly.coding.arguments import Arguments
from reportedly.coding.draft import Draft
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.occurrences import drop_echoes
from reportedly.coding.telling_signs import Tellings, alikeness
from reportedly.coding.tellings import find_split, keep_events, likelihood, read_weights
from reportedly.records import Gap

WEIGHTS = {"a day": 1.0, "no fact": -2.0}
NOT_TOLD = Gap(gap="not_stated")
RAID = """
Rebels    rebel     NOUN  NNS 2  nsubj
stormed   storm     VERB  VBD 0  root
a         a         DET   DT  4  det
depot     depot     NOUN  NN  2  obj
,         ,         PUNCT ,   2  punct
killing   kill      VERB  VBG 2  advcl
two       two       NUM   CD  8  nummod
guards    guard     NOUN  NNS 6  obj
"""
DEMAND = """
Envoys    envoy     NOUN  NNS 2  nsubj
asked     ask       VERB  VBD 0  root
rebels    rebel     NOUN  NNS 2  obj
to        to        PART  TO  5  mark
leave     leave     VERB  VB  2  xcomp
the       the       DET   DT  7  det
town      town      NOUN  NN  5  obj
"""


def word(at: int, category: str, score: float = 0.9) -> Occurrence:
    return Occurrence(
        at=at, first=at, last=at, category=category, mode=None, score=score, mention=None,
        trigger=None,
    )  # fmt: skip


def draft(at: int, category: str, **arguments: tuple[int, ...]) -> Draft:
    return Draft(
        occurrences=(word(at, category),), arguments=Arguments(**arguments), stage="occurred",
        when=NOT_TOLD, where=NOT_TOLD,
    )  # fmt: skip


def test_a_second_telling_is_compared_with_the_first() -> None:
    drafts = [draft(1, "ASSAULT", actors=(0,)), draft(5, "ASSAULT", actors=(0,))]
    tellings = Tellings(make_view(RAID), drafts, read_book())
    first, second = (tellings.signs(k) for k in range(2))
    assert "one before" not in first
    assert second["one before"] == second["verb: same doer"] == 1.0
    assert second["told in the sentence"] == 0.9


def test_what_is_demanded_is_part_of_the_demand_and_less_likely() -> None:
    tellings = Tellings(make_view(DEMAND), [draft(1, "REQUEST"), draft(4, "RETREAT")], read_book())
    signs, weights = tellings.signs(1), read_weights()
    assert signs["part of REQUEST, xcomp"] == signs["part of another type, xcomp"] == 1.0
    alone = {name: value for name, value in signs.items() if not name.startswith("part of")}
    assert likelihood(signs, weights) < likelihood(alone, weights)


def test_a_doer_speaks_for_one_type_more_than_for_another() -> None:
    drafts = [draft(1, "REQUEST", actors=(0,)), draft(4, "RETREAT")]
    tellings = Tellings(make_view(DEMAND), drafts, read_book())
    assert tellings.signs(0)["REQUEST: a doer"] == 1.0
    assert "RETREAT: a doer" not in tellings.signs(1)


def test_an_arrest_of_nobody_is_less_likely() -> None:
    rows = """
    No        no        DET   DT  2  det
    miners    miner     NOUN  NNS 4  nsubj:pass
    were      be        AUX   VBD 4  aux:pass
    arrested  arrest    VERB  VBN 0  root
    """
    signs = Tellings(make_view(rows), [draft(3, "COERCE")], read_book()).signs(0)
    assert signs["nobody"] == 1.0
    assert read_weights()["nobody"] < 0


def test_who_denies_a_charge_brings_none() -> None:
    rows = """
    Officers  officer   NOUN  NNS 2  nsubj
    dismissed dismiss   VERB  VBD 0  root
    the       the       DET   DT  4  det
    charge    charge    NOUN  NN  2  obj
    """
    drafts = [draft(1, "ACCUSE"), draft(3, "ACCUSE")]
    tellings = Tellings(make_view(rows), drafts, read_book())
    assert tellings.signs(0)["a denial, ACCUSE"] == tellings.signs(1)["what is denied"] == 1.0


def test_a_field_of_life_is_asked_of_sentence_and_report() -> None:
    rows = """
    A         a         DET   DT  2  det
    hurricane hurricane NOUN  NN  3  nsubj
    hit       hit       VERB  VBD 0  root
    Tela      Tela      PROPN NNP 3  obj
    """
    signs = Tellings(make_view(rows), [draft(2, "ASSAULT")], read_book()).signs(0)
    assert signs["of weather: sentence"] == signs["of weather: report"] == 1.0
    assert "of sport: report" not in signs


def test_no_drafts_are_no_events() -> None:
    assert keep_events(make_view(RAID), [], read_book()) == []


def test_words_that_echo_one_another_by_a_third_are_one() -> None:
    rows = """
    The       the       DET   DT  2  det
    bomb      bomb      NOUN  NN  0  root
    they      they      PRON  PRP 4  nsubj
    exploded  explode   VERB  VBD 2  acl:relcl
    killing   kill      VERB  VBG 4  advcl
    """
    found = [word(1, "ASSAULT"), word(3, "ASSAULT", 0.5), word(4, "ASSAULT", 0.6)]
    (kept,) = drop_echoes(make_view(rows), found)
    assert (kept.at, kept.first, kept.last) == (1, 1, 3)
    assert len(drop_echoes(make_view(rows), [found[0], word(3, "COERCE"), found[2]])) == 3


def test_a_deed_that_many_doubtful_words_tell_is_kept_once() -> None:
    view, drafts = make_view(RAID), [draft(1, "ASSAULT"), draft(3, "ASSAULT"), draft(5, "ASSAULT")]
    assert list(find_split(view, drafts, [0.3, 0.45, 0.3])) == [1]
    assert list(find_split(view, drafts, [0.3, 0.3, 0.3])) == []
    assert list(find_split(view, drafts, [0.3, 0.9, 0.3])) == []
    spoken = [draft(at, "ACCUSE") for at in (1, 3, 5)]
    assert list(find_split(view, spoken, [0.4, 0.4, 0.4])) == []


@given(st.dictionaries(st.sampled_from([*WEIGHTS, "unheard of"]), st.floats(-1e6, 1e6)))
def test_a_likelihood_is_a_probability_whatever_the_signs(signs: dict[str, float]) -> None:
    p = likelihood(signs, WEIGHTS)
    assert 0.0 < p < 1.0


def test_what_differs_makes_less_alike() -> None:
    assert alikeness({"same day": 1.0}) > alikeness({}) > alikeness({"other day": 1.0})
