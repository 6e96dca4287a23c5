"""A document's time words in, the times it tells out: what each hangs from, which way it points.

Here nothing is read as days yet; moments.py does that, event by event.
"""

from __future__ import annotations

import re

import msgspec

from reportedly.coding.phrases import head_of
from reportedly.coding.speech import read_sets
from reportedly.coding.times import KINDS
from reportedly.coding.tools import Tense, TimeWords, Tools
from reportedly.coding.turning import Inside, find_inside
from reportedly.coding.view import View
from reportedly.records import Interval

YEAR = re.compile(r"\d{4}|[\'\u2019]\d\d")
AHEAD_WORDS = frozenset({"MD"})  # "will", "would", "shall": Penn's tag for a modal
WILL = frozenset({"will", "shall"})
NOW = frozenset({"VBZ", "VBP"})
PLANNED = frozenset({"JJ", "VBN"})
APPOINTED = read_sets()["stage.appointed"]
ANNOUNCED = read_sets()["stage.announced"]
CLIMB = 2  # words above a time that may say it is still to come


class Told(msgspec.Struct, frozen=True):
    """One time expression of the document before it is read as days.

    `ahead`: it may be a day to come, `due`: it can be no other. `floats`: it is counted from the
    story; `fine`: it then takes a day to count from. `inside` is what stands after "a day after".
    """

    words: TimeWords
    number: int
    head: int
    governor: int
    sentence: int
    ahead: bool
    due: bool
    floats: bool
    fine: bool
    inside: Inside | None
    has_year: bool


def list_told(view: View, tools: Tools) -> list[Told]:
    """Return the document's times in order of text, those that may date an event."""
    out: list[Told] = []
    for words in tools.times:
        tokens = list(view.within(words.start, words.end)) if words.kind in KINDS else []
        if not tokens:
            continue
        head = head_of(view, tokens[0].i, tokens[-1].i)
        governor = find_governor(view, head)
        out.append(
            Told(
                words,
                len(out),
                head,
                governor,
                view.sentence_of[head],
                is_ahead(view, governor),
                is_due(view, head),
                floats(words, tools),
                is_fine(words, tools),
                find_inside(view, tokens[-1].i),
                YEAR.search(view.text, words.start, words.end) is not None,
            )
        )
    return out


def find_governor(view: View, head: int) -> int:
    """Return the nearest verb above a token, or the top of its sentence."""
    at = head
    for at in view.ancestors(head):
        if view.tokens[at].upos == "VERB":
            break
    return at


def is_ahead(view: View, verb: int) -> bool:
    """Tell whether the verb speaks of what is to come: "will meet", "to meet"."""
    for child in view.children[verb]:
        token = view.tokens[child]
        if token.xpos in AHEAD_WORDS or (token.rel == "mark" and token.lemma == "to"):
            return True
    return False


def is_due(view: View, head: int) -> bool:
    """Tell whether a time can only be to come by its own words: "called for Friday", "due Sunday",
    "have called a strike from Friday".

    What "for" and a weekday tell by the weekday's genitive ("for Friday's raid") is no such day.
    """
    cases = {view.tokens[c].lemma for c in view.kids(head, "case")}
    if "for" in cases and "'s" not in cases:
        return True
    if "from" in cases and is_announced(view, find_governor(view, head)):
        return True
    above = (view.tokens[i] for i in [head, *view.ancestors(head)][: CLIMB + 1])
    return any(t.xpos in PLANNED and t.text.lower() in APPOINTED for t in above)


def is_announced(view: View, verb: int) -> bool:
    """Tell whether a verb names what is still to begin; what "was ordered" may have begun."""
    token = view.tokens[verb]
    if token.lemma not in ANNOUNCED:
        return False
    aux = (view.tokens[c].xpos for c in view.kids(verb, "aux"))
    return token.xpos in NOW or any(xpos in NOW for xpos in aux)


def will_be(view: View, verb: int) -> bool:
    """Tell whether a verb can only be of what is to come: "will meet", "are to meet"."""
    words = [view.tokens[c] for c in view.children[verb]]
    if any(w.xpos in AHEAD_WORDS and w.lemma in WILL for w in words):
        return True
    bare = any(w.rel == "mark" and w.lemma == "to" for w in words)
    return bare and any(w.xpos in NOW for w in words)


def is_fine(words: TimeWords, tools: Tools) -> bool:
    """Tell whether a time counts days, and so from a day and from no month or year."""
    when = tools.when(words, PROBES[0], "past")
    return isinstance(when, Interval) and when.precision == "day"


def floats(words: TimeWords, tools: Tools) -> bool:
    """Tell whether the days of a time are counted from the story around it."""
    return any(
        tools.when(words, PROBES[0], tense) != tools.when(words, PROBES[1], tense)
        for tense in TENSES
    )


TENSES: tuple[Tense, Tense] = ("past", "future")


def probe(day: str) -> Interval:
    """Return a day that no report tells, to see whether a time moves with it."""
    return msgspec.convert(
        {"kind": "interval", "start": day, "end": day, "precision": "day", "basis": "stated"},
        Interval,
    )


PROBES = (probe("1903-05-11"), probe("1904-08-22"))
