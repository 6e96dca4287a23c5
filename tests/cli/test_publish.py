"""Publishing on the command line: nothing becomes public that was not looked at."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def slug(run, folder: Path) -> str:
    run("add", "reports")
    (line, *_) = run("incidents", "--jsonl").out.splitlines()
    return json.loads(line)["slug"]


def test_look_then_publish_then_withdraw(run, slug: str) -> None:
    code, out, _ = run("publish", slug)
    assert code == 0 and "(unpublished)" in out and "disputed: killed" in out
    edition = out.split("--edition ")[1].strip()
    code, out, _ = run("publish", slug, "--edition", edition, "--by", "Ada")
    assert code == 0 and f"Ada: publish {slug}" in out
    assert "(published)" in run("publish", slug).out
    assert run("withdraw", slug, "--by", "Ada").code == 2
    assert run("withdraw", slug, "--by", "Ada", "--reason", "a mistake").code == 0
    assert "(withdrawn)" in run("publish", slug).out


def test_what_nobody_looked_at_is_refused(run, slug: str) -> None:
    code, _, err = run("publish", slug, "--edition", "0" * 20, "--by", "Ada")
    assert code == 1 and "changed since you looked" in err
    assert "(unpublished)" in run("publish", slug).out


def test_two_people(run, slug: str, folder: Path) -> None:
    (folder / "reportedly.toml").write_text("[newsroom]\ntwo_people = true\n")
    edition = run("publish", slug).out.split("--edition ")[1].strip()
    words = ("publish", slug, "--edition", edition)
    assert run(*words, "--propose", "--by", "Ada").code == 0
    assert run(*words, "--by", "Ada").code == 1
    assert run(*words, "--by", "Bo").code == 0
