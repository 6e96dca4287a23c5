"""An event word in, the nouns of its sentence that could fill its fields out, each with reasons.

A reason is a plain fact about a noun and the event word ("its subject", "a person", "the model
says actor"). What each is worth is counted in coded news by training/rank.py and stands in
codebook/books/fillers.toml; nothing is weighed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.codebook.model import Book, Frame
from reportedly.coding.frames import at_place, support_of
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.parties import antecedent, subject_of
from reportedly.coding.ranking import Filler
from reportedly.coding.view import View

FILLS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})
INSIDE = frozenset({"flat", "goeswith", "nummod", "det", "fixed", "case", "mark", "cc", "punct"})
NAMED = frozenset({"PER", "ORG", "NORP", "LOC"})
LONG = 4  # steps of a path that are told apart; a longer way is only "far"


def find_fillers(
    view: View, o: Occurrence, book: Book, closed: Sequence[tuple[int, int]]
) -> list[Filler]:
    """Return the nouns of the event's sentence with their reasons; `closed` are time words."""
    low, high = view.sentence(o.at)
    own = {*(o.trigger.tokens if o.trigger else ()), o.at}
    learned = learned_of(o)
    framed = framed_places(view, o)
    shared = set(subject_of(view, o.at)) if view.tokens[o.at].upos == "VERB" else set()
    means: dict[int, list[int]] = {}
    for i in range(low, high):
        if i == o.at and view.tokens[i].lemma.lower() not in book.weapon_of:
            continue  # an event word names itself only where it is a weapon: "a car bomb"
        if not can_fill(view, i, learned, book):
            continue
        noun = antecedent(view, i)
        if noun is not None and not is_closed(view, noun, closed):
            means.setdefault(noun, []).append(i)
    event = event_reasons(view, o, learned)
    out = []
    for noun, places in means.items():
        reasons = set(noun_reasons(view, noun, book))
        for i in places:
            reasons |= set(place_reasons(view, o, i, learned, framed, shared))
        if noun in own:
            reasons.add("in the event's own words")
        kind = next((r for r in reasons if r.startswith("kind ")), "kind none")
        reasons |= {f"{e}, {kind}" for e in event}
        out.append(Filler(noun, tuple(sorted(reasons | set(event)))))
    return out


def can_fill(view: View, i: int, learned: dict[int, list[str]], book: Book) -> bool:
    """Tell whether the token heads a phrase that could name a party or a thing."""
    if i in learned:
        return True
    token = view.tokens[i]
    name = view.name_at.get(i)
    if token.rel in ("compound", "amod", "nmod:desc"):
        lemma = token.lemma.lower()
        if name is None:  # "a drone strike", "the train bombings"
            return lemma in book.weapon_of or lemma in book.target_of
        return name.kind in NAMED and name.last == i
    if token.rel in INSIDE:
        return False
    return token.upos in FILLS or (token.upos == "ADJ" and token.rel in ("nsubj:pass", "obj"))


def is_closed(view: View, i: int, closed: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the token is part of a time."""
    token = view.tokens[i]
    return any(start < token.end and token.start < end for start, end in closed)


def learned_of(o: Occurrence) -> dict[int, list[str]]:
    """Return the fields that the learned head gives to each token."""
    out: dict[int, list[str]] = {}
    for name, head in o.mention.fields if o.mention else ():
        out.setdefault(head, []).append(name)
    return out


def framed_places(view: View, o: Occurrence) -> dict[int, set[str]]:
    """Return which fields the book's frame sees at each token; the first place that holds any."""
    frame = o.trigger.frame if o.trigger else Frame(name="")
    out: dict[int, set[str]] = {}
    for field in ("actor", "recipient", "target", "instrument"):
        for place in getattr(frame, field):
            found = [h for at in (o.at, *support_of(view, o)) for h in at_place(view, at, place)]
            for head in found:
                out.setdefault(head, set()).add(f"{field} by frame {frame.name}")
            if found:
                break
    return out


def event_reasons(view: View, o: Occurrence, learned: dict[int, list[str]]) -> list[str]:
    """Return what is true of the event whatever the noun: its code, and what is filled already."""
    out = [f"code {o.category}"]
    if o.mode:
        out.append(f"code {o.category}/{o.mode}")
    given = {name for names in learned.values() for name in names}
    out += [f"open {name}" for name in ("actor", "recipient", "weapon") if name not in given]
    return out


def noun_reasons(view: View, i: int, book: Book) -> Iterator[str]:
    """Yield what sort of noun it is."""
    token = view.tokens[i]
    lemma = token.lemma.lower()
    name = view.name_at.get(i)
    if name is not None:
        yield f"kind {name.kind}"
    elif token.upos == "PRON":
        yield "kind pronoun"
    elif lemma in book.classes["person"].lemmas or lemma in book.classes["authority"].lemmas:
        yield "kind person"
    elif lemma in book.weapon_of:
        yield "kind weapon"
    elif lemma in book.target_of:
        yield "kind target"
    elif token.upos == "NUM":
        yield "kind number"
    elif ("noun", lemma) in book.entries:
        yield "kind deed"
    else:
        yield "kind thing"
    if i in view.mention_at and view.mention_at[i].score >= 0.5:
        yield "an event itself"
    if lemma in book.weapon_of:
        yield f"weapon {book.weapon_of[lemma].name}"
    for side in ("state", "armed", "protester", "civilian"):
        if lemma in book.classes[f"side.{side}"].lemmas:
            yield f"side {side}"
    if any(view.tokens[c].lemma in ("no", "none") for c in view.children[i]):
        yield "negated"


def place_reasons(
    view: View,
    o: Occurrence,
    i: int,
    learned: dict[int, list[str]],
    framed: dict[int, set[str]],
    shared: set[int],
) -> Iterator[str]:
    """Yield how the noun stands to the event word."""
    for name in learned.get(i, ()):
        yield f"model says {name}"
    for said in framed.get(i, ()):
        yield said
        yield said.split(" by ")[0] + " by frame"
    if i in shared:
        yield "shared subject"
    form = form_of(view, o.at)
    for at in (o.at, *support_of(view, o)):
        for label, head in view.roles_of.get(at, ()):
            if head == i:
                yield f"role {label}"
                yield f"role {label} of {form}"
                yield f"role {label} in {o.category}"
    for label, predicate in view.predicates_of.get(i, ()):
        if predicate != o.at and label in ("ARG0", "ARG1"):
            yield f"{label} of another"
            break
    way = path(view, o.at, i)
    yield f"way {form}: {way}"
    yield f"way {way}"
    yield f"ends {way.split(' ')[-1]} {form}"
    yield f"before: {i < o.at}"
    steps = abs(i - o.at)
    yield "near" if steps <= 3 else "middling" if steps <= 10 else "distant"


def form_of(view: View, at: int) -> str:
    """Return the event word's form: a noun, an active or a passive verb."""
    token = view.tokens[at]
    if token.upos != "VERB":
        return "noun"
    if view.kids(at, "nsubj:pass", "aux:pass", "obl:agent"):
        return "passive"
    if token.xpos == "VBN" and token.rel in ("acl", "amod", "acl:relcl"):
        return "passive"
    return "verb"


def path(view: View, at: int, i: int) -> str:
    """Return the way through the tree from the event word to the noun, relation by relation."""
    up = {at: 0}
    chain = [at]
    for k, a in enumerate(view.ancestors(at), start=1):
        up[a] = k
        chain.append(a)
        if k >= LONG:
            break
    down: list[str] = []
    node = i
    while node not in up:
        token = view.tokens[node]
        if token.head == node or len(down) >= LONG:
            return "far"
        down.append(step(view, node))
        node = token.head
    climbed = [f"^{view.tokens[a].rel.split(':')[0]}" for a in chain[: up[node]]]
    if len(climbed) + len(down) > LONG:
        return "far"
    return " ".join([*climbed, *reversed(down)]) or "self"


def step(view: View, i: int) -> str:
    """Return a relation with its preposition."""
    rel = view.tokens[i].rel
    if rel.startswith(("obl", "nmod")):
        case = next((view.tokens[c].lemma for c in view.kids(i, "case")), "")
        return f"{rel}:{case}"
    return rel
