"""The commands' own help in, docs/cli.md out: the reference can never say what --help does not.

make_cli_docs.py PATH            write it
make_cli_docs.py PATH --check    only tell whether it is up to date
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import typer
from typer.cli import get_docs_for_click

from reportedly.cli.app import app

TITLE = "The commands"
NOTE = "<!-- Made from --help by `make docs`: change the help text, not this page. -->\n\n"


def make_page() -> str:
    """Return the reference, one section a command."""
    command = typer.main.get_command(app)
    context = typer.Context(command, info_name="reportedly")
    page = get_docs_for_click(obj=command, ctx=context, name="reportedly", title=TITLE)
    return NOTE + "\n".join(line.rstrip() for line in page.strip().splitlines()) + "\n"


def main() -> int:
    """Write the page, or compare it. Return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    page = make_page()
    if args.check:
        current = args.path.read_text("utf8") if args.path.exists() else ""
        if current != page:
            print(f"{args.path}: not what --help says; run `make docs`", file=sys.stderr)
            return 1
        return 0
    args.path.write_text(page, "utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
