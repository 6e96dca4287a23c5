"""A part of a record in, the words a person reads out. Shared by the table formats."""

from __future__ import annotations

from collections.abc import Iterable

from reportedly.records import Claim, Count, Document, Hop, Party

ARROW = " ← "  # who is quoted stands right of who quotes


def name_party(party: Party) -> str:
    """Name a party: who is meant, else the wording."""
    return party.name or party.text


def name_outlet(document: Document) -> str:
    """Name who published a document."""
    return document.source.name or document.source.domain or ""


def describe_hop(hop: Hop, shown: str | None = None) -> str:
    """Name one link of a chain, and its channel if that is not shown already."""
    who = name_party(hop.party) if hop.party else "unnamed source"
    return f"{who} (via {hop.via})" if hop.via and hop.via != shown else who


def describe_chain(claim: Claim, outlet: str = "", shown: str | None = None) -> str:
    """Draw who says it, from the outlet outward; `shown` is a channel that stands elsewhere."""
    links = [outlet] if outlet else []
    links += [w for hop in claim.by if (w := describe_hop(hop, shown)) and w not in links[:1]]
    return ARROW.join(links)


def describe_range(low: int | None, high: int | None, qualifier: str | None = None) -> str:
    """Write a figure with its open ends: 3, 3 to 5, at least 5, up to 7."""
    if low is None and high is None:
        return qualifier or "some"
    if low is None:
        return f"up to {high:,}"
    if high is None:
        return f"at least {low:,}"
    figure = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"{qualifier} {figure}" if qualifier and qualifier not in figure else figure


def describe_count(count: Count) -> str:
    """Write a count with who they were and whose word it is."""
    who = f" {count.who}" if count.who else ""
    by = join(describe_chain(claim) for claim in count.claims)
    text = f"{describe_range(count.low, count.high, count.qualifier)}{who} {count.effect}"
    return f"{text} ({by})" if by else text


def join(words: Iterable[object]) -> str:
    """Join the words of one cell; empty ones are left out."""
    return "; ".join(str(word) for word in words if word not in (None, ""))
