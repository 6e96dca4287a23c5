"""An incident as people see it in, what readers may see of it out; and where it stands with them.

What is public is folded from judgements, like everything people decide: propose, publish and
withdraw have an incident's slug for subject and an edition's id for value, and undoing any of them
is another judgement. Nothing here writes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar

import msgspec

from reportedly.records import (
    Document,
    Edition,
    Event,
    Figure,
    Gap,
    Incident,
    Interval,
    Judgement,
    Place,
    Span,
)
from reportedly.records.base import Record
from reportedly.review.standing import Standing

PUBLISHING = ("propose", "publish", "withdraw")
SENSITIVE = "sensitive"  # as `field` of a withdrawal: the incident is withheld, see find_release
MOST_LETTERS = 280  # of one quoted sentence: enough to judge by, too little to read instead
MOST_SENTENCES = 4  # quoted from one document
MESSENGERS = ("t.me", "telegram.me", "telegram.org")  # who posts there may be a private person
HTTP = ("http://", "https://")

R = TypeVar("R")


class Release(Record, frozen=True, kw_only=True):
    """Where an incident stands with readers.

    `edition` is what they see, by `by`'s decision. `withheld` is the decision that keeps it from
    them for good: until that is undone, no other makes it public. `proposals` are those that count,
    `waiting` the last of them where nothing was decided since.
    """

    edition: str | None = None
    by: Judgement | None = None
    withdrawn: Judgement | None = None
    withheld: Judgement | None = None
    proposals: tuple[Judgement, ...] = ()
    waiting: Judgement | None = None

    @property
    def state(self) -> Literal["unpublished", "proposed", "published", "withdrawn", "withheld"]:
        """Say it in one word."""
        if self.withheld:
            return "withheld"
        if self.edition:
            return "published"
        if self.waiting:
            return "proposed"
        return "withdrawn" if self.withdrawn else "unpublished"

    def has_second(self, edition: str, by: str) -> bool:
        """Tell whether somebody else than this person proposed the edition."""
        me = by.strip().casefold()
        return any(p.value == edition and p.by.strip().casefold() != me for p in self.proposals)


def find_release(standings: Iterable[Standing], slug: str) -> Release:
    """Return where an incident stands, by the decisions on it that count."""
    by = withdrawn = withheld = waiting = None
    proposals: list[Judgement] = []
    for standing in standings:
        one = standing.judgement
        if one.subject != slug or standing.state != "counts":
            continue
        if one.action in PUBLISHING:
            waiting = one if one.action == "propose" else None
        if one.action == "propose":
            proposals.append(one)
        elif one.action == "publish":
            by, withdrawn = one, None
        elif one.action == "withdraw" and one.field == SENSITIVE:
            by, withheld = None, one
        elif one.action == "withdraw":
            by, withdrawn = None, one
    if withheld:
        by = None
    return Release(edition=by.value if by else None, by=by, withdrawn=withdrawn,
                   withheld=withheld, proposals=tuple(proposals), waiting=waiting)  # fmt: skip


def make_edition(
    incident: Incident,
    events: Sequence[Event],
    documents: Mapping[str, Document],
    words: Mapping[str, Sequence[str]],
    title: str,
    note: str = "",
) -> Edition:
    """Return what readers would see, names not yet hidden and without an id.

    Reports come without their texts; what is quoted of them is cut short, spans included, so that
    no page of ours stands in for the report.
    """
    told = tuple(sorted({event.document for event in events}))
    return Edition(
        id="",
        slug=incident.slug,
        title=title.strip(),
        incident=shorten(incident),
        events=tuple(shorten(event) for event in events),
        documents=tuple(bare(documents[key]) for key in told),
        words={key: tuple(words.get(key, ()))[:MOST_SENTENCES] for key in told},
        note=note.strip(),
    )


def bare(document: Document) -> Document:
    """Return a report's bibliography: no text, nothing of where it lay on somebody's disk."""
    url = document.url if (document.url or "").lower().startswith(HTTP) else None
    image = document.image if (document.image or "").lower().startswith(HTTP) else None
    private = (document.source.domain or "").lower() in MESSENGERS
    return msgspec.structs.replace(
        document, text="", litter=(), article="", source_id="", url=url, image=image,
        authors=() if private else document.authors,
    )  # fmt: skip


def shorten(value: R) -> R:
    """Return a record with every span in it cut to a short quotation: still true, only shorter."""
    return _shorten(value)  # type: ignore[no-any-return]


def _shorten(value: Any) -> Any:
    if isinstance(value, Span):
        if len(value.quote) <= MOST_LETTERS:
            return value
        return Span(value.start, value.start + MOST_LETTERS, value.quote[:MOST_LETTERS])
    if isinstance(value, tuple):
        return tuple(_shorten(item) for item in value)
    if not isinstance(value, msgspec.Struct):
        return value
    return msgspec.structs.replace(
        value, **{name: _shorten(getattr(value, name)) for name in value.__struct_fields__}
    )


def name_edition(incident: Incident) -> str:
    """Name an incident in words: what is reported, where and when. Never that it is so."""
    mode = f" ({incident.mode.replace('-', ' ')})" if incident.mode else ""
    parts = [f"{incident.category.capitalize()}{mode} reported"]
    if isinstance(incident.where, Place):
        parts.append(incident.where.label)
    if isinstance(incident.when, Interval):
        first, last = incident.when.start, incident.when.end
        parts.append(str(first) if first == last else f"{first} to {last}")
    return ", ".join(parts)


def quote_words(event: Event, sentences: Sequence[Span]) -> list[str]:
    """Return the sentences that tell an event and who says so, cut short, its own first."""
    places = [event.anchor, *(claim.span for claim in event.claims)]
    places.sort(key=lambda span: span is not event.anchor)
    found: dict[int, str] = {}
    for place in places:
        for sentence in sentences:
            if sentence.start <= place.start < sentence.end and sentence.start not in found:
                found[sentence.start] = cut(sentence.quote)
    return list(found.values())


def cut(text: str) -> str:
    """Return a sentence on one line, ended at a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= MOST_LETTERS:
        return line
    return line[: MOST_LETTERS - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


class Change(Record, frozen=True, kw_only=True):
    """What one edition has otherwise than the one before: what is gone, and what is new."""

    field: str
    gone: tuple[Any, ...] = ()
    new: tuple[Any, ...] = ()


def compare(old: Edition | None, new: Edition) -> tuple[Change, ...]:
    """Return what readers would see change, field by field; nothing where there was no edition."""
    if old is None:
        return ()
    was, now = _list_parts(old), _list_parts(new)
    found = []
    for field in now:
        gone = tuple(part for part in was[field] if part not in now[field])
        come = tuple(part for part in now[field] if part not in was[field])
        if gone or come:
            found.append(Change(field=field, gone=gone, new=come))
    return tuple(found)


def _list_parts(edition: Edition) -> dict[str, list[Any]]:
    """Return what readers see of an edition, by field. Offsets are left out: they show nowhere."""
    incident = edition.incident
    return {
        "title": [edition.title],
        "category": [incident.category],
        "mode": [incident.mode] if incident.mode else [],
        "when": [drop_span(incident.when)],
        "where": [drop_span(incident.where)],
        "parties": [party.name or party.text for party in incident.parties],
        "reports": list(edition.documents),
        "figures": [_strip(figure) for figure in incident.figures],
        "positions": [(d.field, p.value) for d in incident.disputes for p in d.positions],
        "denials": [
            (event.document, claim.span.quote)
            for event in edition.events for claim in event.claims if claim.stance == "denies"
        ],
        "words": [word for some in edition.words.values() for word in some],
        "note": [edition.note] if edition.note else [],
    }  # fmt: skip


def drop_span(value: Interval | Place | Gap) -> Interval | Place | Gap:
    """Return a date or a place without the words it was read from."""
    if isinstance(value, Place):
        return msgspec.structs.replace(value, span=None, rivals=())
    return value if isinstance(value, Gap) else msgspec.structs.replace(value, span=None)


def _strip(figure: Figure) -> Figure:
    """Return a figure with what a page shows of it."""
    return msgspec.structs.replace(figure, document="")


def find_verdicts(*texts: str) -> tuple[str, ...]:
    """Return the words in texts of ours that judge instead of reporting."""
    pattern = load_verdicts()
    found = (match[0].lower() for text in texts for match in pattern.finditer(text))
    return tuple(dict.fromkeys(found))


@cache
def load_verdicts() -> re.Pattern[str]:
    """Return what finds the words of verdicts.toml."""
    text = (files("reportedly.review") / "verdicts.toml").read_text(encoding="utf-8")
    words = [word for some in tomllib.loads(text)["words"].values() for word in some]
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


# Two capitalised words or more that follow each other may be somebody's name.
_NAMELIKE = re.compile(
    r"\b[^\W\d_a-z]\w+(?:[ -](?:de|del|la|al|el|bin|van|von|da|dos)?[ ]?[^\W\d_a-z]\w+)+"
)


def find_possible_names(edition: Edition) -> tuple[str, ...]:
    """Return what may be persons' names in the quoted words, for somebody to look at."""
    texts = [
        edition.title,
        edition.note,
        *(word for some in edition.words.values() for word in some),
    ]
    texts += [document.title or "" for document in edition.documents]
    found = (match[0] for text in texts for match in _NAMELIKE.finditer(text))
    return tuple(dict.fromkeys(found))
