"""Events' ids in, the events as people see them out, with their documents."""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.ledger import Ledger
from reportedly.ledger import incidents as rows
from reportedly.records import Document
from reportedly.review.fold import Shown, fold_events
from reportedly.run.linking import read_decisions


def read_shown(
    ledger: Ledger, events: Iterable[str]
) -> tuple[dict[str, Document], dict[str, Shown]]:
    """Return the documents of the events by id, and the events by id with decisions folded in."""
    wanted = set(events)
    with ledger.reading() as connection:
        decisions = read_decisions(connection)
        names = set(rows.find_documents(connection, wanted).values())
        documents: dict[str, Document] = {}
        shown: dict[str, Shown] = {}
        for document, coded in rows.read_tellings(connection, names):
            documents[document.id] = document
            folded = fold_events(document, coded, decisions.judgements, decisions.judged)
            shown |= {one.event.id: one for one in folded if one.event.id in wanted}
    return documents, shown
