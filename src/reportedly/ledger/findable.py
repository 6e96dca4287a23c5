"""What incidents are found by: their facets and words, written, taken away and asked for.

Words go to the database's own search (FTS5 of SQLite, tsvector of PostgreSQL); what a person typed
never reaches it as a query of its own: only words in quotation marks do (T8).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import reduce
from typing import Any

import sqlalchemy as sa

from reportedly.ledger import schema_newsroom as tables
from reportedly.ledger.incidents import AT_ONCE, batched
from reportedly.ledger.write import add_rows

MOST_TERMS = 32  # words of a question
MOST_TOLD = 200_000  # characters: PostgreSQL takes no more than a megabyte of an index's words
TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')


def put(
    connection: sa.Connection, found: Iterable[tuple[str, Iterable[tuple[str, str]], str]]
) -> None:
    """Write what incidents are found by, each with its facets and words; nothing of it is there."""
    listed = tables.listed
    first = connection.execute(sa.select(sa.func.max(listed.c.number))).scalar() or 0
    numbered = list(enumerate(found, first + 1))
    # Numbers are given here and not by the database: all rows of a kind go in at once.
    add_rows(connection, listed, [{"number": n, "incident": one[0]} for n, one in numbered])
    add_rows(connection, tables.facet, [
        {"kind": kind, "value": value, "incident": incident}
        for _, (incident, facets, _) in numbered for kind, value in sorted(set(facets))
    ])  # fmt: skip
    words = [{"number": n, "told": told.replace("\0", "")} for n, (_, _, told) in numbered]
    if connection.dialect.name == "postgresql":
        words = [{**one, "told": strip_marks(str(one["told"])[:MOST_TOLD])} for one in words]
        statement = "INSERT INTO words VALUES (:number, to_tsvector('simple', :told))"
    else:
        statement = "INSERT INTO words (rowid, told) VALUES (:number, :told)"
    if words:
        connection.execute(sa.text(statement), words)


def forget(connection: sa.Connection, incidents: Iterable[str]) -> None:
    """Take away what incidents are found by."""
    listed = tables.listed.c
    words = sa.table("words", sa.column("number"), sa.column("rowid"))
    postgresql = connection.dialect.name == "postgresql"
    column = words.c.number if postgresql else words.c.rowid
    for some in batched(incidents, AT_ONCE):
        query = sa.select(listed.number).where(listed.incident.in_(some))
        numbers = list(connection.execute(query).scalars())
        if numbers:
            connection.execute(sa.delete(words).where(column.in_(numbers)))
        connection.execute(sa.delete(tables.listed).where(listed.incident.in_(some)))
        connection.execute(sa.delete(tables.facet).where(tables.facet.c.incident.in_(some)))


def find_told(
    connection: sa.Connection, words: str, number: sa.ColumnElement[int] | None = None
) -> sa.Select[Any]:
    """Return a query for the numbers of what is told in these words; of one, where it is named."""
    table = sa.table("words", sa.column("number"), sa.column("told"), sa.column("rowid"))
    meets: sa.ColumnElement[bool] | sa.TextClause | None
    if connection.dialect.name == "postgresql":
        key = table.c.number
        asked = make_tsquery(words)
        meets = None if asked is None else table.c.told.op("@@")(asked)
    else:
        key = table.c.rowid
        match = make_match(words)
        meets = sa.text("words MATCH :asked").bindparams(asked=match) if match else None
    if meets is None:
        return sa.select(tables.listed.c.number).where(sa.false())
    query = sa.select(key).where(meets)
    return query if number is None else query.where(key == number)


Term = tuple[str, bool]  # words that follow each other; whether the last is only a beginning


def read_question(words: str) -> tuple[list[list[Term]], list[Term]]:
    """Return what a question asks for, each a list of alternatives, and what it wants none of.

    All words, "a phrase" as it stands, word* for a beginning, -word for none of it, OR between
    alternatives.
    """
    groups: list[list[Term]] = []
    without: list[Term] = []
    either = False
    for minus, phrase, plain in TERM.findall(words.replace("\0", ""))[:MOST_TERMS]:
        if plain == "OR" and not minus:
            either = bool(groups)
            continue
        begins = plain.endswith("*")
        text = (phrase or plain).replace('"', "").rstrip("*")
        if not any(c.isalnum() for c in text):
            continue
        term = (text, begins)
        if minus:
            without.append(term)
        elif either:
            groups[-1].append(term)
        else:
            groups.append([term])
        either = False
    return groups, without


def make_match(words: str) -> str:
    """Return FTS5's form of a question; empty where it asks for nothing. Every term is quoted, so
    none is an operator."""
    groups, without = read_question(words)
    if not groups:
        return ""

    def join(some: list[Term]) -> str:
        return " OR ".join(f'"{text}"{" *" if begins else ""}' for text, begins in some)

    asked = " AND ".join(f"({join(group)})" for group in groups)
    return f"({asked}) NOT ({join(without)})" if without else asked


def make_tsquery(words: str) -> sa.ColumnElement[Any] | None:
    """Return PostgreSQL's form of a question; None where it asks for nothing. Terms are its
    functions' arguments and never stand in a query's text, but for beginnings, which are quoted."""
    groups, without = read_question(words)
    if not groups:
        return None

    def find(term: Term) -> sa.ColumnElement[Any]:
        text, begins = strip_marks(term[0]), term[1]
        if not begins:
            return sa.func.phraseto_tsquery("simple", text)
        quoted = text.replace("\\", " ").replace("'", "''")
        return sa.func.to_tsquery("simple", f"'{quoted}':*")

    def join(some: list[sa.ColumnElement[Any]], operator: str) -> sa.ColumnElement[Any]:
        return reduce(lambda a, b: a.op(operator)(b).self_group(), some)

    asked = join([join([find(one) for one in group], "||") for group in groups], "&&")
    if not without:
        return asked
    none = join([find(one) for one in without], "||")
    return join([asked, sa.func.tsquery_not(none)], "&&")


def strip_marks(text: str) -> str:
    """Return a text without accents and vowel signs, as SQLite's index has it by itself."""
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def find_snippets(
    connection: sa.Connection, incidents: Iterable[str], words: str
) -> dict[str, list[tuple[bool, str]]]:
    """Return, for each incident, words around what was searched for: stretches of text, and
    whether each is one of the words. Only SQLite keeps the text beside its index."""
    asked = make_match(words)
    if connection.dialect.name == "postgresql" or not asked:
        return {}
    found: dict[str, list[tuple[bool, str]]] = {}
    # Marks that stand in no text: control characters that clean texts have lost.
    for some in batched(incidents, AT_ONCE):
        query = sa.text(
            "SELECT l.incident, snippet(words, 0, char(2), char(3), '…', 24) FROM words"
            " JOIN listed l ON l.number = words.rowid"
            " WHERE words MATCH :asked AND words.rowid IN"
            " (SELECT number FROM listed WHERE incident IN :some)"
        ).bindparams(sa.bindparam("some", expanding=True))
        for key, text in connection.execute(query, {"asked": asked, "some": some}):
            parts = re.split("([\x02\x03])", text)
            marked = False
            pieces: list[tuple[bool, str]] = []
            for part in parts:
                if part in ("\x02", "\x03"):
                    marked = part == "\x02"
                elif part:
                    pieces.append((marked, part))
            found[key] = pieces
    return found
