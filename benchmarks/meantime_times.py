"""How well times are found and dated: the TIMEX3 annotations of the MEANTIME corpus.

Usage: python benchmarks/meantime_times.py --data FOLDER [--half dev|test|both] [--errors]

FOLDER is MEANTIME's (it holds intra-doc_annotation/). Rules were written looking at the half
whose file names hash to an even number (`dev`); the figure to report is that of the other half.
A time is right when its words overlap the annotated ones and its TIMEX3 value is the same. The
line that prints the day a document was made is given to the reader and not counted. Gold values
with no calendar day (PAST_REF and the like), durations and times of day are counted in `all`;
`dates` counts calendar dates only.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import re
import sys
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from reportedly.records import Gap, Interval
from reportedly.resolve import when_terms as terms
from reportedly.resolve.when import TimeSpan, find_times, resolve_time

CALENDAR = re.compile(r"^\d{3,4}(-[^T]*)?$")
UNITS = {
    "second": "TS", "minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "0Y", "century": "00Y", "weekend": "WE",
    "fortnight": "W",
}  # fmt: skip


class Time(NamedTuple):
    """Words by their characters, and the TIMEX3 value they have."""

    start: int
    end: int
    value: str
    words: str


def is_dev(path: Path) -> bool:
    """Tell whether a document is of the half that rules may be written from."""
    return int(hashlib.sha256(path.name.encode()).hexdigest(), 16) % 2 == 0


def read_gold(path: Path) -> tuple[str, dt.date | None, list[Time], int]:
    """Return a document's text, its day, its annotated times and where annotation ends."""
    root = etree.parse(str(path)).getroot()
    text, places, sentence = "", {}, "0"
    for token in root.iter("token"):
        if token.get("sentence") != sentence:
            text, sentence = text + "\n", token.get("sentence")
        elif text and token.text not in (",", ".", "'s") and not text.endswith(("$", "(")):
            text += " "
        places[token.get("t_id")] = len(text), len(text) + len(token.text), int(sentence)
        text += token.text
    day, times, last_sentence = None, [], 0
    for mark in root.iter("TIMEX3"):
        ids = [a.get("t_id") for a in mark if a.get("t_id")]
        if mark.get("functionInDocument") == "CREATION_TIME":
            day = read_day(mark.get("value"))
        if ids:
            start, end = places[ids[0]][0], places[ids[-1]][1]
            value = "" if mark.get("functionInDocument") == "CREATION_TIME" else mark.get("value")
            times.append(Time(start, end, value, text[start:end]))
    for mark in root.find("Markables"):
        ids = [a.get("t_id") for a in mark if a.get("t_id")]
        last_sentence = max([last_sentence, *(places[i][2] for i in ids)])
    limit = max([end for _, end, s in places.values() if s <= last_sentence], default=0)
    return text, day, times, limit


def read_day(value: str) -> dt.date | None:
    """Return the day of an ISO value; one document has its day the wrong way round."""
    if match := re.match(r"(\d{4})-(\d\d)-(\d\d)", value):
        return dt.date(int(match[1]), int(match[2]), int(match[3]))
    if match := re.match(r"(\d\d)-(\d\d)-(\d{4})", value):
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    return None


def write_value(span: TimeSpan, found: Interval | Gap) -> str:
    """Return the TIMEX3 value of a span as resolved."""
    means = span.means
    if isinstance(means, terms.Length):
        number = "X" if means.count < 0 else f"{means.count:g}"
        unit = UNITS[means.unit]
        return f"PT{number}{unit[1:]}" if unit[0] == "T" else f"P{number}{unit}"
    if isinstance(means, terms.Vague):
        return {"past": "PAST_REF", "present": "PRESENT_REF", "future": "FUTURE_REF"}.get(
            means.tense, "SET"
        )
    if isinstance(means, terms.Clock):
        return "CLOCK"
    if isinstance(means, terms.Shift) and (
        isinstance(found, Gap) or span.quote.lower().endswith(("after", "before"))
    ):  # TIMEX3 takes "two days after the vote" for a length
        return f"P{abs(means.count)}{UNITS[means.unit]}"
    if isinstance(found, Gap):
        return found.gap
    day = found.start
    if isinstance(means, terms.Stretch):
        unit = UNITS[means.unit]
        number = "X" if means.few else str(means.count)
        return f"PT{number}{unit[1:]}" if unit[0] == "T" else f"P{number}{unit}"
    if isinstance(means, terms.Quarter) or getattr(means, "unit", "") == "quarter":
        return f"{day.year}-Q{(day.month - 1) // 3 + 1}"
    year, week, _ = day.isocalendar()
    if getattr(means, "unit", "") == "weekend":
        return f"{year}-W{week:02d}-WE"
    return {
        "day": day.isoformat(),
        "week": f"{year}-W{week:02d}",
        "month": f"{day:%Y-%m}",
        "year": f"{day:%Y}",
        "era": str(day.year // 10),
    }[found.precision]


def same(gold: str, value: str) -> bool:
    """Tell whether two values are one: a time of day counts by its day, or as a time of day."""
    if "T" in gold[8:]:
        return value == "CLOCK" or gold[:10] == value
    return gold == value


def read_times(text: str, limit: int, day: dt.date | None) -> list[Time]:
    """Return the times found, each seen from the last day told before it."""
    times: list[Time] = []
    story: Interval | None = None
    for span in find_times(text, 0, limit):
        times += split_range(text, span, day, story)
        found = resolve_time(span, anchor=day, narrative=story)
        story = found if isinstance(found, Interval) else story
    return times


def split_range(
    text: str, span: TimeSpan, day: dt.date | None, story: Interval | None
) -> list[Time]:
    """Return a span's values: a range is two in TIMEX3, one for each end."""
    found = resolve_time(span, anchor=day, narrative=story)
    if isinstance(span.means, terms.Range) and isinstance(found, Interval):
        parts = (span.means.first, span.means.last)
        middle = (span.start + span.end) // 2
        edges = ((span.start, middle), (middle, span.end))
        return [
            Time(a, b, write_value(s, resolve_time(s, anchor=day)), text[a:b])
            for (a, b), means in zip(edges, parts, strict=True)
            for s in [TimeSpan(a, b, text[a:b], "date", means)]
        ]
    return [Time(span.start, span.end, write_value(span, found), span.quote)]


def compare(path: Path, dates_only: bool, log: list[str]) -> tuple[int, int, int]:
    """Return how many times are right, found and annotated in one document."""
    text, day, gold, limit = read_gold(path)
    made = [g for g in gold if not g.value]
    wanted = [g for g in gold if g.value and (not dates_only or CALENDAR.match(g.value))]
    ours = read_times(text, limit, day)
    ours = [t for t in ours if not any(t.start < g.end and g.start < t.end for g in made)]
    if dates_only:
        hours = [g for g in gold if "T" in g.value[8:]]  # "Thursday night" is a time of day
        ours = [t for t in ours if CALENDAR.match(t.value) and not overlaps(t, hours)]
    else:
        ours = [t for t in ours if t.value not in ("CLOCK", "SET") or overlaps(t, gold)]
    right, used = 0, set()
    for g in wanted:
        near = [t for t in ours if t.start < g.end and g.start < t.end and t not in used]
        hit = next((t for t in near if same(g.value, t.value)), None)
        if hit:
            used.add(hit)
            right += 1
        else:
            log.append(f"{path.name[:30]}\tmissed {g.words!r} {g.value}\tgot {near}")
    log.extend(f"{path.name[:30]}\textra {t.words!r} {t.value}" for t in ours if t not in used)
    return right, len(ours), len(wanted)


def overlaps(time: Time, gold: list[Time]) -> bool:
    """Tell whether a time shares a character with an annotated one."""
    return any(time.start < g.end and g.start < time.end for g in gold)


def main() -> int:
    """Print precision, recall and F1 of values for each half."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="MEANTIME's folder")
    parser.add_argument("--half", choices=("dev", "test", "both"), default="test")
    parser.add_argument("--errors", action="store_true", help="list what is wrong (dev half only)")
    options = parser.parse_args()
    files = sorted((options.data / "intra-doc_annotation").glob("*/*.xml"))
    if not files:
        print(
            f"{options.data}: no MEANTIME here: wanted intra-doc_annotation/*/*.xml",
            file=sys.stderr,
        )
        return 2
    for half in ("dev", "test"):
        if options.half not in (half, "both"):
            continue
        chosen = [f for f in files if is_dev(f) == (half == "dev")]
        for name, dates_only in (("all", False), ("dates", True)):
            log: list[str] = []
            counts = [compare(f, dates_only, log) for f in chosen]
            right, found, wanted = (sum(c[i] for c in counts) for i in range(3))
            precision, recall = right / max(found, 1), right / max(wanted, 1)
            f1 = 2 * right / max(found + wanted, 1)
            print(
                f"{half:5s}{name:6s} documents {len(chosen)}  annotated {wanted}  found {found}  "
                f"value P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"
            )
            if options.errors and half == "dev":
                print("\n".join(log))
    return 0


if __name__ == "__main__":
    sys.exit(main())
