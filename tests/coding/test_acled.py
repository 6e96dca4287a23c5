"""The ACLED table and the contexts, read through the packaged book."""

from __future__ import annotations

import datetime as dt

import pytest

from reportedly.codebook import read_book
from reportedly.coding.acled import acled_of, meet_protests, side_of
from reportedly.coding.contexts import contexts_of
from reportedly.coding.weapons import weapon_mode
from reportedly.records import Event, Gap, Interval, Party, Span, Thing

NOWHERE = Span(0, 0, "")


def party(text: str, sector: str | None = None) -> Party:
    return Party(text=text, span=NOWHERE, sector=sector)


@pytest.mark.parametrize(
    ("category", "mode", "stage", "actor", "recipient", "anchor", "wanted"),
    [
        ("ASSAULT", "drone", "occurred", "rebels", "", "a drone hit", "Air/drone strike"),
        ("ASSAULT", "firearms", "occurred", "gunmen", "six soldiers", "killed", "Armed clash"),
        ("ASSAULT", "firearms", "occurred", "gunmen", "twelve villagers", "killed", "Attack"),
        ("ASSAULT", "firearms", "occurred", "the police", "striking protesters", "shot",
         "Excessive force against protesters"),
        ("ASSAULT", "explosives", "attempted", "", "", "defused a bomb", "Disrupted weapons use"),
        ("ASSAULT", "explosives", "occurred", "", "", "threw a grenade", "Grenade"),
        ("ASSAULT", "abduct", "occurred", "bandits", "schoolgirls", "seized",
         "Abduction/forced disappearance"),
        ("ASSAULT", None, "occurred", "the army", "", "retook the town",
         "Government regains territory"),
        ("COERCE", "arrest", "occurred", "police", "two men", "arrested", "Arrests"),
        ("COERCE", "seize", "occurred", "police", "", "seized forty rifles",
         "Disrupted weapons use"),
        ("PROTEST", "demo", "occurred", "students", "", "marched", "Peaceful protest"),
        ("PROTEST", "riot", "occurred", "a crowd", "", "burned", "Violent demonstration"),
        ("AGREE", None, "occurred", "both sides", "", "signed a truce", "Agreement"),
        ("ACCUSE", "allege", "occurred", "Kyiv", "Moscow", "accused", None),
        ("CONSULT", "visit", "planned", "the minister", "", "will visit", None),
    ],
)  # fmt: skip
def test_sub_event(
    category: str, mode: str | None, stage: str, actor: str, recipient: str, anchor: str,
    wanted: str | None,
) -> None:  # fmt: skip
    found = acled_of(
        category, mode, stage, read_book(),
        actors=[party(actor)] if actor else [],
        recipients=[party(recipient)] if recipient else [], anchor=anchor,
    )  # fmt: skip
    assert found == wanted


def test_an_instrument_counts_as_wording() -> None:
    thing = Thing(text="a chlorine cylinder", span=NOWHERE)
    found = acled_of("ASSAULT", "unconventional", "occurred", read_book(), instruments=[thing])
    assert found == "Chemical weapon"


def test_a_side_is_read_from_the_head_then_the_words_then_the_sector() -> None:
    book = read_book()
    assert side_of(party("six policemen"), book) == "state"
    assert side_of(party("a crowd of policemen"), book) == "protester"
    assert side_of(party("Amhara militia, the Fano"), book) == "armed"
    assert side_of(party("the M5", "REB"), book) == "armed"
    assert side_of(party("Kofi"), book) is None


def test_contexts_come_from_the_code_and_the_sentence() -> None:
    book = read_book()
    found = contexts_of("COERCE", "cyber", ["hacker", "attack", "the", "hospital"], book)
    assert found[0] == "cyber"
    assert "health" in found
    assert contexts_of("AID", None, ["the"], book) == ()
    assert contexts_of("CONSULT", "phone", [], book) == ("diplomatic",)


def test_who_attacks_a_post_fights_its_men() -> None:
    post = Thing(text="an army post", span=NOWHERE, kind="military_base")
    farm = Thing(text="a farm", span=NOWHERE, kind="home")
    book, gunmen = read_book(), [party("gunmen")]
    fought = acled_of("ASSAULT", "firearms", "occurred", book, actors=gunmen, targets=[post])
    raided = acled_of("ASSAULT", "firearms", "occurred", book, actors=gunmen, targets=[farm])
    assert (fought, raided) == ("Armed clash", "Attack")


def test_what_was_agreed_stands_in_the_clause() -> None:
    found = acled_of(
        "AGREE", None, "occurred", read_book(), anchor="agreed to",
        clause="agreed to restore the truce along the border",
    )  # fmt: skip
    assert found == "Agreement"


def test_a_bomb_on_the_body_makes_a_suicide_attack() -> None:
    kinds = {kind.name: kind for kind in read_book().weapons}
    assert weapon_mode([kinds["suicide"]], "explosives", open_=False) == "suicide-attack"
    assert weapon_mode([kinds["gun"]], "explosives", open_=False) == "explosives"
    assert weapon_mode([None, kinds["gun"]], None, open_=True) == "firearms"


def happened(category: str, acled: str, day: int | None, at: int) -> Event:
    june = dt.date(2024, 6, day or 1)
    anchor = Span(at, at + 1, "x")
    return Event(
        id=f"e{at}", document="d", category=category, mode="demo" if at else None, contexts=(),
        acled=acled, stage="occurred", status="reported", anchor=anchor, evidence=(anchor,),
        actors=(), recipients=(), targets=(), instruments=(), counts=(),
        when=Interval(start=june, end=june, precision="day", basis="stated")
        if day else Gap(gap="not_stated"),
        where=Gap(gap="not_stated"), claims=(),
    )  # fmt: skip


def test_a_march_met_with_force_is_coded_so() -> None:
    force = happened("ASSAULT", "Protest with intervention", 4, 0)
    same, other = (happened("PROTEST", "Peaceful protest", day, 9) for day in (None, 3))
    assert meet_protests([force, same])[1].acled == "Protest with intervention"
    assert meet_protests([force, other])[1].acled == "Peaceful protest"
