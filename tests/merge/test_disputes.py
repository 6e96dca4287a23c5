"""What is a dispute between reports of one incident, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from reportedly.merge import make_incidents
from reportedly.merge.disputes import find_disputes
from reportedly.merge.view import make_views
from reportedly.records import Count, Dispute, Document, Event, Party, Place, Span, Ties

Told = tuple[Document, Event]
Story = Callable[..., Told]
BLAST = "A bomb tore through the depot at Salva on Monday."


def dispute(*told: Told) -> dict[str, Dispute]:
    """Return the disputes of one incident's reports, by field."""
    views = make_views([d for d, _ in told], [e for _, e in told])
    return {found.field: found for found in find_disputes(views)}


def change(told: Told, **fields: object) -> Told:
    return told[0], msgspec.structs.replace(told[1], **fields)


@pytest.mark.parametrize(
    ("denial", "field", "value"),
    [
        (
            "The Banner Front denied any hand in it.",
            "perpetrator",
            {"Banner Front", "not Banner Front"},
        ),
        ("The Banner Front denied that a bomb went off.", "happened", {"denied", "happened"}),
    ],
)
def test_who_denies_a_hand_in_it_denies_the_blame_only(
    story: Story, denial: str, field: str, value: set[str]
) -> None:
    text = f"A bomb went off in Salva. {denial}"
    plain = story("A bomb went off in Salva.", name="b", where="Salva", country="XK")
    denied = story(text, name="a", where="Salva", country="XK", says={"The Banner Front": "denies"})
    found = dispute(plain, denied)
    assert found.keys() == {field}
    assert {position.value for position in found[field].positions} == value


def test_a_site_that_nobody_can_place_contradicts_no_town(story: Story) -> None:
    town = story(BLAST, name="a", where="Salva", country="XK")
    other = story(BLAST, name="b", where="depot", country="XK")
    assert "place" in dispute(town, other)
    where = other[1].where
    assert isinstance(where, Place)
    depot = msgspec.structs.replace(where, precision="site")
    assert "place" not in dispute(town, change(other, where=depot))


def name_party(text: str, sector: str, key: str) -> Party:
    return Party(text=text, span=Span(0, len(text), text), id=key, country="XK", sector=sector)


def test_two_arms_of_one_state_are_no_dispute_of_blame(story: Story) -> None:
    army = name_party("the Salvan Army", "MIL", "salvan-army")
    state = name_party("the Salvan Government", "GOV", "salvan-government")
    rebels = name_party("the Banner Front", "REB", "banner-front")
    one = change(story(BLAST, name="a"), actors=(army,))
    assert not dispute(one, change(story(BLAST, name="b"), actors=(state,)))
    assert dispute(one, change(story(BLAST, name="b"), actors=(rebels,))).keys() == {"perpetrator"}


@pytest.mark.parametrize(("who", "fields"), [("a guard", {"killed"}), ("Gen. Ardit Hoxha", set())])
def test_one_who_is_named_is_no_toll(story: Story, who: str, fields: set[str]) -> None:
    def count(told: Told, number: int, who: str) -> Told:
        toll = Count(effect="killed", low=number, high=number, span=told[1].anchor, who=who)
        return change(told, counts=(toll,))

    told = count(story(BLAST, name="a"), 10, "people"), count(story(BLAST, name="b"), 1, who)
    documents, events = [d for d, _ in told], [e for _, e in told]
    one, other = sorted(event.id for event in events)
    (incident,) = make_incidents(documents, events, Ties(together=frozenset({(one, other)})))
    assert {d.field for d in incident.disputes} == fields
