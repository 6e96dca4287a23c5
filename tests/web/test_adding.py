"""Adding in the browser: form in, report out."""

import time
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import HERE, PASSWORD

from reportedly.config import Config
from reportedly.fetch.files import make_issue
from reportedly.ledger import Ledger
from reportedly.records import Article, Issue, Role
from reportedly.run.accounts import make_account
from reportedly.run.adding import Adding
from reportedly.run.fake import FakeCoder
from reportedly.web.app import make_app

STORY = "Gunmen killed 6 soldiers near Mopti, police said."


def fetch(link: str) -> Iterator[Article | Issue]:
    if "closed" in link:
        yield make_issue(link, "closed", "the site asks for money (status 402)")
    else:
        yield Article(name=link, media="text", text=STORY, url=link, title="<i>Six</i> killed")


@pytest.fixture
def desk(book: Ledger) -> Iterator[TestClient]:
    """A coder's browser, on a newsroom whose links lead nowhere but here."""
    adding = Adding(book, Config(), FakeCoder, fetch=fetch)
    app = make_app(book, Config(), adding)
    with TestClient(
        app, base_url="http://newsroom.test", follow_redirects=False, headers=HERE
    ) as client:
        enter(client, book, "Ada", "coder")
        yield client


def enter(client: TestClient, book: Ledger, name: str, role: Role) -> None:
    make_account(book, name, role, PASSWORD)
    answer = client.post("/desk/sign-in", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303


def wait(desk: TestClient, place: str) -> str:
    """Return the report once it is whole."""
    for _ in range(200):
        page = desk.get(place).text
        if "data-follow" not in page:
            return page
        time.sleep(0.05)
    raise AssertionError("the job never ended")


def test_what_is_given_is_reported_on_one_by_one(desk: TestClient, book: Ledger) -> None:
    answer = desk.post(
        "/desk/add",
        data={"text": STORY, "title": "<b>Pasted</b>", "published": "2024-03-04",
              "links": "https://news.example/a\r\n https://closed.example/b"},
        files=[("files", ("a.txt", b"Rebels killed 3 guards near Goma.")),
               ("files", ("../../x.exe", b"MZ"))],
    )  # fmt: skip
    assert answer.status_code == 303
    page = wait(desk, answer.headers["location"])
    assert "5 of 5 read" in page and "2 of them could not be used" in page
    assert "asks for money" in page and "unknown suffix" in page
    assert "/desk/incident/" in page
    assert "<b>Pasted" not in page and "<i>Six" not in page and "&lt;b&gt;Pasted" in page
    published = {document.published for document in book.documents()}
    assert "2024-03-04" in {str(day) for day in published}
    assert answer.headers["location"] in desk.get("/desk/add").text
    table = desk.get(f"{answer.headers['location']}.csv").text
    assert table.count("\n") == 1 + 5 and "asks for money" in table and "unknown_suffix" in table


def test_t9_a_files_name_is_a_name_and_no_path(desk: TestClient, book: Ledger) -> None:
    names = ["/etc/passwd.txt", "..\\..\\a.txt", "CON.txt", "a\x00b.txt", "x" * 500 + ".txt"]
    files = [("files", (name, STORY.encode())) for name in names]
    answer = desk.post("/desk/add", files=files)
    assert answer.status_code == 303
    assert "5 of 5 read" in wait(desk, answer.headers["location"])


def test_a_part_of_the_page_follows_the_work(desk: TestClient) -> None:
    place = desk.post("/desk/add", data={"text": STORY}).headers["location"]
    part = desk.get(place, headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text
    assert "<html" not in part and 'id="job"' in part
    assert "js/follow.js" in desk.get(place).text


def test_nothing_given_is_said(desk: TestClient) -> None:
    answer = desk.post("/desk/add", data={"text": " \r\n"})
    assert answer.status_code == 422 and "Nothing was given" in answer.text


def test_t22_too_much_at_once_is_refused(desk: TestClient) -> None:
    links = "\n".join(f"https://news.example/{n}" for n in range(51))
    assert desk.post("/desk/add", data={"links": links}).status_code == 413
    huge = [("files", ("a.txt", b"x" * 65_000_000))]
    assert desk.post("/desk/add", files=huge).status_code == 413


def test_t22_links_are_limited_by_the_hour(desk: TestClient) -> None:
    links = "\n".join(f"https://news.example/{n}" for n in range(40))
    assert desk.post("/desk/add", data={"links": links}).status_code == 303
    assert desk.post("/desk/add", data={"links": links}).status_code == 429


def test_t12_a_job_is_there_for_its_person_and_the_administrator(
    desk: TestClient, book: Ledger
) -> None:
    place = desk.post("/desk/add", data={"text": STORY}).headers["location"]
    wait(desk, place)
    enter(desk, book, "Eve", "editor")
    assert desk.get(place).status_code == 404
    assert desk.post(f"{place}/again").status_code == 404
    enter(desk, book, "Root", "admin")
    assert desk.get(place).status_code == 200


def test_t12_a_reader_adds_nothing(desk: TestClient, book: Ledger) -> None:
    enter(desk, book, "Rae", "reader")
    assert desk.get("/desk/add").status_code == 404
    assert desk.post("/desk/add", data={"text": STORY}).status_code == 403
    assert list(book.documents()) == []


def test_what_failed_is_tried_again(desk: TestClient) -> None:
    place = desk.post("/desk/add", data={"links": "https://closed.example/b"}).headers["location"]
    assert "Try what failed again" in wait(desk, place)
    assert desk.post(f"{place}/again").status_code == 303
    assert "1 of 1 read" in wait(desk, place)
