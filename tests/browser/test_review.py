"""Review by keyboard alone, merge and undo, on a wide screen and with a script turned off."""

import datetime as dt
from collections.abc import Callable

from playwright.sync_api import Page, expect
from tests.browser.conftest import Open, Visit, find_faults

from reportedly.ledger import Ledger
from reportedly.run.deciding import Person, merge

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


def test_merge_and_undo(open_house: Open, visit: Visit) -> None:
    house = open_house(reports=4)
    first, second = sorted(house.ledger.incidents(), key=lambda one: one.slug)[:2]
    page = visit(house, f"/desk/incident/{first.slug}", role="editor")
    assert find_faults(page) == []
    page.get_by_role("link", name="Merge", exact=True).click()
    search = page.get_by_label("Words of the other, or its address")
    search.press_sequentially(second.slug)
    page.locator("#found a").first.click()
    expect(page.get_by_role("heading", name="What they would be as one")).to_be_visible()
    page.get_by_label("Why").fill("one column of cars")
    page.get_by_role("button", name="They are one incident").click()
    expect(page.locator("#trail ~ .trail, .trail")).to_contain_text("one column of cars")
    merged = len(list(house.ledger.incidents()))
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".trail")).to_contain_text("taken back by editor Ada")
    assert len(list(house.ledger.incidents())) == merged + 1
    assert find_faults(page) == []


def test_why_events_meet_is_asked_for_when_it_is_opened(open_house: Open, visit: Visit) -> None:
    house = open_house(reports=2)
    person = Person(by="Bea", at=dt.datetime.now(dt.UTC))
    merge(house.ledger, [one.slug for one in house.ledger.incidents()], person)
    (incident,) = house.ledger.incidents()
    page = visit(house, f"/desk/incident/{incident.slug}", role="reader")
    page.get_by_role("heading", name="Why these events are taken for one").click()
    expect(page.locator(".why .reasons").first).to_contain_text("both")


def test_search_on_a_phone(open_house: Open, visit: Visit) -> None:
    house = open_house(reports=6)
    phone = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
    page = visit(house, "/desk", role="reader", **phone)
    page.get_by_label("Words").fill("goma")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".incidents > li")).to_have_count(2)
    assert find_faults(page) == []
    for path in ("/desk/queue", page.locator(".incidents a").first.get_attribute("href")):
        page.goto(str(path))
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 360, f"{path} is {wide} wide"
        assert find_faults(page) == []
