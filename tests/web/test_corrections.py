"""What readers send: tested, held, answered; and nothing kept of who they are (T13)."""

from __future__ import annotations

import base64
import json
import logging
import threading
import time
from pathlib import Path
from typing import Any

import altcha
import pytest
from starlette.testclient import TestClient
from tests.web.conftest import HERE, SignIn
from tests.web.test_reading import ada, publish

from reportedly.config import Config
from reportedly.ledger import Ledger
from reportedly.ledger import corrections as rows
from reportedly.run import corrections, publishing
from reportedly.run.corrections import Spent, decide, find_status, hash_receipt
from reportedly.web.app import make_app
from reportedly.web.safety import human
from reportedly.web.safety.human import check_answer, count_tries, make_challenge

FORM = {
    "field": "killed",
    "value": "7",
    "evidence": "https://herald.test/7",
    "text": "It was seven.",
}
ADDRESS, AGENT = "203.0.113.77", "Mozilla/5.0 (Canary; rv:1)"


@pytest.fixture(autouse=True)
def cheap_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(human, "COST", 1)
    monkeypatch.setattr(human, "LEAST_TRIES", 3)


@pytest.fixture
def slug(told: Ledger) -> str:
    return publish(told, "goma")


def solve(challenge: dict[str, Any]) -> str:
    """Work a test as the browser does."""
    made = altcha.Challenge.from_dict(challenge)
    solution = altcha.solve_challenge(made)
    assert solution is not None
    return altcha.Payload(made, solution).to_base64()


def take_test(reader: TestClient, slug: str) -> str:
    answer = reader.get(f"/en/incident/{slug}/test")
    assert answer.headers["cache-control"] == "no-store"
    return solve(answer.json())


def send(reader: TestClient, slug: str, **form: str) -> Any:
    return reader.post(f"/en/incident/{slug}/correct", data=FORM | form)


def count(told: Ledger) -> int:
    with told.reading() as connection:
        return len(rows.read_sent(connection))


def test_a_correction_is_held_and_answered(reader: TestClient, told: Ledger, slug: str) -> None:
    sent = send(reader, slug, altcha=take_test(reader, slug))
    assert sent.status_code == 201 and sent.headers["cache-control"] == "no-store"
    receipt = sent.text.split('<code dir="ltr">')[1].split("<")[0]
    assert "waits to be read" in reader.post("/en/correction", data={"receipt": receipt}).text
    assert "It was seven." not in reader.get(f"/en/incident/{slug}").text
    found = find_status(told, receipt.lower().replace("-", " "))
    assert found is not None and found.correction.tested
    decide(told, found.correction.id, "declined", "Ada", "The link says six.", public=False, seen=0)
    assert "The link says six." in reader.post("/en/correction", data={"receipt": receipt}).text
    assert "The link says six." not in reader.get(f"/en/incident/{slug}").text
    decide(told, found.correction.id, "taken", "Ada", "It does say seven.", public=True, seen=1)
    page = reader.get(f"/en/incident/{slug}").text
    assert "It does say seven." in page and "It was seven." in page
    assert 'rel="noreferrer nofollow ugc external"' in page


def test_t13_a_test_is_used_once(reader: TestClient, told: Ledger, slug: str) -> None:
    answer = take_test(reader, slug)
    assert send(reader, slug, altcha=answer).status_code == 201
    replay = send(reader, slug, altcha=answer, text="Once more.")
    assert replay.status_code == 409 and "used already" in replay.text
    assert "Once more." in replay.text, "what was written is not lost"
    assert count(told) == 1


def test_t13_of_two_at_once_one_is_taken(told: Ledger, slug: str) -> None:
    passed = corrections.Passed("one challenge", time.time() + 60)
    outcomes: list[str] = []
    start = threading.Barrier(6)

    def race(number: int) -> None:
        record = corrections.Correction(
            id="", slug=slug, edition="e", day=ada().at.date(), text=f"no {number}"
        )
        start.wait()
        try:
            corrections.send(told, record, passed)
            outcomes.append("taken")
        except Spent:
            outcomes.append("spent")

    threads = [threading.Thread(target=race, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["spent"] * 5 + ["taken"]
    assert count(told) == 1


def test_t13_a_test_holds_for_one_incident(reader: TestClient, told: Ledger, slug: str) -> None:
    other = publish(told, "beni")
    assert send(reader, other, altcha=take_test(reader, slug)).status_code == 422
    assert count(told) == 0


def test_t13_a_test_ends(
    reader: TestClient, told: Ledger, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = take_test(reader, slug)
    now = time.time() + human.LIFE_SECONDS + 5
    monkeypatch.setattr(altcha.v2.time, "time", lambda: now)
    late = send(reader, slug, altcha=answer)
    assert late.status_code == 410 and "too old" in late.text
    assert count(told) == 0


@pytest.mark.parametrize("change", [
    ("challenge", "parameters", "cost", 0), ("challenge", "parameters", "data", {"slug": "other"}),
    ("challenge", "parameters", "expiresAt", 2**40), ("challenge", "parameters", "keyPrefix", ""),
    ("challenge", "parameters", "keySignature", None), ("challenge", "signature", "00"),
    ("challenge", "signature", None), ("challenge", "parameters", "keyLength", "x"),
    ("solution", "derivedKey", "00" * 32), ("solution", "derivedKey", 7),
])  # fmt: skip
def test_t13_what_was_tampered_with_does_not_pass(
    reader: TestClient, told: Ledger, slug: str, change: tuple[Any, ...]
) -> None:
    record = json.loads(base64.b64decode(take_test(reader, slug)))
    *way, last, value = change
    inside = record
    for key in way:
        inside = inside[key]
    inside[last] = value
    bad = base64.b64encode(json.dumps(record).encode()).decode()
    assert send(reader, slug, altcha=bad).status_code == 422
    assert count(told) == 0


@pytest.mark.parametrize("answer", ["x", "e30=", "bnVsbA==", "W10=", "[]", "=" * 50, "é",
                                    "A" * 3999,
                                    base64.b64encode(b'{"challenge":{"parameters":7}}').decode(),
                                    base64.b64encode(b"[" * 2500).decode()])  # fmt: skip
def test_t13_what_is_no_answer_does_not_pass(
    reader: TestClient, told: Ledger, slug: str, answer: str
) -> None:
    assert send(reader, slug, altcha=answer).status_code == 422
    assert count(told) == 0


def test_t13_who_works_without_scripts_is_held_and_few(
    reader: TestClient, told: Ledger, slug: str
) -> None:
    codes = [send(reader, slug, text=f"No script {n}.").status_code for n in range(3)]
    assert codes == [201, 201, 429]
    with told.reading() as connection:
        assert [one.correction.tested for one in rows.read_sent(connection)] == [False, False]


def test_t13_the_untested_cannot_fill_the_queue(
    told: Ledger, slug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corrections, "MOST_UNTESTED", 2)
    for number in range(3):
        record = corrections.Correction(
            id="", slug=slug, edition="e", day=ada().at.date(), text=f"{number}"
        )
        if number < 2:
            corrections.send(told, record, None)
        else:
            with pytest.raises(corrections.Full):
                corrections.send(told, record, None)
    assert count(told) == 2


def test_t13_one_network_sends_a_few(reader: TestClient, slug: str) -> None:
    codes = [
        send(reader, slug, text=f"{n}", altcha=take_test(reader, slug)).status_code
        for n in range(7)
    ]
    assert codes == [201] * 6 + [429]


def test_t13_who_fills_what_nobody_sees_is_told_what_it_wants(
    reader: TestClient, told: Ledger, slug: str
) -> None:
    assert send(reader, slug, website="https://spam.test").status_code == 200
    assert count(told) == 0


@pytest.mark.parametrize("form", [
    {"evidence": "javascript:alert(1)"}, {"evidence": "ftp://a.test/x"},
    {"evidence": "https://a b.test"},
    {"evidence": "https://user:pass@a.test/"}, {"evidence": "https://a.test/" + "x" * 500},
    {"evidence": "https://[::1"}, {"text": "x" * 2001}, {"value": "x" * 201}, {"field": "nonsense"},
    {"text": "http://a.test http://b.test http://c.test http://d.test"},
    {"text": " ", "value": " "},
])  # fmt: skip
def test_t13_what_cannot_be_read_is_refused(
    reader: TestClient, told: Ledger, slug: str, form: dict[str, str]
) -> None:
    assert send(reader, slug, **form, altcha=take_test(reader, slug)).status_code == 422
    assert count(told) == 0


def test_the_test_grows_with_what_is_sent() -> None:
    steps = [count_tries(used) // human.LEAST_TRIES for used in (0, 19, 20, 40, 80, 10_000)]
    assert steps == [1, 1, 2, 4, 4, 4]


def test_tests_are_signed_with_a_key_that_stays(told: Ledger, slug: str) -> None:
    key = corrections.read_key(told)
    assert corrections.read_key(told) == key and len(key) == 64
    assert check_answer(key, slug, solve(make_challenge(key, slug, 0))).ends > time.time()


def test_spent_tests_are_forgotten_when_they_end(told: Ledger) -> None:
    with told.noting() as connection:
        assert rows.spend(connection, "old", time.time() - 1, time.time() - 2)
        assert rows.spend(connection, "new", time.time() + 60, time.time())
        assert rows.count_spent(connection, 0) == 1


def test_nothing_is_kept_of_who_sent_it(
    told: Ledger, slug: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    headers = HERE | {"user-agent": AGENT, "referer": "http://canary-referer.test/",
                      "x-forwarded-for": ADDRESS, "accept-language": "es-canary"}  # fmt: skip
    with TestClient(make_app(told, Config()), headers=headers, client=(ADDRESS, 4711)) as reader:
        sent = send(reader, slug, altcha=take_test(reader, slug))
        send(reader, slug, text="Without a test.")
    assert sent.status_code == 201
    receipt = sent.text.split('<code dir="ltr">')[1].split("<")[0]
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("ledger.db*"))
    for canary in (ADDRESS, AGENT, "canary", receipt, receipt.replace("-", ""), "4711"):
        assert canary.encode() not in kept, f"{canary} stands in the ledger"
    ours = [record for record in caplog.records if not record.name.startswith("httpx")]
    assert not any(
        ADDRESS in record.getMessage() or "seven" in record.getMessage() for record in ours
    )
    assert hash_receipt(receipt).encode() in kept, "only the hash is"
    with told.reading() as connection:
        for one in rows.read_sent(connection):
            assert set(one.correction.__struct_fields__) == {
                "id", "slug", "edition", "day", "text", "field", "value", "evidence", "language",
                "tested",
            }  # fmt: skip


def test_a_withdrawn_incident_takes_no_corrections(
    reader: TestClient, told: Ledger, slug: str
) -> None:
    answer = take_test(reader, slug)
    publishing.withdraw(told, slug, ada(3, "taken back"))
    assert send(reader, slug, altcha=answer).status_code == 410
    assert count(told) == 0


def test_a_code_that_nobody_has(reader: TestClient) -> None:
    page = reader.post("/en/correction", data={"receipt": "AAAA-BBBB-CCCC-DDDD-EEEE"})
    assert page.status_code == 404 and "No correction has this code" in page.text


def test_t13_codes_cannot_be_tried_out(reader: TestClient) -> None:
    codes = [reader.post("/en/correction", data={"receipt": str(n)}).status_code for n in range(31)]
    assert codes[-1] == 429


def test_an_editor_moderates(sign_in: SignIn, told: Ledger, slug: str) -> None:
    desk = sign_in("editor")
    assert send(desk, slug, altcha=take_test(desk, slug)).status_code == 201
    page = desk.get("/desk/corrections").text
    assert "It was seven." in page and "1 waits to be read" in page
    correction = page.split('name="correction" value="')[1].split('"')[0]
    form = {"correction": correction, "verdict": "taken", "reason": "So it is.", "seen": "0"}
    assert desk.post("/desk/corrections", data=form | {"reason": " "}).status_code == 409
    assert desk.post("/desk/corrections", data=form).status_code == 303
    second = desk.post("/desk/corrections", data=form | {"verdict": "declined"})
    assert second.status_code == 409 and "decided on this first" in second.text
    assert "It was seven." not in desk.get("/desk/corrections").text
    assert "So it is." in desk.get("/desk/corrections?all=true").text


def test_t12_a_coder_does_not_moderate(sign_in: SignIn, told: Ledger, slug: str) -> None:
    desk = sign_in("coder")
    assert desk.get("/desk/corrections").status_code == 404
    form = {"correction": "x", "verdict": "taken", "reason": "x"}
    assert desk.post("/desk/corrections", data=form).status_code == 403
