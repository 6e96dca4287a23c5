"""A message that the program made in English in, the same in the reader's language out.

Those who raise an error know no language and do not import the web. Their messages are known here
by their form: what stands in the places of a form is kept as it is. A message of no known form
comes in English; a test holds each form against the message it is made for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

N_ = str  # marks words for the catalogs; they are translated where they are used
PLACE = re.compile(r"%\((\w+)\)s")
FORMS = (
    # run/accounts.py, web/desk/people.py
    N_("%(name)s: there is an account of that name already"),
    N_("%(name)s: is the last administrator: name another first"),
    N_("%(name)s: wanted a name of 1 to 80 letters, without spaces around it"),
    N_("wanted a password of %(n)s letters or more"),
    N_("the two new passwords differ"),
    N_("the old password is another"),
    N_("a token wants a name, to know it by later"),
    N_("at most %(n)s tokens: end one first"),
    # review/correct.py
    N_("%(words)s: stands nowhere in the report: wanted words copied from it"),
    N_("%(field)s = %(value)s: wanted one of %(choices)s"),
    N_("mode = %(value)s: wanted a mode of %(category)s: %(modes)s"),
    N_("when = %(value)s: ends before it begins"),
    N_("where = %(value)s: wanted a place's name, as the report has it"),
    N_("where = %(value)s: wanted a name and a two-letter country: Goma, CD"),
    N_("%(effect)s = %(value)s: wanted a number or a range: 3, 3..5, 3.., ..5"),
    N_("%(effect)s = %(value)s: ends below where it begins"),
    # review/ties.py, run/deciding.py, run/dossier.py
    N_("this merge would contradict the split %(id)s by %(who)s (%(day)s): `undo %(same)s` first"),
    N_("this split would contradict the merge %(id)s by %(who)s (%(day)s): `undo %(same)s` first"),
    N_("%(id)s: its report was read anew just now: look again"),
    N_("a correction wants a field and a value"),
    N_("these are one incident already"),
    N_("there is no such incident"),
    N_("tick some of the events, and leave some"),
    N_("%(slug)s: wanted some of its events to leave and some to stay"),
    N_("%(id)s: undone already: `undo %(other)s` brings it back"),
    N_("%(id)s: does not count: %(who)s came first"),
    N_("%(id)s: this very decision is in the ledger already"),
    N_("to undo a %(action)s takes an editor"),
    # run/publishing.py, run/releasing.py, web/desk/publishing.py
    N_("%(slug)s: this edition is not proposed any more: look again"),
    N_("%(slug)s: is withheld by %(who)s: undo that first"),
    N_("%(slug)s: is withheld already"),
    N_("%(slug)s: readers see nothing of it, and nothing is proposed"),
    N_("%(slug)s: changed since you looked: look again, then decide"),
    N_("two people decide here: somebody else has to propose this first"),
    N_("wanted a reason: those who read it may ask"),
    N_("wanted a reason: the reader is shown it"),
    N_("look through the checklist and tick what you looked at"),
    # run/corrections.py
    N_("wanted some words: what is wrong or missing?"),
    N_("evidence: wanted a link that begins with https://"),
    N_("text: wanted %(n)s links at most"),
    N_("%(name)s: wanted %(n)s letters at most"),
    # merge/syndication.py: where a report's words come from
    N_("no earlier text is like it"),
    N_("%(share)s of its passages stand in the text of %(whose)s"),
    N_("it is credited to %(whose)s (%(words)s)"),
    N_("%(share)s of its sentences pass on the word of %(whose)s (%(words)s)"),
    N_("it credits part of it to %(whose)s (%(words)s)"),
    N_("it quotes %(whose)s (%(words)s)"),
    # web/safety, web/desk/adding.py, ledger
    N_("try again in %(n)s s"),
    N_("at most %(links)s links and %(files)s files at once"),
    N_("that question takes too long: narrow it"),
    N_("the ledger was not done in time: ask for less"),
    N_("%(name)s: no incident has a slug that begins so: try `incidents`"),
    N_("%(name)s: no event of the ledger has an id that begins so"),
)


@lru_cache(maxsize=1)
def read_forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each form with what finds a message of it, the most particular first."""
    ranked = sorted(FORMS, key=lambda form: -len(PLACE.sub("", form)))
    return tuple((form, make_pattern(form)) for form in ranked)


def make_pattern(form: str) -> re.Pattern[str]:
    """Return what a message of a form looks like."""
    parts = PLACE.split(form)
    body = "".join(f"(?P<{part}>.+?)" if n % 2 else re.escape(part) for n, part in enumerate(parts))
    return re.compile(body, re.DOTALL)


def say_message(message: str, translate: Callable[[str], str]) -> str:
    """Return a message in the language of `translate`; one that is several, part by part."""
    return "; ".join(say_part(part, translate) for part in message.split("; "))


def say_part(message: str, translate: Callable[[str], str]) -> str:
    """Return a message of one form."""
    for form, pattern in read_forms():
        if found := pattern.fullmatch(message):
            return translate(form) % found.groupdict()
    return message
