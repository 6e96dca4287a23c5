"""Floors only rise, hold for the reports they were measured on, and fall by name only."""

import shutil
from pathlib import Path

import msgspec
import pytest

from reportedly.errors import ReportedlyError, UsageError
from reportedly.evaluate.gate import (
    FILE_NAME,
    MARGIN,
    Floors,
    check,
    pin_floors,
    propose_floor,
    read_floors,
    require_fit,
    take_fingerprint,
    write_floors,
)
from reportedly.evaluate.score import Figures, Ratio
from reportedly.evaluate.table import write_shortfalls, write_table


def figures(**ratios: tuple[float, int]) -> Figures:
    return Figures(
        documents=1, missing_documents=0, issues=0, gold_events=1, coded_events=1,
        ratios={name: Ratio(*pair) for name, pair in ratios.items()}, types={}, errors=(),
    )  # fmt: skip


def test_what_is_below_is_told_and_what_is_gone_is_below() -> None:
    floors = Floors(fingerprint="f", floors={"found_F1": 0.5, "date": 0.4, "tally_F1": 0.1})
    short = check(figures(found_F1=(0.5, 9), date=(0.399, 9)), floors)
    assert [(s.name, s.value) for s in short] == [("date", 0.399), ("tally_F1", None)]
    assert list(write_shortfalls(short)) == [
        "below its floor: date = 0.399: wanted at least 0.400",
        "below its floor: tally_F1 = not measured: wanted at least 0.100",
    ]
    table = list(write_table(figures(found_F1=(0.5, 9)), floors))
    assert table[-1].split() == ["found_F1", "0.500", "(n=9)", "floor", "0.500"]


@pytest.mark.parametrize(
    ("name", "value", "n", "floor"),
    [
        ("found_F1", 0.65, 347, 0.65 - MARGIN),
        ("date", 0.7, 10, 0.6),  # one case weighs more than the margin
        ("date", 2 / 3, 3, 0.333),  # rounded down, never up
        ("date", 0.01, 500, 0.0),
        ("evidence_true", 1.0, 900, 1.0),  # a promise has no margin
        ("evidence_true", 0.9996, 9000, 0.999),
    ],
)
def test_a_floor_stands_a_margin_or_a_case_below(
    name: str, value: float, n: int, floor: float
) -> None:
    assert propose_floor(name, Ratio(value, n)) == pytest.approx(floor, abs=1e-9)


@pytest.mark.parametrize("n", range(2, 60))
def test_one_case_lost_still_passes_and_three_do_not(n: int) -> None:
    pinned = pin_floors(figures(date=(1.0, n)), None, "f")
    assert not check(figures(date=((n - 1) / n, n)), pinned)
    assert n == 2 or check(figures(date=((n - 3) / n, n)), pinned)


def test_pinning_only_raises() -> None:
    first = pin_floors(figures(found_F1=(0.6, 300), found_P=(0.9, 300), date=(0.5, 300)), None, "f")
    assert first.floors == {"found_F1": 0.58, "date": 0.48}
    second = pin_floors(figures(found_F1=(0.7, 300), date=(0.3, 300)), first, "g")
    assert second == Floors(fingerprint="g", floors={"found_F1": 0.68, "date": 0.48})
    gone = pin_floors(figures(found_F1=(0.7, 300)), second, "g")
    assert gone == second  # a figure that can no longer be measured keeps its floor


def test_one_floor_is_lowered_by_name() -> None:
    floors = Floors(fingerprint="f", floors={"found_F1": 0.58, "date": 0.48})
    worse = figures(found_F1=(0.4, 300), date=(0.3, 300))
    lowered = pin_floors(worse, floors, "f", lower=["date"])
    assert lowered.floors == {"found_F1": 0.58, "date": 0.28}
    with pytest.raises(UsageError, match="wanted a floor that there is: found_F1, date"):
        pin_floors(worse, floors, "f", lower=["dates"])


def test_the_file_says_what_was_pinned(tmp_path: Path) -> None:
    floors = pin_floors(figures(found_F1=(0.613, 300), evidence_true=(1.0, 80)), None, "abc")
    assert read_floors(tmp_path) is None
    (tmp_path / FILE_NAME).write_text(write_floors(floors), "utf8")
    assert read_floors(tmp_path) == floors


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fingerprint = 5", r"fingerprint: expected `str`"),
        ("fingerprint = 'f'\n[floors]\ndate = 1.5", r"floors.*: expected `float` <= 1"),
        ("fingerprint = 'f'\nfloor = 1", "unknown field `floor`"),
        ("fingerprint = ", "floors.toml"),
    ],
)
def test_a_broken_file_is_told(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(text, "utf8")
    with pytest.raises(ReportedlyError, match=message):
        read_floors(tmp_path)


def test_floors_hold_for_their_own_reports_only(gold_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "gold"
    shutil.copytree(gold_folder, copy)
    floors = Floors(fingerprint=take_fingerprint(gold_folder))
    require_fit(floors, copy)  # the folder's name does not matter, nor do other files
    (copy / "README.md").write_text("")
    require_fit(floors, copy)
    (copy / "01.json").write_bytes((copy / "01.json").read_bytes() + b"\n")
    with pytest.raises(ReportedlyError, match="the reports have changed since"):
        require_fit(floors, copy)
    shutil.copy(gold_folder / "01.json", copy / "01.json")
    (copy / "10.json").rename(copy / "11.json")
    with pytest.raises(ReportedlyError, match="--pin"):
        require_fit(floors, copy)


def test_the_projects_floors_are_those_of_its_gold(gold_folder: Path) -> None:
    floors = read_floors(gold_folder)
    assert floors is not None
    require_fit(floors, gold_folder)
    assert floors.floors["evidence_true"] == 1.0
    assert msgspec.toml.decode(write_floors(floors).encode(), type=Floors) == floors
