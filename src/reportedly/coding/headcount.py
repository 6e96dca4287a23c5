"""A number of people in, the noun it counts out; a noun phrase in, how many people it names out.

The parse of a number is often wrong where its noun is left out ("five were killed and two hurt"),
so the words beside the number are heard before its arc is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from reportedly.coding.effect_book import read_effects
from reportedly.coding.numbers import Quantity, QuantitySpan, add
from reportedly.coding.phrases import split
from reportedly.coding.view import View

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "DET"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
REACH = 8  # words between a number and the noun that it counts
PARTS = frozenset({"include", "including", "among", "whom", "which", "them", "these", "those"})
VICTIMS = frozenset({"dead", "wounded", "injured", "victim", "killed", "casualty", "fatality"})
WHOLES = frozenset({"whom", "which", "them", "these", "those"})
# Persons, but not one: how many a family or a crew is must be told.
MANY = frozenset(
    """family crowd crew staff police people couple pair troop personnel other dozen hundred
    thousand animal nobody everyone anyone""".split()
)
ONE = frozenset({"he", "she", "him", "her", "himself", "herself"})

ByToken = Mapping[int, QuantitySpan]


def index(view: View, quantities: Collection[QuantitySpan]) -> dict[int, QuantitySpan]:
    """Return the numbers of people by each of their tokens."""
    return {
        token.i: q
        for q in quantities
        if q.unit == "people?"
        for token in view.within(q.start, q.end)
    }


def counted(view: View, first: int, last: int) -> int:
    """Return the noun that the number at first..last counts, or a word of the number itself."""
    tokens = view.tokens
    inside = [i for i in range(first, last + 1) if tokens[i].upos in NOUNS]
    scale = tokens[last].text.lower() in ("dozen", "hundred")
    if inside and inside[-1] == last and not scale and not leads_on(view, last):
        return last
    _, end = view.sentence(first)
    best = None
    at = last + 1
    while at < min(end, last + REACH):
        token = tokens[at]
        if token.upos in ("NOUN", "PROPN") and not is_participle(view, at):
            best = at
        elif token.lemma == "of" and best is None:
            pass  # "dozens of people", "12 of the passengers"
        elif best is None and token.xpos == "PRP$" and tokens[at - 1].lemma == "of":
            pass  # "three of his guards"
        elif token.upos == "PART" or token.text in ("-", "'s", "’s") or token.lemma == "more":
            pass
        elif token.upos not in NOMINAL or best is not None or is_participle(view, at):
            break
        at += 1
    if best is not None:
        return best
    stands_alone = [i for i in range(last, first - 1, -1) if tokens[i].upos == "NUM"]
    return stands_alone[0] if stands_alone else last


def leads_on(view: View, i: int) -> bool:
    """Tell whether "of" and what is counted follow."""
    return i + 1 < len(view.tokens) and view.tokens[i + 1].lemma == "of"


def is_participle(view: View, i: int) -> bool:
    """Tell whether a word says what was done to those before it, whatever it is tagged."""
    token = view.tokens[i]
    return token.xpos in ("VBN", "VBD", "VBG") or token.upos in ("VERB", "AUX")


def is_part(view: View, first: int, last: int, head: int) -> bool:
    """Tell whether the number is a part of another: "including two children", "three of them"."""
    tokens = view.tokens
    low, end = view.sentence(first)
    after = [t.lemma.lower() for t in tokens[last + 1 : min(end, last + 4)]]
    said = [t.text.lower() for t in tokens[last + 1 : min(end, last + 4)]]
    if any(a == "of" and b in WHOLES for a, b in pairwise(said)):
        return True
    if after[:2] == ["of", "the"] and after[2:] and after[2] in VICTIMS:
        return True  # "three of the dead were children"
    one = first == last and tokens[first].lemma.lower() == "one"
    if one and after[:1] == ["of"] and first > low and tokens[first - 1].lemma in ("be", "as"):
        return True  # "he was one of scores wounded"
    end_of = max(head, last)
    if any(a == "among" and b in WHOLES for a, b in pairwise(after_noun(view, end_of))):
        return True  # "three villagers, a woman of thirty among them"
    at = first - 1
    while at >= low and first - at <= REACH:  # "including at least two children", "among them a"
        token = tokens[at]
        if token.lemma.lower() in ("include", "including", "among") or (
            token.text.lower() in WHOLES and tokens[at - 1].lemma in ("of", "among")
        ):
            return True
        if token.upos in ("VERB", "AUX") or token.text in (";", ":"):
            break
        if token.upos == "PUNCT" and tokens[at + 1].upos != "CCONJ":
            break
        at -= 1
    return any(tokens[c].lemma in PARTS for c in view.kids(head, "case", "mark"))


def after_noun(view: View, last: int) -> list[str]:
    """Return the words that follow a noun up to the next mark or verb, lower case."""
    out: list[str] = []
    for token in view.tokens[last + 1 : last + 1 + REACH]:
        if token.upos in ("PUNCT", "VERB", "AUX"):
            break
        out.append(token.text.lower())
    return out


def first_conjunct(view: View, head: int) -> int:
    """Return the first noun of the coordination that the noun stands in."""
    tokens = view.tokens
    while tokens[head].rel == "conj" and not verb_between(view, tokens[head].head, head):
        if tokens[tokens[head].head].upos not in ("NOUN", "PROPN", "NUM", "PRON"):
            break
        head = tokens[head].head
    return head


def verb_between(view: View, a: int, b: int) -> bool:
    """Tell whether a verb, or the end of a clause, stands between two words."""
    return any(t.upos in ("VERB", "AUX") or t.text in (";", ":") for t in view.tokens[a + 1 : b])


def count_people(
    view: View,
    head: int,
    numbers: ByToken,
    persons: Collection[str],
    things: Collection[str] | None = None,
) -> Quantity | None:
    """Return how many people a coordination of nouns names, or None where a part is not known.

    "The driver and his fare" are two, "a guard and three clerks" four. With `things`, whatever
    noun is none of them may be a person.
    """
    counts: list[Quantity] = []
    nouns = members(view, head)
    for k, noun in enumerate(nouns):
        again = k and noun in numbers and numbers[noun] is numbers.get(nouns[k - 1])
        age = view.tokens[noun].upos == "NUM" and noun not in numbers  # "his sister, 20, and"
        if again or age or (k and verb_between(view, head, noun)):
            continue
        known = number_at(view, noun, numbers)
        one = is_one_person(view, noun, persons, k > 0)
        if known is None and (one or (things is not None and is_one_victim(view, noun, things))):
            known = Quantity(1, 1)
        if known is None:
            return None
        counts.append(known)
    return add(*counts) if counts else None


def members(view: View, head: int) -> list[int]:
    """Return the nouns of a list of people, each of them once.

    "He, his driver and a clerk" are three, though the parse has the driver explain "he"; "brothers
    Ana and Ivo" are two, and "his brother Ivo" is one.
    """
    out: list[int] = []
    for noun in sorted(split(view, head)):
        if out and noun == out[-1] + 1:
            continue
        named = [
            c
            for c in view.kids(noun, "appos", "nmod", "nmod:desc", "flat")
            if c > noun and is_name(view, c) and not view.kids(c, "case")
        ]
        told = view.tokens[noun].xpos != "NNS" or view.kids(noun, "nummod")
        if named and not told and view.kids(named[0], "conj"):
            out += split(view, named[0])
            continue
        out.append(noun)
        for c in view.kids(noun, "appos"):
            if goes_on(view, c):
                out += split(view, c)
    return out


def first_member(view: View, noun: int) -> int:
    """Return the first of the list of people that a noun stands in."""
    first = first_conjunct(view, noun)
    return view.tokens[first].head if goes_on(view, first) else first


def goes_on(view: View, i: int) -> bool:
    """Tell whether what the parse takes for another name goes on a list: "he, his wife and"."""
    owned = any(view.tokens[c].xpos == "PRP$" for c in view.kids(i, "nmod:poss"))
    return view.tokens[i].rel == "appos" and owned and bool(view.kids(i, "conj"))


def number_at(view: View, noun: int, numbers: ByToken) -> Quantity | None:
    """Return how many the number told with a noun is."""
    told = number_of(view, noun, numbers)
    return None if told is None else told.quantity


def number_of(view: View, noun: int, numbers: ByToken) -> QuantitySpan | None:
    """Return the number told with a noun."""
    if noun in numbers:
        return numbers[noun]
    for child in view.kids(noun, "nummod", "det", "amod"):
        if child in numbers and child < noun:
            return numbers[child]
    return number_behind(view, noun, numbers) if view.tokens[noun].upos == "PRON" else None


def number_behind(view: View, pronoun: int, numbers: ByToken) -> QuantitySpan | None:
    """Return the number of those just taken: "picked out two passengers and beat them to death"."""
    if view.tokens[pronoun].text.lower() not in ("them", "both"):
        return None
    low, _ = view.sentence(pronoun)
    for i in range(pronoun - 1, low - 1, -1):
        told = numbers.get(i)
        if told is not None and (told.quantity.low or 0) > 1:
            noun = counted(view, *ends_of(view, told))
            return told if view.tokens[noun].rel in ("obj", "nsubj:pass") else None
    return None


def ends_of(view: View, quantity: QuantitySpan) -> tuple[int, int]:
    """Return the first and last token of a number."""
    inside = list(view.within(quantity.start, quantity.end))
    return inside[0].i, inside[-1].i


def is_one_person(view: View, i: int, persons: Collection[str], coordinate: bool = False) -> bool:
    """Tell whether a word means exactly one person: a name, "he", "the governor", "a Pakistani"."""
    token = view.tokens[i]
    if token.lemma.lower() in ONE or token.text.lower() in ONE:
        return True
    if token.xpos not in ("NN", "NNP") or view.kids(i, "nummod") or token.lemma.lower() in MANY:
        return False
    determiners = {view.tokens[c].lemma.lower() for c in view.kids(i, "det", "nmod:poss")}
    if determiners & {"every", "each", "any", "no", "some", "all", "neither"}:
        return False
    name = view.name_at.get(i)
    if name is not None and token.upos == "PROPN":
        return name.kind in ("PER", "PERSON") or (name.kind == "NORP" and "a" in determiners)
    owned = bool(determiners & {"his", "her", "he", "she"}) and coordinate
    return token.upos in ("NOUN", "PROPN") and (token.lemma.lower() in persons or owned)


def is_one_victim(view: View, i: int, things: Collection[str], coordinate: bool = False) -> bool:
    """Tell whether a noun that was killed or hurt may mean one person: "a beekeeper", "her guide".

    Trades are too many to list; what is no thing, no body of people and no beast is a person. In
    `coordinate` with people counted, any "the" will do: "the abbot and six novices".
    """
    token, book = view.tokens[i], read_effects()
    lemma = token.lemma.lower()
    marks = {view.tokens[c].lemma.lower() for c in view.kids(i, "det", "nmod:poss")}
    one = bool(marks & {"a", "an", "another"})
    if (
        view.kids(i, "nummod")
        or lemma in things
        or lemma in book.nobodies | book.beasts
        or lemma in MANY
    ):
        return False
    if token.upos == "PROPN":
        return one and token.xpos == "NNP"  # "two Poles and a Slovak"
    if token.upos != "NOUN" or (token.xpos != "NN" and not one):
        return False
    known = lemma.endswith(book.trades) or any(is_name(view, c) for c in view.kids(i, "appos"))
    known = known or coordinate
    return one or (known and "the" in marks) or bool(view.kids(i, "nmod:poss"))


def is_name(view: View, i: int) -> bool:
    """Tell whether a word is of a person's name."""
    name = view.name_at.get(i)
    return name is not None and name.kind in ("PER", "PERSON")
