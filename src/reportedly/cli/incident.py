"""`reportedly incident`: a slug in, every report of one incident side by side out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import LedgerOption, fold_incidents, make_console, open_ledger

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportedly.records import Incident


def incident(
    slug: Annotated[
        str, typer.Argument(metavar="SLUG", help="An incident's slug, or its first characters.")
    ],
    ledger: LedgerOption = None,
) -> None:
    """Show who says what about one incident, and who disagrees.

    Example: reportedly incident SLUG
    """
    from reportedly.cli.sheet import show_incident

    with open_ledger(ledger) as book:
        documents, events, folded = fold_incidents(book)
    found = find_incident(folded, slug)
    show_incident(make_console(), found, documents, events)


def find_incident(incidents: Sequence[Incident], slug: str) -> Incident:
    """Return the one incident whose slug or id begins so."""
    from reportedly.errors import LedgerError

    exact = [incident for incident in incidents if slug in (incident.slug, incident.id)]
    found = exact or [incident for incident in incidents if incident.slug.startswith(slug) and slug]
    if not found:
        raise LedgerError(f"{slug}: no incident has a slug that begins so: try `incidents`")
    if len(found) > 1:
        names = ", ".join(incident.slug for incident in found[:8])
        raise LedgerError(f"{slug}: fits several incidents: {names}")
    return found[0]
