"""What a reader holds to be wrong: a form, a human test, a receipt, and what became of it (T13)."""

from __future__ import annotations

import datetime as dt
import time
from typing import Annotated

from fastapi import Form, Response
from fastapi.responses import JSONResponse

from reportedly.errors import LedgerError, ReviewError
from reportedly.ledger import corrections as rows
from reportedly.ledger import editions
from reportedly.ledger.editions import Public
from reportedly.records import Correction
from reportedly.run.corrections import (
    FIELDS,
    MOST_TEXT,
    MOST_URL,
    MOST_VALUE,
    Full,
    Passed,
    Spent,
    find_status,
    read_key,
    send,
)
from reportedly.web.public.incident import refuse_gone
from reportedly.web.public.tools import AsReader, Reading
from reportedly.web.safety.human import (
    LIFE_SECONDS,
    check_answer,
    make_challenge,
)
from reportedly.web.safety.limits import ASKED, CORRECTION, UNTESTED, UNTESTED_ALL
from reportedly.web.safety.policy import PUBLIC, make_router, needs
from reportedly.web.safety.problems import Expired, NotFound, NotHuman, TooOften

router = make_router("/{language}", max_body_size=20_000)
MOST_ANSWER = 4_000  # letters of a human test's answer
WRITTEN = ("field", "value", "evidence", "text")  # of the form, in a correction


@router.get("/incident/{slug}/correct")
@needs(PUBLIC)
def show_form(reading: AsReader, slug: str) -> Response:
    """Show the form."""
    return show(reading, take_public(reading, slug), dict.fromkeys(WRITTEN, ""))


@router.get("/incident/{slug}/test")
@needs(PUBLIC)
def send_test(reading: AsReader, slug: str) -> Response:
    """Send a human test that holds for this incident."""
    newsroom = reading.newsroom
    take_public(reading, slug)
    newsroom.limits.check(ASKED, "test", newsroom.limits.name_of(reading.request))
    with newsroom.ledger.reading() as connection:
        used = rows.count_spent(connection, time.time())
    challenge = make_challenge(read_key(newsroom.ledger), slug, used)
    return JSONResponse(challenge, headers={"Cache-Control": "no-store"})


@router.post("/incident/{slug}/correct")
@needs(PUBLIC)
def take_form(
    reading: AsReader,
    slug: str,
    field: Annotated[str, Form(max_length=40)] = "",
    value: Annotated[str, Form(max_length=MOST_VALUE * 4)] = "",
    evidence: Annotated[str, Form(max_length=MOST_URL * 4)] = "",
    text: Annotated[str, Form(max_length=MOST_TEXT * 4)] = "",
    website: Annotated[str, Form(max_length=200)] = "",
    altcha: Annotated[str, Form(max_length=MOST_ANSWER)] = "",
) -> Response:
    """Keep what a reader sent until an editor reads it."""
    public = take_public(reading, slug)
    said = {"field": field, "value": value, "evidence": evidence, "text": text}
    if website:  # no person sees this field: a machine is told what it wants to hear
        return reading.show_once("received.html", receipt=None, tested=True)
    record = Correction(
        id="", slug=slug, edition=public.edition.id, day=dt.datetime.now(dt.UTC).date(),
        language=reading.language, text=text, field=field, value=value, evidence=evidence,
    )  # fmt: skip
    try:
        test = pass_test(reading, slug, altcha)
        receipt = send(reading.newsroom.ledger, record, test)
    except (NotHuman, Expired, TooOften) as error:
        return show(reading, public, said, error.title, error.detail, error.status, error.headers)
    except (Spent, Full) as error:
        return show(reading, public, said, "This was not taken", str(error), 409)
    except ReviewError as error:
        return show(reading, public, said, "This was not taken", str(error), 422)
    except LedgerError as error:
        raise NotFound from error
    return reading.show_once("received.html", 201, receipt=receipt, tested=test is not None)


@router.get("/correction")
@needs(PUBLIC)
def show_status_form(reading: AsReader) -> Response:
    """Ask for a receipt."""
    return reading.show_once("status.html", sent=None, unknown=False)


@router.post("/correction")
@needs(PUBLIC)
def show_status(reading: AsReader, receipt: Annotated[str, Form(max_length=60)] = "") -> Response:
    """Show what became of a correction. The code comes in a form, so no address keeps it."""
    newsroom = reading.newsroom
    newsroom.limits.check(ASKED, "receipt", newsroom.limits.name_of(reading.request))
    sent = find_status(newsroom.ledger, receipt)
    return reading.show_once("status.html", 200 if sent else 404, sent=sent, unknown=sent is None)


def pass_test(reading: Reading, slug: str, answer: str) -> Passed | None:
    """Return the test that was passed; None for who runs no scripts, of whom few are taken.

    A browser without JavaScript cannot work the test. What it sends is held all the same, marked
    as untested; of that so little is taken, from one network and in all, that no machine gains.
    """
    limits = reading.newsroom.limits
    name = limits.name_of(reading.request)
    if answer:
        passed = check_answer(read_key(reading.newsroom.ledger), slug, answer)
        limits.check(CORRECTION, "correction", name)
        return passed
    limits.check(UNTESTED, "untested", name)
    limits.check(UNTESTED_ALL, "untested")
    return None


def take_public(reading: Reading, slug: str) -> Public:
    """Return what readers see under a slug."""
    with reading.newsroom.ledger.reading() as connection:
        public = editions.read_public(connection, slug)
        if public is None:
            refuse_gone(connection, slug)
    return public


def show(
    reading: Reading, public: Public, said: dict[str, str], wrong: str = "", detail: str = "",
    status: int = 200, headers: dict[str, str] | None = None,
) -> Response:  # fmt: skip
    """Return the form, with what was written in it and what was wrong with that."""
    page = reading.show_once(
        "correct.html", status, edition=public.edition, fields=FIELDS, said=said, wrong=wrong,
        detail=detail, most_text=MOST_TEXT, most_value=MOST_VALUE, most_url=MOST_URL,
        minutes=LIFE_SECONDS // 60,
    )  # fmt: skip
    page.headers.update(headers or {})
    return page
