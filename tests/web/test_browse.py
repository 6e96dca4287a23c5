"""Search and browse: what is asked for is found, and nothing that is typed is run (T8)."""

import csv
import datetime as dt
import io
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.web.conftest import PASSWORD, SignIn

from reportedly.ledger import Ledger, patience, search
from reportedly.ledger.findable import make_match
from reportedly.ledger.schema_newsroom import facet
from reportedly.ledger.search import Cursor, Search
from reportedly.records import Article
from reportedly.run.accounts import make_account
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.web.desk import browse, counting
from reportedly.web.desk.asking import read_cursor, read_search, write_cursor, write_search

PLACES = ("Gao", "Kidal", "Mopti", "Segou", "Sikasso")


@pytest.fixture
def told(book: Ledger) -> Ledger:
    """Five killings on five days, by two outlets, and one without a day."""
    articles = [
        Article(
            name=f"{n}.txt", media="json", source_id=str(n), source=("Herald", "Courier")[n % 2],
            text=f"{('Gunmen', 'Front of the River')[n % 2]} killed {n + 2} herders near {place},"
            f" {('police', 'élders')[n % 2]} said. They fled over the {place.lower()} bridge.",
            published=dt.date(2024, 1, 1 + n) if n else None,
        )
        for n, place in enumerate(PLACES)
    ]  # fmt: skip
    for coded in FakeCoder().code(articles):
        book.add(coded)
    link_ledger(book)
    return book


@pytest.fixture
def desk(sign_in: SignIn) -> Iterator[TestClient]:
    counting.MEMORY.kept.clear()
    yield sign_in("reader")
    counting.MEMORY.kept.clear()


def find(desk: TestClient, query: str) -> list[str]:
    """Return the places of what is found."""
    return [one["where"]["name"] for one in desk.get(f"/desk/incidents.json?{query}").json()[
        "incidents"]]  # fmt: skip


@pytest.mark.parametrize(
    ("query", "places"),
    [
        ("q=police", ["Sikasso", "Mopti", "Gao"]),
        ("q=elders", ["Segou", "Kidal"]),  # accents do not matter
        ("q=%22killed+3%22", ["Kidal"]),
        ("q=polic*+-mopti", ["Sikasso", "Gao"]),
        ("q=kidal+OR+gao", ["Kidal", "Gao"]),
        ("q=bridge", []),  # stands in the reports, and not in what tells the incidents
        ("source=Herald", ["Sikasso", "Mopti", "Gao"]),
        ("source=Herald&source=Courier&place=Kidal", ["Kidal"]),
        ("actor=Front+of+the+River", ["Segou", "Kidal"]),
        ("since=2024-01-03&until=2024-01-04", ["Segou", "Mopti"]),
        ("sort=oldest", ["Kidal", "Mopti", "Segou", "Sikasso", "Gao"]),
        ("type=PROTEST", []),
        ("since=whenever&sort=random&nonsense=1", ["Sikasso", "Segou", "Mopti", "Kidal", "Gao"]),
    ],
)
def test_what_is_asked_for_is_found(desk: TestClient, query: str, places: list[str]) -> None:
    assert find(desk, query) == places


def test_facets_are_counted_among_what_is_found(desk: TestClient) -> None:
    page = desk.get("/desk?q=killed&source=Herald").text
    assert "3 incidents" in page
    narrowed = page.split("facet-name")
    places = next(part for part in narrowed if ">place<" in part)
    assert "Mopti" in places and "Kidal" not in places
    sources = next(part for part in narrowed if ">source<" in part)
    assert "Courier" in sources, "another value of the same facet is an alternative"


def test_pages_follow_each_other_and_lose_nothing(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(browse, "DATA_PAGE", 2)
    for sort in ("newest", "oldest", "sources", "disputes"):
        way, seen = f"/desk/incidents.json?sort={sort}", []
        while way:
            body = desk.get(way).json()
            seen += [one["id"] for one in body["incidents"]]
            way = body["next"]
        assert len(seen) == len(set(seen)) == len(PLACES), sort


def test_a_listing_as_a_table_and_as_points(desk: TestClient) -> None:
    table = desk.get("/desk/incidents.csv?source=Courier")
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"))))
    assert [row["place"] for row in rows] == ["Segou", "Kidal"]
    assert rows[0]["killed_low"] == "5" and "élders" in rows[0]["figures"]
    points = desk.get("/desk/incidents.geojson").json()
    assert len(points["features"]) == len(PLACES)
    assert desk.get("/desk/incidents.exe").status_code == 404


def test_a_view_is_kept_for_who_kept_it(desk: TestClient, told: Ledger) -> None:
    query = "q=police&source=Herald"
    desk.post("/desk/saved", data={"name": "<b>Mine</b>", "query": query})
    page = desk.get("/desk").text
    assert "&lt;b&gt;Mine" in page and 'href="/desk?q=police&amp;source=Herald"' in page
    key = page.split("/desk/saved/")[1].split("/")[0]
    make_account(told, "Bea", "reader", PASSWORD)
    desk.post("/desk/sign-in", data={"name": "Bea", "password": PASSWORD})
    assert "Mine" not in desk.get("/desk").text
    desk.post(f"/desk/saved/{key}/drop", data={})
    desk.post("/desk/sign-in", data={"name": "reader Ada", "password": PASSWORD})
    assert "Mine" in desk.get("/desk").text, "nobody drops another's"
    desk.post(f"/desk/saved/{key}/drop", data={})
    assert "Mine" not in desk.get("/desk").text


def test_many_are_said_to_be_many(desk: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_COUNTED", 3)
    monkeypatch.setattr(browse, "MOST_COUNTED", 3)
    monkeypatch.setattr(counting, "MOST_COUNTED", 3)
    assert "More than 3 incidents" in desk.get("/desk").text


@pytest.mark.parametrize("query", ["q=police&source=Herald", "type=ASSAULT&status=reported",
                                   "source=Herald&source=Courier"])  # fmt: skip
def test_what_many_have_is_found_like_what_few_have(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setattr(browse, "DATA_PAGE", 2)
    head = find(desk, query)
    monkeypatch.setattr(search, "HEAD", 0)
    rare = find(desk, query)
    monkeypatch.setattr(search, "MANY", 1)
    assert find(desk, query) == rare == head != []


def test_counts_are_kept_and_shared_by_who_comes_from_the_wider_question(
    desk: TestClient, told: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Search] = []
    count = counting.make_counts
    monkeypatch.setattr(
        counting,
        "make_counts",
        lambda there, wanted: (made.append(wanted), count(there, wanted))[1],
    )
    for query in ("", "?sort=oldest", "?source=Herald", "?source=Herald&status=reported"):
        desk.get(f"/desk{query}")
    asked = [one.facets for one in made]
    herald, reported = ("source", "Herald"), ("status", "reported")
    assert asked == [(), (herald,), (herald, reported), (reported,)]


def test_a_question_that_takes_too_long_is_stopped(
    desk: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "STEPS", 1)
    monkeypatch.setattr(counting, "COUNT_SECONDS", 0.0)
    counting.MEMORY.kept.clear()
    assert "Many incidents" in desk.get("/desk?q=killed").text, "the page comes without counts"
    monkeypatch.setattr(browse, "SEARCH_SECONDS", 0.0)
    answer = desk.get("/desk?q=killed")
    assert answer.status_code == 503 and "narrow it" in answer.text


@given(st.text(max_size=60))
def test_t8_no_question_is_an_operator(words: str) -> None:
    import sqlite3

    with sqlite3.connect(":memory:") as connection:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(told)")
        connection.execute("INSERT INTO words VALUES ('killed near the bridge')")
        asked = make_match(words)
        if asked:
            connection.execute("SELECT * FROM words WHERE words MATCH ?", (asked,)).fetchall()
    connection.close()


ODD = ('"', "a AND", "NEAR(a b)", "told:x", "a^b", "-", "*", "(((", "' OR 1=1 --", "\0", "a\0b",
       "﷽", "--", '"unclosed')  # fmt: skip


@pytest.mark.parametrize("words", ODD)
def test_t8_what_is_typed_is_looked_for(desk: TestClient, words: str) -> None:
    assert desk.get("/desk", params={"q": words}).status_code == 200
    assert desk.get("/desk", params={"type": words, "after": words}).status_code == 200


@given(st.text(max_size=40), st.sampled_from(["type", "place", "actor"]), st.text(max_size=20))
def test_the_address_is_the_state(words: str, kind: str, value: str) -> None:
    asked = read_search(write_search(Search(words=words.strip(), facets=((kind, value),))))
    assert read_search(write_search(asked)) == asked


@given(st.none() | st.integers(0, 99) | st.just("2024-01-01"), st.text(max_size=20))
def test_a_cursor_comes_back_as_it_went(value: str | int | None, incident: str) -> None:
    cursor = Cursor(value, incident)
    assert read_cursor(write_cursor(cursor)) == cursor


def read_stages(connection: sa.Connection, incident: str) -> list[str]:
    mine = (facet.c.incident == incident, facet.c.kind == "stage")
    return list(connection.execute(sa.select(facet.c.value).where(*mine)).scalars())


def test_what_changes_is_found_anew(told: Ledger) -> None:
    from tests.web.helpers import read_anew

    (coded,) = FakeCoder().code(
        [Article(name="9.txt", media="json", source_id="9", text="Raiders killed 4 men near Ber.")]
    )
    told.add(coded)
    link_ledger(told)
    with told.reading() as connection:
        (found,), _ = search.find_page(connection, Search(words="raiders"), 9)
        assert read_stages(connection, found.id) == ["occurred"]
    told.add(read_anew(coded, stage="planned"))
    link_ledger(told)
    with told.reading() as connection:
        assert read_stages(connection, found.id) == ["planned"]
        assert search.find_some(connection, Search(words="raiders")) == [found.id]
