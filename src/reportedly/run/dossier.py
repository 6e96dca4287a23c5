"""An incident's name in, all that its page shows out: reports, voices, decisions, previews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
import sqlalchemy as sa
from msgspec.structs import replace

from reportedly.errors import LedgerError, ReviewError
from reportedly.ledger import Ledger, schema
from reportedly.ledger import incidents as rows
from reportedly.ledger.judgements import read_decided, read_kinds
from reportedly.ledger.names import find_former
from reportedly.merge.incident import join_voices, make_incident
from reportedly.merge.score import Link, may_tell_one, score_pair
from reportedly.merge.syndication import find_origins, group_voices, sign_one
from reportedly.merge.view import View, make_views
from reportedly.records import Document, Event, Incident, Judgement, Origin
from reportedly.review.fold import Shown
from reportedly.review.standing import find_last, find_standing
from reportedly.review.ties import find_ties
from reportedly.run.bench import TYING
from reportedly.run.folding import read_book
from reportedly.run.sheet import Deed, make_deeds

MOST_COMPARED = 24  # reports whose pairs are compared on a page: their number grows with its square
MOST_LIKENED = 6  # events of an incident that others are compared with
MOST_PARTNERS = 150  # events that share a key with these
MOST_OTHERS = 30  # incidents that are compared, by one event each
MOST_NEAR = 6  # incidents offered as perhaps the same


class Report(msgspec.Struct, frozen=True):
    """A report of an incident: what it tells of it, and where its text comes from. `voice` is the
    earliest report of those that speak with one voice; `beside` is what else it tells."""

    document: Document
    told: tuple[Shown, ...]
    origin: Origin
    voice: str
    beside: tuple[Event, ...] = ()

    @property
    def is_copy(self) -> bool:
        """Whether it passes on what another report of the incident says."""
        return self.voice != self.document.id


class Dossier(msgspec.Struct, frozen=True):
    """An incident with its reports, in order of publication, and what people decided of it."""

    incident: Incident
    reports: tuple[Report, ...]
    trail: tuple[Deed, ...]
    after: str  # the last decision on its name, as a form sends it back

    @property
    def voices(self) -> dict[str, str]:
        """The voice of each report."""
        return {report.document.id: report.voice for report in self.reports}

    @property
    def documents(self) -> dict[str, Document]:
        """The reports by id."""
        return {report.document.id: report.document for report in self.reports}

    @property
    def events(self) -> list[Event]:
        """The events that tell it, as people see them."""
        return [shown.event for report in self.reports for shown in report.told]

    @property
    def beside(self) -> list[Event]:
        """What else its reports tell."""
        return [event for report in self.reports for event in report.beside]


class Merged(msgspec.Struct, frozen=True):
    """What a merge would come to: the incident, and what speaks for and against it."""

    incident: Incident
    best: Link | None


def read_dossier(ledger: Ledger, name: str) -> Dossier:
    """Return an incident's page by its slug, an old name, or the beginning of either."""
    incident = ledger.incident(name)
    with ledger.reading() as connection:
        documents = set(rows.find_documents(connection, incident.events).values())
        book = read_book(connection, documents)
        shown = [(d, book.fold(d, coded)) for d, coded in rows.read_tellings(connection, documents)]
        trail = read_trail(connection, incident, documents, [s.judgement for s in book.standing])
        deeds = make_deeds(connection, trail)
        named = read_decided(connection, [incident.slug])
    wanted = set(incident.events)
    tellings = [(d, tuple(s for s in told if s.event.id in wanted)) for d, told in shown]
    beside = {d.id: tuple(s.event for s in told if s.event.id not in wanted) for d, told in shown}
    reports = make_reports([(d, told) for d, told in tellings if told], trail)
    reports = tuple(replace(r, beside=beside[r.document.id]) for r in reports)
    last = find_last(named, incident.slug)
    return Dossier(incident, reports, tuple(deeds), last.id if last else "")


def make_reports(
    tellings: Sequence[tuple[Document, tuple[Shown, ...]]], trail: Iterable[Judgement]
) -> tuple[Report, ...]:
    """Return the reports in order of publication, copies after what they copy."""
    signatures = [sign_one(document) for document, _ in tellings]
    origins = find_origins(signatures)
    counting = [s.judgement for s in find_standing(tuple(trail)) if s.state == "counts"]
    voices = join_voices(group_voices(signatures, origins), find_ties(counting, {}).sources)
    day = {d.id: (str(d.published or "9999"), d.id) for d, _ in tellings}
    # A voice is named by whoever spoke first, for a page to say whose copies the others are.
    first: dict[str, str] = {}
    for key in sorted(day, key=day.__getitem__):
        first.setdefault(voices[key], key)
    found = [Report(d, told, origins[d.id], first[voices[d.id]]) for d, told in tellings]
    found.sort(key=lambda r: (day[r.voice], r.is_copy, day[r.document.id]))
    return tuple(found)


def read_trail(
    connection: sa.Connection,
    incident: Incident,
    documents: set[str],
    on_events: Iterable[Judgement],
) -> list[Judgement]:
    """Return every decision that is about an incident, its events or its reports, as it came."""
    columns = schema.judgement.c
    # Few decisions tie reports; they name events, not incidents, so that they outlive names.
    tying = [j for j in read_kinds(connection, TYING) if j.action in TYING]
    events = set(incident.events)
    mine = {
        j.id for j in tying if events & {*j.events, *j.others} or documents & set(j.documents)
    } | {j.id for j in on_events if j.subject in events or j.action == "undo"}
    known = read_decided(connection, [incident.slug, *events, *mine])
    asked = {j.id for j in known} | mine
    numbered = sa.select(columns.number, columns.json).where(columns.id.in_(asked))
    decode = msgspec.json.Decoder(Judgement).decode
    return [decode(json) for _, json in connection.execute(numbered.order_by(columns.number))]


def is_former(ledger: Ledger, name: str) -> bool:
    """Tell whether an incident once had this name."""
    with ledger.reading() as connection:
        return find_former(connection, name) is not None


def find_reasons(dossier: Dossier) -> tuple[list[Link], bool]:
    """Return the pairs of an incident's events with what speaks for and against them, the
    strongest first; and whether that is all of them."""
    kept = dossier.reports[:MOST_COMPARED]
    documents = [report.document for report in kept]
    events = [shown.event for report in kept for shown in report.told]
    views = make_views(documents, events, dossier.beside)
    pairs = [(a, b) for n, a in enumerate(views) for b in views[n + 1 :]
             if a.document.id != b.document.id]  # fmt: skip
    found = sorted((score_pair(a, b) for a, b in pairs), key=lambda link: -link.points)
    return found, len(kept) == len(dossier.reports)


def preview_merge(here: Dossier, other: Dossier) -> Merged:
    """Return what two incidents would be as one."""
    if here.incident.id == other.incident.id:
        raise ReviewError("these are one incident already")
    mine, theirs = (make_views(d.documents.values(), d.events, d.beside) for d in (here, other))
    best = max(
        (score_pair(a, b) for a in mine[:MOST_COMPARED] for b in theirs[:MOST_COMPARED]
         if a.event.document != b.event.document),
        key=lambda link: link.points, default=None,
    )  # fmt: skip
    by_id: dict[str, View] = {view.event.id: view for view in (*mine, *theirs)}
    return Merged(make_incident([by_id[key] for key in sorted(by_id)]), best)


def preview_split(dossier: Dossier, leaving: Iterable[str]) -> tuple[Incident, Incident]:
    """Return what stays and what leaves, each as an incident of its own."""
    gone = set(leaving) & set(dossier.incident.events)
    if not gone or gone >= set(dossier.incident.events):
        raise ReviewError("tick some of the events, and leave some")
    views = make_views(dossier.documents.values(), dossier.events)
    staying = make_incident([view for view in views if view.event.id not in gone])
    return staying, make_incident([view for view in views if view.event.id in gone])


def find_near(ledger: Ledger, dossier: Dossier) -> list[tuple[Incident, Link]]:
    """Return incidents that share something with this one and are not far from it, the likeliest
    first: what a person may look for. Where news is dense, a part of them is looked at."""
    mine = make_views(dossier.documents.values(), dossier.events, dossier.beside)[:MOST_LIKENED]
    held = set(dossier.incident.events)
    with ledger.reading() as connection:
        asked = [view.event.id for view in mine]
        near = rows.find_partners(connection, asked, dossier.documents) - held
        incident_of = rows.read_incidents_of(connection, sorted(near)[:MOST_PARTNERS])
        one_of = {one.id: key for key, one in incident_of.items() if not held & set(one.events)}
        others = sorted(one_of.values())[:MOST_OTHERS]
        documents = set(rows.find_documents(connection, others).values())
        book = read_book(connection, documents)
        views: Mapping[str, View] = {
            view.event.id: view
            for document, coded in rows.read_tellings(connection, documents)
            for view in make_views([document], [s.event for s in book.fold(document, coded)])
            if view.event.id in others
        }
    best: list[tuple[Incident, Link]] = []
    for view in views.values():
        links = [
            score_pair(one, view)
            for one in mine
            if one.document.id != view.document.id and may_tell_one(one, view)
        ]
        if links:
            best.append((incident_of[view.event.id], max(links, key=lambda link: link.points)))
    return sorted(best, key=lambda one: -one[1].points)[:MOST_NEAR]


def read_other(ledger: Ledger, name: str) -> Dossier | None:
    """Return another incident that somebody named, None where there is none such."""
    try:
        return read_dossier(ledger, name)
    except LedgerError:
        return None
