"""Open news texts in, how many of them each word stem stands in out: merge/rarity.tsv.

Rarity has to be the same whatever a ledger holds: counted over the ledger's own documents, a link
could come and go as reports are added, and two machines would not agree.

    python -m training.rarity --data ../shared/data --out src/reportedly/merge/rarity.tsv
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reportedly.merge.words import find_stems
from training import CORPUS

SEEN = 3  # stems in fewer texts are as rare as those in none
MESSAGE = re.compile(r"^(?=(?:DEV|TST1|TST2)-MUC\d-\d{4})", re.MULTILINE)


def read_texts(data: Path) -> Iterator[str]:
    """Yield texts that may be learned from: our own reports, and MUC's up to TST2."""
    for folder in (data / "reports-more", *sorted(CORPUS.glob("*/"))):
        for path in sorted(folder.glob("*.json")):
            yield json.loads(path.read_text("utf8"))["text"]
    for path in sorted((data / "muc4/texts").iterdir()):
        if not path.name.startswith("tst3"):
            yield from (part for part in MESSAGE.split(path.read_text("latin-1")) if part.strip())


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    counts: Counter[str] = Counter()
    texts = 0
    for text in read_texts(args.data):
        texts += 1
        counts.update(s for s in find_stems(text) if not s.isdigit())
    kept = sorted((stem, n) for stem, n in counts.items() if n >= SEEN)
    lines = [f"\t{texts}", *(f"{stem}\t{n}" for stem, n in kept)]
    args.out.write_text("\n".join(lines) + "\n", "utf8")
    print(f"{texts} texts, {len(kept)} stems in {SEEN} of them or more")


if __name__ == "__main__":
    main()
