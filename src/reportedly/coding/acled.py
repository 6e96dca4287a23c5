"""A PLOVER code, a stage and the two sides in, ACLED's sub-event out: a table of rules, read down.

ACLED codes by what was done with what, and by who stood on either side: the same shooting is an
armed clash, an attack on civilians or excessive force against protesters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from reportedly.codebook.model import AcledRule, Book
from reportedly.records import Event, Gap, Party, Thing

WORD = re.compile(r"\w[\w'-]*")
SIDE_OF_SECTOR = {
    "MIL": "state", "COP": "state", "GOV": "state", "JUD": "state", "LEG": "civilian",
    "SPY": "state", "PRM": "armed", "REB": "armed", "UAF": "armed", "CRM": "armed",
    "CVL": "civilian", "JRN": "civilian", "MED": "civilian", "EDU": "civilian",
    "REL": "civilian", "REF": "civilian", "LAB": "civilian", "BUS": "civilian",
    "AGR": "civilian", "OPP": "civilian", "SOC": "civilian", "ELI": "civilian",
}  # PLOVER's sectors, where they tell a side by themselves  # fmt: skip
POSTS = frozenset({"military_base", "military_vehicle", "police_post"})
AGREED = frozenset({"AGREE"})  # the word says only that it was agreed, its clause says what
PEACEFUL = "Peaceful protest"
IN_THE_STREET = frozenset({"demo", "obstruct", None})
MET = ("", "Protest with intervention", "Excessive force against protesters")  # the worse last
# A word tells more than a sector ("police" in "a crowd of off-duty police"); the later wins less.
SIDES = ("protester", "armed", "state", "civilian")


def acled_of(
    category: str,
    mode: str | None,
    stage: str,
    book: Book,
    *,
    actors: Sequence[Party] = (),
    recipients: Sequence[Party] = (),
    targets: Sequence[Thing] = (),
    instruments: Sequence[Thing] = (),
    anchor: str = "",
    clause: str = "",
) -> str | None:
    """Return the ACLED sub-event of an event, or None where ACLED has none for it.

    `anchor` is the wording of the event, `clause` all that hangs from it: what was agreed.
    """
    actor_sides = find_sides(actors, book)
    recipient_sides = find_sides(recipients, book) | held_by(targets)
    things = [thing.text for thing in (*targets, *instruments)]
    said = lemmas_of(" ".join([anchor, *things, clause if category in AGREED else ""]))
    for rule in book.acled:
        if _fits(rule, category, mode, stage) and _sides_fit(rule, actor_sides, recipient_sides) \
                and (not rule.words or rule.words & said):  # fmt: skip
            return rule.subevent
    return None


def meet_protests(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return the events, each protest that was met with force under the sub-event of that force.

    ACLED codes the march and the tear gas as one: what befell the crowd is told of the protest
    nearest to it that is not of another day.
    """
    met: dict[str, str] = {}
    marches = [
        e
        for e in events
        if e.acled == PEACEFUL and e.mode in IN_THE_STREET and e.stage == "occurred"
    ]
    for force in events:
        if force.acled in MET and force.category != "PROTEST":
            near = [e for e in marches if not of_other_days(e, force)]
            if near:
                one = min(near, key=lambda e: abs(e.anchor.start - force.anchor.start))
                met[one.id] = max(met.get(one.id, ""), force.acled, key=MET.index)
    return tuple(msgspec.structs.replace(e, acled=met[e.id]) if e.id in met else e for e in events)


def of_other_days(a: Event, b: Event) -> bool:
    """Tell whether both events have days, and none in common."""
    if isinstance(a.when, Gap) or isinstance(b.when, Gap):
        return False
    return a.when.end < b.when.start or b.when.end < a.when.start


def held_by(targets: Iterable[Thing]) -> frozenset[str]:
    """Return the side that a place of arms stands for: whoever attacks a post fights its men."""
    return frozenset({"state"} if any(t.kind in POSTS for t in targets) else ())


def find_sides(parties: Sequence[Party], book: Book) -> frozenset[str]:
    """Return the sides the parties stand on: state, armed, protester, civilian."""
    return frozenset(filter(None, (side_of(party, book) for party in parties)))


def side_of(party: Party, book: Book) -> str | None:
    """Return the party's side by its wording; its head noun counts first, then its sector."""
    words = [word.lower() for word in WORD.findall(party.text)]
    core = words[: next((at for at, word in enumerate(words) if at and word in JOINS), len(words))]
    for listed in (core[-1:], core, words):
        said = lemmas_of(" ".join(listed))
        for side in SIDES:
            if said & book.classes[f"side.{side}"].lemmas:
                return side
    if party.sector in SIDE_OF_SECTOR:
        return SIDE_OF_SECTOR[party.sector]
    return None


JOINS = frozenset({
    "of", "from", "in", "at", "near", "on", "who", "which", "that", "with", "for", "loyal",
    "to",
})  # fmt: skip


def lemmas_of(text: str) -> frozenset[str]:
    """Return the words of a text with their plain singulars: a party's wording has no parse."""
    found: set[str] = set()
    for word in WORD.findall(text.lower()):
        found.add(word)
        for end, short in (("ies", "y"), ("men", "man"), ("es", ""), ("s", ""), ("ed", ""),
                           ("ed", "e"), ("ing", ""), ("ing", "e")):  # fmt: skip
            if word.endswith(end) and len(word) > len(end) + 2:
                found.add(word[: -len(end)] + short)
    return frozenset(found)


def _fits(rule: AcledRule, category: str, mode: str | None, stage: str) -> bool:
    return (
        (not rule.categories or category in rule.categories)
        and (not rule.modes or (mode or "") in rule.modes)
        and (not rule.stages or stage in rule.stages)
    )


def _sides_fit(rule: AcledRule, actors: frozenset[str], recipients: frozenset[str]) -> bool:
    return (
        (not rule.actors or bool(rule.actors & actors))
        and (not rule.recipients or bool(rule.recipients & recipients))
        and not rule.not_actors & actors
        and not rule.not_recipients & recipients
    )
