"""A record in, what a reader is told of it out, in their language: headlines, figures, changes.

Nothing here says that something is so. Whoever is named follows a word that fits one or many, man
or woman, in all our languages: "according to ...", "denied by ...".
"""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Callable, Mapping
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from reportedly.export.words import name_party
from reportedly.records import Claim, Edition, Gap, Incident, Interval, Place, Said
from reportedly.review.publish import name_edition
from reportedly.web.look.parts import (
    EFFECTS,
    find_claims,
    find_denials,
    find_dispute,
    find_events,
    group_figures,
    is_day,
    read_range,
    sort_documents,
)

ISOLATE, END = "\u2068", "\u2069"  # around a name that is written the other way
N_ = str  # marks words for the catalogs; they are translated where they are used
FIELDS = {
    "date": N_("the day"),
    "place": N_("the place"),
    "perpetrator": N_("who did it"),
    "happened": N_("whether it happened"),
    "killed": N_("how many were killed"),
    "injured": N_("how many were injured"),
    "missing": N_("how many are missing"),
    "abducted": N_("how many were abducted"),
    "arrested": N_("how many were arrested"),
    "displaced": N_("how many were displaced"),
    "source": N_("a source"),
    "translation": N_("a translation"),
    "privacy": N_("somebody's privacy"),
    "other": N_("something else"),
    "": N_("the page as a whole"),
}


def make_filters(
    language: str, translations: gettext.NullTranslations
) -> Mapping[str, Callable[..., Any]]:
    """Return the filters of one language."""
    say = Sentences(language, translations)
    return {
        "chain": say.chain,
        "claimant": say.claimant,
        "count": say.count,
        "field": say.field,
        "figure": say.figure,
        "first_upper": lambda text: text[:1].upper() + text[1:],
        "headline": say.headline,
        "position": say.position,
        "range": say.range,
        "summary": say.summary,
        "when": say.when,
        "where": say.where,
        "long_day": say.day,
        "when_said": say.when,
        "sources_line": say.sources,
        "by_day": sort_documents,
        "by_effect": group_figures,
        "claims_in": find_claims,
        "dispute_of": find_dispute,
        "denials": find_denials,
        "of_document": find_events,
    }


class Sentences:
    """What is said in one language."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.locale = Locale.parse(language, sep="-")
        self._ = translations.gettext
        self.many = translations.ngettext

    def word(self, code: str | None) -> str:
        """A code of ours (claims_responsibility, ASSAULT) as a reader says it."""
        if not code:
            return ""
        return self._(code.replace("_", " ").replace("-", " ").lower())

    def field(self, code: str) -> str:
        """What reports differ on, or readers correct."""
        return self._(FIELDS[code]) if code in FIELDS else self.word(code)

    def day(self, value: dt.date | None) -> str:
        """A day, in a form that no country reads otherwise."""
        return format_date(value, format="long", locale=self.locale) if value else "—"

    def number(self, value: int) -> str:
        """A number."""
        return str(format_decimal(value, locale=self.locale))

    def when(self, value: Interval | Said | Gap) -> str:
        """A day or several, or that none is known."""
        if isinstance(value, Gap):
            return self._("day not known")
        if value.start == value.end:
            return self.day(value.start)
        return f"{self.day(value.start)} – {self.day(value.end)}"

    def where(self, value: Place | Gap) -> str:
        """A place with its country, or that none is known."""
        if isinstance(value, Gap):
            return self._("place not known")
        country = str(self.locale.territories.get(value.country or "", value.country or ""))
        name = value.name
        if name and self.locale.text_direction == "rtl":
            name = f"{ISOLATE}{name}{END}"  # else the name drags the country to its other side
        comma = "، " if self.locale.language == "ar" else ", "
        return comma.join(filter(None, (name, country)))

    def headline(self, edition: Edition) -> str:
        """What an editor called it; else what is reported, where and when."""
        if edition.title != name_edition(edition.incident):
            return edition.title
        incident = edition.incident
        kind = self.word(incident.category)
        if incident.mode:
            kind = self._("%(kind)s (%(mode)s)") % {"kind": kind, "mode": self.word(incident.mode)}
        parts = {"kind": kind, "place": self.where(incident.where), "day": self.when(incident.when)}
        return self._("Reported: %(kind)s, %(place)s, %(day)s") % parts

    def summary(self, edition: Edition) -> str:
        """Who reported it, and on what they disagree, in two sentences."""
        incident = edition.incident
        told = self.sources(incident)
        if not incident.disputes:
            return told
        fields = (", " if self.locale.language != "ar" else "، ").join(
            self.field(dispute.field) for dispute in incident.disputes
        )
        differ = self._("The reports differ on: %(fields)s.") % {"fields": fields}
        return f"{told} {differ}"

    def sources(self, incident: Incident) -> str:
        """How many reports there are, and how many go back to others."""
        number, own = incident.sources, incident.independent_sources
        text = self.many("%(n)s report.", "%(n)s reports.", number) % {"n": self.number(number)}
        if own < number:
            text += " " + self.many(
                "Only %(n)s of them is independent; the others repeat it.",
                "Only %(n)s of them are independent; the others repeat them.", own,
            ) % {"n": self.number(own)}  # fmt: skip
        return text

    def figure(self, one: Any) -> str:
        """A number with its open ends."""
        low, high = one.low, one.high
        if low is None and high is None:
            return one.qualifier or self._("some")
        if low is None:
            return self._("up to %(n)s") % {"n": self.number(high)}
        if high is None:
            return self._("at least %(n)s") % {"n": self.number(low)}
        if low == high:
            return self.number(low)
        return self._("%(low)s to %(high)s") % {"low": self.number(low), "high": self.number(high)}

    def range(self, words: str) -> str:
        """A number with its open ends that was written in English; other words stay."""
        bare = words.removesuffix(" or more")
        found = read_range(bare)
        if found is None:
            return words
        told = self.figure(found)
        return told if bare == words else self._("%(figure)s or more") % {"figure": told}

    def position(self, value: str, field: str) -> str:
        """One answer to a disputed field; the words of the ledger become the reader's."""
        if field == "date":
            days = [dt.date.fromisoformat(part) for part in value.split(" to ") if is_day(part)]
            return " – ".join(self.day(day) for day in days) or value
        if field == "happened":
            return self.word(value)
        if field in EFFECTS:
            return self.range(value)
        return value

    def claimant(self, claim: Claim | None) -> str:
        """Who says it: the last of the chain."""
        party = claim.by[-1].party if claim and claim.by else None
        return name_party(party) if party else self._("unnamed source")

    def chain(self, claim: Claim, outlet: str = "") -> str:
        """Who says it, from the outlet outward; the arrow points against the way one reads."""
        links = [outlet] if outlet else []
        for hop in claim.by:
            who = name_party(hop.party) if hop.party else self._("unnamed source")
            word = (
                self._("%(who)s (via %(via)s)") % {"who": who, "via": hop.via} if hop.via else who
            )
            if word not in links[:1]:
                links.append(word)
        return (" → " if self.locale.text_direction == "rtl" else " ← ").join(links)

    def count(self, number: int) -> str:
        """How many sources give different answers."""
        return self.many(
            "%(n)s answer is given.", "%(n)s different answers are given; we choose none.", number
        ) % {"n": self.number(number)}
