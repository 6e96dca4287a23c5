"""Nothing is public without a person's decision (T19), nor what is withheld (T18)."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from starlette.testclient import TestClient
from tests.web.conftest import HERE, SignIn

from reportedly.config import Config, Newsroom
from reportedly.errors import LedgerError, ReviewError
from reportedly.ledger import Ledger
from reportedly.ledger import editions as rows
from reportedly.records import Article
from reportedly.review.publish import cut, find_verdicts
from reportedly.review.standing import find_standing
from reportedly.run import deciding, publishing
from reportedly.run.deciding import NONE_SEEN, Person
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger
from reportedly.run.publishing import Wish, make_draft
from reportedly.run.releasing import fold_published
from reportedly.web.app import make_app

NOW = dt.datetime(2024, 4, 1, tzinfo=dt.UTC)
PLAIN = Wish()


def person(by: str = "Ada", reason: str = "because", after: str | None = None) -> Person:
    person.minute += 1  # type: ignore[attr-defined]
    at = NOW + dt.timedelta(minutes=person.minute)  # type: ignore[attr-defined]
    return Person(by=by, at=at, reason=reason, after=after)


person.minute = 0  # type: ignore[attr-defined]


def publish(
    ledger: Ledger, slug: str, by: str = "Ada", wish: Wish = PLAIN, two: bool = False
) -> Any:
    draft = make_draft(ledger, slug, wish)
    return publishing.publish(ledger, slug, wish, person(by), draft.edition.id, two_people=two)


def slugs_of(ledger: Ledger) -> list[str]:
    return sorted(incident.slug for incident in ledger.incidents())


def shown(ledger: Ledger) -> dict[str, str]:
    with ledger.reading() as connection:
        return {s: rows.find_shown(connection, s) or "" for s, _ in rows.read_slugs(connection)}


def test_an_edition_is_named_by_what_it_holds(told: Ledger) -> None:
    slug = slugs_of(told)[0]
    one, two = make_draft(told, slug, Wish()), make_draft(told, slug, Wish())
    assert one.edition == two.edition
    assert make_draft(told, slug, Wish(note="New.")).edition.id != one.edition.id


def test_an_edition_holds_no_text_and_no_path(told: Ledger) -> None:
    (slug, *_) = slugs_of(told)
    edition = make_draft(told, slug, Wish()).edition
    assert all(d.text == "" and d.article == "" and d.source_id == "" for d in edition.documents)
    assert edition.words[edition.documents[0].id], "what is quoted stands beside it"


def test_long_sentences_are_cut() -> None:
    assert len(cut("word " * 200)) <= 280
    assert cut("word " * 200).endswith("word…")


def test_private_names_go_from_all_of_it(book: Ledger) -> None:
    text = "Juan Calderas killed 3 guards near Beni, police said. Calderas fled."
    (coded,) = FakeCoder().code(
        [Article(name="a.txt", media="json", text=text, title="Calderas held")]
    )
    (event,) = coded.events
    party = msgspec.structs.replace(event.actors[0], name="Juan Calderas", collective=False)
    book.add(
        msgspec.structs.replace(coded, events=(msgspec.structs.replace(event, actors=(party,)),))
    )
    link_ledger(book)
    draft = make_draft(book, slugs_of(book)[0], Wish(title="What Calderas did"))
    assert "Calderas" in draft.hidden
    assert b"Calderas" not in msgspec.json.encode(draft.edition)
    assert draft.edition.title == "What [person] did"


def test_a_person_may_hide_more_names(told: Ledger) -> None:
    slug = next(s for s in slugs_of(told) if "goma" in s)
    wish = Wish(hide=("police",))
    assert b"police" not in msgspec.json.encode(make_draft(told, slug, wish).edition)
    publish(told, slug, wish=wish)
    assert publishing.recall_wish(told, slug).hide == ("police",), "the next edition hides them too"


def test_words_that_judge_are_pointed_out() -> None:
    assert find_verdicts("The massacre, una masacre", "proved") == ("massacre", "masacre", "proved")
    assert find_verdicts("Reported: assault, Goma") == ()


def test_what_changed_since_the_last_edition(told: Ledger) -> None:
    slug = next(s for s in slugs_of(told) if "goma" in s)
    publish(told, slug)
    event = told.incident(slug).events[0]
    deciding.judge(told, event, "correct", person(), "killed", "14")
    changes = {c.field: c for c in make_draft(told, slug, Wish()).changes}
    assert [f.low for f in changes["figures"].gone] == [6]
    assert [f.low for f in changes["figures"].new] == [14]
    (stand,) = publishing.read_stands(told)
    assert not stand.fresh
    publish(told, slug)
    assert make_draft(told, slug, Wish()).changes == ()


def test_what_changed_while_one_looked_is_not_published(told: Ledger) -> None:
    slug = slugs_of(told)[0]
    seen = make_draft(told, slug, Wish()).edition.id
    deciding.judge(told, told.incident(slug).events[0], "correct", person(), "killed", "99")
    with pytest.raises(ReviewError, match="changed since you looked"):
        publishing.publish(told, slug, Wish(), person(), seen, two_people=False)
    assert shown(told) == {}


def test_a_decision_that_comes_second_does_not_count(told: Ledger) -> None:
    slug = slugs_of(told)[0]
    draft = make_draft(told, slug, Wish())
    first = publishing.publish(
        told, slug, Wish(), person(after=NONE_SEEN), draft.edition.id, two_people=False
    )
    publishing.withdraw(told, slug, person())
    late = publishing.publish(
        told, slug, Wish(), person("Bo", after=NONE_SEEN), draft.edition.id, two_people=False
    )
    assert (first.state, late.state) == ("counts", "late")
    assert shown(told) == {}


def test_two_people_on_every_way(told: Ledger) -> None:
    slug = slugs_of(told)[0]
    edition = make_draft(told, slug, Wish()).edition.id
    with pytest.raises(ReviewError, match="two people"):
        publish(told, slug, "Ada", two=True)
    publishing.propose(told, slug, Wish(), person("Ada"), edition)
    with pytest.raises(ReviewError, match="two people"):
        publishing.publish_proposed(told, slug, edition, person(" ada "), two_people=True)
    done = publishing.publish_proposed(told, slug, edition, person("Bo"), two_people=True)
    assert shown(told) == {slug: edition}
    undone = deciding.undo(told, done.judgement.id, person("Bo"), two_people=True)
    assert shown(told) == {}
    with pytest.raises(ReviewError, match="two people"):
        deciding.undo(told, undone.judgement.id, person("Ada"), two_people=True)
    with pytest.raises(ReviewError, match="two people"):  # strict unless told otherwise
        deciding.undo(told, undone.judgement.id, person("Ada"))
    assert shown(told) == {}
    deciding.undo(told, undone.judgement.id, person("Bo"), two_people=True)
    assert shown(told) == {slug: edition}


def test_undoing_each_is_as_if_it_had_not_been(told: Ledger) -> None:
    slug = slugs_of(told)[0]
    edition = make_draft(told, slug, Wish()).edition.id
    states = [shown(told)]
    taken = []
    for act in (
        lambda: publishing.propose(told, slug, Wish(), person(), edition),
        lambda: publish(told, slug),
        lambda: publishing.withdraw(told, slug, person()),
        lambda: publish(told, slug, wish=Wish(note="Again.")),
        lambda: publishing.withhold(told, slug, person()),
    ):
        taken.append(act().judgement.id)
        states.append(shown(told))
    assert [len(state) for state in states] == [0, 0, 1, 0, 1, 0]
    for judgement in reversed(taken):
        assert shown(told) == states.pop()
        deciding.undo(told, judgement, person(), two_people=False)
        assert shown(told) == states[-1]


def test_t18_what_is_withheld_stays_so_under_every_name(told: Ledger) -> None:
    goma, beni = (next(s for s in slugs_of(told) if name in s) for name in ("goma", "beni"))
    publish(told, goma)
    publishing.withhold(told, goma, person(reason="witnesses"))
    assert shown(told) == {}
    with pytest.raises(ReviewError, match="withheld"):
        publish(told, goma)
    deciding.judge(told, told.incident(goma).events[0], "correct", person(), "where", "none")
    renamed = told.incident(goma).slug
    assert renamed != goma
    with pytest.raises(ReviewError, match="withheld"):
        publish(told, renamed)
    merged = deciding.merge(told, [beni, renamed], person())
    with pytest.raises(ReviewError, match="withheld"):
        publish(told, told.incident(beni).slug)
    deciding.undo(told, merged.judgement.id, person())
    publish(told, beni)
    assert list(shown(told)) == [beni]


def test_t18_withholding_takes_down_what_else_tells_it(told: Ledger) -> None:
    goma, beni = (next(s for s in slugs_of(told) if name in s) for name in ("goma", "beni"))
    publish(told, beni)
    deciding.merge(told, [goma, beni], person())
    publishing.withhold(told, goma, person(reason="witnesses"))
    assert shown(told) == {}


def test_a_merged_incident_goes_on_under_one_name(told: Ledger) -> None:
    goma, beni = (next(s for s in slugs_of(told) if name in s) for name in ("goma", "beni"))
    publish(told, goma)
    publish(told, beni)
    deciding.merge(told, [goma, beni], person())
    now = told.incident(goma).slug
    publish(told, now)
    assert list(shown(told)) == [now]


def test_a_withdrawal_wants_a_reason_and_something_to_withdraw(told: Ledger) -> None:
    slug = slugs_of(told)[0]
    with pytest.raises(ReviewError, match="see nothing"):
        publishing.withdraw(told, slug, person())
    publish(told, slug)
    with pytest.raises(ReviewError, match="reason"):
        publishing.withdraw(told, slug, person(reason=" "))


# Everything that can be asked for, by whoever, in any order.
PEOPLE = st.sampled_from(["Ada", "Bo", "Cy"])
CANARY = "unheard-of"


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


Door.TestCase.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
TestDoor = Door.TestCase


def test_the_desk_publishes_what_it_showed(sign_in: SignIn, told: Ledger) -> None:
    slug = slugs_of(told)[0]
    ada = sign_in("editor")
    page = ada.get(f"/desk/incident/{slug}/publish").text
    draft = make_draft(told, slug, Wish())
    assert draft.edition.id in page and 'name="action" value="publish"' in page
    form = {"action": "publish", "edition": draft.edition.id, "after": "", "checked": "names"}
    assert ada.post(f"/desk/incident/{slug}/publish", data=form).status_code == 303
    assert list(shown(told)) == [slug]
    assert "editor Ada" in ada.get("/desk/published").text
    late = ada.post(f"/desk/incident/{slug}/publish", data=form)
    assert late.status_code == 409 and "decided first" in late.text


def test_a_coder_proposes_and_an_editor_publishes(sign_in: SignIn, told: Ledger) -> None:
    slug = slugs_of(told)[0]
    cy = sign_in("coder")
    form = {"edition": make_draft(told, slug, Wish()).edition.id, "after": "", "checked": "names"}
    for action in ("publish", "publish_proposed", "withdraw", "withhold"):
        sent = cy.post(
            f"/desk/incident/{slug}/publish", data={"action": action, "reason": "x", **form}
        )
        assert sent.status_code == 403
    assert (
        cy.post(f"/desk/incident/{slug}/publish", data={"action": "propose", **form}).status_code
        == 303
    )
    assert shown(told) == {}
    assert cy.get("/desk/corrections").status_code == 404
    undo = {"judgement": told.judgements()[-1].id}
    assert cy.post(f"/desk/incident/{slug}/publish/undo", data=undo).status_code == 403


def test_the_checklist_has_to_be_ticked(sign_in: SignIn, told: Ledger) -> None:
    slug = slugs_of(told)[0]
    ada = sign_in("editor")
    wish = {"title": "The massacre of Goma", "note": "", "hide": ""}
    draft = make_draft(told, slug, Wish(title=wish["title"]))
    form = {"action": "publish", "edition": draft.edition.id, "after": "", **wish}
    refused = ada.post(f"/desk/incident/{slug}/publish", data=form)
    assert refused.status_code == 409 and "checklist" in refused.text
    assert shown(told) == {}
