"""Which reports are left out of which fold."""

from pathlib import Path

from training.reports import FOLDS, part_files


def test_every_report_is_left_out_once_and_neighbours_stay_together() -> None:
    paths = [Path(f"{folder}/{n:02}.json") for folder in ("a", "b") for n in range(8)]
    parts = [part_files(paths, fold) for fold in range(FOLDS)]
    assert sorted(path for part in parts for path in part) == paths
    for part in parts:
        for folder in ("a", "b"):
            inside = [int(p.stem) for p in part if p.parent.name == folder]
            assert inside == list(range(inside[0], inside[0] + len(inside)))
