"""Attributions in, the same with their pronouns resolved: who "he", "it" and "the group" are.

Only what is plain is resolved: the last speaker or subject of the right kind, at most a few
sentences back. Anything else keeps its wording and no more.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import msgspec

from reportedly.coding.phrases import phrase
from reportedly.coding.sources import Attribution, Reading
from reportedly.coding.speakers import is_nobody

REACH_SENTENCES = 5
REACH_CANDIDATES = 14
REACH_WORDS = 400  # back to a fuller description
ANY_GROUP = frozenset({"group", "organisation", "organization", "body", "outfit", "party"})
LONGEST_NAME = 5  # tokens; a longer one is two that the model took for one
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


def resolve_sources(reading: Reading, attributions: Iterable[Attribution]) -> Iterator[Attribution]:
    """Yield the attributions, each with the head that its speaker's wording means."""
    subjects = [
        t.i for t in reading.view.tokens if t.rel in SUBJECTS and names_somebody(reading, t.i)
    ]
    introduced = find_introductions(reading)
    spoken: list[int] = []  # who has spoken so far, resolved, the latest last
    accused: list[int] = []  # who has been accused so far, resolved
    papers: dict[str, int] = {}  # who spoke through a paper, by what it is called
    for a in attributions:
        meant = a.resolved
        if a.source is not None and meant is None and leans(reading, a.source):
            meant = papers.get(reading.lemma(a.source))
        if a.source is not None and meant is None and leans(reading, a.source):
            meant = find_accused(reading, a, accused)
            if meant is None:
                meant = find_antecedent(reading, a.source, spoken, subjects)
        elif a.source is not None and meant is None and is_relative(reading, a.source):
            meant = find_explained(reading, a.source)
        elif a.source is not None and meant is None:
            meant = find_introduced(reading, a.source, introduced)
        if a.accused is not None:
            named = a.accused
            if leans(reading, named):
                found = find_antecedent(reading, named, spoken, subjects)
                named = named if found is None else found
            accused.append(named)
        who = meant if meant is not None else a.source
        if who is not None and names_somebody(reading, who):
            spoken.append(who)
            for i in range(a.channel[0], a.channel[1] + 1) if a.channel else ():
                if reading.grammar.has("nouns.papers", reading.lemma(i)):
                    papers[reading.lemma(i)] = who
        yield a if meant == a.resolved else msgspec.structs.replace(a, resolved=meant)


def is_relative(reading: Reading, i: int) -> bool:
    """Tell whether the word is a relative pronoun."""
    return reading.grammar.has("pronouns.relative", reading.lemma(i))


def find_explained(reading: Reading, relative: int) -> int | None:
    """Return the noun that the clause of a relative pronoun explains.

    Where a parser hangs the clause from "false" in "versions, by which ..., are false", it is the
    subject.
    """
    view, tokens = reading.view, reading.view.tokens
    for i in view.ancestors(relative):
        if tokens[i].rel == "acl:relcl":
            head = tokens[i].head
            if tokens[head].upos in NOMINAL:
                return head
            return next((c for c in view.kids(head, "nsubj") if c < relative), None)
        if tokens[i].rel in ("root", "ccomp", "advcl"):
            break
    return None


def find_introductions(reading: Reading) -> dict[str, int]:
    """Return by surname where a person is first named in full: "Col. Musa Aidi" for "aidi"."""
    view = reading.view
    found: dict[str, int] = {}
    for i, name in view.name_at.items():
        if i != name.last or name.kind != "PER" or name.last - name.first > LONGEST_NAME:
            continue
        inside = range(name.first, name.last + 1)
        head = next((k for k in inside if view.tokens[k].head not in inside), name.first)
        first, last = phrase(view, head)
        if first < i <= last:
            found.setdefault(view.tokens[i].text.lower(), head)
    return found


def find_introduced(reading: Reading, source: int, introduced: dict[str, int]) -> int | None:
    """Return the full name that a bare surname means, where it stands earlier."""
    if reading.view.tokens[source].upos != "PROPN":
        return None
    first, last = reading.words_of(source)
    head = introduced.get(reading.view.tokens[source].text.lower()) if first == last else None
    return head if head is not None and head < source else None


def find_accused(reading: Reading, a: Attribution, accused: list[int]) -> int | None:
    """Return who is meant where a pronoun denies: the last accused before it that it can mean."""
    if a.source is None or not (a.stance == "denies" or a.negated):
        return None
    sentence = reading.view.sentence_of[a.source]
    for i in reversed(accused[-3:]):
        near = 0 <= sentence - reading.view.sentence_of[i] <= 2
        if near and names_somebody(reading, i) and agrees(reading, reading.lemma(a.source), i):
            return i
    return None


class Antecedents:
    """Whom a pronoun or "the group" means, asked of any noun of the document."""

    def __init__(self, reading: Reading, attributions: Iterable[Attribution]) -> None:
        self.reading = reading
        self.subjects = [
            t.i for t in reading.view.tokens if t.rel in SUBJECTS and names_somebody(reading, t.i)
        ]
        known = [(a.source, a.resolved) for a in attributions if a.source is not None]
        self.known = {source: meant for source, meant in known if meant is not None}
        speakers = {source if meant is None else meant for source, meant in known}
        self.spoken = sorted(i for i in speakers if names_somebody(reading, i))

    def of(self, i: int) -> int:
        """Return the noun that the token means, or the token itself where that is not plain."""
        if i in self.known:
            return self.known[i]
        if not leans(self.reading, i):
            return i
        before = self.spoken[: bisect_left(self.spoken, i)]
        found = find_antecedent(self.reading, i, before, self.subjects)
        return i if found is None else found


def names_somebody(reading: Reading, i: int) -> bool:
    """Tell whether the noun can be what a later pronoun means."""
    token = reading.view.tokens[i]
    return token.upos in ("NOUN", "PROPN") and not leans(reading, i) and not is_nobody(reading, i)


def leans(reading: Reading, i: int) -> bool:
    """Tell whether the wording needs an earlier one: a pronoun, "the group", "the statement"."""
    view, grammar = reading.view, reading.grammar
    token = view.tokens[i]
    if token.upos == "PRON":
        return any(
            grammar.has(f"pronouns.{k}", reading.lemma(i)) for k in ("person", "plural", "thing")
        )
    if token.upos != "NOUN":
        return False
    children = [
        c for c in view.children[i] if c < i or view.tokens[c].rel in ("nmod", "acl", "appos")
    ]
    bare = all(view.tokens[c].rel in ("det", "nmod:poss", "case", "punct", "cc") for c in children)
    definite = any(reading.lemma(c) in ("the", "this", "its", "their") for c in children)
    return (
        bare
        and definite
        and (
            token.lemma.lower() in grammar.speakers
            or grammar.has("nouns.papers", token.lemma.lower())
        )
    )


def find_antecedent(
    reading: Reading, at: int, spoken: list[int], subjects: list[int]
) -> int | None:
    """Return the head that the wording at `at` means, or None where it is not plain."""
    view = reading.view
    teller = find_teller(reading, at)
    if teller is not None:
        return teller
    sentence = view.sentence_of[at]
    upto = bisect_left(subjects, at)
    near = [i for i in reversed(spoken[-REACH_CANDIDATES:]) if i < at]
    near += reversed(subjects[max(0, upto - REACH_CANDIDATES) : upto])
    near = [i for i in near if sentence - view.sentence_of[i] <= REACH_SENTENCES]
    # "JNIM put out a text in which it denied": who acts in this very sentence comes first.
    near.sort(key=lambda i: view.sentence_of[i] != sentence)
    lemma = reading.lemma(at)
    if view.tokens[at].upos == "PRON":
        return pick_since(reading, sentence, [i for i in near if agrees(reading, lemma, i)])
    if reading.grammar.has("nouns.papers", lemma) and lemma not in reading.grammar.speakers:
        return next(iter(near), None)
    near = [i for i in near if not is_rebel(reading, lemma, i)]
    same = [i for i in near if reading.lemma(i) == lemma and i != at]
    described = same[0] if same else find_described(reading, at, lemma)
    if described is not None:
        return described
    if reading.grammar.has("nouns.groups", lemma):
        return next((i for i in near if is_group_name(reading, i, lemma)), None)
    return next((i for i in near if is_kind_of(reading, lemma, i)), None)


def find_described(reading: Reading, at: int, lemma: str) -> int | None:
    """Return the last who was called so with more words: "the Sarani militia" for "the militia"."""
    view = reading.view
    for i in range(at - 1, max(0, at - REACH_WORDS), -1):
        if reading.lemmas[i] == lemma and names_somebody(reading, i) \
                and not is_rebel(reading, lemma, i):  # fmt: skip
            told = view.kids(i, "compound", "amod", "flat", "nmod")
            if any(i > k and view.tokens[k].upos in ("PROPN", "ADJ", "NOUN") for k in told):
                return i
    return None


def is_rebel(reading: Reading, lemma: str, i: int) -> bool:
    """Tell whether a state's body is asked for, and the name is no state's: "Liberation Army"."""
    if not reading.grammar.has("issuer.state", lemma):
        return False
    beside = (i, *reading.view.kids(i, "compound", "amod", "flat"))
    return any(reading.grammar.has("issuer.armed", reading.lemma(k)) for k in beside)


def find_teller(reading: Reading, at: int) -> int | None:
    """Return who says the clause whose subject the pronoun is: "the army said it had fired"."""
    view, tokens = reading.view, reading.view.tokens
    verb = tokens[at].head
    if tokens[at].upos != "PRON" or tokens[at].rel not in SUBJECTS or reading.quote_of[at] >= 0:
        return None
    above = tokens[verb].head
    if tokens[verb].rel != "ccomp" or reading.lemma(above) not in reading.grammar.verbs:
        return None
    named = [c for c in view.kids(above, "nsubj") if tokens[c].upos in ("NOUN", "PROPN")]
    return next((c for c in named if agrees(reading, reading.lemma(at), c)), None)


def pick_since(reading: Reading, sentence: int, near: list[int]) -> int | None:
    """Return the last who spoke, unless somebody else has been a sentence's subject since."""
    if not near or reading.view.sentence_of[near[0]] == sentence:
        return near[0] if near else None
    tokens, sentence_of = reading.view.tokens, reading.view.sentence_of
    since = (
        i
        for i in near
        if sentence_of[i] > sentence_of[near[0]] and tokens[tokens[i].head].rel == "root"
    )
    return next(since, near[0])


def agrees(reading: Reading, pronoun: str, i: int) -> bool:
    """Tell whether the pronoun can mean the noun."""
    view, grammar = reading.view, reading.grammar
    token = view.tokens[i]
    lemma = token.lemma.lower()
    name = view.name_at.get(i)
    kind = name.kind if name else ""
    many = token.xpos in ("NNS", "NNPS") or bool(view.kids(i, "conj"))
    called = any(  # "a student, Omar Haddad"
        (explains := view.name_at.get(c)) is not None and explains.kind == "PER"
        for c in view.kids(i, "appos")
    )
    named = token.upos == "PROPN" and lemma not in grammar.bodies  # "the Liberation Front"
    person = kind == "PER" or called or (not kind and (lemma in grammar.persons or named))
    if grammar.has("pronouns.person", pronoun):
        other = "pronouns.she" if pronoun == "he" else "pronouns.he"
        return person and not many and not is_told_as(reading, i, other)
    if grammar.has("pronouns.plural", pronoun):
        return many or lemma in grammar.bodies or kind in ("ORG", "NORP")
    return not many and (
        kind in ("ORG", "LOC", "NORP") or lemma in grammar.bodies
        or grammar.has("nouns.papers", lemma) or (token.upos == "PROPN" and kind != "PER")
    )  # fmt: skip


def is_told_as(reading: Reading, i: int, words: str) -> bool:
    """Tell whether the noun, or a title or description beside it, is one of the words."""
    beside = reading.view.kids(i, "compound", "flat", "nmod:desc", "appos")
    return any(reading.grammar.has(words, reading.lemma(k)) for k in (i, *beside))


def is_group_name(reading: Reading, i: int, lemma: str) -> bool:
    """Tell whether the noun names an organisation that "the group" can mean.

    Not one whose name ends in what it is, when that is something else: "the front" is no
    Commission.
    """
    name = reading.view.name_at.get(i)
    token = reading.view.tokens[i]
    last = token.lemma.lower()
    if last != lemma and last in reading.grammar.bodies and lemma not in ANY_GROUP:
        return False
    if name is None:
        return token.upos == "PROPN" or reading.grammar.has("nouns.groups", token.lemma.lower())
    return name.kind in ("ORG", "NORP")


def is_kind_of(reading: Reading, lemma: str, i: int) -> bool:
    """Tell whether a longer name ends in the word: "the ministry" for "Health Ministry"."""
    view = reading.view
    name = view.name_at.get(i)
    last = i if name is None else name.last  # no "guerrillas of the People's Army"
    return any(view.tokens[k].lemma.lower() == lemma for k in (i, last, *view.kids(i, "appos")))
