"""How coding time grows with length, for texts of every shape: 10 kB to 1 MB, and an exponent.

    python benchmarks/linear.py [--top KB] [--shapes a,b] [--svg FILE]

Each text is coded once, alone, by one process (CPU seconds of that process, all threads, so that a
busy machine says the same). The exponent is the slope of a line through log time over log size,
fitted on texts of 30 kB and more, where fixed costs have faded: 1 is linear. Above 1.15 is a fault,
and the exit code is 1. A text refused as an issue is said to be, with its reason.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from reportedly.config import Config
from reportedly.pipeline import Coder
from reportedly.records import Article

SIZES_KB = (10, 30, 100, 300, 1000)
FITTED_KB = 30  # below this fixed costs weigh
FAULT = 1.15  # exponent: linear, and the noise of five timings
NEWS = (
    "Gunmen killed six soldiers near Mopti on Saturday, an army spokesman said. The attack wounded "
    "at least 14 people, and two vehicles were burnt. No group claimed responsibility. On Sunday "
    "the government condemned the raid, and police arrested three men in Bamako. "
)


def repeat(unit: str) -> Callable[[int], str]:
    """Return a maker of texts that say one thing over and over."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def vary(size: int) -> str:
    """Return news whose places, numbers and days change from one paragraph to the next."""
    towns = "Mopti Gao Goma Mosul Homs Aden Kabul Herat Sanaa Taiz Juba Bria Kidal Bama".split()
    days = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    parts, length, n = [], 0, 0
    while length < size:
        part = (
            f"Gunmen killed {n % 40 + 2} people in {towns[n % 14]} on {days[n % 7]}, police said. "
            f"Commander Ada{n} Bello told Radio {towns[n * 5 % 14]} that {n % 9 + 1} were hurt.\n\n"
        )
        parts.append(part)
        length += len(part)
        n += 1
    return "".join(parts)[:size]


SHAPES: dict[str, Callable[[int], str]] = {
    "news, repeated": repeat(NEWS),
    "news, one paragraph a line": repeat(NEWS + "\n\n"),
    "news, ever new": vary,
    "one endless sentence": repeat(
        "the army shelled the town and the rebels fled to the hills and "
    ),
    "no spaces": repeat("theattackkilledsixsoldiers"),
    "all capitals": repeat(NEWS.upper()),
    "brackets": repeat("((([[[{{{"),
    "brackets with words": repeat("(the army (said [on Monday] that "),
    "digits": repeat("1234567890"),
    "digits with spaces": repeat("12 killed 1,345 2 "),
    "newlines only": repeat("\n"),
    "mojibake": repeat("lâ€™armÃ©e a tuÃ© six soldats Ã  Gao, dâ€™aprÃ¨s "),
    "a table": repeat("Gao\t12\t2024-03-01\tkilled\nMopti\t7\t2024-03-02\tinjured\n"),
    "quotes unclosed": repeat('The minister said: "We will strike back, and he said: "'),
    "commas": repeat("Gao, Mopti, Timbuktu, "),
    "full stops": repeat("."),
    "one letter": repeat("a "),
}


class Timing(NamedTuple):
    """One text: its size, the CPU seconds it took, what came of it."""

    kb: int
    seconds: float
    events: int
    issues: tuple[str, ...]


def time_text(coder: Coder, name: str, text: str) -> Timing:
    """Code one text and say how long it took."""
    article = Article(name=name, source_id=name, media="json", text=text)
    began = time.process_time()
    coded = coder.code_one(article)
    seconds = time.process_time() - began
    kinds = tuple(sorted({f"{each.stage}: {each.reason}" for each in coded.issues}))
    return Timing(len(text) // 1000, seconds, len(coded.events), kinds)


def fit_exponent(timings: Sequence[Timing]) -> float | None:
    """Return the slope of log seconds over log size by least squares; None for under two."""
    points = [
        (math.log(t.kb), math.log(max(t.seconds, 1e-4))) for t in timings if t.kb >= FITTED_KB
    ]
    if len(points) < 2:
        return None
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    return sum((x - mean_x) * (y - mean_y) for x, y in points) / spread


WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 760, 460, 60, 30, 230, 50
LOW_S, HIGH_S = 0.001, 1000.0  # seconds at the foot and the head of the plot
INKS = (
    "#1b6ca8",
    "#c0392b",
    "#1e8449",
    "#8e44ad",
    "#d68910",
    "#148f77",
    "#7f8c8d",
    "#2c3e50",
    "#a93226",
)


def draw(rows: dict[str, list[Timing]]) -> str:
    """Return the plot as SVG: log seconds over log kB, a line a shape, a grey line for linear."""

    def x(kb: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log10(max(kb, 10) / 10) / 2

    def y(seconds: float) -> float:
        share = math.log10(max(seconds, LOW_S) / LOW_S) / math.log10(HIGH_S / LOW_S)
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="11">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        f'<text x="{LEFT}" y="18">CPU seconds to code one text, by its size and shape</text>',
    ]
    lines += [
        f'<text x="{x(kb):.0f}" y="{HEIGHT - 32}" text-anchor="middle">{kb} kB</text>'
        for kb in SIZES_KB
    ]
    for power in range(-3, 4):
        at = y(10.0**power)
        lines.append(f'<path d="M{LEFT} {at:.0f}H{WIDTH - RIGHT}" stroke="#eee"/>')
        lines.append(
            f'<text x="{LEFT - 6}" y="{at + 4:.0f}" text-anchor="end">{10.0**power:g} s</text>'
        )
    lines.append(
        f'<path d="M{x(10):.0f} {y(0.1):.0f}L{x(1000):.0f} {y(10):.0f}" stroke="#bbb" '
        'stroke-width="5" stroke-opacity="0.6"/>'
    )
    lines.append(
        f'<text x="{LEFT}" y="{HEIGHT - 12}" fill="#888">the wide grey line is linear</text>'
    )
    for k, (shape, timings) in enumerate(rows.items()):
        ink = INKS[k % len(INKS)]
        dash = ' stroke-dasharray="5 3"' if k >= len(INKS) else ""
        path = "L".join(f"{x(t.kb):.1f} {y(t.seconds):.1f}" for t in timings)
        lines.append(f'<path d="M{path}" fill="none" stroke="{ink}" stroke-width="1.6"{dash}/>')
        at = TOP + 8 + 20 * k
        lines.append(
            f'<path d="M{WIDTH - RIGHT + 12} {at - 4}h22" stroke="{ink}" stroke-width="2"{dash}/>'
        )
        exponent = fit_exponent(timings)
        told = f" ({exponent:.2f})" if exponent is not None else ""
        lines.append(f'<text x="{WIDTH - RIGHT + 40}" y="{at}">{shape}{told}</text>')
    return "\n".join([*lines, "</svg>", ""])


def measure(coder: Coder, names: Iterable[str], sizes: Sequence[int]) -> dict[str, list[Timing]]:
    """Return the timings of each shape, printing each as it comes: a hang shows where it is."""
    rows: dict[str, list[Timing]] = {}
    coder.code_one(Article(name="warm-up", media="json", text=NEWS))
    print(f"{'shape':28}" + "".join(f"{kb:>7} kB" for kb in sizes) + "   exponent   (ms per kB)")
    for name in names:
        print(f"{name:28}", end="", flush=True)
        rows[name] = []
        for kb in sizes:
            rows[name].append(time_text(coder, name, SHAPES[name](kb * 1000)))
            print(f"{rows[name][-1].seconds * 1000 / kb:10.2f}", end="", flush=True)
        exponent = fit_exponent(rows[name])
        last = rows[name][-1]
        told = f"{exponent:8.2f}" if exponent is not None else "       -"
        fault = "  FAULT" if is_fault(exponent, last) else ""
        came = f"{last.events} events" + "".join(f"; {kind}" for kind in last.issues)
        print(f"{told}{fault}   {came}", flush=True)
    return rows


def is_fault(exponent: float | None, largest: Timing) -> bool:
    """Tell whether time outgrows length; what takes no time at all has no slope worth a word."""
    return exponent is not None and exponent > FAULT and largest.seconds > 0.5


def main() -> int:
    """Measure, print, draw. Return 1 where a shape is a fault."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--top", type=int, default=1000, metavar="KB", help="largest text")
    parser.add_argument("--shapes", help="only these, by the start of their names, with commas")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the plot there")
    options = parser.parse_args()
    starts = tuple((options.shapes or "").split(","))
    names = [name for name in SHAPES if name.startswith(starts)]
    sizes = [kb for kb in SIZES_KB if kb <= options.top]
    rows = measure(Coder.open(Config()), names, sizes)
    if options.svg:
        options.svg.write_text(draw(rows), encoding="utf-8")
    return int(any(is_fault(fit_exponent(each), each[-1]) for each in rows.values()))


if __name__ == "__main__":
    sys.exit(main())
