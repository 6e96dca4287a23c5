"""A newsroom that listens, and a browser to visit it with; without a browser its tests are skipped.

`make browser` installs Debian's Chromium. No page may ask for anything that is not ours, and none
may trip the content security policy: `visit` fails the test that did.
"""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import argon2
import msgspec
import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from reportedly.config import Config
from reportedly.config import Newsroom as Settings
from reportedly.ledger import Ledger
from reportedly.records import Article, Role
from reportedly.run import accounts
from reportedly.run.accounts import make_account
from reportedly.run.adding import Adding
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.web.app import make_app

PASSWORD = "a long enough password"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
PLACES = ("Goma", "Beni", "Mopti", "Gao", "Kidal", "Timbuktu")
READY_SECONDS = 20


class House(msgspec.Struct, frozen=True):
    """A newsroom that listens: where, on which ledger, with which settings."""

    url: str
    ledger: Ledger
    config: Config


Open = Callable[..., House]
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Return the machine's browser, or skip: nothing is downloaded."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no browser on this machine: `make browser` installs one")
    found = playwright.chromium.launch(executable_path=path, args=OPTIONS)
    yield found
    found.close()


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed cheaply here."""
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(accounts, "HASHER", hasher)
    accounts.hash_nobody.cache_clear()


def tell(reports: int) -> Iterator[Article]:
    """Yield reports of killings, each place told by two outlets that differ on the dead."""
    for number in range(reports):
        place, dead = PLACES[number // 2 % len(PLACES)], 3 + number
        text = f"Gunmen killed {dead} soldiers near {place} on Monday, police said. More follows."
        yield Article(
            name=f"report-{number}.txt", media="json", source_id=f"report-{number}",
            source=("The Herald", "The Courier")[number % 2], text=text,
            title=f"Attack near {place}",
        )  # fmt: skip


@pytest.fixture
def open_house(tmp_path: Path) -> Iterator[Open]:
    """Return what opens a newsroom on a new ledger, with one account a role ("coder Ada")."""
    running: list[tuple[uvicorn.Server, threading.Thread, Ledger]] = []

    def start(reports: int = 12, articles: Any = None, **settings: Any) -> House:
        ledger = Ledger.open(f"sqlite:///{tmp_path}/ledger-{len(running)}.db")
        for coded in FakeCoder().code(tell(reports) if articles is None else articles):
            ledger.add(coded)
        link_ledger(ledger)
        roles: tuple[Role, ...] = ("reader", "coder", "editor", "admin")
        for role in roles:
            make_account(ledger, f"{role} Ada", role, PASSWORD)
        door = socket.create_server(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        config = Config(newsroom=Settings(**settings))
        app = make_app(ledger, config, Adding(ledger, config, FakeCoder))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + READY_SECONDS
        while not server.started:
            assert time.monotonic() < deadline, "the newsroom did not open"
            time.sleep(0.02)
        running.append((server, thread, ledger))
        return House(url, ledger, config)

    yield start
    for server, thread, ledger in running:
        server.should_exit = True
        thread.join(READY_SECONDS)
        ledger.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Return what opens a page of a house; `role` signs in first. Anything amiss fails the test:
    an error on the console, a request to somebody else, a dialogue box."""
    contexts: list[BrowserContext] = []
    amiss: list[str] = []

    def enter(house: House, path: str = "/", role: Role | None = None, **options: Any) -> Page:
        context = browser.new_context(base_url=house.url, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda m: amiss.append(m.text) if is_amiss(m.type, m.text) else None)
        page.on("pageerror", lambda error: amiss.append(str(error)))
        page.on("request", lambda r: amiss.append(r.url) if is_strange(r.url, house) else None)
        page.on("dialog", lambda box: (amiss.append(box.message), box.dismiss())[0])
        if role is not None:
            page.goto("/desk/sign-in")
            page.get_by_label("Name").fill(f"{role} Ada")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button").click()
            page.wait_for_url("**/desk")
        page.goto(path)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert amiss == []


def is_amiss(kind: str, text: str) -> bool:
    """Tell whether a console message is a fault; a refused request (4xx) is what a test asked."""
    return kind == "error" and "Failed to load resource" not in text


def is_strange(url: str, house: House) -> bool:
    """Tell whether a request goes to somebody else."""
    return not url.startswith((house.url, "data:", "blob:"))


def find_faults(page: Page) -> list[str]:
    """Return what axe finds serious or critical on a page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    return [
        f"{one['id']} ({one['impact']}): {node['html'][:160]}"
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"][:3]
    ]
