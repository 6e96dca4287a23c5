"""Words are cut as in UD English, and every character belongs to exactly one."""

# Curly marks are what the test is about.

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.analyze.tokens import LONGEST_WORD_CHARACTERS, tokenize

CASES = [
    ("clitics", "They don't say Jordan's isn’t", "They|do|n't|say|Jordan|'s|is|n’t"),
    ("capital clitics", "THE ARMY'S MEN DIDN'T", "THE|ARMY|'S|MEN|DID|N'T"),
    ("hidden words", "cannot gonna CANNOT dont", "can|not|gon|na|CAN|NOT|do|nt"),
    ("words that look so", "government want grant present", "government|want|grant|present"),
    ("plural possessive", "the soldiers' base", "the|soldiers|'|base"),
    ("hyphens part", "a 15-year-old al-Ani", "a|15|-|year|-|old|al|-|Ani"),
    ("prefixes stay", "non-violent anti-tank e-mail", "non-violent|anti-tank|e-mail"),
    ("weapons", "AK-47s and 155mm shells", "AK|-|47s|and|155|mm|shells"),
    ("titles", "Gen. Ali met Mr. Omar", "Gen.|Ali|met|Mr.|Omar"),
    ("dotted", "the U.S. base, a U.S.-led raid", "the|U.S.|base|,|a|U.S.|-|led|raid"),
    ("the last dot is a full stop", "bases in the U.S.", "bases|in|the|U.S|."),
    ("dates", "Jan. 5, 2024-03-04 or 9/11", "Jan.|5|,|2024-03-04|or|9/11"),
    ("numbered", "No. 5 fell. No.", "No.|5|fell|.|No|."),
    ("initials", "J. R. Smith", "J.|R.|Smith"),
    ("figures", "30,410 killed, 3.5% at 20:09", "30,410|killed|,|3.5|%|at|20:09"),
    ("money", "$5 million, US$3bn, €2", "$|5|million|,|US$|3|bn|,|€|2"),
    ("addresses", "see https://a.org/b?c=1, @iri #gaza", "see|https://a.org/b?c=1|,|@iri|#gaza"),
    ("mail", "write to desk@news.org.", "write|to|desk@news.org|."),
    ("names with apostrophes", "O'Connor's Ba'athist", "O'Connor|'s|Ba'athist"),
    ("dashes", "he--she — and", "he|--|she|—|and"),
    ("marks in a row", "wait... what?!", "wait|...|what|?!"),
    ("brackets", "(AFP) [TEXT]", "(|AFP|)|[|TEXT|]"),
    ("slashes", "and/or SANAA/RIYADH", "and|/|or|SANAA|/|RIYADH"),
    ("no space after a stop", "killed 3.The bomb", "killed|3|.|The|bomb"),
]


@pytest.mark.parametrize(("text", "words"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_words(text: str, words: str) -> None:
    assert [text[a:b] for a, b in tokenize(text, 0, len(text))] == words.split("|")


def test_offsets_are_into_the_whole_text() -> None:
    text = "One. They can't. Two."
    assert [text[a:b] for a, b in tokenize(text, 5, 16)] == ["They", "ca", "n't", "."]


MIXED = st.text(alphabet=st.sampled_from("aIsnt'’.,-/@:$5!?(\n \u00a0é中\u0301_#"), max_size=80)


@settings(max_examples=60, deadline=None)  # the clock of a busy machine proves nothing
@given(st.one_of(st.text(max_size=200), MIXED))
def test_every_character_belongs_to_one_word(text: str) -> None:
    spans = tokenize(text, 0, len(text))
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join(text[a:b] for a, b in spans) == "".join(text.split())
    assert not any(character.isspace() for a, b in spans for character in text[a:b])


@pytest.mark.parametrize(
    "piece", ["a", "a.", "a-", "9,", "a@", "'s", " ", ".", "http://", "don't", "-", "\n"]
)
def test_time_is_linear(piece: str) -> None:
    def clock(length: int) -> float:
        text = piece * (length // len(piece))
        started = time.process_time()
        tokenize(text, 0, len(text))
        return time.process_time() - started

    # Ten times the text, ten times the work; a square would be a hundred. The best of three, since
    # another program's turn on the processor's cache counts as ours.
    short, long = (min(clock(length) for _ in range(3)) for length in (6_000, 60_000))
    assert long < 40 * max(short, 0.002)


def test_a_word_without_end_is_cut() -> None:
    spans = tokenize("x" * 1000, 0, 1000)
    assert max(b - a for a, b in spans) == LONGEST_WORD_CHARACTERS
