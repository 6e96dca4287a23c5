"""The review queue: what comes next, decisions by forms, who was first."""

import re

from starlette.testclient import TestClient
from tests.web.conftest import PASSWORD, SignIn
from tests.web.helpers import accept, read_anew

from reportedly.ledger import Ledger
from reportedly.records import Article
from reportedly.run.accounts import make_account
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.run.waiting import count_waiting, find_near

PART = {"hx-request": "true", "hx-request-type": "partial"}


def find_event(page: str) -> str:
    found = re.search(r'data-event="(\w+)"', page)
    assert found, page
    return found[1]


def find_value(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def judge(desk: TestClient, event: str, action: str, **more: str) -> int:
    data = {"action": action, "after": "", **more}
    return desk.post(f"/desk/event/{event}/judge", data=data).status_code


def test_what_is_decided_waits_no_more_and_the_next_comes(sign_in: SignIn, told: Ledger) -> None:
    desk = sign_in("coder")
    page = desk.get("/desk/queue").text
    assert "2 wait" in page
    event = find_event(page)
    way = find_value(page.split("verdict")[1], "to")
    data = {"action": "accept", "after": "", "reason": "plain", "to": way}
    answer = desk.post(f"/desk/event/{event}/judge", data=data)
    assert answer.status_code == 303
    following = desk.get(answer.headers["location"]).text
    assert find_event(following) != event
    assert "1 waits" in following and "plain" in following
    with told.reading() as connection:
        assert count_waiting(connection) == {"again": 0, "disputed": 0, "undecided": 1}


def test_undo_brings_it_back_and_an_undo_is_undone(sign_in: SignIn, told: Ledger) -> None:
    desk = sign_in("coder")
    event = find_event(desk.get("/desk/queue").text)
    judge(desk, event, "not_event")
    rejected = told.judgements()[0]
    assert event not in [e for incident in told.incidents() for e in incident.events]
    desk.post("/desk/undo", data={"judgement": rejected.id, "after": ""})
    assert event in [e for incident in told.incidents() for e in incident.events]
    with told.reading() as connection:
        assert count_waiting(connection)["undecided"] == 2
    undo = told.judgements()[-1]
    desk.post("/desk/undo", data={"judgement": undo.id, "after": ""})
    with told.reading() as connection:
        assert count_waiting(connection)["undecided"] == 1


def test_of_two_at_once_the_second_is_told_who_was_first(sign_in: SignIn, told: Ledger) -> None:
    desk = sign_in("coder")
    event = find_event(desk.get("/desk/queue").text)
    assert judge(desk, event, "accept", reason="I was there") == 303
    make_account(told, "Bea", "editor", PASSWORD)
    desk.post("/desk/sign-in", data={"name": "Bea", "password": PASSWORD})
    answer = desk.post(f"/desk/event/{event}/judge", data={"action": "not_event", "after": ""})
    assert answer.status_code == 409
    assert "coder Ada was faster" in answer.text and "I was there" in answer.text
    page = desk.get(f"/desk/event/{event}").text
    assert "came after coder Ada: does not count" in page
    after = find_value(page, "after")
    assert after == told.judgements()[0].id, "who saw the first decides after it"
    assert judge(desk, event, "not_event", after=after) == 303


def test_a_wrong_value_is_said_beside_its_field(sign_in: SignIn, told: Ledger) -> None:
    desk = sign_in("coder")
    page = desk.get("/desk/queue").text
    event, way = find_event(page), f"/desk/event/{find_event(page)}/correct"
    wrong = desk.post(way, data={"field": "when", "value": "<i>soon</i>", "after": ""})
    assert wrong.status_code == 422
    assert 'id="wrong-when"' in wrong.text and "wanted a day" in wrong.text
    assert "<i>" not in wrong.text
    right = desk.post(way, data={"field": "when", "value": "2024-03-01", "after": "",
                                 "to": f"/desk/queue?at={event}"}, headers=PART)  # fmt: skip
    assert right.status_code == 200
    assert "2024-03-01" in right.text and "<html" not in right.text
    assert find_event(right.text) == event
    assert "set by a person" in desk.get(f"/desk/event/{event}").text


def test_a_field_has_words_or_says_what_it_was_inferred_from(sign_in: SignIn) -> None:
    desk = sign_in("reader")
    page = desk.get("/desk/queue").text
    rows = page.split('<div class="field')[1:]
    assert len(rows) > 10
    for row in rows:
        if "Add a figure" not in row:
            assert 'href="#w-' in row or 'class="note"' in row, row
    keys = set(re.findall(r'data-go="([\w-]+)"', page))
    assert keys and [key for key in keys if page.count(f'id="w-{key}"') != 1] == []


def test_a_reader_looks_and_decides_nothing(sign_in: SignIn, told: Ledger) -> None:
    desk = sign_in("reader")
    page = desk.get("/desk/queue").text
    assert "Accept" not in page and "<summary>Edit" not in page
    assert judge(desk, find_event(page), "accept") == 403
    assert told.judgements() == []


def test_undoing_a_merge_takes_an_editor(sign_in: SignIn, told: Ledger) -> None:
    desk = sign_in("editor")
    slugs = [incident.slug for incident in told.incidents()]
    desk.post(f"/desk/incident/{slugs[0]}/merge", data={"with": slugs[1], "after": ""})
    merge = told.judgements()[0]
    assert merge.action == "merge"
    desk = sign_in("coder")
    assert desk.post("/desk/undo", data={"judgement": merge.id}).status_code == 403


def test_the_queue_of_one_incident(sign_in: SignIn, told: Ledger) -> None:
    desk = sign_in("coder")
    incident = next(iter(told.incidents()))
    page = desk.get(f"/desk/queue?incident={incident.slug}").text
    assert find_event(page) in incident.events and "1 waits" in page
    assert desk.get("/desk/queue.json").json()["counts"]["undecided"] == 2
    assert desk.get("/desk/queue.csv").text.count("\n") == 1 + 2
    assert len(desk.get("/desk/queue.geojson").json()["features"]) == 2
    assert desk.get(f"/desk/event/{find_event(page)}.json").json()["category"] == "ASSAULT"


def test_an_event_read_anew_is_looked_at_again_first(book: Ledger) -> None:
    text = "Gunmen killed 6 soldiers near Goma, police said."
    article = Article(name="a.txt", media="json", source_id="a", source="a", text=text)
    (coded,) = FakeCoder().code([article])
    book.add(coded)
    link_ledger(book)
    accept(book, coded.events[0].id)
    with book.reading() as connection:
        assert find_near(connection, None).after == ()
    book.add(read_anew(coded, stage="planned"))
    link_ledger(book)
    with book.reading() as connection:
        (place,) = find_near(connection, None).after
    assert place.why == "again"


def test_nothing_waits_is_said(sign_in: SignIn) -> None:
    desk = sign_in("coder")
    for _ in range(2):
        judge(desk, find_event(desk.get("/desk/queue").text), "accept")
    assert "Nothing waits." in desk.get("/desk/queue").text
