"""Machine events and people's decisions in, what is shown out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from reportedly.pipeline import Coded
from reportedly.records import Event, Judgement, Span
from reportedly.review.fold import Shown, fold_events

Decide = Callable[..., Judgement]


def fold(coded: Coded, events: Sequence[Event], *judgements: Judgement) -> tuple[Shown, ...]:
    """Fold decisions that were all made on the first event of the report."""
    assert coded.document is not None
    judged = {judgement.id: coded.events[0] for judgement in judgements}
    return fold_events(coded.document, events, judgements, judged)


def test_the_last_word_on_an_event_is_shown(coded: Coded, decide: Decide) -> None:
    accept, reject = decide("1", "accept"), decide("2", "not_event")
    assert [one.decision for one in fold(coded, coded.events)] == [None]
    (shown,) = fold(coded, coded.events, accept, reject)
    assert (shown.decision, len(shown.judgements), shown.waits) == ("not_event", 2, False)
    assert fold(coded, coded.events, reject, accept)[0].decision == "accepted"


def test_corrections_add_up_and_the_machines_event_stays(coded: Coded, decide: Decide) -> None:
    first = decide("1", "correct", field="killed", value="7")
    second = decide("2", "correct", field="killed", value="8..9")
    other = decide("3", "correct", field="actors", value="Soldiers")
    (shown,) = fold(coded, coded.events, first, second, other)
    assert [(c.low, c.high) for c in shown.event.counts] == [(8, 9)]
    assert [party.text for party in shown.event.actors] == ["Soldiers"]
    assert shown.corrected == ("killed", "actors") and coded.events[0].counts[0].low == 6


def test_a_decision_follows_an_event_read_anew(coded: Coded, decide: Decide) -> None:
    (event,) = coded.events
    wider = Span(event.anchor.start, event.anchor.end + 2, "killed 6")
    anew = msgspec.structs.replace(event, id="0" * 20, anchor=wider)
    elsewhere = msgspec.structs.replace(event, id="1" * 20, anchor=Span(61, 69, "Soldiers"))
    shown = fold(coded, [elsewhere, anew], decide("1", "accept"))
    assert [one.decision for one in shown] == [None, "accepted"]
    assert fold(coded, [elsewhere], decide("1", "accept"))[0].judgements == ()


def test_of_two_events_of_the_same_words_the_like_one_is_meant(
    coded: Coded, decide: Decide
) -> None:
    (event,) = coded.events
    alike = msgspec.structs.replace(event, id="0" * 20)
    other = msgspec.structs.replace(event, id="f" * 20, category="PROTEST")
    shown = fold(coded, [other, alike], decide("1", "not_event"))
    assert [one.decision for one in shown] == [None, "not_event"]


def test_what_is_read_otherwise_waits_again_until_somebody_decides(
    coded: Coded, decide: Decide
) -> None:
    (event,) = coded.events
    anew = msgspec.structs.replace(event, stage="attempted")
    accept = decide("1", "accept")
    correction = decide("2", "correct", field="stage", value="planned")
    (shown,) = fold(coded, [anew], accept, correction)
    assert (shown.decision, shown.event, shown.again) == (None, anew, (accept, correction))
    assert shown.waits
    later = decide("3", "correct", field="stage", value="occurred")
    assert coded.document is not None
    judged = {"1": event, "2": event, "3": anew}
    (shown,) = fold_events(coded.document, [anew], [accept, correction, later], judged)
    assert shown.again == (accept,) and shown.event.stage == "occurred"
    later = decide("3", "not_event")
    (shown,) = fold_events(coded.document, [anew], [accept, correction, later], judged)
    assert shown.again == () and not shown.waits


def test_a_correction_that_rests_on_another_is_asked_again_without_it(
    coded: Coded, decide: Decide
) -> None:
    retype = decide("1", "correct", field="category", value="PROTEST")
    riot = decide("2", "correct", field="mode", value="riot")
    (shown,) = fold(coded, coded.events, retype, riot)
    assert (shown.event.category, shown.event.mode, shown.again) == ("PROTEST", "riot", ())
    (shown,) = fold(coded, coded.events, riot)
    assert (shown.event, shown.again) == (coded.events[0], (riot,))
