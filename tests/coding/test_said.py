"""Words of saying in, claims out: who says it, and whom a relative pronoun means."""

from __future__ import annotations

from tests.coding.views import make_view

from reportedly.codebook import read_book
from reportedly.coding.attribution import make_reading, read_attributions
from reportedly.coding.claims import Voices
from reportedly.coding.said import make_claims, without_repeats
from reportedly.coding.sides import find_claimants
from reportedly.coding.tools import Tools, make_kit
from reportedly.records import Claim, Gap, Hop, Party, Span, Stance

GAP = Gap(gap="not_stated")

# "Bombs fell, residents and a priest said."
TOGETHER = """
1 Bombs bomb NOUN NNS _ 2 nsubj _ _
2 fell fall VERB VBD _ 8 ccomp _ SpaceAfter=No
3 , , PUNCT , _ 2 punct _ _
4 residents resident NOUN NNS _ 8 nsubj _ _
5 and and CCONJ CC _ 7 cc _ _
6 a a DET DT _ 7 det _ _
7 priest priest NOUN NN _ 4 conj _ _
8 said say VERB VBD _ 0 root _ SpaceAfter=No
9 . . PUNCT . _ 8 punct _ _
"""
# "Reports, according to which bombs fell, went round."
RELATIVE = """
1 Reports report NOUN NNS _ 8 nsubj _ SpaceAfter=No
2 , , PUNCT , _ 7 punct _ _
3 according accord VERB VBG _ 5 case _ _
4 to to ADP IN _ 3 fixed _ _
5 which which PRON WDT _ 7 obl _ _
6 bombs bomb NOUN NNS _ 7 nsubj _ _
7 fell fall VERB VBD _ 1 acl:relcl _ SpaceAfter=No
8 went go VERB VBD _ 0 root _ _
9 round round ADV RB _ 8 advmod _ SpaceAfter=No
10 . . PUNCT . _ 8 punct _ _
"""
# "Reports that bombs fell are false."
FALSE = """
1 Reports report NOUN NNS _ 6 nsubj _ _
2 that that SCONJ IN _ 4 mark _ _
3 bombs bomb NOUN NNS _ 4 nsubj _ _
4 fell fall VERB VBD _ 1 acl _ _
5 are be AUX VBP _ 6 cop _ _
6 false false ADJ JJ _ 0 root _ SpaceAfter=No
7 . . PUNCT . _ 6 punct _ _
"""


def read_claims(parse: str, at: int) -> tuple[Claim, ...]:
    """Return what is said of what stands at the token."""
    view, kit = make_view(parse), make_kit(read_book())
    tools = Tools(
        kit=kit, times=(), when=lambda *_: GAP, where=lambda *_: GAP,
        who=lambda span: Party(text=span.quote, span=span),
    )  # fmt: skip
    voices = Voices(view, read_attributions(make_reading(view, kit.grammar)))
    return make_claims(view, voices.find(at), tools)


def list_speakers(parse: str, at: int) -> list[list[str]]:
    """Return the chains of who says that it happened."""
    claims = read_claims(parse, at)
    return [[hop.party.text for hop in claim.by if hop.party] for claim in claims]


def test_those_who_say_it_together_each_say_it() -> None:
    assert list_speakers(TOGETHER, 1) == [["residents"], ["a priest"]]


def test_which_is_the_noun_it_explains() -> None:
    assert list_speakers(RELATIVE, 6) == [["Reports"]]


def test_an_account_that_is_called_false_is_denied() -> None:
    assert "denies" in {claim.stance for claim in read_claims(FALSE, 3)}


def test_who_claims_a_deed_that_nobody_else_is_told_to_have_done_did_it() -> None:
    front = Party(text="The Front", span=Span(0, 9, "The Front"))
    stances: tuple[Stance, ...] = ("claims_responsibility", "claims_responsibility", "asserts")
    told = [Claim(by=(Hop(party=front),), stance=stance, span=front.span) for stance in stances]
    assert find_claimants(told) == (front,)
    assert find_claimants(told[2:]) == ()


# "Claims that bombs fell are untrue, the mayor said.": "claims" is taken for a verb of saying.
TAGGED = """
Claims claim VERB VBZ 6 dep
that that SCONJ IN 4 mark
bombs bomb NOUN NNS 4 nsubj
fell fall VERB VBD 6 csubj
are be AUX VBP 6 cop
untrue untrue ADJ JJ 10 ccomp SpaceAfter=No
, , PUNCT , 10 punct
the the DET DT 9 det
mayor mayor NOUN NN 10 nsubj
said say VERB VBD 0 root SpaceAfter=No
. . PUNCT . 10 punct
"""


def test_a_report_called_false_is_denied_however_it_is_parsed() -> None:
    assert ("denies", "the mayor") in [
        (c.stance, c.by[-1].party.text) for c in read_claims(TAGGED, 3) if c.by[-1].party
    ]


def claim_of(text: str, at: int, verb: str | None = None, channel: str | None = None) -> Claim:
    span = Span(at, at + len(text), text)
    party = Party(text=text, span=span)
    return Claim(by=(Hop(party=party, verb=verb),), stance="asserts", span=span, channel=channel)


def test_one_speaker_is_heard_once() -> None:
    short, full = claim_of("police", 0, "say"), claim_of("the police spokesman", 40)
    (one,) = without_repeats((short, full))
    assert one.by[0].party and one.by[0].party.text == "the police spokesman"
    assert one.by[0].verb == "say"


def test_who_speaks_on_two_channels_says_it_twice() -> None:
    spoken = claim_of("police", 0, "say", "radio"), claim_of("police", 40, "say", "Telegram")
    assert without_repeats(spoken) == spoken
