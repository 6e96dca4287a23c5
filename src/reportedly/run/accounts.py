"""A name and a password in, a session out; and what keeps strangers from guessing.

What a browser or a program holds is random; the ledger keeps its hash, so a stolen ledger signs
nobody in. Passwords are hashed with argon2id at the library's parameters (RFC 9106, low memory).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import time
from functools import cache

import argon2
import msgspec

from reportedly.errors import AccountError
from reportedly.ledger import Ledger
from reportedly.ledger import accounts as rows
from reportedly.records import Account, Role, Scope

LEAST_LETTERS = 12  # of a password (NIST SP 800-63B asks for 8 where there is a second factor)
MOST_LETTERS = 1000  # hashing longer ones would only cost time
MADE_BYTES = 12  # of a password made here: 96 bits, 16 letters
SESSION_SECONDS = 7 * 86_400  # after so long everybody signs in anew
IDLE_SECONDS = 12 * 3_600
TOUCH_SECONDS = 300  # how exactly we know when a session was last used: a write each
HASHER = argon2.PasswordHasher()


def make_account(ledger: Ledger, name: str, role: Role, password: str) -> Account:
    """Add somebody who may sign in."""
    check_name(name)
    check_password(password)
    account = Account(id=secrets.token_hex(16), name=name, role=role, made=rows.now_utc())
    hashed = HASHER.hash(password)
    with ledger.noting() as connection:
        rows.add_account(connection, account, hashed)
    return account


def change_role(ledger: Ledger, name: str, role: Role) -> Account:
    """Give somebody another role, and let them in again if they were not. The last administrator
    stays one."""
    return change(ledger, name, role, None)


def end_account(ledger: Ledger, name: str) -> Account:
    """Let somebody sign in no more; their name stays where they decided."""
    return change(ledger, name, None, rows.now_utc())


def change(ledger: Ledger, name: str, role: Role | None, ended: dt.datetime | None) -> Account:
    """Change an account, and sign it out everywhere."""
    with ledger.noting() as connection:
        found = rows.find_account(connection, name)
        if found is None:
            raise AccountError(f"{name}: no account of that name")
        account = msgspec.structs.replace(found[0], role=role or found[0].role, ended=ended)
        rows.change_account(connection, account)
        if rows.count_admins(connection) == 0 and found[0].role == "admin":
            raise AccountError(f"{name}: is the last administrator: name another first")
        rows.end_sessions(connection, account.id)
    return account


def change_password(ledger: Ledger, name: str, password: str) -> None:
    """Give an account another password, and sign it out everywhere."""
    check_password(password)
    hashed = HASHER.hash(password)
    with ledger.noting() as connection:
        found = rows.find_account(connection, name)
        if found is None:
            raise AccountError(f"{name}: no account of that name")
        rows.change_account(connection, found[0], hashed)
        rows.end_sessions(connection, found[0].id)


def make_password() -> str:
    """Return a password that nobody guesses, to be shown once to who makes an account."""
    return secrets.token_urlsafe(MADE_BYTES)


def change_own_password(ledger: Ledger, account: Account, old: str, new: str) -> None:
    """Give somebody another password if they know the old one, and sign them out everywhere."""
    with ledger.reading() as connection:
        found = rows.find_account(connection, account.name)
    try:
        HASHER.verify(found[1] if found else hash_nobody(), old[:MOST_LETTERS])
    except argon2.exceptions.VerifyMismatchError:
        raise AccountError("the old password is another") from None
    change_password(ledger, account.name, new)


def sign_in(ledger: Ledger, name: str, password: str) -> tuple[Account, str] | None:
    """Return the account and a new session's secret, or None: wrong name and wrong word alike."""
    with ledger.reading() as connection:
        found = rows.find_account(connection, name)
    account, hashed = found if found else (None, hash_nobody())
    try:
        HASHER.verify(hashed, password[:MOST_LETTERS])
    except argon2.exceptions.VerifyMismatchError:
        return None
    if account is None or account.ended is not None:
        return None
    secret = secrets.token_urlsafe(32)
    now = time.time()
    with ledger.noting() as connection:
        rows.drop_old_sessions(connection, now - SESSION_SECONDS, now - IDLE_SECONDS)
        rows.add_session(connection, hash_secret(secret), account, now)
        if HASHER.check_needs_rehash(hashed):
            rows.change_account(connection, account, HASHER.hash(password))
    return account, secret


def find_signed_in(ledger: Ledger, secret: str) -> Account | None:
    """Return whose session it is."""
    key, now = hash_secret(secret), time.time()
    with ledger.reading() as connection:
        found = rows.find_session(connection, key, now - SESSION_SECONDS, now - IDLE_SECONDS)
    if found is None:
        return None
    account, seen = found
    if now - seen > TOUCH_SECONDS:
        with ledger.noting() as connection:
            rows.touch_session(connection, key, now)
    return account


def sign_out(ledger: Ledger, secret: str) -> None:
    """End a session, on the server too."""
    with ledger.noting() as connection:
        rows.end_session(connection, hash_secret(secret))


def make_token(ledger: Ledger, account: Account, name: str, scope: Scope, days: int | None) -> str:
    """Return a new token for programs. It is shown this once."""
    if not name.strip():
        raise AccountError("a token wants a name, to know it by later")
    secret, now = f"rpt_{secrets.token_urlsafe(32)}", time.time()
    ends = now + days * 86_400 if days else None
    with ledger.noting() as connection:
        rows.add_token(
            connection, secrets.token_hex(8), hash_secret(secret), account, name.strip()[:80],
            scope, now, ends,
        )  # fmt: skip
    return secret


def find_token(ledger: Ledger, secret: str) -> tuple[Account, Scope] | None:
    """Return whose token it is and what it may be used for."""
    with ledger.reading() as connection:
        return rows.find_token(connection, hash_secret(secret), time.time())


def has_admin(ledger: Ledger) -> bool:
    """Tell whether anybody may make accounts yet."""
    with ledger.reading() as connection:
        return rows.count_admins(connection) > 0


@cache
def hash_nobody() -> str:
    """Return what a password is checked against where nobody has the name, so that a wrong name
    takes as long as a wrong password."""
    return HASHER.hash(secrets.token_urlsafe(24))


def hash_secret(secret: str) -> str:
    """Return what is kept of a secret. It is random and long, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def check_name(name: str) -> None:
    """Raise AccountError unless a name can be signed in with and stand in a judgement."""
    if not name.strip() or name != name.strip() or len(name) > 80 or not name.isprintable():
        raise AccountError(f"{name!r}: wanted a name of 1 to 80 letters, without spaces around it")


def check_password(password: str) -> None:
    """Raise AccountError unless a password is long enough to be worth hashing."""
    if not LEAST_LETTERS <= len(password) <= MOST_LETTERS:
        raise AccountError(f"wanted a password of {LEAST_LETTERS} letters or more")
