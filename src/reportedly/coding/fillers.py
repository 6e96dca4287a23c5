"""An event word in, the nouns of its sentence that could fill its fields out, each with reasons.

A reason is a plain fact about a noun and the event word ("its subject", "a person", "the model
says actor"). What each is worth is counted in coded news by training/rank.py and stands in
codebook/books/fillers.toml; nothing is weighed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from reportedly.codebook.model import Book, Frame
from reportedly.coding.effect_book import read_effects
from reportedly.coding.frames import at_place, support_of
from reportedly.coding.harm import is_harmed
from reportedly.coding.occurrence import Occurrence
from reportedly.coding.parties import antecedent, subject_of
from reportedly.coding.phrases import phrase
from reportedly.coding.ranking import Filler
from reportedly.coding.sources import Attribution
from reportedly.coding.things import weapon_at
from reportedly.coding.view import View
from reportedly.records import Effect

NO_PHRASE = frozenset({"VB", "VBD", "VBP", "VBZ", "MD", "IN", "CC", "TO", "RP"})
FILLS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})
INSIDE = frozenset({"flat", "goeswith", "nummod", "det", "fixed", "case", "mark", "cc", "punct"})
NAMED = frozenset({"PER", "ORG", "NORP", "LOC"})
SIDES = ("side.state", "side.armed", "side.protester", "side.civilian")
HARMS: tuple[Effect, ...] = ("killed", "injured", "abducted", "arrested")
NAMES = frozenset({"NOUN", "PROPN", "PRON"})
LONG = 4  # steps of a path that are told apart; a longer way is only "far"


class Nouns:
    """What is asked of a document's nouns by every event of their sentence, kept.

    `closed` are the stretches of text that tell a time; `sector` says what whoever a noun means
    is: the police, an armed group, nobody in office; `said` are the words of speakers.
    """

    def __init__(
        self,
        view: View,
        book: Book,
        closed: Sequence[tuple[int, int]],
        sector: Callable[[int], str | None] = lambda i: None,
        said: Iterable[Attribution] = (),
    ) -> None:
        self.view, self.book, self.closed, self.sector = view, book, closed, sector
        self.said: dict[int, list[Attribution]] = {}
        for a in said:
            self.said.setdefault(view.sentence_of[a.cue], []).append(a)
        self.meant: dict[int, int | None] = {}
        self.reasons: dict[int, tuple[str, ...]] = {}
        self.within: dict[int, range] = {}

    def means(self, i: int) -> int | None:
        """Return the noun that the token means; None for none, or for a time."""
        if i not in self.meant:
            noun = antecedent(self.view, i)
            timed = noun is not None and is_closed(self.view, noun, self.closed)
            self.meant[i] = None if timed else noun
        return self.meant[i]

    def sort_of(self, i: int) -> tuple[str, ...]:
        """Return what sort of noun it is."""
        if i not in self.reasons:
            sort = list(noun_reasons(self.view, i, self.book))
            if self.view.tokens[i].upos in NAMES:
                sort.append(f"sector {self.sector(i)}")
            self.reasons[i] = tuple(sort)
        return self.reasons[i]

    def inner(self, heads: Iterable[int]) -> set[int]:
        """Return those heads that only say whose another is: the miners of "miners' union"."""
        found: set[int] = set()
        for head in heads:
            if head not in self.within:
                first, last = phrase(self.view, head)
                self.within[head] = range(first, last + 1)
            found.update(i for i in self.within[head] if i != head)
        return found.intersection(heads)


def find_fillers(nouns: Nouns, o: Occurrence) -> list[Filler]:
    """Return the nouns of the event's sentence with their reasons."""
    view, book = nouns.view, nouns.book
    low, high = view.sentence(o.at)
    own = {*(o.trigger.tokens if o.trigger else ()), o.at}
    stand = Stand(view, o)
    means: dict[int, list[int]] = {}
    for i in range(low, high):
        if i == o.at and view.tokens[i].lemma.lower() not in book.weapon_of:
            continue  # an event word names itself only where it is a weapon: "a car bomb"
        if not can_fill(view, i, stand.learned, book):
            continue
        noun = nouns.means(i)
        if noun is not None:
            means.setdefault(noun, []).append(i)
    event = event_reasons(o, stand.learned)
    tellers = {a.source for a in nouns.said.get(view.sentence_of[o.at], ()) if a.covers(o.at)}
    inside = nouns.inner(means)
    out = []
    for noun, places in means.items():
        sort = nouns.sort_of(noun)
        reasons = {*sort, *event}
        for i in places:
            reasons.update(stand.reasons(i))
        if noun in own:
            reasons.add("in the event's own words")
        if noun in tellers:
            reasons |= {"tells it", f"tells it, code {o.category}"}
        if noun in inside:
            reasons |= {"inside another", f"inside another, {view.tokens[noun].rel}"}
        if "harmed" in sort:
            reasons.add(f"harmed, told by a {stand.form}")
        for r in sort:
            if r.startswith(("kind ", "sector ")):
                reasons.update(f"{e}, {r}" for e in event)
        out.append(Filler(noun, tuple(sorted(reasons))))
    return out


def can_fill(view: View, i: int, learned: dict[int, list[str]], book: Book) -> bool:
    """Tell whether the token heads a phrase that could name a party or a thing."""
    token = view.tokens[i]
    if i in learned:
        return token.xpos not in NO_PHRASE
    name = view.name_at.get(i)
    if token.rel in ("compound", "amod", "nmod:desc"):
        lemma = token.lemma.lower()
        if name is None:  # "a drone strike", "the train bombings", "army helicopters"
            if token.upos not in ("NOUN", "PROPN"):
                return False
            sided = any(lemma in book.classes[side].lemmas for side in SIDES)
            return sided or lemma in book.weapon_of or lemma in book.target_of
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


def event_reasons(o: Occurrence, learned: dict[int, list[str]]) -> list[str]:
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
    weapon = weapon_at(view, i, book) if lemma in book.weapon_of else None
    if name is not None:
        yield f"kind {name.kind}"
    elif token.upos == "PRON":
        yield "kind pronoun"
    elif lemma in book.classes["person"].lemmas or lemma in book.classes["authority"].lemmas:
        yield "kind person"
    elif weapon is not None:
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
    if weapon is not None:
        yield f"weapon {weapon.name}"
    for side in SIDES:
        if lemma in book.classes[side].lemmas:
            yield f"side {side.removeprefix('side.')}"
    if any(view.tokens[c].lemma in ("no", "none") for c in view.children[i]):
        yield "negated"
    if is_harmed(view, i, read_effects(), HARMS):
        yield "harmed"


class Stand:
    """How the nouns of its sentence stand to one event word."""

    def __init__(self, view: View, o: Occurrence) -> None:
        self.view, self.o = view, o
        self.learned = learned_of(o)
        self.framed = framed_places(view, o)
        verb = view.tokens[o.at].upos == "VERB"
        self.shared = set(subject_of(view, o.at)) if verb else set()
        self.form = form_of(view, o.at)
        self.chain = climb(view, o.at)
        self.roles: dict[int, list[str]] = {}
        for at in (o.at, *support_of(view, o)):
            for label, head in view.roles_of.get(at, ()):
                self.roles.setdefault(head, []).append(label)

    def reasons(self, i: int) -> Iterator[str]:
        """Yield how one noun stands to the event word."""
        form, at = self.form, self.o.at
        for name in self.learned.get(i, ()):
            yield f"model says {name}"
        for said in self.framed.get(i, ()):
            yield said
            yield said.split(" by ")[0] + " by frame"
        if i in self.shared:
            yield "shared subject"
        for label in self.roles.get(i, ()):
            yield f"role {label}"
            yield f"role {label} of {form}"
            yield f"role {label} in {self.o.category}"
        for label, predicate in self.view.predicates_of.get(i, ()):
            if predicate != at and label in ("ARG0", "ARG1"):
                yield f"{label} of another"
                break
        way = path(self.view, self.chain, i)
        yield f"way {form}: {way}"
        yield f"way {way}"
        yield f"ends {way.rsplit(' ', 1)[-1]} {form}"
        yield f"before: {i < at}"
        steps = abs(i - at)
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


def climb(view: View, at: int) -> list[int]:
    """Return the token and its heads, as far up as a path is told apart."""
    return [at, *islice(view.ancestors(at), LONG)]


def path(view: View, chain: Sequence[int], i: int) -> str:
    """Return the way through the tree to the noun, relation by relation; `chain` is the event
    word with its heads."""
    down: list[str] = []
    node = i
    while node not in chain:
        token = view.tokens[node]
        if token.head == node or len(down) >= LONG:
            return "far"
        down.append(step(view, node))
        node = token.head
    steps = chain.index(node)
    if steps + len(down) > LONG:
        return "far"
    climbed = [f"^{view.tokens[a].rel.split(':')[0]}" for a in chain[:steps]]
    return " ".join([*climbed, *reversed(down)]) or "self"


def step(view: View, i: int) -> str:
    """Return a relation with its preposition."""
    rel = view.tokens[i].rel
    if rel.startswith(("obl", "nmod")):
        case = next((view.tokens[c].lemma for c in view.kids(i, "case")), "")
        return f"{rel}:{case}"
    return rel
