"""`reportedly code`: articles in, records on stdout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import (
    PathsArgument,
    ProgressOption,
    Tallying,
    WorkersOption,
    code_paths,
    follow,
    make_console,
    read_settings,
    write_out,
)

if TYPE_CHECKING:
    from reportedly.pipeline import Coded
    from reportedly.records import Record


def code(
    paths: PathsArgument,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object a line, names and all.")
    ] = False,
    workers: WorkersOption = None,
    progress: ProgressOption = None,
) -> None:
    """Code articles and print who says what happened.

    Nothing is kept: `add` writes to the ledger. With --jsonl every document is followed by its
    events, tallies and issues, in the order of the articles.

    Example: reportedly code reports --jsonl
    """
    config = read_settings(workers=workers)
    tallying = Tallying()
    articles = follow(code_paths(paths, config), tallying, progress)
    if jsonl:
        from reportedly.export.jsonl import write_jsonl

        for coded in articles:
            write_out(write_jsonl(list_records(coded)))
    else:
        show_articles(articles)
    tallying.leave()


def list_records(coded: Coded) -> Iterator[Record]:
    """Yield what an article came to: the document first."""
    if coded.document is not None:
        yield coded.document
    yield from coded.events
    yield from coded.tallies
    yield from coded.issues


def show_articles(articles: Iterator[Coded]) -> None:
    """Print coded articles for a person to read."""
    from reportedly.cli.show import show_document, show_event, show_issue, show_tally

    console = make_console()
    for coded in articles:
        if coded.document is not None:
            show_document(console, coded.document)
            for event in coded.events:
                console.print()
                show_event(console, event, coded.document)
            if not coded.events:
                console.print("  nothing to code")
        for tally in coded.tallies:
            console.print()
            show_tally(console, tally)
        for issue in coded.issues:
            show_issue(console, issue)
        console.print()
