"""Sentences end where a reader would end them, and their spans are exact."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.analyze.sentences import MAX_WORDS, segment, split_sentences
from reportedly.records import take_span

WIRE = """   PUERTO ALTO, 10 JAN 90 (RNA) -- [TEXT] OFFICIAL SOURCES SAID TODAY THAT TWO
SOLDIERS WERE KILLED IN A CLASH NEAR THE BRIDGE OF SAN TELMO.  THE CLASH LASTED
AN HOUR, COL. ROJAS OF DETACHMENT NO. 4 ADDED, AND A THIRD SOLDIER WAS WOUNDED
BY A MINE ON THE ROAD."""

# Each case is one text; "¶" marks where a sentence ends.
CASES = [
    ("titles", "Gen. Ali met Mr. Omar in St. Louis.¶ They talked."),
    ("initials", "George W. Bush and J. R. Smith left.¶ He stayed."),
    ("country in the middle", "The U.S. Army left the U.S.¶ The war went on."),
    ("figures", "It rose 3.5 percent to $1.2 billion on Jan. 5 at No. 10.¶ It fell."),
    ("quotes after the stop", '“We did it.”¶ He left.¶ "No!" he said.¶ They ran.'),
    ("hours", "They came at 5 a.m. and left at 6 p.m.¶ The police came later."),
    ("brackets", "Six died.¶ (Two were children.)¶ Nobody claimed it."),
    ("a footnote mark stays", "He died in 1984. [2]¶ She lived."),
    ("dots that go on", "He waited ... and left.¶ She slept."),
    ("dateline", "PARIS, Nov 14 (CNW) -¶ Gunmen killed ten.¶ Police came."),
    ("blank line", "Bomb kills ten\n\n¶Ten people died"),
    ("heading and paragraph", "Bomb kills ten in market\n¶By our staff\n¶Ten people died."),
    ("bullets", "The toll:\n¶- ten dead\n¶- five hurt\n¶1. a market"),
    ("a line that goes on", "Ten people died\nin the market."),
    ("question", "Who did it?¶ Nobody knows!¶ They ran."),
    ("transcript", "[BEGIN RECORDING] [RUIZ] WE WON.¶ [END RECORDING]"),
    ("full-width stops", "他死了。¶她来了。"),
]


@pytest.mark.parametrize("marked", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_ends(marked: str) -> None:
    text = marked.replace("¶", "")
    wanted = [part.strip() for part in marked.split("¶")]
    assert [text[a:b] for a, b in split_sentences(text, 0, len(text))] == wanted


def test_a_wrapped_dispatch_in_capitals() -> None:
    got = [" ".join(WIRE[a:b].split()) for a, b in split_sentences(WIRE, 0, len(WIRE))]
    assert got == [
        "PUERTO ALTO, 10 JAN 90 (RNA) -- [TEXT]",
        "OFFICIAL SOURCES SAID TODAY THAT TWO SOLDIERS WERE KILLED IN A CLASH NEAR THE BRIDGE"
        " OF SAN TELMO.",
        "THE CLASH LASTED AN HOUR, COL. ROJAS OF DETACHMENT NO. 4 ADDED, AND A THIRD SOLDIER"
        " WAS WOUNDED BY A MINE ON THE ROAD.",
    ]


def test_litter_belongs_to_no_sentence() -> None:
    text = "Ten died. Share this page! Police came."
    litter = [take_span(text, 10, 26)]
    got = [[text[a:b] for a, b in words] for words in segment(text, litter)]
    assert got == [["Ten", "died", "."], ["Police", "came", "."]]


def test_litter_that_overlaps_or_overruns() -> None:
    text = "Ten died. Share this page!"
    litter = [take_span(text, 12, 26), take_span(text, 10, 18)]
    assert len(segment(text, litter)) == 1
    assert segment(text, [take_span(text, 0, len(text))]) == []


def test_an_endless_sentence_is_cut_at_its_marks() -> None:
    text = ", ".join(["ten people died in the old market"] * 100)
    cut = segment(text, [])
    assert all(len(words) <= MAX_WORDS for words in cut)
    assert all(text[slice(*words[-1])] == "," for words in cut[:-1])
    assert [span for words in cut for span in words] == segment_flat(text)


def segment_flat(text: str) -> list[tuple[int, int]]:
    """Return the words of the text, each comma apart."""
    return [span for a, b in split_sentences(text, 0, len(text)) for span in words_of(text, a, b)]


def words_of(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return words and commas by a second way than the tokenizer's."""
    spans, at = [], start
    for word in text[start:end].replace(",", " ,").split():
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


MIXED = st.text(alphabet=st.sampled_from('aBI.!?…"” \n\r\t-[1]():;,é中。'), max_size=120)


@settings(max_examples=60, deadline=None)  # the clock of a busy machine proves nothing
@given(st.one_of(st.text(max_size=200), MIXED))
def test_spans_are_exact_and_nothing_is_lost(text: str) -> None:
    spans = split_sentences(text, 0, len(text))
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    words = [span for sentence in segment(text, []) for span in sentence]
    assert "".join(text[a:b] for a, b in words) == "".join(text.split())
    assert all(0 < len(sentence) <= MAX_WORDS for sentence in segment(text, []))


@pytest.mark.parametrize(
    "piece", ["a ", "a. ", ". ", "\n", " ", "…", "[1]", "A\n", "( ", ", ", ":) ", "A. "]
)
def test_time_is_linear(piece: str) -> None:
    def clock(length: int) -> float:
        text = piece * (length // len(piece))
        started = time.process_time()
        segment(text, [])
        return time.process_time() - started

    # Ten times the text, ten times the work; a square would be a hundred.
    assert clock(60_000) < 40 * max(clock(6_000), 0.002)
