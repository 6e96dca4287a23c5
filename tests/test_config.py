"""A setting that cannot be used is named with its place, its value and what was wanted."""

from pathlib import Path

import pytest

from reportedly.config import Config, read_config
from reportedly.errors import ConfigError


def read(folder: Path, text: str = "", flags: object = None, **environ: str) -> Config:
    if text:
        (folder / "reportedly.toml").write_text(text, encoding="utf-8")
    return read_config(flags, environ, folder)  # type: ignore[arg-type]


def test_nothing_set_is_all_defaults(tmp_path: Path) -> None:
    config = read(tmp_path)
    assert config == Config()
    assert config.ledger_url.startswith("sqlite:///") and config.ledger_url.endswith("ledger.db")


def test_a_later_word_wins(tmp_path: Path) -> None:
    text = "workers = 2\nledger = 'sqlite:///file.db'\nmax_bytes = 9"
    config = read(
        tmp_path, text, {"workers": 4, "ledger": None},
        REPORTEDLY_WORKERS="3", REPORTEDLY_LEDGER="sqlite:///environment.db",
    )  # fmt: skip
    assert (config.workers, config.ledger, config.max_bytes) == (4, "sqlite:///environment.db", 9)


def test_a_file_named_in_the_environment_is_read_and_must_exist(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text("workers = 7")
    assert read(tmp_path, "workers = 2", REPORTEDLY_CONFIG=str(other)).workers == 7
    with pytest.raises(ConfigError, match=r"none\.toml: No such file"):
        read(tmp_path, REPORTEDLY_CONFIG=str(tmp_path / "none.toml"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\nworkers = 'two'", "toml:2: workers = 'two': wanted a whole number"),
        ("workers = -1", "toml:1: workers = -1: wanted a whole number of at least 0"),
        ("ledger = 3", "toml:1: ledger = 3: wanted text"),
        ('# a\n"model" = true', "toml:2: model = True: wanted text"),
        ("wrokers = 2", "toml:1: wrokers = 2: no such setting; there are ledger, workers"),
        ("workers = ", "wanted TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read(tmp_path, text)
    assert message in str(caught.value)


def test_what_is_wrong_elsewhere_is_named_too(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="REPORTEDLY_WORKERS: workers = 'two': wanted a whole"):
        read(tmp_path, REPORTEDLY_WORKERS="two")
    with pytest.raises(ConfigError, match="the command line: workers = -1"):
        read(tmp_path, flags={"workers": -1})
