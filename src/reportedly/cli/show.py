"""Records in, lines for a screen out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from rich.table import Table
from rich.text import Text

from reportedly.export.words import (
    describe_chain,
    describe_count,
    describe_range,
    join,
    name_outlet,
    name_party,
)
from reportedly.records import (
    Claim,
    Document,
    Event,
    Gap,
    Interval,
    Issue,
    Party,
    Place,
    Said,
    Span,
    Tally,
)

if TYPE_CHECKING:
    from rich.console import Console

SHORT_ID = 8  # characters of an id that are shown; `explain` takes any that are unique
CONTEXT = 400  # a "sentence" longer than this on one side is cut
LABEL = 9  # width of the column of field names

STATUS_STYLES = {
    "confirmed": "green", "claimed": "magenta", "alleged": "yellow",
    "reported": "cyan", "denied": "red",
}  # fmt: skip
ROLE_STYLES = {
    "anchor": "bold reverse", "actor": "bold blue", "recipient": "bold red", "target": "red",
    "instrument": "yellow", "when": "green underline", "where": "cyan underline",
    "count": "bold", "claim": "italic",
}  # fmt: skip


# A page may hold escape codes that would steer the reader's terminal; bidi marks reorder a line.
CONTROLS = (*range(9), *range(11, 32), *range(127, 160))
BIDI = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
UNPRINTABLE = dict.fromkeys((*CONTROLS, *BIDI), "\ufffd")


def tame(value: Any) -> Any:
    """Return a record whose texts cannot steer a terminal; every text keeps its length."""
    if isinstance(value, str):
        return value.translate(UNPRINTABLE)
    if isinstance(value, tuple):
        return tuple(tame(item) for item in value)
    if isinstance(value, msgspec.Struct):
        parts = {name: tame(getattr(value, name)) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **parts)
    return value


def show_document(console: Console, document: Document) -> None:
    """Print who published what, when."""
    document = tame(document)
    words = Text(name_outlet(document) or document.source_id, style="bold")
    if document.published:
        words.append(f", {document.published}")
        words.append(f" (read from {document.published_basis})", style="dim")
    else:
        words.append(", no date of publication", style="dim")
    if document.title:
        words.append(f": {document.title}")
    console.print(words)
    if document.url:
        console.print(Text(document.url, style="dim"))


def show_event(console: Console, event: Event, document: Document, *, quote: bool = True) -> None:
    """Print one event: what, who, when, where, how many, and who says so."""
    event, document = tame(event), tame(document)
    console.print(make_heading(event))
    for label, words in list_fields(event, document):
        put(console, words, label=f"{label:{LABEL}}")
    if quote:
        put(console, highlight(document, event, plain=is_plain(console)))


def put(console: Console, words: Text, *, indent: int = 2, label: str = "") -> None:
    """Print words below a heading. A terminal wraps them under themselves; a pipe gets one line."""
    lead = Text(f"{label} " if label else "", style="dim")
    if console.is_terminal:
        grid = Table.grid()
        grid.add_column(no_wrap=True)
        grid.add_column(overflow="fold")
        grid.add_row(Text(" " * indent) + lead, words)
        console.print(grid)
    else:
        console.print(Text(" " * indent) + lead + words)


def make_heading(event: Event) -> Text:
    """Return the line that names an event."""
    words = Text(event.category, style="bold")
    if event.mode:
        words.append(f" {event.mode}")
    words.append(f" · {event.stage.replace('_', ' ')} · ")
    words.append(event.status, style=STATUS_STYLES.get(event.status, ""))
    words.append(f"  {event.id[:SHORT_ID]}", style="dim")
    return words


def list_fields(event: Event, document: Document) -> Iterator[tuple[str, Text]]:
    """Yield the fields of an event that say something."""
    actors = join(describe_party(party) for party in event.actors) or "(nobody named)"
    others = join(describe_party(party) for party in event.recipients)
    yield "who", Text(f"{actors} → {others}" if others else actors)
    if event.targets:
        yield "what", Text(join(thing.text for thing in event.targets))
    if event.instruments:
        yield "with", Text(join(thing.text for thing in event.instruments))
    yield "when", Text(describe_when(event.when))
    yield "where", Text(describe_where(event.where))
    for count in event.counts:
        yield "figure", Text(describe_count(count))
    for claim in event.claims:
        yield "says", Text(describe_claim(claim, document))


def describe_party(party: Party) -> str:
    """Name a party, with the wording where it differs and what is known of it."""
    known = ", ".join(word for word in (party.country, party.sector) if word)
    words = name_party(party)
    if party.name and party.name != party.text:
        words += f' ("{party.text}")'
    return f"{words} [{known}]" if known else words


def describe_gap(gap: Gap) -> str:
    """Say why a field is empty."""
    reason = gap.gap.replace("_", " ")
    return f"— {reason}: {gap.why}" if gap.why else f"— {reason}"


def describe_days(days: Interval | Said) -> str:
    """Write a closed interval of days."""
    return str(days.start) if days.start == days.end else f"{days.start} to {days.end}"


def describe_when(when: Interval | Gap) -> str:
    """Write a date with its precision and the words it was read from."""
    if isinstance(when, Gap):
        return describe_gap(when)
    words = f', "{when.span.quote}"' if when.span else ""
    return f"{describe_days(when)} ({when.precision}, {when.basis}{words})"


def describe_where(where: Place | Gap) -> str:
    """Write a place with its precision and the words it was read from."""
    if isinstance(where, Gap):
        return describe_gap(where)
    basis = "" if where.basis == "stated" else f", from the {where.basis}"
    words = f', "{where.span.quote}"' if where.span and where.span.quote != where.name else ""
    return f"{where.label} ({where.precision}{basis}{words})"


def describe_claim(claim: Claim, document: Document) -> str:
    """Write who says it, how, through what, and when."""
    parts = [describe_chain(claim, name_outlet(document)), claim.stance.replace("_", " ")]
    if claim.channel:
        parts.append(f"in {claim.channel}")
    if claim.said:
        parts.append(f"said {describe_days(claim.said)}")
    return " · ".join(part for part in parts if part)


def show_tally(console: Console, tally: Tally) -> None:
    """Print a running total, which belongs to no incident."""
    tally = tame(tally)
    words = Text("TALLY ", style="bold")
    figure = describe_range(tally.low, tally.high, tally.qualifier)
    words.append(f"{figure} {tally.who + ' ' if tally.who else ''}{tally.effect}")
    if tally.since:
        words.append(f" since {tally.since}")
    if tally.as_of:
        words.append(f" as of {tally.as_of}")
    speakers = join(describe_chain(claim) for claim in tally.claims)
    words.append(f" · {speakers or 'no speaker'}", style="dim")
    console.print(words)


def show_issue(console: Console, issue: Issue) -> None:
    """Print why an article, or a part of it, could not be used."""
    issue = tame(issue)
    console.print(Text(f"ISSUE {describe_issue(issue)}", style="yellow"))


def describe_issue(issue: Issue) -> str:
    """Name the article and say why it, or a part of it, could not be used."""
    reason = issue.reason.replace("_", " ")
    return f"{issue.subject}: {reason}{f': {issue.detail}' if issue.detail else ''}"


def is_plain(console: Console) -> bool:
    """Tell whether the console cannot show styles."""
    return console.color_system is None


def highlight(document: Document, event: Event, *, plain: bool = False) -> Text:
    """Return the sentence of an event with its fields marked.

    Without styles the anchor stands in «angle quotes», so that it shows in a file as well.
    """
    text = document.text
    start, end = find_sentence(text, event.anchor)
    words = Text(text[start:end].replace("\n", " "), style="not dim")
    for role, span in list_spans(event):
        words.stylize(ROLE_STYLES[role], max(span.start - start, 0), max(span.end - start, 0))
    if plain:
        at, to = event.anchor.start - start, event.anchor.end - start
        words = words[:at] + Text("«") + words[at:to] + Text("»") + words[to:]
    before = "…" if start and text[start - 1] not in "\n" else ""
    return Text(f'"{before}') + words + Text('"')


def list_spans(event: Event) -> Iterator[tuple[str, Span]]:
    """Yield the spans of an event's fields; later ones are painted over earlier ones."""
    for claim in event.claims:
        yield "claim", claim.span
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for party in parties:
            yield role, party.span
    for role, things in (("target", event.targets), ("instrument", event.instruments)):
        for thing in things:
            yield role, thing.span
    for count in event.counts:
        yield "count", count.span
    if isinstance(event.when, Interval) and event.when.span:
        yield "when", event.when.span
    if isinstance(event.where, Place) and event.where.span:
        yield "where", event.where.span
    yield "anchor", event.anchor


def find_sentence(text: str, span: Span) -> tuple[int, int]:
    """Return where the sentence that holds a span begins and ends."""
    from reportedly.analyze.sentences import split_sentences

    # A paragraph is enough to find its sentences, and a document may be a megabyte.
    first = max(text.rfind("\n", 0, span.start) + 1, span.start - CONTEXT)
    last = text.find("\n", span.end)
    last = min(len(text) if last < 0 else last, span.end + CONTEXT)
    for start, end in split_sentences(text, first, last):
        if start <= span.start < end:
            return start, max(end, span.end)
    return span.start, span.end
