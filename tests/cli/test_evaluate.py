"""`reportedly evaluate`: figures on stdout, what fell below on stderr, floors that only rise."""

import json
from pathlib import Path
from typing import Any

import pytest

FLOORS = Path("gold/floors.toml")


@pytest.fixture
def gold(gold: Path) -> Path:
    """Add a report in which the coder has nothing right."""
    report = json.loads((gold / "army.json").read_text("utf8"))
    event = report["events"][0] | {"type": "PROTEST", "killed": [7, 7]}
    (gold / "wrong.json").write_text(json.dumps(report | {"id": "wrong", "events": [event]}))
    return gold


def spoil(gold: Path) -> None:
    """Make the coder wrong where it was right, without a word of the text changed."""
    for name in ("army", "mayor"):
        path = gold / f"{name}.json"
        report: dict[str, Any] = json.loads(path.read_text("utf8"))
        report["events"][0]["type"] = "AID"
        path.write_text(json.dumps(report))


def test_the_figures_are_printed(run: Any, gold: Path) -> None:
    code, out, err = run("evaluate", "gold")
    assert (code, err) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()}
    assert rows["found_F1"] == ["1.000", "(n=3)"]
    assert rows["typed_F1"] == ["0.667", "(n=3)"]
    assert rows["killed"] == ["0.667", "(n=3)"]
    assert rows["said_by"] == ["1.000", "(n=3)"]
    assert rows["ASSAULT"] == "gold 2 coded 3 P 0.67 R 1.00 F1 0.80".split()
    figures = json.loads(run("evaluate", "gold", "--json").out)
    assert figures["typed_F1"] == pytest.approx(2 / 3)
    assert figures["types"]["PROTEST"] == {"gold": 1, "coded": 0, "hit": 0}


def test_the_errors_are_listed(run: Any, gold: Path) -> None:
    lines = run("evaluate", "gold", "--errors").out.splitlines()
    errors = [line.split("\t") for line in lines if "\t" in line]
    assert ["wrong", "type", "PROTEST", "ASSAULT", "killed 6 soldiers"] in errors
    assert ["wrong", "killed", "7 killed", "6 killed", "killed 6 soldiers"] in errors
    # The fake coder takes the day of publication for the event's, which gold never does.
    assert {error[1] for error in errors if error[0] != "wrong"} == {"date_empty"}
    listed = json.loads(run("evaluate", "gold", "--json", "--errors").out)["errors"]
    assert len(listed) == len(errors)


def test_records_coded_before_give_the_same(run: Any, gold: Path, folder: Path) -> None:
    (folder / "coded.jsonl").write_text(run("code", "gold", "--jsonl").out)
    assert run("evaluate", "gold", "--coded", "coded.jsonl").out == run("evaluate", "gold").out
    first = (folder / "coded.jsonl").read_text().splitlines()[:2]
    (folder / "coded.jsonl").write_text("\n".join(first))
    code, out, err = run("evaluate", "gold", "--coded", "coded.jsonl")
    assert code == 3 and "2 reports could not be coded" in err
    assert "missing_documents" in out


def test_floors_are_pinned_hold_and_fall_by_name_only(run: Any, gold: Path) -> None:
    assert run("evaluate", "gold", "--pin").code == 0
    pinned = FLOORS.read_text()
    assert "found_F1 = 0.666" in pinned and "typed_F1 = 0.333" in pinned
    code, out, err = run("evaluate", "gold")
    assert (code, err) == (0, "") and "floor 0.333" in out

    spoil(gold)
    code, out, err = run("evaluate", "gold")
    assert (code, out) == (1, "")
    assert "floors.toml: fingerprint" in err and "the reports have changed" in err
    code, _, err = run("evaluate", "gold", "--pin")
    assert code == 1
    assert "below its floor: typed_F1 = 0.000: wanted at least 0.333" in err
    assert "typed_F1 = 0.333" in FLOORS.read_text()
    assert run("evaluate", "gold").code == 1  # now the fingerprint fits, and the floor still holds

    below = [line.split()[4] for line in err.splitlines()]
    words = [word for name in below for word in ("--lower-floor", name)]
    assert run("evaluate", "gold", "--pin", *words).code == 0
    assert "typed_F1" not in FLOORS.read_text() and "found_F1 = 0.666" in FLOORS.read_text()


def test_options_that_do_not_go_together_are_told(run: Any, gold: Path) -> None:
    code, _, err = run("evaluate", "gold", "--lower-floor", "date")
    assert code == 2 and "wanted --pin" in err
    code, _, err = run("evaluate", "gold", "--pin", "--coded", "x")
    assert code == 2 and "wanted no --coded" in err
    run("evaluate", "gold", "--pin")
    code, _, err = run("evaluate", "gold", "--pin", "--lower-floor", "dates")
    assert code == 2 and "wanted a floor that there is" in err


def test_what_is_no_gold_is_told(run: Any, gold: Path, folder: Path) -> None:
    code, _, err = run("evaluate", "reports")
    assert code == 1 and "army.json: object missing required field `events`" in err
    code, _, err = run("evaluate", "nowhere")
    assert code == 1 and "nowhere: wanted a folder of reports" in err
