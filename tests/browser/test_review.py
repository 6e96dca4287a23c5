"""Review by keyboard alone, merge and undo, on a wide screen and with a script turned off."""

from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.browser.conftest import Open, Visit, find_faults

from reportedly.ledger import Ledger

DECIDED = 10


def actions(ledger: Ledger) -> list[str]:
    return [judgement.action for judgement in ledger.judgements()]


def wait_for(page: Page, holds: Callable[[], bool]) -> None:
    """Wait until the ledger says so: decisions are sent behind the page."""
    for _ in range(400):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"it did not come to pass: {page.locator('#said').inner_text()}")


def test_ten_events_are_reviewed_by_keyboard_alone(open_house: Open, visit: Visit) -> None:
    house = open_house(reports=12)
    page = visit(house, "/desk/queue", role="coder")
    assert find_faults(page) == []
    for number in range(DECIDED):
        before = page.locator("#work").get_attribute("data-event")
        page.keyboard.press("r" if number % 3 == 2 else "a")
        expect(page.locator("#work")).not_to_have_attribute("data-event", str(before))
    wait_for(page, lambda: len(actions(house.ledger)) == DECIDED)
    assert actions(house.ledger).count("not_event") == DECIDED // 3
    page.keyboard.press("u")
    wait_for(page, lambda: actions(house.ledger)[-1] == "undo")
    undone = house.ledger.judgements()[-2].subject
    expect(page.locator("#work")).to_have_attribute("data-event", undone)
    page.keyboard.press("j")
    expect(page.locator("#work")).not_to_have_attribute("data-event", undone)
    page.keyboard.press("k")
    expect(page.locator("#work")).to_have_attribute("data-event", undone)


def test_a_field_is_edited_by_keyboard_and_a_wrong_value_is_said_beside_it(
    open_house: Open, visit: Visit
) -> None:
    house = open_house(reports=2)
    page = visit(house, "/desk/queue", role="coder")
    field = page.locator("#f-killed")
    field.get_by_text("Edit").click()
    entry = field.locator("input[name=value]")
    entry.fill("many")
    entry.press("Enter")
    expect(field.get_by_role("alert")).to_contain_text("wanted a number or a range")
    entry = field.locator("input[name=value]")
    entry.fill("14")
    entry.press("Enter")
    expect(page.locator("#f-killed")).to_contain_text("14")
    expect(page.locator("#f-killed")).to_contain_text("set by a person")
    assert actions(house.ledger) == ["correct"]


def test_keys_do_nothing_while_one_types_or_when_turned_off(open_house: Open, visit: Visit) -> None:
    house = open_house(reports=4)
    page = visit(house, "/desk/queue", role="coder")
    first = str(page.locator("#work").get_attribute("data-event"))
    page.get_by_label("Note").fill("a rather odd one: juke")
    page.keyboard.type("arjk")
    assert page.locator("#work").get_attribute("data-event") == first
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.get_by_label("Single keys do this").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_timeout(200)
    assert actions(house.ledger) == []
    page.get_by_role("button", name="Accept").click()
    wait_for(page, lambda: actions(house.ledger) == ["accept"])
    assert house.ledger.judgements()[0].reason == "a rather odd one: jukearjk"


def test_a_field_leads_to_its_words_and_back(open_house: Open, visit: Visit) -> None:
    page = visit(open_house(reports=2), "/desk/queue", role="reader")
    page.locator("#f-recipients-0 a").click()
    expect(page.locator(".text .m-recipient")).to_have_class("m m-recipient told flash")
    page.locator(".text .m-where").click()
    expect(page.locator("#f-where")).to_have_class("field r-where flash")


def test_two_people_at_once_the_second_is_told_who_was_first(
    open_house: Open, visit: Visit
) -> None:
    house = open_house(reports=4)
    ada = visit(house, "/desk/queue", role="coder")
    bea = visit(house, "/desk/queue", role="editor")
    ada.keyboard.press("a")
    wait_for(ada, lambda: len(actions(house.ledger)) == 1)
    bea.keyboard.press("r")
    expect(bea.locator("#said")).to_contain_text("coder Ada was faster")
    assert actions(house.ledger) == ["accept", "not_event"]


def test_without_a_script_forms_and_links_do_the_same(open_house: Open, visit: Visit) -> None:
    house = open_house(reports=4)
    page = visit(house, "/desk/queue", role="coder", java_script_enabled=False)
    first = page.locator("#work").get_attribute("data-event")
    page.get_by_role("button", name="Accept").click()
    assert page.locator("#work").get_attribute("data-event") != first
    page.get_by_role("button", name="Undo").click()
    assert page.locator("#work").get_attribute("data-event") == first
    assert actions(house.ledger) == ["accept", "undo"]
