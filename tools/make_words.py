"""Templates, code and vocabulary in, the catalogs of the readers' and the desk's languages out.

    python tools/make_words.py            # bring src/reportedly/web/words/*.po up to date
    python tools/make_words.py --check    # fail where a word of ours lacks a translation

A message that is new comes without a translation; one that nothing uses any more goes. Messages
stand in English in the templates; codes of ours (claims_responsibility, ASSAULT) are words too.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from reportedly.codebook.model import MODES
from reportedly.records import (
    Action,
    Effect,
    Precision,
    Role,
    Scope,
    Stage,
    Stance,
    Status,
    Verdict,
)
from reportedly.records.event import PlaceBasis, PlacePrecision, Quote, Why
from reportedly.review.queue import Why as Waiting
from reportedly.web.look import fields
from reportedly.web.safety import problems

WEB = Path(__file__).parent.parent / "src/reportedly/web"
LANGUAGES = ("es", "ar")
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2),
                            "many": (1, 2)}  # fmt: skip
METHODS = [("templates/**.html", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**.html": {"extensions": "jinja2.ext.do", "trimmed": "true"}}
PLACEHOLDER = re.compile(r"%\(\w+\)s|%[sd]")
# Words of pages that stand in no list of codes.
MORE = ("withheld", "withdrawn", "proposed", "published", "unpublished", "sensitive", "late",
        "undone", "counts", "happened", "denied", "did not happen", "accepted", "when", "where",
        "category", "mode", "reports", "figures", "positions", "denials", "words", "note", "title",
        "date", "place", "perpetrator", "parties", "actors", "recipients", "targets", "instruments",
        "type", "stage", "status")  # fmt: skip


def plain(code: str) -> str:
    """Return a code as the filter `word` looks it up."""
    return code.replace("_", " ").replace("-", " ").lower()


def list_codes() -> Iterator[str]:
    """Yield every code of ours that a page says as a word."""
    for kind in (Action, Effect, Precision, Role, Scope, Stage, Stance, Status, Verdict, PlaceBasis,
                 PlacePrecision, Quote, Why, Waiting):  # fmt: skip
        yield from get_args(kind)
    for category, modes in MODES.items():
        yield category
        yield from modes
    yield from MORE
    for name, value in vars(fields).items():
        if name.isupper() and isinstance(value, str):
            yield value
        elif name.isupper() and isinstance(value, dict):
            yield from (one for one in value.values() if isinstance(one, str))


def list_titles() -> Iterator[str]:
    """Yield what the pages say when something is not done."""
    for value in vars(problems).values():
        if isinstance(value, type) and issubclass(value, problems.Problem):
            yield value.title


def make_template() -> Catalog:
    """Return all messages, without translations."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    found = extract_from_dir(WEB, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=())
    for name, _, message, _, context in found:
        if message and not (isinstance(message, str) and not message.strip()):
            catalog.add(message, locations=[(name, 0)], context=context)
    for code in sorted({plain(code) for code in list_codes() if code}):
        catalog.add(code, locations=[("codes", 0)])
    for title in sorted(set(list_titles())):
        catalog.add(title, locations=[("problems", 0)])
    return catalog


def read_catalog(language: str) -> Catalog:
    """Return a language's catalog, empty where there is none yet."""
    path = WEB / "words" / f"{language}.po"
    if not path.is_file():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> bytes:
    """Return a language's file, with the messages that there are now."""
    old, template = read_catalog(language), make_template()
    new = Catalog(locale=language, charset="utf-8", fuzzy=False, project="reportedly")
    for message in template:
        if not message.id:
            continue
        known = old.get(message.id)
        empty: Any = ("",) * new.num_plurals if message.pluralizable else ""
        text = known.string if known is not None and has_form(known, new) else empty
        new.add(message.id, text, locations=message.locations)
    return write(new)


def has_form(message: Message, catalog: Catalog) -> bool:
    """Tell whether a translation has as many forms as its language wants."""
    if not message.pluralizable:
        return isinstance(message.string, str)
    return isinstance(message.string, tuple) and len(message.string) == catalog.num_plurals


def write(catalog: Catalog) -> bytes:
    """Return a catalog as a file: the same words, the same bytes."""
    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_output=True, omit_header=True, no_location=True)
    head = (
        f'msgid ""\nmsgstr ""\n"Language: {catalog.locale_identifier}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    return head.encode() + out.getvalue()


def find_faults(language: str) -> Iterator[str]:
    """Yield what a language's catalog lacks."""
    catalog = read_catalog(language)
    for message in make_template():
        if not message.id:
            continue
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        known = catalog.get(message.id)
        if known is None or not has_form(known, catalog):
            yield f"{language}: no translation: {first}"
            continue
        texts: tuple[Any, ...] = (
            known.string if isinstance(known.string, tuple) else (known.string,)
        )
        if not all(texts) or known.fuzzy:
            yield f"{language}: no translation: {first}"
            continue
        ids: tuple[Any, ...] = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = set(PLACEHOLDER.findall(" ".join(ids)))
        # A form for one or two may say the number in words.
        many = texts[-1:] if len(texts) > 1 else texts
        if any(set(PLACEHOLDER.findall(text)) != wanted for text in many):
            yield f"{language}: other placeholders than {sorted(wanted)}: {first}"
        if any(not set(PLACEHOLDER.findall(text)) <= wanted for text in texts):
            yield f"{language}: unknown placeholders: {first}"


def main() -> int:
    """Write the catalogs, or check them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        faults = [fault for language in LANGUAGES for fault in find_faults(language)]
        print("\n".join(faults) or "every word has its translation")
        return 1 if faults else 0
    for language in LANGUAGES:
        path = WEB / "words" / f"{language}.po"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(update(language))
        lacking = sum(1 for _ in find_faults(language))
        print(f"{path.name}: {lacking} without a translation", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
