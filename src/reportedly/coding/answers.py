"""An interview in print in, its answers with who gives them out.

"We put readers' questions to the protection officer, Jeanne Mbarushi." names the one voice of all
that stands between the lines that end in a question mark. A page that answers its own questions
names nobody, and is left to its outlet.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.coding.quotes import ends_paragraph
from reportedly.coding.sources import Attribution, Range, Reading, trim
from reportedly.coding.turns import make

FEWEST = 2  # questions before a text is an interview
TALK = frozenset(
    {"speak", "talk", "put", "ask", "interview", "question", "answer", "tell", "reply"}
)
OUTLET = frozenset({"we", "us", "our"})
LONGEST_NAME = 6  # tokens of a name; longer ones are two run together


def read_answers(reading: Reading) -> Iterator[Attribution]:
    """Yield an attribution for each answer of the person whom the lines above introduce."""
    lines = find_lines(reading)
    asked = [k for k, line in enumerate(lines) if is_question(reading, line)]
    if len(asked) < FEWEST or not asked[0]:
        return
    speaker = find_guest(reading, lines[0][0], lines[asked[0] - 1][1])
    if speaker is None:
        return
    for k, after in zip(asked, [*asked[1:], len(lines)], strict=True):
        if k + 1 < after:
            first, end = lines[k + 1][0], lines[after - 1][1]
            content = trim(reading.view, [(first, end)])
            if content:
                yield make(reading, first, ":", speaker, content, None)


def find_lines(reading: Reading) -> list[Range]:
    """Return the document's lines as half-open token ranges."""
    lines: list[Range] = []
    start = 0
    for _, end in reading.view.sentences:
        if ends_paragraph(reading.view, end - 1) or end == len(reading.view.tokens):
            lines.append((start, end))
            start = end
    return lines


def is_question(reading: Reading, line: Range) -> bool:
    """Tell whether a line is asked: its first sentence ends in a question mark, unquoted."""
    first, end = line
    stop = reading.view.sentence(first)[1]
    return reading.view.tokens[min(stop, end) - 1].text == "?" and reading.quote_of[first] < 0


def find_guest(reading: Reading, first: int, end: int) -> int | None:
    """Return the head of the person who talks to the outlet: named in the lines above."""
    view = reading.view
    talks = [
        sentence
        for sentence in view.sentences
        if first <= sentence[0] < end
        and {reading.lemma(i) for i in range(*sentence)} & TALK
        and {t.text.lower() for t in view.tokens[slice(*sentence)]} & OUTLET
    ]
    if not talks:
        return None
    for i in range(first, end):
        name = view.name_at.get(i)
        if name is None or name.kind != "PER" or i != name.first:
            continue
        if name.last - name.first < LONGEST_NAME:
            inside = range(name.first, name.last + 1)
            return next((k for k in inside if view.tokens[k].head not in inside), i)
    called = (i for sentence in talks for i in range(*sentence) if is_person(reading, i))
    guest = next(called, None)
    if guest is None:
        return None
    named = view.tokens[guest + 1 : guest + 3]  # "the protection officer, Jeanne Mbarushi"
    return guest + 2 if [t.upos for t in named] == ["PUNCT", "PROPN"] else guest


def is_person(reading: Reading, i: int) -> bool:
    """Tell whether the noun is somebody by what he does: "the protection officer"."""
    token = reading.view.tokens[i]
    known = reading.lemma(i) in reading.grammar.persons
    return known and token.upos == "NOUN" and token.rel != "compound"
