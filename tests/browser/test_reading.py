"""From the desk to readers and back: publish, read as a stranger, correct, moderate."""

import re

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import House, Open, Visit, find_faults

from reportedly.web.safety import human

# What a reader clicks on and reads, in their language.
WORDS = {
    "en": ("Suggest a correction", "In your words", "Send", "Received", "Look it up"),
    "ar": ("اقتراح تصحيح", "بكلماتك", "إرسال", "وصل", "ابحث عنه"),
}
SAID = "It was four. <script>alert(1)</script>"


@pytest.fixture
def house(open_house: Open, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(human, "COST", 500)  # a busy machine should not fail for being busy
    return open_house(reports=4)


def publish(desk: Page, slug: str) -> None:
    """Publish an incident as an editor does."""
    desk.goto(f"/desk/incident/{slug}/publish")
    for box in desk.locator("input[name=checked]").all():
        box.check()
    desk.get_by_role("button", name="Publish this").click()
    expect(desk.locator(".tag", has_text=re.compile("^published$")).first).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_from_the_desk_to_readers_and_back(house: House, visit: Visit, language: str) -> None:
    suggest, in_words, send, received, look_up = WORDS[language]
    slug = sorted(incident.slug for incident in house.ledger.incidents())[0]
    stranger = visit(house, f"/{language}/incident/{slug}", java_script_enabled=False)
    assert slug not in stranger.content(), "not before somebody decided"
    desk = visit(house, "/desk/published", role="editor")
    publish(desk, slug)

    stranger.goto(f"/{language}/")
    assert stranger.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    stranger.locator(".front h2 a").first.click()
    expect(stranger.locator("#sources")).to_be_visible()
    expect(stranger.locator(".r-sources")).to_contain_text("Attack near")
    assert stranger.context.cookies() == []

    writer = visit(house, f"/{language}/incident/{slug}")
    writer.get_by_role("link", name=suggest).click()
    writer.get_by_label(in_words).fill(SAID)
    expect(writer.locator("altcha-widget")).to_be_visible()
    writer.get_by_role("button", name=send, exact=True).click()
    expect(writer.get_by_role("heading", name=received)).to_be_visible(timeout=60_000)
    receipt = writer.locator(".receipt code").inner_text()
    assert re.fullmatch(r"([0-9A-Z]{4}-){4}[0-9A-Z]{4}", receipt)

    desk.goto("/desk/corrections")
    expect(desk.get_by_text(SAID)).to_be_visible()
    expect(desk.get_by_text("no human test")).to_have_count(0)
    desk.get_by_label("Reason:").fill("The report does say four.")
    desk.get_by_label("Show it").check()
    desk.get_by_role("button", name="Take it").click()
    expect(desk.get_by_text("Nothing waits.")).to_be_visible()

    stranger.goto(f"/{language}/correction")
    stranger.locator("input[name=receipt]").fill(receipt.lower())
    stranger.get_by_role("button", name=look_up).click()
    expect(stranger.get_by_text("The report does say four.")).to_be_visible()
    stranger.goto(f"/{language}/incident/{slug}")
    stranger.reload()  # a browser keeps a page for a minute
    expect(stranger.get_by_text("The report does say four.")).to_be_visible()


def test_without_scripts_a_correction_is_held(house: House, visit: Visit) -> None:
    slug = sorted(incident.slug for incident in house.ledger.incidents())[0]
    desk = visit(house, "/desk", role="editor")
    publish(desk, slug)
    stranger = visit(house, f"/es/incident/{slug}/correct", java_script_enabled=False)
    expect(stranger.locator("noscript p")).to_be_visible()
    stranger.locator("textarea").fill("Fueron cuatro.")
    stranger.locator("button.main").click()
    expect(stranger.locator(".receipt")).to_be_visible()
    desk.goto("/desk/corrections")
    expect(desk.get_by_text("no human test")).to_be_visible()


def test_what_is_withdrawn_is_gone(house: House, visit: Visit) -> None:
    slug = sorted(incident.slug for incident in house.ledger.incidents())[0]
    desk = visit(house, "/desk", role="editor")
    publish(desk, slug)
    taking = desk.locator("form", has=desk.get_by_role("button", name="Withdraw"))
    taking.get_by_label("Reason").fill("The outlet took it back.")
    taking.get_by_role("button", name="Withdraw").click()
    stranger = visit(house, f"/en/incident/{slug}", java_script_enabled=False)
    expect(stranger.get_by_role("heading", name="This was taken back")).to_be_visible()
    expect(stranger.get_by_text("The outlet took it back.")).to_be_visible()
    desk.locator(".rows li", has_text="withdraw").get_by_role("button").first.click()
    stranger.reload()
    expect(stranger.locator("#sources")).to_be_visible()


def test_paper_carries_what_is_read_and_nothing_to_click(house: House, visit: Visit) -> None:
    slug = sorted(incident.slug for incident in house.ledger.incidents())[0]
    desk = visit(house, "/desk", role="editor")
    publish(desk, slug)
    document = house.ledger.find(house.ledger.incident(slug).events[0]).document
    page = visit(house, "/en/")
    for path, told in ((f"incident/{slug}", "#sources"), (f"article/{document}", "article h1")):
        page.emulate_media(media="screen")
        page.goto(f"/en/{path}")
        for part in (".languages", ".foot nav"):
            expect(page.locator(part)).to_be_visible()
        page.emulate_media(media="print")
        expect(page.locator(told)).to_be_visible()
        for shown in page.locator("nav, form, button, .button, .skip").all():
            expect(shown).to_be_hidden()
    page.goto(f"/en/incident/{slug}")
    expect(page.locator(".history li")).to_be_visible()  # folded on a screen, never on paper
    desk.goto(f"/desk/incident/{slug}")
    desk.emulate_media(media="print")
    expect(desk.get_by_role("heading", level=1)).to_be_visible()
    for part in (".bar", "form"):
        for found in desk.locator(part).all():
            expect(found).to_be_hidden()


@pytest.mark.parametrize(("language", "scheme", "width"), [
    ("en", "light", 1300), ("en", "dark", 390), ("es", "light", 390), ("ar", "light", 1300),
    ("ar", "dark", 390)])  # fmt: skip
def test_axe_finds_nothing_serious(
    house: House, visit: Visit, language: str, scheme: str, width: int
) -> None:
    slug = sorted(incident.slug for incident in house.ledger.incidents())[0]
    size = {"width": width, "height": 800}
    desk = visit(house, "/desk", role="editor", viewport=size, color_scheme=scheme)
    desk.goto(f"/desk/incident/{slug}/publish")
    assert find_faults(desk) == []
    publish(desk, slug)
    for path in ("/desk/published", f"/desk/incident/{slug}/publish", "/desk/corrections"):
        desk.goto(path)
        assert find_faults(desk) == [], path
        assert desk.evaluate("document.documentElement.scrollWidth") <= width, path
    page = visit(house, f"/{language}/", viewport=size, color_scheme=scheme)
    document = house.ledger.find(house.ledger.incident(slug).events[0]).document
    for path in ("", f"incident/{slug}", f"article/{document}", f"incident/{slug}/correct",
                 "methodology", "correction"):  # fmt: skip
        page.goto(f"/{language}/{path}")
        assert find_faults(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path}: {wide} wide on a screen of {width}"
