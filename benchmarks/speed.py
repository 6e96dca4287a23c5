"""How near the coder is to its speed limit: the bare encoder session on the same text, in one run.

    python benchmarks/speed.py REPORTS_DIR [--rounds 5]

Encoder: the same graph cut at the encoder's last layer, int8, fed the same batches. Analyze: text
to Analysis. Code: text to events. They take turns, round by round; the ratio is of medians.
Needs `onnx` to cut the graph (in the train extra).
"""

from __future__ import annotations

import argparse
import functools
import os
import resource
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

import msgspec
import onnxruntime as ort

from reportedly.clean import clean
from reportedly.config import Config
from reportedly.fetch.files import read_paths
from reportedly.pipeline import Coder
from reportedly.records import Article, Document
from reportedly.run.local import code_articles

COPIES = 10
MODEL = Path(__file__).parent.parent / "src/reportedly/model/reader.int8.onnx"


def cut_encoder(threads: int) -> ort.InferenceSession:
    """Return the encoder alone."""
    try:
        from onnx.utils import extract_model
    except ImportError as error:
        raise SystemExit("speed.py needs onnx: pip install -e '.[train]'") from error
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "encoder.onnx"
        extract_model(str(MODEL), str(path), ["ids", "mask", "cases"], ["hidden"])
        return ort.InferenceSession(str(path), options, ["CPUExecutionProvider"])


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that the work took."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> int:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("reports", nargs="+")
    ap.add_argument("--rounds", type=int, default=5)
    args = ap.parse_args()
    config = Config()
    articles = [
        a for a in read_paths(args.reports, max_bytes=config.max_bytes) if isinstance(a, Article)
    ]
    documents = [d for d in map(clean, articles) if isinstance(d, Document)]
    coder = Coder.open(config)
    reader = coder.analyzer
    bare = cut_encoder(config.threads)
    batches, tokens = [], 0
    for d in documents:
        words = [[d.text[a:b] for a, b in cells] for cells in reader.cut(d)]
        batches += [
            reader.encoder.prepare([words[i] for i in b]) for b in reader.encoder.batch(words)
        ]
        tokens += sum(map(len, words))
    pieces = sum(int(b["mask"].sum()) for b in batches)
    works: dict[str, Callable[[], object]] = {
        "encoder": lambda: [
            bare.run(["hidden"], {k: b[k] for k in ("ids", "mask", "cases")}) for b in batches
        ],
        "analyze": lambda: list(reader.read(documents)),
        "code": lambda: list(coder.code(articles)),
    }
    taken: dict[str, list[float]] = {name: [timed(work)][:0] for name, work in works.items()}
    for _ in range(args.rounds):
        for name, work in works.items():
            taken[name].append(timed(work))
    base = statistics.median(taken["encoder"])
    print(f"{len(documents)} reports, {tokens} tokens, {pieces} pieces, {args.rounds} rounds")
    for name, seconds in taken.items():
        median = statistics.median(seconds)
        print(
            f"{name:8s} median {median:.2f} s  min {min(seconds):.2f}  max {max(seconds):.2f}  "
            f"{len(documents) / median:.1f} reports/s  {pieces / median:.0f} pieces/s  "
            f"{median / base:.2f} x encoder"
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    many = articles * COPIES
    opener = functools.partial(Coder.open, msgspec.structs.replace(config, threads=1))
    together = timed(
        lambda: deque(code_articles(many, opener, workers=os.cpu_count() or 1), maxlen=0)
    )
    alone = timed(lambda: [works["encoder"]() for _ in range(COPIES)])
    print(
        f"code, a process on each core, {len(many)} reports: {together:.2f} s  "
        f"{len(many) / together:.1f} reports/s  {together / alone:.2f} x encoder"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
