"""Places of the task: names found in a text, and what kind of place each is, in which country.

The list (places.tsv) is made by training/muc4.py from the lists given to all participants and
from the keys it learns on: country, name, kind, the place it lies in, how often it was seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources

import msgspec

from reportedly.coding.view import View

NINE = frozenset(
    {
        "EL SALVADOR", "GUATEMALA", "HONDURAS", "ARGENTINA", "BOLIVIA", "CHILE", "COLOMBIA",
        "ECUADOR", "PERU",
    }
)  # fmt: skip
PEOPLES = {
    "SALVADORAN": "EL SALVADOR", "SALVADORANS": "EL SALVADOR", "GUATEMALAN": "GUATEMALA",
    "GUATEMALANS": "GUATEMALA", "HONDURAN": "HONDURAS", "HONDURANS": "HONDURAS",
    "ARGENTINE": "ARGENTINA", "BOLIVIAN": "BOLIVIA", "CHILEAN": "CHILE", "COLOMBIAN": "COLOMBIA",
    "COLOMBIANS": "COLOMBIA", "ECUADORAN": "ECUADOR", "ECUADOREAN": "ECUADOR",
    "PERUVIAN": "PERU", "PERUVIANS": "PERU", "FMLN": "EL SALVADOR", "BOGOTA": "COLOMBIA",
    "LIMA": "PERU", "SANTIAGO": "CHILE", "MEDELLIN": "COLOMBIA",
}  # fmt: skip
SEATS = {
    "SAN SALVADOR": "EL SALVADOR", "GUATEMALA CITY": "GUATEMALA", "TEGUCIGALPA": "HONDURAS",
    "BUENOS AIRES": "ARGENTINA", "LA PAZ": "BOLIVIA", "SANTIAGO": "CHILE", "BOGOTA": "COLOMBIA",
    "QUITO": "ECUADOR", "LIMA": "PERU", "MEDELLIN": "COLOMBIA",
}  # fmt: skip
FOREIGN = {
    **{word: name for word, name in PEOPLES.items() if word not in SEATS and word != "FMLN"},
    "U.S.": "UNITED STATES", "US": "UNITED STATES", "AMERICAN": "UNITED STATES",
    "AMERICANS": "UNITED STATES", "SPANISH": "SPAIN", "SPANIARD": "SPAIN", "SPANIARDS": "SPAIN",
    "FRENCH": "FRANCE", "GERMAN": "WEST GERMANY", "GERMANS": "WEST GERMANY", "ITALIAN": "ITALY",
    "BRITISH": "UNITED KINGDOM", "SWISS": "SWITZERLAND", "JAPANESE": "JAPAN", "CUBAN": "CUBA",
    "CUBANS": "CUBA", "NICARAGUAN": "NICARAGUA", "NICARAGUANS": "NICARAGUA", "SOVIET": "USSR",
    "MEXICAN": "MEXICO", "MEXICANS": "MEXICO", "BRAZILIAN": "BRAZIL", "VENEZUELAN": "VENEZUELA",
    "PANAMANIAN": "PANAMA", "CANADIAN": "CANADA", "DUTCH": "NETHERLANDS", "ISRAELI": "ISRAEL",
    "CHINESE": "PEOPLES REP OF CHINA", "COSTA": "COSTA RICA", "BELGIAN": "BELGIUM",
    "SWEDISH": "SWEDEN", "EGYPTIAN": "EGYPT",
}  # fmt: skip


class PlaceBook(msgspec.Struct, frozen=True):
    """`kinds[name]` are (country, kind, times seen); `parents[(country, name)]` what holds it."""

    kinds: dict[str, tuple[tuple[str, str, int], ...]]
    parents: dict[tuple[str, str], frozenset[str]]
    other_names: dict[str, str]
    nations: frozenset[str]
    by_first: dict[str, tuple[tuple[str, ...], ...]]

    def find(self, view: View) -> list[tuple[int, str]]:
        """Return the names in a text, longest first where they overlap: (token, name)."""
        words = [t.text.upper() for t in view.tokens]
        out, i = [], 0
        while i < len(words):
            step = 1
            for name in self.by_first.get(words[i], ()):
                alone = len(name) == 1 and view.tokens[i].upos != "PROPN"
                if tuple(words[i : i + len(name)]) == name and not alone:
                    out.append((i, " ".join(name)))
                    step = len(name)
                    break
            i += step
        return out

    def country(self, view: View, dateline: str, found: Sequence[tuple[int, str]]) -> str:
        """Return which of the nine countries the message is about, by what it names."""
        points: dict[str, float] = {}

        def add(country: str | None, much: float) -> None:
            if country in NINE:
                points[country] = points.get(country, 0) + much

        for token in view.tokens:
            add(PEOPLES.get(token.text.upper()), 1)
        for _, name in found:
            if name in NINE:
                add(name, 2)
            elif name in self.kinds:
                add(max(self.kinds[name], key=lambda k: (k[2], k))[0], 0.5)
        add(SEATS.get(dateline.split("(")[0].strip()), 3)
        return max(sorted(points), key=points.__getitem__) if points else "EL SALVADOR"

    def kind(self, name: str, country: str, after: str) -> str | None:
        """Return a place's kind in a country; None where it has no such place.

        `after` is the word that follows: "Morazan Department" is no city.
        """
        known = [(times, kind) for c, kind, times in self.kinds.get(name, ()) if c == country]
        if not known:
            return None
        said = [kind for _, kind in known if kind and kind == after]
        return said[0] if said else max(known)[1]


def read_places(text: str) -> PlaceBook:
    """Return the book from its table: tab-separated lines, the first word saying of what sort."""
    kinds: dict[str, list[tuple[str, str, int]]] = {}
    parents: dict[tuple[str, str], set[str]] = {}
    other: dict[str, str] = {}
    nations: set[str] = set()
    for line in text.splitlines():
        sort, *cells = line.split("\t")
        if sort == "place":
            country, name, kind, times = cells
            kinds.setdefault(name, []).append((country, kind, int(times)))
        elif sort == "in":
            parents.setdefault((cells[0], cells[1]), set()).add(cells[2])
        elif sort == "same":
            other[cells[0]] = cells[1]
        elif sort == "nation":
            nations.add(cells[0])
    first: dict[str, set[tuple[str, ...]]] = {}
    for name in (*kinds, *other, *nations):
        words = tuple(name.split())
        first.setdefault(words[0], set()).add(words)
    return PlaceBook(
        kinds={n: tuple(k) for n, k in kinds.items()},
        parents={n: frozenset(p) for n, p in parents.items()},
        other_names=other,
        nations=frozenset(nations),
        by_first={w: tuple(sorted(ns, key=lambda n: (-len(n), n))) for w, ns in first.items()},
    )


@cache
def load_places() -> PlaceBook:
    """Return the packaged book."""
    return read_places(
        resources.files(__package__).joinpath("places.tsv").read_text(encoding="utf-8")
    )
