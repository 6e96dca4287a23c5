"""A score in, the official table of 1992 out, line by line."""

from __future__ import annotations

import math
from collections.abc import Iterator

from reportedly.evaluate.muc4.score import Score, sum_all, sum_slot
from reportedly.evaluate.muc4.slots import read_slots
from reportedly.evaluate.muc4.tally import Tally, add_up, measure_f, share

HEAD = "SLOT                  POS  ACT| COR PAR INC|ICR IPA| SPU  MIS  NON|REC PRE OVG"
RULE = "-" * 31 + "+" + "-" * 12 + "+" + "-" * 7 + "+" + "-" * 15 + "+" + "-" * 12
GROUPS = {
    "inc-total": range(2, 8),
    "perp-total": range(8, 12),
    "phys-tgt-total": range(12, 18),
    "hum-tgt-total": range(18, 25),
}


def write_table(score: Score) -> Iterator[str]:
    """Yield the table: the slots, their groups, all templates, text filtering and F."""
    yield HEAD
    yield RULE
    for slot in read_slots()[1:]:
        yield write_row(slot.name, sum_slot(score, slot.number))
    yield RULE
    for name, numbers in GROUPS.items():
        yield write_row(name, add_up(sum_slot(score, number) for number in numbers))
    yield RULE
    totals = sum_all(score)
    for name, tally in totals.items():
        yield write_row(name, tally)
    yield RULE
    yield write_filtering(score)
    yield ""
    yield write_f(totals["ALL TEMPLATES"])


def write_row(name: str, tally: Tally) -> str:
    """Return one row; a measure of nothing is `*`."""
    measures = (tally.recall, tally.precision, tally.overgeneration)
    t = tally
    return (
        f"{name:<19} {t.possible:5} {t.actual:4}|{t.cor:4} {t.par:3} {t.inc:3}|{t.icr:3} {t.ipa:3}|"
        f"{t.spu:4} {t.mis:4} {t.non:4}|" + " ".join(f"{write_percent(m):>3}" for m in measures)
    )


def write_filtering(score: Score) -> str:
    """Return the row of messages: relevant ones found, and given in vain."""
    f = score.filtering
    measures = (
        share(f.correct, f.possible),
        share(f.correct, f.actual),
        share(f.spurious, f.actual),
    )
    return (
        f"{'TEXT FILTERING':<19} {f.possible:5} {f.actual:4}|{f.correct:4}   *   *|  *   *|"
        f"{f.spurious:4} {f.possible - f.correct:4}    *|"
        + " ".join(f"{write_percent(m):>3}" for m in measures)
    )


def write_percent(value: float | None) -> str:
    """Return whole percent, halves up; `*` where there is nothing to measure."""
    return "*" if value is None else str(round_half_up(value))


def round_half_up(value: float) -> int:
    """Return the nearest whole number, as people round."""
    return math.floor(value + 0.5)


def write_f(total: Tally) -> str:
    """Return the F-measures as the official reports give them: of recall and precision rounded."""
    r, p = (float(round_half_up(value or 0.0)) for value in (total.recall, total.precision))
    exact = measure_f(total.recall, total.precision)
    return (
        f"F-MEASURES  P&R {measure_f(r, p):.2f}   2P&R {measure_f(r, p, 0.5):.2f}   "
        f"P&2R {measure_f(r, p, 2.0):.2f}   (P&R unrounded {exact:.2f})"
    )
