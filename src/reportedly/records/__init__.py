"""The nouns of the ledger: frozen, typed records with one JSON form."""

from reportedly.records.audit import Action, Judgement, Pair, Run, Ties
from reportedly.records.base import Record, Span, take_span
from reportedly.records.event import (
    Claim,
    Count,
    Effect,
    Event,
    Gap,
    Hop,
    Interval,
    Party,
    Place,
    Precision,
    Rival,
    Said,
    Stage,
    Stance,
    Status,
    Tally,
    Thing,
)
from reportedly.records.incident import Dispute, Figure, Incident, Position
from reportedly.records.origin import Credit, Origin, Signature
from reportedly.records.source import Article
from reportedly.records.text import Document, Issue, Source, holds

__all__ = [
    "Action",
    "Article",
    "Claim",
    "Count",
    "Credit",
    "Dispute",
    "Document",
    "Effect",
    "Event",
    "Figure",
    "Gap",
    "Hop",
    "Incident",
    "Interval",
    "Issue",
    "Judgement",
    "Origin",
    "Pair",
    "Party",
    "Place",
    "Position",
    "Precision",
    "Record",
    "Rival",
    "Run",
    "Said",
    "Signature",
    "Source",
    "Span",
    "Stage",
    "Stance",
    "Status",
    "Tally",
    "Thing",
    "Ties",
    "holds",
    "take_span",
]
