"""What a reader holds to be wrong in, a receipt out; and what an editor decided on it.

A correction is held until an editor decides. The reader's code is shown once and only its hash is
kept, so nobody here can tell who sent what, and whoever reads the ledger cannot ask in their name.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
import time
from urllib.parse import urlsplit

import msgspec

from reportedly.errors import LedgerError, ReviewError
from reportedly.ids import make_id
from reportedly.ledger import Ledger
from reportedly.ledger import corrections as rows
from reportedly.ledger.corrections import Sent
from reportedly.ledger.editions import find_shown
from reportedly.records import Answer, Correction, Verdict

FIELDS = (
    "", "date", "place", "perpetrator", "happened", "killed", "injured", "missing", "abducted",
    "arrested", "displaced", "source", "translation", "privacy", "other",
)  # fmt: skip
MOST_TEXT, MOST_VALUE, MOST_URL = 2000, 200, 500  # letters
MOST_LINKS = 3  # in the text: more is an advertisement
MOST_UNTESTED = 200  # corrections without a human test that wait at once
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none is taken for another
GROUPS, GROUP = 5, 4  # 20 letters of 5 bits: 100 bits, nobody guesses one
KEY = "human-test"


class Spent(ReviewError):
    """A human test was used before."""


class Full(ReviewError):
    """So much waits already that no more is taken without a test."""


class Passed(msgspec.Struct, frozen=True):
    """A human test that was passed: which, and until when it could be used."""

    challenge: str
    ends: float


def send(ledger: Ledger, correction: Correction, test: Passed | None) -> str:
    """Keep what a reader sent until an editor reads it; return the receipt, shown this once.

    The test is used up in the same transaction: of two that come at once one is taken.
    """
    record = check_correction(correction, tested=test is not None)
    receipt = make_receipt()
    with ledger.noting() as connection:
        if find_shown(connection, record.slug) is None:
            raise LedgerError(f"{record.slug}: is not published")
        if test is not None and not rows.spend(connection, test.challenge, test.ends, time.time()):
            raise Spent("this test was used already: take another")
        if test is None and rows.count_unread(connection, tested=False) >= MOST_UNTESTED:
            raise Full("too much waits to be read: try again with JavaScript, or later")
        if not rows.add_correction(connection, record, hash_receipt(receipt)):
            raise Spent("this very correction was sent before: it is being read")
    return receipt


def check_correction(record: Correction, *, tested: bool) -> Correction:
    """Return a correction with its id, or say what was wanted."""
    text, value, evidence = record.text.strip(), record.value.strip(), record.evidence.strip()
    if record.field not in FIELDS:
        raise ReviewError(f"field = {record.field!r}: wanted one of the form's")
    if not text and not value:
        raise ReviewError("wanted some words: what is wrong or missing?")
    for name, words, most in (("text", text, MOST_TEXT), ("value", value, MOST_VALUE),
                              ("evidence", evidence, MOST_URL)):  # fmt: skip
        if len(words) > most:
            raise ReviewError(f"{name}: wanted {most} letters at most")
    if len(re.findall(r"https?://|www\.", text)) > MOST_LINKS:
        raise ReviewError(f"text: wanted {MOST_LINKS} links at most")
    if evidence and not is_link(evidence):
        raise ReviewError("evidence: wanted a link that begins with https://")
    bare = msgspec.structs.replace(record, id="", text=text, value=value, evidence=evidence,
                                   tested=tested)  # fmt: skip
    return msgspec.structs.replace(bare, id=make_id("correction", bare))


def is_link(text: str) -> bool:
    """Tell whether a text is a link to a page, without a name or a password in it."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https") and "." in host and "@" not in parts.netloc
        and text.isprintable() and " " not in text
    )  # fmt: skip


def make_receipt() -> str:
    """Return a code that a person can write down."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def hash_receipt(receipt: str) -> str:
    """Return what is kept of a code, however a person writes it."""
    plain = re.sub(r"[^0-9A-Z]", "", receipt.upper())
    plain = plain.translate(str.maketrans("OIL", "011"))
    return hashlib.sha256(plain.encode()).hexdigest()


def find_status(ledger: Ledger, receipt: str) -> Sent | None:
    """Return what became of a correction, for who holds its code."""
    with ledger.reading() as connection:
        return rows.find_sent(connection, hash_receipt(receipt))


def decide(
    ledger: Ledger, correction_id: str, verdict: Verdict, by: str, reason: str, *,
    public: bool, seen: int,
) -> Answer:  # fmt: skip
    """Take or decline a correction. `seen`: how many decisions on it the person had seen."""
    if not reason.strip():
        raise ReviewError("wanted a reason: the reader is shown it")
    record = Answer(
        correction=correction_id, verdict=verdict, by=by, reason=reason.strip(), public=public,
        at=dt.datetime.now(dt.UTC).replace(microsecond=0),
    )  # fmt: skip
    with ledger.writing() as connection:  # one editor after the other
        found = rows.find_correction(connection, correction_id)
        if found is None:
            raise LedgerError(f"{correction_id}: no such correction")
        if len(found.answers) != seen:
            last = found.answers[-1]
            raise Spent(f"{last.by} decided on this first ({last.verdict}): look again")
        rows.add_answer(connection, record)
    return record


def read_key(ledger: Ledger) -> str:
    """Return the key that human tests are signed with, made the first time it is asked for."""
    with ledger.reading() as connection:
        found = rows.read_secret(connection, KEY)
    if found is not None:
        return found
    with ledger.noting() as connection:
        return rows.take_secret(connection, KEY, secrets.token_hex(32))
