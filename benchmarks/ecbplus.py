"""Our incidents on ECB+ as coded by us, beside head lemmas and beside no linking, in one run.

    python benchmarks/ecbplus.py --data DATA [--coded FILE]

DATA/ecbplus is the corpus (docs/ and ECBplus_coreference_sentences.csv; topics 1 to 35). Items are
the events our coder finds whose anchor touches a gold mention of a selected sentence; the chain of
that mention is what is wanted of them. So the figures say how events are put together, and nothing
of those that the coder misses: how many mentions it finds is printed before them. Chains are over
documents. `incidents` are what make_incidents says of all events of the topics; it is not told
their topics. `head lemma` puts together the items of a topic whose anchors begin with one lemma,
and is told the topic. The curve from points to chance is fitted on topics 1 to 24 and checked on
the held-out ones. With --coded the coder's records are kept in FILE, or taken from it if it is
there: coding takes about ten minutes.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import lemminflect
from benchmarks.calibration import Curve, fit, make_pairs, show
from benchmarks.ecbplus_reader import Text, read_ecbplus

from reportedly.config import Config
from reportedly.evaluate.clusters import Grouping, compare
from reportedly.evaluate.gold import read_coded
from reportedly.export.jsonl import write_jsonl
from reportedly.merge import make_incidents
from reportedly.merge.score import MIDDLE, SLOPE
from reportedly.merge.view import make_views
from reportedly.pipeline import Coder
from reportedly.records import Article, Document, Event

FITTED, HELD_OUT = range(1, 25), range(25, 36)  # topics
Coded = list[tuple[Text, Document, list[Event]]]


def code(texts: Sequence[Text], kept: Path | None) -> Coded:
    """Return what the coder makes of the texts; `kept` is a file to keep it in."""
    if kept is not None and kept.exists():
        records = list(read_coded(kept))
    else:
        articles = [
            Article(name=t.name, source_id=t.name, media="json", text=t.text) for t in texts
        ]
        coded = [c for c in Coder.open(Config()).code(articles) if c.document]
        records = [r for c in coded for r in (c.document, *c.events) if r]
        if kept is not None:
            kept.write_bytes(b"".join(write_jsonl(records)))
    events: dict[str, list[Event]] = {}
    for record in records:
        if isinstance(record, Event):
            events.setdefault(record.document, []).append(record)
    by_name = {text.name: text for text in texts}
    return [
        (by_name[d.source_id], d, events.get(d.id, []))
        for d in records
        if isinstance(d, Document) and d.source_id in by_name
    ]


def find_chain(text: Text, event: Event) -> str | None:
    """Return the chain of the first gold mention that the event's anchor touches."""
    for start, end, chain in text.mentions:
        if start < event.anchor.end and event.anchor.start < end:
            return chain
    return None


def label(coded: Coded) -> dict[str, str]:
    """Return the chain of each event that tells a gold mention."""
    return {
        event.id: chain
        for text, _, events in coded
        for event in events
        if (chain := find_chain(text, event)) is not None
    }


def link(coded: Coded, items: Mapping[str, str]) -> Grouping:
    """Return our incident of each item."""
    incidents = make_incidents([d for _, d, _ in coded], [e for _, _, es in coded for e in es])
    return {event: i.id for i in incidents for event in i.events if event in items}


def find_lemma(word: str) -> str:
    """Return a word's lemma as a verb, else as a noun."""
    lemmas = lemminflect.getAllLemmas(word.lower())
    found: tuple[str, ...] = lemmas.get("VERB") or lemmas.get("NOUN") or (word.lower(),)
    return found[0]


def link_by_lemma(coded: Coded, items: Mapping[str, str]) -> Grouping:
    """Return the baseline: a cluster is what begins with one lemma in one topic."""
    return {
        event.id: f"{text.topic} {find_lemma(event.anchor.quote.split()[0])}"
        for text, _, events in coded
        for event in events
        if event.id in items
    }


def count_found(coded: Coded, items: Mapping[str, str]) -> tuple[int, int]:
    """Return how many gold mentions an anchor touches, and how many there are."""
    touched = sum(
        any(e.id in items and s < e.anchor.end and e.anchor.start < t for e in events)
        for text, _, events in coded
        for s, t, _ in text.mentions
    )
    return touched, sum(len(text.mentions) for text, _, _ in coded)


def compare_all(coded: Coded) -> None:
    """Print the three groupings of the items, each beside the chains."""
    items = label(coded)
    touched, mentions = count_found(coded, items)
    print(f"{len(coded)} documents, {sum(len(es) for _, _, es in coded)} events coded, "
          f"{len(items)} of them items in {len(set(items.values()))} chains; "
          f"{touched} of {mentions} gold mentions are found")  # fmt: skip
    print("                 B3: P     R    F1   MUC F1  CEAF-e F1   CoNLL  clusters")
    for name, found in (
        ("incidents", link(coded, items)),
        ("head lemma", link_by_lemma(coded, items)),
        ("singletons", {item: item for item in items}),
    ):
        score = compare(found, items)
        print(f"{name:12s}     {score.b3.precision:.3f} {score.b3.recall:.3f} {score.b3.f1:.3f}"
              f"    {score.muc.f1:.3f}      {score.ceaf.f1:.3f}   {score.conll:.3f}"
              f"    {len(set(found.values())):6d}")  # fmt: skip


def check_curve(fitted: Coded, held_out: Coded) -> None:
    """Print the curve fitted on some topics, and that and the packaged one on others."""
    pairs = {}
    for name, coded in (("fitted", fitted), ("held out", held_out)):
        items = label(coded)
        events = [e for _, _, es in coded for e in es if e.id in items]
        pairs[name] = make_pairs(make_views([d for _, d, _ in coded], events), items)
    curve = fit(pairs["fitted"])
    show("fitted here, on the topics it is fitted on", curve, pairs["fitted"])
    show("fitted here, on held-out topics", curve, pairs["held out"])
    show("as packaged, on held-out topics", Curve(MIDDLE, SLOPE), pairs["held out"])


def main() -> int:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = os.environ.get("REPORTEDLY_DATA") or "data"
    ap.add_argument("--data", type=Path, default=Path(default))
    ap.add_argument("--coded", type=Path, metavar="FILE", help="keep the coder's records here")
    args = ap.parse_args()
    folder = args.data / "ecbplus"
    if not (folder / "docs").is_dir():
        print(f"{folder}: no such corpus: wanted ECB+, with docs/ inside", file=sys.stderr)
        return 2
    coded = code(list(read_ecbplus(folder)), args.coded)
    fitted = [one for one in coded if one[0].topic in FITTED]
    held_out = [one for one in coded if one[0].topic in HELD_OUT]
    print("== topics 25-35, held out")
    compare_all(held_out)
    print("== topics 1-24, on which the curve is fitted")
    compare_all(fitted)
    print("== from points to the chance that two are one")
    check_curve(fitted, held_out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
