"""`reportedly incidents`: the ledger in, what happened as all its reports tell it out."""

from __future__ import annotations

from typing import Annotated

import typer

from reportedly.cli.common import (
    LedgerOption,
    make_console,
    open_ledger,
    read_incidents,
    say,
    write_out,
)


def incidents(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """List the incidents that the ledger's reports tell.

    What was added or decided since they were last folded is folded in first.

    Example: reportedly incidents --jsonl
    """
    with open_ledger(ledger) as book:
        folded = read_incidents(book)
    if jsonl:
        from reportedly.export.jsonl import write_jsonl

        write_out(write_jsonl(folded))
        return
    from reportedly.cli.sheet import make_title

    console = make_console()
    for incident in folded:
        console.print(make_title(incident))
        sources = say(incident.independent_sources, "independent source")
        disputed = ", ".join(dispute.field for dispute in incident.disputes)
        words = f"  {incident.slug} · {sources}{f' · disputed: {disputed}' if disputed else ''}"
        console.print(words, style="dim", markup=False)
