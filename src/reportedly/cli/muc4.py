"""`reportedly muc4 score`: a key and a response of MUC-4 in, the official table out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from reportedly.evaluate.muc4.verdict import Judge

app = typer.Typer(
    name="muc4", no_args_is_help=True, rich_markup_mode=None, help="The benchmark MUC-4."
)


@app.callback()
def muc4() -> None:
    """Score responses to MUC-4, the benchmark of 1992, as its own scorer did."""


@app.command("score")
def score(
    key: Annotated[
        list[Path], typer.Option("--key", metavar="FILE", help="A key; may be given again.")
    ],
    response: Annotated[
        list[Path], typer.Option("--response", metavar="FILE", help="A response; likewise.")
    ],
    history: Annotated[
        Path | None,
        typer.Option("--history", metavar="FILE", help="Decisions of people, to be replayed."),
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option("--pairs", metavar="REPORT", help="Pair templates as this report does."),
    ] = None,
    known_only: Annotated[
        bool,
        typer.Option("--known-only", help="What no decision is known for is wrong: no matcher."),
    ] = False,
    roles: Annotated[
        bool, typer.Option("--roles", help="Also the modern measure, on five string roles.")
    ] = False,
) -> None:
    """Print how a response agrees with a key: the table of 1992, slot by slot.

    Strings that differ from the key's are judged by the people of 1992 where HISTORY knows them,
    else by rules made of the task's guidelines.

    Example: reportedly muc4 score --key KEY --response RESPONSE
    """
    from reportedly.cli.common import write_out
    from reportedly.evaluate.muc4.files import open_report, open_templates
    from reportedly.evaluate.muc4.roles import write_roles
    from reportedly.evaluate.muc4.score import score as score_templates
    from reportedly.evaluate.muc4.table import write_table

    keys, responses = open_templates(key), open_templates(response)
    paired = open_report(pairs).pairs if pairs else None
    judges = call_judges(history, known_only=known_only)
    lines = list(write_table(score_templates(keys, responses, judges, paired)))
    if roles:
        lines += ["", *write_roles(keys, responses)]
    write_out(f"{line}\n".encode() for line in lines)


def call_judges(history: Path | None, *, known_only: bool) -> list[Judge]:
    """Return who is asked about strings, in their order."""
    from reportedly.evaluate.muc4.files import open_history
    from reportedly.evaluate.muc4.guess import Guess

    people: list[Judge] = [open_history(history)] if history else []
    return people if known_only else [*people, Guess()]


@app.command("code")
def code(
    texts: Annotated[
        list[Path],
        typer.Argument(metavar="TEXTFILE...", help="Files of messages, as the task gives them."),
    ],
    workers: Annotated[
        int, typer.Option("--workers", min=1, help="Processes; each opens a model of its own.")
    ] = 1,
) -> None:
    """Code messages into MUC-4's templates and print them as a response.

    A message that cannot be read is named on stderr and given as one without an incident.

    Example: reportedly muc4 code TEXTFILE
    """
    # The layer's nets are small: a second thread would wait for the first more than it works.
    # Said before numpy is loaded; workers inherit it.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from reportedly.cli.common import write_out
    from reportedly.evaluate.muc4.files import open_messages
    from reportedly.evaluate.muc4.pool import code_messages
    from reportedly.evaluate.muc4.template import Template
    from reportedly.evaluate.muc4.write import write_templates
    from reportedly.records import Issue

    for message, found in code_messages(open_messages(texts), workers=workers):
        if isinstance(found, Issue):
            typer.echo(f"{message.id}: {found.reason}: {found.detail}", err=True)
            found = [Template(message=message.id, number=None)]
        write_out([f"{write_templates(found)}\n".encode()])
