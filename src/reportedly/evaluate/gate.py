"""Figures and floors in, what fell below out. Floors only rise.

The floors of a folder of gold reports stand beside them, in floors.toml, with a fingerprint of the
reports: figures over other reports say nothing about these floors.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated

import msgspec

from reportedly.errors import ReportedlyError, UsageError
from reportedly.evaluate.gold import find_reports
from reportedly.evaluate.score import Figures, Ratio
from reportedly.ids import make_id

FILE_NAME = "floors.toml"
HEAD = """\
# Floors of quality on the reports in this folder. `reportedly evaluate` stops where a figure is
# below its floor; with --pin it raises them, and lowers one only with --lower-floor NAME.
"""

# The quantised model gives slightly different figures on other processors, and one case more or
# less must not stop a change: a floor stands this far below the figure, or one case below it.
MARGIN = 0.02
NO_MARGIN = ("evidence_true",)  # no measurement but a promise: a span that is false is a bug
# Precision and recall may be traded for each other; F1 holds their balance.
NO_FLOOR = ("found_P", "found_R", "typed_P", "typed_R")
PLACES = 3  # decimals that are left when the noise of binary fractions is taken off


class Floors(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The lowest figures that pass, and the fingerprint of the reports they were measured on."""

    fingerprint: str
    floors: Mapping[str, Annotated[float, msgspec.Meta(ge=0, le=1)]] = {}


class Shortfall(msgspec.Struct, frozen=True, kw_only=True):
    """A figure below its floor; the value is None where nothing was left to measure it on."""

    name: str
    floor: float
    value: float | None


def take_fingerprint(folder: Path) -> str:
    """Return a hash of the folder's reports, names and bytes."""
    return make_id(
        *((p.name, hashlib.sha256(p.read_bytes()).hexdigest()) for p in find_reports(folder))
    )


def read_floors(folder: Path) -> Floors | None:
    """Return the folder's floors, or None where it has none."""
    path = folder / FILE_NAME
    if not path.exists():
        return None
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Floors)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        what, _, key = str(error).partition(" - at `$")
        place = f"{path}: {key.strip('.`')}" if key else f"{path}"
        raise ReportedlyError(f"{place}: {what[:1].lower()}{what[1:]}") from error


def require_fit(floors: Floors, folder: Path) -> None:
    """Stop where the reports are not those that the floors were measured on."""
    fingerprint = take_fingerprint(folder)
    if floors.fingerprint != fingerprint:
        raise ReportedlyError(
            f"{folder / FILE_NAME}: fingerprint = {floors.fingerprint!r}: the reports have changed "
            f"since (now {fingerprint!r}): wanted `reportedly evaluate {folder} --pin`"
        )


def check(figures: Figures, floors: Floors) -> tuple[Shortfall, ...]:
    """Return what fell below its floor."""
    short = []
    for name, floor in floors.floors.items():
        ratio = figures.ratios.get(name)
        if ratio is None or ratio.value < floor:
            value = ratio.value if ratio else None
            short.append(Shortfall(name=name, floor=floor, value=value))
    return tuple(short)


def propose_floor(name: str, ratio: Ratio) -> float:
    """Return the floor that a figure supports."""
    margin = 0.0 if name in NO_MARGIN else max(MARGIN, 1 / ratio.n)
    # Never rounded up: with one case lost, a figure of few cases stands exactly on its floor.
    thousandths = math.floor(round((ratio.value - margin) * 1000, PLACES))
    return max(0, thousandths) / 1000


def pin_floors(
    figures: Figures, floors: Floors | None, fingerprint: str, *, lower: Collection[str] = ()
) -> Floors:
    """Return the floors raised to what the figures support; only those named in `lower` may fall.

    New reports do not wipe the slate: what the old ones held stays until it is lowered by name.
    """
    old = dict(floors.floors) if floors else {}
    for name in lower:
        if name not in old:
            have = ", ".join(old) or "none"
            raise UsageError(f"--lower-floor {name}: wanted a floor that there is: {have}")
    new = {name: floor for name, floor in old.items() if name not in lower}
    for name, ratio in figures.ratios.items():
        if name not in NO_FLOOR:
            new[name] = max(new.get(name, 0.0), propose_floor(name, ratio))
    order = [*figures.ratios, *old]
    kept = sorted((name for name, floor in new.items() if floor > 0), key=order.index)
    return Floors(fingerprint=fingerprint, floors={name: new[name] for name in kept})


def write_floors(floors: Floors) -> str:
    """Return the floors as the text of floors.toml."""
    lines = [f'{HEAD}\nfingerprint = "{floors.fingerprint}"\n', "[floors]"]
    lines += [f"{name} = {floor}" for name, floor in floors.floors.items()]
    return "\n".join(lines) + "\n"
