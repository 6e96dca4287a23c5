"""People's decisions on the command line: taken, listed, undone, refused; and what waits."""

import json
from pathlib import Path
from typing import Any

import pytest


def read(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def slugs(run, folder: Path) -> tuple[str, str]:
    """Add three reports, and return the slugs of their two incidents, the larger first."""
    far = {"id": "far", "published": "2021-07-01", "text": "Rebels killed 2 nurses, a nun said."}
    (folder / "far.json").write_text(json.dumps(far))
    run("add", "reports", "far.json")
    found = sorted(read(run("incidents", "--jsonl").out), key=lambda i: -len(i["events"]))
    return found[0]["slug"], found[1]["slug"]


def events(run, slug: str) -> list[str]:
    return json.loads(run("incident", slug, "--json").out)["events"]


def last(run) -> str:
    return read(run("judgements", "--jsonl").out)[-1]["id"]


def test_merge_and_undo(run, slugs) -> None:
    before = run("incidents", "--jsonl").out
    code, out, _ = run("merge", *slugs, "--by", "Ada", "--reason", "one attack")
    assert code == 0 and f"Ada: merge {slugs[0]} (one attack)" in out
    assert len(read(run("incidents", "--jsonl").out)) == 1
    assert events(run, slugs[0]) == events(run, slugs[1]), "both names lead to it"
    code, out, _ = run("undo", last(run)[:8], "--by", "Bo")
    assert code == 0 and "Bo: undo" in out
    assert run("incidents", "--jsonl").out == before
    listed = run("judgements").out.splitlines()
    assert len(listed) == 2 and "[undone by" in listed[0] and "of Bo" in listed[0]


def test_split_and_what_contradicts_it(run, slugs) -> None:
    leaving = events(run, slugs[0])[0]
    assert run("split", slugs[0], leaving[:10], "--by", "Ada").code == 0
    found = [i["slug"] for i in read(run("incidents", "--jsonl").out) if i["slug"] != slugs[1]]
    assert len(found) == 2
    code, out, err = run("merge", *found, "--by", "Bo")
    assert (code, out) == (1, "") and err.count("\n") == 1
    assert f"would contradict the split {last(run)[:8]} by Ada" in err


def test_a_correction_shows_everywhere_it_should(run, slugs) -> None:
    event = events(run, slugs[1])[0]
    words = ("judge", "correct", event, "--field", "killed", "--value", "41", "--by", "Ada")
    assert run(*words).code == 0
    assert "41 killed" in run("incident", slugs[1]).out
    assert '"low":41' in run("export", "--format", "jsonl", "--incidents").out
    assert '"low":41' not in run("export", "--format", "jsonl").out, "what the machine coded"
    assert '"low":41' in run("export", "--format", "jsonl", "--judged").out
    assert "41" in run("export", "--format", "csv", "--judged").out
    assert "Ada: correct killed = '41'" in run("explain", event).out
    assert "Ada: correct killed = '41'" in run("explain", slugs[1]).out


def test_what_is_no_event_is_in_no_judged_export(run, slugs) -> None:
    event = events(run, slugs[1])[0]
    assert run("judge", "not-event", event, "--by", "Ada").code == 0
    assert event in run("export", "--format", "jsonl").out
    assert event not in run("export", "--format", "jsonl", "--judged").out
    code, out, err = run("incident", slugs[1])
    assert (code, out) == (1, "") and "this incident is no more" in err


def test_of_two_at_once_the_first_is_kept_and_shown(run, slugs) -> None:
    event = events(run, slugs[1])[0]
    assert run("judge", "accept", event, "--by", "Ada", "--after", "none").code == 0
    first = last(run)
    code, out, err = run("judge", "not-event", event, "--by", "Bo", "--after", "none")
    assert (code, out) == (1, "")
    assert "Ada decided first (accept" in err and "does not count" in err
    assert events(run, slugs[1]) == [event]
    assert "[came after" in run("judgements").out
    code, out, _ = run("judge", "not-event", event, "--by", "Bo", "--after", first[:8])
    assert code == 0 and f"[follows {first[:8]}]" in out


def test_same_source_makes_one_voice(run, slugs) -> None:
    assert json.loads(run("incident", slugs[0], "--json").out)["independent_sources"] == 2
    code, out, _ = run("judge", "same-source", "army", "mayor", "--by", "Ada")
    assert code == 0 and "same source" in out
    assert json.loads(run("incident", slugs[0], "--json").out)["independent_sources"] == 1
    assert "Ada: same source" in run("explain", slugs[0]).out


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("judge", "accept", "ffff", "--by", "Ada"), "ffff: no event of the ledger"),
        (("judge", "accept", "army", "--by", "Ada"), "wanted an event's id"),
        (("judge", "same-source", "army", "navy", "--by", "Ada"), "navy: no document"),
        (("merge", "SLUG", "--by", "Ada"), "wanted two or more"),
        (("merge", "SLUG", "no-such", "--by", "Ada"), "no-such: no incident"),
        (("split", "SLUG", "ffff", "--by", "Ada"), "ffff: is no event of"),
        (("undo", "ffff", "--by", "Ada"), "ffff: no judgement"),
        (("judge", "accept", "EVENT"), "a decision wants a name: --by"),
        (("judge", "accept", "EVENT", "--by", "Ada", "--after", "ffff"), "ffff: no judgement"),
        (("judge", "correct", "EVENT", "--by", "Ada"), "wants a field and a value"),
    ],
)
def test_what_cannot_be_decided_is_one_line_and_leaves_nothing(
    run, slugs, words: tuple[str, ...], wanted: str
) -> None:
    names = {"SLUG": slugs[0], "EVENT": events(run, slugs[0])[0]}
    code, out, err = run(*(names.get(word, word) for word in words))
    assert (code, out) == (1, "") and err.count("\n") == 1 and wanted in err
    assert run("judgements").out == ""


def test_the_queue_shrinks_as_people_decide(run, slugs) -> None:
    waiting = json.loads(run("queue", "--json").out)
    assert [one["why"] for one in waiting] == ["disputed", "disputed", "undecided"]
    assert waiting[0]["incident"] == slugs[0] and "killed" in waiting[0]["disputed"]
    listed = run("queue", "--limit", "1").out
    assert "disputed: killed" in listed and "«killed»" in listed
    assert listed.count("«killed»") == 1
    for one in waiting:
        run("judge", "accept", one["event"]["id"], "--by", "Ada")
    assert run("queue").out == "" and json.loads(run("queue", "--json").out) == []
