"""Nothing is public without a person's decision (T19), nor what is withheld (T18)."""

from __future__ import annotations

import msgspec
import pytest
from tests.web.conftest import SignIn
from tests.web.publishing import person, publish, shown, slugs_of

from reportedly.errors import ReviewError
from reportedly.ledger import Ledger
from reportedly.records import Article
from reportedly.review.publish import cut, find_verdicts
from reportedly.run import deciding, publishing
from reportedly.run.deciding import NONE_SEEN
from reportedly.run.drafting import Wish, make_draft, recall_wish
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger


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
    assert recall_wish(told, slug).hide == ("police",), "the next edition hides them too"


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
