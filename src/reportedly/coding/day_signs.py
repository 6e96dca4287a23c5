"""An event and a day it may have in, the named signs that speak for or against that day out.

Every sign is a short phrase; what it is worth stands in codebook/books/days.toml, which
training/days.py learns from coded reports. Signs that go by the sort of event carry `deed` or
`word`: an attack and an accusation are dated in different manners.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.coding.day_scene import (
    Dated,
    Scene,
    age_of,
    bucket,
    count_steps,
    nearest_mention,
    same_days,
    sort_of,
    tense_of,
)
from reportedly.coding.draft import Draft
from reportedly.coding.moments import Moment
from reportedly.coding.told import find_governor
from reportedly.coding.view import View
from reportedly.records import Interval


def list_signs(
    scene: Scene, event: Draft, moment: Moment | None, before: Sequence[Dated]
) -> list[str]:
    """Return the signs of one moment for an event; of the day of the report if it is None."""
    if moment is None:
        if scene.published is None:
            return []
        signs = [f"report day {s}" for s in describe(scene, event, before)]
        return [*signs, *list_story(scene, event, event.at, scene.published, before, "report day")]
    at = nearest_mention(scene, event, moment.sentence)
    sort, tense = sort_of(event.category), tense_of(scene.view, at)
    place = find_place(scene, at, moment)
    here = place.split()[0]
    age = age_of(moment.when, scene.published)
    signs = ["moment", place, f"{place} {sort}", f"{here} {event.category}", f"{here} {tense}"]
    if moment.due:  # how far ahead an announced day lies says nothing against it
        signs += ["due", f"due {event.stage}", f"due {sort}"]
    else:
        signs += [f"{here} {age}", f"age {age} {sort}", f"{tense} age {age}"]
        signs.append(f"{event.stage} age {age}")
    signs += [
        f"{here} {moment.when.precision}",
        f"{moment.words.kind}",
        f"{here} {moment.words.kind}",
    ]
    if moment.counted:
        signs.append(f"counted from {moment.counted}")
        signs.append(f"counted {here}")
    if moment.ahead and not moment.due:
        signs += ["ahead", f"ahead {event.stage}", f"ahead {sort}"]
    if at != event.at:
        signs.append(f"later telling {here}")
    if moment.number == 0:
        signs += ["first time", f"first time {sort}"]
    signs += list_path(scene, at, moment, sort)
    signs += list_frame(scene, at, moment, sort, tense)
    signs += list_rivals(scene, event, at, moment, sort)
    signs += list_story(scene, event, at, moment.when, before, here)
    return signs


def find_place(scene: Scene, at: int, moment: Moment) -> str:
    """Return where a time stands as seen from an event word."""
    view = scene.view
    sentence = view.sentence_of[at]
    if moment.sentence == sentence:
        steps = count_steps(view, at, moment.head)
        return "in aside" if steps is None else f"in {min(steps, 7)}"
    gap = moment.sentence - sentence
    same = scene.paragraphs[moment.sentence] == scene.paragraphs[sentence]
    where = "paragraph" if same else "beyond"
    return f"{'ahead' if gap > 0 else 'back'} {bucket(abs(gap))} {where}"


def list_path(scene: Scene, at: int, moment: Moment, sort: str) -> Iterator[str]:
    """Yield how the verb above a time and the event word hang together."""
    view = scene.view
    if moment.sentence != view.sentence_of[at]:
        return
    up, down = (climb(view, a, b) for a, b in ((at, moment.governor), (moment.governor, at)))
    if up is not None:
        yield f"under its verb by {up}"
        yield f"under its verb by {up} {sort}"
    elif down is not None:
        yield f"above its verb by {down}"
    if "turned" in moment.counted:
        inside = moment.head in view.ancestors(at) or moment.governor in view.ancestors(at)
        side = "right" if at > moment.head else "left"
        yield f"turned {'inside' if inside else 'outside'} {side}"


def climb(view: View, low: int, high: int) -> str | None:
    """Return the relation by which one word's clause hangs from another, or None."""
    if low == high:
        return "self"
    child = low
    for up in view.ancestors(low):
        if up == high:
            return view.tokens[child].rel
        child = up
    return None


def list_frame(scene: Scene, at: int, moment: Moment, sort: str, tense: str) -> Iterator[str]:
    """Yield what the time is to the whole report: its heading, its first day, its usual day."""
    view = scene.view
    inside = moment.sentence == view.sentence_of[at]
    first = view.sentences[moment.sentence][0]
    here = "in" if inside else "out"
    if view.tokens[first].end >= moment.words.start:
        yield f"{here} opens sentence {sort}"
        previous = moment.sentence - 1
        fresh = previous < 0 or scene.paragraphs[previous] != scene.paragraphs[moment.sentence]
        if fresh:
            near = scene.paragraphs[moment.sentence] == scene.paragraphs[view.sentence_of[at]]
            yield f"{here} opens paragraph {near} {sort}"
    if not inside and scene.days:
        share = sum(same_days(moment.when, day) for day in scene.days) / len(scene.days)
        size = (
            "all" if share > 0.9 else "most" if share > 0.5 else "some" if share > 0.25 else "few"
        )
        yield f"{size} days {sort}"
        yield f"{size} of {bucket(len(scene.days))} days"
    if scene.first_day is not None and same_days(moment.when, scene.first_day):
        yield f"first day {here} {sort}"
        yield f"first day {here} {tense}"


def list_rivals(scene: Scene, event: Draft, at: int, moment: Moment, sort: str) -> Iterator[str]:
    """Yield whose the time is besides, and what stands between it and the event."""
    view = scene.view
    inside = moment.sentence == view.sentence_of[at]
    here = "in" if inside else "out"
    owner = scene.owners[moment.number]
    if owner is None:
        yield f"{here} owner none {sort}"
    elif owner[0] in event.mentions:
        yield f"{here} owner self {sort}"
    else:
        category = scene.category_at[owner[0]]
        close = "close" if owner[1] <= 2 else "loose"
        yield f"{here} owner {sort_of(category)} {close} {sort}"
        if category == event.category:
            yield f"{here} owner alike {sort}"
    cue = scene.said.get(moment.head)
    if cue is not None:
        yield f"{here} said by {'self' if cue in event.mentions else 'other'} {sort}"
    if inside:
        low, high = sorted((at, moment.head))
        others = sum(low < i < high for i, _ in scene.mentions)
        times = sum(low < t.head < high for t in scene.told)
        side = "left" if moment.head < at else "right"
        yield f"in {side} over {min(others, 2)}"
        yield f"in times between {min(times, 2)}"
        yield f"in {side} {sort}"
        if moment.governor == at:
            yield "in own verb"
        elif moment.governor == find_governor(view, at):
            yield "in same verb"
        return
    low, high = sorted((at, moment.head))
    times = sum(low < t.head < high for t in scene.told)
    yield f"out times between {min(times, 3)}"
    if view.sentence_of[at] in scene.sentences_with_time:
        yield f"out sentence has its own {sort}"
    elif scene.paragraphs[view.sentence_of[at]] in scene.paragraphs_with_time:
        yield "out paragraph has its own"
    if moment.sentence == 0:
        yield f"out lead {sort}"


def list_story(
    scene: Scene, event: Draft, at: int, when: Interval, before: Sequence[Dated], here: str
) -> Iterator[str]:
    """Yield how a day goes with the days of the events told before."""
    kind = here.split()[0]
    earlier = [d for d in before if d.at < event.at]
    if not earlier:
        return
    last = earlier[-1]
    sort = sort_of(event.category)
    sentence = scene.view.sentence_of[event.at]
    same = same_days(last.when, when)
    near = scene.paragraphs[last.sentence] == scene.paragraphs[sentence]
    if same:
        yield f"last {'here' if near else 'away'} {sort_of(last.category)} {sort}"
        yield f"last {kind}"
        if last.sentence == sentence:
            yield f"last in sentence {sort}"
        if last.category == event.category:
            yield f"last alike {sort}"
    hits = sum(same_days(d.when, when) for d in earlier)
    if hits:
        yield f"days told {min(hits, 3)} {sort}"
        if hits * 2 > len(earlier):
            yield f"days most {sort}"
    if any(same_days(d.when, when) and d.category == event.category for d in earlier):
        yield f"days alike {sort}"
    first = next((d for d in earlier if sort_of(d.category) == "deed"), None)
    if first is not None and same_days(first.when, when):
        yield f"first deed {sort}"


def describe(scene: Scene, event: Draft, before: Sequence[Dated]) -> Iterator[str]:
    """Yield what the event itself says on whether it is dated at all: for no day, and today."""
    view = scene.view
    sentence = view.sentence_of[event.at]
    sort, tense = sort_of(event.category), tense_of(view, event.at)
    yield "bias"
    yield sort
    yield event.category
    yield f"{tense} {sort}"
    yield f"{event.stage}"
    if sentence == 0:
        yield f"lead {sort}"
    if not scene.told:
        yield "no times"
    elif sentence in scene.sentences_with_time:
        yield f"time in sentence {sort}"
    elif scene.paragraphs[sentence] in scene.paragraphs_with_time:
        yield f"time in paragraph {sort}"
    else:
        yield f"time away {sort}"
    if not before:
        yield f"first event {sort}"
    if len(event.mentions) > 1:
        yield "told again"
    if scene.published is not None and before:
        today = sum(d.when.end == scene.published.start for d in before)
        share = "all" if today == len(before) else "some" if today else "none"
        yield f"today told of {share} {sort}"
        yield f"today told of {share} {tense}"
    if scene.first_day is not None:
        yield f"first day {age_of(scene.first_day, scene.published)} {sort}"
        yield f"first day {age_of(scene.first_day, scene.published)} {tense}"
