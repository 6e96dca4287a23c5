"""`reportedly doctor`: this installation in, what is well and what to do about the rest out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import EXIT_FAILURE, LedgerOption, make_console, read_settings

if TYPE_CHECKING:
    from reportedly.config import Config

Check = Callable[["Config"], str]


def doctor(
    upgrade: Annotated[
        bool, typer.Option("--upgrade", help="Bring a shared ledger to this version's revision.")
    ] = False,
    ledger: LedgerOption = None,
) -> None:
    """Check the installation, and say what to put right.

    Example: reportedly doctor
    """
    from reportedly.errors import ReportedlyError

    console = make_console()
    config = read_settings(ledger=ledger)
    if upgrade:
        from reportedly.ledger import Ledger

        Ledger.open(config.ledger_url, create=False, upgrade=True).close()
    failed = False
    for name, check in list_checks():
        try:
            words, mark = check(config), "ok  "
        except (ReportedlyError, OSError) as error:
            words, mark, failed = " ".join(str(error).split()), "FAIL", True
        console.print(f"{mark}  {name:10} {words}", markup=False)
    if failed:
        raise typer.Exit(EXIT_FAILURE)


def list_checks() -> Iterator[tuple[str, Check]]:
    """Yield the checks by name."""
    yield "python", check_python
    yield "model", check_model
    yield "codebook", check_codebook
    yield "reading", check_reading
    yield "ledger", check_ledger


def check_python(_: Config) -> str:
    """Tell which Python and which reportedly this is."""
    from reportedly import __version__

    version = ".".join(str(part) for part in sys.version_info[:3])
    return f"{version} with reportedly {__version__}"


def check_model(config: Config) -> str:
    """See that the language model's weights are there."""
    from reportedly.errors import ModelError
    from reportedly.run.identity import find_model, hash_folder, walk

    folder = find_model(config)
    weights = [file for path, file in walk(folder) if path.endswith(".onnx")]
    if not weights:
        raise ModelError(
            f"{folder}: no .onnx file there: install reportedly again, or point `model` in "
            "reportedly.toml to a folder with one"
        )
    size = sum(len(file.read_bytes()) for file in weights)
    return f"{folder}, {size / 1e6:.0f} MB, hash {hash_folder(folder)[:12]}"


def check_codebook(_: Config) -> str:
    """See that the codebook's data are there."""
    from importlib.resources import files

    from reportedly.errors import CodebookError
    from reportedly.run.identity import hash_folder, walk

    folder = files("reportedly") / "codebook" / "books"
    books = [path for path, _ in walk(folder)]
    if not books:
        raise CodebookError(f"{folder}: no books there: install reportedly again")
    return f"{len(books)} books, hash {hash_folder(folder)[:12]}"


def check_reading(config: Config) -> str:
    """Code one sentence with everything in place: model, codebook and gazetteer."""
    import datetime as dt

    from reportedly.cli.common import open_coder
    from reportedly.errors import ModelError
    from reportedly.records import Article, Place
    from reportedly.run.local import code_one

    article = Article(
        name="doctor",
        media="json",
        text="Gunmen killed 6 soldiers near Mopti, Mali, on Saturday, an army spokesman said.",
        source_id="doctor",
        published=dt.date(2024, 3, 4),
    )
    coded = code_one(open_coder(config), article)
    if not coded.events:
        reasons = "; ".join(f"{issue.reason} {issue.detail}" for issue in coded.issues)
        raise ModelError(
            f"the test sentence gave no event ({reasons or 'no reason'}): install reportedly again"
        )
    where = coded.events[0].where
    if not isinstance(where, Place) or where.country != "ML":
        raise ModelError(
            "the test sentence's place was not found: the gazetteer is missing or damaged; "
            "install reportedly again"
        )
    return f"a sentence gave {coded.events[0].category} in {where.name}, {where.country}"


def check_ledger(config: Config) -> str:
    """See that the ledger can be read and written, without making one."""
    from reportedly.errors import LedgerError
    from reportedly.ledger import Ledger, check_writing

    url = config.ledger_url
    try:
        book = Ledger.open(url, create=False)
    except LedgerError as error:
        if "no ledger there yet" not in str(error):
            raise
        check_writing(url)
        return str(error)
    with book:
        book.check_writing()
        counts = ", ".join(f"{name} {number:,}" for name, number in book.counts().items())
        return f"{book.name}: {counts}"
