"""The desk's other pages: nothing serious for axe on any screen, and the list beside the map."""

import datetime as dt
import re

import msgspec
import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import House, Open, Visit, find_faults, tell
from tests.web.publishing import publish, shown

from reportedly.merge.series import Point, Series
from reportedly.records import Correction
from reportedly.run import corrections
from reportedly.web.desk import tallies

PAGES = (
    "", "/map", "/timeline", "/tallies", "/add", "/people", "/people/me", "/tokens", "/published",
    "/corrections",
)  # fmt: skip
DRAWN = ("/map", "/timeline", "/tallies")  # by a script, which says when it has
SLOW = 20_000  # milliseconds: without a graphics card the map takes its time


@pytest.fixture
def house(open_house: Open, monkeypatch: pytest.MonkeyPatch) -> House:
    """A newsroom with something on every page."""
    points = tuple(
        Point(day=dt.date(2024, 1, day), low=low, high=low, qualifier=None, documents=("d",))
        for day, low in ((1, 100), (11, 150), (21, 400))
    )
    one = Series(effect="killed", since=None, speaker="Ministry", who=None, points=points)
    monkeypatch.setattr(tallies, "ask", lambda desk: (one,))
    articles = [
        msgspec.structs.replace(one, published=dt.date(2024, 1 + number, 12))
        for number, one in enumerate(tell(6))
    ]
    house: House = open_house(articles=articles)
    slug = min(incident.slug for incident in house.ledger.incidents())
    publish(house.ledger, slug)
    said = Correction(
        id="", slug=slug, edition=shown(house.ledger)[slug], day=dt.date(2024, 5, 1), language="en",
        text="It was four, and not three.", field="killed", value="4",
        evidence="https://herald.test/4",
    )  # fmt: skip
    corrections.send(house.ledger, said, None)
    return house


def fill(page: Page) -> None:
    """Make a token and add an article, as a person does."""
    page.goto("/desk/tokens")
    page.get_by_label("What it is for").fill("a notebook")
    page.get_by_role("button", name="Make it").click()
    expect(page.locator(".notice.good input")).to_be_visible()
    page.goto("/desk/add")
    page.get_by_label("The story").fill("Gunmen killed 6 soldiers near Mopti, police said.")
    page.get_by_role("button", name="Add", exact=True).click()
    page.wait_for_url(re.compile(r"/desk/add/\w+"))
    expect(page.get_by_text("1 of 1 read")).to_be_visible()


@pytest.mark.parametrize(
    ("scheme", "width"), [("light", 1300), ("dark", 390), ("dark", 1300), ("light", 390)]
)
def test_axe_finds_nothing_serious_at_the_desk(
    house: House, visit: Visit, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 800}
    page = visit(house, "/desk", role="admin", viewport=size, color_scheme=scheme)
    fill(page)
    assert find_faults(page) == [], "what was added"
    for path in PAGES:
        page.goto(f"/desk{path}")
        if path in DRAWN:
            expect(page.locator("[data-ready]").first).to_be_visible(timeout=SLOW)
        assert find_faults(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path}: {wide} wide on a screen of {width}"


def test_the_list_beside_the_map_leads_to_an_incident(house: House, visit: Visit) -> None:
    page = visit(house, "/desk/map", role="reader")
    expect(page.locator("#map[data-ready] canvas")).to_be_visible(timeout=SLOW)
    found = page.locator("#in-view a")
    expect(found).to_have_count(int(str(page.locator("#map").get_attribute("data-ready"))))
    leads = str(found.first.get_attribute("href"))
    found.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{leads}")
    expect(page.locator("#trail")).to_be_attached()
