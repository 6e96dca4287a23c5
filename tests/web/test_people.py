"""People: an administrator lets them in and out; a password is shown once, and one's own is changed
by whoever knows the old one (T11, T12)."""

import re

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import PASSWORD, SignIn

from reportedly.ledger import Ledger
from reportedly.ledger.accounts import read_accounts

SHOWN = re.compile(r'readonly value="([\w-]{16})"')


def let_in(admin: TestClient, name: str, role: str = "coder") -> str:
    answer = admin.post("/desk/people", data={"name": name, "role": role})
    assert answer.status_code == 200
    found = SHOWN.search(answer.text)
    assert found
    return found[1]


def enter(client: TestClient, name: str, password: str) -> int:
    return client.post("/desk/sign-in", data={"name": name, "password": password}).status_code


def id_of(told: Ledger, name: str) -> str:
    with told.reading() as connection:
        return next(one.id for one in read_accounts(connection) if one.name == name)


def test_somebody_new_gets_a_password_that_is_shown_once(sign_in: SignIn, told: Ledger) -> None:
    admin = sign_in("admin")
    password = let_in(admin, "<i>Bo</i>")
    page = admin.get("/desk/people").text
    assert password not in page and "<i>Bo" not in page and "&lt;i&gt;Bo" in page
    assert enter(admin, "<i>Bo</i>", password) == 303
    assert admin.get("/desk/people").status_code == 404, "a coder sees nothing of it"


def test_a_name_stands_for_one_person(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    let_in(admin, "Bo")
    answer = admin.post("/desk/people?lang=es", data={"name": "Bo", "role": "coder"})
    assert answer.status_code == 422 and "ya hay una cuenta con ese nombre" in answer.text


@pytest.mark.parametrize("role", ["", "owner", "public"])
def test_there_are_no_other_roles(sign_in: SignIn, told: Ledger, role: str) -> None:
    admin = sign_in("admin")
    assert admin.post("/desk/people", data={"name": "Bo", "role": role}).status_code == 422
    assert "Bo" not in admin.get("/desk/people").text


def test_t12_another_role_and_the_end_hold_at_once(sign_in: SignIn, told: Ledger) -> None:
    admin = sign_in("admin")
    password = let_in(admin, "Bo")
    place = f"/desk/people/{id_of(told, 'Bo')}"
    assert admin.post(f"{place}/role", data={"role": "reader"}).status_code == 303
    assert admin.post(f"{place}/end").status_code == 303
    assert "let in no more" in admin.get("/desk/people").text
    assert enter(admin, "Bo", password) == 403
    assert enter(admin, "admin Ada", PASSWORD) == 303
    assert admin.post(f"{place}/role", data={"role": "reader"}).status_code == 303
    assert enter(admin, "Bo", password) == 303, "let in again"


def test_the_last_administrator_stays(sign_in: SignIn, told: Ledger) -> None:
    admin = sign_in("admin")
    place = f"/desk/people/{id_of(told, 'admin Ada')}"
    for way, data in (("end", {}), ("role", {"role": "coder"})):
        answer = admin.post(f"{place}/{way}", data=data)
        assert answer.status_code == 422 and "is the last administrator" in answer.text
    assert admin.get("/desk/people").status_code == 200


def test_t11_a_new_password_ends_the_old_one(sign_in: SignIn, told: Ledger) -> None:
    admin = sign_in("admin")
    old = let_in(admin, "Bo")
    answer = admin.post(f"/desk/people/{id_of(told, 'Bo')}/password")
    found = SHOWN.search(answer.text)
    assert found and found[1] != old
    assert enter(admin, "Bo", old) == 403
    assert enter(admin, "Bo", found[1]) == 303


def test_nobody_is_found_who_is_not_there(sign_in: SignIn) -> None:
    admin = sign_in("admin")
    for way in ("end", "role", "password"):
        assert admin.post(f"/desk/people/none/{way}", data={"role": "coder"}).status_code == 404


def test_t11_ones_own_password_takes_the_old_one(sign_in: SignIn) -> None:
    rae = sign_in("reader")
    new = "another long password"
    for old, again in (("a wrong password", new), (PASSWORD, "something else altogether")):
        answer = rae.post("/desk/people/me", data={"old": old, "new": new, "again": again})
        assert answer.status_code == 422
    short = {"old": PASSWORD, "new": "short", "again": "short"}
    assert rae.post("/desk/people/me", data=short).status_code == 422
    good = {"old": PASSWORD, "new": new, "again": new}
    assert rae.post("/desk/people/me", data=good).status_code == 303
    assert rae.get("/desk").status_code == 303, "signed out everywhere"
    assert enter(rae, "reader Ada", PASSWORD) == 403
    assert enter(rae, "reader Ada", new) == 303


def test_the_desk_speaks_the_language_that_one_chose_in_this_browser(sign_in: SignIn) -> None:
    rae = sign_in("reader")
    assert 'lang="en"' in rae.get("/desk/people/me").text
    rae.post("/desk/people/me/language", data={"language": "ar"})
    assert 'lang="ar" dir="rtl"' in rae.get("/desk").text
    rae.post("/desk/people/me/language", data={"language": "xx\r\nSet-Cookie: a=b"})
    assert 'lang="ar" dir="rtl"' in rae.get("/desk").text, "no such language"
