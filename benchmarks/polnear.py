"""Attributions of PolNeAR beside ours: overlap F1 of sources, cues and contents.

PolNeAR's dev part (84 articles, every attribution marked) is for measuring only; nothing of ours is
made from it. An attribution of theirs is found where our cue shares a word with theirs. A source is
right where, in a found attribution, the two sources share a word; as F1 over all sources that
either side names. Contents are scored by characters. Run:

    python benchmarks/polnear.py --data DIR [--model DIR] [--misses N]

where DIR holds `text/` and `attributions/` in brat's format.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import msgspec

from reportedly.analyze.base import Analysis
from reportedly.analyze.encoder import open_encoder
from reportedly.analyze.reader import Reader
from reportedly.codebook import read_book
from reportedly.coding.attribution import Attribution, find_attributions
from reportedly.coding.speech import Grammar, read_grammar
from reportedly.coding.view import View
from reportedly.ids import make_id
from reportedly.records import Document, Source

Range = tuple[int, int]
HASH = re.compile(r"_[0-9a-f]{4}$")  # an annotation file's name ends in its annotator's


class Marked(msgspec.Struct):
    """One attribution as character ranges, ours or theirs."""

    cue: list[Range]
    source: list[Range]
    content: list[Range]


def read_gold(path: Path) -> list[Marked]:
    """Return the attributions of a brat file."""
    spans: dict[str, tuple[str, list[Range]]] = {}
    found = []
    # Spans first: an event may stand before its last one.
    for line in sorted(path.read_text(encoding="utf-8").splitlines(), key=lambda x: x[:1] != "T"):
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            kind, _, places = rest.partition("\t")[0].partition(" ")
            ranges = [tuple(map(int, part.split())) for part in places.split(";")]
            spans[key] = (kind, [(a, b) for a, b in ranges])
        elif key.startswith("E"):
            parts: dict[str, list[Range]] = {"Cue": [], "Source": [], "Content": []}
            for role in rest.split():
                name, _, target = role.partition(":")
                if name.rstrip("0123456789") in parts and target in spans:
                    parts[name.rstrip("0123456789")] += spans[target][1]
            found.append(Marked(parts["Cue"], parts["Source"], parts["Content"]))
    return found


def mark(view: View, attribution: Attribution) -> Marked:
    """Return our attribution in characters; co-ordinated speakers are one source."""
    tokens = view.tokens
    cue, source = tokens[attribution.cue], []
    words = len(attribution.lemma.split()) - 1
    last = tokens[min(attribution.cue + words, len(tokens) - 1)]
    if attribution.phrase is not None:
        source.append((tokens[attribution.phrase[0]].start, tokens[attribution.phrase[1]].end))
    source += [(tokens[i].start, tokens[i].end) for i in attribution.also]
    content = [(tokens[a].start, tokens[b - 1].end) for a, b in attribution.content]
    return Marked([(cue.start, last.end)], source, content)


def touch(a: Sequence[Range], b: Sequence[Range]) -> bool:
    """Tell whether two sets of ranges share a character."""
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def characters(ranges: Sequence[Range]) -> set[int]:
    """Return every place that the ranges hold."""
    return {i for a, b in ranges for i in range(a, b)}


def count(gold: list[Marked], ours: list[Marked], n: Counter[str]) -> None:
    """Add one article to the counts; each of our attributions answers for one of theirs."""
    free = list(range(len(ours)))
    n["cue_want"] += len(gold)
    n["cue_got"] += len(ours)
    n["source_want"] += sum(bool(g.source) for g in gold)
    n["source_got"] += sum(bool(o.source) for o in ours)
    for g in gold:
        match = next((k for k in free if touch(g.cue, ours[k].cue)), None)
        n["content_want"] += len(characters(g.content))
        if match is None:
            continue
        free.remove(match)
        o = ours[match]
        n["cue_hit"] += 1
        n["source_hit"] += touch(g.source, o.source)
        n["both_named"] += bool(g.source) and bool(o.source)
        n["content_hit"] += len(characters(g.content) & characters(o.content))
        n["content_found_want"] += len(characters(g.content))
        n["content_found_got"] += len(characters(o.content))
    n["content_got"] += sum(len(characters(o.content)) for o in ours)


def score(n: Counter[str], key: str) -> str:
    """Return precision, recall and F1 of one part as a row."""
    precision = n[f"{key}_hit"] / max(1, n[f"{key}_got"])
    recall = n[f"{key}_hit"] / max(1, n[f"{key}_want"])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{key:<14} {precision:9.3f} {recall:9.3f} {f1:9.3f}"


def read_articles(data: Path) -> Iterator[tuple[str, str, list[Marked]]]:
    """Yield name, text and gold attributions of each article."""
    for path in sorted((data / "attributions").glob("*.ann")):
        name = HASH.sub("", path.stem)
        # Offsets count a carriage return: newlines must not be translated.
        with (data / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            yield name, file.read(), read_gold(path)


def make_document(name: str, text: str) -> Document:
    """Return the text as a document."""
    return Document(
        id=make_id("polnear", name), article=name, source_id=name, title=None, text=text,
        language="en", published=None, published_basis=None, source=Source(),
    )  # fmt: skip


def print_misses(text: str, gold: list[Marked], ours: list[Marked], most: int) -> None:
    """Print what one side has and the other has not, to see what is wrong."""
    for name, these, those in (("missed", gold, ours), ("extra", ours, gold)):
        for m in [m for m in these if not any(touch(m.cue, o.cue) for o in those)][:most]:
            a, b = m.cue[0]
            print(f"  {name}: {text[max(0, a - 60) : a]!r} [{text[a:b]}] {text[b : b + 60]!r}")


def main() -> int:
    """Read, attribute, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("data/polnear-dev"))
    parser.add_argument("--model", type=Path, default=Path(str(files("reportedly") / "model")))
    parser.add_argument("--misses", type=int, default=0, help="print so many of each article")
    options = parser.parse_args()
    if not (options.data / "attributions").is_dir():
        print(f"{options.data}: no PolNeAR here (wanted text/ and attributions/): not measured")
        return 0
    grammar: Grammar = read_grammar(read_book().speech)
    articles = list(read_articles(options.data))
    documents = [make_document(name, text) for name, text, _ in articles]
    reader = Reader(open_encoder(options.model, 1))
    n: Counter[str] = Counter()
    for (name, text, gold), document, read in zip(
        articles, documents, reader.read(documents), strict=True
    ):
        ours: list[Marked] = []
        if isinstance(read, Analysis):
            view = View(document, read)
            ours = [mark(view, a) for a in find_attributions(view, grammar)]
        count(gold, ours, n)
        if options.misses:
            print(name)
            print_misses(text, gold, ours, options.misses)
    print(
        f"{len(articles)} articles, {n['cue_want']} attributions of theirs, {n['cue_got']} of ours"
    )
    print(f"{'overlap':<14} {'precision':>9} {'recall':>9} {'F1':>9}")
    for key in ("cue", "source", "content"):
        print(score(n, key))
    print(f"source right where the cue is and both name one: "
          f"{n['source_hit'] / max(1, n['both_named']):.3f}")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
