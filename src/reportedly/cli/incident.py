"""`reportedly incident`: a slug in, every report of one incident side by side out."""

from __future__ import annotations

from typing import Annotated

import typer

from reportedly.cli.common import (
    LedgerOption,
    link,
    make_console,
    open_ledger,
    read_settings,
    read_told,
    write_out,
)
from reportedly.errors import ConfigError


def incident(
    slug: Annotated[
        str, typer.Argument(metavar="SLUG", help="An incident's slug, or its first characters.")
    ],
    profile: Annotated[
        str | None,
        typer.Option("--profile", help="Show whose figure this profile of your settings prefers."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The incident as one JSON object.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """Show who says what about one incident, and who disagrees.

    A slug that it had before it was merged or renamed still finds it.

    Example: reportedly incident SLUG
    """
    from reportedly.cli.sheet import show_incident, show_preferred

    wanted = find_profile(profile)
    with open_ledger(ledger) as book:
        link(book)
        found = book.incident(slug)
        documents, events = read_told(book, [found])
    if json:
        from reportedly.export.jsonl import write_jsonl

        write_out(write_jsonl([found]))
        return
    console = make_console()
    show_incident(console, found, documents, events)
    if profile:
        show_preferred(console, found, profile, wanted)


def find_profile(name: str | None) -> tuple[str, ...]:
    """Return a profile of the settings: the sectors whose word a team prefers, in order."""
    profiles = read_settings().profiles
    if name is not None and name not in profiles:
        known = ", ".join(sorted(profiles)) or "none"
        raise ConfigError(
            f"{name}: no such profile in [profiles] of the settings; there are {known}"
        )
    return profiles[name] if name else ()
