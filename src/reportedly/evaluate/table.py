"""Figures in, lines for a screen or a log out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportedly.evaluate.gate import Floors, Shortfall
from reportedly.evaluate.marks import Mark
from reportedly.evaluate.score import Figures

NAME = 26  # width of the column of names
ANCHOR_CHARACTERS = 80


def write_table(figures: Figures, floors: Floors | None = None) -> Iterator[str]:
    """Yield the types, the counts and the figures, each with its cases and its floor."""
    for name, count in figures.types.items():
        yield (
            f"{name:{NAME}} gold {count.gold:4d}  coded {count.coded:4d}  "
            f"P {count.precision:.2f}  R {count.recall:.2f}  F1 {count.f1.value:.2f}"
        )
    for name in ("documents", "missing_documents", "issues", "gold_events", "coded_events"):
        yield f"{name:{NAME}} {getattr(figures, name)}"
    held = floors.floors if floors else {}
    for name, ratio in figures.ratios.items():
        floor = f"  floor {held[name]:.3f}" if name in held else ""
        yield f"{name:{NAME}} {ratio.value:.3f}  {f'(n={ratio.n})':8}{floor}".rstrip()


def write_errors(errors: Iterable[Mark]) -> Iterator[str]:
    """Yield one line for each error: report, field, wanted, got and anchor, parted by tabs."""
    for error in errors:
        cells = (error.report, error.field, error.wanted, error.got, error.anchor)
        yield "\t".join(" ".join(cell.split())[:ANCHOR_CHARACTERS] for cell in cells)


def write_shortfalls(shortfalls: Iterable[Shortfall]) -> Iterator[str]:
    """Yield one line for each figure below its floor."""
    for short in shortfalls:
        value = "not measured" if short.value is None else f"{short.value:.3f}"
        yield f"below its floor: {short.name} = {value}: wanted at least {short.floor:.3f}"
