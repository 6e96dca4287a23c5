"""Files of the benchmark in: keys, responses, histories, reports; the one place that opens them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from reportedly.errors import BenchmarkError
from reportedly.evaluate.muc4.history import History, read_history
from reportedly.evaluate.muc4.messages import Message, read_messages
from reportedly.evaluate.muc4.parse import parse_templates
from reportedly.evaluate.muc4.report import Report, read_report
from reportedly.evaluate.muc4.template import Fault, Template

T = TypeVar("T")


def open_text(path: Path) -> str:
    """Return a file's text. The files of 1992 are ASCII; a stray byte must not stop them."""
    return path.read_text(encoding="latin-1")


def open_templates(paths: Iterable[Path]) -> tuple[Template, ...]:
    """Return the templates of the files, in order; one that cannot be read is an error."""
    templates: list[Template] = []
    for path in paths:
        parsed = parse_templates(open_text(path), str(path))
        if parsed.faults:
            more = f" (and {len(parsed.faults) - 1} more)" if len(parsed.faults) > 1 else ""
            raise BenchmarkError(f"{parsed.faults[0]}{more}")
        if not parsed.templates:
            raise BenchmarkError(f"{path}: no templates: wanted slots, from `0.  MESSAGE: ID` on")
        templates += parsed.templates
    return tuple(templates)


def open_history(path: Path) -> History:
    """Return the human decisions of a history file."""
    return open_whole(path, read_history)


def open_report(path: Path) -> Report:
    """Return the totals and pairs of an official report."""
    return open_whole(path, read_report)


def open_whole(path: Path, read: Callable[[str, str], T | Fault]) -> T:
    """Return what a file holds, or stop where it is something else."""
    found = read(open_text(path), str(path))
    if isinstance(found, Fault):
        raise BenchmarkError(str(found))
    return found


def open_messages(paths: Iterable[Path]) -> tuple[Message, ...]:
    """Return the messages of the files, in order; a file without any is an error."""
    messages: list[Message] = []
    for path in paths:
        found = tuple(read_messages(open_text(path)))
        if not found:
            raise BenchmarkError(
                f"{path}: no messages: wanted lines such as `DEV-MUC3-0001 (NOSC)`"
            )
        messages += found
    return tuple(messages)
