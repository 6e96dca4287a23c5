"""A newsroom in which every word that somebody else may have written is a payload."""

import datetime as dt
from itertools import product
from typing import Any

import msgspec
from fastapi import FastAPI
from starlette.testclient import TestClient
from tests.web.payloads import SCRIPTS
from tests.web.routes import Route, walk

from reportedly.ids import make_id
from reportedly.ledger import Ledger
from reportedly.pipeline import Coded
from reportedly.records import (
    Article,
    Claim,
    Count,
    Event,
    Gap,
    Hop,
    Issue,
    Party,
    Place,
    Rival,
    Source,
    Tally,
    Thing,
    take_span,
)
from reportedly.run import deciding, publishing
from reportedly.run.deciding import Person
from reportedly.run.drafting import Wish, make_draft
from reportedly.run.fake import FakeCoder
from reportedly.run.linking import link_ledger

NOW = dt.datetime(2024, 3, 5, tzinfo=dt.UTC)
# Where somebody else's words may come to stand in a record.
TEXTS: dict[type, tuple[str, ...]] = {
    Party: ("text", "name", "sector"), Hop: ("verb", "via"), Claim: ("channel",),
    Count: ("who", "qualifier"), Thing: ("text", "kind"), Place: ("name", "admin1"),
    Rival: ("name",), Gap: ("why",),
}  # fmt: skip
MERGED = 50  # of the reports tell one incident
PUBLISHED = 4


def poison(value: Any, payload: str) -> Any:
    """Return a record with a payload in every text of it."""
    if isinstance(value, tuple):
        return tuple(poison(item, payload) for item in value)
    if not isinstance(value, msgspec.Struct):
        return value
    changes = {
        name: poison(getattr(value, name), payload)
        for name in value.__struct_fields__
        if isinstance(getattr(value, name), (tuple, msgspec.Struct))
    }
    changes |= dict.fromkeys(TEXTS.get(type(value), ()), payload)
    return msgspec.structs.replace(value, **changes)


def make_report(number: int, payload: str) -> Coded:
    """Return a report in which everything that can be somebody's words is the payload."""
    story = f"Gunmen killed {number + 3} men near Goma, police said. "
    article = Article(name=payload, media="text", text=story + payload)
    (coded,) = FakeCoder().code([article])
    assert coded.document is not None
    document = msgspec.structs.replace(
        coded.document, id=make_id(number), title=payload, url=payload, authors=(payload,),
        image=payload, source=Source(name=payload, domain=payload), source_id=payload,
        published=dt.date(2024, 3, 1 + number % 28),
    )  # fmt: skip
    whole = take_span(document.text, 0, len(document.text))
    (told,) = coded.events
    thing = Thing(text=payload, span=whole, kind=payload)
    event: Event = poison(told, payload)
    event = msgspec.structs.replace(
        event, id=make_id("event", number), document=document.id, evidence=(whole,), acled=payload,
        mode=payload, contexts=(payload,), targets=(thing,), instruments=(thing,),
    )  # fmt: skip
    tally = Tally(id=make_id("tally", number), document=document.id, effect="killed", low=number,
                  high=None, span=whole, qualifier=payload, who=payload, claims=event.claims,
                  as_of=dt.date(2024, 3, 1))  # fmt: skip
    issue = Issue(id=make_id("issue", number), subject=payload, stage="coding", reason=payload,
                  detail=payload)  # fmt: skip
    return Coded(document=document, events=(event,), tallies=(tally,), issues=(issue,))


def fill(book: Ledger) -> None:
    """Put every payload into every field of a ledger, and let people say it too."""
    for number, payload in enumerate(SCRIPTS):
        book.add(make_report(number, payload))
    link_ledger(book)
    ids = [make_id("event", number) for number in range(MERGED)]
    slug_of = {event: one.slug for one in book.incidents() for event in one.events}
    slugs = sorted({slug_of[key] for key in ids})
    if len(slugs) > 1:
        deciding.merge(book, slugs, say(SCRIPTS[0]))
    for number, payload in enumerate(SCRIPTS[:8]):
        deciding.judge(book, make_id("event", number), "accept", say(payload))
    # What is published: all that was merged, and a few more; titles and notes say it too.
    for number, incident in enumerate(sorted(book.incidents(), key=lambda one: -len(one.events))):
        if number == PUBLISHED:
            break
        payload = SCRIPTS[number * 3]
        wish = Wish(title=payload, note=SCRIPTS[number * 3 + 1])
        draft = make_draft(book, incident.slug, wish)
        publishing.publish(book, incident.slug, wish, say(payload), draft.edition.id,
                           two_people=False)  # fmt: skip


def say(payload: str) -> Person:
    return Person(by=payload[:80], at=NOW, reason=payload)


class House(msgspec.Struct, frozen=True):
    """A poisoned newsroom, who walks it, and where."""

    desk: TestClient
    program: TestClient
    routes: list[Route]

    def ask(self, route: Route, **words: str) -> Any:
        """Ask for a page, as the one who may see it."""
        client = self.program if route.of_api else self.desk
        return client.get(route.path, params=words)


def send_corrections(browser: TestClient, book: Ledger) -> None:
    """Send what a reader without scripts may send, to one published incident."""
    with book.reading() as connection:
        slug = connection.exec_driver_sql("SELECT slug FROM published LIMIT 1").scalar_one()
    for payload in SCRIPTS[:3]:
        data = {"field": "", "value": payload, "text": payload, "evidence": ""}
        browser.post(f"/en/incident/{slug}/correct", data=data)


def list_routes(app: FastAPI, book: Ledger) -> list[Route]:
    """Return every page there is, for several objects."""
    incidents = sorted(book.incidents(), key=lambda one: -len(one.events))
    with book.reading() as connection:
        shown = list(connection.exec_driver_sql("SELECT slug FROM published").scalars())
        document = connection.exec_driver_sql("SELECT document FROM public_article").scalar()
    found: dict[tuple[str, str], Route] = {}
    for number, slug in enumerate([incidents[0].slug, *shown, incidents[-1].slug]):
        event = make_id("event", number)
        forms = ("json", "csv", "geojson", "jsonl", "atom") if number == 0 else ("csv",)
        names = (event, make_id(number), slug) if number == 0 else (event,)
        for form, name, language in product(forms, names, ("en", "ar") if number < 2 else ("es",)):
            values = {
                "slug": slug, "event": event, "event_id": event, "name": name, "form": form,
                "document": document or make_id(number), "language": language, "job_id": "abc",
            }  # fmt: skip
            for route in walk(app, values):
                if route.method == "GET":
                    found[route.method, route.path] = route
    return list(found.values())
