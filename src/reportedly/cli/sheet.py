"""An incident in, its reports side by side out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.cli.common import say
from reportedly.cli.show import (
    STATUS_STYLES,
    describe_days,
    describe_gap,
    find_sentence,
    highlight,
    is_plain,
    put,
    tame,
)
from reportedly.export.words import describe_chain, describe_range, join, name_outlet, name_party
from reportedly.merge.figures import choose_figure
from reportedly.records import Claim, Count, Document, Event, Incident, Interval, Place

if TYPE_CHECKING:
    from rich.console import Console

Told = tuple[Document, Event]
Voice = tuple[str, str, str]  # who says it, how, through what

PIPE_COLUMNS = 120  # how wide a table is where nobody's terminal says


def show_incident(
    console: Console,
    incident: Incident,
    documents: Mapping[str, Document],
    events: Mapping[str, Event],
) -> None:
    """Print an incident: what, where, when; who says what; what they dispute; the words."""
    incident = tame(incident)
    told = [(tame(documents[events[name].document]), tame(events[name])) for name in incident.events
            if name in events]  # fmt: skip
    told.sort(key=lambda pair: (str(pair[0].published or "9"), pair[0].id, pair[1].anchor.start))
    console.print(make_title(incident))
    for line in make_lines(incident, told):
        console.print(line)
    table = make_table()
    for document, events_of in group_told(told):
        for row in make_rows(document, events_of):
            table.add_row(*row)
    width = None if console.is_terminal else PIPE_COLUMNS
    console.print(Padding(table, (0, 0, 0, 1)), width=width, soft_wrap=False)
    show_figures(console, incident)
    for dispute in incident.disputes:
        positions = [
            f"{position.value} ({', '.join(list_speakers(position.claims)) or 'no speaker'})"
            for position in dispute.positions
        ]
        line = Text(f"disputed {dispute.field}: ", style="bold yellow")
        put(console, line + Text(" ≠ ".join(positions)))
    for document, events_of in group_told(told):
        outlet = name_outlet(document) or document.source_id
        for words in list_sentences(document, events_of, plain=is_plain(console)):
            put(console, words, label=outlet)


def group_told(told: Sequence[Told]) -> Iterator[tuple[Document, list[Event]]]:
    """Yield each report with what it tells of the incident, in the order given."""
    for _, pairs in groupby(told, key=lambda pair: pair[0].id):
        found = list(pairs)
        yield found[0][0], [event for _, event in found]


def make_lines(incident: Incident, told: Sequence[Told]) -> Iterator[Text]:
    """Yield who did it and to whom, as the reports name them, and how many reports there are."""
    events = [event for _, event in told]
    doers = dict.fromkeys(name_party(p) for event in events for p in event.actors)
    others = dict.fromkeys(name_party(p) for event in events for p in event.recipients)
    for label, names in (("by", doers), ("to", [name for name in others if name not in doers])):
        if names:
            yield Text(f"{label} ", style="dim") + Text(join(names))
    yield Text(
        f"{say(len({document.id for document, _ in told}), 'report')}, "
        f"{say(incident.sources, 'source')}, {incident.independent_sources} independent",
        style="dim",
    )


def list_sentences(document: Document, events: Sequence[Event], *, plain: bool) -> Iterator[Text]:
    """Yield the sentences that tell it, each once."""
    seen = set()
    for event in events:
        sentence = find_sentence(document.text, event.anchor)
        if sentence not in seen:
            seen.add(sentence)
            yield highlight(document, event, plain=plain)


def show_figures(console: Console, incident: Incident) -> None:
    """Print who gave which number when; what its speaker put right later stands struck through."""
    effects = dict.fromkeys(figure.effect for figure in incident.figures)
    for effect in effects:
        line = Text(f"{effect}: ", style="bold")
        for figure in (f for f in incident.figures if f.effect == effect):
            words = describe_range(figure.low, figure.high, figure.qualifier)
            speaker = describe_chain(figure.claim) if figure.claim else ""
            day = f", {figure.said:%d %b}" if figure.said else ""
            style = "strike dim" if figure.superseded else ""
            mark = ", superseded" if figure.superseded else ""
            line.append(f"{words} ({speaker or 'no speaker'}{day}{mark})", style=style)
            line.append(" · ")
        line.right_crop(3)
        put(console, line)


def show_preferred(console: Console, incident: Incident, name: str, profile: Sequence[str]) -> None:
    """Print the figures that a profile prefers. They are a choice, and say whose."""
    for effect in dict.fromkeys(figure.effect for figure in incident.figures):
        figure = choose_figure(incident.figures, effect, profile)
        if figure is None:
            put(console, Text(f"by profile {name}: {effect}: nobody whom it names gives one"))
            continue
        words = describe_range(figure.low, figure.high, figure.qualifier)
        speaker = describe_chain(figure.claim) if figure.claim else "the outlet itself"
        put(console, Text(f"by profile {name}: {effect} {words} ({speaker})"))


def make_title(incident: Incident) -> Text:
    """Return the line that names an incident: what, where, when."""
    incident = tame(incident)
    words = Text(incident.category, style="bold")
    if incident.mode:
        words.append(f" {incident.mode}", style="bold")
    where = incident.where
    if isinstance(where, Place):
        words.append(f" · {where.label}")
    else:
        words.append(f" · place {describe_gap(where)}", style="dim")
    when = incident.when
    if isinstance(when, Interval):
        words.append(f" · {describe_days(when)}")
        if when.precision != "day":
            words.append(f" ({when.precision})")
    else:
        words.append(f" · day {describe_gap(when)}", style="dim")
    return words


def make_table() -> Table:
    """Return the empty side-by-side table."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("outlet", "status", "who says so", "stance", "through", "figures"):
        table.add_column(name, overflow="fold")
    return table


def make_rows(document: Document, events: Sequence[Event]) -> Iterator[tuple[Text, ...]]:
    """Yield one row for each voice in a report: its claims, then figures no claim speaks for."""
    outlet = name_outlet(document) or document.source_id
    if document.published:
        outlet += f" {document.published:%d %b}"
    statuses = dict.fromkeys(event.status for event in events)
    status = Text(", ").join(Text(one, style=STATUS_STYLES.get(one, "")) for one in statuses)
    lead: tuple[Text, Text] = (Text(outlet), status)
    for voice, counts in list_voices(events):
        yield (*lead, *map(Text, voice), Text(write_figures(counts)))
        lead = (Text(""), Text(""))


def list_voices(events: Sequence[Event]) -> Iterator[tuple[Voice, list[Count]]]:
    """Yield each voice of a report once, with the figures that it gives; first the outlet's own.

    Two tellings of one incident in a report mostly have the same speakers.
    """
    own: list[Count] = []
    voices: dict[Voice, list[Count]] = {}
    for event in events:
        own += [count for count in event.counts if not count.claims]
        for claim in event.claims:
            voices.setdefault(make_voice(claim), [])
        for count in event.counts:
            for claim in count.claims:
                voices.setdefault(make_voice(claim), []).append(count)
    if own or not voices:
        yield ("the outlet itself", "", ""), own
    yield from voices.items()


def make_voice(claim: Claim) -> Voice:
    """Return who says it, how, and through what."""
    through = " ".join(
        word for word in (claim.channel, f"({describe_days(claim.said)})" if claim.said else "")
        if word
    )  # fmt: skip
    chain = describe_chain(claim, shown=claim.channel) or "no speaker named"
    return chain, claim.stance.replace("_", " "), through


def write_figures(counts: list[Count]) -> str:
    """Write figures side by side, each once; they are never added up."""
    return join(
        dict.fromkeys(
            f"{describe_range(count.low, count.high, count.qualifier)} {count.effect}"
            for count in counts
        )
    )


def list_speakers(claims: tuple[Claim, ...]) -> list[str]:
    """Return who takes a position, each once."""
    return list(dict.fromkeys(chain for claim in claims if (chain := describe_chain(claim))))
