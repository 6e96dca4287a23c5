"""`reportedly serve`: the ledger in, the newsroom in a browser out."""

from __future__ import annotations

from typing import Annotated

import typer

from reportedly.cli.common import LedgerOption, open_ledger, read_settings

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def serve(
    host: Annotated[str, typer.Option("--host", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535)] = 8000,
    ledger: LedgerOption = None,
    demo: Annotated[
        bool, typer.Option("--demo", help="A newsroom of ten sample reports; nothing is kept.")
    ] = False,
) -> None:
    """Open the newsroom: analysts review and publish, readers read what was published.

    Nothing leaves this machine: it listens on loopback unless told otherwise. First make an
    account: `reportedly account add NAME --role admin`.

    Example: reportedly serve --port 8000
    """
    import sys
    import tempfile

    if not demo:
        book = open_ledger(ledger, create=True)
        run(book, host, port)
        return
    with tempfile.TemporaryDirectory(
        prefix="reportedly-demo-", ignore_cleanup_errors=True
    ) as place:
        book = open_ledger(f"sqlite:///{place}/ledger.db", create=True)
        password = fill(book)
        print(f"sign in at /desk as demo with {password}", file=sys.stderr)
        run(book, host, port)


def run(book: object, host: str, port: int) -> None:
    """Serve until stopped."""
    import sys

    import uvicorn

    from reportedly.ledger import Ledger
    from reportedly.run.accounts import has_admin
    from reportedly.web.app import make_app

    assert isinstance(book, Ledger)
    if not has_admin(book):
        print("nobody can sign in yet: reportedly account add NAME --role admin", file=sys.stderr)
    if host not in LOOPBACK:
        print(f"listening on {host}: put TLS in front of it", file=sys.stderr)
    app = make_app(book, read_settings())
    # The log would hold readers' addresses; proxies are believed only as far as the settings say.
    uvicorn.run(app, host=host, port=port, access_log=False, proxy_headers=False,
                server_header=False, log_level="info")  # fmt: skip


def fill(book: object) -> str:
    """Put the ten sample reports and an account in a ledger; return the password."""
    import secrets
    from importlib.resources import as_file, files

    from reportedly.cli.common import code_paths, link
    from reportedly.ledger import Ledger
    from reportedly.run.accounts import make_account

    assert isinstance(book, Ledger)
    with as_file(files("reportedly") / "demo") as samples:
        for coded in code_paths(sorted(str(p) for p in samples.glob("*.json")), read_settings()):
            book.add(coded)
    link(book)
    password = secrets.token_urlsafe(12)
    make_account(book, "demo", "admin", password)
    return password
