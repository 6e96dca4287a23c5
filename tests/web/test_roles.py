"""T12: who may use which route, for every route there is. A new one is tested by being there."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from limits import parse
from starlette.testclient import TestClient
from tests.web.conftest import HERE, PASSWORD
from tests.web.routes import Route, walk

from reportedly.config import Config
from reportedly.ledger import Ledger
from reportedly.records import Article, Role, Scope
from reportedly.run.accounts import make_account, make_token
from reportedly.run.adding import Adding
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.web.api import tools
from reportedly.web.api.tools import REACH
from reportedly.web.app import make_app
from reportedly.web.safety.policy import PUBLIC, ROLES

REFUSED = (401, 403)
# Forms that are sent empty change nothing; these would.
SKIPPED = {("POST", "/desk/sign-out"), ("POST", "/desk/sign-in")}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    place = tmp_path_factory.mktemp("roles")
    with Ledger.open(f"sqlite:///{place}/ledger.db") as ledger:
        text = "Gunmen killed 6 soldiers near Goma, police said."
        for coded in FakeCoder().code([Article(name="a", media="text", text=text)]):
            ledger.add(coded)
        link_ledger(ledger)
        yield ledger


@pytest.fixture(scope="module")
def app(book: Ledger) -> Iterator[FastAPI]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tools, "API", parse("1000000/minute"))
        yield make_app(book, Config(), Adding(book, Config(), FakeCoder, fetch=lambda _: iter(())))


@pytest.fixture(scope="module")
def routes(app: FastAPI, book: Ledger) -> list[Route]:
    """Every route, on objects that are there."""
    document, event, incident = (next(iter(some())) for some in
                                 (book.documents, book.events, book.incidents))  # fmt: skip
    values = {
        "slug": incident.slug, "name": event.id, "document": document.id, "language": "en",
        "form": "json", "job_id": "0", "token_id": "0", "event": event.id, "event_id": event.id,
        "judgement": "0", "saved_id": "0", "id": "0",
    }  # fmt: skip
    found = list(walk(app, values))
    assert len(found) > 40
    return found


def open_browser(app: FastAPI) -> TestClient:
    return TestClient(app, base_url="http://newsroom.test", follow_redirects=False, headers=HERE,
                      raise_server_exceptions=False)  # fmt: skip


@pytest.fixture(scope="module")
def people(app: FastAPI, book: Ledger) -> dict[Role, TestClient]:
    """A browser for each role, signed in."""
    found: dict[Role, TestClient] = {}
    for role in ROLES:
        make_account(book, role, role, PASSWORD)
        found[role] = open_browser(app)
        answer = found[role].post("/desk/sign-in", data={"name": role, "password": PASSWORD})
        assert answer.status_code == 303
    return found


def ask(client: TestClient, route: Route, **headers: str) -> int:
    return client.request(route.method, route.path, headers=headers).status_code


def test_t12_default_is_no(routes: list[Route]) -> None:
    assert [route for route in routes if route.needed not in (PUBLIC, *ROLES)] == []
    public = {route.template for route in routes if route.needed == PUBLIC}
    inside = {path for path in public if path.startswith(("/desk", "/api"))}
    assert inside == {"/desk/sign-in", "/api/v1/openapi.json"}


def test_t12_a_stranger_sees_nothing_of_the_desk_and_the_api(
    app: FastAPI, routes: list[Route]
) -> None:
    stranger = open_browser(app)
    for route in routes:
        if route.needed == PUBLIC:
            continue
        code = ask(stranger, route)
        door = 303 if route.at_desk and route.method == "GET" else 401
        assert code == door, (route, code)


@pytest.mark.parametrize("role", ROLES)
def test_t12_each_role_may_what_it_may_and_no_more(
    people: dict[Role, TestClient], routes: list[Route], role: Role
) -> None:
    tried = 0
    for route in routes:
        if not route.at_desk or (route.method, route.template) in SKIPPED:
            continue
        assert route.needed is not None
        enough = route.needed == PUBLIC or ROLES.index(role) >= ROLES.index(route.needed)  # type: ignore[arg-type]
        code = ask(people[role], route)
        if enough:
            assert code not in REFUSED and code < 500, (route, code)
        else:
            # Who may not look is told that there is nothing; who may not act, that they may not.
            assert code == (404 if route.method == "GET" else 403), (route, code)
        tried += 1
    assert tried > 15


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("scope", REACH)
def test_t12_a_token_may_what_both_its_scope_and_its_person_may(
    app: FastAPI, book: Ledger, people: dict[Role, TestClient], routes: list[Route],
    role: Role, scope: Scope,
) -> None:  # fmt: skip
    from reportedly.ledger.accounts import find_account

    with book.reading() as connection:
        found = find_account(connection, role)
    assert found is not None
    token = make_token(book, found[0], "test", scope, 1)
    program = TestClient(app, base_url="http://newsroom.test", raise_server_exceptions=False)
    rank = min(ROLES.index(role), ROLES.index(REACH[scope]))
    tried = 0
    for route in routes:
        if not route.of_api or route.needed == PUBLIC:
            continue
        code = ask(program, route, authorization=f"Bearer {token}")
        if rank >= ROLES.index(route.needed):  # type: ignore[arg-type]
            assert code not in REFUSED and code < 500, (route, code)
        else:
            assert code == (404 if route.method == "GET" else 403), (route, code)
        tried += 1
    assert tried > 15


def test_t12_a_session_opens_no_door_of_the_api_and_a_token_none_of_the_desk(
    app: FastAPI, book: Ledger, people: dict[Role, TestClient], routes: list[Route]
) -> None:
    from reportedly.ledger.accounts import find_account

    with book.reading() as connection:
        found = find_account(connection, "admin")
    assert found is not None
    token = make_token(book, found[0], "test", "admin", 1)
    stranger = open_browser(app)
    for route in routes:
        if route.needed == PUBLIC:
            continue
        if route.of_api:
            assert ask(people["admin"], route) == 401, route
        else:
            code = ask(stranger, route, authorization=f"Bearer {token}")
            assert code in (303, 401), route


def test_t12_other_methods_are_not_there(
    people: dict[Role, TestClient], routes: list[Route]
) -> None:
    allowed: dict[str, set[str]] = {}
    for route in routes:
        allowed.setdefault(route.path, set()).add(route.method)
    for path, methods in allowed.items():
        for method in {"PUT", "PATCH", "DELETE", "TRACE"} - methods:
            code = people["admin"].request(method, path).status_code
            assert code in (401, 404, 405), (method, path, code)
