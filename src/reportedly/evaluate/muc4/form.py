"""An incident's strings and scores in, its Template out: all 25 slots."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec
import numpy as np

from reportedly.coding.numbers import QuantitySpan
from reportedly.evaluate.muc4 import fills
from reportedly.evaluate.muc4.fillers import (
    DOER,
    GROUP,
    INSTRUMENT,
    PEOPLE,
    PERSON,
    THING,
    Filler,
    find_named,
)
from reportedly.evaluate.muc4.incidents import KINDS, Bars
from reportedly.evaluate.muc4.reading import Floats, Reading
from reportedly.evaluate.muc4.scenes import Scene
from reportedly.evaluate.muc4.slots import COUNT, find_slot
from reportedly.evaluate.muc4.spots import Spot
from reportedly.evaluate.muc4.template import NULL, Fill, Template

STAGES = ("ACCOMPLISHED", "ATTEMPTED", "THREATENED")
CATEGORIES = ("TERRORIST ACT", "STATE-SPONSORED VIOLENCE", "NONE")
WEAPONS = (
    "GUN", "BOMB", "EXPLOSIVE", "MACHINE GUN", "DYNAMITE", "VEHICLE BOMB", "RIFLE", "GRENADE",
)  # fmt: skip
TOLD = (*KINDS, *STAGES, *CATEGORIES, *WEAPONS)  # what the incident net tells, in order
NONE = "NONE"
NO_WEAPON = {"ARSON": (6, 7), "KIDNAPPING": (6, 7, 12, 13, 14, 15, 16, 17)}
KIND_SLOTS = {
    "hum-type": "hum-tgt-type", "hum-effect": "hum-tgt-effect", "phys-type": "phys-tgt-type",
    "phys-effect": "phys-tgt-effect", "confidence": "perp-org-conf", "instrument": "inc-instr-type",
}  # fmt: skip
KIND_SHARE = 0.5  # how far the sentences' own kinds are believed beside the incident net's


class Context(msgspec.Struct, frozen=True):
    """What every template of a message is filled from. `kinds` hold (mentions, labels) arrays."""

    reading: Reading
    scenes: list[Scene]
    spots: list[Spot]
    country: str
    quantities: tuple[QuantitySpan, ...]
    kinds: Mapping[str, tuple[Floats, tuple[str, ...]]]

    def kind(self, name: str, filler: Filler, bar: float = 0.0) -> str | None:
        """Return what a filler's mentions are, by one of the nets of kinds.

        None where the filler and the word together are less likely to be right than the bar.
        """
        shares, labels = self.kinds[name]
        worth = weigh_words(KIND_SLOTS[name], labels) @ shares[filler.mentions].mean(0)
        best = int(worth.argmax())
        return labels[best] if worth[best] * min(filler.sure * 2, 1) >= bar else None

    def nation(self, filler: Filler) -> str | None:
        """Return the foreign country that a filler's own words name, if one is."""
        return fills.nation(self.reading, filler.mentions, self.country)

    def count(self, filler: Filler) -> str:
        """Return how many a filler means."""
        rest = [k for k in filler.mentions if k not in filler.own]
        return fills.count(self.reading, [*filler.own, *rest], self.quantities)


Slots = list[list[Fill]]


@cache
def weigh_words(slot: str, labels: tuple[str, ...]) -> Floats:
    """Return what each word (row) is worth where another (column) is right; NONE is worth nothing.

    A wider word is half right where the key has a narrower one, so that it is the better answer
    where two narrower ones are alike likely.
    """
    known = find_slot(slot)
    rows = [[float(a == b) + 0.5 * known.covers(a, b) for b in labels] for a in labels]
    out = np.array(rows, np.float32)
    out[[label == NONE for label in labels]] = 0
    return out


def fill_template(
    context: Context,
    number: int,
    order: list[int],
    kinds: Floats,
    told: Floats,
    fillers: list[list[Filler]],
    category: Floats,
    where: str,
    bars: Bars,
) -> Template:
    """Return one template; `order` are its sentences, the surest first."""
    slots: Slots = [[] for _ in range(COUNT)]
    kind = choose_kind(told[1:6] + KIND_SHARE * kinds[order].mean(0)[1:], bars.narrow)
    void = NO_WEAPON.get(kind, ())
    day = fills.date(context.reading, context.scenes, order)
    slots[2] = [plain(day)] if day else []
    slots[3] = [plain(where)]
    slots[4] = [plain(kind)]
    slots[5] = [plain(STAGES[int(told[6:9].argmax())])]
    if 6 not in void:
        fill_weapons(slots, context, fillers[INSTRUMENT], told[12 : 12 + len(WEAPONS)], bars)
    fill_doers(slots, context, fillers[DOER], fillers[GROUP], category, bars)
    if 12 not in void:
        fill_things(slots, context, fillers[THING], bars)
    fill_people(slots, context, fillers[PERSON], fillers[PEOPLE], bars)
    return Template(
        message=context.reading.message.id,
        number=number,
        slots=tuple(map(tuple, slots)),
        inapplicable=void,
    )


def choose_kind(points: Floats, bar: float) -> str:
    """Return an incident's type; ATTACK, the wider word for all others, where none is sure.

    A narrow type that is wrong keeps the whole template from being the key's; ATTACK is half right.
    """
    best = int(points.argmax())
    return KINDS[1 + best] if points[best] >= bar * points.sum() else "ATTACK"


def plain(value: str, ref: str | None = None) -> Fill:
    """Return a fill of one value, pointing to a string or to none."""
    return Fill(values=(value,), refs=(ref,) if ref else ())


def fill_weapons(
    slots: Slots, context: Context, weapons: list[Filler], told: Floats, bars: Bars
) -> None:
    """Fill the slots of instruments; a weapon may be told by a verb alone ("shot")."""
    for weapon in weapons:
        slots[6].append(plain(weapon.text))
        kind = context.kind("instrument", weapon)
        slots[7] += [plain(kind, weapon.text)] if kind else []
    worth = weigh_words(KIND_SLOTS["instrument"], WEAPONS) @ told
    likeliest = int(worth.argmax())
    if not weapons and worth[likeliest] > bars.instrument:
        slots[7].append(plain(WEAPONS[likeliest], NULL))


def fill_doers(
    slots: Slots,
    context: Context,
    doers: list[Filler],
    groups: list[Filler],
    category: Floats,
    bars: Bars,
) -> None:
    """Fill the slots of perpetrators."""
    for doer in doers:
        slots[9].append(plain(doer.text))
    for group in groups:
        slots[10].append(plain(group.text))
        kind = context.kind("confidence", group)
        slots[11] += [plain(kind, group.text)] if kind else []
    if category[2] < bars.category:
        slots[8].append(plain(CATEGORIES[int(category[:2].argmax())]))


def fill_things(slots: Slots, context: Context, things: list[Filler], bars: Bars) -> None:
    """Fill the slots of physical targets."""
    for thing in things:
        slots[12].append(plain(thing.text))
        kind = context.kind("phys-type", thing, bars.type)
        slots[13] += [plain(kind, thing.text)] if kind else []
        slots[14].append(plain(context.count(thing), thing.text))
        nation = context.nation(thing)
        if nation:
            slots[15].append(plain(nation, thing.text))
        effect = context.kind("phys-effect", thing, bars.effect)
        slots[16] += [plain(effect, thing.text)] if effect else []


def fill_people(
    slots: Slots, context: Context, names: list[Filler], others: list[Filler], bars: Bars
) -> None:
    """Fill the slots of human targets: named persons, and descriptions of them or of others."""
    described = [
        (other, find_named(context.reading, other, names) or find_only(context, other, names))
        for other in others
    ]
    for name in names:
        own = [k for other, named in described if named is name for k in other.mentions]
        slots[18].append(plain(name.text))
        whole = Filler(name.text, name.fold, [*name.mentions, *own], name.own, name.sure)
        fill_person(slots, context, whole, "1", bars)
    for other, named in described:
        slots[19].append(plain(other.text, named.text if named else None))
        if named is None:
            fill_person(slots, context, other, context.count(other), bars)


def find_only(context: Context, other: Filler, names: list[Filler]) -> Filler | None:
    """Return the only person named, for a definite description of one: "the candidate"."""
    view = context.reading.view
    if len(names) != 1 or context.count(other) != "1":
        return None
    heads = (context.reading.mentions[k].at for k in other.own)
    definite = any(view.tokens[c].lemma == "the" for at in heads for c in view.children[at])
    return names[0] if definite else None


def fill_person(slots: Slots, context: Context, person: Filler, number: str, bars: Bars) -> None:
    """Fill what is asked about each human target."""
    kind = context.kind("hum-type", person, bars.type)
    slots[20] += [plain(kind, person.text)] if kind else []
    slots[21].append(plain(number, person.text))
    nation = context.nation(person)
    if nation:
        slots[22].append(plain(nation, person.text))
    effect = context.kind("hum-effect", person, bars.effect)
    slots[23] += [plain(effect, person.text)] if effect else []
