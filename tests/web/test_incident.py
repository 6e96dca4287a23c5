"""The incident page: positions side by side, copies, denials, the trail, merge and split."""

import datetime as dt
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import HERE, PASSWORD

from reportedly.config import Config
from reportedly.ledger import Ledger
from reportedly.records import Article, Incident
from reportedly.run.accounts import make_account
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.web.app import make_app

STORY = (
    "Gunmen killed {dead} soldiers near Mopti, {who} said. The convoy had left the barracks at"
    " dawn with water and bread for an outpost on the river, a clerk of the district told us."
)
TOLD = (
    ("Herald", 6, "police", 2), ("Courier", 6, "police", 3), ("Sentinel", 9, "a mayor", 3),
)  # fmt: skip


def tell() -> Iterator[Article]:
    for name, dead, who, day in TOLD:
        text = STORY.format(dead=dead, who=who)
        if name == "Sentinel":
            text = f"Raiders killed {dead} herders near Djenne, {who} said. Shops stayed shut."
        yield Article(name=f"{name}.txt", media="json", source_id=name, source=name, text=text,
                      published=dt.date(2024, 3, day), title=f"Attack, by the {name}")  # fmt: skip


@pytest.fixture
def desk(book: Ledger) -> Iterator[TestClient]:
    for coded in FakeCoder().code(tell()):
        book.add(coded)
    link_ledger(book)
    make_account(book, "Ada", "editor", PASSWORD)
    with TestClient(make_app(book, Config()), base_url="http://newsroom.test",
                    follow_redirects=False, headers=HERE) as client:  # fmt: skip
        client.post("/desk/sign-in", data={"name": "Ada", "password": PASSWORD})
        yield client


def list_incidents(book: Ledger) -> list[Incident]:
    return sorted(book.incidents(), key=lambda one: -one.sources)


def put_together(desk: TestClient, book: Ledger) -> Incident:
    """Merge all incidents into one."""
    while len(found := list_incidents(book)) > 1:
        desk.post(f"/desk/incident/{found[0].slug}/merge", data={"with": found[1].slug})
    return found[0]


def test_no_number_stands_alone(desk: TestClient, book: Ledger) -> None:
    incident = put_together(desk, book)
    page = desk.get(f"/desk/incident/{incident.slug}").text
    assert "6 to 9" in page and "2 sources disagree" in page
    assert "What the reports disagree on" in page
    listing = desk.get("/desk").text
    assert "6 to 9" in listing and "2 sources disagree" in listing


def test_the_matrix_has_a_row_a_speaker_with_dates(desk: TestClient, book: Ledger) -> None:
    incident = put_together(desk, book)
    page = desk.get(f"/desk/incident/{incident.slug}").text
    table = page.split('<table class="matrix">')[1].split("</table>")[0]
    assert table.count('<th scope="row">') == 3, "police, a mayor, and the line below them"
    assert "Mar 3, 2024" in table


def test_a_copy_stands_below_what_it_copies(desk: TestClient, book: Ledger) -> None:
    incident = put_together(desk, book)
    assert (incident.sources, incident.independent_sources) == (3, 2)
    page = desk.get(f"/desk/incident/{incident.slug}").text
    reports = page.split('<article class="card told-by')[1:]
    assert [part.startswith(" copy") for part in reports] == [False, True, False]
    assert "of its passages stand in the text of" in reports[1]
    assert "1 passes on another" in page


def test_a_chain_goes_from_the_outlet_to_who_said_it(desk: TestClient, book: Ledger) -> None:
    incident = put_together(desk, book)
    page = desk.get(f"/desk/incident/{incident.slug}").text
    chains = [part.split("</ol>")[0] for part in page.split('<ol class="chain">')[1:]]
    assert any("Sentinel" in one and "a mayor" in one.split("Sentinel")[1] for one in chains)


def test_a_merge_is_seen_before_it_is_made_and_undone_after(desk: TestClient, book: Ledger) -> None:
    first, second = list_incidents(book)[:2]
    found = desk.get(f"/desk/incident/{first.slug}/merge?q=djenne").text
    assert f"with={second.slug}" in found
    preview = desk.get(f"/desk/incident/{first.slug}/merge?with={second.slug}").text
    assert "3 reports, 2 independent sources" in preview
    assert len(book.judgements()) == 0, "looking changes nothing"
    answer = desk.post(f"/desk/incident/{first.slug}/merge",
                       data={"with": second.slug, "after": "", "reason": "one convoy"})  # fmt: skip
    assert answer.status_code == 303
    (whole,) = book.incidents()
    gone = next(one.slug for one in (first, second) if one.slug != whole.slug)
    moved = desk.get(f"/desk/incident/{gone}")
    assert moved.status_code == 301
    page = desk.get(moved.headers["location"]).text
    assert "a name that this incident had before" in page and gone in page
    assert "one convoy" in page
    merge = book.judgements()[0]
    desk.post("/desk/undo", data={"judgement": merge.id, "after": ""})
    assert {one.slug for one in book.incidents()} == {first.slug, second.slug}
    assert desk.get(f"/desk/incident/{gone}").status_code == 200, "the name leads back"


def test_a_split_is_seen_before_it_is_made(desk: TestClient, book: Ledger) -> None:
    first = list_incidents(book)[0]
    leaving = first.events[0]
    way = f"/desk/incident/{first.slug}/split"
    none = desk.get(f"{way}?look=yes")
    assert none.status_code == 422 and "tick some" in none.text
    assert "What leaves" in desk.get(f"{way}?event={leaving}&look=yes").text
    before = len(list_incidents(book))
    assert desk.post(way, data={"event": [leaving], "after": ""}).status_code == 303
    assert len(list_incidents(book)) == before + 1


def test_a_split_that_contradicts_says_what_to_undo(desk: TestClient, book: Ledger) -> None:
    first, second = list_incidents(book)[:2]
    desk.post(f"/desk/incident/{first.slug}/split", data={"event": [first.events[0]]})
    apart = [one for one in book.incidents() if one.id != second.id]
    answer = desk.post(f"/desk/incident/{apart[0].slug}/merge", data={"with": apart[1].slug})
    assert answer.status_code == 422
    assert "would contradict the split" in answer.text


def test_why_events_meet_is_told_pair_by_pair(desk: TestClient, book: Ledger) -> None:
    incident = put_together(desk, book)
    page = desk.get(f"/desk/incident/{incident.slug}/reasons").text
    assert page.count("points") == 3, "three reports make three pairs"
    assert "both 6 killed" in page and page.count("both 6 killed") == 1


def test_an_incident_as_data(desk: TestClient, book: Ledger) -> None:
    incident = put_together(desk, book)
    way = f"/desk/incident/{incident.slug}"
    assert desk.get(f"{way}.json").json()["slug"] == incident.slug
    table = desk.get(f"{way}.csv")
    assert table.text.count("\n") == 1 + len(incident.events)
    assert table.headers["content-disposition"].startswith("attachment")
    assert len(desk.get(f"{way}.geojson").json()["features"]) == len(incident.events)
    assert desk.get(f"{way}.exe").status_code == 404


def test_a_coder_does_not_see_how_to_merge(desk: TestClient, book: Ledger) -> None:
    make_account(book, "Cyd", "coder", PASSWORD)
    desk.post("/desk/sign-in", data={"name": "Cyd", "password": PASSWORD})
    slug = list_incidents(book)[0].slug
    assert "/merge" not in desk.get(f"/desk/incident/{slug}").text
    assert desk.get(f"/desk/incident/{slug}/merge").status_code == 404
    assert desk.post(f"/desk/incident/{slug}/merge", data={"with": "x"}).status_code == 403
