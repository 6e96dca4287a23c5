"""A file of templates in, as MUC-4 writes them; records out, and faults for what cannot be read.

The form, by an example of our own:

    0.  MESSAGE: ID                    OUR-0001 (A NOTE)              the first word counts
    1.  MESSAGE: TEMPLATE              2 (OPTIONAL)
    9.  PERP: INDIVIDUAL ID            "GUNMEN" / "TWO GUNMEN"        alternatives
                                       ? "A DRIVER"                   another fill, which may lack
    23. HUM TGT: EFFECT OF INCIDENT    INJURY / DEATH: "MAYOR"        what it is about, after `:`
    ;; a comment
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, pairwise

from reportedly.evaluate.muc4.slots import COUNT, read_slots
from reportedly.evaluate.muc4.template import NULL, Fault, Fill, Template
from reportedly.records.base import Record

HEADING = re.compile(r"\s*(\d{1,2})\.\s+([A-Z][A-Z ]*: ?[A-Z][A-Z ]*?)(?=\s{2,}|\s*$|\s+[-*?\"\d])")
NUMBERED = re.compile(r"\s*\d{1,2}\.\s+[A-Z][A-Z ]*:")
IDENTITY = re.compile(r"(\d+)(?:\s*\((OPTIONAL)\))?$")
ENDS_QUOTE = re.compile(r"\s*(?:[/:)]|$)")  # what may follow a string's closing quote
STARS = re.compile(r"[*\s]+")
LOCATION = 3  # its colons part places, and point to nothing

Blame = Callable[["Entry", str], None]


class Parsed(Record, frozen=True, kw_only=True):
    """What a file held, in its order, and what of it could not be read."""

    templates: tuple[Template, ...]
    faults: tuple[Fault, ...] = ()


class Entry(Record, frozen=True, kw_only=True):
    """One logical line: a slot's number, one fill's text, and the line where it begins."""

    slot: int
    line: int
    text: str
    heads: bool  # the line that opens the slot


def parse_templates(text: str, name: str) -> Parsed:
    """Return the templates of a key or response file; `name` is the file, for its faults."""
    faults: list[Fault] = []
    groups = group_entries(split_entries(text, name, faults))
    templates = tuple(make_template(group, name, faults) for group in groups)
    return Parsed(templates=templates, faults=tuple(faults))


def split_entries(text: str, name: str, faults: list[Fault]) -> Iterator[Entry]:
    """Yield the file's logical lines: comments dropped, wrapped strings joined."""
    slot: int | None = None
    held: Entry | None = None  # a line whose string has not closed yet
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.expandtabs().rstrip()
        if not line.strip() or line.lstrip().startswith(";"):
            continue
        head = read_heading(line)
        if head is None and NUMBERED.match(line):
            faults.append(Fault(file=name, line=number, slot=None, reason="no such slot"))
            slot = None
        elif head is not None:
            if held:
                yield held
            slot, rest = head
            held = Entry(slot=slot, line=number, text=rest, heads=True)
        elif slot is None:
            faults.append(Fault(file=name, line=number, slot=None, reason="a fill with no slot"))
        elif held and is_open(held.text):
            joined = f"{held.text} {line.strip()}".strip()
            held = Entry(slot=held.slot, line=held.line, text=joined, heads=held.heads)
        else:
            if held:
                yield held
            held = Entry(slot=slot, line=number, text=line.strip(), heads=False)
    if held:
        yield held


def read_heading(line: str) -> tuple[int, str] | None:
    """Return the slot that a line opens and the rest of the line."""
    found = HEADING.match(line)
    if not found or int(found[1]) >= COUNT:
        return None
    slot = read_slots()[int(found[1])]
    heading = " ".join(found[2].split())
    return (slot.number, line[found.end() :].strip()) if heading == slot.heading else None


def is_open(text: str) -> bool:
    """Tell whether the line breaks off inside a fill: in a string, or after `/` or `:`."""
    at = 0
    while (start := text.find('"', at)) >= 0:
        end = find_close(text, start)
        if end is None:
            return True
        at = end + 1
    return text.endswith(("/", ":"))


def find_close(text: str, start: int) -> int | None:
    """Return where the string that opens here closes.

    A quote inside it is escaped, or is no end because the fill goes on (`""SO-CALLED" LEADER"`).
    """
    at = start + 1
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] == '"' and ENDS_QUOTE.match(text, at + 1):
            return at
        at += 1
    return None


def group_entries(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Yield the logical lines template by template; slot 0 opens one."""
    group: list[Entry] = []
    for entry in entries:
        if entry.slot == 0 and entry.heads and group:
            yield group
            group = []
        group.append(entry)
    if group:
        yield group


def make_template(entries: list[Entry], name: str, faults: list[Fault]) -> Template:
    """Return one template from its lines."""
    slots: list[list[Fill]] = [[] for _ in range(COUNT)]
    void: set[int] = set()
    seen: set[int] = set()
    line = entries[0].line

    def blame(entry: Entry, reason: str) -> None:
        faults.append(Fault(file=name, line=entry.line, slot=entry.slot, reason=reason))

    for entry in entries:
        if entry.heads and entry.slot in seen:
            blame(entry, "the slot stands twice in one template")
        seen.add(entry.slot)
        if entry.slot < 2 or not entry.text:
            continue
        if STARS.fullmatch(entry.text):
            void.add(entry.slot)
        elif entry.text != NULL:
            fill = read_fill(entry.text, entry.slot)
            if isinstance(fill, str):
                blame(entry, fill)
            else:
                slots[entry.slot].append(fill)
    missing = sorted(set(range(COUNT)) - seen)
    faults += [Fault(file=name, line=line, slot=n, reason="the slot is missing") for n in missing]
    number, optional = read_identity(entries, blame)
    return Template(
        message=next((e.text.split()[0] for e in entries if e.slot == 0 and e.text), ""),
        number=number,
        optional=optional,
        slots=tuple(map(tuple, slots)),
        inapplicable=tuple(sorted(void)),
        line=line,
    )


def read_identity(entries: list[Entry], blame: Blame) -> tuple[int | None, bool]:
    """Return the template's number (None: irrelevant) and whether it is optional."""
    entry = next((e for e in entries if e.slot == 1), None)
    if entry is None or STARS.fullmatch(entry.text):
        return None, False
    found = IDENTITY.match(entry.text)
    if not found:
        blame(entry, f"{entry.text!r}: wanted a number, a number (OPTIONAL), or *")
        return None, False
    return int(found[1]), found[2] is not None


def read_fill(text: str, slot: int) -> Fill | str:
    """Return one fill, or say what is wrong with it."""
    optional = text.startswith("?") and text.strip("? ") != ""
    body = text[1:].strip() if optional else text
    try:
        colon = None if slot == LOCATION else next(find_marks(body, ":"), None)
        left, right = (body, None) if colon is None else (body[:colon], body[colon + 1 :])
        values = read_values(left)
        refs = () if right is None else read_values(right)
    except ValueError as error:
        return f"{error}: {text}"
    return Fill(values=values, refs=refs, optional=optional)


def find_marks(text: str, mark: str) -> Iterator[int]:
    """Yield where the mark stands outside quotes and parentheses."""
    at = depth = 0
    while at < len(text):
        if text[at] == '"':
            end = find_close(text, at)
            if end is None:
                raise ValueError("a quote that does not close")
            at = end
        elif text[at] in "()":
            depth += 1 if text[at] == "(" else -1
        elif text[at] == mark and not depth:
            yield at
        at += 1
    if depth:
        raise ValueError("a parenthesis that does not pair")


def read_values(text: str) -> tuple[str, ...]:
    """Return the alternatives between slashes, in their order."""
    marks = [-1, *find_marks(text, "/"), len(text)]
    parts = [text[a + 1 : b].strip() for a, b in pairwise(marks)]
    if len(parts) > 1 or is_wrapped(parts[0]):
        return tuple(v for part in parts for v in read_values(unwrap(part)))
    if not parts[0]:
        raise ValueError("an alternative is empty")
    if parts[0].startswith('"'):
        return (read_string(parts[0]),)
    if '"' in parts[0]:
        raise ValueError("a quote that does not open")
    return tuple(spread(" ".join(parts[0].split())))


def is_wrapped(text: str) -> bool:
    """Tell whether one pair of parentheses encloses the whole: `(PERU: LIMA (CITY))`."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    bare = re.sub(r'"(?:\\.|[^"\\])*"', "", text)
    depths = list(accumulate({"(": 1, ")": -1}.get(c, 0) for c in bare))
    return 0 not in depths[:-1]


def unwrap(text: str) -> str:
    """Return what one enclosing pair of parentheses holds."""
    return text[1:-1].strip() if is_wrapped(text) else text


def read_string(text: str) -> str:
    """Return a quoted string's content, its escapes undone."""
    end = find_close(text, 0)
    if end != len(text) - 1:
        raise ValueError("something after the closing quote")
    inner = text[1:end]
    if len(re.findall(r'(?<!\\)"', inner)) % 2:
        raise ValueError("a quote that does not pair")
    return " ".join(re.sub(r"\\(.)", r"\1", inner).split())


def spread(text: str) -> Iterator[str]:
    """Yield a value once for each alternative in its parentheses: `LA PAZ (CITY / TOWN)`."""
    found = re.search(r"\(([^()]*/[^()]*)\)", text)
    if not found:
        yield text
        return
    for option in found[1].split("/"):
        yield from spread(f"{text[: found.start()]}({option.strip()}){text[found.end() :]}")
