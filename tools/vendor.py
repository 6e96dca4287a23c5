"""Libraries for the browser: what vendor.toml lists in, the files beside it checked, or fetched.

    python tools/vendor.py          # do the files have the hashes that vendor.toml says?
    python tools/vendor.py --fetch  # get them anew with `npm pack`; nothing is run or built

They are part of the project so that pages load nothing from elsewhere and a newsroom needs no
network. To add one: an entry with an empty sha256, then --fetch, which prints the hash; look at the
file, then write the hash down.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "src/reportedly/web/static/vendor"
LIST = "vendor.toml"
WANTED = ("name", "version", "licence", "source", "file", "member", "sha256")


def read_list(folder: Path) -> list[dict[str, str]]:
    """Return the entries, one a file; SystemExit names one that lacks something."""
    found: list[dict[str, Any]] = tomllib.loads((folder / LIST).read_text(encoding="utf-8"))["file"]
    for entry in found:
        missing = [key for key in WANTED if key not in entry]
        if missing:
            raise SystemExit(f"{LIST}: {entry.get('file', entry)}: wanted {', '.join(missing)}")
    return found


def find_faults(folder: Path) -> Iterator[str]:
    """Yield what is wrong: a file that is missing, another than listed, or listed nowhere."""
    entries = read_list(folder)
    for entry in entries:
        path = folder / entry["file"]
        if not path.is_file():
            yield f"{entry['file']}: is not there"
        elif (found := hash_bytes(path.read_bytes())) != entry["sha256"]:
            yield f"{entry['file']}: is {found}, and not {entry['sha256'] or '(empty)'}"
    listed = {entry["file"] for entry in entries} | {LIST}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in listed:
            yield f"{name}: stands in no entry of {LIST}"


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def fetch(folder: Path) -> None:
    """Take each file out of its npm package."""
    for entry in read_list(folder):
        with tempfile.TemporaryDirectory() as place:
            package = f"{entry['name']}@{entry['version']}"
            # No script of the package is run: `pack` only downloads it.
            subprocess.run(["npm", "pack", "--silent", package], cwd=place, check=True,
                           stdout=subprocess.DEVNULL)  # fmt: skip
            (archive,) = Path(place).glob("*.tgz")
            with tarfile.open(archive) as opened:
                member = opened.extractfile(f"package/{entry['member']}")
                if member is None:
                    raise SystemExit(f"{package}: has no file {entry['member']}")
                data = member.read()
        path = folder / entry["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(f"{entry['file']}: {len(data):,} bytes, sha256 {hash_bytes(data)}")


def main() -> int:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--fetch", action="store_true", help="download the files anew")
    ap.add_argument("--folder", type=Path, default=FOLDER)
    args = ap.parse_args()
    if args.fetch:
        fetch(args.folder)
    faults = list(find_faults(args.folder))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
