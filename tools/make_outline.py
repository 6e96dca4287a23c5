"""The world's outlines in, a small picture of them out: the map's first paint.

    python tools/make_outline.py [--check]

Before the map's script has run (and where it cannot), static/css/plots.css shows this picture where
the map will stand. Every border is drawn once, by the arcs of the atlas, in Mercator's projection
on a square of SIDE units, as the map has it. `--check` fails where the file is not what this makes.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

STATIC = Path(__file__).parents[1] / "src/reportedly/web/static"
ATLAS, OUT = STATIC / "vendor/atlas/110m.json", STATIC / "world.svg"
SIDE = 5120  # units
WIDTH = 2.5  # of a line, in units; four of them make a pixel
FAR = 84.0  # degrees; beyond, the projection goes to infinity
Place = tuple[float, float]
Point = tuple[int, int]


def read_arcs(world: dict[str, Any]) -> Iterator[list[Place]]:
    """Yield the atlas's lines, as longitudes and latitudes."""
    (kx, ky), (dx, dy) = world["transform"]["scale"], world["transform"]["translate"]
    for arc in world["arcs"]:
        x = y = 0
        line: list[Place] = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            line.append((x * kx + dx, y * ky + dy))
        yield line


def project(place: Place) -> Point:
    """Return where a place stands on the square."""
    longitude, latitude = place[0], max(-FAR, min(FAR, place[1]))
    north = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    x, y = (longitude + 180) / 360, 0.5 - north / (2 * math.pi)
    return round(x * SIDE), round(y * SIDE)


def is_cut(a: Point, b: Point) -> bool:
    """Tell whether a step runs along the square's edge or across it: no coast, but where it is
    cut."""
    return abs(a[0] - b[0]) > SIDE / 2 or (a[0] == b[0] and a[0] in (0, SIDE))


def draw(line: list[Place]) -> str:
    """Return a line as a path, each step from the one before; steps of no length are left out."""
    parts: list[str] = []
    pen: Point | None = None
    for a, b in pairwise(project(place) for place in line):
        if a == b or is_cut(a, b):
            continue
        if pen != a:
            parts.append(f"M{a[0]} {a[1]}l")
        parts.append(f"{b[0] - a[0]} {b[1] - a[1]} ")
        pen = b
    return "".join(parts).replace(" -", "-").replace(" M", "M").strip()


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ap.add_argument("--check", action="store_true")
    check = ap.parse_args().check
    lines = read_arcs(json.loads(ATLAS.read_text(encoding="utf-8")))
    text = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<path fill="none" stroke="#000" stroke-width="{WIDTH}" d="{"".join(map(draw, lines))}"/>'
        "</svg>\n"
    )
    if check:
        return 0 if OUT.read_text(encoding="utf-8") == text else 1
    OUT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
