"""`reportedly tallies`: the ledger in, each speaker's running totals in order of time out."""

from __future__ import annotations

from typing import Annotated

import typer

from reportedly.cli.common import LedgerOption, make_console, open_ledger, say, write_out


def tallies(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One series a line.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """List running totals as series: one speaker, one effect, one beginning.

    They are never summed, and belong to no incident.

    Example: reportedly tallies
    """
    from reportedly.ledger.course import read_dated_tallies
    from reportedly.merge.series import find_series

    with open_ledger(ledger) as book, book.reading() as connection:
        found = find_series(read_dated_tallies(connection))
    if jsonl:
        from reportedly.export.jsonl import write_jsonl

        write_out(write_jsonl(found))
        return
    from reportedly.cli.show import tame
    from reportedly.export.words import describe_range

    console = make_console()
    for series in tame(found):
        since = f" since {series.since}" if series.since else ""
        who = f" ({series.who})" if series.who else ""
        title = f"{series.effect}{who}{since}, by {series.speaker or 'no speaker named'}"
        console.print(title, style="bold", markup=False)
        for point in series.points:
            words = describe_range(point.low, point.high, point.qualifier)
            day = str(point.day) if point.day else "undated"
            console.print(f"  {day}  {words}  {say(len(point.documents), 'report')}", markup=False)
