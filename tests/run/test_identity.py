"""A run is known by what can change its outcome, and by nothing else."""

import datetime as dt
from pathlib import Path

import msgspec

from reportedly.config import Config
from reportedly.run.identity import hash_folder, make_run

DAY = dt.datetime(2024, 3, 5, tzinfo=dt.UTC)


def test_the_same_settings_on_another_day_are_the_same_run() -> None:
    later = make_run(Config(workers=4, ledger="sqlite:///x.db"), DAY + dt.timedelta(days=1))
    assert make_run(Config(), DAY).id == later.id


def test_another_model_or_limit_is_another_run(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"weights")
    runs = [
        make_run(Config(), DAY),
        make_run(Config(model=str(tmp_path)), DAY),
        make_run(Config(max_bytes=7), DAY),
    ]
    assert len({run.id for run in runs}) == 3
    assert msgspec.json.decode(runs[2].settings) == {"max_bytes": 7}


def test_a_folders_hash_changes_with_any_data_file_and_with_no_code(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    book = tmp_path / "books" / "assault.toml"
    book.write_text("verb = 'kill'")
    before = hash_folder(tmp_path)
    (tmp_path / "code.py").write_text("pass")
    assert hash_folder(tmp_path) == before
    book.write_text("verb = 'slay'")
    assert hash_folder(tmp_path) != before
    assert hash_folder(tmp_path / "nowhere") == ""
