"""Readers see what two people decided and nothing else, whatever is asked for in whatever order
(T18, T19)."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from starlette.testclient import TestClient
from tests.web.conftest import HERE
from tests.web.publishing import person, shown, slugs_of

from reportedly.config import Config, Newsroom
from reportedly.errors import LedgerError, ReviewError
from reportedly.ledger import Ledger
from reportedly.ledger import editions as rows
from reportedly.records import Article
from reportedly.review.standing import find_standing
from reportedly.run import deciding, publishing
from reportedly.run.deciding import NONE_SEEN
from reportedly.run.drafting import Wish, make_draft
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.run.releasing import fold_published
from reportedly.web.app import make_app

# Everything that can be asked for, by whoever, in any order.
PEOPLE = st.sampled_from(["Ada", "Bo", "Cy"])


class Door(RuleBasedStateMachine):
    """Two people decide here. Readers see what they decided, and nothing else (T18, T19)."""

    template: Path | None = None

    @initialize()
    def open(self) -> None:
        self.checked: object = None
        self.place = tempfile.mkdtemp()
        shutil.copy(make_template(), Path(self.place) / "ledger.db")
        self.ledger = Ledger.open(f"sqlite:///{self.place}/ledger.db")
        config = Config(newsroom=Newsroom(two_people=True))
        self.browser = TestClient(
            make_app(self.ledger, config), headers=HERE, follow_redirects=False
        )

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.browser.close()
            self.ledger.close()
            shutil.rmtree(self.place)

    def try_it(self, act: Any) -> None:
        with contextlib.suppress(ReviewError, LedgerError):
            act()

    def pick(self, number: int) -> str:
        slugs = slugs_of(self.ledger)
        return slugs[number % len(slugs)]

    @rule(by=PEOPLE, n=st.integers(0, 3), late=st.booleans())
    def propose(self, by: str, n: int, late: bool) -> None:
        slug, wish = self.pick(n), Wish()
        seen = make_draft(self.ledger, slug, wish).edition.id
        who = person(by, after=NONE_SEEN if late else None)
        self.try_it(lambda: publishing.propose(self.ledger, slug, wish, who, seen))

    @rule(by=PEOPLE, n=st.integers(0, 3), late=st.booleans())
    def publish(self, by: str, n: int, late: bool) -> None:
        slug = self.pick(n)
        seen = make_draft(self.ledger, slug, Wish()).edition.id
        who = person(by, after=NONE_SEEN if late else None)
        self.try_it(
            lambda: publishing.publish(self.ledger, slug, Wish(), who, seen, two_people=True)
        )

    @rule(by=PEOPLE, n=st.integers(0, 3))
    def publish_proposed(self, by: str, n: int) -> None:
        stands = [s for s in publishing.read_stands(self.ledger) if s.release.waiting]
        if stands:
            stand = stands[n % len(stands)]
            edition = stand.release.waiting.value or ""  # type: ignore[union-attr]
            self.try_it(lambda: publishing.publish_proposed(
                self.ledger, stand.slug, edition, person(by), two_people=True))  # fmt: skip

    @rule(by=PEOPLE, n=st.integers(0, 3))
    def withdraw(self, by: str, n: int) -> None:
        self.try_it(lambda: publishing.withdraw(self.ledger, self.pick(n), person(by)))

    @rule(by=PEOPLE, n=st.integers(0, 3))
    def withhold(self, by: str, n: int) -> None:
        self.try_it(lambda: publishing.withhold(self.ledger, self.pick(n), person(by)))

    @precondition(lambda self: self.ledger.judgements())
    @rule(by=PEOPLE, n=st.integers(0, 30))
    def undo(self, by: str, n: int) -> None:
        done = self.ledger.judgements()
        one = done[-1 - n % len(done)].id
        self.try_it(lambda: deciding.undo(self.ledger, one, person(by), two_people=True))

    @rule(by=PEOPLE, n=st.integers(0, 3))
    def correct(self, by: str, n: int) -> None:
        event = self.ledger.incident(self.pick(n)).events[0]
        killed = str(20 + n)
        self.try_it(
            lambda: deciding.judge(self.ledger, event, "correct", person(by), "killed", killed)
        )

    @rule(by=PEOPLE)
    def merge(self, by: str) -> None:
        self.try_it(lambda: deciding.merge(self.ledger, slugs_of(self.ledger)[:2], person(by)))

    @invariant()
    def readers_see_what_two_decided(self) -> None:
        if not hasattr(self, "ledger"):
            return
        counting = [
            s.judgement for s in find_standing(self.ledger.judgements()) if s.state == "counts"
        ]
        visible = shown(self.ledger)
        for slug, edition in visible.items():
            publishers = {
                j.by
                for j in counting
                if (j.action, j.subject, j.value) == ("publish", slug, edition)
            }
            proposers = {
                j.by
                for j in counting
                if (j.action, j.subject, j.value) == ("propose", slug, edition)
            }
            assert publishers and proposers and len(publishers | proposers) > 1
        held = {e for j in counting if j.field == "sensitive" for e in j.events}
        told = {e.id for s in visible for e in self.read(s).edition.events}
        assert not held & told

    @invariant()
    def every_way_in_shows_the_same(self) -> None:
        if not hasattr(self, "ledger"):
            return
        visible, names = set(shown(self.ledger)), slugs_of(self.ledger)
        if self.checked == (visible, names):
            return
        self.checked = (visible, names)
        pages = [self.browser.get(path).text for path in (
            "/en/", "/ar/?q=killed", "/en/?type=ASSAULT", "/en/feed.atom",
            "/sitemap.xml")]  # fmt: skip
        for slug in names:
            public = slug in visible
            assert all((slug in page) == public for page in pages), slug
            for path in (
                f"/en/incident/{slug}",
                f"/es/incident/{slug}.json",
                f"/en/incident/{slug}/correct",
            ):
                assert (self.browser.get(path).status_code == 200) == public, path

    @invariant()
    def folding_anew_changes_nothing(self) -> None:
        if hasattr(self, "ledger"):
            before = shown(self.ledger)
            fold_published(self.ledger)
            assert shown(self.ledger) == before

    def read(self, slug: str) -> rows.Public:
        with self.ledger.reading() as connection:
            found = rows.read_public(connection, slug)
        assert found is not None
        return found


def make_template() -> Path:
    """Return a ledger of three reports, made once."""
    if Door.template is None:
        Door.template = Path(tempfile.mkdtemp()) / "ledger.db"
        with Ledger.open(f"sqlite:///{Door.template}") as ledger:
            for number, place in enumerate(("Goma", "Beni", "Gao")):
                text = f"Gunmen killed {number + 3} soldiers near {place}, police said."
                for coded in FakeCoder().code(
                    [Article(name=f"{place}.txt", media="json", text=text)]
                ):
                    ledger.add(coded)
            link_ledger(ledger)
    return Door.template


@pytest.fixture(scope="module", autouse=True)
def no_rest() -> Iterator[None]:
    yield
    if Door.template:
        shutil.rmtree(Door.template.parent)
        Door.template = None


def test_t19_readers_see_what_two_people_decided_and_nothing_else() -> None:
    often = settings(max_examples=12, stateful_step_count=14, deadline=None)
    run_state_machine_as_test(Door, settings=often)
