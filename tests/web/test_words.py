"""Every word of a page has its translation, and each language counts in its own way."""

import re
from pathlib import Path

import pytest
from tools import make_words

from reportedly.web.look.languages import read_words
from reportedly.web.look.templates import Look

TEMPLATES = Path(make_words.WEB) / "templates"


@pytest.mark.parametrize("language", make_words.LANGUAGES)
def test_every_word_has_its_translation(language: str) -> None:
    faults = list(make_words.find_faults(language))
    assert faults == [], "run tools/make_words.py, then translate what it added"


@pytest.mark.parametrize("language", make_words.LANGUAGES)
def test_the_catalogs_are_what_the_tool_writes(language: str) -> None:
    path = make_words.WEB / "words" / f"{language}.po"
    assert path.read_bytes() == make_words.update(language), "run tools/make_words.py"


@pytest.mark.parametrize("language", make_words.LANGUAGES)
def test_a_code_is_a_word(language: str) -> None:
    word = Look("", ("en", language)).words(language)["word"]
    same = {code for code in make_words.list_codes() if word(code) == make_words.plain(code)}
    # Some words are the same in Spanish; in Arabic none is.
    assert same <= ({"sexual", "multilateral"} if language == "es" else set())


def test_arabic_counts_in_six_ways() -> None:
    many = read_words("ar").ngettext
    forms = [many("%(n)s report.", "%(n)s reports.", n) for n in (0, 1, 2, 3, 11, 100)]
    assert len(set(forms)) == 6
    assert "تقريران" in forms[2], "two are said in one word"


def test_no_template_speaks_without_the_catalog() -> None:
    """A text between tags that stands in no _() would stay English."""
    loose = re.compile(r">\s*([A-Z][a-z]+(?: [a-z]+)+)[.!?]?\s*<")
    for path in sorted(TEMPLATES.rglob("*.html")):
        text = re.sub(r"{[{%#].*?[#%}]}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not loose.findall(text), path.name
