"""`reportedly account`: who may sign in to the newsroom."""

from __future__ import annotations

from typing import Annotated

import typer

from reportedly.cli.common import LedgerOption, open_ledger

app = typer.Typer(name="account", no_args_is_help=True, help="Say who may sign in.")

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="As it stands in decisions.")]
RoleOption = Annotated[
    str, typer.Option("--role", metavar="ROLE", help="reader, coder, editor or admin.")
]


def read_role(role: str) -> str:
    """Return a role, or say which there are."""
    from typing import get_args

    from reportedly.errors import UsageError
    from reportedly.records import Role

    if role not in get_args(Role):
        raise UsageError(f"--role {role}: wanted {', '.join(get_args(Role))}")
    return role


def ask_password() -> str:
    """Read a password twice from the terminal, or once from a pipe."""
    import sys
    from getpass import getpass

    from reportedly.errors import UsageError

    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass("Password: ")
    if getpass("Again: ") != first:
        raise UsageError("the two passwords differ")
    return first


@app.command()
def add(name: NameArgument, role: RoleOption = "coder", ledger: LedgerOption = None) -> None:
    """Let somebody sign in; the password is read from the terminal or from stdin.

    Example: reportedly account add Ada --role admin
    """
    from typing import cast

    from reportedly.records import Role
    from reportedly.run.accounts import make_account

    wanted = cast(Role, read_role(role))
    with open_ledger(ledger, create=True) as book:
        account = make_account(book, name, wanted, ask_password())
    print(f"{account.name}: {account.role}")


@app.command()
def role(name: NameArgument, role: RoleOption, ledger: LedgerOption = None) -> None:
    """Give somebody another role, and sign them out.

    Example: reportedly account role Ada --role editor
    """
    from typing import cast

    from reportedly.records import Role
    from reportedly.run.accounts import change_role

    wanted = cast(Role, read_role(role))
    with open_ledger(ledger) as book:
        account = change_role(book, name, wanted)
    print(f"{account.name}: {account.role}")


@app.command()
def password(name: NameArgument, ledger: LedgerOption = None) -> None:
    """Give an account another password, and sign it out everywhere.

    Example: reportedly account password Ada
    """
    from reportedly.run.accounts import change_password

    with open_ledger(ledger) as book:
        change_password(book, name, ask_password())


@app.command()
def end(name: NameArgument, ledger: LedgerOption = None) -> None:
    """Let somebody sign in no more; what they decided keeps their name.

    Example: reportedly account end Ada
    """
    from reportedly.run.accounts import end_account

    with open_ledger(ledger) as book:
        end_account(book, name)


@app.command(name="list")
def list_(ledger: LedgerOption = None) -> None:
    """List who may, or once might, sign in.

    Example: reportedly account list
    """
    from reportedly.ledger.accounts import read_accounts

    with open_ledger(ledger) as book, book.reading() as connection:
        for one in read_accounts(connection):
            print(f"{one.name}\t{one.role}\t{f'ended {one.ended:%Y-%m-%d}' if one.ended else ''}")
