"""The coder's kit for a report from which neither the learned head nor the book has learned.

The book's weights are counted in coded reports (`training.weigh`); a report that is a lesson in
something else is read with a book counted without it and the rest of its fold.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportedly.codebook import read_book
from reportedly.coding.tools import Kit, make_kit
from training.reports import FOLDS, MENTIONS, Coded, read_coded
from training.weigh import write_books


def open_kits(data: Path, read: Sequence[Coded]) -> list[Kit]:
    """Return a kit for each fold."""
    coded = {report["id"]: report for report in read_coded(data)}
    kits = []
    for fold in range(FOLDS):
        folder = MENTIONS.parent / f"book{fold}"
        others = {one.report.id: one.analysis for one in read if one.fold != fold}
        write_books(others, [coded[name] for name in others], folder)
        kits.append(make_kit(read_book(counted=folder)))
    return kits
