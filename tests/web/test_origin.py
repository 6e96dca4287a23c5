"""T10: no other site can make somebody's browser change anything. Header by header."""

import pytest
from starlette.datastructures import Headers
from starlette.testclient import TestClient
from tests.web.conftest import SignIn

from reportedly.web.safety.origin import comes_from_here

OURS = "http://newsroom.test"
COOKIE = {"cookie": "reportedly=x"}
CASES: list[tuple[str, dict[str, str], bool]] = [
    ("a form of ours", {"sec-fetch-site": "same-origin"}, True),
    ("an address typed in", {"sec-fetch-site": "none"}, True),
    ("another site", {"sec-fetch-site": "cross-site"}, False),
    ("a neighbour under the same domain", {"sec-fetch-site": "same-site"}, False),
    ("a word that no browser sends", {"sec-fetch-site": "perhaps"}, False),
    ("an empty word", {"sec-fetch-site": ""}, False),
    ("ours in capitals is no browser's", {"sec-fetch-site": "Same-Origin"}, False),
    ("Sec-Fetch-Site goes before Origin", {"sec-fetch-site": "cross-site", "origin": OURS}, False),
    ("ours behind a proxy that renames the host",
     {"sec-fetch-site": "same-origin", "origin": "https://public.test"}, True),
    ("an older browser, from here", {"origin": OURS}, True),
    ("an older browser, from another site", {"origin": "http://evil.test"}, False),
    ("an older browser, from a subdomain", {"origin": "http://a.newsroom.test"}, False),
    ("an older browser, from a name that begins as ours",
     {"origin": "http://newsroom.test.evil.test"}, False),
    ("an older browser, from a name that ends as ours",
     {"origin": "http://evilnewsroom.test"}, False),
    ("an older browser, from another port", {"origin": "http://newsroom.test:8080"}, False),
    ("an older browser, from another scheme", {"origin": "https://newsroom.test"}, False),
    ("a sandboxed frame", {"origin": "null"}, False),
    ("an empty Origin", {"origin": ""}, False),
    ("an Origin with a name before the host", {"origin": "http://newsroom.test@evil.test"}, False),
    ("our name as somebody's user name", {"origin": "http://x@newsroom.test"}, False),
    ("an Origin that cannot be read", {"origin": "http://[::1"}, False),
    ("our name in capitals is ours", {"origin": "http://NEWSROOM.test"}, True),
    ("a browser that says nothing", {}, False),
    ("a Referer is not asked", {"referer": f"{OURS}/desk"}, False),
]  # fmt: skip
SAFE = [{"sec-fetch-site": "cross-site"}, {"origin": "http://evil.test"}, {}]


@pytest.mark.parametrize(("why", "headers", "allowed"), CASES, ids=[case[0] for case in CASES])
def test_t10_where_a_change_comes_from(why: str, headers: dict[str, str], allowed: bool) -> None:
    seen = Headers({"host": "newsroom.test"} | headers | COOKIE)
    for method in ("POST", "PUT", "PATCH", "DELETE", "post", "PROPFIND"):
        assert comes_from_here(method, "http", seen) is allowed


@pytest.mark.parametrize("headers", SAFE)
def test_t10_looking_is_allowed_from_anywhere(headers: dict[str, str]) -> None:
    for method in ("GET", "HEAD", "OPTIONS"):
        assert comes_from_here(method, "http", Headers(headers | COOKIE))


def test_t10_a_program_without_a_cookie_brings_a_token() -> None:
    seen = Headers({"host": "newsroom.test", "authorization": "Bearer x"})
    assert comes_from_here("POST", "http", seen)
    assert not comes_from_here("POST", "http", Headers({"host": "newsroom.test"} | COOKIE))


def test_t10_without_a_host_nothing_is_ours() -> None:
    assert not comes_from_here("POST", "http", Headers({"origin": "http://"} | COOKIE))


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}]
)
def test_t10_every_form_of_the_desk_is_behind_it(sign_in: SignIn, headers: dict[str, str]) -> None:
    ada = sign_in("admin")
    for path in ("/desk/add", "/desk/tokens", "/desk/sign-out", "/desk/corrections",
                 "/desk/tokens/x/end", "/api/v1/judgements", "/en/incident/x/correct"):  # fmt: skip
        answer = ada.post(path, headers=headers, data={"text": "x", "name": "x", "scope": "read"})
        assert answer.status_code == 403 and "another site" in answer.text, path
    assert ada.get("/desk").status_code == 200, "and the session goes on"


def test_t10_no_page_allows_another_origin(reader: TestClient) -> None:
    for path in ("/en/", "/api/v1/openapi.json", "/api/v1/events", "/desk/sign-in"):
        answer = reader.get(path, headers={"origin": "http://evil.test"})
        assert not [name for name in answer.headers if name.startswith("access-control-")]
    asked = {"origin": "http://evil.test", "access-control-request-method": "POST",
             "access-control-request-headers": "authorization"}  # fmt: skip
    answer = reader.options("/api/v1/judgements", headers=asked)
    assert answer.status_code in (404, 405)
    assert not [name for name in answer.headers if name.startswith("access-control-")]
