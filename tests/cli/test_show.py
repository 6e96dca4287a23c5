"""What a reader sees: the sentence, the chain, the figures side by side."""

import datetime as dt
import io

import msgspec
import pytest
from rich.console import Console

from reportedly.cli.sheet import make_rows, show_incident
from reportedly.cli.show import (
    describe_claim,
    describe_gap,
    describe_when,
    find_sentence,
    highlight,
)
from reportedly.records import (
    Article,
    Claim,
    Count,
    Dispute,
    Document,
    Event,
    Gap,
    Hop,
    Incident,
    Interval,
    Party,
    Position,
    Said,
    take_span,
)
from reportedly.run.fake import FakeCoder

TEXT = (
    "MOPTI (Agency) - The road was quiet on Friday.\n"
    "Gen. Issa Coulibaly was away. Gunmen killed 6 soldiers near Mopti, an army spokesman said. "
    "A mayor spoke of 9 dead."
)


def tell() -> tuple[Document, Event]:
    article = Article(
        name="a", media="text", text=TEXT, source="The Post", published=dt.date(2024, 3, 3)
    )
    (coded,) = FakeCoder().code([article])
    assert coded.document is not None
    (event,) = coded.events
    return coded.document, event


def make_party(words: str) -> Party:
    at = TEXT.index(words)
    return Party(text=words, span=take_span(TEXT, at, at + len(words)))


def make_claim(*names: str | None, **facts: object) -> Claim:
    hops = tuple(Hop(party=make_party(name) if name else None) for name in names)
    claim = Claim(by=hops, stance="asserts", span=take_span(TEXT, 0, 5))
    return msgspec.structs.replace(claim, **facts)


def test_the_sentence_of_an_event_is_shown_with_its_anchor_marked() -> None:
    document, event = tell()
    shown = highlight(document, event, plain=True).plain
    assert shown == '"…Gunmen «killed» 6 soldiers near Mopti, an army spokesman said."'
    styled = highlight(document, event)
    assert "«" not in styled.plain
    assert any("reverse" in str(span.style) for span in styled.spans)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("quiet", "The road was quiet on Friday."),
        ("Issa", "Gen. Issa Coulibaly was away."),
        ("9 dead.", "A mayor spoke of 9 dead."),
    ],
)
def test_a_sentence_ends_at_its_stop_or_its_line(words: str, sentence: str) -> None:
    at = TEXT.index(words)
    start, end = find_sentence(TEXT, take_span(TEXT, at, at + len(words)))
    assert TEXT[start:end] == sentence


def test_a_sentence_without_end_is_cut() -> None:
    text = "word " * 100_000
    start, end = find_sentence(text, take_span(text, 250_000, 250_004))
    assert start < 250_000 < end and end - start < 1_000


def test_a_chain_runs_from_the_outlet_outward() -> None:
    document, _ = tell()
    said = Said(start=dt.date(2024, 3, 2), end=dt.date(2024, 3, 2), precision="day")
    claim = make_claim("Agency", "an army spokesman", None, channel="Telegram", said=said)
    assert describe_claim(claim, document) == (
        "The Post ← Agency ← an army spokesman ← unnamed source · asserts · in Telegram"
        " · said 2024-03-02"
    )


def test_an_empty_field_says_why() -> None:
    gap = Gap(gap="not_stated", why="the report gives no day")
    assert describe_when(gap) == "— not stated: the report gives no day"
    assert describe_gap(Gap(gap="ambiguous")) == "— ambiguous"
    day = dt.date(2024, 3, 1)
    when = Interval(
        start=day, end=day, precision="day", basis="relative", span=take_span(TEXT, 39, 45)
    )
    assert describe_when(when) == '2024-03-01 (day, relative, "Friday")'


def test_every_voice_has_its_own_line_and_figure() -> None:
    document, event = tell()
    army, mayor = make_claim("an army spokesman"), make_claim("A mayor")
    six, nine = (
        Count(effect="killed", low=low, high=low, span=event.anchor, claims=(claim,))
        for low, claim in ((6, army), (9, mayor))
    )
    bare = msgspec.structs.replace(six, claims=(), effect="injured", low=None, high=4)
    told = msgspec.structs.replace(event, claims=(army,), counts=(six, nine, bare))
    rows = [[cell.plain for cell in row] for row in make_rows(document, [told, told])]
    assert rows == [
        ["The Post 03 Mar", "reported", "the outlet itself", "", "", "up to 4 injured"],
        ["", "", "an army spokesman", "asserts", "", "6 killed"],
        ["", "", "A mayor", "asserts", "", "9 killed"],
    ]


def test_an_incident_names_its_disputes_and_its_independent_sources() -> None:
    document, event = tell()
    positions = tuple(
        Position(value=value, claims=(make_claim(who),), documents=(document.id,))
        for value, who in (("6", "an army spokesman"), ("9", "A mayor"))
    )
    incident = Incident(
        id="1", slug="s", events=(event.id,), category="ASSAULT", mode=None,
        when=Gap(gap="not_stated"), where=event.where, parties=event.actors, figures=(),
        disputes=(Dispute(field="killed", positions=positions),), sources=3,
        independent_sources=2,
    )  # fmt: skip
    out = io.StringIO()
    console = Console(file=out, soft_wrap=True, width=200)
    show_incident(console, incident, {document.id: document}, {event.id: event})
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    assert lines[0] == "ASSAULT · Mopti, ML · day — not stated"
    assert lines[1] == "by Gunmen"
    assert lines[2] == "to soldiers"
    assert lines[3] == "1 report, 3 sources, 2 independent"
    assert "  disputed killed: 6 (an army spokesman) ≠ 9 (A mayor)" in lines
    assert lines[-1].startswith('  The Post "…Gunmen «killed» 6 soldiers')
