"""An incident in, what readers would see of it out, and what a person should look at before.

Nothing is written here: who is content with a draft proposes or publishes it, see publishing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from reportedly.analyze.sentences import split_sentences
from reportedly.export.redact import find_kept, redact_edition
from reportedly.ids import make_id
from reportedly.ledger import Ledger
from reportedly.ledger import editions as rows
from reportedly.records import (
    Document,
    Edition,
    Event,
    Incident,
    Judgement,
    Party,
    take_span,
)
from reportedly.records.base import Record
from reportedly.review.publish import (
    Change,
    Release,
    compare,
    find_possible_names,
    find_release,
    find_verdicts,
    make_edition,
    name_edition,
    quote_words,
)
from reportedly.review.standing import find_last, find_standing
from reportedly.run.releasing import read_release
from reportedly.run.showing import read_shown


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a person adds to an edition: a title and a note of theirs, and names they hide."""

    title: str = ""
    note: str = ""
    hide: tuple[str, ...] = ()


class Draft(Record, frozen=True, kw_only=True):
    """What readers would see, and what a person should look at before they do."""

    edition: Edition
    before: Edition | None
    release: Release
    last: Judgement | None
    changes: tuple[Change, ...]
    hidden: tuple[str, ...]
    kept: tuple[Party, ...]
    names: tuple[str, ...]
    disputed: tuple[str, ...]
    verdicts: tuple[str, ...]


def make_draft(ledger: Ledger, name: str, wish: Wish) -> Draft:
    """Return an incident as readers would see it now, beside what they see."""
    incident = ledger.incident(name)
    edition, hidden = draw_up(ledger, incident, wish)
    with ledger.reading() as connection:
        about = rows.read_about(connection, incident.slug)
        release = find_release(find_standing(about), incident.slug)
        before = rows.read_edition(connection, release.edition) if release.edition else None
    return Draft(
        edition=edition, before=before, release=release, last=find_last(about, incident.slug),
        changes=compare(before, edition), hidden=hidden, kept=find_kept(edition),
        names=find_names_left(edition),
        disputed=tuple(dispute.field for dispute in edition.incident.disputes),
        verdicts=find_verdicts(wish.title, wish.note),
    )  # fmt: skip


def recall_wish(ledger: Ledger, name: str) -> Wish:
    """Return what was wished for the last time an incident was proposed or published."""
    slug = ledger.incident(name).slug
    with ledger.reading() as connection:
        release = read_release(connection, slug)
        last = release.waiting or release.by or release.withdrawn
        edition = rows.read_edition(connection, last.value) if last and last.value else None
    if last is None or edition is None:
        return Wish()
    title = "" if edition.title == name_edition(edition.incident) else edition.title
    return Wish(title=title, note="", hide=last.others)


def draw_up(ledger: Ledger, incident: Incident, wish: Wish) -> tuple[Edition, tuple[str, ...]]:
    """Return an incident's edition, and the names that were hidden in it."""
    documents, shown = read_shown(ledger, incident.events)
    events = tuple(
        shown[key].event for key in incident.events
        if key in shown and shown[key].decision != "not_event"
    )  # fmt: skip
    words = quote_all(events, documents)
    made = make_edition(incident, events, documents, words, wish.title, wish.note)
    edition, hidden = redact_edition(made, wish.hide)
    title = edition.title or name_edition(edition.incident)
    edition = msgspec.structs.replace(edition, title=title)
    return msgspec.structs.replace(edition, id=make_id("edition", edition)), hidden


def quote_all(
    events: Iterable[Event], documents: Mapping[str, Document]
) -> dict[str, tuple[str, ...]]:
    """Return the sentences that tell the events, by document, each once."""
    found: dict[str, dict[str, None]] = {}
    for event in events:
        document = documents[event.document]
        text = document.text
        sentences = [take_span(text, *place) for place in split_sentences(text, 0, len(text))]
        words = quote_words(event, sentences)
        found.setdefault(document.id, {}).update(dict.fromkeys(words))
    return {key: tuple(words) for key, words in found.items()}


def find_names_left(edition: Edition) -> tuple[str, ...]:
    """Return what may still be private persons' names: no party's, no outlet's, no place's."""
    known = {party.name or party.text for party in find_kept(edition)}
    known |= {document.source.name or "" for document in edition.documents}
    known |= {getattr(edition.incident.where, "name", "")}
    heap = "\n".join(known).casefold()
    kept = [name.casefold() for name in known if name]
    return tuple(
        name for name in find_possible_names(edition)
        if name.casefold() not in heap and not any(one in name.casefold() for one in kept)
    )  # fmt: skip
