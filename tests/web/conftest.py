"""A newsroom on a small ledger, and people who are signed in to it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import argon2
import pytest
from starlette.testclient import TestClient

from reportedly.config import Config
from reportedly.ledger import Ledger
from reportedly.records import Article, Role
from reportedly.run import accounts
from reportedly.run.accounts import make_account
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.web.app import make_app

PASSWORD = "a long enough password"
HERE = {"sec-fetch-site": "same-origin"}  # as a browser says of a form of ours
SignIn = Callable[[Role], TestClient]


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed cheaply here: a hundred sign-ins would take a minute."""
    monkeypatch.setattr(
        accounts, "HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    )
    accounts.hash_nobody.cache_clear()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty ledger, made once: its migrations take longer than most tests."""
    place = tmp_path_factory.mktemp("empty") / "ledger.db"
    Ledger.open(f"sqlite:///{place}").close()
    return place


@pytest.fixture
def book(tmp_path: Path, empty: Path) -> Iterator[Ledger]:
    shutil.copy(empty, tmp_path / "ledger.db")
    with Ledger.open(f"sqlite:///{tmp_path}/ledger.db") as ledger:
        yield ledger


@pytest.fixture
def told(book: Ledger) -> Ledger:
    """A ledger with two reports."""
    articles = [
        Article(name=f"{name}.txt", media="json", source_id=name, source=name, text=text)
        for name, text in (
            ("herald", "Gunmen killed 6 soldiers near Goma, police said."),
            ("courier", "<b>Rebels</b> killed 3 guards near Beni, <i>a</i> spokesman said."),
        )
    ]
    for coded in FakeCoder().code(articles):
        book.add(coded)
    link_ledger(book)
    return book


@pytest.fixture
def reader(told: Ledger) -> Iterator[TestClient]:
    """A stranger's browser."""
    with TestClient(make_app(told, Config()), base_url="http://newsroom.test",
                    follow_redirects=False, headers=HERE) as client:  # fmt: skip
        yield client


@pytest.fixture
def sign_in(reader: TestClient, told: Ledger) -> SignIn:
    """Return what signs somebody of a role in, in the one browser."""

    def enter(role: Role) -> TestClient:
        name = f"{role} Ada"
        make_account(told, name, role, PASSWORD)
        answer = reader.post("/desk/sign-in", data={"name": name, "password": PASSWORD})
        assert answer.status_code == 303
        return reader

    return enter
