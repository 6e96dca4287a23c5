"""Channels of a speaker and of a speech act in, the one that is his out."""

from __future__ import annotations

from reportedly.coding.said import own_channel, without_echoes
from reportedly.records import Claim, Hop, Party, Span

SPAN = Span(0, 7, "Al Fajr")


def party(name: str, at: int) -> Party:
    return Party(text=name, span=Span(at, at + len(name), name))


def test_nobody_passes_his_own_word_on() -> None:
    chain = [Hop(party=party("Saad", 0), via="Al Fajr"), Hop(party=party("Saad", 9))]
    (hop,) = without_echoes(chain)
    assert hop.via == "Al Fajr"


def test_two_speakers_stay_two() -> None:
    chain = [Hop(party=party("Al Fajr", 0)), Hop(party=party("Saad", 9)), Hop(party=None)]
    assert [h.party.text for h in without_echoes(chain) if h.party] == ["Al Fajr", "Saad"]


def test_the_doer_of_a_speech_act_speaks_through_his_channel() -> None:
    doer, other = party("Saad", 0), party("Police", 9)
    told = Claim(by=(Hop(party=other),), stance="asserts", span=other.span)
    first, second = own_channel([told], SPAN, [doer])
    assert first.channel is None
    assert second.channel == "Al Fajr"
    assert second.by[0].party == doer


def test_a_channel_that_is_known_is_not_given_twice() -> None:
    told = Claim(by=(), stance="asserts", span=SPAN, channel="Al Fajr")
    assert own_channel([told], SPAN, [party("Saad", 0)]) == (told,)
