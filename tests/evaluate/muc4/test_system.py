"""The whole system on a text of our own: a bombing is found, a market report is not."""

from collections.abc import Iterator

import pytest

from reportedly.evaluate.muc4.messages import read_messages
from reportedly.evaluate.muc4.parse import parse_templates
from reportedly.evaluate.muc4.pool import open_system
from reportedly.evaluate.muc4.system import System
from reportedly.evaluate.muc4.template import Template
from reportedly.evaluate.muc4.write import write_templates

BOMB = """
TST9-MUC4-0001

   LIMA, 5 JAN 90 (EFE) -- [TEXT] SUSPECTED SHINING PATH GUERRILLAS YESTERDAY SET OFF A CAR BOMB
IN FRONT OF A BANK IN LIMA.  POLICE REPORTED THAT TWO PASSERSBY WERE KILLED AND FIVE EMPLOYEES
WERE WOUNDED IN THE TERRORIST ATTACK.  THE BANK WAS DESTROYED BY THE EXPLOSION.
"""
MARKET = """
TST9-MUC4-0002

   LIMA, 5 JAN 90 (EFE) -- [TEXT] COTTON PRICES ROSE AGAIN THIS WEEK, THE MINISTRY OF AGRICULTURE
SAID.  FARMERS EXPECT A GOOD HARVEST IN THE NORTH OF THE COUNTRY.
"""


@pytest.fixture(scope="module")
def system() -> Iterator[System]:
    yield open_system(1)


def code(system: System, text: str) -> list[Template]:
    (found,) = system.code(read_messages(text))
    assert isinstance(found, list)
    return found


def values(template: Template, slot: int) -> set[str]:
    return {value for fill in template.slots[slot] for value in fill.values}


def test_a_bombing_is_found_and_placed(system: System) -> None:
    template = code(system, BOMB)[0]
    assert values(template, 4) == {"BOMBING"}
    assert values(template, 2) == {"04 JAN 90"}
    assert values(template, 3) == {"PERU: LIMA (CITY)"}
    assert any("BANK" in value for value in values(template, 12))


def test_case_changes_nothing(system: System) -> None:
    assert code(system, BOMB) == code(system, BOMB.lower().replace("[text]", "[Text]"))


def test_a_market_report_is_no_incident(system: System) -> None:
    (template,) = code(system, MARKET)
    assert not template.relevant


def test_the_response_is_read_back(system: System) -> None:
    templates = code(system, BOMB) + code(system, MARKET)
    parsed = parse_templates(write_templates(templates), "response")
    assert parsed.faults == ()
    assert [t.slots for t in parsed.templates] == [t.slots for t in templates]
