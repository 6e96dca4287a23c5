"""The timeline's brush, totals as steps, and keys that lead on."""

import datetime as dt
import re
from itertools import pairwise

import msgspec
import pytest
from playwright.sync_api import expect
from tests.browser.conftest import Open, Visit, tell

from reportedly.merge.series import Point, Series
from reportedly.run.deciding import Person, merge
from reportedly.web.desk import tallies


def test_a_stretch_of_the_timeline_is_chosen_and_listed(open_house: Open, visit: Visit) -> None:
    articles = [
        msgspec.structs.replace(one, published=dt.date(2024, 1 + number, 12))
        for number, one in enumerate(tell(6))
    ]
    page = visit(open_house(articles=articles), "/desk/timeline", role="reader")
    expect(page.locator("#timeline[data-ready] svg")).to_be_visible()
    box = page.locator("#timeline").bounding_box()
    assert box is not None
    height = box["y"] + box["height"] - 30  # the slider stands 12 above the end and is 36 high
    page.mouse.move(box["x"] + 48, height)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, height, steps=8)
    page.mouse.up()
    expect(page.locator("#chosen")).to_be_visible()
    page.locator("#chosen").click()
    page.wait_for_url(re.compile(r"/desk\?.*since=2024-0[2-6]"))


def test_totals_are_drawn_as_steps(
    open_house: Open, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    points = tuple(
        Point(day=dt.date(2024, 1, day), low=low, high=low, qualifier=None, documents=("d",))
        for day, low in ((1, 100), (11, 150), (21, 400))
    )
    one = Series(effect="killed", since=None, speaker="Ministry", who=None, points=points)
    monkeypatch.setattr(tallies, "ask", lambda desk: (one,))
    page = visit(open_house(reports=2), "/desk/tallies", role="reader")
    expect(page.locator("#tallies .chart svg")).to_be_visible()
    lines = [path.get_attribute("d") or "" for path in page.locator(".chart svg path").all()]
    places = [re.findall(r"-?[\d.]+", line) for line in lines]
    # Three points as steps are five corners, each beside or above the one before.
    steps = [list(zip(n[::2], n[1::2], strict=True)) for n in places if len(n) == 10]
    assert any(all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(line)) for line in steps)


def test_keys_lead_to_merging_and_splitting(open_house: Open, visit: Visit) -> None:
    house = open_house(reports=4)
    slugs = sorted(incident.slug for incident in house.ledger.incidents())
    merge(house.ledger, slugs[:2], Person(by="Ada", at=dt.datetime.now(dt.UTC)))
    merged = next(one for one in house.ledger.incidents() if len(one.events) > 1)
    page = visit(house, f"/desk/queue?at={merged.events[0]}", role="editor")
    page.keyboard.press("m")
    page.wait_for_url("**/merge*")
    page.go_back()
    page.keyboard.press("s")
    page.wait_for_url("**/split*")
