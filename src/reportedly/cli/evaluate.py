"""`reportedly evaluate`: a folder of reports coded by hand in, figures against its floors out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.common import (
    EXIT_FAILURE,
    EXIT_PARTLY,
    ProgressOption,
    Tallying,
    WorkersOption,
    code_paths,
    follow,
    read_settings,
    say,
    write_file,
    write_out,
)

if TYPE_CHECKING:
    from reportedly.evaluate.gate import Floors, Shortfall
    from reportedly.evaluate.score import Figures


def evaluate(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Reports coded by hand, one NN.json each.")
    ],
    coded: Annotated[
        Path | None,
        typer.Option(
            "--coded", metavar="FILE", help="Score what `code --jsonl` printed; code nothing now."
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="The figures as one JSON object.")] = False,
    errors: Annotated[
        bool,
        typer.Option("--errors", help="Also list every error: report, field, wanted, got, anchor."),
    ] = False,
    pin: Annotated[
        bool,
        typer.Option("--pin", help="Raise the folder's floors to the figures, less a margin."),
    ] = False,
    lower_floor: Annotated[
        list[str] | None,
        typer.Option("--lower-floor", metavar="NAME", help="With --pin: let this floor go down."),
    ] = None,
    workers: WorkersOption = None,
    progress: ProgressOption = None,
) -> None:
    """Code reports that a person has coded too, and print how well the two agree.

    Where the folder has a floors.toml, the exit code is 1 if a figure is below its floor.

    Example: reportedly evaluate GOLD
    """
    from reportedly.evaluate.gate import read_floors, require_fit
    from reportedly.evaluate.gold import find_reports
    from reportedly.evaluate.table import write_shortfalls

    check_options(pin=pin, lower_floor=lower_floor, coded=coded)
    find_reports(folder)  # before the model is opened
    floors = read_floors(folder)
    if floors and not pin:
        require_fit(floors, folder)
    if coded is not None:
        figures = score_file(folder, coded)
    else:
        figures = code_and_score(folder, workers, progress)
    if pin:
        floors = pin_folder(folder, figures, floors, lower_floor or ())
    write_figures(figures, floors, json=json, errors=errors)
    short = find_shortfalls(figures, floors)
    for line in write_shortfalls(short):
        print(f"reportedly: {line}", file=sys.stderr)
    if short:
        raise typer.Exit(EXIT_FAILURE)
    if figures.missing_documents:
        missing = say(figures.missing_documents, "report")
        print(f"reportedly: {missing} could not be coded", file=sys.stderr)
        raise typer.Exit(EXIT_PARTLY)


def check_options(*, pin: bool, lower_floor: list[str] | None, coded: Path | None) -> None:
    """Stop where options do not go together."""
    from reportedly.errors import UsageError

    if lower_floor and not pin:
        raise UsageError("--lower-floor: wanted --pin beside it")
    if pin and coded:
        raise UsageError("--pin: wanted no --coded: floors hold for the coder as it is now")


def code_and_score(folder: Path, workers: int | None, progress: bool | None) -> Figures:
    """Code the folder's reports and score them."""
    from reportedly.evaluate.gold import find_reports, read_gold
    from reportedly.evaluate.score import list_records, score

    gold = read_gold(folder)
    paths = [str(path) for path in find_reports(folder)]
    articles = follow(code_paths(paths, read_settings(workers=workers)), Tallying(), progress)
    return score(gold, list_records(articles))


def score_file(folder: Path, coded: Path) -> Figures:
    """Score records that were coded earlier."""
    from reportedly.evaluate.gold import read_coded, read_gold
    from reportedly.evaluate.score import score

    return score(read_gold(folder), read_coded(coded))


def pin_folder(
    folder: Path, figures: Figures, floors: Floors | None, lower: Sequence[str]
) -> Floors:
    """Write the folder's floors anew and return them."""
    from reportedly.evaluate.gate import FILE_NAME, pin_floors, take_fingerprint, write_floors

    raised = pin_floors(figures, floors, take_fingerprint(folder), lower=lower)
    write_file(folder / FILE_NAME, [write_floors(raised).encode()])
    return raised


def find_shortfalls(figures: Figures, floors: Floors | None) -> tuple[Shortfall, ...]:
    """Return what fell below its floor; a folder without floors lets everything pass."""
    from reportedly.evaluate.gate import check

    return check(figures, floors) if floors else ()


def write_figures(figures: Figures, floors: Floors | None, *, json: bool, errors: bool) -> None:
    """Write the figures to stdout, and the errors after them."""
    import msgspec

    from reportedly.cli.show import tame
    from reportedly.evaluate.score import flatten
    from reportedly.evaluate.table import write_errors, write_table

    if json:
        listed = {"errors": figures.errors} if errors else {}
        write_out([msgspec.json.encode(flatten(figures) | listed), b"\n"])
        return
    lines = list(write_table(figures, floors))
    if errors:
        lines += ["", *(tame(line) for line in write_errors(figures.errors))]
    write_out(f"{line}\n".encode() for line in lines)
