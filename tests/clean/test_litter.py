"""Pages saved as text: each line is story or litter, as tests/cases/litter.toml says."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest

from reportedly.clean import clean
from reportedly.clean.book import fold, load_book
from reportedly.clean.dates import find_date, find_url_date, read_stamp
from reportedly.records import Article, Document, holds

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "litter.toml").read_text())["case"]


def read(text: str, **told: object) -> Document:
    found = clean(Article(name="p.txt", media="text", body=text.encode(), source_id="p", **told))
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_story_stays_and_the_page_goes(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = read(text)
    assert found.text == text and all(holds(span, found) for span in found.litter)
    rest, at = "", 0
    for span in found.litter:
        rest, at = rest + text[at : span.start], span.end
    kept = [line.strip() for line in (rest + text[at:]).splitlines() if line.strip()]
    assert kept == case["keep"]
    assert found.title == case.get("title")
    assert (found.published, found.published_basis) == (case.get("published"), case.get("basis"))


def test_a_json_text_keeps_its_title_and_date_and_loses_only_its_litter() -> None:
    case = CASES[0]
    found = clean(
        Article(
            name="a.json",
            media="json",
            text=case["text"],
            source_id="a",
            title="Fuel depot hit",
            published=dt.date(2023, 11, 5),
        )
    )
    assert isinstance(found, Document)
    assert (found.title, found.published_basis) == ("Fuel depot hit", "json")
    assert found.published == dt.date(2023, 11, 5)
    assert "Add new comment" in {span.quote for span in found.litter}


@pytest.mark.parametrize(
    ("words", "language", "day"),
    [
        ("4 March 2024", "es", "2024-03-04"),
        ("Monday, March 4th, 2024 at 9:15", "en", "2024-03-04"),
        ("4 de marzo del 2024", "es", "2024-03-04"),
        ("1er mars 2024", "fr", "2024-03-01"),
        ("4. März 2024, 10:15 Uhr", "de", "2024-03-04"),
        ("04.03.2024", "en", "2024-03-04"),
        ("04/03/2024", "fr", "2024-03-04"),
        ("04/03/2024", "en-us", "2024-04-03"),
        ("04/03/2024", "en-gb", "2024-03-04"),
        ("04/03/2024", "en", None),
        ("25/03/2024", "en", "2024-03-25"),
        ("٤ مارس ٢٠٢٤", "ar", "2024-03-04"),
        ("4 آذار/مارس 2024", "ar", "2024-03-04"),
        ("4 آذار 2024", "ar", "2024-03-04"),
        ("4 марта 2024, 15:30", "ru", "2024-03-04"),
        ("4 Mart 2024 Pazartesi", "tr", "2024-03-04"),
        ("2024年3月4日", "zh", "2024-03-04"),
        ("10 JAN 90", "en", "1990-01-10"),
        ("Mon, 04 Mar 2024 23:59:00 -0800", "en", "2024-03-04"),
        ("2024-03-04T23:59:00Z", "en", "2024-03-04"),
        ("20240304", "en", "2024-03-04"),
        ("30 February 2024", "en", None),
        ("two hours ago", "en", None),
        ("March 2024", "en", None),
        ("may 14 soldiers 2024", "en", None),
    ],
)
def test_a_date_is_read_as_its_language_writes_it(
    words: str, language: str, day: str | None
) -> None:
    assert read_stamp(words, (language,)) == (dt.date.fromisoformat(day) if day else None)


def test_a_url_gives_a_day_only_where_it_holds_one() -> None:
    assert find_url_date("https://a.example/news/20240304-raid") == dt.date(2024, 3, 4)
    assert find_url_date("https://a.example/x-2024-03-04.html") == dt.date(2024, 3, 4)
    assert find_url_date("https://a.example/2024/13/40/x") is None
    assert find_url_date("https://a.example/story/20241234567") is None
    assert find_date("") is None


def test_the_book_holds_no_phrase_twice_in_a_table_and_none_that_is_empty() -> None:
    book = load_book()
    for table in (book.published, book.control, book.related, book.comments, book.label):
        assert len(table) > 20 and all(phrase == fold(phrase) and phrase for phrase in table)
