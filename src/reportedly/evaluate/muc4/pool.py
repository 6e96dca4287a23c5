"""Messages in, their templates out in the same order, on one process or several."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reportedly.evaluate.muc4.messages import Message
from reportedly.evaluate.muc4.template import Template
from reportedly.records import Issue

if TYPE_CHECKING:
    from reportedly.evaluate.muc4.system import System

Found = list[Template] | Issue

_systems: list[System] = []  # one in each worker, opened when it starts


def code_messages(
    messages: Sequence[Message], *, workers: int = 1, threads: int = 0
) -> Iterator[tuple[Message, Found]]:
    """Yield each message with its templates. More workers change nothing but the time."""
    if workers == 1:
        yield from zip(messages, open_system(threads).code(messages), strict=True)
        return
    # A fork would copy the threads of the model's runtime in the middle of their work.
    with multiprocessing.get_context("spawn").Pool(workers, start_worker) as pool:
        yield from zip(messages, pool.imap(code_one, messages), strict=True)


def open_system(threads: int) -> System:
    """Open the model, the coder and the layer over it."""
    # Here: a process that only hands messages to its workers needs none of this.
    from reportedly.config import Config
    from reportedly.evaluate.muc4.system import System
    from reportedly.pipeline import Coder

    return System.open(Coder.open(Config(threads=threads)))


def start_worker() -> None:
    """Open a worker's own system, on one thread."""
    _systems.append(open_system(1))


def code_one(message: Message) -> Found:
    """Code one message in a worker."""
    return next(iter(_code([message])))


def _code(messages: Iterable[Message]) -> Iterator[Found]:
    return _systems[0].code(messages)
