"""A verb and an effect in: does it do that to its object or its subject? By syntax and by words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from reportedly.coding.effect_book import EffectBook, EffectWords, words_of
from reportedly.coding.view import View
from reportedly.records import Effect

# Verbs that stand between "were" and what befell: "were confirmed dead", "are known to have died".
RELAYS = frozenset(
    """confirm report know fear believe say presume find leave declare pronounce count list have
    to be get estimate think shoot shot burn beat hack stab bludgeon blow gun put""".split()
)
PASSED = frozenset({"who", "that", "which"})
STRIKING = frozenset("shoot shot gun strike hit stab hack beat leave find club batter".split())
WARDED = frozenset({"off", "back"})  # who is beaten off is not hurt
SCAN = 9  # words between a noun and the verb that tells what befell it
ASIDE = 14  # words in a parenthesis that is passed over


def bases(view: View, i: int) -> frozenset[str]:
    """Return what a word may be a form of: a verb taken for a noun keeps its ending."""
    token = view.tokens[i]
    return list_bases(token.text.lower(), token.lemma.lower(), token.upos)


@lru_cache(maxsize=65_536)
def list_bases(low: str, lemma: str, upos: str) -> frozenset[str]:
    """Return the lemma and what an ending of a verb may stand on."""
    stems = {low[:-1], low[:-2]} if low.endswith("ed") else set()
    if low.endswith("ing") and upos == "VERB":
        stems = {low[:-3], low[:-3] + "e"}
    return frozenset({lemma, *stems})


def effects_told(view: View, i: int, book: EffectBook) -> dict[Effect, EffectWords]:
    """Return the effects of which any word stands in the token's sentence: most tell of none."""
    number = view.sentence_of[i]
    found = view.effects.get(number)
    if found is None:
        first, end = view.sentences[number]
        here = {w for t in view.tokens[first:end] for w in (t.text.lower(), t.lemma.lower())}
        here.update(*(bases(view, k) for k in range(first, end)))
        found = frozenset(k for k in book.effects if not words_of(k).isdisjoint(here))
        view.effects[number] = found
    return {k: words for k, words in book.effects.items() if k in found} if found else {}


def is_verb(view: View, i: int) -> bool:
    """Tell whether either tagger takes a word for a verb."""
    return view.tokens[i].upos == "VERB" or view.tokens[i].xpos.startswith("VB")


def is_verb_by_form(view: View, i: int, book: EffectBook) -> bool:
    """Tell whether a word taken for an adjective does harm: "killed five and wounded nine men"."""
    past = view.tokens[i].text.lower().endswith("ed") and i > 0
    noun = past and view.tokens[i - 1].upos in ("DET", "NUM", "ADP")  # "of the wounded nine died"
    known = any(bases(view, i) & words.patient for words in book.effects.values())
    return past and not noun and known


def does(view: View, verb: int, words: EffectWords, book: EffectBook) -> bool:
    """Tell whether a verb does it to its object."""
    if bases(view, verb) & (words.patient | words.strikes):
        beside = view.kids(verb, "compound:prt")
        return not any(view.tokens[c].lemma in WARDED for c in beside)
    return (
        ends(view, verb, words) or hits(view, verb, words, book) or tends(view, verb, words, book)
    )


def ends(view: View, verb: int, words: EffectWords) -> bool:
    """Tell whether a verb ends in the effect: "shot dead", "fatally shot", "beaten to death"."""
    tokens = view.tokens
    if not is_verb(view, verb):
        return False
    # "Shot dead four herders": the parse gives "dead" to the herders.
    beside = tokens[verb + 1].text.lower() if verb + 1 < len(tokens) else ""
    if beside in words.attributes and tokens[verb].lemma in STRIKING:
        return True
    for child in view.kids(verb, "xcomp", "advmod", "advcl", "obl", "amod", "conj"):
        token = tokens[child]
        if token.rel != "conj" and token.text.lower() in words.states | words.manner:
            return True
        if token.rel == "conj" and not (token.xpos == "VBN" and not view.kids(child, "nsubj")):
            continue
        to = any(tokens[c].lemma == "to" for c in view.kids(child, "case"))
        if to and token.lemma == "death" and token.lemma in words.nouns:
            return True
        if token.rel == "conj" and ends(view, child, words):
            return True  # "hacked and shot to death"
    return False


def hits(view: View, verb: int, words: EffectWords, book: EffectBook) -> bool:
    """Tell whether a verb strikes a part of the body: "shot in the leg", "grazed his neck"."""
    if not words.strikes or view.tokens[verb].lemma not in book.hits:
        return False
    return any(view.tokens[c].lemma in book.body for c in view.kids(verb, "obl", "nmod"))


def tends(view: View, verb: int, words: EffectWords, book: EffectBook) -> bool:
    """Tell whether a verb brings somebody where the hurt are: "were taken to hospital"."""
    if not words.strikes or view.tokens[verb].lemma not in book.tends:
        return False
    return any(
        view.tokens[c].lemma.lower() in book.care
        and all(view.tokens[k].lemma.lower() != "from" for k in view.kids(c, "case"))
        for c in view.kids(verb, "obl", "nmod")
    )


def suffers(view: View, verb: int, words: EffectWords) -> bool:
    """Tell whether a verb and its object befall the subject: "lost their lives"."""
    tokens = view.tokens
    lemma = tokens[verb].lemma.lower()
    if is_verb(view, verb) and bases(view, verb) & words.subject:
        return True
    borne = view.kids(verb, "obj", "obl")  # "suffered a wound", "suffering from a wound"
    return any((lemma, tokens[c].lemma.lower()) in words.suffers for c in borne)


def harmed(view: View, noun: int, words: EffectWords, book: EffectBook) -> int | None:
    """Return the verb that does it to the noun, by its arc or its role."""
    return befalls(view, noun, verbs_above(view, noun), words, book)


def is_harmed(view: View, noun: int, book: EffectBook, kinds: Iterable[Effect]) -> bool:
    """Tell whether any of the effects befalls the noun."""
    told = effects_told(view, noun, book)
    above = verbs_above(view, noun) if told else ()
    return bool(above) and any(
        befalls(view, noun, above, told[kind], book) is not None for kind in kinds if kind in told
    )


def verbs_above(view: View, noun: int) -> list[tuple[str, int]]:
    """Return the verbs that a noun stands to as doer (ARG0) or as what it is done to (ARG1)."""
    tokens = view.tokens
    above = list(view.predicates_of.get(noun, ()))
    above += [("ARG1", c) for c in view.kids(noun, "acl") if tokens[c].xpos == "VBN"]
    for clause in view.kids(noun, "acl:relcl"):
        above.append(
            ("ARG1" if is_passive(view, clause) or has_doer(view, clause) else "ARG0", clause)
        )
    rel = tokens[noun].rel
    if rel in ("obj", "nsubj:pass"):
        above.append(("ARG1", tokens[noun].head))
        verb = tokens[tokens[noun].head]
        if rel == "obj" and verb.rel == "conj" and not view.kids(verb.head, "obj"):
            above.append(("ARG1", verb.head))  # "wounded and seized him"
    elif rel == "nsubj":
        above.append(("ARG1" if is_passive(view, tokens[noun].head) else "ARG0", tokens[noun].head))
    if rel == "nsubj:pass" and tokens[tokens[noun].head].lemma in RELAYS:
        said = view.kids(
            tokens[noun].head, "xcomp"
        )  # "are known by the mission to have been killed"
        above += [("ARG1" if is_passive(view, c) else "ARG0", c) for c in said]
    if rel in ("nsubj", "nsubj:pass"):
        above += [("ARG1", c) for c in shared(view, tokens[noun].head) if is_passive(view, c)]
    if rel == "nsubj:pass":  # "was shot and killed"
        done = shared(view, tokens[noun].head)
        above += [("ARG1", c) for c in done if tokens[c].xpos == "VBN" and not view.kids(c, "obj")]
    return above


def befalls(
    view: View, noun: int, above: Sequence[tuple[str, int]], words: EffectWords, book: EffectBook
) -> int | None:
    """Return the first of the verbs above a noun by which the effect befalls it."""
    for label, verb in above:
        if label == "ARG1" and does(view, verb, words, book):
            return verb
        if label in ("ARG0", "ARG1") and noun < verb and suffers(view, verb, words):
            return verb
        if label == "ARG0" and view.tokens[verb].text.lower() in words.states - {"killed"}:
            return verb  # "12 were dead"
    return None


def has_doer(view: View, clause: int) -> bool:
    """Tell whether a relative clause names who does it: "the clerk whom gunmen shot"."""
    subjects = view.kids(clause, "nsubj")
    return any(view.tokens[c].lemma.lower() not in PASSED for c in subjects)


def shared(view: View, verb: int) -> list[int]:
    """Return the verbs that share a verb's subject: "came out and was shot in the leg"."""
    others = view.kids(verb, "conj")
    return [c for c in others if view.tokens[c].upos == "VERB" and not view.kids(c, "nsubj")]


def is_passive(view: View, verb: int) -> bool:
    """Tell whether a verb stands in the passive."""
    return bool(view.kids(verb, "aux:pass", "nsubj:pass"))


def is_active(view: View, verb: int) -> bool:
    """Tell whether the word is a verb that does it to others: "two bombers killed 80"."""
    token = view.tokens[verb]
    if token.xpos in ("VBD", "VBZ", "VBP") and not is_passive(view, verb):
        return bool(view.kids(verb, "obj")) or (token.upos == "VERB" and token.rel == "root")
    return bool(view.kids(verb, "obj"))


def subject_scan(view: View, start: int, words: EffectWords, book: EffectBook) -> int | None:
    """Return the word after a noun that tells what befell it, read without the parse."""
    tokens = view.tokens
    at = start
    _, end = view.sentence(start - 1)
    passive, fresh = False, True  # fresh: nothing but adverbs since the noun
    stop = min(end, start + SCAN)
    while at < stop:
        token = tokens[at]
        low = token.text.lower()
        if token.text in (",", "(", "–", "—", "-") and at == start:
            close = pass_aside(view, at, end)
            if close is None:
                return None
            at, stop, fresh = close + 1, min(end, close + SCAN), False
            continue
        if (passive or fresh) and (low in words.states or bases(view, at) & words.patient):
            return at if passive or not is_active(view, at) else None
        if passive and bases(view, at) & words.strikes:
            return at
        if suffers(view, at, words) or (passive and ends(view, at, words)):
            return at
        if passive and hits(view, at, words, book):
            return at
        if token.lemma in ("be", "get"):
            passive = True
        elif token.upos == "CCONJ" and passive:
            pass  # "were hacked and shot to death"
        elif fresh and at > start and (token.upos == "CCONJ" or token.text == ","):
            pass  # "Man shot and killed", "Man shot, killed"
        elif not (token.upos in ("AUX", "ADV", "PART") or low in PASSED or token.lemma in RELAYS):
            return None
        fresh = fresh and (token.xpos in ("RB", "CC", ",") or is_headed(view, at, words))
        at += 1
    return None


def is_headed(view: View, verb: int, words: EffectWords) -> bool:
    """Tell whether a verb may be a headline's passive: "Man shot and killed", "Two found dead"."""
    token = view.tokens[verb]
    done = token.lemma in STRIKING and token.xpos in ("VBN", "VBD", "NN")
    objects = [view.tokens[c].text.lower() for c in view.kids(verb, "obj")]
    return done and all(word in words.states for word in objects)


STAYS = frozenset({"be", "remain", "stay", "lie", "list", "leave"})
NEAR_CARE = 4  # words of "in a very critical condition"


def in_care(view: View, start: int, words: EffectWords, book: EffectBook) -> int | None:
    """Return the word for where the hurt are that those before it are in: "ten are in hospital"."""
    tokens = view.tokens
    _, end = view.sentence(start - 1)
    at = start
    while at < end and (tokens[at].lemma in STAYS or tokens[at].upos in ("AUX", "ADV")):
        at += 1
    if not words.strikes or at >= end:
        return None
    if tokens[at].lemma == "treat" and tokens[at - 1].text.lower() == "being":
        return at
    if tokens[at].lemma not in ("in", "under"):
        return None
    for i in range(at + 1, min(end, at + 1 + NEAR_CARE)):
        # Whose condition it is not said to be is in some state or other: "in critical condition".
        if tokens[i].lemma.lower() in book.care_in:
            return i if at > start or tokens[i].lemma.lower() == "condition" else None
        if tokens[i].upos not in ("DET", "ADJ", "NOUN", "PROPN", "ADV", "PART"):
            return None
    return None


def pass_aside(view: View, at: int, end: int) -> int | None:
    """Return where the parenthesis that opens at a word closes."""
    shut = ")" if view.tokens[at].text == "(" else view.tokens[at].text
    clause = at + 1 < end and view.tokens[at + 1].text.lower() in PASSED
    for i in range(at + 1, min(end, at + ASIDE)):
        if view.tokens[i].text == shut:
            return i
        if view.tokens[i].upos in ("VERB", "AUX") and shut == "," and not clause:
            return None
    return None


def possessor(view: View, noun: int, words: EffectWords) -> int | None:
    """Return the noun that says it of others: "the deaths of 12 people", "the arrest of 23 men"."""
    parent = view.tokens[noun].head
    kind = {view.tokens[c].lemma.lower() for c in view.kids(parent, "amod")}
    named = parent < noun and (
        view.tokens[parent].lemma.lower() in words.nouns or bool(kind & words.manner)
    )  # "the fatal shooting of a clerk"
    return parent if named and view.tokens[noun].rel in OF else None


OF = frozenset({"nmod", "appos", "compound", "obl"})
