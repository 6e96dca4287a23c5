"""The task's lists of places and the keys' own in, the table of places out (places.tsv)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportedly.evaluate.muc4.template import Template

NATION = re.compile(r"[A-Z][A-Z. ]{2,38}")
PART = re.compile(r"([A-Z0-9][^()]*?)\s*(?:\(([^()]*)\))?\s*$")
SAME = re.compile(r"([A-Z0-9][A-Z0-9 .,]*?)\s*(?:->|=)\s*([A-Z0-9][A-Z0-9 .,]*?)\s*(?:<-NEW)?\s*$")
IN_KEY = 3  # a place of a key counts as much as three lines of the lists
Chain = tuple[str, tuple[tuple[str, str], ...]]


def write_places(task: Path, templates: Iterable[Template]) -> str:
    """Return the table, sorted, so that the same data make the same file."""
    nations = frozenset(read_nations(task / "set-list-foreign-nation.v5"))
    seen: Counter[tuple[str, str, str]] = Counter()
    held: set[tuple[str, str, str]] = set()
    for (country, chain), times in read_chains(task, templates, nations):
        for at, (name, kind) in enumerate(chain):
            seen[country, name, kind] += times
            if at:
                held.add((country, name, chain[at - 1][0]))
    lines = [f"nation\t{name}" for name in sorted(nations)]
    lines += ["\t".join(("place", *key, str(seen[key]))) for key in sorted(seen)]
    lines += ["\t".join(("in", *row)) for row in sorted(held)]
    lines += [f"same\t{a}\t{b}" for a, b in read_same(task / "places-synonyms.v3")]
    return "".join(f"{line}\n" for line in lines)


def read_nations(path: Path) -> Iterator[str]:
    """Yield the countries of the set list."""
    for line in path.read_text("utf8", errors="replace").splitlines():
        if NATION.fullmatch(line.strip()):
            yield line.strip()


def read_chains(
    task: Path, templates: Iterable[Template], nations: frozenset[str]
) -> Iterator[tuple[Chain, int]]:
    """Yield places with what holds them, and how much each counts."""
    for name in ("containing-areas-part1.v5", "containing-areas-part2"):
        for line in (task / name).read_text("utf8", errors="replace").splitlines():
            found = None if line.startswith("old") else read_chain(line.strip(), nations)
            if found:
                yield found, 1
    for template in templates:
        for fill in template.slots[3]:
            for value in fill.values:
                found = read_chain(value, nations)
                if found:
                    yield found, IN_KEY


def read_chain(text: str, nations: frozenset[str]) -> Chain | None:
    """Return `PERU: LIMA (CITY): MIRAFLORES (DISTRICT)` as its parts."""
    text = re.sub(r"\bmessage .*$", "", re.sub(r"\*.*$", "", text)).strip()
    country, *rest = (part.strip() for part in text.split(":"))
    if country.strip(" ?") not in nations:
        return None
    chain = []
    for part in rest:
        found = PART.match(part.split(" - ")[0].strip())
        if not found:
            return None
        chain.append((found[1].strip(), (found[2] or "").replace("?", "").strip()))
    return country.strip(" ?"), tuple(chain)


def read_same(path: Path) -> Iterator[tuple[str, str]]:
    """Yield other names of places with the name on the list."""
    for line in path.read_text("utf8", errors="replace").splitlines():
        found = SAME.match(line.strip())
        if found:
            yield found[1], found[2]
