"""`reportedly token`: what lets a person's programs in to the API."""

from __future__ import annotations

from typing import Annotated

import typer

from reportedly.cli.account import NameArgument
from reportedly.cli.common import LedgerOption, open_ledger

app = typer.Typer(name="token", no_args_is_help=True, help="Let programs in, or out.")


@app.command()
def make(
    name: NameArgument,
    use: Annotated[str, typer.Option("--for", metavar="WORDS", help="To know it by later.")],
    scope: Annotated[
        str, typer.Option("--scope", metavar="SCOPE", help="read, judge, publish or admin.")
    ] = "read",
    days: Annotated[
        int, typer.Option("--days", min=0, help="How long it is good; 0: until it is ended.")
    ] = 90,
    ledger: LedgerOption = None,
) -> None:
    """Make a token for somebody's programs; it is printed this once.

    It never reaches further than the account's role.

    Example: reportedly token make Ada --for "nightly export" --scope read
    """
    from typing import cast, get_args

    from reportedly.errors import UsageError
    from reportedly.ledger.accounts import find_account
    from reportedly.records import Scope
    from reportedly.run.accounts import make_token

    if scope not in get_args(Scope):
        raise UsageError(f"--scope {scope}: wanted {', '.join(get_args(Scope))}")
    with open_ledger(ledger) as book:
        with book.reading() as connection:
            found = find_account(connection, name)
        if found is None or found[0].ended:
            raise UsageError(f"{name}: no account of that name: `reportedly account list`")
        print(make_token(book, found[0], use, cast(Scope, scope), days or None))


@app.command(name="list")
def list_(name: NameArgument, ledger: LedgerOption = None) -> None:
    """List somebody's tokens: their ids, never what they are.

    Example: reportedly token list Ada
    """
    import datetime as dt

    from reportedly.errors import UsageError
    from reportedly.ledger.accounts import find_account, read_tokens

    with open_ledger(ledger) as book, book.reading() as connection:
        found = find_account(connection, name)
        if found is None:
            raise UsageError(f"{name}: no account of that name: `reportedly account list`")
        for one in read_tokens(connection, found[0].id):
            ends = one["ends"] and dt.datetime.fromtimestamp(one["ends"], dt.UTC)
            until = f"until {ends:%Y-%m-%d}" if ends else "until ended"
            print(f"{one['id']}\t{one['scope']}\t{until}\t{one['name']}")


@app.command()
def end(
    name: NameArgument,
    token: Annotated[str, typer.Argument(metavar="ID", help="As `token list` names it.")],
    ledger: LedgerOption = None,
) -> None:
    """End a token at once.

    Example: reportedly token end Ada 3f9c0a
    """
    from reportedly.errors import UsageError
    from reportedly.ledger.accounts import end_token, find_account

    with open_ledger(ledger) as book, book.noting() as connection:
        found = find_account(connection, name)
        if found is None or not end_token(connection, found[0].id, token):
            raise UsageError(f"{token}: {name} has no such token: `reportedly token list {name}`")
