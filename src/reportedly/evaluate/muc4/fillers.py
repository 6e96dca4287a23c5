"""An incident and a message's mentions in, the strings that fill its slots out.

Mentions of one wording are one string. A net sees, for each string, how sure the role net is of
each of its mentions, in the incident's sentences and outside, and which strings rival it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from reportedly.evaluate.muc4.incidents import KINDS, Bars
from reportedly.evaluate.muc4.mentions import SKIPPED, wording
from reportedly.evaluate.muc4.nets import Net, Sparse, hash_rows, squash
from reportedly.evaluate.muc4.reading import Floats, Reading

ROLES = {6: 0, 9: 1, 10: 2, 12: 3, 18: 4, 19: 5}  # slot -> column of the roles
INSTRUMENT, DOER, GROUP, THING, PERSON, PEOPLE = range(6)
NAME_KINDS = ("", "PER", "ORG", "LOC", "NORP", "FAC", "WEAPON", "VEHICLE", "TITLE")
UNLIKELY = 0.06  # a string whose every mention is below this in every role is not looked at
FILLER_WORDS = 4096  # numbers that a string's features in words are hashed to
BESIDE = 12  # tokens between a name and its short form in brackets


class Strings(msgspec.Struct, frozen=True):
    """The strings of a message that may fill something, with their features against an incident."""

    folds: list[str]
    mentions: list[list[int]]
    inside: list[list[int]]  # those of `mentions` in the incident's sentences
    numbers: Floats
    words: Sparse


class Filler(msgspec.Struct):
    """A string chosen for a role: how it is written, its mentions, and how sure it is."""

    text: str
    fold: str
    mentions: list[int]
    own: list[int]  # mentions of this very wording
    sure: float


def group_strings(
    reading: Reading, roles: Floats, kinds: Floats, sentences: tuple[int, ...], told: Floats, n: int
) -> Strings:
    """Return the message's strings seen from one incident of n; `told` are its scores."""
    so, sure = np.array(reading.sentence_of), 1 - kinds[:, 0]
    inside = np.zeros(len(sure), bool)
    inside[list(sentences)] = True
    by: dict[str, list[int]] = {}
    for k, folds in enumerate(reading.folds):
        by.setdefault(folds[0], []).append(k)
    heads: dict[str, list[int]] = {}
    for fold, ks in by.items():
        heads.setdefault((fold.split() or [""])[-1], []).extend(ks)
    peaks = {fold: roles[ks].max(0) for fold, ks in by.items()}
    all_peaks = np.array(list(peaks.values()))
    names, held, here, rows, words = [], [], [], [], []
    event = KINDS[1 + int(told[1:6].argmax())]
    for fold, ks in by.items():
        peak = peaks[fold]
        if peak.max() < UNLIKELY:
            continue
        ins = [k for k in ks if inside[so[k]]]
        best = max(ins or ks, key=lambda k: (roles[k].max(), -k))
        kind = reading.mentions[best].kind
        words.append(string_words(reading, best, fold, event))
        near = min(abs(int(so[k]) - s) for k in ks for s in sentences)
        alike = heads[(fold.split() or [""])[-1]]
        rows.append(
            np.concatenate(
                [
                    lean(peak),
                    lean(roles[ins].max(0) if ins else np.full(6, 0.001)),
                    lean(roles[ks].mean(0)),
                    lean(roles[alike].max(0)),
                    np.minimum((all_peaks > peak).sum(0), 4) / 2,
                    [len(ks) ** 0.5 / 2, len(ins) ** 0.5, min(near, 6) / 3, float(bool(ins)),
                     so[ks].min() / 10, sure[so[ks]].max(), sure.max(), n / 3,
                     len(fold.split()) / 4, float(n == 1)],
                    told[:12] * 2,
                    kinds[so[best]] * 2,
                    [float(kind == x) for x in NAME_KINDS],
                ]
            )
        )  # fmt: skip
        names.append(fold)
        held.append(ks)
        here.append(ins)
    width = 30 + 10 + 12 + 6 + len(NAME_KINDS)
    numbers = np.array(rows, dtype=np.float32).reshape(len(rows), width)
    return Strings(names, held, here, numbers, hash_rows(words, FILLER_WORDS))


def string_words(reading: Reading, k: int, fold: str, event: str) -> list[str]:
    """Return what a string's words tell of it in an incident of this kind."""
    token = reading.view.tokens[reading.mentions[k].at]
    head = token.lemma.lower()
    rel = token.rel.split(":")[0]
    up = reading.view.tokens[token.head].lemma.lower()
    out = [f"h={head}", f"e={event}|{head}", f"x={token.xpos}", f"r={rel}", f"g={up}",
           f"gr={up}|{rel}", f"ge={up}|{event}"]  # fmt: skip
    return out + [f"w={word}" for word in fold.split()]


def lean(p: Floats) -> Floats:
    """Return log odds, kept finite."""
    out: Floats = np.log((p + 2e-3) / (1 - p + 2e-3))
    return out


def score_strings(strings: Strings, nets: Sequence[Net]) -> Floats:
    """Return how likely each string fills each role, (strings, 6)."""
    if not strings.folds:
        return np.zeros((0, len(ROLES)), np.float32)
    out: Floats = np.mean([squash(net(strings.numbers, strings.words)) for net in nets], axis=0)
    return out


def choose_fillers(
    reading: Reading, roles: Floats, strings: Strings, sure: Floats, bars: Bars
) -> list[list[Filler]]:
    """Return the strings of each role, the surest first; one that says another again is dropped."""
    if not strings.folds:
        return [[] for _ in ROLES]
    out = []
    for role in range(len(ROLES)):
        kept: list[Filler] = []
        for n in np.argsort(-sure[:, role], kind="stable"):
            if sure[n, role] < bars.roles[role]:
                break
            if all(w.lower() in SKIPPED or w.isdigit() for w in strings.folds[n].split()):
                continue
            ks = strings.mentions[n]
            if role == PERSON and not any(is_person(reading, k) for k in ks):
                continue
            own = strings.inside[n] or ks
            new = Filler("", strings.folds[n], list(ks), own, float(sure[n, role]))
            if not any(absorbs(reading, old, new, role) for old in kept):
                kept.append(new)
        for filler in kept:
            best = max(filler.own, key=lambda k: (roles[k, role], -k))
            filler.text = write(reading, best, role)
            filler.own = [best, *(k for k in filler.own if k != best)]
            filler.mentions = [k for k in filler.mentions if k in filler.own] or filler.mentions
        out.append(kept)
    return out


def is_person(reading: Reading, k: int) -> bool:
    """Tell whether a mention may be a person's name."""
    mention = reading.mentions[k]
    return mention.kind in ("PER", "") and reading.view.tokens[mention.at].upos == "PROPN"


def absorbs(reading: Reading, old: Filler, new: Filler, role: int) -> bool:
    """Tell whether the new string says the old one again; if so the old takes its mentions."""
    a, b = set(old.fold.split()), set(new.fold.split())
    nested = a <= b or b <= a
    if role == PERSON:
        same = nested
        if same and len(a) < len(b):  # the fullest name is wanted
            old.fold, old.own = new.fold, new.own
    elif role == GROUP:
        same = any(is_short_for(reading, x, y) for x in new.mentions for y in old.mentions)
    else:
        one, other = stem(new.fold), stem(old.fold)
        same = one in other or other in one
    if same:
        old.mentions += new.mentions
    return same


def stem(fold: str) -> str:
    """Return a string with its plurals cut, spaces around: "JESUIT PRIESTS" holds "JESUITS"."""
    return f" {' '.join(word.removesuffix('S') for word in fold.split())} "


def is_short_for(reading: Reading, x: int, y: int) -> bool:
    """Tell whether one of two names is the other's short form: "FMLN", or in brackets beside it."""
    short, long = sorted((reading.folds[x][0], reading.folds[y][0]), key=len)
    words = long.split()
    if " " not in short:
        small = ("OF", "THE", "FOR", "AND", "DE")
        first = ("".join(w[0] for w in words), "".join(w[0] for w in words if w not in small))
        if short in first:
            return True
    a, b = sorted((reading.mentions[x].at, reading.mentions[y].at))
    if b - a >= BESIDE or reading.sentence_of[x] != reading.sentence_of[y]:
        return False
    return any(reading.view.tokens[i].text in ("[", "(") for i in range(a, b))


def write(reading: Reading, k: int, role: int) -> str:
    """Return a mention as its slot wants it: a person's name bare, others with "of" and so on."""
    mention = reading.mentions[k]
    bare = role == PERSON or mention.kind == "PER"
    return wording(reading.view, *mention.wordings[0 if bare else 1]).upper()


def find_named(reading: Reading, filler: Filler, names: list[Filler]) -> Filler | None:
    """Return the person whom a description names: "mayor Jose Ruiz", "Ruiz, the mayor"."""
    view = reading.view
    for k in filler.mentions:
        m = reading.mentions[k]
        for name in names:
            for q in name.mentions:
                n = reading.mentions[q]
                held = view.name_at.get(n.at)
                if held and 0 <= held.first - 1 - m.last <= (m.kind == "TITLE"):
                    return name
                up, down = view.tokens[m.at], view.tokens[n.at]
                if up.head == n.at and up.rel.startswith("appos"):
                    return name
                if down.head == m.at and down.rel.split(":")[0] in ("appos", "flat"):
                    return name
                if down.head == m.at and down.rel.startswith("nmod:"):
                    return name
    return None
