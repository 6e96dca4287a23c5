"""Treebanks, roles, names and factuality: files of the data folder in, Examples out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from training.example import Example
from training.labels import NAME_KINDS, ROLES, SENSES

FACILITY = frozenset(
    """airport airfield airbase base bridge hospital clinic mosque church cathedral synagogue temple
    prison jail stadium station port harbour harbor camp dam refinery factory barracks embassy
    checkpoint hotel market school mall plaza tower palace theatre theater museum shrine monastery
    crossing terminal dockyard shipyard reactor warehouse depot courthouse""".split()
)
UNMARKED = {  # what each corpus does not annotate, so that its O leaves these open
    "uner": ("NORP", "FAC", "WEAPON", "VEHICLE", "TIME", "QUANTITY"),
    "gum": ("NORP", "FAC", "WEAPON", "VEHICLE", "QUANTITY"),
    "re3d": (),
}


def open_o(corpus: str) -> frozenset[str]:
    """Return the tags that the corpus's O allows."""
    return frozenset({"O"} | {f"{b}-{k}" for k in UNMARKED[corpus] for b in "BI"})


def tag_names(
    words: list[str], names: list[tuple[int, int, str]], corpus: str
) -> list[frozenset[str]]:
    """Return each word's allowed tags; names are half-open; the first of two overlapping wins."""
    tags = [open_o(corpus)] * len(words)
    taken: set[int] = set()
    for first, end, kind in names:
        if taken & set(range(first, end)) or kind not in NAME_KINDS:
            continue
        if kind in ("LOC", "ORG") and words[end - 1].lower() in FACILITY:
            kind = "FAC"
        taken |= set(range(first, end))
        for i in range(first, end):
            tags[i] = frozenset({("B-" if i == first else "I-") + kind})
    return tags


def read_conllu(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    """Yield each sentence's comments and word rows; ranges and empty nodes are left out."""
    meta: dict[str, str] = {}
    rows: list[list[str]] = []
    for line in path.read_text("utf8").split("\n"):
        if not line.strip():
            if rows:
                yield meta, rows
            meta, rows = {}, []
        elif line.startswith("#"):
            key, _, value = line[1:].partition("=")
            meta[key.strip()] = value.strip()
        else:
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)


def make_example(rows: list[list[str]]) -> Example:
    """Return the syntax of one treebank sentence."""
    return Example(
        words=[r[1] for r in rows],
        upos=[r[3] for r in rows],
        xpos=[r[4] for r in rows],
        heads=[int(r[6]) - 1 if r[6].isdigit() else -2 for r in rows],
        rels=[r[7] for r in rows],
    )


def span_heads(heads: list[int], first: int, end: int) -> list[int]:
    """Return the words of a span whose own head lies outside it."""
    return [i for i in range(first, end) if not first <= heads[i] < end]


def fold_role(label: str) -> str:
    """Return the label as the model learns it; '' where it is too rare to learn."""
    label = label.removeprefix("C-").replace("-DSP", "")
    return label if label in ROLES else ""


def add_roles(example: Example, predicates: list[dict]) -> None:
    """Write PropBank predicates onto the example; an argument stands for its highest word."""
    heads = example.heads or []
    depth = [count_depth(heads, i) for i in range(len(heads))]
    example.senses = [""] * len(example.words)
    example.roles, example.spans = [], []
    for predicate in predicates:
        at = predicate["at"]
        sense = predicate["roleset"].rpartition(".")[2]
        example.senses[at] = sense if sense in SENSES else "01"
        for label, first, end in predicate["args"]:
            if label == "C-V":
                continue
            example.spans.append((at, label.removeprefix("C-").replace("-DSP", ""), first, end))
            tops = [i for i in span_heads(heads, first, end) if i != at] or [first]
            top = min(tops, key=lambda i: (depth[i], example.upos[i] == "PUNCT", i))
            if fold_role(label):
                example.roles.append((at, top, fold_role(label)))


def count_depth(heads: list[int], i: int) -> int:
    """Return how many steps the word is from its root."""
    steps = 0
    while i >= 0 and steps < len(heads):
        i, steps = heads[i], steps + 1
    return steps


def read_uner(path: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Return the names of each sentence by sent_id; OTH is dropped."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    sent, names = "", []
    for line in path.read_text("utf8").split("\n"):
        if line.startswith("# sent_id"):
            sent, names = line.partition("=")[2].strip(), []
            found[sent] = names
        elif line and line[0].isdigit():
            cells = line.split("\t")
            at, tag = int(cells[0]) - 1, cells[2]
            kind = tag[2:]
            if kind not in ("PER", "ORG", "LOC"):
                continue
            if tag[0] == "I" and names and names[-1][1] == at and names[-1][2] == kind:
                names[-1] = (names[-1][0], at + 1, kind)
            else:
                names.append((at, at + 1, kind))
    return found


def read_ewt(data: Path, split: str) -> list[Example]:
    """Return EWT with syntax, roles, names and factuality joined on the same sentences."""
    roles = {}
    for line in (data / f"propbank-ewt/{split}.jsonl").read_text("utf8").splitlines():
        row = json.loads(line)
        roles[row["sent_id"]] = row
    names = read_uner(data / f"uner-ewt/{split}.iob2")
    facts = read_factuality(data / f"uds-factuality/{split}.jsonl")
    out = []
    for meta, rows in read_conllu(data / f"ud/en_ewt-{split}.conllu"):
        example = make_example(rows)
        row = roles.get(meta["sent_id"])
        if row and row["n"] == len(example.words):
            add_roles(example, row["predicates"])
        if meta["sent_id"] in names:
            example.names = tag_names(example.words, names[meta["sent_id"]], "uner")
            example.corpus = "uner"
        example.factuality = match_factuality(example.words, facts)
        out.append(example)
    return out


def read_factuality(path: Path) -> dict[str, list[tuple[int, str, float]]]:
    """Return UDS judgements by the sentence's letters, since its tokens differ from ours."""
    found: dict[str, list[tuple[int, str, float]]] = {}
    if not path.exists():
        return found
    for line in path.read_text("utf8").splitlines():
        row = json.loads(line)
        words = row["text"].split()
        starts, at = [], 0
        for word in words:
            starts.append(at)
            at += len(word)
        found.setdefault("".join(words), []).extend(
            (starts[t["span1"][0]], words[t["span1"][0]], float(t["label"]))
            for t in row["targets"]
            if t["span1"][0] < len(words)
        )
    return found


def match_factuality(
    words: list[str], facts: dict[str, list[tuple[int, str, float]]]
) -> dict[int, float] | None:
    """Return judgements by word where the letters line up, or None where there are none."""
    rows = facts.get("".join("".join(words).split()))
    if not rows:
        return None
    starts, at = {}, 0
    for i, word in enumerate(words):
        starts[at] = i
        at += len("".join(word.split()))
    return {starts[s]: value for s, _, value in rows if s in starts} or None


ENTITY = re.compile(r"\((\d+)-([a-z]+)-[^()]*|(\d+)\)|\)")
GUM_KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}


def read_gum_names(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    """Return names and times from GUM's nested mentions: a name is the proper nouns at its head."""
    stack: list[tuple[str, str, int]] = []
    found: list[tuple[int, int, str]] = []
    for i, row in enumerate(rows):
        field = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
        for match in ENTITY.finditer(field):
            if match.group(1):
                stack.append((match.group(1), match.group(2), i))
                continue
            at = len(stack) - 1
            if match.group(3):
                at = next((k for k in range(at, -1, -1) if stack[k][0] == match.group(3)), at)
            if at >= 0:
                _, kind, first = stack.pop(at)
                found.append((first, i + 1, kind))
    names = []
    for first, end, kind in found:
        if kind == "time":
            names.append((first, end, "TIME"))
        elif kind in GUM_KINDS:
            heads = [i for i in range(first, end) if not first < int(rows[i][6] or 0) <= end]
            top = next((i for i in heads if rows[i][3] == "PROPN"), None)
            if top is None:
                continue
            low = high = top
            while low > first and rows[low - 1][4].startswith("NNP"):
                low -= 1
            while high + 1 < end and is_name_part(rows, high + 1, end):
                high += 1
            names.append((low, high + 1, GUM_KINDS[kind]))
    # The whole name first: "Washington Post" is one, though a place begins it.
    return sorted(names, key=lambda n: n[0] - n[1])


def is_name_part(rows: list[list[str]], i: int, end: int) -> bool:
    """Tell whether the word goes on with a name ('Bank of England', 'al-Ani')."""
    if rows[i][4].startswith("NNP"):
        return True
    joins = rows[i][1].lower() in ("of", "-", "de", "al", "for", "and", "the")
    return (
        joins
        and i + 1 < end
        and (rows[i + 1][4].startswith("NNP") or is_name_part(rows, i + 1, end))
    )


def read_gum(data: Path, split: str) -> list[Example]:
    """Return GUM's open documents: `train` is all that files.dev and files.test do not hold."""
    held = {
        name: set((data / f"gum-ccby/files.{name}").read_text("utf8").split())
        for name in ("dev", "test")
    }
    out = []
    for path in sorted((data / "gum-ccby").glob("GUM_*.conllu")):
        part = next((k for k, v in held.items() if path.stem in v), "train")
        if part != split:
            continue
        for _, rows in read_conllu(path):
            example = make_example(rows)
            example.names = tag_names(example.words, read_gum_names(rows), "gum")
            example.corpus = "gum"
            out.append(example)
    return out
