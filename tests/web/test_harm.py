"""T2, T3, T7, T8: what others wrote stays text, on every page there is, in whatever field."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from limits import parse
from lxml import html
from starlette.testclient import TestClient
from tests.web.checks import check
from tests.web.conftest import HERE, PASSWORD
from tests.web.payloads import FORMULAS, MARK, QUESTIONS, SCRIPTS
from tests.web.poison import House, fill, list_routes, send_corrections

from reportedly.config import Config
from reportedly.ledger import Ledger, jobs
from reportedly.ledger.jobs import Wanted
from reportedly.run.accounts import make_account, make_token
from reportedly.run.adding import Adding
from reportedly.run.fake import FakeCoder
from reportedly.web.api import tools
from reportedly.web.app import make_app


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
