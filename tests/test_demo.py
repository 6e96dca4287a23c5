"""The sample reports and their hand codings say the same, and every copied phrase stands."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

GOLD = sorted((Path(__file__).parent / "gold").glob("*.json"))


def read(path: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(path.read_text("utf8"))
    return report


def test_there_are_ten() -> None:
    assert [path.stem for path in GOLD] == [f"{n:02}" for n in range(1, 11)]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: str(path.stem))
def test_demo_and_gold_have_one_text(path: Path) -> None:
    gold = read(path)
    demo = json.loads(files("reportedly").joinpath(f"demo/{path.name}").read_text("utf8"))
    for key in ("id", "title", "text", "source", "published"):
        assert demo[key] == gold[key]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: str(path.stem))
def test_what_is_copied_stands_in_the_text(path: Path) -> None:
    gold = read(path)
    phrases = [*gold["must_not_code"]]
    for tally in gold["tallies"]:
        phrases += [tally["anchor"], *tally["said_by"]]
    for event in gold["events"]:
        phrases += [event["anchor"], *([event["place"]] if event["place"] else [])]
        for field in ("actor", "recipient", "target", "weapon", "said_by", "channel", "denied_by"):
            phrases += event[field]
    assert [phrase for phrase in phrases if phrase not in gold["text"]] == []
