"""Views and figures of one incident in, the fields out on which its reports disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations, product

from reportedly.merge.features import SPEECH, find_wordings, fits, is_adrift, is_same_place
from reportedly.merge.figures import name_speaker
from reportedly.merge.view import View, distance_km, is_exact, take_sentence
from reportedly.merge.words import ARTICLE, WORD, fold, is_generic, name_alike, read_words
from reportedly.records import Claim, Count, Dispute, Document, Effect, Figure, Party, Position

ARGUED: tuple[Effect, ...] = ("killed", "injured", "missing", "abducted", "arrested", "displaced")
BROAD = ("region", "country", "sea")  # a place this wide contradicts no town
APART_KM = 20.0  # nearer than this two names may be one place
BACKING = ("claims_responsibility", "asserts", "confirms", "accuses")

STATE = {"GOV", "MIL", "COP", "SPY"}  # sectors that are arms of one state

Held = tuple[str, tuple[Claim, ...], Document]  # one document's answer: value, claims, document


def find_disputes(views: Sequence[View], figures: Sequence[Figure] = ()) -> tuple[Dispute, ...]:
    """Return the fields on which the reports differ, each position with who takes it and since
    when. A figure that its own speaker put right is no position any more."""
    found = [
        make_dispute("place", _hold_places(views), _places_differ(views)),
        make_dispute("date", _hold_dates(views), _dates_differ(views)),
        make_dispute("perpetrator", _hold_actors(views), _actors_differ(views)),
        make_dispute("happened", _hold_stages(views), len({*_say_happened(views)}) > 1),
    ]
    standing = [f for f in figures if not f.superseded]
    for effect in ARGUED:
        alone = {v.document.id for v in views if names_victim(v, effect)}
        given = [
            f for f in standing if f.effect == effect and not (f.high == 1 and f.document in alone)
        ]
        found.append(make_dispute(effect, _hold_figures(views, given), _figures_differ(given)))
    return tuple(sorted((d for d in found if d is not None), key=lambda d: d.field))


def make_dispute(field: str, held: Iterable[Held], differ: bool) -> Dispute | None:
    """Return the dispute with its positions by value, or None where nobody contradicts."""
    if not differ:
        return None
    by_value: dict[str, list[Held]] = {}
    for one in held:
        by_value.setdefault(one[0], []).append(one)
    positions = [
        Position(
            value=value,
            claims=_keep_first(claim for _, claims, _ in found for claim in claims),
            documents=tuple(sorted({document.id for _, _, document in found})),
            since=min((day for _, c, d in found for day in _find_days(c, d)), default=None),
        )
        for value, found in sorted(by_value.items())
    ]
    return Dispute(field=field, positions=tuple(positions)) if len(positions) > 1 else None


def _keep_first(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return one claim a speaker and stance, the first that is met."""
    kept: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        kept.setdefault((name_speaker(claim), claim.stance), claim)
    return tuple(kept.values())


def find_backing(view: View) -> tuple[Claim, ...]:
    """Return the claims that stand behind the event as the report tells it."""
    return tuple(c for c in view.event.claims if c.stance in BACKING)


def _hold_places(views: Sequence[View]) -> Iterable[Held]:
    for view in views:
        if view.where and view.where.precision not in BROAD:
            yield view.where.name, find_backing(view), view.document


def _places_differ(views: Sequence[View]) -> bool:
    given = [v.where for v in views if v.where and v.where.precision not in BROAD]
    places = {(p.name, p.geonameid, p.country, p.latitude, p.longitude, *find_wordings(p)): p
              for p in given}  # fmt: skip
    for x, y in combinations(places.values(), 2):
        km = distance_km(x, y)
        if is_same_place(x, y) or (km is not None and km < APART_KM):
            continue
        if km is not None or not (is_adrift(x) or is_adrift(y)):  # "an air base" contradicts none
            return True
    return False


def _hold_dates(views: Sequence[View]) -> Iterable[Held]:
    for view in views:
        if view.when and is_exact(view.when):
            first, last = view.when.start, view.when.end
            value = str(first) if first == last else f"{first} to {last}"
            yield value, find_backing(view), view.document


def _dates_differ(views: Sequence[View]) -> bool:
    dates = [v.when for v in views if v.when and is_exact(v.when)]
    return bool(dates) and min(x.end for x in dates) < max(x.start for x in dates)


def _hold_actors(views: Sequence[View]) -> Iterable[Held]:
    named = [(v, p) for v in views for p in find_named(v)]
    kinds = {_know(party): party for _, party in named}
    name_of = {
        kind: max(
            (name_party(q) for q in kinds.values() if not are_others(party, q)), key=_rank_name
        )
        for kind, party in kinds.items()
    }
    for view, party in named:
        yield name_of[_know(party)], find_backing(view), view.document
    for view in views:
        for claim, party in find_disowned(view):
            yield f"not {name_party(party)}", (claim,), view.document
            if all(are_others(party, other) for _, other in named):  # somebody must have said it
                accusing = tuple(c for c in view.event.claims if c.stance == "accuses")
                yield name_party(party), accusing, view.document


def name_party(party: Party) -> str:
    """Return what a party is called, without its article."""
    return ARTICLE.sub("", party.name or party.text)


def _rank_name(name: str) -> tuple[int, str]:
    return len(name), name


def find_disowned(view: View) -> list[tuple[Claim, Party]]:
    """Return the denials by the very party that is said to have done it, with that party, and
    those of any hand in it.

    Such a denial is about the blame, and not about whether it happened.
    """
    found = []
    for claim in view.event.claims:
        if claim.stance != "denies":
            continue
        by = [hop.party for hop in claim.by if hop.party]
        blamed = [p for p in view.event.actors if any(not are_others(q, p) for q in by)]
        if not blamed and by and disowns(claim, view.document):
            blamed = by[-1:]
        found += [(claim, party) for party in blamed]
    return found


def disowns(claim: Claim, document: Document) -> bool:
    """Tell whether a denial is of "any hand in it", by the sentence that it stands in."""
    start, end = take_sentence(document.text, claim.span)
    said = f" {' '.join(WORD.findall(fold(document.text[start:end])))} "
    return any(f" {phrase} " in said for phrase in read_words()["disowned"])


def find_denials(view: View) -> tuple[Claim, ...]:
    """Return the denials that it happened, or happened so."""
    disowned = [claim for claim, _ in find_disowned(view)]
    return tuple(c for c in view.event.claims if c.stance == "denies" and c not in disowned)


def find_named(view: View) -> list[Party]:
    """Return the actors who are somebody: a name, no "gunmen"."""
    if view.event.category in SPEECH:
        return []  # who said it is no question of blame
    return [
        p for p in view.event.actors if p.id is not None or not (p.collective or is_generic(p.text))
    ]


def _actors_differ(views: Sequence[View]) -> bool:
    if any(find_disowned(v) for v in views):
        return True
    named = {tuple(map(_know, found)): found for v in views if (found := find_named(v))}
    return any(
        all(are_others(p, q) for q in right)
        for left, right in product(named.values(), repeat=2)
        for p in left
    )


def _know(party: Party) -> Hashable:
    """Return all that a party is compared and called by: hundreds of reports name the same few."""
    return party.id, party.name, party.text, party.country, party.sector


def are_others(x: Party, y: Party) -> bool:
    """Tell whether two named parties are plainly not the same.

    Two arms of one state ("the army", "Bogota") are taken for one: the blame does not differ.
    """
    compatriots = x.country is not None and x.country == y.country
    if compatriots and {x.sector, y.sector} <= STATE:
        return False
    if x.id is not None and y.id is not None:
        return x.id != y.id
    if compatriots and (x.sector == y.sector or {x.sector, y.sector} <= STATE | {None}):
        return False
    wordings = [(s, t) for s in (x.name, x.text) for t in (y.name, y.text) if s and t]
    return not any(name_alike(s, t) for s, t in wordings)


def _say_happened(views: Sequence[View]) -> Iterable[bool]:
    """Yield what is said of it: that it happened, that it did not."""
    for view in views:
        if view.event.stage == "did_not_happen" or view.event.status == "denied":
            yield False
        elif view.event.stage in ("occurred", "ongoing", "attempted"):
            yield True
        if find_denials(view):
            yield False


def _hold_stages(views: Sequence[View]) -> Iterable[Held]:
    for view in views:
        denials = find_denials(view)
        if view.event.stage == "did_not_happen" or view.event.status == "denied":
            yield "did not happen", denials, view.document
            continue
        if denials:
            yield "denied", denials, view.document
        if view.event.stage in ("occurred", "ongoing", "attempted"):
            yield "happened", find_backing(view), view.document


def names_victim(view: View, effect: Effect) -> bool:
    """Tell whether the report counts one person by name: that is no toll that others contradict."""
    return any(
        c.effect == effect and c.high == 1 and c.who is not None and not is_generic(c.who)
        for c in view.event.counts
    )


def _figures_differ(figures: Sequence[Figure]) -> bool:
    """Tell whether two figures contradict; those that one speaker gives in one report do not."""
    tellers: dict[tuple[int | None, int | None], set[tuple[str, str]]] = {}
    ranges: dict[tuple[int | None, int | None], Figure] = {}  # a number is many reports'
    for f in figures:
        tellers.setdefault((f.low, f.high), set()).add((f.document, name_speaker(f.claim)))
        ranges[f.low, f.high] = f
    return any(
        not fits(ranges[x], ranges[y]) and len(tellers[x] | tellers[y]) > 1
        for x, y in combinations(ranges, 2)
    )


def _hold_figures(views: Sequence[View], figures: Sequence[Figure]) -> Iterable[Held]:
    document_of = {v.document.id: v.document for v in views}
    backing = {v.document.id: find_backing(v) for v in views}
    for figure in figures:
        claims = (figure.claim,) if figure.claim else backing[figure.document]
        yield name_range(figure), claims, document_of[figure.document]


def _find_days(claims: Sequence[Claim], document: Document) -> Iterable[dt.date]:
    """Yield the days on which something was said, the day of print where no other is known."""
    said = [claim.said.start for claim in claims if claim.said]
    yield from said or ([document.published] if document.published else [])


def name_range(count: Count | Figure) -> str:
    """Return a closed range in words."""
    if count.low is None:
        return f"up to {count.high}"
    if count.high is None:
        return f"at least {count.low}"
    return str(count.low) if count.low == count.high else f"{count.low} to {count.high}"
