"""Hand-made parses in, what the coder reads out: documents, analyses and views."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from reportedly.analyze.base import Analysis, Mention
from reportedly.analyze.conllu import make_text, read_conllu
from reportedly.coding.mends import mend
from reportedly.coding.view import View
from reportedly.records import Document, Source

NEWS = dt.date(2023, 6, 14)  # a Wednesday


def make_document(text: str, published: dt.date | None = None) -> Document:
    """Return an English document that nobody is named as the source of."""
    return Document(
        id="d", article="a", source_id="s", title=None, text=text, language="en",
        published=published, published_basis="json" if published else None, source=Source(),
    )  # fmt: skip


def read_parse(rows: str) -> Analysis:
    """Return the analysis of CoNLL-U rows, or of one sentence in short rows.

    A short row is `form lemma upos xpos head rel`, and MISC as a seventh column or none.
    """
    lines = rows.strip().splitlines()
    if len(lines[-1].split()) < 10:
        rows = "\n".join(widen(number, line) for number, line in enumerate(lines, start=1))
    return read_conllu(rows, "d")


def widen(number: int, row: str) -> str:
    """Return a short row as a row of CoNLL-U."""
    form, lemma, upos, xpos, head, rel, *misc = row.split()
    return " ".join((str(number), form, lemma, upos, xpos, "_", head, rel, "_", *(misc or "_")))


def make_view(
    rows: str,
    published: dt.date | None = None,
    *,
    mended: bool = False,
    mentions: Sequence[Mention] = (),
) -> View:
    """Return what the coder reads of a parse, its slips mended or not, with mentions or none."""
    analysis = msgspec.structs.replace(read_parse(rows), mentions=tuple(mentions))
    document = make_document(make_text(analysis), published)
    return View(document, mend(analysis) if mended else analysis)
