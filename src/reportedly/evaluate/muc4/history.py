"""The decisions people made in 1992 about strings, dates and places; the scorer's history file in.

The file is one Lisp list: message, key template, slot, then decisions, each of them a response's
fill, a verdict (`match`, `partial`, `fail`), and the fill of the key that it was held to be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportedly.evaluate.muc4.compare import squeeze, strip
from reportedly.evaluate.muc4.slots import find_slot
from reportedly.evaluate.muc4.template import NULL, Fault, Fill
from reportedly.evaluate.muc4.verdict import Finding, Place, Question, Verdict
from reportedly.records.base import Record

TOKEN = re.compile(r'\s*(?:;[^\n]*|("(?:\\.|[^"\\])*")|([()])|([^\s()";]+))')
VERDICTS = {"match": Verdict.MATCH, "partial": Verdict.PARTIAL, "fail": Verdict.WRONG}

Node = str | list["Node"]


class Decision(Record, frozen=True, kw_only=True):
    """One ruling: this response is (in part) these fills of the key, or none of them."""

    response: Fill
    verdict: Verdict
    keys: tuple[Fill, ...] = ()


class History(Record, frozen=True, kw_only=True):
    """All rulings, by message, key template and slot."""

    decisions: dict[Place, tuple[Decision, ...]]

    def find(self, asked: Question) -> tuple[Finding, ...] | None:
        """Return what was ruled on this response here, fill by fill; None if nobody was asked."""
        rulings = self.decisions.get(asked.place, ())
        known = [d for d in rulings if same_fill(d.response, asked.fill)]
        if not known:
            return None
        return tuple(
            Finding(
                verdict=d.verdict,
                by_hand=True,
                keys=tuple(
                    tuple(k for k, key in enumerate(asked.keys) if same_fill(wanted, key))
                    for wanted in d.keys
                ),
            )
            for d in known
            if d.verdict != Verdict.WRONG
        )


def same_fill(a: Fill, b: Fill) -> bool:
    """Tell whether two fills say the same, alternatives, premodifiers and spaces aside."""
    if not trim_all(a.values) & trim_all(b.values):
        return False
    return a.refs == b.refs or bool(trim_all(a.refs) & trim_all(b.refs))


def trim_all(texts: Iterable[str]) -> set[str]:
    """Return the texts without what no two files write alike; numbers and dates keep all."""
    return {squeeze(strip(text) if text[:1].isalpha() else text) for text in texts}


def read_history(text: str, name: str) -> History | Fault:
    """Return the rulings in a history file; `name` is the file, for its fault."""
    try:
        (messages,) = read_lisp(text)
        return History(decisions=dict(walk(messages)))
    except (ValueError, TypeError, KeyError, IndexError) as error:
        return Fault(file=name, line=1, slot=None, reason=f"no history of a scorer: {error}")


def read_lisp(text: str) -> list[Node]:
    """Return the lists and words of a Lisp text, strings without their outer quotes."""
    stack: list[list[Node]] = [[]]
    for found in TOKEN.finditer(text):
        string, paren, word = found.groups()
        if paren == "(":
            stack.append([])
        elif paren == ")":
            if len(stack) == 1:
                raise ValueError("parentheses do not pair")
            closed = stack.pop()
            stack[-1].append(closed)
        elif string is not None:
            stack[-1].append(unescape(string[1:-1]))
        elif word is not None:
            stack[-1].append(word)
    if len(stack) != 1:
        raise ValueError("parentheses do not pair")
    return stack[0]


def unescape(text: str) -> str:
    """Return the text with its backslashes undone."""
    return re.sub(r"\\(.)", r"\1", text)


def walk(messages: Node) -> Iterator[tuple[Place, tuple[Decision, ...]]]:
    """Yield each place with its rulings."""
    for message, *templates in map(as_list, as_list(messages)):
        for number, *slots in map(as_list, templates):
            for slot, *entries in map(as_list, slots):
                place = (str(message), int(str(number)), find_slot(str(slot)).number)
                yield place, tuple(make_decision(as_list(entry)) for entry in entries)


def as_list(node: Node) -> list[Node]:
    """Return a node that must be a list and not empty."""
    if not isinstance(node, list) or not node:
        raise ValueError(f"{node}: wanted a list")
    return node


def make_decision(entry: list[Node]) -> Decision:
    """Return one ruling."""
    response, verdict, *keys = entry
    (filled,) = make_fills(response)
    found = tuple(fill for key in keys for fill in make_fills(key))
    return Decision(response=filled, verdict=VERDICTS[str(verdict)], keys=found)


def make_fills(node: Node) -> tuple[Fill, ...]:
    """Return the fills that a node names: one, or those of `all-of`."""
    if isinstance(node, list) and node[0] == "all-of":
        return tuple(fill for part in node[1:] for fill in make_fills(part))
    if isinstance(node, list) and node[0] == "optional":
        return make_fills(node[1])
    if isinstance(node, list) and node[0] == "xref":
        return (Fill(values=read_options(node[1]), refs=read_options(node[2])),)
    return (Fill(values=read_options(node)),)


def read_options(node: Node) -> tuple[str, ...]:
    """Return a node's alternatives as a key writes them."""
    if isinstance(node, list) and node[0] == "or":
        return tuple(option for part in node[1:] for option in read_options(part))
    return (write_node(node),)


def write_node(node: Node) -> str:
    """Return one date, place or word as a key writes it."""
    if isinstance(node, str):
        quoted = len(node) > 1 and node[0] == node[-1] == '"'
        return unescape(node[1:-1]) if quoted else node
    head, *rest = node
    if head == "range":
        low, high = map(write_node, rest)
        return f"{NULL} {high}" if low == "nil" else f"{low} - {high}"
    if head == "qualified":
        return f"{write_node(rest[0])} ({write_node(rest[1])})"
    if head == "location":
        return ": ".join(map(write_node, rest))
    raise ValueError(f"{head}: no form that a key has")
