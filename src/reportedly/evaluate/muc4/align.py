"""Which template of a response is which of the key."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.evaluate.muc4.pair import Duo, Matches, match_templates, tally_slot
from reportedly.evaluate.muc4.slots import COUNT, find_slot, read_slots
from reportedly.evaluate.muc4.tally import Tally, add_up
from reportedly.evaluate.muc4.template import Template
from reportedly.evaluate.muc4.verdict import Judge
from reportedly.records.base import Record

# Two templates can be one only if their types match at least in part, and one of these does
# (:restrict-map-slots of the scorer's configuration).
TYPE = find_slot("inc-type").number
CONTENT = tuple(
    find_slot(name).number
    for name in (
        "phys-tgt-id",
        "phys-tgt-type",
        "hum-tgt-name",
        "hum-tgt-desc",
        "hum-tgt-type",
        "perp-ind-id",
        "perp-org-id",
    )
)


class Pairing(Record, frozen=True, kw_only=True):
    """A template of the key and one of the response, or one of them alone, with its counts.

    `tallies` holds one count for each slot, in their order; slot 0 is not counted.
    """

    message: str
    key: Template | None
    response: Template | None
    tallies: tuple[Tally, ...]


def align(
    keys: Sequence[Template],
    responses: Sequence[Template],
    judges: Sequence[Judge],
    pairs: Sequence[tuple[int, int]] | None = None,
) -> tuple[Pairing, ...]:
    """Pair one message's templates, those of the key first, in their order.

    The pair of which most of the key is found goes first, then the next among what is left. That
    is how the official reports pair them, but for about one message in twelve: there people laid
    the templates side by side by hand. `pairs` gives such pairs, by the templates' numbers.
    """
    candidates = [
        (score_recall(pairing), -r, -k, pairing)
        for k, key in enumerate(keys)
        for r, response in enumerate(responses)
        if pairs is None or (key.number, response.number) in pairs
        if (pairing := pair(Duo(key=key, response=response), judges, by_hand=bool(pairs)))
    ]
    found: dict[int, Pairing] = {}
    used: set[int] = set()
    for _, r, k, pairing in sorted(candidates, key=lambda c: c[:3], reverse=True):
        if -k not in found and -r not in used:
            found[-k] = pairing
            used.add(-r)
    missing = [found.get(k) or leave_alone(key, None) for k, key in enumerate(keys)]
    spurious = [leave_alone(None, one) for r, one in enumerate(responses) if r not in used]
    return (*missing, *spurious)


def score_recall(pairing: Pairing) -> float:
    """Return how much of the key's template the response's gives."""
    return add_up(pairing.tallies[TYPE - 2 :]).recall or 0.0


def pair(duo: Duo, judges: Sequence[Judge], *, by_hand: bool = False) -> Pairing | None:
    """Return two templates as one incident, if they can be; by hand anything can."""
    alike = any(may_match(a, b) for a in types(duo.response) for b in types(duo.key))
    if not alike and not by_hand:
        return None
    matches = match_templates(duo, judges)
    fits = matches[TYPE] and any(matches[slot] for slot in CONTENT)
    if not fits and not by_hand:
        return None
    return Pairing(
        message=duo.key.message,
        key=duo.key,
        response=duo.response,
        tallies=count(duo, matches),
    )


def types(template: Template) -> tuple[str, ...]:
    """Return the incident types that a template allows."""
    return tuple(value for fill in template.slots[TYPE] for value in fill.values)


def may_match(response: str, key: str) -> bool:
    """Tell whether a type is, or covers, one of the key; spares most comparisons."""
    slot = read_slots()[TYPE]
    return response.upper() == key.upper() or slot.covers(response.upper(), key.upper())


def count(duo: Duo, matches: Matches) -> tuple[Tally, ...]:
    """Return the counts, slot by slot; slot 1 counts the template itself."""
    slots = zip(duo.key.slots, duo.response.slots, strict=True)
    tallies = [tally_slot(*pair, matches.get(n, ())) for n, pair in enumerate(slots)]
    return (Tally(), Tally(cor=1), *tallies[2:])


def leave_alone(key: Template | None, response: Template | None) -> Pairing:
    """Return the counts of a template that has no fellow: all missing, or all spurious.

    A key's optional template that nobody gave costs nothing.
    """
    alone = key or response
    assert alone is not None
    tallies = [count_alone(key, response, n) for n in range(len(alone.slots))]
    return Pairing(message=alone.message, key=key, response=response, tallies=tuple(tallies))


def leave_empty(message: str) -> Pairing:
    """Return the count of a message in which neither side sees an incident."""
    tallies = (Tally(), Tally(non=1), *(Tally() for _ in range(2, COUNT)))
    return Pairing(message=message, key=None, response=None, tallies=tallies)


def count_alone(key: Template | None, response: Template | None, slot: int) -> Tally:
    """Return the count of one slot of a template that has no fellow."""
    if slot == 0:
        return Tally()
    if key is not None and key.optional:
        return Tally(non=int(slot == 1))
    if slot == 1:
        return Tally(mis=int(key is not None), spu=int(response is not None))
    return tally_slot(key.slots[slot] if key else (), response.slots[slot] if response else (), ())
