"""Documents in, voices out: copies of one text, and pages of one outlet, speak once.

Each document gets one origin: the earlier text it was made from, or the outlet whose words it
passes on, or itself. Followed to the end, origins make a chain; documents whose chains end in one
text or one outlet are one voice. Two chains are joined at a page only if it is one text with both,
and not where it copies a part from each: a page has one origin, the one it has most of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import networkx as nx

from reportedly.merge.near import Near, find_elders, find_order
from reportedly.merge.outlets import read_wires, show_outlet
from reportedly.merge.signature import sign
from reportedly.records import Credit, Document, Origin, Signature

# Of a text in an earlier one. Anything from 0.1 to 0.55 parts our edited copies from other reports;
# but real pages on one event share names and statements: below 0.6, pairs in ECB+ (topics 1-35) are
# mostly two reporters'. See benchmarks/syndication.py.
COPY_SHARE = 0.6
NAMED_SHARE = 0.3  # is enough where the text names that outlet as its source

Aliases = Mapping[str, str]


def find_voices(documents: Sequence[Document]) -> dict[str, str]:
    """Return the voice of each document: the first id, in order, of those that are one voice."""
    if len(documents) == 1:
        return {documents[0].id: documents[0].id}
    signatures = [sign_one(document) for document in documents]
    return group_voices(signatures, find_origins(signatures))


@lru_cache(maxsize=4096)  # a document stands in several incidents, most of them of the same days
def sign_one(document: Document) -> Signature:
    """Return one document's signature."""
    return sign([document])[0]


def find_origins(signatures: Iterable[Signature]) -> dict[str, Origin]:
    """Return the origin of each document, in the order in which they were published."""
    ordered = put_in_order(signatures)
    aliases = find_aliases(ordered)
    elders = zip(ordered, find_elders(ordered), strict=True)
    return {one.document: find_origin(one, near, aliases) for one, near in elders}


def put_in_order(signatures: Iterable[Signature]) -> list[Signature]:
    """Return the signatures in order, each document's once."""
    return sorted({one.document: one for one in signatures}.values(), key=find_order)


def find_origin(signature: Signature, elders: Sequence[Near], aliases: Aliases) -> Origin:
    """Return where a document's text comes from, given what came before it and is near."""
    named = {resolve(c.outlet, aliases): c for c in signature.credits if c.kind != "quotes"}
    for near in elders:
        elder = near.signature
        outlet = resolve(elder.outlet, aliases) if elder.outlet else None
        credit = named.get(outlet) if outlet else None
        if near.share >= (NAMED_SHARE if credit else COPY_SHARE):
            return Origin(
                document=signature.document,
                basis="copy" if near.share >= COPY_SHARE else "rewrite",
                source=elder.document,
                outlet=outlet,
                share=round(near.share, 3),
                also=tuple(
                    e.signature.document for e in elders if e.mutual >= COPY_SHARE and e is not near
                ),
                because=_tell_copy(elder, near.share, credit, aliases),
            )
    return _find_own(signature, aliases)


def _find_own(signature: Signature, aliases: Aliases) -> Origin:
    """Return the origin of a text that is like none before it."""
    own = resolve(signature.outlet, aliases) if signature.outlet else None
    credits = [c for c in signature.credits if resolve(c.outlet, aliases) != own]
    for kind in ("full", "rests"):
        for credit in credits:
            if credit.kind == kind:
                return Origin(
                    document=signature.document,
                    basis="credit" if kind == "full" else "rewrite",
                    outlet=resolve(credit.outlet, aliases),
                    because=_tell_credit(credit),
                )
    because = "no earlier text is like it"
    if credits:
        because += "; " + "; ".join(_tell_credit(c) for c in credits[:3])
    return Origin(document=signature.document, basis="own", outlet=own, because=because)


def _tell_copy(elder: Signature, share: float, credit: Credit | None, aliases: Aliases) -> str:
    """Say in a sentence how much of the text stands in the earlier one."""
    outlet = resolve(elder.outlet, aliases) if elder.outlet else None
    name = max(elder.names, key=len, default="").title() or "an unnamed page"
    whose = show_outlet(outlet) if outlet in read_wires().shown else name
    dated = f" of {elder.published}" if elder.published else ""
    told = f"{share:.0%} of its passages stand in the text of {whose}{dated}"
    return f"{told}; {_tell_credit(credit)}" if credit else told


def _tell_credit(credit: Credit) -> str:
    """Say in a sentence how the text names an outlet, by the name it gives."""
    whose = show_outlet(credit.outlet)
    told = {
        "full": f"it is credited to {whose}",
        "rests": f"{credit.share:.0%} of its sentences pass on the word of {whose}",
        "part": f"it credits part of it to {whose}",
        "quotes": f"it quotes {whose}",
    }
    return f"{told[credit.kind]} ({credit.quote!r})"


def find_aliases(signatures: Iterable[Signature]) -> dict[str, str]:
    """Return the outlet that each name stands for; a name that two outlets have stands for none."""
    known = read_wires().shown
    claimed: defaultdict[str, set[str]] = defaultdict(set)
    for signature in signatures:
        if signature.outlet is not None:
            for name in signature.names:
                claimed[name].add(signature.outlet)
    # A page of no domain is known by its name alone: that name claims nothing against a domain.
    owners = {name: {o for o in found if o != name} or found for name, found in claimed.items()}
    return {n: min(found) for n, found in owners.items() if len(found) == 1 and n not in known}


def resolve(outlet: str, aliases: Aliases) -> str:
    """Return the outlet's key where a name is given for it."""
    return aliases.get(outlet, outlet)


def group_voices(signatures: Iterable[Signature], origins: Mapping[str, Origin]) -> dict[str, str]:
    """Return the voice of each document: the first id, in order, of those that are one voice."""
    ordered = put_in_order(signatures)
    aliases = find_aliases(ordered)
    texts = nx.Graph()
    texts.add_nodes_from(s.document for s in ordered)
    for document in list(texts):
        origin = origins[document]
        linked = (origin.source, *origin.also)
        texts.add_edges_from((document, d) for d in linked if d in texts)
    by_id = {s.document: s for s in ordered}
    voices: defaultdict[str, list[str]] = defaultdict(list)
    for found in nx.connected_components(texts):
        members = sorted((by_id[d] for d in found), key=find_order)
        root = origins[members[0].document]
        voices[find_speaker(root, members, aliases) or f"document {root.document}"] += found
    return {d: min(group) for group in voices.values() for d in group}


def find_speaker(root: Origin, members: Sequence[Signature], aliases: Aliases) -> str | None:
    """Return the outlet whose text the copies are, or None where nobody says.

    If the first of them names nobody, a later copy that kept the credit tells.
    """
    if root.basis == "own" and root.outlet not in read_wires().shown:
        for member in members:
            for credit in member.credits:
                if credit.kind == "full":
                    return resolve(credit.outlet, aliases)
    return root.outlet
