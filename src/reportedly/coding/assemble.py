"""A document and its Analysis in, Events and Tallies out: the coder on one page.

View -> occurrences -> drafts (arguments, stage, when, where, figures) -> events told apart, and
those that are none left out -> voices -> status, ACLED, contexts -> records.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.analyze.base import Analysis
from reportedly.coding.acled import acled_of, meet_protests
from reportedly.coding.antecedents import Antecedents
from reportedly.coding.attribution import Attribution, make_reading, read_attributions
from reportedly.coding.blames import leave_blamed, stands_behind
from reportedly.coding.called import make_parties
from reportedly.coding.channels import find_channel, find_channel_near, is_label
from reportedly.coding.claims import Voice, Voices
from reportedly.coding.contexts import contexts_of
from reportedly.coding.coreference import join_tellings
from reportedly.coding.dating import choose_days
from reportedly.coding.draft import Draft
from reportedly.coding.drafts import draft_events
from reportedly.coding.effects import find_figures
from reportedly.coding.figure import Figure
from reportedly.coding.harmless import denies_harm, is_of, only_harms
from reportedly.coding.issuer import find_issuer, find_own_claim, lend_voice
from reportedly.coding.links import link
from reportedly.coding.mends import mend
from reportedly.coding.modes import set_modes
from reportedly.coding.numbers import find_quantities
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.occurrences import find_occurrences
from reportedly.coding.pairs import Pairs
from reportedly.coding.people import of_people
from reportedly.coding.phrases import phrase
from reportedly.coding.ranks import find_ranks
from reportedly.coding.reach import find_links
from reportedly.coding.said import (
    give_channels,
    learned_claims,
    make_claims,
    own_channel,
    without_repeats,
)
from reportedly.coding.scene import set_places
from reportedly.coding.sides import (
    Charges,
    find_accused,
    find_claimants,
    without_dead,
    without_tellers,
)
from reportedly.coding.status import SPEECH_ACTS, status_of
from reportedly.coding.tallies import make_tallies
from reportedly.coding.tellings import keep_events
from reportedly.coding.things import make_things, target_at, weapon_at
from reportedly.coding.tools import Tools
from reportedly.coding.totals import find_totals, things_totalled
from reportedly.coding.triggers import find_triggers
from reportedly.coding.victims import give_own
from reportedly.coding.view import View
from reportedly.ids import make_id
from reportedly.records import (
    Claim,
    Count,
    Document,
    Event,
    Party,
    Span,
    Stance,
    Tally,
)

# Done by speaking, through a channel; people meet in a place, and inquiries are opened by acts.
SPOKEN = SPEECH_ACTS - {"CONSULT"}


def code_document(
    document: Document, analysis: Analysis, tools: Tools
) -> tuple[tuple[Event, ...], tuple[Tally, ...]]:
    """Return what the document says happened, and the running totals it gives."""
    analysis = mend(analysis, tools.kit.book.entries)
    view = View(document, analysis)
    reading = make_reading(view, tools.kit.grammar)
    attributions = read_attributions(reading)
    voices, meant = Voices(view, attributions), Antecedents(reading, attributions)
    events, figures, totals = tell_events(view, analysis, attributions, meant, tools)
    offices = tools.kit.grammar.offices
    reached = find_links(Pairs(view, attributions, events, figures, offices))
    issuer = find_issuer(view.document, tools)
    own = None if issuer is None else find_own_claim(view, issuer, attributions, tools)
    made = tuple(
        finish(view, draft, reached.get(k, ()), voices, meant, tools, issuer, own)
        for k, draft in enumerate(events)
    )
    return meet_protests(made), make_tallies(view, totals, voices, events, tools)


def tell_events(
    view: View,
    analysis: Analysis,
    attributions: Sequence[Attribution],
    meant: Antecedents,
    tools: Tools,
) -> tuple[list[Draft], list[Figure], list[Figure]]:
    """Return the document's events told apart, all its figures, and those that are totals."""
    quantities = find_quantities(view.text, *view.bounds)
    book = tools.kit.book
    persons = book.classes["person"].lemmas
    things = (book.target_of.keys() | book.weapon_of.keys()) - persons
    figures = find_figures(view, quantities, persons, things)
    totals = find_totals(view, figures, tools.times, tools.when)
    triggers = find_triggers(analysis, tools.kit.book)
    events_of = [f for f in figures if f not in totals]
    timed = {t.i for w in tools.times for t in view.within(w.start, w.end)}
    totalled = {f.at for f in totals} | things_totalled(
        view, quantities, things, tools.times, tools.when
    )
    totals += find_ranks(view, quantities)
    occurrences = find_occurrences(view, triggers, totalled, timed)
    occurrences = leave_blamed(view, occurrences, attributions)
    speech = {(a.cue, i) for a in attributions if a.said for i in range(a.said[0], a.said[1] + 1)}
    charges = Charges(view, attributions)
    people = of_people(view, quantities, persons, things)
    drafts = draft_events(view, occurrences, speech, charges, people, meant, tools)
    drafts = give_own(view, drafts, events_of)
    drafts = keep_events(view, join_tellings(view, drafts), book)
    events = link(view, drafts, events_of)
    events = choose_days(view, set_places(view, events, tools), speech, tools)
    events = set_modes(view, events, book)
    return events, list(figures), totals


def finish(
    view: View,
    draft: Draft,
    reached: Sequence[tuple[Attribution, Stance]],
    voices: Voices,
    meant: Antecedents,
    tools: Tools,
    issuer: Party | None,
    own: Claim | None,
) -> Event:
    """Return the event as a record: words for tokens, and who says so.

    `issuer` is the body whose own release the page is, `own` its word on what nobody else tells.
    """
    against: list[Voice] = []  # those who deny the harm alone
    if not only_harms(view, draft.mentions):
        against = [Voice((a,), "denies", "reference") for a, _ in reached if denies_harm(view, a)]
        reached = [(a, stance) for a, stance in reached if not denies_harm(view, a)]
    told = voices.find(draft.at, draft.mentions[1:], reached)
    told = without_dead(view, draft, told)
    claims = make_claims(view, told, tools)
    arguments = draft.arguments
    claims += learned_claims(view, arguments.denied_by, "denies", claims, meant, tools)
    claims += learned_claims(view, arguments.said_by, "asserts", claims, meant, tools)
    actors = make_parties(view, arguments.actors, meant, tools)
    actors = without_tellers(actors, claims, draft.category) or find_claimants(claims)
    actors = actors or make_parties(view, find_accused(told), meant, tools)
    if not actors and (doer := stands_behind(meant.reading, draft.at)) is not None:
        actors = make_parties(view, (doer,), meant, tools)
    claims = give_channels(view, claims, channels_of(view, draft, voices), actors)
    if draft.category in SPOKEN and draft.mode != "investigate":
        claims = own_channel(claims, spoken_through(view, draft, voices, meant), actors)
    claims = claims if own is None else lend_voice(claims, own)
    own_claims = () if own is None or draft.category in SPEECH_ACTS else (own,)
    claims = without_repeats(claims)
    recipients = make_parties(view, arguments.recipients, meant, tools)
    recipients = recipients or counted_people(draft.figures, actors, tools)
    targets = make_things(view, arguments.targets, target_at, tools.kit.book)
    targets = tuple(t for t in targets if all(t.span != party.span for party in recipients))
    instruments = make_things(view, arguments.instruments, weapon_at, tools.kit.book)
    anchor = anchor_of(view, draft.occurrences[0])
    mention = draft.occurrences[0].mention
    low, high = view.sentence(draft.at)
    return Event(
        id=make_id("event", view.document.id, draft.category, anchor.start, anchor.end),
        document=view.document.id,
        category=draft.category,
        mode=draft.mode,
        contexts=contexts_of(
            draft.category,
            draft.mode,
            (view.tokens[i].lemma for i in range(low, high)),
            tools.kit.book,
        ),
        acled=acled_of(
            draft.category,
            draft.mode,
            draft.stage,
            tools.kit.book,
            actors=actors,
            recipients=recipients,
            targets=targets,
            instruments=instruments,
            anchor=anchor.quote,
            clause=clause_of(view, draft.at),
        ),
        stage=draft.stage,
        status=status_of(
            actors,
            recipients,
            claims,
            draft.category,
            mention.status if mention else None,
            tools.kit.grammar,
            draft.mode,
            told=all(v.basis == "reference" for v in told if v.stance == "denies"),
            issuer=issuer,
        ),
        anchor=anchor,
        evidence=tuple(anchor_of(view, o) for o in draft.occurrences),
        actors=actors,
        recipients=recipients,
        targets=targets,
        instruments=instruments,
        counts=tuple(make_count(view, f, voices, against, tools) for f in draft.figures),
        when=draft.when,
        where=draft.where,
        claims=claims or own_claims,
    )


def clause_of(view: View, at: int) -> str:
    """Return the words of the event word and all that hangs from it."""
    return " ".join(view.tokens[i].text for i in view.subtree(at))


def channels_of(view: View, draft: Draft, voices: Voices) -> list[Span]:
    """Return the channels that the event's own words name: the head's, and its own verb's."""
    heads = [h for h in draft.arguments.channels if not is_label(view, h)]
    spans = [view.span(*phrase(view, head)) for head in heads]
    for a in voices.spoken_at(draft.mentions):
        if a.channel is not None and not any(s.touches(view.span(*a.channel)) for s in spans):
            spans.append(view.span(*a.channel))
    return spans


def spoken_through(view: View, draft: Draft, voices: Voices, meant: Antecedents) -> Span | None:
    """Return the channel by which the doer of a speech act speaks where he does it.

    "Told Al Watan that the convoy had left, and warned Rabat": he warns on Al Watan.
    """
    doers = frozenset(draft.arguments.actors)
    doers |= {meant.of(i) for i in doers}
    own = view.tokens[draft.at].upos == "VERB" and (
        find_channel(meant.reading, draft.at, None)
        or find_channel_near(meant.reading, draft.at, (), meant.reading.grammar.cues)
    )
    found = own or next(iter(voices.channels_of(doers, draft.at)), None)
    return view.span(*found) if found else None


def anchor_of(view: View, o: Occurrence) -> Span:
    """Return the trigger phrase: the event word with its light verb, or with its object."""
    return view.span(o.first, o.last)


def counted_people(
    figures: Sequence[Figure], actors: Sequence[Party], tools: Tools
) -> tuple[Party, ...]:
    """Return the people that the first figure counts, where no other recipient is named."""
    for figure in figures:
        if figure.people is not None and all(not figure.people.touches(a.span) for a in actors):
            return (tools.who(figure.people),)
    return ()


def make_count(
    view: View, figure: Figure, voices: Voices, against: Sequence[Voice], tools: Tools
) -> Count:
    """Return a figure with whose word it is, and who says that nobody came to harm."""
    told = [*voices.find(figure.at), *(v for v in against if is_of(figure, v.chain[-1], view))]
    if figure.high == 0:  # who says that nobody died stands for the figure
        told = [
            msgspec.structs.replace(v, stance="asserts") if v.chain[-1].negated else v for v in told
        ]
    return Count(
        effect=figure.effect,
        low=figure.low,
        high=figure.high,
        span=figure.span,
        qualifier=figure.qualifier,
        who=figure.people.quote if figure.people else None,
        claims=without_repeats(make_claims(view, told, tools)),
    )
