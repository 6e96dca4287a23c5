"""Transcripts and lists under a heading in, how far each speech goes out."""

from __future__ import annotations

from collections.abc import Sequence

from tests.coding.views import make_document, read_parse

from reportedly.codebook import read_book
from reportedly.coding.attribution import Attribution, find_attributions
from reportedly.coding.speech import read_grammar
from reportedly.coding.view import View

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
    rows: list[str] = []
    for line in lines:
        words = line.split()
        tags = [KNOWN.get(w, ("PUNCT" if not w.isalnum() else "X", "X", "dep")) for w in words]
        root = next((k for k, tag in enumerate(tags, start=1) if tag[2] == "root"), 1)
        for k, (word, (upos, xpos, rel)) in enumerate(zip(words, tags, strict=True), start=1):
            lemma = {"informs": "inform"}.get(word, word)
            rows.append(f"{k} {word} {lemma} {upos} {xpos} _ {root} {rel} _ _")
        rows.append("")
    return View(make_document("\n".join(lines) + "\n"), read_parse("\n".join(rows)))


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
