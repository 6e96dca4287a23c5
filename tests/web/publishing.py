"""What tests of publishing share: people who decide, and what readers see."""

import datetime as dt
from typing import Any

from reportedly.ledger import Ledger
from reportedly.ledger import editions as rows
from reportedly.run import publishing
from reportedly.run.deciding import Person
from reportedly.run.drafting import Wish, make_draft

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
