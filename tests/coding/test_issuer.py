"""Publishers in, the bodies that release their own word out; and what it makes of a deed."""

from __future__ import annotations

import msgspec
import pytest
from tests.coding.views import make_document, make_view

from reportedly.codebook import read_book
from reportedly.coding.issuer import find_issuer, find_own_claim, lend_voice
from reportedly.coding.speech import read_grammar
from reportedly.coding.status import status_of
from reportedly.coding.tools import Tools, make_kit
from reportedly.records import Claim, Gap, Hop, Party, Source, Span

GAP = Gap(gap="not_stated")
GRAMMAR = read_grammar(read_book().speech)
TOOLS = Tools(
    kit=make_kit(read_book()), times=(), when=lambda *_: GAP, where=lambda *_: GAP,
    who=lambda span: Party(text=span.quote, span=span),
)  # fmt: skip
SIGNED = """
1 Youths youth NOUN NNS _ 2 nsubj _ _
2 burned burn VERB VBD _ 0 root _ _
3 cars car NOUN NNS _ 2 obj _ SpaceAfter=No
4 . . PUNCT . _ 2 punct _ _

1 The the DET DT _ 2 det _ _
2 Minister Minister PROPN NNP _ 0 root _ _
3 of of ADP IN _ 4 case _ _
4 Ports Ports PROPN NNP _ 2 nmod _ _
"""


def party(text: str, sector: str | None = None, country: str | None = None) -> Party:
    return Party(text=text, span=Span(0, 0, text), sector=sector, country=country)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("Ministry of Ports, press office", True),
        ("Hill Front (communiqué no. 3)", True),
        ("The Police Gazette", False),
        ("Valley Courier", False),
        (None, False),
    ],
)
def test_a_newspaper_is_no_body(name: str | None, body: bool) -> None:
    page = msgspec.structs.replace(make_document("Cars burned."), source=Source(name=name))
    assert (find_issuer(page, TOOLS) is not None) is body


def test_who_signs_speaks_for_the_page() -> None:
    issuer = party("Ministry of Ports, press office")
    claim = find_own_claim(make_view(SIGNED), issuer, (), TOOLS)
    assert claim is not None and claim.span.quote == "The Minister of Ports"
    assert find_own_claim(make_view(SIGNED), party("Ministry of Health"), (), TOOLS) is None


@pytest.mark.parametrize(
    ("why", "issuer", "actors", "category", "status"),
    [
        ("its own deed", party("the ministry", "GOV"), [party("our boats")], "ASSAULT", "claimed"),
        ("another's", party("the ministry", "GOV"), [party("thieves", "UAF")], "ASSAULT",
         "confirmed"),
        ("an arrest by nobody named", party("the ministry", "GOV"), [], "COERCE", "claimed"),
        ("a front tells of its enemy", party("Hill Front", "REB"), [party("the army", "MIL")],
         "ASSAULT", "alleged"),
        ("an outlet", None, [party("thieves", "UAF")], "ASSAULT", "reported"),
    ],
)  # fmt: skip
def test_what_a_release_makes_of_a_deed(
    why: str, issuer: Party | None, actors: list[Party], category: str, status: str
) -> None:
    found = status_of(actors, (), (), category, None, GRAMMAR, issuer=issuer)
    assert found == status, why


def test_a_denial_that_names_nobody_is_the_issuers() -> None:
    span = Span(start=0, end=1, quote="x")
    own = Claim(by=(Hop(party=party("the ministry")),), stance="asserts", span=span)
    nobody = Claim(by=(Hop(party=None, verb="false"),), stance="denies", span=span)
    rebels = Claim(by=(Hop(party=party("the rebels")),), stance="denies", span=span)
    rumour = Claim(by=(Hop(party=None, verb="allege"),), stance="accuses", span=span)
    lent = lend_voice((nobody, rebels, rumour), own)
    assert [c.by for c in lent] == [own.by, rebels.by, rumour.by]
