"""Every hand-coded report that weights are learned from, read by the model once.

The learners of codebook/books/ all begin here. What the model read is kept under build/read/, by
the hash of the model and of the texts, so that `make books` reads each report one time and not six.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from reportedly.analyze.base import Analysis, Mention
from reportedly.analyze.encoder import open_encoder
from reportedly.analyze.reader import Reader
from reportedly.clean import clean
from reportedly.errors import ReportedlyError
from reportedly.evaluate.gold import Report, read_report
from reportedly.fetch.files import read_paths
from reportedly.ids import make_id
from reportedly.records import Article, Document
from reportedly.run.identity import hash_folder
from reportedly.settle import Resolvers
from training import CORPUS

FOLDERS = ("reports-more", "coded")  # of the data folder; reports/ is only measured
KEPT = Path(__file__).parent.parent / "build/read"
FOLDS = 3
MENTIONS = KEPT.parent / "folds/mentions.msgpack"
MOST_BYTES = 20_000_000

Mentions = tuple[Mention, ...]


class Coded(NamedTuple):
    """A report coded by hand, its document (under the report's id), and what the model reads.

    `fold` is the part of the reports that it is left out with.
    """

    report: Report
    document: Document
    analysis: Analysis
    fold: int


def find_files(data: Path) -> list[Path]:
    """Return the files of all coded reports, those of the project's own corpus last."""
    folders = [data / name for name in FOLDERS]
    folders += sorted(path for path in CORPUS.iterdir() if path.is_dir())
    return [path for folder in folders for path in sorted(folder.glob("*.json"))]


def part_files(paths: list[Path], fold: int) -> list[Path]:
    """Return the fold's share: of each folder a run of neighbours."""
    out = []
    for folder in dict.fromkeys(path.parent for path in paths):
        inside = [path for path in paths if path.parent == folder]
        low, high = (len(inside) * k // FOLDS for k in (fold, fold + 1))
        out += inside[low:high]
    return out


def read_coded(data: Path) -> list[dict[str, Any]]:
    """Return every coded report as it stands in its file."""
    found = [json.loads(path.read_text("utf8")) for path in find_files(data)]
    return [report for report in found if "events" in report]


def read_reports(data: Path) -> Iterator[tuple[Report, Document]]:
    """Yield each coded report with its document; files of other kinds are passed over."""
    yield from read_pairs(find_files(data))


def read_pairs(paths: Iterable[Path]) -> Iterator[tuple[Report, Document]]:
    """Yield the report and the document of each file that holds a coded report."""
    for path in paths:
        try:
            report = read_report(path)
        except ReportedlyError:
            continue
        for article in read_paths([str(path)], max_bytes=MOST_BYTES):
            document = clean(article) if isinstance(article, Article) else article
            if isinstance(document, Document):
                yield report, msgspec.structs.replace(document, id=report.id)


def read_all(data: Path, model: Path) -> list[Coded]:
    """Return every coded report with what the model reads in it."""
    pairs = list(read_reports(data))
    resolvers = Resolvers.open()
    to_read = [resolvers.to_read(document) for _, document in pairs]
    key = make_id(hash_folder(model), [(d.id, d.text) for d in to_read])
    kept = KEPT / f"{key}.msgpack"
    if kept.exists():
        analyses = msgspec.msgpack.decode(kept.read_bytes(), type=list[Analysis])
    else:
        analyses = list(read_each(to_read, Reader(open_encoder(model, 1))))
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(msgspec.msgpack.encode(analyses))
    by_id = {analysis.document: analysis for analysis in analyses}
    paths = find_files(data)
    fold_of = {path.stem: k for k in range(FOLDS) for path in part_files(paths, k)}
    return [Coded(r, d, by_id[d.id], fold_of[d.id]) for r, d in pairs if d.id in by_id]


def leave_out(read: Iterable[Coded]) -> list[Coded]:
    """Return the reports with what heads that did not learn from them find (`training.folds`)."""
    if not MENTIONS.exists():
        raise SystemExit(f"{MENTIONS}: no such file: wanted what `make folds` writes")
    found = msgspec.msgpack.decode(MENTIONS.read_bytes(), type=dict[str, Mentions])
    return [
        one._replace(analysis=msgspec.structs.replace(one.analysis, mentions=found[one.report.id]))
        for one in read
        if one.report.id in found
    ]


def read_each(documents: Iterable[Document], reader: Reader) -> Iterator[Analysis]:
    """Yield the analyses of documents, each read by itself as the coder does."""
    for document in documents:
        (analysis,) = reader.read([document])
        if isinstance(analysis, Analysis):
            yield analysis
