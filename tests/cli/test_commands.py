"""Every command: data on stdout, words on stderr, the exit code that the help promises."""

import csv
import io
import json
import os
import shlex
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from reportedly.cli import common
from reportedly.cli.app import COMMANDS
from reportedly.config import Config
from reportedly.pipeline import Coded
from reportedly.records import Article
from reportedly.run import local


def read_lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_code_writes_documents_then_their_events_in_order(run) -> None:
    code, out, err = run("code", "reports", "--jsonl")
    assert (code, err) == (0, "")
    records = read_lines(out)
    assert [record["type"] for record in records] == ["document", "event"] * 2
    assert [record.get("source_id") for record in records[::2]] == ["army", "mayor"]
    for document, event in zip(records[::2], records[1::2], strict=True):
        assert event["document"] == document["id"]


def test_code_reads_for_people_too(run) -> None:
    code, out, _ = run("code", "reports/army.json")
    assert code == 0
    assert "The Post, 2024-03-03 (read from json): Six soldiers killed near Mopti" in out
    assert "Gunmen → soldiers" in out
    assert "The Post ← an army spokesman · asserts" in out
    assert '"Gunmen «killed» 6 soldiers near Mopti on Saturday, an army spokesman said."' in out
    assert "\x1b[" not in out


def test_a_bad_article_makes_it_partly_and_the_rest_goes_on(run, folder: Path) -> None:
    (folder / "reports" / "blank.txt").write_text(" \n")
    code, out, _ = run("code", "reports", "--jsonl")
    assert code == 3
    types = [record["type"] for record in read_lines(out)]
    assert types.count("issue") == 1 and types.count("event") == 2
    code, out, _ = run("code", "reports/blank.txt")
    assert code == 1
    assert out.startswith("ISSUE") and "blank.txt" in out


def test_nothing_to_read_is_a_failure(run, folder: Path) -> None:
    (folder / "nothing").mkdir()
    code, _, err = run("code", "nothing", "--jsonl")
    assert code == 1 and err
    code, _, err = run("code")
    assert code == 2 and "PATH" in err


def test_progress_is_shown_only_when_asked_and_never_on_stdout(run) -> None:
    quiet = run("code", "reports", "--jsonl")
    loud = run("code", "reports", "--jsonl", "--progress")
    assert loud.out == quiet.out
    assert quiet.err == "" and "2 articles: 2 documents, 2 events" in loud.err


def test_adding_twice_changes_nothing(run) -> None:
    code, out, err = run("add", "reports")
    assert (code, out) == (0, "")
    assert "2 articles: 2 documents, 2 events" in err and "2 articles new" in err
    before = run("export", "--format", "jsonl").out
    assert "0 articles new" in run("add", "reports").err
    assert run("export", "--format", "jsonl").out == before


def test_events_are_filtered(run) -> None:
    run("add", "reports")
    assert len(json.loads(run("events", "--json").out)) == 2
    assert json.loads(run("events", "--type", "protest", "--json").out) == []
    since = run("events", "--since", "2024-03-04", "--json", "--country", "ml")
    assert [event["counts"][0]["low"] for event in json.loads(since.out)] == [9]
    listed = run("events", "--status", "reported").out
    assert "River Radio" in listed and "ASSAULT" in listed


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("--since", "yesterday"), "--since yesterday: wanted a day such as 2024-03-01"),
        (("--status", "true"), "wanted one of claimed"),
        (("--nonsense",), "No such option"),
    ],
)
def test_a_command_not_understood_is_two(run, words: tuple[str, ...], wanted: str) -> None:
    run("add", "reports")
    code, out, err = run("events", *words)
    assert (code, out) == (2, "") and wanted in err


def test_explain_says_why_each_field_was_read_so(run) -> None:
    run("add", "reports")
    (event, _) = json.loads(run("events", "--json").out)
    code, out, _ = run("explain", event["id"][:9])
    assert code == 0
    for words in (
        "The Post, 2024-03-03",
        "Gunmen «killed» 6 soldiers",
        'read from "killed" (7–13)',
        "the text tells it as done",
        "the outlet, witnesses, aid groups or unnamed sources say so",
        "the day of publication; the text gives no other",
        "Mopti, ML (city)",
        "14.5000, -4.2000",
        "says 1    The Post ← an army spokesman · asserts",
        "coded by reportedly",
    ):
        assert words in out
    code, out, err = run("explain", "fffffffffffff")
    assert (code, out) == (1, "")
    assert err == "reportedly: fffffffffffff: no event of the ledger has an id that begins so\n"


def test_exports_go_to_stdout_or_whole_to_a_file(run, folder: Path) -> None:
    run("add", "reports")
    table = run("export", "--format", "csv").out
    assert len(list(csv.DictReader(io.StringIO(table, newline="")))) == 2
    written = run("export", "--format", "csv", "-o", "events.csv")
    assert (written.code, written.out) == (0, "")
    assert (folder / "events.csv").read_bytes().decode() == table
    assert stat.S_IMODE((folder / "events.csv").stat().st_mode) & 0o600 == 0o600
    assert len(json.loads(run("export", "--format", "geojson").out)["features"]) == 2
    failed = run("export", "--format", "csv", "-o", "nowhere/events.csv")
    assert failed.code == 1 and "wanted a file to write" in failed.err
    assert run("export", "--format", "xlsx").code == 2


def test_an_export_leaves_texts_out_unless_asked(run) -> None:
    run("add", "reports")
    document = read_lines(run("export", "--format", "jsonl").out)[0]
    assert document["text"] == ""
    document = read_lines(run("export", "--format", "jsonl", "--with-names").out)[0]
    assert str(document["text"]).startswith("Gunmen killed")


def test_incidents_lay_reports_side_by_side(run) -> None:
    run("add", "reports")
    incidents = read_lines(run("incidents", "--jsonl").out)
    assert {record["type"] for record in incidents} == {"incident"}
    assert sum(len(record["events"]) for record in incidents) == 2
    listed = run("incidents").out
    slug = str(incidents[0]["slug"])
    assert slug in listed
    code, out, _ = run("incident", slug)
    assert code == 0
    assert "ASSAULT" in out and "Mopti" in out and "an army spokesman" in out
    assert "6 killed" in out and "«killed»" in out
    assert run("incident", "no-such-slug").code == 1


def test_a_page_cannot_steer_the_terminal(run, folder: Path) -> None:
    path = folder / "reports" / "army.json"
    report = json.loads(path.read_text())
    report["title"] = "\x1b[2J\x9b31mGone\u202e"
    path.write_text(json.dumps(report))
    out = run("code", "reports/army.json").out
    assert "Gone" in out and not {"\x1b", "\x9b", "\u202e"} & set(out)


def test_no_ledger_yet_says_what_to_do(run, folder: Path) -> None:
    for words in (("events",), ("explain", "ab"), ("export", "--format", "csv"), ("incidents",)):
        code, out, err = run(*words)
        assert (code, out) == (1, "")
        assert err.count("\n") == 1 and "`reportedly add PATH` makes one" in err
    assert not (folder / "ledger.db").exists()


def test_the_option_goes_before_the_environment_and_that_before_the_file(
    run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "reportedly.toml").write_text("ledger = 'sqlite:///file.db'\n")
    run("add", "reports", "--ledger", "sqlite:///option.db")
    run("add", "reports")
    monkeypatch.delenv("REPORTEDLY_LEDGER")
    run("add", "reports")
    assert sorted(path.name for path in folder.glob("*.db")) == [
        "file.db", "ledger.db", "option.db",
    ]  # fmt: skip


def test_a_setting_that_cannot_be_used_is_one_line(run, folder: Path) -> None:
    (folder / "reportedly.toml").write_text("\nworkers = 'two'\n")
    code, out, err = run("code", "reports", "--jsonl")
    assert (code, out) == (1, "")
    assert err == "reportedly: reportedly.toml:2: workers = 'two': wanted a whole number\n"


def test_demo_shows_incidents_and_a_line_of_counts_and_keeps_nothing(run, folder: Path) -> None:
    code, out, err = run("demo")
    assert code == 0, err
    assert out.splitlines()[-1].startswith("10 articles: 10 documents, ")
    assert not (folder / "ledger.db").exists()


def test_doctor_says_what_to_put_right(run, folder: Path) -> None:
    code, out, _ = run("doctor")
    assert code == 0, out
    assert "no ledger there yet" in out and not (folder / "ledger.db").exists()
    run("add", "reports")
    assert "articles 2, documents 2, events 2" in run("doctor").out
    (folder / "ledger.db").write_bytes(b"no ledger" * 1000)
    (folder / "empty").mkdir()
    (folder / "reportedly.toml").write_text("model = 'empty'")
    code, out, _ = run("doctor")
    assert code == 1
    failed = [line for line in out.splitlines() if line.startswith("FAIL")]
    assert len(failed) == 2
    assert "no .onnx file there: install reportedly again" in failed[0]
    assert "this file is not a ledger" in failed[1]


def test_version_is_one_line(run) -> None:
    code, out, err = run("--version")
    assert (code, err) == (0, "")
    assert out.startswith("reportedly ") and out.count("\n") == 1


def test_every_commands_example_runs(run, folder: Path, gold: Path) -> None:
    far = {"id": "far", "published": "2021-07-01", "text": "Rebels killed 2 nurses, a nun said."}
    (folder / "far.json").write_text(json.dumps(far))
    run("add", "reports", "far.json")
    found = sorted(read_lines(run("incidents", "--jsonl").out), key=lambda i: -len(i["events"]))
    (slug, other), event = (incident["slug"] for incident in found), found[0]["events"][1]
    run("judge", "accept", event, "--by", "Ada")
    judgement = read_lines(run("judgements", "--jsonl").out)[0]["id"]
    names = {"EVENT": event, "SLUG": slug, "OTHER": other, "JUDGEMENT": judgement, "GOLD": gold}
    for name, command in COMMANDS.items():
        lines = (command.__doc__ or "").strip().splitlines()
        assert lines[-1].strip().startswith("Example: reportedly "), name
        words = shlex.split(lines[-1].split("reportedly ", 1)[1])
        assert words[0] == name
        if name == "serve":  # it runs until it is stopped: tests/browser do that
            continue
        if name == "publish":
            names["ID"] = run("publish", slug).out.split()[-1]
        outcome = run(*(str(names.get(word, word)) for word in words))
        assert outcome.code == 0, (words, outcome)


@pytest.mark.parametrize(
    ("pages", "flags", "wanted"), [(3, {}, 1), (4, {}, 2), (4, {"workers": 1}, 1)]
)
def test_many_articles_take_a_process_on_each_core(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pages: int, flags: dict[str, int], wanted: int
) -> None:
    asked: list[tuple[int, int]] = []

    def code(articles: Iterable[Article], opener: object, *, workers: int) -> Iterator[Coded]:
        asked.append((workers, len(list(articles))))
        return iter(())

    monkeypatch.setattr(common, "MANY", 4)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(local, "code_articles", code)
    for k in range(pages):
        (tmp_path / f"{k}.txt").write_text(f"Page {k} tells of a storm.", encoding="utf-8")
    list(common.code_paths([str(tmp_path)], Config(**flags)))
    assert asked == [(wanted, pages)]
