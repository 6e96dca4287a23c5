"""The API: the same records as the JSON lines, in pages, to whom a token allows them."""

import csv
import io
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from httpx2 import Response
from limits import parse
from starlette.testclient import TestClient
from tests.web.conftest import PASSWORD

from reportedly.config import Config
from reportedly.ledger import Ledger
from reportedly.records import (
    Article,
    Document,
    Event,
    Incident,
    Issue,
    Judgement,
    Record,
    Role,
    Scope,
)
from reportedly.run.accounts import make_account, make_token
from reportedly.run.adding import Adding
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.run.listing import list_incidents
from reportedly.web.api import tools
from reportedly.web.app import make_app

Ask = Callable[..., Response]
SCOPE: dict[Role, Scope] = {
    "reader": "read", "coder": "judge", "editor": "publish", "admin": "admin",
}  # fmt: skip


@pytest.fixture
def many(book: Ledger) -> Ledger:
    """A ledger with reports on seven killings, and what cannot be used."""
    articles = [
        Article(name=f"r{n}", media="text", title="=1+1",
                text=f"Gunmen killed {n} men near {place}, police said.", source=f"The {n} Post")
        for n, place in enumerate(("Mopti", "Goma", "Beni", "Gao", "Kidal", "Goma", "Mopti"), 3)
    ]  # fmt: skip
    articles.append(Article(name="none", media="text", text=" "))
    for coded in FakeCoder().code(articles):
        book.add(coded)
    link_ledger(book)
    return book


@pytest.fixture
def client(many: Ledger) -> Iterator[TestClient]:
    """A program, on a newsroom whose links lead nowhere."""
    app = make_app(many, Config(), Adding(many, Config(), FakeCoder, fetch=lambda _: iter(())))
    with TestClient(app, base_url="http://newsroom.test") as found:
        yield found


@pytest.fixture
def ask(client: TestClient, many: Ledger) -> Ask:
    """Return what asks the API with a token of a role."""
    tokens: dict[str, str] = {}

    def send(method: str, path: str, role: Role = "reader", **options: Any) -> Response:
        if role not in tokens:
            account = make_account(many, f"{role} Ada", role, PASSWORD)
            tokens[role] = make_token(many, account, "test", SCOPE[role], 1)
        headers = {"Authorization": f"Bearer {tokens[role]}"}
        return client.request(method, f"/api/v1{path}", headers=headers, **options)

    return send


TYPES: dict[str, type[Record]] = {
    "documents": Document, "events": Event, "incidents": Incident, "judgements": Judgement,
    "issues": Issue,
}  # fmt: skip


@pytest.mark.parametrize("listing", TYPES)
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_pages_hold_everything_once_and_nothing_else(
    ask: Ask, many: Ledger, listing: str, limit: int
) -> None:
    for event in list(many.events())[:3]:
        body = {"action": "accept", "subjects": [event.id]}
        assert ask("POST", "/judgements", "coder", json=body).status_code == 201
    whole = {
        "documents": many.documents, "events": many.events, "incidents": many.incidents,
        "judgements": many.judgements, "issues": many.issues,
    }[listing]()  # fmt: skip
    found, path = [], f"/{listing}?names=true&limit={limit}"
    for _ in range(30):
        answer = ask("GET", path)
        page = answer.json()
        assert len(page["items"]) <= limit
        found += [msgspec.convert(item, TYPES[listing]) for item in page["items"]]
        if page["next"] is None:
            assert "link" not in answer.headers
            break
        assert f"after={page['next']}" in answer.headers["link"]
        path = f"/{listing}?names=true&limit={limit}&after={page['next']}"
    expected = list(whole)
    assert len(found) == len(expected) > 0
    assert sorted(found, key=lambda one: one.id) == sorted(expected, key=lambda one: one.id)


def test_records_are_those_of_the_json_lines_to_the_byte(ask: Ask, many: Ledger) -> None:
    lines = ask("GET", "/events.jsonl?names=true").content.splitlines()
    assert sorted(lines) == sorted(msgspec.json.encode(event) for event in many.events())
    one = next(many.documents())
    assert ask("GET", f"/documents/{one.id}?names=true").content == msgspec.json.encode(one)


def test_t17_names_and_texts_stay_unless_they_are_asked_for(ask: Ask) -> None:
    for document in ask("GET", "/documents").json()["items"]:
        assert document["text"] == ""
    for document in ask("GET", "/documents?names=true").json()["items"]:
        assert document["text"]


def test_t7_no_cell_of_a_table_is_a_formula(ask: Ask) -> None:
    answer = ask("GET", "/events.csv?names=true")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "attachment" in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert len(rows) == 7 and {row["title"] for row in rows} == {"'=1+1"}
    assert all(not cell.startswith(("=", "+", "@", "\t")) for row in rows for cell in row.values())


def test_geojson_holds_the_events_with_coordinates(ask: Ask) -> None:
    answer = ask("GET", "/events.geojson")
    assert answer.headers["content-type"] == "application/geo+json"
    assert len(json.loads(answer.text)["features"]) == 7


def test_events_and_incidents_are_filtered(ask: Ask) -> None:
    assert len(ask("GET", "/events?country=ml").json()["items"]) == 7
    assert ask("GET", "/events?country=FR").json()["items"] == []
    assert ask("GET", "/incidents?disputed=true&country=ML").status_code == 200
    assert ask("GET", "/incidents?since=2999-01-01").json()["items"] == []


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=201", "limit=x", "after=!!", "after=W10", "after=WzEsMl0",
     "after=bm90anNvbg", "since=yesterday", "country=%00", "after=" + "a" * 401, "names=perhaps"],
)  # fmt: skip
def test_t22_a_bad_question_is_a_problem_with_a_reason(ask: Ask, query: str) -> None:
    answer = ask("GET", f"/events?{query}")
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code and problem["detail"]


def test_a_cursor_of_another_listing_is_refused(ask: Ask) -> None:
    after = ask("GET", "/documents?limit=1").json()["next"]
    assert ask("GET", f"/events?after={after}").status_code == 400


def test_what_is_not_there_is_a_problem(ask: Ask) -> None:
    for path in ("/events/none", "/documents/none", "/incidents/none", "/nothing", "/jobs/abc"):
        answer = ask("GET", path, "coder")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def test_an_event_is_judged_and_the_judgement_undone(ask: Ask, many: Ledger) -> None:
    event = next(many.events())
    body = {"action": "correct", "subjects": [event.id], "field": "killed", "value": "2",
            "reason": "misread"}  # fmt: skip
    answer = ask("POST", "/judgements", "coder", json=body)
    assert answer.status_code == 201
    written = msgspec.convert(answer.json(), Judgement)
    assert written.by == "coder Ada" and written.subject == event.id
    assert ask("GET", f"/events/{event.id}?judged=true").json()["counts"][0]["low"] == 2
    assert ask("GET", f"/events/{event.id}").json()["counts"][0]["low"] == event.counts[0].low
    undo = {"action": "undo", "subjects": [written.id]}
    assert ask("POST", "/judgements", "coder", json=undo).status_code == 201
    assert ask("GET", f"/events/{event.id}?judged=true").json()["counts"][0]["low"] != 2


def test_who_came_second_is_told_so(ask: Ask, many: Ledger) -> None:
    event = next(many.events())
    body = {"action": "accept", "subjects": [event.id], "after": ""}
    assert ask("POST", "/judgements", "coder", json=body).status_code == 201
    late = body | {"action": "not_event"}
    answer = ask("POST", "/judgements", "editor", json=late)
    assert answer.status_code == 409 and "coder Ada decided first" in answer.json()["detail"]


def test_t12_a_coder_merges_nothing_and_undoes_no_merge(ask: Ask, many: Ledger) -> None:
    slugs = [incident.slug for incident in many.incidents()][:2]
    body = {"action": "merge", "subjects": slugs}
    assert ask("POST", "/judgements", "reader", json=body).status_code == 403
    assert ask("POST", "/judgements", "coder", json=body).status_code == 403
    answer = ask("POST", "/judgements", "editor", json=body)
    assert answer.status_code == 201
    undo = {"action": "undo", "subjects": [answer.json()["id"]]}
    assert ask("POST", "/judgements", "coder", json=undo).status_code == 403
    assert ask("POST", "/judgements", "editor", json=undo).status_code == 201


def test_t19_nothing_is_published_but_by_an_editor_who_saw_it(ask: Ask, many: Ledger) -> None:
    slug = next(many.incidents()).slug
    draft = ask("POST", f"/incidents/{slug}/draft", "coder", json={}).json()
    body = {"action": "publish", "subjects": [slug], "value": draft["edition"]["id"],
            "reason": "two sources", "checked": draft["checks"]}  # fmt: skip
    assert ask("POST", "/judgements", "coder", json=body).status_code == 403
    unseen = body | {"value": "0" * 20}
    assert ask("POST", "/judgements", "editor", json=unseen).status_code == 422
    assert ask("POST", "/judgements", "editor", json=body).status_code == 201


def test_articles_are_taken_in_and_reported_on(ask: Ask, many: Ledger) -> None:
    entry = {"text": "Rebels killed 44 guards near Uvira.", "id": "a", "published": "2024-03-04"}
    answer = ask("POST", "/articles", "coder", json={"articles": [entry], "links": []})
    assert answer.status_code == 202
    place = answer.headers["location"].removeprefix("/api/v1")
    for _ in range(200):
        job = ask("GET", place, "coder").json()
        if job["items"][0]["state"] == "done":
            break
        time.sleep(0.05)
    assert len(job["items"][0]["report"][0]["events"]) == 1
    assert ask("GET", place, "editor").status_code == 404
    assert ask("POST", "/articles", "reader", json={"articles": [entry]}).status_code == 403
    assert ask("POST", "/articles", "coder", json={}).status_code == 422


def test_t22_a_program_that_asks_too_often_is_told_when_to_come_back(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tools, "API", parse("5/minute"))
    codes = [ask("GET", "/issues?limit=1") for _ in range(6)]
    assert codes[0].status_code == 200 and codes[-1].status_code == 429
    assert int(codes[-1].headers["retry-after"]) > 0


def test_t23_no_error_tells_how_it_is_inside(ask: Ask) -> None:
    for path in ("/events/%27%3B--", "/incidents/%2e%2e", "/documents/" + "x" * 190):
        text = ask("GET", path).text
        assert "Traceback" not in text and "sqlalchemy" not in text and "SELECT" not in text


def test_t8_words_find_the_incidents_that_are_told_in_them(ask: Ask, many: Ledger) -> None:
    list_incidents(many)
    found, path = [], "/search?q=men&limit=2&names=true"
    for _ in range(20):
        page = ask("GET", path).json()
        found += [one["slug"] for one in page["items"]]
        if page["next"] is None:
            break
        path = f"/search?q=men&limit=2&names=true&after={page['next']}"
    assert sorted(found) == sorted(one.slug for one in many.incidents())
    assert len(ask("GET", "/search?q=Kidal").json()["items"]) == 1
    assert ask("GET", "/search?q=Atlantis").json() == {"items": [], "next": None}
    assert ask("GET", "/search").status_code == 422
    after = ask("GET", "/documents?limit=1").json()["next"]
    assert ask("GET", f"/search?q=men&after={after}").status_code == 400
