"""An incident in, its reports side by side out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reportedly.cli.common import say
from reportedly.cli.show import (
    STATUS_STYLES,
    describe_days,
    describe_gap,
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
    parties = join(dict.fromkeys(name_party(party) for party in incident.parties))
    sources = (
        f"{say(len({document.id for document, _ in told}), 'report')}, "
        f"{say(incident.sources, 'source')}, {incident.independent_sources} independent"
    )
    console.print(Text(" · ".join(word for word in (parties, sources) if word), style="dim"))
    table = make_table()
    for document, event in told:
        for row in make_rows(document, event):
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
    for document, event in told:
        outlet = name_outlet(document) or document.source_id
        put(console, highlight(document, event, plain=is_plain(console)), label=outlet)


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


def make_rows(document: Document, event: Event) -> Iterator[tuple[Text, ...]]:
    """Yield one row for each voice in a report: its claims, then figures no claim speaks for."""
    outlet = name_outlet(document) or document.source_id
    if document.published:
        outlet += f" {document.published:%d %b}"
    status = Text(event.status, style=STATUS_STYLES.get(event.status, ""))
    lead: tuple[Text, Text] = (Text(outlet), status)
    unsaid = [count for count in event.counts if not count.claims]
    others = [
        (claim, count)
        for count in event.counts
        for claim in count.claims
        if claim not in event.claims
    ]
    if unsaid or not (event.claims or others):
        yield (*lead, Text("the outlet itself"), Text(""), Text(""), Text(write_figures(unsaid)))
        lead = (Text(""), Text(""))
    for claim in event.claims:
        figures = [count for count in event.counts if claim in count.claims]
        yield (*lead, *make_voice(claim), Text(write_figures(figures)))
        lead = (Text(""), Text(""))
    for claim, count in others:
        yield (*lead, *make_voice(claim), Text(write_figures([count])))
        lead = (Text(""), Text(""))


def make_voice(claim: Claim) -> tuple[Text, Text, Text]:
    """Return who says it, how, and through what."""
    through = " ".join(
        word for word in (claim.channel, f"({describe_days(claim.said)})" if claim.said else "")
        if word
    )  # fmt: skip
    chain = describe_chain(claim) or "no speaker named"
    return Text(chain), Text(claim.stance.replace("_", " ")), Text(through)


def write_figures(counts: list[Count]) -> str:
    """Write figures side by side; they are never added up."""
    return join(
        f"{describe_range(count.low, count.high, count.qualifier)} {count.effect}"
        for count in counts
    )


def list_speakers(claims: tuple[Claim, ...]) -> list[str]:
    """Return who takes a position, each once."""
    return list(dict.fromkeys(chain for claim in claims if (chain := describe_chain(claim))))
