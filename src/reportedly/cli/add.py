"""`reportedly add`: articles in, rows in the ledger."""

from __future__ import annotations

import sys

from reportedly.cli.common import (
    LedgerOption,
    PathsArgument,
    ProgressOption,
    Tallying,
    WorkersOption,
    code_paths,
    follow,
    link,
    open_ledger,
    read_settings,
    say,
)


def add(
    paths: PathsArgument,
    ledger: LedgerOption = None,
    workers: WorkersOption = None,
    progress: ProgressOption = None,
) -> None:
    """Code articles and write what they say to the ledger.

    Their events are then linked with those that tell the same incidents. Each article is written
    whole or not at all, and adding it again changes nothing, so a run
    that was cut off is simply run again.

    Example: reportedly add reports --ledger sqlite:///march.db
    """
    import datetime as dt

    from reportedly.cli.show import describe_issue, tame
    from reportedly.run.identity import make_run

    config = read_settings(ledger=ledger, workers=workers)
    run = make_run(config, dt.datetime.now(dt.UTC))
    tallying = Tallying()
    new = 0
    with open_ledger(ledger, create=True) as book:
        for coded in follow(code_paths(paths, config), tallying, progress):
            new += book.add(coded, run)
            for issue in coded.issues:
                print(describe_issue(tame(issue)), file=sys.stderr)
        link(book, progress, config.workers or 1)
        if tallying.articles:
            print(f"{tallying}; {say(new, 'article')} new to {book.name}", file=sys.stderr)
    tallying.leave()
