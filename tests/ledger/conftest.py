"""Ledgers to test with."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.ledger import Ledger


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty ledger once: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "ledger.db"
    Ledger.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def ledger(url: str, template: Path) -> Iterator[Ledger]:
    """Open a new ledger."""
    if url.startswith("sqlite:///"):
        shutil.copy(template, url.removeprefix("sqlite:///"))
    with Ledger.open(url) as ledger:
        yield ledger
