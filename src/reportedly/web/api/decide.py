"""Decisions of people in, through a program of theirs; the judgement that was written out."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from fastapi import Path
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from reportedly.errors import ReviewError
from reportedly.ledger.judgements import find_judgement
from reportedly.records import Role
from reportedly.review.standing import Standing
from reportedly.run import deciding, publishing
from reportedly.run.deciding import Person
from reportedly.run.drafting import Wish, make_draft
from reportedly.web.api.schema import Drawn, describe_record
from reportedly.web.api.tools import Api, AtApi, answer, make_api_router
from reportedly.web.desk.publishing import list_checks, want_checked
from reportedly.web.safety.policy import needs
from reportedly.web.safety.problems import Conflict

router = make_api_router()
Word = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]
Words = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00]*$")]

# The least role for each action; an undo needs the role of what it undoes.
NEEDED: dict[str, Role] = {
    "accept": "coder", "not_event": "coder", "correct": "coder", "same_source": "editor",
    "propose": "coder", "merge": "editor", "split": "editor", "publish": "editor",
    "publish_proposed": "editor", "withdraw": "editor", "withhold": "editor",
}  # fmt: skip


class Decision(BaseModel):
    """What is decided. `subjects` are events (accept, not_event, correct: one), incidents' slugs
    (merge: two or more; split, propose, publish, withdraw: one), documents (same_source) or a
    judgement (undo: one)."""

    model_config = ConfigDict(extra="forbid")

    action: Literal["accept", "not_event", "correct", "same_source", "merge", "split", "undo",
                    "propose", "publish", "publish_proposed", "withdraw", "withhold"]  # fmt: skip
    subjects: Annotated[list[Word], Field(min_length=1, max_length=100)]
    events: Annotated[list[Word], Field(max_length=1000)] = []
    field: Word | None = None
    value: Words | None = Field(None, description="Of a correction; of a publication the edition.")
    reason: Words = ""
    after: Word | None = Field(None, description="The last decision seen; empty: none was there.")
    title: Words = ""
    note: Words = ""
    hide: Annotated[list[Word], Field(max_length=200)] = []
    checked: Annotated[list[Word], Field(max_length=10)] = Field(
        [], description="Of a draft's `checks`: what a person looked at before publishing."
    )


@router.post("/judgements", **describe_record("Judgement", 201))
@needs("coder")
def decide(api: AtApi, wanted: Decision) -> Response:
    """Take a decision. One that came second is kept, does not count, and is answered with 409."""
    api.want(find_needed(api, wanted))
    if wanted.action not in ("merge", "same_source") and len(wanted.subjects) != 1:
        raise ReviewError(f"{wanted.action}: wanted one subject")
    now = dt.datetime.now(dt.UTC)
    person = Person(by=api.account.name, at=now, reason=wanted.reason, after=wanted.after)
    standing = carry_out(api, wanted, person)
    if standing.state == "late" and standing.by is not None:
        first, kept = standing.by, standing.judgement.id
        raise Conflict(f"{first.by} decided first ({first.id}); yours is kept as {kept} and does "
                       "not count")  # fmt: skip
    return answer(standing.judgement, 201)


def find_needed(api: Api, wanted: Decision) -> Role:
    """Return the least role for a decision."""
    if wanted.action != "undo":
        return NEEDED[wanted.action]
    with api.newsroom.ledger.reading() as connection:
        target = find_judgement(connection, wanted.subjects[0])
        while target.action == "undo":
            target = find_judgement(connection, target.subject)
    return NEEDED[target.action]


def carry_out(api: Api, wanted: Decision, person: Person) -> Standing:
    """Write the decision."""
    ledger, (first, *_) = api.newsroom.ledger, wanted.subjects
    if wanted.action in ("propose", "publish"):
        # The same list as on the desk's page: a program ticks for a person who looked.
        want_checked(make_draft(ledger, first, make_wish(wanted)), wanted.checked)
    two_people = api.newsroom.config.newsroom.two_people
    match wanted.action:
        case "merge":
            return deciding.merge(ledger, wanted.subjects, person)
        case "split":
            return deciding.split(ledger, first, wanted.events, person)
        case "same_source":
            return deciding.same_source(ledger, wanted.subjects, person)
        case "undo":
            return deciding.undo(ledger, first, person, two_people=two_people)
        case "propose":
            return publishing.propose(ledger, first, make_wish(wanted), person, wanted.value or "")
        case "publish":
            return publishing.publish(ledger, first, make_wish(wanted), person,
                                      wanted.value or "", two_people=two_people)  # fmt: skip
        case "publish_proposed":
            return publishing.publish_proposed(ledger, first, wanted.value or "", person,
                                               two_people=two_people)  # fmt: skip
        case "withdraw":
            return publishing.withdraw(ledger, first, person)
        case "withhold":
            return publishing.withhold(ledger, first, person)
    return deciding.judge(ledger, first, wanted.action, person, wanted.field, wanted.value)


def make_wish(wanted: Decision) -> Wish:
    """Return what a person adds to an edition."""
    return Wish(title=wanted.title, note=wanted.note, hide=tuple(wanted.hide))


class Wished(BaseModel):
    """What a person would add to an edition: a title, a note, names to hide."""

    model_config = ConfigDict(extra="forbid")

    title: Words = ""
    note: Words = ""
    hide: Annotated[list[Word], Field(max_length=200)] = []


@router.post("/incidents/{name}/draft", **describe_record("Drawn"))
@needs("coder")
def show_draft(
    api: AtApi,
    name: Annotated[str, Path(max_length=200, pattern=r"^[^\x00/]+$")],
    wished: Wished,
) -> Response:
    """Show what readers would see; its `id` is the `value` of a publication. Nothing is kept."""
    wish = Wish(title=wished.title, note=wished.note, hide=tuple(wished.hide))
    draft = make_draft(api.newsroom.ledger, name, wish)
    return answer(Drawn(edition=draft.edition, checks=tuple(list_checks(draft))))
