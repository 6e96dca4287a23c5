"""Private persons' names stay out of exports; offices, forces and organisations keep theirs."""

import msgspec
import pytest

from reportedly.export.redact import PERSON, looks_personal, redact, redact_all
from reportedly.pipeline import Coded
from reportedly.records import Article, Event, Gap, Party, Span, take_span
from reportedly.run.fake import FakeCoder

TEXT = (
    "Ahmed Hassan Idris killed 2 herders near Mopti, an army spokesman said. "
    "Raiders killed 3 traders. Idris fled, said a neighbour."
)


def code(text: str = TEXT) -> Coded:
    article = Article(name="a.txt", media="text", text=text, title="Idris sought in Mopti")
    (coded,) = FakeCoder().code([article])
    return coded


def name_actor(event: Event, **known: object) -> Event:
    """Say of the actor what a resolver would."""
    (actor,) = event.actors
    facts = {"name": "Ahmed Hassan Idris"} | known
    return msgspec.structs.replace(event, actors=(msgspec.structs.replace(actor, **facts),))


def test_a_private_person_goes_from_every_word_of_the_event() -> None:
    event = name_actor(code().events[0])
    hidden = redact(event)
    written = msgspec.json.encode(hidden).decode()
    assert "Ahmed" not in written and "Idris" not in written
    assert hidden.actors[0].text == PERSON
    assert hidden.evidence[0].quote.startswith(f"{PERSON} killed 2 herders near Mopti")
    assert hidden.claims[0].by == event.claims[0].by, "a spokesman speaks for his office"


def test_what_is_hidden_leaves_ids_places_and_offsets_alone() -> None:
    event = name_actor(code().events[0], name="Mopti Jordan")
    hidden = redact(event)
    assert (hidden.id, hidden.document, hidden.where) == (event.id, event.document, event.where)
    spans = [(span.start, span.end) for span in hidden.evidence]
    assert spans == [(span.start, span.end) for span in event.evidence]
    assert msgspec.json.decode(msgspec.json.encode(hidden), type=Event) == hidden


@pytest.mark.parametrize(
    "known",
    [
        {"id": "actor:idris"},
        {"sector": "MIL"},
        {"collective": True},
        {"name": None},
        {"name": "Free Dawn Front"},
        {"name": "Ministry of Health"},
        {"name": "IRI"},
        {"name": "gunmen on motorcycles"},
        {"name": "Brigade 17"},
    ],
)
def test_whoever_holds_an_office_or_is_no_person_keeps_the_name(known: dict[str, object]) -> None:
    event = name_actor(code().events[0], **known)
    assert redact(event) == event


@pytest.mark.parametrize(
    ("name", "personal"),
    [
        ("Maria de la Cruz", True),
        ("Abu Bakr al-Tarawi", True),
        ("O'Neill", True),
        ("Jean-Luc Mbeki", True),
        ("ASHA RAO", True),
        ("UNICEF", False),
        ("Harbour Post", False),
        ("the mayor", False),
        ("", False),
        ("First Second Third Fourth Fifth Sixth", False),
    ],
)
def test_what_looks_like_a_persons_name(name: str, personal: bool) -> None:
    assert looks_personal(name) is personal


def test_a_name_in_capitals_goes_too() -> None:
    event = name_actor(code().events[0])
    loud = msgspec.structs.replace(event, evidence=(Span(0, 12, "AHMED IDRIS, KILLER"),))
    assert redact(loud).evidence[0].quote == f"{PERSON}, KILLER"


def test_a_name_goes_from_everything_that_the_document_tells() -> None:
    coded = code()
    assert coded.document is not None
    first, second = coded.events
    second = msgspec.structs.replace(second, evidence=(take_span(TEXT, 98, 103),))
    assert second.evidence[0].quote == "Idris"
    document, events, _ = redact_all(coded.document, (name_actor(first), second), ())
    assert document.text == "" and document.title == f"{PERSON} sought in Mopti"
    assert events[1].evidence[0].quote == PERSON
    assert document.id == coded.document.id


def test_a_speaker_in_a_chain_goes_too() -> None:
    event = code().events[0]
    (claim,) = event.claims
    hop = claim.by[0]
    witness = Party(text="Asha Rao", name="Asha Rao", span=Span(0, 8, "Asha Rao"))
    claim = msgspec.structs.replace(claim, by=(hop, msgspec.structs.replace(hop, party=witness)))
    told = msgspec.structs.replace(
        event, claims=(claim,), where=Gap(gap="ambiguous", why="Rao names two villages")
    )
    hidden = redact(told)
    assert [party.party.text for party in hidden.claims[0].by if party.party] == [
        "an army spokesman", PERSON,
    ]  # fmt: skip
    assert isinstance(hidden.where, Gap) and hidden.where.why == f"{PERSON} names two villages"
