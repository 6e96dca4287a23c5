"""T2, T3, T7, T8: what others wrote stays text, on every page there is, in whatever field."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from itertools import product
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st
from limits import parse
from lxml import etree, html
from starlette.testclient import TestClient
from tests.web.conftest import HERE, PASSWORD
from tests.web.payloads import FORMULAS, MARK, QUESTIONS, SCRIPTS
from tests.web.routes import Route, walk

from reportedly.config import Config
from reportedly.ids import make_id
from reportedly.ledger import Ledger, jobs
from reportedly.ledger.jobs import Wanted
from reportedly.pipeline import Coded
from reportedly.records import (
    Article,
    Claim,
    Count,
    Event,
    Gap,
    Hop,
    Issue,
    Party,
    Place,
    Rival,
    Source,
    Tally,
    Thing,
    take_span,
)
from reportedly.run import deciding, publishing
from reportedly.run.accounts import make_account, make_token
from reportedly.run.adding import Adding
from reportedly.run.deciding import Person
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.run.publishing import Wish
from reportedly.web.api import tools
from reportedly.web.app import make_app

NOW = dt.datetime(2024, 3, 5, tzinfo=dt.UTC)
# Where somebody else's words may come to stand in a record.
TEXTS: dict[type, tuple[str, ...]] = {
    Party: ("text", "name", "sector"), Hop: ("verb", "via"), Claim: ("channel",),
    Count: ("who", "qualifier"), Thing: ("text", "kind"), Place: ("name", "admin1"),
    Rival: ("name",), Gap: ("why",),
}  # fmt: skip
MERGED = 50  # of the reports tell one incident
PUBLISHED = 4


def poison(value: Any, payload: str) -> Any:
    """Return a record with a payload in every text of it."""
    if isinstance(value, tuple):
        return tuple(poison(item, payload) for item in value)
    if not isinstance(value, msgspec.Struct):
        return value
    changes = {
        name: poison(getattr(value, name), payload)
        for name in value.__struct_fields__
        if isinstance(getattr(value, name), (tuple, msgspec.Struct))
    }
    changes |= dict.fromkeys(TEXTS.get(type(value), ()), payload)
    return msgspec.structs.replace(value, **changes)


def make_report(number: int, payload: str) -> Coded:
    """Return a report in which everything that can be somebody's words is the payload."""
    story = f"Gunmen killed {number + 3} men near Goma, police said. "
    article = Article(name=payload, media="text", text=story + payload)
    (coded,) = FakeCoder().code([article])
    assert coded.document is not None
    document = msgspec.structs.replace(
        coded.document, id=make_id(number), title=payload, url=payload, authors=(payload,),
        image=payload, source=Source(name=payload, domain=payload), source_id=payload,
        published=dt.date(2024, 3, 1 + number % 28),
    )  # fmt: skip
    whole = take_span(document.text, 0, len(document.text))
    (told,) = coded.events
    thing = Thing(text=payload, span=whole, kind=payload)
    event: Event = poison(told, payload)
    event = msgspec.structs.replace(
        event, id=make_id("event", number), document=document.id, evidence=(whole,), acled=payload,
        mode=payload, contexts=(payload,), targets=(thing,), instruments=(thing,),
    )  # fmt: skip
    tally = Tally(id=make_id("tally", number), document=document.id, effect="killed", low=number,
                  high=None, span=whole, qualifier=payload, who=payload, claims=event.claims,
                  as_of=dt.date(2024, 3, 1))  # fmt: skip
    issue = Issue(id=make_id("issue", number), subject=payload, stage="coding", reason=payload,
                  detail=payload)  # fmt: skip
    return Coded(document=document, events=(event,), tallies=(tally,), issues=(issue,))


def fill(book: Ledger) -> None:
    """Put every payload into every field of a ledger, and let people say it too."""
    for number, payload in enumerate(SCRIPTS):
        book.add(make_report(number, payload))
    link_ledger(book)
    ids = [make_id("event", number) for number in range(MERGED)]
    slug_of = {event: one.slug for one in book.incidents() for event in one.events}
    slugs = sorted({slug_of[key] for key in ids})
    if len(slugs) > 1:
        deciding.merge(book, slugs, say(SCRIPTS[0]))
    for number, payload in enumerate(SCRIPTS[:8]):
        deciding.judge(book, make_id("event", number), "accept", say(payload))
    # What is published: all that was merged, and a few more; titles and notes say it too.
    for number, incident in enumerate(sorted(book.incidents(), key=lambda one: -len(one.events))):
        if number == PUBLISHED:
            break
        payload = SCRIPTS[number * 3]
        wish = Wish(title=payload, note=SCRIPTS[number * 3 + 1])
        draft = publishing.make_draft(book, incident.slug, wish)
        publishing.publish(book, incident.slug, wish, say(payload), draft.edition.id,
                           two_people=False)  # fmt: skip


def say(payload: str) -> Person:
    return Person(by=payload[:80], at=NOW, reason=payload)


class House(msgspec.Struct, frozen=True):
    """A poisoned newsroom, who walks it, and where."""

    desk: TestClient
    program: TestClient
    routes: list[Route]

    def ask(self, route: Route, **words: str) -> Any:
        """Ask for a page, as the one who may see it."""
        client = self.program if route.of_api else self.desk
        return client.get(route.path, params=words)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    place = tmp_path_factory.mktemp("harm")
    with (
        Ledger.open(f"sqlite:///{place}/ledger.db") as book,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(tools, "API", parse("1000000/minute"))
        fill(book)
        name = SCRIPTS[0]
        account = make_account(book, name, "admin", PASSWORD)
        token = make_token(book, account, SCRIPTS[1], "admin", 1)
        wanted = [Wanted("text", payload, b"{}") for payload in SCRIPTS]
        with book.noting() as connection:
            jobs.add_job(connection, "abc", account.id, 0.0, wanted)
        Adding(book, Config(), FakeCoder).work()
        app = make_app(book, Config(), Adding(book, Config(), FakeCoder, fetch=lambda _: iter(())))
        desk = TestClient(app, base_url="http://newsroom.test", headers=HERE,
                          raise_server_exceptions=False)  # fmt: skip
        answer = desk.post("/desk/sign-in", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 200
        send_corrections(desk, book)
        program = TestClient(app, base_url="http://newsroom.test", raise_server_exceptions=False,
                             headers={"Authorization": f"Bearer {token}"})  # fmt: skip
        yield House(desk, program, list_routes(app, book))


def send_corrections(browser: TestClient, book: Ledger) -> None:
    """Send what a reader without scripts may send, to one published incident."""
    with book.reading() as connection:
        slug = connection.exec_driver_sql("SELECT slug FROM published LIMIT 1").scalar_one()
    for payload in SCRIPTS[:3]:
        data = {"field": "", "value": payload, "text": payload, "evidence": ""}
        browser.post(f"/en/incident/{slug}/correct", data=data)


def list_routes(app: FastAPI, book: Ledger) -> list[Route]:
    """Return every page there is, for several objects."""
    incidents = sorted(book.incidents(), key=lambda one: -len(one.events))
    with book.reading() as connection:
        shown = list(connection.exec_driver_sql("SELECT slug FROM published").scalars())
        document = connection.exec_driver_sql("SELECT document FROM public_article").scalar()
    found: dict[tuple[str, str], Route] = {}
    for number, slug in enumerate([incidents[0].slug, *shown, incidents[-1].slug]):
        event = make_id("event", number)
        forms = ("json", "csv", "geojson", "jsonl", "atom") if number == 0 else ("csv",)
        names = (event, make_id(number), slug) if number == 0 else (event,)
        for form, name, language in product(forms, names, ("en", "ar") if number < 2 else ("es",)):
            values = {
                "slug": slug, "event": event, "event_id": event, "name": name, "form": form,
                "document": document or make_id(number), "language": language, "job_id": "abc",
            }  # fmt: skip
            for route in walk(app, values):
                if route.method == "GET":
                    found[route.method, route.path] = route
    return list(found.values())


LINKED = ("href", "src", "action", "formaction", "poster", "data", "manifest", "ping", "cite",
          "background", "xlink:href", "hx-get", "hx-post")  # fmt: skip
FORBIDDEN = {"iframe", "object", "embed", "applet", "base", "frame", "style", "marquee", "math",
             "audio", "video", "image"}  # fmt: skip


def check_page(text: str, where: str) -> None:
    """Fail where a page runs, loads or leads to anything that somebody else wrote."""
    for payload in SCRIPTS:
        if "<" in payload:
            assert payload not in text, f"{where}: {payload} stands there as it was written"
    for element in html.document_fromstring(text).iter():
        if not isinstance(element.tag, str):
            assert MARK not in str(element.text), f"{where}: a comment says {element.text}"
            continue
        shown = f"{where}: {html.tostring(element)[:200]!r}"
        assert element.tag not in FORBIDDEN, shown
        if element.tag == "script":
            assert (element.get("src") or "").startswith("/static/"), shown
            assert not (element.text or "").strip(), shown
        if element.tag == "meta":
            assert element.get("http-equiv") is None, shown
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on") and name not in ("style", "srcdoc"), shown
            assert re.fullmatch(r"[a-z][a-z0-9:_-]*", name), shown
            assert name not in ("srcset", "imagesrcset"), shown
            if name in LINKED:
                check_link(element, value, shown)


def check_link(element: Any, value: str, shown: str) -> None:
    """Fail where a link is one that a browser runs, or follows by itself to somebody else."""
    parts = urlsplit(value.strip())
    if not parts.scheme and not parts.netloc:
        return
    ours = parts.netloc == "newsroom.test"
    assert parts.scheme in ("http", "https"), shown
    if not ours:
        assert element.tag == "a", f"{shown}: loads from elsewhere"
        assert "noreferrer" in (element.get("rel") or ""), shown


def check_feed(body: bytes, where: str) -> None:
    """Fail where a feed or a sitemap is broken by what somebody else wrote."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for element in etree.fromstring(body, parser).iter():
        if element.get("type") == "html":
            check_page(f"<html><body>{element.text}</body></html>", where)


def check_table(text: str, where: str) -> None:
    """Fail where a cell of a table is a formula."""
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            try:
                float(cell)
            except ValueError:
                assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")), where


def check(answer: Any, where: str) -> str:
    """Hold an answer against what its kind may be; return the kind."""
    kind = answer.headers.get("content-type", "").partition(";")[0]
    assert answer.status_code < 500, f"{where}: {answer.status_code}"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    if kind == "text/html":
        if answer.text.strip():
            check_page(answer.text, where)
    elif kind.endswith("xml"):
        check_feed(answer.content, where)
    elif kind == "text/csv":
        check_table(answer.text, where)
    else:
        assert kind in ("application/json", "application/jsonl", "application/geo+json",
                        "application/problem+json", "text/plain", ""), where  # fmt: skip
    return str(kind)


def test_t2_t3_every_page_shows_what_others_wrote_as_text(house: House) -> None:
    marked, kinds = set(), set()
    for route in house.routes:
        answer = house.ask(route)
        kinds.add(check(answer, route.path))
        if MARK in answer.text and answer.status_code == 200:
            marked.add(route.template)
    assert {"/desk/incident/{slug}", "/desk/event/{event}", "/desk/corrections", "/desk/published",
            "/desk/add/{job_id}", "/desk/tokens", "/{language}/incident/{slug}", "/{language}/",
            "/api/v1/documents/{name}", "/api/v1/events.{form}"} <= marked  # fmt: skip
    assert {"text/html", "application/json", "text/csv"} <= kinds


def test_t2_the_payloads_are_all_there(house: House) -> None:
    """The test of the test: the merged incident and the job show each of them, escaped."""
    shown = house.desk.get("/desk/add/abc").text
    assert [one for one in SCRIPTS if html_text(one) not in html_text_of(shown)] == []


def html_text(payload: str) -> str:
    return " ".join(payload.split())


def html_text_of(page: str) -> str:
    return " ".join(html.document_fromstring(page).text_content().split())


@pytest.mark.parametrize("payload", SCRIPTS[::9])
def test_t2_what_is_asked_is_never_answered_as_markup(house: House, payload: str) -> None:
    seen: set[str] = set()
    for route in house.routes:
        if route.template in seen:
            continue
        seen.add(route.template)
        for name in route.asked or ("q",):
            check(house.ask(route, **{name: payload}), f"{route.path}?{name}={payload}")


def test_t2_an_address_that_is_not_there_is_not_repeated_as_markup(house: House) -> None:
    for payload in SCRIPTS[::5]:
        for place in ("/", "/desk/", "/desk/incident/", "/en/incident/", "/api/v1/events/"):
            check(house.desk.get(f"{place}{payload}"), place)


@pytest.mark.parametrize("formula", FORMULAS)
def test_t7_no_table_of_the_web_holds_a_formula(house: House, formula: str) -> None:
    from reportedly.export.csv import neutralise

    assert str(neutralise(formula)).startswith("'")


def test_t8_no_question_breaks_a_page(house: House) -> None:
    asked = 0
    seen: set[str] = set()
    for route in house.routes:
        if route.template in seen:
            continue
        seen.add(route.template)
        for number, name in enumerate(route.asked):
            for question in QUESTIONS[number % 9 :: 9]:
                words = question.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
                answer = house.ask(route, **{name: words})
                assert answer.status_code < 500, (route.path, name, question)
                assert "sqlite" not in answer.text.lower(), (route.path, name, question)
                asked += 1
    assert asked > 200


@settings(max_examples=60)
@given(words=st.text(max_size=80) | st.lists(st.sampled_from(QUESTIONS), max_size=5).map(" ".join))
def test_t8_any_words_may_be_searched_for(house: House, words: str) -> None:
    plain = words.encode("utf-8", "replace").decode()
    searched = [route for route in house.routes if "q" in route.asked]
    for route in searched[:2]:
        assert house.ask(route, q=plain).status_code < 500
