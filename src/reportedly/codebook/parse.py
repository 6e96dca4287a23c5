"""TOML in, Book out; a book that cannot be used says where, what, and what was wanted.

The packaged books are read once. A user's own event books are added by path: an entry under a
key that is already taken replaces the packaged one, so a desk can mend a word without a fork.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
import tomli

from reportedly.codebook.check import Where, parts_of, take, texts
from reportedly.codebook.events import index_entries, read_entries
from reportedly.codebook.model import (
    MODES,
    STANCES,
    SUBEVENTS,
    AcledRule,
    Blocker,
    Book,
    Cues,
    Entry,
    Frame,
    Kind,
    Speech,
    Words,
)

FIXED = ("frames", "weapons", "targets", "classes", "blockers", "speech", "cues", "contexts",
         "acled", "support", "weights", "modes", "fillers", "scene")  # fmt: skip
COUNTED = ("weights", "modes")  # what training/weigh.py counts in coded news
PRIOR_COUNT = 6.0  # a written prior counts as much as six sightings: most words are rare
CUE_KEYS = ("verbs", "nouns", "adjectives", "adverbs", "markers", "auxiliaries")


def read_book(extra: Sequence[Path] = (), counted: Path | None = None) -> Book:
    """Return the packaged codebook with the user's event books laid over it.

    `counted` is a folder whose weights.toml and modes.toml take the place of the packaged ones.
    """
    return _read(tuple(extra), counted)


@cache
def _read(extra: tuple[Path, ...], counted: Path | None) -> Book:
    shelf = dict(_packaged())
    tables = {name: shelf[f"{name}.toml"] for name in FIXED}
    if counted:
        tables |= {name: _load(counted / f"{name}.toml") for name in COUNTED}
    frames = {key: _frame(key, Where("frames.toml", key), value)
              for key, value in tables["frames"].items()}  # fmt: skip
    weapons = _kinds("weapons.toml", tables["weapons"])
    targets = _kinds("targets.toml", tables["targets"])
    classes = _classes(tables["classes"], weapons, targets)
    entries: dict[str, Entry] = {}
    for name, table in shelf.items():
        if name.startswith("events/"):
            entries |= read_entries(name, table, frames, classes)
    weights = tables["weights"]
    entries = {key: _weigh(entry, weights, tables["modes"]) for key, entry in entries.items()}
    for path in extra:
        entries |= read_entries(str(path), _load(path), frames, classes)
    support = tables["support"]
    where = Where("support.toml", "carriers")
    return Book(
        entries=index_entries(entries.values()),
        frames=frames,
        classes=classes,
        blockers=tuple(_blockers(tables["blockers"], classes)),
        light={key: frozenset(texts(Where("support.toml", "light"), key, value))
               for key, value in support.get("light", {}).items()},
        carriers=frozenset(take(support.get("carriers", {}), "words", list, where, [])),
        weapons=weapons,
        targets=targets,
        weapon_of=_by_word(weapons),
        target_of=_by_word(targets),
        cues=dict(_cues("cues.toml", tables["cues"])),
        speech=_speech(tables["speech"]),
        contexts={key: _words(Where("contexts.toml", key), value)
                  for key, value in tables["contexts"].items()},
        context_of=_always(tables["contexts"]),
        acled=tuple(_rules(tables["acled"], classes)),
        scene=tables["scene"],
        fillers=tables["fillers"],
    )  # fmt: skip


def _packaged() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the packaged books by name. The only place where the codebook touches its files."""
    root = files("reportedly.codebook") / "books"
    for name in FIXED:
        yield f"{name}.toml", _parse(f"{name}.toml", (root / f"{name}.toml").read_bytes())
    for item in sorted((root / "events").iterdir(), key=lambda item: item.name):
        if item.name.endswith(".toml"):
            yield f"events/{item.name}", _parse(f"events/{item.name}", item.read_bytes())


def _parse(name: str, raw: bytes) -> dict[str, Any]:
    # tomli is tomllib compiled: three times as fast, and a book must not slow down `--help`.
    try:
        return tomli.loads(raw.decode("utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Where(name, "").error(f"{error}: wanted TOML in UTF-8") from None


def _load(path: Path) -> dict[str, Any]:
    try:
        return _parse(str(path), path.read_bytes())
    except OSError as error:
        raise Where(str(path), "").error(f"{error.strerror}: wanted a readable file") from None


def _weigh(entry: Entry, weights: Mapping[str, Any], modes: Mapping[str, Any]) -> Entry:
    """Return the entry with its priors moved towards what was counted in coded news."""
    return msgspec.structs.replace(
        entry,
        weight=_share(weights.get(entry.key), entry.weight),
        mode_weight=_share(modes.get(entry.key), entry.mode_weight),
    )


def _share(seen: Any, prior: float) -> float:
    """Return the prior, moved by [hits, sightings] where there are any."""
    if seen is None:
        return prior
    hits, total = seen
    return float(round((hits + PRIOR_COUNT * prior) / (total + PRIOR_COUNT), 3))


def _words(where: Where, table: Mapping[str, Any], classes: Mapping[str, Words] | None = None
           ) -> Words:  # fmt: skip
    listed = texts(where, "words", table.get("words", []))
    names = texts(where, "names", table.get("names", []))
    tags = texts(where, "tags", table.get("tags", []))
    return merge_words(where, listed, classes or {}, frozenset(names), frozenset(tags))


def merge_words(where: Where, listed: Sequence[str], classes: Mapping[str, Words],
                names: frozenset[str] = frozenset(), tags: frozenset[str] = frozenset()
                ) -> Words:  # fmt: skip
    """Return one class of the lemmas and `@class` names listed."""
    lemmas = {word for word in listed if not word.startswith("@")}
    for word in listed:
        if word.startswith("@"):
            known = where.known("class", word[1:], classes)
            lemmas |= classes[known].lemmas
            names |= classes[known].names
            tags |= classes[known].tags
    return Words(frozenset(lemmas), names, tags)


def _classes(table: Mapping[str, Any], weapons: tuple[Kind, ...], targets: tuple[Kind, ...]
             ) -> dict[str, Words]:  # fmt: skip
    found: dict[str, Words] = {}
    for key, value in table.items():
        if key == "side":
            for side, words in value.items():
                name = f"side.{side}"
                found[name] = _words(Where("classes.toml", name), words)
        else:
            found[key] = _words(Where("classes.toml", key), value)
    for name, kinds in (("weapon", weapons), ("target", targets)):
        for kind in kinds:
            found[f"{name}.{kind.name}"] = Words(kind.lemmas)
        found[name] = Words(frozenset().union(*(kind.lemmas for kind in kinds)))
    return found


def _kinds(book: str, table: Mapping[str, Any]) -> tuple[Kind, ...]:
    kinds = []
    for key, value in table.items():
        where = Where(book, key)
        mode = value.get("mode")
        if mode is not None:
            where.one_of("mode", mode, MODES["ASSAULT"])
        phrases = texts(where, "phrases", value.get("phrases", []))
        kinds.append(Kind(
            name=key, mode=mode, lemmas=frozenset(texts(where, "words", value.get("words", []))),
            phrases=tuple(tuple(phrase.split()) for phrase in phrases),
        ))  # fmt: skip
    return tuple(kinds)


def _by_word(kinds: Sequence[Kind]) -> dict[str, Kind]:
    """Return the kind of each word and phrase; the first kind that knows a word keeps it."""
    found: dict[str, Kind] = {}
    for kind in kinds:
        for word in (*kind.lemmas, *(" ".join(phrase) for phrase in kind.phrases)):
            found.setdefault(word, kind)
    return found


def _frame(key: str, where: Where, table: Mapping[str, Any]) -> Frame:
    where.only(table, ("actor", "recipient", "target", "instrument", "reciprocal"))
    places = {name: texts(where, name, table.get(name, []))
              for name in ("actor", "recipient", "target", "instrument")}  # fmt: skip
    return Frame(name=key, reciprocal=take(table, "reciprocal", bool, where, False), **places)


def _blockers(table: Mapping[str, Any], classes: Mapping[str, Words]) -> Iterator[Blocker]:
    for key, value in table.items():
        where = Where("blockers.toml", key)
        where.only(value, ("categories", "near", "sentence", "at_least"))
        categories = texts(where, "categories", value.get("categories", []))
        for category in categories:
            where.one_of("categories", category, MODES)
        yield Blocker(
            name=key,
            categories=frozenset(categories),
            near=merge_words(where, texts(where, "near", value.get("near", [])), classes),
            sentence=merge_words(where, texts(where, "sentence", value.get("sentence", [])),
                                 classes),
            at_least=take(value, "at_least", int, where, 2),
        )  # fmt: skip


def _cue(where: Where, table: Mapping[str, Any]) -> Cues:
    where.only(table, (*CUE_KEYS, "phrases"))
    sets = {key: frozenset(texts(where, key, table.get(key, []))) for key in CUE_KEYS}
    phrases = texts(where, "phrases", table.get("phrases", []))
    return Cues(phrases=tuple(tuple(phrase.split()) for phrase in phrases), **sets)


def _cues(book: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Cues]]:
    """Yield each cue class; a class with sub-classes is named `stage.planned`."""
    for key, value in table.items():
        if all(isinstance(inner, dict) for inner in value.values()):
            for name, inner in value.items():
                yield f"{key}.{name}", _cue(Where(book, f"{key}.{name}"), inner)
        else:
            yield key, _cue(Where(book, key), value)


def _speech(table: Mapping[str, Any]) -> Speech:
    where = Where("speech.toml", "")
    where.only(table, ("stance", "channel", "source", "according"))
    for name in table["stance"]:
        Where("speech.toml", f"stance.{name}").one_of("stance", name, STANCES)
    forms = texts(Where("speech.toml", "according"), "forms", table["according"]["forms"])
    return Speech(
        stances={key: _cue(Where("speech.toml", f"stance.{key}"), value)
                 for key, value in table["stance"].items()},
        channels={key: _cue(Where("speech.toml", f"channel.{key}"), value)
                  for key, value in table["channel"].items()},
        sources={key: frozenset(texts(Where("speech.toml", "source"), key, value))
                 for key, value in table["source"].items()},
        according=tuple(tuple(form.split()) for form in forms),
    )  # fmt: skip


def _always(table: Mapping[str, Any]) -> dict[tuple[str, str | None], tuple[str, ...]]:
    found: dict[tuple[str, str | None], list[str]] = {}
    for context, value in table.items():
        where = Where("contexts.toml", context)
        where.only(value, ("words", "always"))
        for code in texts(where, "always", value.get("always", [])):
            category, mode = parts_of(where, code)
            found.setdefault((category, mode), []).append(context)
    return {code: tuple(contexts) for code, contexts in found.items()}


def _rules(table: Mapping[str, Any], classes: Mapping[str, Words]) -> Iterator[AcledRule]:
    sides = {name[5:] for name in classes if name.startswith("side.")}
    keys = ("categories", "modes", "stages", "actors", "recipients", "not_actors",
            "not_recipients", "words")  # fmt: skip
    for value in table.get("rule", []):
        where = Where("acled.toml", str(value.get("key", "rule")))
        where.only(value, ("key", "subevent", *keys))
        sets = {key: frozenset(texts(where, key, value.get(key, []))) for key in keys}
        for category in sets["categories"]:
            where.one_of("categories", category, MODES)
        for side in sets["actors"] | sets["recipients"]:
            where.one_of("actors", side, sorted(sides))
        subevent = take(value, "subevent", str, where, "")
        if subevent:
            where.one_of("subevent", subevent, sorted(SUBEVENTS))
        yield AcledRule(key=where.place, subevent=subevent or None, **sets)
