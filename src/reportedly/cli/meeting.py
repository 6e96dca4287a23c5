"""An incident in, why its events are taken for one happening out, back to sentences and pages."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from reportedly.cli.judge import describe
from reportedly.cli.sheet import make_title
from reportedly.cli.show import highlight, is_plain, put, tame
from reportedly.export.words import describe_chain, join, name_outlet
from reportedly.merge.cluster import is_strong
from reportedly.merge.score import Link, compare
from reportedly.merge.view import make_views
from reportedly.records import Document, Event, Incident, Judgement
from reportedly.review.standing import Standing

if TYPE_CHECKING:
    from rich.console import Console


def show_meeting(
    console: Console,
    incident: Incident,
    documents: Mapping[str, Document],
    events: Mapping[str, Event],
    standing: Sequence[Standing],
) -> None:
    """Print each event with page and people, each pair with its reasons, then decisions.

    `events` are all that the documents tell, by id.
    """
    console.print(make_title(incident))
    for key in incident.events:
        event, document = tame(events[key]), tame(documents[events[key].document])
        people = join(dict.fromkeys(filter(None, map(describe_chain, event.claims))))
        page = document.url or document.article
        head = Text(f"{key[:8]}  {name_outlet(document) or document.source_id}", style="bold")
        head.append(f"  {document.published or 'no date'}  {page}", style="dim")
        console.print(head)
        put(console, highlight(document, event, plain=is_plain(console)))
        put(console, Text(f"said by {people or 'the outlet itself'}", style="dim"))
    mine = [events[key] for key in incident.events]
    views = make_views(documents.values(), mine, events.values())
    for link in compare(views):
        show_link(console, link)
    for one in standing:
        if speaks_of(one.judgement, incident, documents.keys(), standing):
            console.print(describe(one), markup=False)


def speaks_of(
    judgement: Judgement,
    incident: Incident,
    documents: Container[str],
    standing: Sequence[Standing],
) -> bool:
    """Tell whether a decision, or what it takes back, is about an incident or its documents.

    An event keeps its id where it is read anew as the same type.
    """
    if judgement.action == "undo":
        return any(
            speaks_of(one.judgement, incident, documents, standing)
            for one in standing
            if one.judgement.id == judgement.subject
        )
    told = {*judgement.events, *judgement.others}
    return bool(told & set(incident.events)) or any(d in documents for d in judgement.documents)


def show_link(console: Console, link: Link) -> None:
    """Print what speaks for and against two events being one."""
    verdict = "barred: " + link.barred if link.barred else "meet" if is_strong(link) else "weak"
    pair = f"{link.a.event.id[:8]} and {link.b.event.id[:8]}"
    points = f"{link.points:+.2f} points, chance {link.chance:.2f}"
    console.print(f"{pair}: {points}, {verdict}", markup=False)
    for reason in sorted(link.reasons, key=lambda r: -abs(r.points)):
        if reason.points:
            put(console, Text(f"{reason.points:+.2f}  {tame(reason).because}", style="dim"))
