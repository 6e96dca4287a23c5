"""Settings in, the Run that stands beside what they produce out.

A run's id is a hash of what can change an outcome: version, model, codebook, settings. The time
is not part of it, so the same coder on another day is the same run.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from reportedly import __version__
from reportedly.config import Config
from reportedly.ids import ID_HEX, make_id
from reportedly.records import Run

# Where records are kept and how many hands make them changes none of them.
WITHOUT_EFFECT = ("ledger", "workers", "threads", "model", "profiles", "newsroom")


def make_run(config: Config, started: dt.datetime) -> Run:
    """Return the run that these settings make."""
    settings = msgspec.to_builtins(config)
    for key in WITHOUT_EFFECT:
        del settings[key]
    words = msgspec.json.encode(settings, order="sorted").decode()
    model = hash_folder(find_model(config))
    codebook = hash_folder(files("reportedly") / "codebook" / "books")
    run_id = make_id(__version__, model, codebook, words)
    return Run(
        id=run_id,
        started=started,
        version=__version__,
        model=model,
        codebook=codebook,
        settings=words,
    )


def find_model(config: Config) -> Traversable:
    """Return the folder of the language model in use."""
    return Path(config.model) if config.model else files("reportedly") / "model"


def hash_folder(folder: Traversable) -> str:
    """Return a hash of every data file in a folder, empty where there is none."""
    digest, found = hashlib.sha256(), False
    for path, file in walk(folder):
        found = True
        contents = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{path} {contents}\n".encode())
    return digest.hexdigest()[:ID_HEX] if found else ""


def walk(folder: Traversable, path: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield the data files below a folder, by name. Code has a version of its own."""
    if not folder.is_dir():
        return
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith((".", "__")) or entry.name.endswith((".py", ".md")):
            continue
        if entry.is_dir():
            yield from walk(entry, f"{path}{entry.name}/")
        else:
            yield f"{path}{entry.name}", entry
