"""A Reading and its key in, what the layer should say of it out: sentences, mentions, fillers.

The key names strings and not places in the text; where a string stands, its incident is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reportedly.evaluate.muc4.fillers import ROLES
from reportedly.evaluate.muc4.form import CATEGORIES, STAGES, TOLD, WEAPONS
from reportedly.evaluate.muc4.incidents import KINDS
from reportedly.evaluate.muc4.mentions import fold
from reportedly.evaluate.muc4.reading import Reading
from reportedly.evaluate.muc4.template import NULL, Template

Floats = NDArray[np.float32]
# Words of each kind of incident: a sentence that names a target and holds one tells it.
CUES = {
    "ATTACK": "kill murder attack assassinate die death massacre shoot assassination killing fire "
    "wound dead execute torture clash ambush slay gun strafe threaten threat victim",
    "BOMBING": "bomb explode explosion bombing dynamite blast device explosive detonate charge "
    "destroy blow rocket damage mine grenade",
    "KIDNAPPING": "kidnap abduct kidnapping hostage abduction hold release captive seize disappear "
    "capture kidnapper ransom free",
    "ARSON": "burn fire arson torch incendiary destroy",
    "ROBBERY": "steal rob robbery theft hijack take loot money",
}
WORDS = {kind: frozenset(words.split()) for kind, words in CUES.items()}
SHARES = {6: 1.0, 9: 0.5, 10: 0.3, 12: 1.5, 18: 1.5, 19: 1.5}  # how much a string's slot tells
CUE_FACTOR, CUE_POINTS = 1.6, 0.3
CATEGORY = slice(len(KINDS) + len(STAGES), len(KINDS) + len(STAGES) + len(CATEGORIES))
TELLS, MAY_TELL = 0.6, 0.25  # points at which a sentence tells, or may tell, an incident


def kind_of(template: Template) -> int:
    """Return the number of a template's kind of incident; hijackings go with robberies."""
    value = template.slots[4][0].values[0] if template.slots[4] else "ATTACK"
    return KINDS.index(value) if value in KINDS else 5 if value == "HIJACKING" else 1


def find_strings(reading: Reading) -> dict[str, list[int]]:
    """Return the mentions of each string."""
    by: dict[str, list[int]] = defaultdict(list)
    for k, folds in enumerate(reading.folds):
        for f in set(folds):
            by[f].append(k)
    return by


def mark_roles(reading: Reading, templates: Sequence[Template]) -> Floats:
    """Return (mentions, 6): 1 where the key gives the mention's string that role."""
    out = np.zeros((len(reading.mentions), len(ROLES)), np.float32)
    by = find_strings(reading)
    for template in templates:
        for slot, role in ROLES.items():
            for fill in template.slots[slot]:
                for value in fill.values:
                    out[by.get(fold(value), []), role] = 1
    return out


def tie_sentences(reading: Reading, templates: Sequence[Template]) -> Floats:
    """Return (sentences, templates): points for each sentence telling each incident."""
    view, by = reading.view, find_strings(reading)
    out = np.zeros((len(view.sentences), len(templates)), np.float32)
    lemmas = [{t.lemma.lower() for t in view.tokens[a:b]} for a, b in view.sentences]
    for j, template in enumerate(templates):
        cues = WORDS[KINDS[kind_of(template)]]
        for slot, share in SHARES.items():
            for fill in template.slots[slot]:
                at = {reading.sentence_of[k] for v in fill.values for k in by.get(fold(v), [])}
                for s in at:
                    out[s, j] += share * (0.5 if fill.optional else 1) / len(at) ** 0.5
        for s in range(len(lemmas)):
            if out[s, j] > 0 and lemmas[s] & cues:
                out[s, j] = out[s, j] * CUE_FACTOR + CUE_POINTS
    return out


def mark_sentences(ties: Floats, templates: Sequence[Template]) -> tuple[Floats, Floats]:
    """Return (sentences, 6) shares of the kinds, and how much each sentence counts."""
    wanted = np.zeros((len(ties), len(KINDS)), np.float32)
    weights = np.ones(len(ties), np.float32)
    for s in range(len(ties)):
        if not templates or ties[s].max() < MAY_TELL:
            wanted[s, 0] = 1
            continue
        j = int(ties[s].argmax())
        kind, points = kind_of(templates[j]), float(ties[s, j])
        if points >= TELLS:
            wanted[s, kind], weights[s] = 1, 0.4 if templates[j].optional else 1.0
        else:
            wanted[s, 0], wanted[s, kind], weights[s] = 1 - points, points, 0.5
    return wanted, weights


def mark_incident(template: Template) -> Floats:
    """Return what the incident net should tell of a template, by TOLD."""
    out = np.zeros(len(TOLD), np.float32)
    out[kind_of(template)] = 1
    stage = [v for f in template.slots[5] for v in f.values][:1]
    if stage:
        out[len(KINDS) + STAGES.index(stage[0])] = 1
    at = len(KINDS) + len(STAGES)
    known = [v for f in template.slots[8] for v in f.values if v in CATEGORIES]
    if known:
        sure = 0.5 if template.slots[8][0].optional else 1.0
        out[at + CATEGORIES.index(known[0])], out[at + 2] = sure, 1 - sure
    else:
        out[at + 2] = 1
    for fill in template.slots[7]:
        if (not fill.refs or fill.refs[0] == NULL) and fill.values[0] in WEAPONS:
            out[at + 3 + WEAPONS.index(fill.values[0])] = 0.5 if fill.optional else 1
    return out


def referring(template: Template, slot: int | None, values: Sequence[str]) -> str | None:
    """Return the first value of a slot that points to one of these strings."""
    if slot is None:
        return None
    wanted = {fold(v) for v in values}
    found = (f.values[0] for f in template.slots[slot] if any(fold(r) in wanted for r in f.refs))
    return next(found, None)


# slot of the strings, the nets that it teaches, and the slots those learn from
TAUGHT = (
    (18, ("hum-type", 20), ("hum-effect", 23)),
    (19, ("hum-type", 20), ("hum-effect", 23)),
    (12, ("phys-type", 13), ("phys-effect", 16)),
    (10, ("confidence", 11), None),
    (6, ("instrument", 7), None),
)


def mark_kinds(
    reading: Reading, templates: Sequence[Template], ties: Floats
) -> dict[str, list[tuple[int, str, float]]]:
    """Return for each net of kinds: mentions, what they are, and how much that counts."""
    by = find_strings(reading)
    out: dict[str, list[tuple[int, str, float]]] = defaultdict(list)
    for j, template in enumerate(templates):
        for slot, *nets in TAUGHT:
            for fill in template.slots[slot]:
                refs = fill.refs if slot == 19 and fill.refs else fill.values
                for k in (k for v in fill.values for k in by.get(fold(v), [])):
                    for net in filter(None, nets):
                        value = referring(template, net[1], refs)
                        effect = net[0].endswith("effect")
                        tie = min(float(ties[reading.sentence_of[k], j]), 1.5)
                        if value or effect:
                            out[net[0]].append((k, value or "NONE", 0.3 + tie if effect else 1.0))
    return out


def closest(ties: Floats, sentences: Sequence[int]) -> int | None:
    """Return the template that some sentences tell, or None."""
    if not ties.shape[1]:
        return None
    points = ties[list(sentences)].sum(0)
    return int(points.argmax()) if points.max() > 0.4 else None


def mark_strings(reading: Reading, mentions: list[list[int]], template: Template | None) -> Floats:
    """Return (strings, 6): 1 where the template has the string in that role."""
    out = np.zeros((len(mentions), len(ROLES)), np.float32)
    if template is None:
        return out
    for slot, role in ROLES.items():
        wanted = {fold(v) for f in template.slots[slot] for v in f.values}
        for n, ks in enumerate(mentions):
            out[n, role] = any(f in wanted for k in ks for f in reading.folds[k])
    return out


def mark_places(template: Template, names: Sequence[str]) -> Floats:
    """Return (names, 1): 1 where the template's narrowest place, in any reading, has that name."""
    wanted = {
        value.split(":")[-1].split("(")[0].strip()
        for fill in template.slots[3]
        for value in fill.values
        if ":" in value
    }
    return np.array([[float(name in wanted)] for name in names], np.float32)
