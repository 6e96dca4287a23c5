"""Measure words, sentences and lemmas against treebanks, beside other libraries.

    python benchmarks/tokens.py --data FOLDER

FOLDER holds ud/en_ewt-test.conllu and gum-ccby/*.conllu with files.dev and files.test (the
documents held back). Words and sentences are right when their span is; multiword tokens are parted
by the forms of their words. Documents for the sentences are the treebank's own texts, sentences
joined by a space inside a paragraph and by a blank line between paragraphs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reportedly.analyze.lemmas import lemmatize
from reportedly.analyze.sentences import segment, split_sentences
from reportedly.analyze.tokens import tokenize

Spans = list[tuple[int, int]]
Row = list[str]


def read_conllu(path: Path) -> Iterator[tuple[str, bool, list[Row]]]:
    """Yield each sentence's text, whether it opens a paragraph, and its rows."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        text = next(line[9:] for line in lines if line.startswith("# text = "))
        opens = any(line.startswith(("# newdoc", "# newpar")) for line in lines)
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        yield text, opens, [row for row in rows if "." not in row[0]]


def find_gold_words(text: str, rows: list[Row]) -> Spans:
    """Return the spans of the syntactic words of a sentence."""
    spans: Spans = []
    at = taken = 0
    for i, row in enumerate(rows):
        if i < taken:
            continue
        forms = [row[1]]
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            parts = [part[1] for part in rows[i + 1 : i + 2 + last - first]]
            taken = i + 1 + len(parts)
            forms = parts if "".join(parts) == row[1] else forms
        for form in forms:
            at = text.index(form, at)
            spans.append((at, at + len(form)))
            at += len(form)
    return spans


def join_sentences(paths: list[Path]) -> tuple[str, Spans]:
    """Return one text of all sentences and their spans."""
    parts: list[str] = []
    spans: Spans = []
    at = 0
    for path in paths:
        for text, opens, _ in read_conllu(path):
            gap = ("\n\n" if opens else " ") if parts else ""
            parts += [gap, text]
            spans.append((at + len(gap), at + len(gap) + len(text)))
            at += len(gap) + len(text)
    return "".join(parts), spans


def score(gold: Spans, found: Spans) -> float:
    """Return the F1 of spans, in percent."""
    return 200 * len(set(gold) & set(found)) / (len(gold) + len(found))


def split_by_sentencex(text: str) -> Spans:
    """Return sentencex's sentences, trimmed."""
    import sentencex

    spans: Spans = []
    for found in sentencex.get_sentence_boundaries("en", text):
        part = found["text"]
        start = found["start_index"] + len(part) - len(part.lstrip())
        if part.strip():
            spans.append((start, start + len(part.strip())))
    return spans


def clock(work: Callable[[], object]) -> float:
    """Return the processor seconds of the best of three runs."""
    times = []
    for _ in range(3):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


def measure_words(name: str, paths: list[Path]) -> None:
    """Print the F1 of words."""
    gold = found = right = 0
    for path in paths:
        for text, _, rows in read_conllu(path):
            wanted, got = find_gold_words(text, rows), tokenize(text, 0, len(text))
            gold, found = gold + len(wanted), found + len(got)
            right += len(set(wanted) & set(got))
    print(f"{name:18} words F1 {200 * right / (gold + found):6.2f}  ({gold} words)")


def measure_sentences(name: str, paths: list[Path]) -> None:
    """Print the F1 of sentences, ours and sentencex's, and how fast they are made."""
    text, gold = join_sentences(paths)
    ours = score(gold, split_sentences(text, 0, len(text)))
    other = score(gold, split_by_sentencex(text))
    ends = score(
        [(0, b) for _, b in gold], [(0, b) for _, b in split_sentences(text, 0, len(text))]
    )
    print(f"{name:18} sentences F1 {ours:6.2f}  ends F1 {ends:6.2f}  sentencex F1 {other:6.2f}")
    words = sum(map(len, segment(text, [])))
    seconds = [clock(lambda: tokenize(text, 0, len(text))), clock(lambda: segment(text, []))]
    print(
        f"{name:18} words/s: tokenize {words / seconds[0]:,.0f}, segment {words / seconds[1]:,.0f}"
    )


def measure_lemmas(name: str, paths: list[Path]) -> None:
    """Print the accuracy of lemmas, given the gold tags, small letters compared."""
    import simplemma

    rows = [row for path in paths for _, _, rows in read_conllu(path) for row in rows]
    rows = [row for row in rows if row[0].isdigit()]
    ours = sum(lemmatize(row[1], row[3], row[4]).lower() == row[2].lower() for row in rows)
    other = sum(simplemma.lemmatize(row[1], lang="en").lower() == row[2].lower() for row in rows)
    total = len(rows)
    print(f"{name:18} lemmas {100 * ours / total:6.2f}  simplemma alone {100 * other / total:6.2f}")


def main() -> int:
    """Print every figure, or say that the data are absent."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="folder with ud/ and gum-ccby/")
    data = parser.parse_args().data
    ewt, gum = data / "ud" / "en_ewt-test.conllu", data / "gum-ccby"
    missing = [path for path in (ewt, gum / "files.dev", gum / "files.test") if not path.exists()]
    if missing:
        print("not measured, absent:", *missing, file=sys.stderr)
        return 2
    held = {
        name for part in ("dev", "test") for name in (gum / f"files.{part}").read_text().split()
    }
    documents = sorted(path for path in gum.glob("*.conllu") if path.stem in held)
    news = [path for path in documents if "_news_" in path.stem]
    for name, paths in (
        ("EWT test", [ewt]),
        ("GUM held, news", news),
        ("GUM held, all", documents),
    ):
        measure_words(name, paths)
        measure_sentences(name, paths)
        measure_lemmas(name, paths)
    return 0


if __name__ == "__main__":
    sys.exit(main())
