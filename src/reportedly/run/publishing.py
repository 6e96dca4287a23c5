"""A person's word in, what readers see changed: the decisions that make an incident public.

Nothing becomes public but by a judgement, and the table readers' pages read is written in the same
transaction. What a person publishes is named by its contents: if the incident changed since they
looked, they are told to look again.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import sqlalchemy as sa

from reportedly.errors import LedgerError, ReviewError
from reportedly.ledger import Ledger
from reportedly.ledger import editions as rows
from reportedly.records import Action, Edition, Incident
from reportedly.records.base import Record
from reportedly.review.publish import SENSITIVE, Release, compare
from reportedly.review.standing import Standing
from reportedly.run.deciding import Person, put
from reportedly.run.drafting import Wish, draw_up
from reportedly.run.linking import link_ledger
from reportedly.run.releasing import find_name_now, read_release, settle
from reportedly.run.showing import read_shown

WORDED = ("title", "note", "words")  # differences that are no news


def propose(ledger: Ledger, name: str, wish: Wish, person: Person, expected: str) -> Standing:
    """Say that an incident, as it stands now, should be published; readers see nothing of it."""
    edition = take_seen(ledger, name, wish, expected)
    with ledger.writing() as connection:
        rows.put_edition(connection, edition)
        return decide(connection, "propose", edition.slug, person, edition.id, hide=wish.hide)


def publish(
    ledger: Ledger, name: str, wish: Wish, person: Person, expected: str, *, two_people: bool
) -> Standing:
    """Let readers see an incident as it stands now, by the id of the edition that the person saw.

    Other names under which readers saw the same incident lead to it from now on.
    """
    edition = take_seen(ledger, name, wish, expected)
    with ledger.writing() as connection:
        rows.put_edition(connection, edition)
        return release(connection, edition, person, two_people, wish.hide)


def publish_proposed(
    ledger: Ledger, slug: str, edition_id: str, person: Person, *, two_people: bool
) -> Standing:
    """Let readers see an edition that was proposed, as it was proposed."""
    with ledger.writing() as connection:
        proposals = {p.value: p for p in read_release(connection, slug).proposals}
        edition = rows.read_edition(connection, edition_id)
        if edition is None or edition_id not in proposals:
            raise ReviewError(f"{slug}: this edition is not proposed any more: look again")
        return release(connection, edition, person, two_people, proposals[edition_id].others)


def release(
    connection: sa.Connection, edition: Edition, person: Person, two_people: bool,
    hide: tuple[str, ...],
) -> Standing:  # fmt: skip
    """Write that an edition is published, and that its former names lead to it."""
    found = read_release(connection, edition.slug)
    if found.withheld:
        raise ReviewError(f"{edition.slug}: is withheld by {found.withheld.by}: undo that first")
    standing = decide(
        connection, "publish", edition.slug, person, edition.id, hide=hide, two_people=two_people
    )
    if standing.state == "counts":
        for slug in rows.read_former(connection):
            if slug != edition.slug and find_name_now(connection, slug) == edition.slug:
                because = f"now part of {edition.slug}"
                moved = msgspec.structs.replace(person, after=None, reason=because)
                decide(connection, "withdraw", slug, moved, rows.find_shown(connection, slug))
    return standing


def withdraw(ledger: Ledger, slug: str, person: Person) -> Standing:
    """Take an incident back from readers, or from who would publish it."""
    want_reason(person)
    with ledger.writing() as connection:
        found = read_release(connection, slug)
        if found.edition is None and found.waiting is None:
            raise ReviewError(f"{slug}: readers see nothing of it, and nothing is proposed")
        value = found.edition or (found.waiting.value if found.waiting else None)
        return decide(connection, "withdraw", slug, person, value)


def withhold(ledger: Ledger, name: str, person: Person) -> Standing:
    """Keep an incident from readers, seen before or not, until somebody undoes this.

    Its events are kept from them under whatever name they come to stand.
    """
    want_reason(person)
    link_ledger(ledger)
    incident = ledger.incident(name)
    with ledger.writing() as connection:
        if read_release(connection, incident.slug).withheld:
            raise ReviewError(f"{incident.slug}: is withheld already")
        value = rows.find_shown(connection, incident.slug)
        standing = decide(
            connection, "withdraw", incident.slug, person, value, field=SENSITIVE,
            events=incident.events,
        )  # fmt: skip
        if standing.state == "counts":
            for slug in find_shown_with(connection, incident, find_documents(ledger, incident)):
                moved = msgspec.structs.replace(person, after=None)
                shown = rows.find_shown(connection, slug)
                decide(connection, "withdraw", slug, moved, shown)
        return standing


def find_documents(ledger: Ledger, incident: Incident) -> set[str]:
    """Return the reports that tell an incident."""
    return set(read_shown(ledger, incident.events)[0])


def find_shown_with(
    connection: sa.Connection, incident: Incident, documents: Iterable[str]
) -> set[str]:
    """Return the slugs under which readers see any event of an incident."""
    told = set(incident.events)
    return {
        one.edition.slug
        for document in documents
        for one in rows.read_article(connection, document)
        if told & {event.id for event in one.edition.events}
    }


def decide(
    connection: sa.Connection, action: Action, slug: str, person: Person, edition_id: str | None,
    *, field: str | None = None, events: tuple[str, ...] = (), hide: tuple[str, ...] = (),
    two_people: bool = False,
) -> Standing:  # fmt: skip
    """Write a decision on what readers see, and let them see it."""
    standing = put(connection, person, action, slug, value=edition_id, field=field, events=events,
                   others=hide)  # fmt: skip
    settle(connection, slug, person.by, two_people)
    return standing


def want_reason(person: Person) -> None:
    """Raise ReviewError where a person takes something from readers without a word."""
    if not person.reason.strip():
        raise ReviewError("wanted a reason: those who read it may ask")


def take_seen(ledger: Ledger, name: str, wish: Wish, expected: str) -> Edition:
    """Return an incident's edition if it is the one that the person saw."""
    link_ledger(ledger)
    edition, _ = draw_up(ledger, ledger.incident(name), wish)
    if edition.id != expected:
        raise ReviewError(f"{edition.slug}: changed since you looked: look again, then decide")
    return edition


class Stand(Record, frozen=True, kw_only=True):
    """How an incident stands that was ever proposed or published; `now` is its slug of today."""

    slug: str
    release: Release
    edition: Edition
    fresh: bool  # the incident is still as the edition has it
    now: str | None


def read_stands(ledger: Ledger, most: int = 1_000, skip: int = 0) -> list[Stand]:
    """Return what was ever proposed or published: what waits first, then the newest."""
    with ledger.reading() as connection:
        found = []
        for slug in rows.read_subjects(connection):
            released = read_release(connection, slug)
            edition = rows.read_edition(connection, find_latest(released) or "")
            if edition is not None:
                found.append((slug, released, edition))
    found.sort(key=lambda one: rank_release(one[1]))
    return [compare_stand(ledger, *one) for one in found[skip : skip + most]]


def find_latest(released: Release) -> str | None:
    """Return the edition to speak of: what waits, what readers see, what they saw."""
    for one in (released.waiting, released.by, released.withheld, released.withdrawn):
        if one is not None and one.value:
            return one.value
    return None


def rank_release(released: Release) -> tuple[bool, int, float]:
    """Return an incident's place in the list."""
    order = ("proposed", "published", "withdrawn", "withheld", "unpublished")
    by = released.by or released.withdrawn
    when = -by.at.timestamp() if by else 0.0
    return (released.waiting is None, order.index(released.state), when)


def compare_stand(ledger: Ledger, slug: str, released: Release, edition: Edition) -> Stand:
    """Return how an incident stands against what readers see of it."""
    try:
        incident = ledger.incident(slug)
    except LedgerError:
        return Stand(slug=slug, release=released, edition=edition, fresh=False, now=None)
    last = released.waiting or released.by
    fresh, _ = draw_up(ledger, incident, Wish(hide=last.others if last else ()))
    news = [c for c in compare(edition, fresh) if c.field not in WORDED]
    same = fresh.slug == edition.slug and not news
    return Stand(slug=slug, release=released, edition=edition, fresh=same, now=incident.slug)
