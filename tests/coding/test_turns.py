"""Transcripts and lists under a heading in, how far each speech goes out."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.analyze.base import Analysis, Token
from reportedly.codebook import read_book
from reportedly.coding.attribution import Attribution, find_attributions
from reportedly.coding.speech import read_grammar
from reportedly.coding.view import View
from reportedly.records import Document, Source

GRAMMAR = read_grammar(read_book().speech)
# Of each word what a reader of these lines needs: its part of speech, tag and relation.
KNOWN = {
    "SPOKESMAN": ("NOUN", "NN", "root"),
    "QUESTION": ("NOUN", "NN", "root"),
    "ministry": ("NOUN", "NN", "nsubj"),
    "informs": ("VERB", "VBZ", "root"),
    "fell": ("VERB", "VBD", "root"),
    "left": ("VERB", "VBD", "root"),
}


def read(lines: Sequence[str]) -> View:
    """Return lines of words as a view; each line is a sentence, its words hang from its root."""
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    text = ""
    for line in lines:
        first, words = len(tokens), line.split()
        tags = [KNOWN.get(w, ("PUNCT" if not w.isalnum() else "X", "X", "dep")) for w in words]
        root = first + next((k for k, t in enumerate(tags) if t[2] == "root"), 0)
        for k, (word, (upos, xpos, rel)) in enumerate(zip(words, tags, strict=True)):
            start = len(text)
            text += word + " "
            lemma = {"informs": "inform"}.get(word, word)
            head = root if first + k != root else first + k
            tokens.append(
                Token(first + k, start, start + len(word), word, lemma, upos, xpos, head, rel)
            )
        sentences.append((first, len(tokens)))
        text = text[:-1] + "\n"
    document = Document(
        id="x", article="x", source_id="x", title=None, text=text, language="en", published=None,
        published_basis=None, source=Source(),
    )  # fmt: skip
    return View(document, Analysis("x", tuple(tokens), tuple(sentences), (), ()))


def spoken(view: View) -> list[str]:
    found: Sequence[Attribution] = find_attributions(view, GRAMMAR)
    return [view.span(a.content[0][0], a.content[-1][1] - 1).quote for a in found]


def test_a_turn_goes_on_until_the_next_label() -> None:
    view = read(["SPOKESMAN : it fell", "two left", "QUESTION : who", "SPOKESMAN : nobody"])
    assert spoken(view) == ["it fell\ntwo left", "nobody"]


def test_one_label_makes_no_transcript() -> None:
    view = read(["SPOKESMAN : it fell", "two left"])
    assert spoken(view) == ["it fell"]


def test_a_heading_speaks_for_the_list_under_it() -> None:
    view = read(["The ministry informs :", "* two fell", "* three left", "none fell"])
    assert spoken(view) == ["* two fell\n* three left"]


def test_a_heading_without_a_list_speaks_for_the_line_under_it() -> None:
    view = read(["The ministry informs :", "two fell", "three left"])
    assert spoken(view) == ["two fell"]


def test_the_following_speaks_for_all_that_is_to_come() -> None:
    view = read(["The ministry informs of the following .", "two fell", "three left"])
    assert spoken(view) == ["two fell\nthree left"]


def test_a_heading_that_nobody_speaks_is_none() -> None:
    assert spoken(read(["How it fell :", "two left"])) == []
