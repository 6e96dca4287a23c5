"""Views of one incident in, each figure under the name of who gave it, and when, out.

A speaker's later figure supersedes the earlier one. Another speaker's contradicts it: none is
chosen here. A team that wants one number names a profile, and is told which words it took.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from reportedly.merge.view import View
from reportedly.merge.words import fold
from reportedly.records import Claim, Count, Effect, Figure, Party

OUTLET = "outlet"  # in a profile: what a report says in its own voice


def find_figures(views: Sequence[View], voices: Mapping[str, str]) -> tuple[Figure, ...]:
    """Return every number given, in order of time: what a copy repeats is not said twice."""
    found: dict[tuple[object, ...], Figure] = {}
    for view in sorted(views, key=find_rank):
        for count in view.event.counts:
            for claim in count.claims or (None,):
                figure = make_figure(view, count, claim)
                voice = voices[view.document.id]
                key = (count.effect, count.low, count.high, name_speaker(claim), voice)
                found.setdefault(key, figure)
    return mark_superseded(tuple(found.values()), voices)


def make_figure(view: View, count: Count, claim: Claim | None) -> Figure:
    """Return one number as one claim gives it, said when printed if no day is told."""
    said = claim.said.end if claim and claim.said else view.document.published
    return Figure(
        effect=count.effect,
        low=count.low,
        high=count.high,
        qualifier=count.qualifier,
        claim=claim,
        said=said,
        document=view.document.id,
    )


def find_rank(view: View) -> tuple[str, int, str]:
    """Return the order in which reports speak: the earliest, then the fullest."""
    document = view.document
    return str(document.published or "9999"), -len(document.text), view.event.id


def mark_superseded(figures: Sequence[Figure], voices: Mapping[str, str]) -> tuple[Figure, ...]:
    """Return the figures in order of time, those marked that the same speaker put right later."""
    last: dict[tuple[str, str], dt.date] = {}
    for figure in figures:
        if figure.said:
            key = (figure.effect, find_speaker(figure, voices))
            last[key] = max(last.get(key, figure.said), figure.said)
    marked = []
    for figure in figures:
        latest = last.get((figure.effect, find_speaker(figure, voices)))
        old = figure.said is not None and latest is not None and figure.said < latest
        marked.append(msgspec.structs.replace(figure, superseded=old))
    return tuple(sorted(marked, key=lambda f: (f.effect, str(f.said or "9999"))))


def find_speaker(figure: Figure, voices: Mapping[str, str]) -> str:
    """Return who gives a figure: the one its claim goes back to, or else the outlet's voice."""
    return name_speaker(figure.claim) or f"{OUTLET} {voices.get(figure.document, figure.document)}"


def find_source(claim: Claim | None) -> Party | None:
    """Return the party a claim goes back to: the last named hop of its chain."""
    parties = [hop.party for hop in claim.by if hop.party] if claim else []
    return parties[-1] if parties else None


def name_speaker(claim: Claim | None) -> str:
    """Return the name of who a claim goes back to, for comparing; empty where it is nobody."""
    party = find_source(claim)
    return fold(party.name or party.text) if party else ""


def choose_figure(
    figures: Iterable[Figure], effect: Effect, profile: Sequence[str]
) -> Figure | None:
    """Return the figure that a team's profile prefers; None where nobody gives one it names.

    A profile lists PLOVER sectors (MED, IGO, GOV, ...) and "outlet", the most trusted first. Among
    equals the latest counts, then the lowest.
    """
    standing = [f for f in figures if f.effect == effect and not f.superseded]
    ranked = [
        (profile.index(sector), -(f.said or dt.date.min).toordinal(), f.low or 0, n, f)
        for n, f in enumerate(standing)
        if (sector := find_sector(f)) in profile
    ]
    return min(ranked)[-1] if ranked else None


def find_sector(figure: Figure) -> str:
    """Return the sector of who gives a figure; "outlet" where it is the report itself."""
    party = find_source(figure.claim)
    return (party.sector or "") if party else OUTLET
