"""A language's code in, the words of pages in it out (gettext catalogs, read as they are)."""

from __future__ import annotations

import gettext
import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FIRST = "en"  # the language that the words stand in in the templates


@cache
def read_words(language: str) -> gettext.NullTranslations:
    """Return the words of a language; what it lacks comes in English."""
    if language == FIRST:
        return gettext.NullTranslations()
    source = files("reportedly.web") / "words" / f"{language}.po"
    if not source.is_file():
        return gettext.NullTranslations()
    machine = io.BytesIO()
    with source.open("rb") as file:
        write_mo(machine, read_po(file, locale=language))
    machine.seek(0)
    return gettext.GNUTranslations(machine)


def find_direction(language: str) -> str:
    """Return which way a language is written: ltr or rtl."""
    return Locale.parse(language, sep="-").text_direction


def name_language(language: str) -> str:
    """Name a language in itself."""
    return (Locale.parse(language, sep="-").get_display_name() or language).capitalize()


def choose_language(accepted: str, offered: Sequence[str]) -> str:
    """Return which of the languages offered the reader's browser asks for first."""
    asked: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepted.split(",")[:20]):
        code, _, quality = part.strip().partition(";")
        try:
            weight = float(quality.partition("=")[2]) if quality else 1.0
        except ValueError:
            weight = 0.0
        asked.append((-weight, place, code.strip().lower()[:2]))
    for weight, _, code in sorted(asked):
        if code in offered and weight < 0:
            return code
    return offered[0]
