"""A coder of a few lines, for tests of what stands around the real one.

It reads "WHO killed N WHOM ..., SPEAKER said." and nothing else, and needs no model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportedly.ids import make_id
from reportedly.pipeline import Coded
from reportedly.records import (
    Article,
    Claim,
    Count,
    Document,
    Event,
    Gap,
    Hop,
    Interval,
    Issue,
    Party,
    Place,
    Source,
    take_span,
)

SENTENCE = re.compile(r"[^.\n]+\.")
KILLING = re.compile(
    r"(?P<who>\S.*?) killed (?P<n>\d+) (?P<whom>\w+)"
    r"(?: near (?P<place>\w+))?[^,.]*(?:, (?P<by>[^,]+?) said)?"
)


class FakeCoder:
    """Codes killings told in one plain way."""

    def code(self, articles: Iterable[Article | Issue]) -> Iterator[Coded]:
        """Yield one Coded for each article."""
        for article in articles:
            if isinstance(article, Issue):
                yield Coded(document=None, events=(), tallies=(), issues=(article,))
            elif not (text := article.text or article.body.decode("utf-8", "replace")).strip():
                issue = Issue(
                    id=make_id(article.name, "empty"),
                    subject=article.name,
                    stage="clean",
                    reason="there is no text",
                )
                yield Coded(document=None, events=(), tallies=(), issues=(issue,))
            else:
                document = make_document(article, text)
                events = tuple(
                    make_event(document, sentence.start(), killing)
                    for sentence in SENTENCE.finditer(text)
                    if (killing := KILLING.search(sentence[0]))
                )
                yield Coded(document=document, events=events, tallies=(), issues=())


def make_document(article: Article, text: str) -> Document:
    """Return the article's text as it stands."""
    return Document(
        id=make_id(article.name, text),
        article=article.name,
        source_id=article.source_id or article.name,
        title=article.title,
        text=text,
        language="en",
        published=article.published,
        published_basis="json" if article.published else None,
        source=Source(name=article.source),
        url=article.url,
    )


def make_event(document: Document, offset: int, match: re.Match[str]) -> Event:
    """Return the killing that a sentence tells."""

    def span(group: str | int) -> tuple[int, int]:
        start, end = match.span(group)
        return offset + start, offset + end

    verb = offset + match.end("who") + 1
    anchor = take_span(document.text, verb, verb + len("killed"))
    actor = take_span(document.text, *span("who"))
    whole = take_span(document.text, *span(0))
    claims: tuple[Claim, ...] = ()
    if match["by"]:
        speaker = take_span(document.text, *span("by"))
        party = Party(text=speaker.quote, span=speaker, sector="MIL")
        hop = Hop(party=party, verb="say")
        claims = (Claim(by=(hop,), stance="asserts", span=whole, quote="indirect"),)
    when: Interval | Gap = Gap(gap="not_stated", why="the report gives no day")
    where: Place | Gap = Gap(gap="not_stated", why="the report names no place")
    if document.published:
        when = Interval(
            start=document.published, end=document.published, precision="day", basis="published"
        )
    if match["place"]:
        where = Place(
            name=match["place"], geonameid=None, country="ML", admin1=None, latitude=14.5,
            longitude=-4.2, precision="city", span=take_span(document.text, *span("place")),
        )  # fmt: skip
    number = int(match["n"])
    whom = take_span(document.text, *span("whom"))
    return Event(
        id=make_id(document.id, verb),
        document=document.id,
        category="ASSAULT",
        mode=None,
        contexts=(),
        acled=None,
        stage="occurred",
        status="reported",
        anchor=anchor,
        evidence=(whole,),
        actors=(Party(text=actor.quote, span=actor, collective=actor.quote.islower()),),
        recipients=(Party(text=whom.quote, span=whom, collective=True),),
        targets=(),
        instruments=(),
        counts=(
            Count(
                effect="killed", low=number, high=number, who=whom.quote, claims=claims,
                span=take_span(document.text, *span("n")),
            ),
        ),
        when=when,
        where=where,
        claims=claims,
    )  # fmt: skip
