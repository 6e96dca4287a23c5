"""`reportedly publish`, `withdraw`: an incident in, what readers would see and a decision out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import EXIT_USAGE, LedgerOption, make_console, open_ledger, read_settings
from reportedly.cli.judge import ByOption, ReasonOption, make_person, tell

if TYPE_CHECKING:
    from reportedly.run.drafting import Draft

SlugArgument = Annotated[str, typer.Argument(metavar="SLUG", help="The incident.")]


def publish(
    slug: SlugArgument,
    edition: Annotated[
        str | None,
        typer.Option("--edition", metavar="ID", help="The edition that you looked at."),
    ] = None,
    title: Annotated[str, typer.Option("--title", help="A title; else one is made.")] = "",
    note: Annotated[str, typer.Option("--note", help="What readers should know.")] = "",
    hide: Annotated[
        list[str] | None, typer.Option("--hide", metavar="NAME", help="A name to hide as well.")
    ] = None,
    propose: Annotated[
        bool, typer.Option("--propose", help="Only propose it; somebody else publishes.")
    ] = False,
    by: ByOption = "",
    reason: ReasonOption = "",
    ledger: LedgerOption = None,
) -> None:
    """Show what readers would see of an incident; with --edition, let them see it.

    Nothing becomes public that was not looked at: the first call prints the edition's id, the
    second one names it, and is refused if the incident changed in between.

    Example: reportedly publish SLUG --edition ID --by Ada
    """
    from reportedly.run import publishing
    from reportedly.run.drafting import Wish, make_draft

    wish = Wish(title=title, note=note, hide=tuple(hide or ()))
    with open_ledger(ledger) as book:
        if edition is None:
            show(make_draft(book, slug, wish))
            return
        person = make_person(by, reason, None)
        if propose:
            tell(publishing.propose(book, slug, wish, person, edition))
            return
        two_people = read_settings().newsroom.two_people
        tell(publishing.publish(book, slug, wish, person, edition, two_people=two_people))


def withdraw(
    slug: SlugArgument,
    sensitive: Annotated[
        bool, typer.Option("--sensitive", help="Keep it from readers until this is undone.")
    ] = False,
    by: ByOption = "",
    reason: ReasonOption = "",
    ledger: LedgerOption = None,
) -> None:
    """Take an incident back from readers. Who asks is told the reason.

    Example: reportedly withdraw SLUG --by Ada --reason "the outlet took its report back"
    """
    from reportedly.run import publishing

    if not reason.strip():
        print("reportedly: withdraw: wanted a reason: --reason", file=sys.stderr)
        raise typer.Exit(EXIT_USAGE)
    person = make_person(by, reason, None)
    with open_ledger(ledger) as book:
        take = publishing.withhold if sensitive else publishing.withdraw
        tell(take(book, slug, person))


def show(draft: Draft) -> None:
    """Print what readers would see, and what to look at before they do."""
    from reportedly.cli.show import tame

    edition = draft.edition
    lines = [f"{edition.title}  ({draft.release.state})"]
    for document in edition.documents:
        lines.append(f"  {document.source.name or '?'}, {document.published}: {document.title}")
        lines += [f"    “{words}”" for words in edition.words.get(document.id, ())]
    for what, names in (
        ("hidden", draft.hidden), ("kept, in an office", [p.name or p.text for p in draft.kept]),
        ("perhaps names", draft.names), ("disputed", draft.disputed),
        ("words that judge", draft.verdicts), ("changed", [c.field for c in draft.changes]),
    ):  # fmt: skip
        if names:
            lines.append(f"  {what}: {'; '.join(names)}")
    lines.append(f"  to publish exactly this: --edition {edition.id}")
    console = make_console()
    for line in lines:
        console.print(tame(line), markup=False, highlight=False)
