"""A template's name and its context in, a page out. Everything is escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

import jinja2

from reportedly.ids import make_id
from reportedly.web.look import sentences, words
from reportedly.web.look.languages import find_direction, name_language, read_words


class Look:
    """Renders pages in the languages of a newsroom."""

    def __init__(self, title: str, languages: Sequence[str]) -> None:
        self.title = title
        self.languages = tuple(languages)
        self._environments = {code: self._make(code) for code in {*languages, "en"}}

    def show(self, template: str, language: str, context: Mapping[str, Any]) -> str:
        """Return a page."""
        environment = self._environments.get(language) or self._environments["en"]
        return environment.get_template(template).render(context)

    def words(self, language: str) -> Mapping[str, Callable[..., Any]]:
        """Return the filters of a language."""
        return (self._environments.get(language) or self._environments["en"]).filters

    def _make(self, language: str) -> jinja2.Environment:
        """Return what renders templates in one language."""
        environment = jinja2.Environment(
            loader=jinja2.PackageLoader("reportedly.web", "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,  # a field that is misspelt is a bug, not a blank
            extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
            trim_blocks=True,
            lstrip_blocks=True,
        )
        translations = read_words(language)
        environment.install_gettext_callables(  # type: ignore[attr-defined]
            translations.gettext, translations.ngettext, newstyle=True
        )
        environment.globals |= {
            "language": language,
            "direction": find_direction(language),
            "languages": [(code, name_language(code)) for code in self.languages],
            "newsroom_title": self.title,
            "static": name_static,
        }
        environment.filters |= words.make_filters(language, translations.gettext)
        environment.filters |= sentences.make_filters(language, translations)
        return environment


@lru_cache(maxsize=256)
def name_static(path: str) -> str:
    """Return the address of a static file; it names the contents, so browsers may keep it."""
    source = files("reportedly.web") / "static" / path
    return f"/static/{path}?v={make_id(source.read_bytes().hex())[:10]}"
