"""The newsroom on each database: what is added, linked, decided and served is the same."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config as Alembic
from starlette.testclient import TestClient
from tests.web.conftest import HERE, PASSWORD
from tests.web.publishing import publish

import reportedly.ledger
from reportedly.config import Config
from reportedly.ledger import Ledger
from reportedly.ledger.search import Search, find_page
from reportedly.records import Article
from reportedly.run.accounts import make_account
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.run.listing import list_incidents
from reportedly.run.waiting import count_waiting
from reportedly.web.app import make_app

TOLD = (("Herald", "Gunmen killed 6 soldiers near Mopti on Saturday, police said."),
        ("Courier", "Gunmen killed 9 soldiers near Mopti on Saturday, the mayor said."),
        ("Times", "Rebels killed 3 herders near Goma, a nurse said."))  # fmt: skip


@pytest.fixture
def book(url: str) -> Iterator[Ledger]:
    """A ledger of three reports, linked, on each database."""
    with Ledger.open(url) as ledger:
        articles = [
            Article(name=f"{name}.txt", media="json", source_id=name, source=name, text=text,
                    published=dt.date(2024, 3, 4)) for name, text in TOLD
        ]  # fmt: skip
        for coded in FakeCoder().code(articles):
            ledger.add(coded)
        link_ledger(ledger)
        yield ledger


@pytest.fixture
def desk(book: Ledger) -> Iterator[TestClient]:
    """An editor's browser."""
    make_account(book, "Ada", "editor", PASSWORD)
    with TestClient(make_app(book, Config()), base_url="http://newsroom.test",
                    follow_redirects=False, headers=HERE) as client:  # fmt: skip
        client.post("/desk/sign-in", data={"name": "Ada", "password": PASSWORD})
        yield client


def move(connection: sa.Connection, revision: str) -> None:
    """Bring a ledger up or down to a revision."""
    config = Alembic()
    place = Path(reportedly.ledger.__file__).parent / "migrations"
    config.set_main_option("script_location", str(place))
    config.attributes["connection"] = connection
    going = command.downgrade if revision < "0006" else command.upgrade
    going(config, revision)


def test_an_older_ledger_keeps_what_is_in_it(book: Ledger) -> None:
    before = tuple(book.incidents())
    shown = publish(book, before[0].slug).judgement.value
    with book.reading() as connection:
        waiting = count_waiting(connection)
    with book.writing() as connection:
        move(connection, "0004")
    with book.writing() as connection:
        move(connection, "head")
    list_incidents(book)
    link_ledger(book)
    assert tuple(book.incidents()) == before
    with book.reading() as connection:
        found, _ = find_page(connection, Search(words="herders"), 9)
        assert [one.slug for one in found] == [one.slug for one in before if "goma" in one.slug]
        told = connection.execute(sa.text("SELECT edition, told FROM published")).all()
        assert count_waiting(connection) == waiting
    assert [(one, "mopti" in words or "goma" in words) for one, words in told] == [(shown, True)]


@pytest.mark.parametrize(
    ("query", "places"),
    [("q=herders", ["Goma"]), ("q=kill*", ["Goma", "Mopti"]), ("q=-herders", []),
     ("q=herders OR soldiers", ["Goma", "Mopti"]), ("source=Herald&source=Times",
     ["Goma", "Mopti"]), ("q=\"police said\"", ["Mopti"]), ("q=said police", ["Mopti"]),
     ("q=\"said police\"", []), ("q=nurse's\\ \" & | ! :* ()", []), ("q=MOPTÍ -mayór",
     []), ("type=ASSAULT&source=Courier", ["Mopti"]),
     ("q=mopti&since=2030-01-01", []), ("sort=sources", ["Goma", "Mopti"])],
)  # fmt: skip
def test_a_search_finds_the_same(desk: TestClient, query: str, places: list[str]) -> None:
    found = desk.get(f"/desk/incidents.json?{query}").json()["incidents"]
    assert sorted({one["where"]["name"] for one in found}) == places
    assert desk.get(f"/desk?{query}").status_code == 200


def test_every_page_is_served(desk: TestClient, book: Ledger) -> None:
    first, *_ = sorted(one.slug for one in book.incidents())
    for path in ("queue", "map", "map/view.json?zoom=3", "map/list", "timeline", "tallies",
                 "timeline/course.json", "tallies/series.json", f"incident/{first}",
                 f"incident/{first}/publish", f"incident/{first}/merge?q=killed", "published",
                 "corrections", "add", "tokens", "incidents.csv", "incidents.geojson"):  # fmt: skip
        assert desk.get(f"/desk/{path}").status_code == 200, path
    publish(book, first)
    for path in ("", "?q=killed", f"incident/{first}", "feed.atom", "methodology"):
        assert desk.get(f"/en/{path}").status_code == 200, path
    assert "incident/" in desk.get("/en/?q=near").text
