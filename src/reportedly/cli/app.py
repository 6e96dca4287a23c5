"""The command `reportedly`: its list of commands and its way out.

Command modules import only the standard library and Typer at their top; what does the work is
imported inside the function, so that `reportedly --help` stays fast.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated, NoReturn

import typer

from reportedly.cli import (
    account,
    add,
    code,
    demo,
    doctor,
    evaluate,
    events,
    explain,
    export,
    incident,
    incidents,
    judge,
    muc4,
    publish,
    queue,
    serve,
    tallies,
    token,
)
from reportedly.cli.common import EXIT_FAILURE, EXIT_OK, EXIT_USAGE
from reportedly.errors import ReportedlyError, UsageError

app = typer.Typer(
    name="reportedly",
    no_args_is_help=True,
    rich_markup_mode=None,  # plain help wraps paragraphs, and is twice as fast to show
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_show_locals=False,  # locals hold article text, and may hold a password
)

COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo.demo,
    "code": code.code,
    "add": add.add,
    "events": events.events,
    "explain": explain.explain,
    "incidents": incidents.incidents,
    "incident": incident.incident,
    "tallies": tallies.tallies,
    "queue": queue.queue,
    "judge": judge.judge,
    "merge": judge.merge,
    "split": judge.split,
    "undo": judge.undo,
    "judgements": judge.judgements,
    "publish": publish.publish,
    "withdraw": publish.withdraw,
    "export": export.export,
    "serve": serve.serve,
    "evaluate": evaluate.evaluate,
    "doctor": doctor.doctor,
}
for name, command in COMMANDS.items():
    app.command(name)(command)
app.add_typer(account.app)
app.add_typer(token.app)
app.add_typer(muc4.app)


def show_version(wanted: bool) -> None:
    """Print the version and stop."""
    if wanted:
        from reportedly import __version__

        typer.echo(f"reportedly {__version__}")
        raise typer.Exit


@app.callback()
def reportedly(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    """Turn news into a ledger of who says what happened.

    Data go to stdout, progress and complaints to stderr. Exit codes: 0 all went well,
    1 it failed, 2 the command was not understood, 3 partly: some articles could not be used.
    Settings are read from reportedly.toml, then REPORTEDLY_* variables, then options.
    """


def main() -> NoReturn:
    """Run the command line; what the user can put right is one line on stderr."""
    try:
        app()
    except UsageError as error:
        complain(error)
        sys.exit(EXIT_USAGE)
    except (ReportedlyError, OSError) as error:
        complain(error)
        sys.exit(EXIT_FAILURE)
    sys.exit(EXIT_OK)


def complain(error: Exception) -> None:
    """Write one line on stderr."""
    print("reportedly:", " ".join(str(error).split()), file=sys.stderr)
