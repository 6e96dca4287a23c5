"""T11, T22: guessing is slow, sessions end, and no page may cost more than its share."""

import time

import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from starlette.testclient import TestClient
from tests.web.conftest import HERE, PASSWORD, SignIn

from reportedly.config import Config
from reportedly.ledger import Ledger
from reportedly.run.accounts import change_password, change_role, end_account, make_account
from reportedly.web.api.tools import MOST
from reportedly.web.app import make_app
from reportedly.web.safety import patience
from reportedly.web.safety.policy import PUBLIC, make_router, needs

ENDLESS = sa.text(
    "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 200000000)"
    " SELECT max(x) FROM n"
)


def knock(client: TestClient, name: str, **headers: str) -> int:
    data = {"name": name, "password": "wrong wrong wrong"}
    return client.post("/desk/sign-in", data=data, headers=headers).status_code


def test_t11_guessing_many_names_from_one_place_is_slowed_down(reader: TestClient) -> None:
    codes = [knock(reader, f"name {n}") for n in range(11)]
    assert codes == [403] * 10 + [429]


def test_t11_a_header_does_not_make_one_place_many(reader: TestClient) -> None:
    header = "x-forwarded-for"
    codes = [knock(reader, f"name {n}", **{header: f"198.51.100.{n}"}) for n in range(11)]
    assert codes[-1] == 429


def test_t11_the_right_password_does_not_help_who_was_slowed_down(sign_in: SignIn) -> None:
    ada = sign_in("coder")
    for _ in range(9):
        knock(ada, "coder Ada")
    data = {"name": "coder Ada", "password": PASSWORD}
    answer = ada.post("/desk/sign-in", data=data)
    assert answer.status_code == 429 and int(answer.headers["retry-after"]) > 0


@pytest.mark.parametrize("change", ["password", "role", "end"])
def test_t11_a_change_to_an_account_ends_its_sessions(
    sign_in: SignIn, told: Ledger, change: str
) -> None:
    make_account(told, "Root", "admin", PASSWORD)
    ada = sign_in("editor")
    assert ada.get("/desk").status_code == 200
    if change == "password":
        change_password(told, "editor Ada", "another long password")
    elif change == "role":
        change_role(told, "editor Ada", "admin")
    else:
        end_account(told, "editor Ada")
    assert ada.get("/desk").status_code == 303


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_t11_the_cookie_is_for_the_desk_and_no_script(told: Ledger, scheme: str) -> None:
    make_account(told, "Ada", "coder", PASSWORD)
    with TestClient(make_app(told, Config()), base_url=f"{scheme}://newsroom.test",
                    follow_redirects=False, headers=HERE) as client:  # fmt: skip
        answer = client.post("/desk/sign-in", data={"name": "Ada", "password": PASSWORD})
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=lax" in cookie and "path=/desk" in cookie
        assert ("secure" in cookie) is (scheme == "https")
        assert ("strict-transport-security" in answer.headers) is (scheme == "https")
        assert client.get("/desk").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("cookie", ["", "x", "a" * 5000, "rpt_" + "a" * 43, "ü", "'; --", "\x01"])
def test_t11_no_cookie_of_ones_own_making_lets_in(reader: TestClient, cookie: str) -> None:
    answer = reader.get("/desk", headers={b"cookie": f"reportedly={cookie}".encode()})
    assert answer.status_code == 303


@pytest.mark.parametrize("path", ["/slow", "/api/v1/slow"])
def test_t22_a_page_whose_question_takes_too_long_says_so(
    told: Ledger, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    app = make_app(told, Config())
    assert isinstance(app, FastAPI)
    router = make_router()

    @router.get("/slow")
    @router.get("/api/v1/slow")
    @needs(PUBLIC)
    def ask() -> str:
        with told.reading() as connection:
            connection.execute(ENDLESS).all()
        return "done"

    app.router.routes[:0] = [*router.routes]
    monkeypatch.setattr(patience, "READ_SECONDS", 0.3)
    with TestClient(app, base_url="http://newsroom.test") as client:
        begun = time.monotonic()
        answer = client.get(path)
        assert time.monotonic() - begun < 10
        assert answer.status_code == 503
        assert "SELECT" not in answer.text and "sqlite" not in answer.text
        assert client.get("/en/").status_code == 200, "and the next page is served"


def test_t22_a_form_that_is_too_large_is_not_read(sign_in: SignIn) -> None:
    ada = sign_in("admin")
    answer = ada.post("/desk/tokens", data={"name": "x" * 3_000_000, "scope": "read"})
    assert answer.status_code == 413


def test_t22_no_page_of_the_api_holds_more_than_its_most(reader: TestClient) -> None:
    spec = reader.get("/api/v1/openapi.json").json()
    limits = [
        one["schema"]
        for path in spec["paths"].values()
        for one in path.get("get", {}).get("parameters", [])
        if one["name"] == "limit"
    ]
    assert len(limits) == 14
    assert {limit["maximum"] for limit in limits} == {MOST}
