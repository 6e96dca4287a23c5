"""Tokens: shown once, kept as a hash, no further than their person, ended at once (T11, T12)."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import SignIn

from reportedly.ledger import Ledger
from reportedly.run.accounts import change_role, end_account, make_account

TOKEN = re.compile(r"rpt_[\w-]{40,}")


def make(desk: TestClient, scope: str = "read", name: str = "nightly") -> str:
    answer = desk.post("/desk/tokens", data={"name": name, "scope": scope, "days": "3"})
    assert answer.status_code == 200
    found = TOKEN.search(answer.text)
    assert found
    return found[0]


def ask(client: TestClient, token: str, path: str = "/api/v1/events") -> int:
    return client.get(path, headers={"Authorization": f"Bearer {token}"}).status_code


def test_t11_a_token_is_shown_once_and_kept_as_a_hash(sign_in: SignIn, told: Ledger) -> None:
    ada = sign_in("coder")
    token = make(ada, name="<b>nightly</b>")
    page = ada.get("/desk/tokens").text
    assert token not in page and "<b>nightly" not in page and "nightly" in page
    with told.reading() as connection:
        dump = "".join(map(str, connection.exec_driver_sql("SELECT * FROM token").all()))
    assert token not in dump and token[4:] not in dump
    assert ask(ada, token) == 200


def test_t11_an_ended_token_lets_nobody_in(sign_in: SignIn) -> None:
    ada = sign_in("coder")
    token = make(ada)
    found = re.search(r"/desk/tokens/(\w+)/end", ada.get("/desk/tokens").text)
    assert found
    assert ada.post(f"/desk/tokens/{found[1]}/end").status_code == 303
    assert ask(ada, token) == 401
    assert ada.post(f"/desk/tokens/{found[1]}/end").status_code == 404


def test_t12_nobody_ends_anothers_token(sign_in: SignIn, told: Ledger) -> None:
    ada = sign_in("coder")
    token = make(ada)
    found = re.search(r"/desk/tokens/(\w+)/end", ada.get("/desk/tokens").text)
    assert found
    eve = sign_in("admin")
    assert eve.post(f"/desk/tokens/{found[1]}/end").status_code == 404
    assert ask(eve, token) == 200


@pytest.mark.parametrize("scope", ["judge", "publish", "admin", "everything"])
def test_t12_a_reader_makes_no_token_that_does_more(sign_in: SignIn, scope: str) -> None:
    rae = sign_in("reader")
    answer = rae.post("/desk/tokens", data={"name": "x", "scope": scope})
    assert answer.status_code == 403 and not TOKEN.search(answer.text)


def test_t12_a_token_follows_its_persons_role_and_end(sign_in: SignIn, told: Ledger) -> None:
    make_account(told, "Root", "admin", "a long enough password")
    ada = sign_in("coder")
    token = make(ada, "judge")
    body = {"action": "accept", "subjects": ["nothing"]}
    bearer = {"Authorization": f"Bearer {token}"}
    assert ada.post("/api/v1/judgements", json=body, headers=bearer).status_code == 404
    change_role(told, "coder Ada", "reader")  # which signs out everywhere, tokens included
    assert ask(ada, token) == 401
    end_account(told, "coder Ada")
    assert ask(ada, token) == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer x", "Basic eDp5",
                                    "bearer rpt_" + "a" * 43, "Bearer " + "a" * 5000])  # fmt: skip
def test_t11_without_a_good_token_there_is_a_401(reader: TestClient, header: str) -> None:
    answer = reader.get("/api/v1/events", headers={"Authorization": header} if header else {})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"] == "Bearer"


def test_t10_a_session_is_no_token(sign_in: SignIn) -> None:
    ada = sign_in("admin")
    secret = ada.cookies["reportedly"]
    cookie = {"Cookie": f"reportedly={secret}"}
    assert ada.get("/api/v1/events", headers=cookie).status_code == 401
    assert ask(ada, secret) == 401
