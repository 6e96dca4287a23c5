"""CoNLL-U text in, Analysis out: treebank files and hand-made parses read like the model's.

The MISC column may add what a treebank lacks: `Sense=kill.01`, `Roles=ARG0:2|ARG1:5` (token ids of
the sentence), `Name=B-PER` / `Name=I-PER`, `Factuality=-3`. Words are joined by one blank unless
MISC says `SpaceAfter=No`; sentences are joined by one blank.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.analyze.base import Analysis, Name, Role, Token

Row = list[str]


def read_conllu(text: str, document: str = "conllu") -> Analysis:
    """Return the analysis that the rows of a CoNLL-U file describe.

    Raises ValueError naming the line that is no CoNLL-U row.
    """
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    names: list[Name] = []
    roles: list[Role] = []
    at = 0
    for rows in _sentences(text):
        first = len(tokens)
        place = {row[0]: first + i for i, row in enumerate(rows)}
        for row in rows:
            token = _token(row, place, at)
            tokens.append(token)
            at = token.end + ("SpaceAfter=No" not in row[9])
            roles.extend(_roles(row, place))
        names.extend(_names(rows, first))
        sentences.append((first, len(tokens)))
    return Analysis(document, tuple(tokens), tuple(sentences), tuple(names), tuple(roles))


def make_text(analysis: Analysis) -> str:
    """Return a text in which every token of the analysis stands at its offsets."""
    parts: list[str] = []
    end = 0
    for token in analysis.tokens:
        parts.append(" " * (token.start - end) + token.text)
        end = token.end
    return "".join(parts)


def _sentences(text: str) -> Iterator[list[Row]]:
    rows: list[Row] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            if rows:
                yield rows
            rows = []
        elif not line.startswith("#"):
            row = line.split("\t") if "\t" in line else line.split()
            if len(row) != 10:
                raise ValueError(f"line {number}: {len(row)} columns: wanted 10")
            if row[0].isdigit():  # 3-4 is a surface word of two syntactic words, 5.1 is unspoken
                rows.append(row)
    if rows:
        yield rows


def _token(row: Row, place: dict[str, int], at: int) -> Token:
    i = place[row[0]]
    misc = _misc(row)
    return Token(
        i=i, start=at, end=at + len(row[1]), text=row[1], lemma=row[2], upos=row[3], xpos=row[4],
        head=place.get(row[6], i), rel=row[7], sense=misc.get("Sense"),
        factuality=float(misc.get("Factuality", "0")),
    )  # fmt: skip


def _misc(row: Row) -> dict[str, str]:
    pairs: dict[str, str] = {}
    last = ""
    for part in row[9].split("|"):
        key, equals, value = part.partition("=")
        if equals:
            pairs[key] = value
            last = key
        elif last == "Roles":  # roles are themselves parted by bars
            pairs[last] += f"|{part}"
    return pairs


def _roles(row: Row, place: dict[str, int]) -> Iterator[Role]:
    for pair in filter(None, _misc(row).get("Roles", "").split("|")):
        label, _, head = pair.partition(":")
        yield Role(place[row[0]], place[head], label)


def _names(rows: list[Row], first: int) -> Iterator[Name]:
    opened: tuple[int, str] | None = None
    for i, row in enumerate(rows):
        mark = _misc(row).get("Name", "")
        if opened and not mark.startswith("I-"):
            yield Name(first + opened[0], first + i - 1, opened[1])
            opened = None
        if mark.startswith("B-"):
            opened = (i, mark[2:])
    if opened:
        yield Name(first + opened[0], first + len(rows) - 1, opened[1])
