"""The measures of today's papers, on five string roles: templates in, precision, recall, F out.

Papers since 2019 keep five of the 24 slots and call a fill of the key an entity, its alternatives
the entity's mentions. What a response gives is right if it is one of those mentions, but for case,
punctuation and articles. Optional fills and templates count like the others. Two measures:

- CEAF-REE (Du, Rush and Cardie 2021, GRIT): the entities of a whole message, role by role; each
  of the response's stands for one of the key's at most.
- Template filling (Du, Rush and Cardie 2021, GTT; IterX compares with it): templates are paired,
  as is best for the response, if their types agree; the type counts as a sixth role.

The figures of those papers are of TST3 and TST4 together, 200 messages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from reportedly.evaluate.muc4.score import group, keep
from reportedly.evaluate.muc4.tally import measure_f, share
from reportedly.evaluate.muc4.template import NULL, Template
from reportedly.records.base import Record

ROLES = {"PerpInd": 9, "PerpOrg": 10, "Target": 12, "Victim": 18, "Weapon": 6}  # by slot
TYPE = "type"  # the sixth role of template filling
TYPE_SLOT = 4
ARTICLES = re.compile(r"\b(?:a|an|the)\b")
PUNCTUATION = re.compile(r"[^\w\s]|_")

Entity = frozenset[str]
Filled = Mapping[str, tuple[Entity, ...]]  # by role


class Hits(Record, frozen=True, kw_only=True):
    """Entities given and wanted, and how many of each are right."""

    given_right: int = 0
    given: int = 0
    wanted_right: int = 0
    wanted: int = 0

    def __add__(self, other: Hits) -> Hits:
        return Hits(
            given_right=self.given_right + other.given_right,
            given=self.given + other.given,
            wanted_right=self.wanted_right + other.wanted_right,
            wanted=self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float | None:
        """Return the share of what was given that is right; percent."""
        return share(self.given_right, self.given)

    @property
    def recall(self) -> float | None:
        """Return the share of what was wanted that was given; percent."""
        return share(self.wanted_right, self.wanted)

    @property
    def f(self) -> float:
        """Return F1; percent."""
        return measure_f(self.recall, self.precision)


def normalize(text: str) -> str:
    """Return a mention without case, punctuation and articles."""
    return " ".join(ARTICLES.sub(" ", PUNCTUATION.sub("", text.lower())).split())


def read_roles(template: Template) -> dict[str, tuple[Entity, ...]]:
    """Return a template's entities, role by role."""
    return {
        role: tuple(
            frozenset(normalize(value) for value in fill.values if value != NULL)
            for fill in template.slots[slot]
            if fill.values != (NULL,)
        )
        for role, slot in ROLES.items()
    }


def merge(templates: Iterable[Template]) -> dict[str, tuple[Entity, ...]]:
    """Return a message's entities: one that holds, or is held by, one before it adds nothing."""
    merged: dict[str, list[Entity]] = {role: [] for role in ROLES}
    for template in templates:
        for role, entities in read_roles(template).items():
            for entity in entities:
                if not any(entity <= known or known <= entity for known in merged[role]):
                    merged[role].append(entity)
    return {role: tuple(entities) for role, entities in merged.items()}


def count_pairs(given: Sequence[Entity], wanted: Sequence[Entity]) -> int:
    """Return how many entities can be paired, each once, a response's within one of the key's."""
    holder: dict[int, int] = {}  # which of the given stands for which of the wanted

    def place(g: int, tried: set[int]) -> bool:
        for w, entity in enumerate(wanted):
            if w not in tried and given[g] <= entity:
                tried.add(w)
                if w not in holder or place(holder[w], tried):
                    holder[w] = g
                    return True
        return False

    return sum(place(g, set()) for g in range(len(given)))


def score_messages(keys: Iterable[Template], responses: Iterable[Template]) -> dict[str, Hits]:
    """Return CEAF-REE, role by role."""
    wanted, given = group(keys), group(responses)
    total: dict[str, Hits] = defaultdict(Hits)
    for message, templates in wanted.items():
        theirs, mine = merge(keep(templates)), merge(keep(given.get(message, ())))
        for role in ROLES:
            right = count_pairs(mine[role], theirs[role])
            total[role] += Hits(
                given_right=right,
                given=len(mine[role]),
                wanted_right=right,
                wanted=len(theirs[role]),
            )
    return dict(total)


def score_templates(keys: Iterable[Template], responses: Iterable[Template]) -> dict[str, Hits]:
    """Return template filling, role by role, the type first."""
    wanted, given = group(keys), group(responses)
    total: dict[str, Hits] = {role: Hits() for role in (TYPE, *ROLES)}
    for message, templates in wanted.items():
        theirs = drop_repeated(keep(templates))
        mine = keep(given.get(message, ()))
        for one in mine:
            add(total, hit(None, one))
        for one in theirs:
            add(total, hit(one, None))
        for k, r in choose_pairs(theirs, mine):
            add(total, hit(theirs[k], mine[r]))
    return total


def add(total: dict[str, Hits], hits: Mapping[str, Hits]) -> None:
    """Add counts to a total."""
    for role, counted in hits.items():
        total[role] += counted


def drop_repeated(templates: Sequence[Template]) -> list[Template]:
    """Return the templates that differ in type or roles."""
    seen: dict[object, Template] = {}
    for template in templates:
        types = tuple(fill.values for fill in template.slots[TYPE_SLOT])
        seen.setdefault((types, *read_roles(template).items()), template)
    return list(seen.values())


def hit(key: Template | None, response: Template | None) -> dict[str, Hits]:
    """Return what two templates add when paired, or what one alone has to be found."""
    if key is not None and response is not None:
        theirs, mine = read_roles(key), read_roles(response)
        found = {role: hit_role(mine[role], theirs[role]) for role in ROLES}
        return {TYPE: Hits(given_right=1, wanted_right=1), **found}
    if response is not None:
        sizes = {role: len(entities) for role, entities in read_roles(response).items()}
        return {role: Hits(given=size) for role, size in {TYPE: 1, **sizes}.items()}
    assert key is not None
    sizes = {role: len(entities) for role, entities in read_roles(key).items()}
    return {role: Hits(wanted=size) for role, size in {TYPE: 1, **sizes}.items()}


def hit_role(mine: Sequence[Entity], theirs: Sequence[Entity]) -> Hits:
    """Return how many of each side are right; one may answer for several, as in GTT's program."""
    return Hits(
        given_right=sum(any(a <= b for b in theirs) for a in mine),
        wanted_right=sum(any(a <= b for a in mine) for b in theirs),
    )


def agree(key: Template, response: Template) -> bool:
    """Tell whether the response's type is one that the key allows."""
    wanted = {value.upper() for fill in key.slots[TYPE_SLOT] for value in fill.values}
    return any(v.upper() in wanted for fill in response.slots[TYPE_SLOT] for v in fill.values)


def choose_pairs(keys: Sequence[Template], responses: Sequence[Template]) -> list[tuple[int, int]]:
    """Return the pairs of templates by which most is right.

    GTT's program tries every way and takes the best F; that most hits give the best F is so but
    where one entity answers for several.
    """
    worth = {
        (k, r): sum(h.given_right + h.wanted_right for h in hit(key, response).values())
        for k, key in enumerate(keys)
        for r, response in enumerate(responses)
        if agree(key, response)
    }

    @cache
    def best(r: int, used: frozenset[int]) -> tuple[int, tuple[tuple[int, int], ...]]:
        if r == len(responses):
            return 0, ()
        top = best(r + 1, used)
        for k in range(len(keys)):
            if k not in used and (k, r) in worth:
                score, pairs = best(r + 1, used | {k})
                if score + worth[k, r] > top[0]:
                    top = score + worth[k, r], ((k, r), *pairs)
        return top

    return list(best(0, frozenset())[1])


def sum_hits(hits: Mapping[str, Hits]) -> Hits:
    """Return the micro average's counts."""
    return sum(hits.values(), Hits())


def write_roles(keys: Sequence[Template], responses: Sequence[Template]) -> Iterator[str]:
    """Yield both measures as lines, role by role."""
    measured = {
        "CEAF-REE": score_messages(keys, responses),
        "TEMPLATES": score_templates(keys, responses),
    }
    for name, hits in measured.items():
        yield f"{name:<10} REC   PRE    F1"
        for role, counted in (hits | {"micro": sum_hits(hits)}).items():
            measures = (counted.recall or 0.0, counted.precision or 0.0, counted.f)
            yield f"{role:<8} " + " ".join(f"{m:5.2f}" for m in measures)
