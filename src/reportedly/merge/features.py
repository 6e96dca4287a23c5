"""Two views in, one Reason out: each function looks at one thing and says what it saw.

The points are on one scale: 1.0 is what an equal mode is worth, the threshold stands in score.py.
The sentence is what a reviewer reads.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from reportedly.merge.rarity import find_likeness
from reportedly.merge.view import (
    ACTORS,
    COUNTS,
    DATED,
    EXACT,
    LONE,
    PLACED,
    RECIPIENTS,
    TARGETS,
    View,
    distance_km,
    find_published,
    gap_days,
)
from reportedly.merge.words import are_paired, fold, is_generic, name_alike, read_words
from reportedly.records import Count, Figure, Party, Place
from reportedly.records.base import Record

NEAR_KM = 30.0  # towns that far apart are often named for one another
FAR_KM = 150.0  # beyond this one of the two must be wrong about the place

STRANGE = 0.04  # below this two sentences have no telling word in common
COPIED = 0.25  # reports alike by so much: a copy is no more the same than a rewrite
WORDS_POINTS, STORY_POINTS, LONE_POINTS = 3.0, 8.0, 4.0  # for likeness of sentences, of reports
FUTURE = ("planned", "threatened", "hypothetical")
SPEECH = ("ACCUSE", "AGREE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN")


class Reason(Record, frozen=True, kw_only=True):
    """What one feature says of a pair: points for (or against), and a sentence."""

    points: float
    because: str


Feature = Callable[[View, View], Reason]


def say(points: float, because: str) -> Reason:
    """Return a reason."""
    return Reason(points=points, because=because)


def same_kind(a: View, b: View) -> Reason:
    """The two accounts are coded alike."""
    x, y = a.event, b.event
    if x.category != y.category:
        return say(-1.0, f"{x.category} against {y.category}")
    if x.mode is None or y.mode is None:
        return say(0.5, f"both {x.category}, one without a mode")
    if x.mode == y.mode:
        points = 1.5 if x.mode in read_words()["telling"] else 1.0
        return say(points, f"both {x.category} / {x.mode}")
    if are_paired("alike", x.mode, y.mode):
        return say(0.25, f"{x.mode} and {y.mode} are easily mixed up")
    return say(-1.0, f"{x.mode} against {y.mode}")


def same_date(a: View, b: View) -> Reason:
    """The two accounts fall on the same day, or can."""
    x, y = a.when, b.when
    if x is None or y is None:
        return say(0.0, "a date is missing")
    gap = gap_days(x, y)
    if gap == 0:
        if a.told & b.told & EXACT:
            return say(2.0, f"both on {max(x.start, y.start)}")
        one = (a.told | b.told) & EXACT
        return say(0.75 if one else 0.5, "one date lies within the other")
    if gap <= 1:
        return say(0.75, "dates a day apart")
    return say(-0.75 * min(gap, 4), f"dates {gap} days apart")


def same_news(a: View, b: View) -> Reason:
    """The two reports came out in the same days: all there is to go by where no date is given."""
    x, y = find_published(a), find_published(b)
    if x is None or y is None:
        return say(0.0, "a day of publication is missing")
    days = abs((x - y).days)
    if a.when is not None and b.when is not None:
        return say(0.0, f"published {days} days apart")
    if days <= 3:
        return say(0.75, f"published {days} days apart")
    return say(-0.5 if days <= 30 else -1.5, f"published {days} days apart")


def same_place(a: View, b: View) -> Reason:
    """The two accounts name the same place, or places close by."""
    x, y = a.where, b.where
    if x is None or y is None:
        return say(0.0, "a place is missing")
    if is_same_place(x, y):
        points = 0.5 if "country" in (x.precision, y.precision) else 2.0
        return say(points, f"both in {x.name}")
    km = distance_km(x, y)
    if km is not None and km < NEAR_KM and "country" not in (x.precision, y.precision):
        return say(1.25, f"{x.name} and {y.name} are {km:.0f} km apart")
    if x.country and x.country == y.country:
        far = (
            km is not None
            and km >= FAR_KM
            and not {"country", "region"} & {x.precision, y.precision}
        )
        if far:
            return say(-1.5, f"{x.name} and {y.name} are {km:.0f} km apart")
        return say(0.25, f"{x.name} and {y.name} both lie in {x.country}")
    if not x.country or not y.country or may_share_country(x, y):
        return say(0.0, f"{x.name} and {y.name}: nothing known of how far apart")
    return say(-2.0, f"{x.name} lies in {x.country}, {y.name} in {y.country}")


def may_share_country(x: Place, y: Place) -> bool:
    """Tell whether two places may lie in one country: they do, or a name could mean another place
    that lies in the other's, or it is a site that no gazetteer knows ("an apartment"), which only
    the story around it puts into a country."""
    return (
        x.country == y.country
        or is_adrift(x)
        or is_adrift(y)
        or any(rival.country == y.country for rival in x.rivals)
        or any(rival.country == x.country for rival in y.rivals)
    )


def is_adrift(place: Place) -> bool:
    """Tell whether nothing says where a site lies but the story around it."""
    return place.precision == "site" and place.geonameid is None and place.latitude is None


def is_same_place(x: Place, y: Place) -> bool:
    """Tell whether two places are one, by id or by the words of their names."""
    if x.geonameid is not None and x.geonameid == y.geonameid:
        return True
    if x.country and y.country and x.country != y.country:
        return False
    theirs = find_wordings(y)
    return any(name_alike(p, q) for p in find_wordings(x) for q in theirs)


def find_wordings(place: Place) -> tuple[str, ...]:
    """Return what the place is called, by us and in the text."""
    return (place.name, place.span.quote) if place.span else (place.name,)


def same_actor(a: View, b: View) -> Reason:
    """The same party did it."""
    return compare_parties(a.event.actors, b.event.actors, "did it in both")


def same_recipient(a: View, b: View) -> Reason:
    """It was done to the same party."""
    return compare_parties(a.event.recipients, b.event.recipients, "suffered it in both")


def compare_parties(x: tuple[Party, ...], y: tuple[Party, ...], what: str) -> Reason:
    """Return a reason from the best match of two lists of parties."""
    if not x or not y:
        return say(0.0, "a party is missing")
    best = say(-0.25, "parties differ in wording")  # blame is disputed too often for more
    theirs = [(q, {q.name or q.text, q.text} - {""}) for q in y]
    for p in x:
        mine = {p.name or p.text, p.text} - {""}
        for q, wordings in theirs:
            if p.id is not None and p.id == q.id:
                return say(1.25, f"{p.name or p.text} {what}")
            if any(name_alike(s, t) for s in mine for t in wordings):
                bare = is_generic(p.text) or is_generic(q.text)
                found = say(0.5 if bare else 1.25, f"{p.text} {what}")
                best = max(best, found, key=lambda reason: reason.points)
    return best


def crossed_roles(a: View, b: View) -> Reason:
    """Who does it in one account suffers it in the other: two acts of one fight, not one act."""
    forth = compare_parties(a.event.actors, b.event.recipients, "")
    if forth.points > 0 and compare_parties(a.event.recipients, b.event.actors, "").points > 0:
        return say(-3.0, "actor and recipient change places")
    return say(0.0, "nobody changes sides")


def same_target(a: View, b: View) -> Reason:
    """The same thing was hit."""
    for p in a.event.targets:
        for q in b.event.targets:
            if name_alike(p.text, q.text):
                return say(1.0, f"{fold(p.text)} hit in both")
    return say(0.0, "no target in common")


def same_toll(a: View, b: View) -> Reason:
    """The counts agree. Tolls are disputed and grow, so a difference says little."""
    points, seen = 0.0, []
    for x in a.event.counts:
        for y in b.event.counts:
            if x.effect == y.effect and fits(x, y):
                low = x.low if x.low is not None else y.low
                points = max(points, 1.0 if (low or 0) >= 3 else 0.5)
                seen.append(f"both {low} {x.effect}")
    return say(points, ", ".join(sorted(set(seen))) or "no count in common")


def fits(x: Count | Figure, y: Count | Figure) -> bool:
    """Tell whether two closed ranges of people can be the same number."""
    if 0 in (x.high, y.high):
        return x.high == y.high
    low = max(x.low or 0, y.low or 0)
    highs = [h for h in (x.high, y.high) if h is not None]
    return not highs or low <= min(highs)


def same_stage(a: View, b: View) -> Reason:
    """Both took place, or both are still to come.

    That one report denies what another tells is a dispute; it costs little.
    """
    x, y = a.event.stage, b.event.stage
    if (x in FUTURE) != (y in FUTURE):
        return say(-3.5, f"{x} against {y}")
    if (x == "did_not_happen") != (y == "did_not_happen"):
        return say(-0.75, f"{x} against {y}")
    return say(0.0, f"{x} and {y}")


def same_words(a: View, b: View) -> Reason:
    """The sentences share rare words. Of two speeches on one day only the words tell which."""
    likeness = find_likeness(a.words, b.words)
    if likeness < STRANGE and (a.event.category in SPEECH or b.event.category in SPEECH):
        return say(-1.0, "two things said, in other words")
    return say(WORDS_POINTS * likeness, f"wording alike by {likeness:.2f}")


def same_story(a: View, b: View) -> Reason:
    """The two reports share names and numbers that others do not."""
    likeness = find_likeness(a.story, b.story)
    most = min(likeness, COPIED)
    points = STORY_POINTS * most - 0.5
    if is_lone(a, b):
        points += LONE_POINTS * most
        return say(points, f"reports alike by {likeness:.2f}, and each tells one such event only")
    return say(points, f"reports alike by {likeness:.2f}")


def is_lone(a: View, b: View) -> bool:
    """Tell whether each report tells one such event only, and not one two days after the other."""
    apart = a.when is not None and b.when is not None and gap_days(a.when, b.when) > 1
    return bool(a.told & b.told & LONE) and not apart


FEATURES: tuple[Feature, ...] = (
    same_kind,
    same_date,
    same_news,
    same_place,
    same_actor,
    same_recipient,
    crossed_roles,
    same_target,
    same_toll,
    same_stage,
    same_words,
    same_story,
)


@cache
def find_most(told: int) -> tuple[float, ...]:
    """Return the most that each feature can give two events that both tell these parts."""
    dated = told & DATED
    return (
        1.5,  # same_kind
        2.0 if told & EXACT else 0.75 if dated else 0.0,
        0.0 if dated else 0.75,  # same_news
        2.0 if told & PLACED else 0.0,
        1.25 if told & ACTORS else 0.0,
        1.25 if told & RECIPIENTS else 0.0,
        0.0,  # crossed_roles
        1.0 if told & TARGETS else 0.0,
        1.0 if told & COUNTS else 0.0,
        0.0,  # same_stage
        3.0,  # same_words
        2.5 if told & LONE else 1.5,  # same_story
    )
