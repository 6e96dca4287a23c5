"""What holds for every page."""

from fastapi import FastAPI
from starlette.routing import Mount
from starlette.testclient import TestClient
from tests.web.conftest import SignIn

from reportedly.web.safety.headers import HEADERS
from reportedly.web.safety.policy import find_needs


def test_t12_every_route_says_who_may_use_it(reader: TestClient) -> None:
    app = reader.app
    assert isinstance(app, FastAPI)
    included = [getattr(one, "original_router", None) for one in app.router.routes]
    bare = [type(one) for one in app.router.routes if not hasattr(one, "original_router")]
    assert bare == [Mount], "routes stand in routers; static files are a mount"
    routes = [route for router in included if router for route in router.routes]
    assert len(routes) > 5
    assert [route.path for route in routes if find_needs(route.endpoint) is None] == []


def test_every_answer_carries_the_headers(reader: TestClient) -> None:
    for path in ("/", "/en/", "/desk/sign-in", "/nowhere", "/static/css/base.css", "/static/no"):
        answer = reader.get(path)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, path


def test_readers_get_no_cookie(reader: TestClient) -> None:
    for path in ("/", "/en/", "/ar/", "/nowhere"):
        assert "set-cookie" not in reader.get(path).headers


def test_the_reader_is_led_to_their_language(reader: TestClient) -> None:
    answer = reader.get("/", headers={"accept-language": "fr, ar;q=0.8, en;q=0.5"})
    assert answer.headers["location"] == "/ar/"
    assert 'lang="ar" dir="rtl"' in reader.get("/ar/").text


def test_t2_what_a_page_says_is_never_markup(sign_in: SignIn, reader: TestClient) -> None:
    desk = sign_in("reader")
    page = desk.get("/desk").text
    slugs = {part.split('"')[0] for part in page.split("/desk/incident/")[1:]}
    assert slugs
    for slug in slugs:
        shown = desk.get(f"/desk/incident/{slug}")
        assert shown.status_code == 200
        assert "<b>" not in shown.text
