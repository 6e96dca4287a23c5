"""An event word in, the heads of its parties, targets and instruments out.

Three readers, best first: the learned field head, the book's frame for the word, and PropBank
roles. A later one only fills what the earlier ones left empty: "never a guess" beats "never empty".
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from reportedly.codebook.model import Book, Frame
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.parties import follow, subject_of
from reportedly.coding.phrases import split
from reportedly.coding.view import View


class Arguments(msgspec.Struct, frozen=True, kw_only=True):
    """Head tokens by field, in order of text."""

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    instruments: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    said_by: tuple[int, ...] = ()
    channels: tuple[int, ...] = ()
    denied_by: tuple[int, ...] = ()


def find_arguments(
    view: View, o: Occurrence, book: Book, closed: Sequence[tuple[int, int]] = ()
) -> Arguments:
    """Return an event's arguments inside its own sentence; `closed` are ranges of time words."""
    learned: dict[str, list[int]] = {}
    for name, head in o.mention.fields if o.mention else ():
        learned.setdefault(name, []).append(head)
    frame = o.trigger.frame if o.trigger else None
    actors = learned.get("actor") or from_frame(view, o, frame.actor if frame else ("ARG0",))
    if not actors and view.tokens[o.at].upos == "VERB" and acts(frame):
        actors = subject_of(view, o.at)
    actors = follow(view, actors, closed)
    taken = set(actors)
    patient = from_frame(view, o, patient_places(frame))
    patient = [h for h in follow(view, patient, closed) if h not in taken]
    recipients = follow(view, learned.get("recipient", ()), closed)
    targets = follow(view, learned.get("target", ()), closed)
    if not recipients and not targets:
        for head in patient:
            (recipients if is_party(view, head, book) else targets).append(head)
    instruments = learned.get("weapon") or from_frame(view, o, frame.instrument if frame else ())
    return Arguments(
        actors=tuple(spread(view, actors)),
        recipients=tuple(h for h in spread(view, recipients) if h not in taken),
        targets=tuple(h for h in spread(view, targets) if h not in taken),
        instruments=tuple(h for h in instruments if h not in taken),
        places=tuple(learned.get("place", ())),
        said_by=tuple(learned.get("said_by", ())),
        channels=tuple(learned.get("channel", ())),
        denied_by=tuple(learned.get("denied_by", ())),
    )


def acts(frame: Frame | None) -> bool:
    """Tell whether the word's subject does it: "attack" has an actor there, "die" has not."""
    return frame is None or "nsubj" in frame.actor or "ARG0" in frame.actor


def patient_places(frame: Frame | None) -> tuple[str, ...]:
    """Return where the frame looks for who or what suffers it."""
    if frame is None:
        return ("ARG1",)
    return tuple(dict.fromkeys((*frame.recipient, *frame.target)))


def from_frame(view: View, o: Occurrence, places: Sequence[str]) -> list[int]:
    """Return the heads at the first of the places that holds any: a role, or a relation."""
    for place in places:
        found = at_place(view, o.at, place)
        if (
            not found and o.first != o.last
        ):  # the light verb of "carried out an attack" has the roles
            found = [
                h
                for i in range(o.first, o.last + 1)
                if i != o.at and view.tokens[i].upos in ("VERB", "AUX")
                for h in at_place(view, i, place)
            ]
        own = o.trigger.tokens if o.trigger else (o.at,)
        found = [h for h in found if h not in own]
        if found:
            return found
    return []


def at_place(view: View, at: int, place: str) -> list[int]:
    """Return the heads under a PropBank label, a relation, or a relation with its preposition."""
    if place.startswith("ARG"):
        return view.roles(at, place)
    parts = place.split(":")
    if (
        parts[0] in ("obl", "nmod")
        and len(parts) == 2
        and parts[1] not in ("agent", "poss", "desc")
    ):
        return [
            c
            for c in view.kids(at, parts[0])
            if any(view.tokens[k].lemma == parts[1] for k in view.kids(c, "case"))
        ]
    return [c for c in view.children[at] if view.tokens[c].rel == place]


def is_party(view: View, head: int, book: Book) -> bool:
    """Tell people and organisations from things, by name kind first, then by the book's classes."""
    name = view.name_at.get(head)
    if name is not None:
        return name.kind in ("PER", "ORG", "NORP", "LOC")
    return (
        view.tokens[head].upos in ("PRON", "PROPN")
        or view.tokens[head].lemma in book.classes["person"].lemmas
    )


def spread(view: View, heads: Sequence[int]) -> list[int]:
    """Return the heads with their coordinates, once each, in order of text."""
    return sorted({h for head in heads for h in split(view, head)})
