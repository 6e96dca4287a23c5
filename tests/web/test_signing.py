"""Who may come in, and who may not (T10, T11, T12)."""

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import PASSWORD, SignIn

from reportedly.errors import AccountError
from reportedly.ledger import Ledger
from reportedly.run import accounts
from reportedly.web.desk.signing import find_way


def test_a_stranger_is_sent_to_the_door(reader: TestClient) -> None:
    answer = reader.get("/desk?status=denied")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/desk/sign-in?to=%2Fdesk%3Fstatus%3Ddenied"


def test_whoever_signed_in_sees_the_desk_and_leaves_it(sign_in: SignIn) -> None:
    ada = sign_in("coder")
    assert "coder Ada" in ada.get("/desk").text
    secret = ada.cookies["reportedly"]
    assert ada.post("/desk/sign-out").status_code == 303
    ada.cookies.set("reportedly", secret, domain="newsroom.test", path="/desk")
    assert ada.get("/desk").status_code == 303, "the session is over on the server too"


def test_a_wrong_name_and_a_wrong_password_read_the_same(sign_in: SignIn) -> None:
    ada = sign_in("coder")
    wrong = [ada.post("/desk/sign-in", data={"name": name, "password": "x" * 14})
             for name in ("coder Ada", "nobody")]  # fmt: skip
    assert [answer.status_code for answer in wrong] == [403, 403]
    assert wrong[0].text == wrong[1].text


def test_t11_guessing_is_slowed_down(reader: TestClient) -> None:
    tries = [reader.post("/desk/sign-in", data={"name": "Ada", "password": str(n)}).status_code
             for n in range(11)]  # fmt: skip
    assert tries[:10] == [403] * 10
    assert tries[10] == 429


def test_t11_a_new_session_ends_the_old_one(sign_in: SignIn) -> None:
    ada = sign_in("coder")
    old = ada.cookies["reportedly"]
    ada.post("/desk/sign-in", data={"name": "coder Ada", "password": PASSWORD})
    assert ada.cookies["reportedly"] != old
    ada.cookies.set("reportedly", old, domain="newsroom.test", path="/desk")
    assert ada.get("/desk").status_code == 303


def test_the_ledger_keeps_no_secret(sign_in: SignIn, told: Ledger) -> None:
    secret = sign_in("coder").cookies["reportedly"]
    with told.reading() as connection:
        dump = "".join(map(str, connection.exec_driver_sql("SELECT * FROM session").all()))
        dump += "".join(map(str, connection.exec_driver_sql("SELECT * FROM account").all()))
    assert secret not in dump and PASSWORD not in dump


def test_the_last_administrator_stays(book: Ledger) -> None:
    accounts.make_account(book, "Ada", "admin", PASSWORD)
    with pytest.raises(AccountError, match="last administrator"):
        accounts.end_account(book, "Ada")
    accounts.make_account(book, "Bea", "admin", PASSWORD)
    accounts.end_account(book, "Ada")
    assert accounts.sign_in(book, "Ada", PASSWORD) is None


@pytest.mark.parametrize("to", ["https://evil.test", "//evil.test", "/desk//evil", "/desk/\\evil",
                                "javascript:alert(1)", "/desk/a\nb", ""])  # fmt: skip
def test_signing_in_leads_nowhere_else(to: str) -> None:
    assert find_way(to) == "/desk"


def test_another_site_cannot_make_a_browser_act(sign_in: SignIn) -> None:
    ada = sign_in("coder")
    for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}):
        assert ada.post("/desk/sign-out", headers=headers).status_code == 403
    assert ada.get("/desk").status_code == 200
