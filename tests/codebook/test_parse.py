"""The books can be read, and a book that cannot says where, what, and what was wanted."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportedly.codebook import read_book
from reportedly.codebook.model import MODES, STANCES, SUBEVENTS
from reportedly.errors import CodebookError


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, "utf8")
    return path


def test_every_type_and_every_mode_has_words() -> None:
    codes = {(e.category, e.mode) for listed in read_book().entries.values() for e in listed}
    wanted = {(category, mode) for category, modes in MODES.items() for mode in modes}
    assert {category for category, _ in codes} == set(MODES)
    assert wanted - codes == set()


def test_the_book_is_broad() -> None:
    heads = {head for _, head in read_book().entries}
    assert len(heads) >= 1000


def test_a_book_is_read_once() -> None:
    assert read_book() is read_book()


def test_weights_are_shares() -> None:
    assert all(0 < e.weight < 1 for listed in read_book().entries.values() for e in listed)


def test_cues_speech_and_contexts_are_there() -> None:
    book = read_book()
    assert set(book.speech.stances) == set(STANCES)
    assert "deny" in book.speech.stances["denies"].verbs
    assert "telegram" in book.speech.channels["telegram"].nouns
    assert len(book.contexts) == 37
    assert "not" in book.cues["negation"].adverbs
    assert "foil" in book.cues["stage.attempted"].verbs
    assert book.weapon_of["machine gun"].mode == "firearms"
    assert book.target_of["power plant"].name == "energy"
    assert {rule.subevent for rule in book.acled if rule.subevent} <= SUBEVENTS


def test_a_users_book_adds_and_replaces(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'category = "ASSAULT"\n[verb]\nskedaddle = {weight = 0.9}\nshell = {weight = 0.1, '
        'mode = "heavy-weapons"}\n',
    )
    book = read_book((path,))
    assert book.entries["verb", "skedaddle"][0].weight == 0.9
    key = "ASSAULT.verb.shell.heavy-weapons"
    shell = [e for e in book.entries["verb", "shell"] if e.key == key]
    assert [e.weight for e in shell] == [0.1]
    assert ("verb", "skedaddle") not in read_book().entries


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('category = "ASSAULT"\n[verb.shoot]\nmode = "x"',
         "[verb.shoot]: mode = 'x': wanted one of abduct"),
        ('category = "WAR"', "category = 'WAR': wanted one of AGREE"),
        ('category = "AID"\n[verb.feed]\nmode = "x"', "mode = 'x': wanted one of nothing"),
        ('category = "AID"\n[verb.feed]\nweight = 7', "weight = 7.0: wanted a number from 0 to 1"),
        ('category = "AID"\n[verb.feed]\nweight = "a"', "weight = 'a': wanted a number"),
        ('category = "AID"\n[verb.feed]\nweak = 1', "weak = 1: wanted true or false"),
        ('category = "AID"\n[verb.feed]\nframe = "up"', "frame = 'up': wanted one of does"),
        ('category = "AID"\n[verb.feed]\nkolor = 1', "key 'kolor': wanted one of also, mode"),
        ('category = "AID"\n[verb.feed]\nneeds = {side = "a"}', "needs.side: wanted a slot"),
        ('category = "AID"\n[verb.feed]\nneeds = {any = "@nix"}',
         "'@nix': wanted the name of a class"),
        ('category = "AID"\n[verb.feed]\nneeds = {any = 3}',
         "needs.any = 3: wanted a list of words"),
        ('category = "AID"\n[verb.Feed]\nweight = 0.5', "'Feed': wanted words in lower case"),
        ("category = [", "wanted TOML in UTF-8"),
    ],
)  # fmt: skip
def test_a_bad_book_says_what_is_wrong(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(CodebookError) as error:
        read_book((path,))
    assert str(error.value).startswith(f"{path}:")
    assert message in str(error.value)


def test_a_missing_book_says_so(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="wanted a readable file"):
        read_book((tmp_path / "none.toml",))
