"""What the program says in English comes in the reader's language."""

from pathlib import Path

import pytest

import reportedly
from reportedly.web.look.languages import read_words
from reportedly.web.look.messages import FORMS, PLACE, say_message
from reportedly.web.look.sentences import Sentences

SOURCE = "\n".join(path.read_text() for path in Path(reportedly.__file__).parent.rglob("*.py")
                   if path.name != "messages.py")  # fmt: skip


def test_a_message_keeps_what_stands_in_its_places() -> None:
    spanish = read_words("es").gettext
    assert say_message("Bo: there is an account of that name already", spanish) == (
        "Bo: ya hay una cuenta con ese nombre"
    )
    assert say_message("wanted a password of 12 letters or more", spanish) == (
        "hace falta una contraseña de 12 letras o más"
    )


def test_a_name_that_looks_like_a_form_stays_a_name() -> None:
    said = say_message("%(name)s: is withheld already", read_words("es").gettext)
    assert said == "%(name)s: ya está retenido"


def test_what_has_no_form_stays() -> None:
    assert say_message("something else", read_words("ar").gettext) == "something else"
    assert say_message("", read_words("ar").gettext) == ""


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_a_message_of_the_program(form: str) -> None:
    """Its longest stretch of words stands in the code that raises it."""
    longest = max((part.strip(" :=`()") for part in PLACE.split(form)[::2]), key=len)
    if "would contradict" in form:
        longest = "would contradict the"
    assert longest in SOURCE


@pytest.mark.parametrize(
    ("english", "spanish"),
    [
        ("at least 1,200", "al menos 1200"),
        ("3 to 5", "de 3 a 5"),
        ("3 to 5 or more", "de 3 a 5 o más"),
        ("dozens", "dozens"),
    ],
)
def test_a_figure_written_in_english_is_read_back(english: str, spanish: str) -> None:
    told = Sentences("es", read_words("es")).range(english)
    assert told.replace("\u202f", "").replace("\xa0", "").replace(".", "") == spanish
