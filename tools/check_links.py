"""Markdown pages in; out, every link to a file or a heading that is not there.

    check_links.py README.md docs

Links to other sites are left alone: a test that needs the network is no test.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def make_anchor(heading: str) -> str:
    """Return the fragment that a forge gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def find_broken(page: Path) -> list[str]:
    """Return the links of one page that lead nowhere."""
    broken = []
    for link in LINK.findall(FENCE.sub("", page.read_text("utf8"))):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, fragment = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists():
            broken.append(f"{page}: {link}: no such file")
        elif fragment and target.suffix == ".md":
            anchors = {make_anchor(h) for h in HEADING.findall(target.read_text("utf8"))}
            if fragment not in anchors:
                broken.append(f"{page}: {link}: no such heading")
    return broken


def main() -> int:
    """Check the pages and folders named. Return the exit code."""
    pages: list[Path] = []
    for name in sys.argv[1:]:
        path = Path(name)
        pages += sorted(path.rglob("*.md")) if path.is_dir() else [path]
    broken = [line for page in pages for line in find_broken(page)]
    print("\n".join(broken) or f"{len(pages)} pages, no broken link")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
