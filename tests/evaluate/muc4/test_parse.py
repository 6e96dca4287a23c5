"""Keys and responses, in small ones of our own."""

from __future__ import annotations

from typing import Any

import pytest

from reportedly.evaluate.muc4.parse import parse_templates
from reportedly.evaluate.muc4.slots import COUNT, find_slot, read_slots
from reportedly.evaluate.muc4.template import Fill


def test_slot_table_is_whole() -> None:
    slots = read_slots()
    assert [slot.number for slot in slots] == list(range(COUNT))
    assert {slot.kind for slot in slots} == {"id", "date", "location", "set", "string", "number"}
    assert find_slot("hum-tgt-type").refs == (18, 19)
    assert find_slot("inc-instr-type").covers("EXPLOSIVE", "MINE")
    assert not find_slot("inc-instr-type").covers("MINE", "EXPLOSIVE")


@pytest.mark.parametrize(
    ("slot", "text", "wanted"),
    [
        (9, '"GUNMEN" / "TWO GUNMEN"', Fill(values=("GUNMEN", "TWO GUNMEN"))),
        (9, '"GUNMEN"/"TWO GUNMEN"', Fill(values=("GUNMEN", "TWO GUNMEN"))),
        (9, '? "A DRIVER"', Fill(values=("A DRIVER",), optional=True)),
        (9, '?"A DRIVER"', Fill(values=("A DRIVER",), optional=True)),
        (9, '"A SO-CALLED \\"COLONEL\\""', Fill(values=('A SO-CALLED "COLONEL"',))),
        (9, '""FOO""', Fill(values=('"FOO"',))),
        (12, '"CAFE: BAR / GRILL"', Fill(values=("CAFE: BAR / GRILL",))),
        (23, 'INJURY / DEATH: "MAYOR"', Fill(values=("INJURY", "DEATH"), refs=("MAYOR",))),
        (23, '(INJURY / DEATH): "MAYOR"', Fill(values=("INJURY", "DEATH"), refs=("MAYOR",))),
        (7, 'GUN: "-"', Fill(values=("GUN",), refs=("-",))),
        (21, '- 7 / 9 -: "MEN" / "BOYS"', Fill(values=("- 7", "9 -"), refs=("MEN", "BOYS"))),
        (2, "(- 02 MAR 91) / (01 MAR 91)", Fill(values=("- 02 MAR 91", "01 MAR 91"))),
        (3, "(UR: NIPPUR (CITY)) / (UR)", Fill(values=("UR: NIPPUR (CITY)", "UR"))),
        (3, "UR: NIPPUR (CITY / TOWN)", Fill(values=("UR: NIPPUR (CITY)", "UR: NIPPUR (TOWN)"))),
    ],
)
def test_fill(read: Any, slot: int, text: str, wanted: Fill) -> None:
    assert read({slot: text}).slots[slot] == (wanted,)


def test_fills_stand_on_lines_of_their_own_and_long_strings_wrap(read: Any) -> None:
    text = '"GUNMEN"\n;; who else?\n        "TWO MEN WHO WERE\n        SEEN NEAR THE MILL"'
    assert [fill.values[0] for fill in read({9: text}).slots[9]] == [
        "GUNMEN",
        "TWO MEN WHO WERE SEEN NEAR THE MILL",
    ]


def test_template_says_what_it_is(write: Any) -> None:
    parsed = parse_templates(write({1: "2 (OPTIONAL)"}) + "\n" + write({1: "*"}), "key")
    first, second = parsed.templates
    assert (first.message, first.number, first.optional) == ("OUR-0001", 2, True)
    assert (second.number, second.relevant, second.line) == (None, False, 27)


def test_stars_and_hyphens_are_no_fills(read: Any) -> None:
    template = read({12: "*", 18: "-"})
    assert template.slots[12] == template.slots[18] == ()
    assert template.inapplicable == (12,)


@pytest.mark.parametrize(
    ("slot", "text", "wanted"),
    [
        (9, '"GUNMEN', "key:10: slot 9: a quote that does not close"),
        (9, '"GUN "MEN"', "key:10: slot 9: a quote that does not pair"),
        (9, 'GUNMEN"', "key:10: slot 9: a quote that does not close"),
        (9, '"GUNMEN" / / "MEN"', "key:10: slot 9: an alternative is empty"),
        (3, "UR: NIPPUR (CITY", "key:4: slot 3: a parenthesis that does not pair"),
        (1, "ONE", "key:2: slot 1: 'ONE': wanted a number"),
    ],
)
def test_fault_names_file_line_and_slot(write: Any, slot: int, text: str, wanted: str) -> None:
    (fault,) = parse_templates(write({slot: text}), "key").faults
    assert str(fault).startswith(wanted)


def test_unknown_slot_is_a_fault(write: Any) -> None:
    text = write({}).replace("5.  INCIDENT: STAGE", "5.  INCIDENT: STAGES")
    assert str(parse_templates(text, "key").faults[0]) == "key:6: no such slot"


def test_missing_and_repeated_slots_are_faults(write: Any) -> None:
    lines = write({}).splitlines()
    assert str(parse_templates("\n".join(lines[:-1]), "key").faults[0]) == (
        "key:1: slot 24: the slot is missing"
    )
    again = parse_templates("\n".join([*lines, lines[-1]]), "key").faults
    assert str(again[0]) == "key:26: slot 24: the slot stands twice in one template"


def test_fill_before_any_slot_is_a_fault() -> None:
    assert str(parse_templates('"GUNMEN"', "key").faults[0]) == "key:1: a fill with no slot"
