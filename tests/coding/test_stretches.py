"""A long text is coded in stretches: every word in one, none longer than the limit."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.analyze.base import Analysis, Mention, Name, Role, Token
from reportedly.coding import stretches
from reportedly.coding.stretches import cut_stretches


def read(lengths: list[int], breaks: set[int]) -> tuple[Analysis, str]:
    """Return sentences of so many one-letter words; a line ends before some of them."""
    text, tokens, sentences = "", [], []
    for number, length in enumerate(lengths):
        text += "\n" if number in breaks else " "
        first = len(tokens)
        for i in range(first, first + length):
            tokens.append(Token(i, len(text), len(text) + 1, "a", "a", "X", "X", first, "dep"))
            text += "a "
        sentences.append((first, len(tokens)))
    starts = [first for first, _ in sentences]
    analysis = Analysis(
        document="d",
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        names=tuple(Name(i, i, "PER") for i in starts),
        roles=tuple(Role(i, i, "ARG0") for i in starts),
        mentions=tuple(
            Mention(i, "ASSAULT", 1.0, None, "occurred", "reported", (("actor", i),))
            for i in starts
        ),
    )
    return analysis, text


@settings(max_examples=60)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=30), st.sets(st.integers(0, 29)))
def test_every_word_stands_in_one_stretch(lengths: list[int], breaks: set[int]) -> None:
    analysis, text = read(lengths, breaks)
    limit, stretches.MAX_WORDS = stretches.MAX_WORDS, 12
    try:
        parts = cut_stretches(analysis, text)
    finally:
        stretches.MAX_WORDS = limit
    assert [t.start for p in parts for t in p.tokens] == [t.start for t in analysis.tokens]
    for part in parts:
        assert 0 < len(part.tokens) <= 12
        assert [t.i for t in part.tokens] == list(range(len(part.tokens)))
        firsts = [first for first, _ in part.sentences]
        assert [part.tokens[t.head].i for t in part.tokens if t.i in firsts] == firsts
        assert [n.first for n in part.names] == [r.head for r in part.roles] == firsts
        assert [m.at for m in part.mentions] == [m.fields[0][1] for m in part.mentions] == firsts


def test_a_cut_is_at_a_line_break_where_there_is_one() -> None:
    analysis, text = read([1000] * 5, {2})
    assert [len(p.sentences) for p in cut_stretches(analysis, text)] == [2, 3]


def test_a_text_that_fits_is_left_alone() -> None:
    analysis, text = read([1000] * 3, {1})
    assert cut_stretches(analysis, text) == [analysis]
    assert msgspec.structs.asdict(analysis)["sentences"][0] == (0, 1000)
