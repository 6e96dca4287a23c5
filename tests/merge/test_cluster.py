"""What people tied or took apart holds, whatever the machine makes of the rest."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import product
from typing import Any

import msgspec
import networkx as nx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.merge import make_incidents
from reportedly.merge.cluster import find_components
from reportedly.merge.incident import make_incident
from reportedly.merge.view import view_all, view_bare
from reportedly.records import Document, Event, Gap, Incident, Ties

Story = Callable[..., tuple[Document, Event]]
Told = list[tuple[Document, Event]]
MOPTI = {"when": "2021-03-06", "where": "Mopti", "country": "ML", "killed": 6}


def meet(told: Told, ties: Ties) -> tuple[Incident, ...]:
    return make_incidents([d for d, _ in told], [e for _, e in told], ties)


def tell(story: Story, count: int, where: str = "Mopti", **facts: Any) -> Told:
    """Return so many reports of one killing, in the order of events' ids."""
    text = f"Gunmen killed six soldiers near {where}."
    facts = MOPTI | facts | {"where": where}
    told = [story(text, name=str(n), outlet=f"Paper {n}", **facts) for n in range(count)]
    return sorted(told, key=lambda pair: pair[1].id)


def holders(incidents: tuple[Incident, ...]) -> dict[str, str]:
    return {event: incident.id for incident in incidents for event in incident.events}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data(), st.randoms(use_true_random=False))
def test_ties_hold(story: Story, data: st.DataObject, chance: random.Random) -> None:
    told = tell(story, 4) + tell(story, 3, where="Goma", country="CD", killed=3)
    ids = sorted(event.id for _, event in told)
    sides = data.draw(st.lists(st.sampled_from("abcd"), min_size=len(ids), max_size=len(ids)))
    side = dict(zip(ids, sides, strict=True))
    pairs = [(a, b) for a, b in product(ids, ids) if a < b and chance.random() < 0.3]
    together = frozenset((a, b) for a, b in pairs if side[a] == side[b])
    apart = frozenset((a, b) for a, b in pairs if side[a] != side[b])
    found = meet(told, Ties(together=together, apart=apart))
    holder = holders(found)
    assert sorted(holder) == ids
    assert all(holder[a] == holder[b] for a, b in together)
    assert all(holder[a] != holder[b] for a, b in apart)
    chance.shuffle(told)
    assert meet(told, Ties(together=together, apart=apart)) == found


def test_the_machine_joins_nothing_to_what_is_tied_that_was_split_from_it(story: Story) -> None:
    told = tell(story, 3) + tell(story, 1, where="Goma", country="CD", killed=3)
    a, b, c, goma = (event.id for _, event in told)
    ties = Ties(
        together=frozenset([tuple(sorted((a, goma)))]),  # type: ignore[list-item]
        apart=frozenset([tuple(sorted((b, goma)))]),  # type: ignore[list-item]
    )
    holder = holders(meet(told, ties))
    assert holder[a] == holder[goma] != holder[b]
    assert holder[c] in (holder[a], holder[b]), "the third goes with one of them"


def test_documents_that_people_took_for_one_source_are_one_voice(story: Story) -> None:
    texts = ("Gunmen killed six soldiers near Mopti.", "In Mopti raiders shot dead six of the army")
    told = [story(t, name=t, outlet=t[:9], **MOPTI) for t in texts]
    a, b = sorted(document.id for document, _ in told)
    assert [i.independent_sources for i in meet(told, Ties())] == [2]
    for pairs in ([(a, b)], [(a, "x"), ("x", "y"), (b, "y")]):
        (incident,) = meet(told, Ties(sources=frozenset(pairs)))
        assert (incident.sources, incident.independent_sources) == (2, 1)
        assert len(incident.figures) == 1, "a source gives a figure once"
    assert [i.independent_sources for i in meet(told, Ties(sources=frozenset([("x", a)])))] == [2]


def test_events_of_one_wording_have_names_of_their_own(story: Story) -> None:
    document, event = story("Gunmen killed six soldiers near Mopti.", **MOPTI)
    twins = [msgspec.structs.replace(event, id=key * 20, mode=key) for key in "abc"]
    found = make_incidents([document], twins)
    assert len({incident.id for incident in found}) == len({i.slug for i in found}) == 3
    assert make_incidents([document], twins[::-1]) == found
    assert make_incidents([document], twins + twins) == found, "the same event twice is one"


def test_what_a_report_tells_twice_is_one_where_another_ties_it(story: Story) -> None:
    text = "Gunmen killed six soldiers near Mopti. They burned the post at Mopti to the ground."
    document, event = story(text, name="a", outlet="Paper A", **MOPTI)
    again = msgspec.structs.replace(event, id="f" * 20, counts=())
    other = story("Gunmen killed six soldiers near Mopti.", name="b", outlet="Paper B", **MOPTI)
    assert len(make_incidents([document], [event, again])) == 2, "nobody else says they are one"
    assert len(make_incidents([document, other[0]], [event, again, other[1]])) == 1
    elsewhere = msgspec.structs.replace(again, where=Gap(gap="not_stated"))
    assert len(make_incidents([document, other[0]], [event, elsewhere, other[1]])) == 2


def test_an_incident_of_many_reports(story: Story) -> None:
    told = []
    for n in range(60):
        text = f"Gunmen killed six soldiers near Mopti, said witness number {n}."
        body = " ".join(f"road{n} river{k} dawn{n * k}" for k in range(20))
        told.append(story(text, name=str(n), outlet=f"Paper {n}", body=body, **MOPTI))
    (incident,) = meet(told, Ties())
    assert (len(incident.events), incident.sources, incident.independent_sources) == (60, 60, 60)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))))
def test_components_are_those_of_the_graph(pairs: list[tuple[str, str]]) -> None:
    graph = nx.Graph(pairs)
    graph.add_nodes_from("abcdefgh")
    wanted = sorted(sorted(found) for found in nx.connected_components(graph))
    assert sorted(find_components("hgfedcba", pairs)) == wanted


def test_what_pairs_are_scored_by_is_nothing_to_an_incident(story: Story) -> None:
    told = tell(story, 2) + tell(story, 2, killed=9) + tell(story, 1, when="2021-03-07")
    whole, bare = (
        make_incident([view for document, event in told for view in see(document, [event])])
        for see in (view_all, view_bare)
    )
    assert whole.disputes
    assert bare == whole
