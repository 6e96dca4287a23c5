"""What somebody says in, whether it is a denial out: "had no part in it", "called it a lie".

A denial rarely has a verb of denying. What all of these share is that they speak of a charge that
stands elsewhere, so each yields the few words that mean it ("no part in it"), to be referred back.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from reportedly.coding.extents import Said
from reportedly.coding.sources import Attribution, Range, Reading, join, trim
from reportedly.records import Stance

REACH = 9  # tokens from "called" to "a lie"
SHORT = 8  # tokens of a quotation that says nothing but "That is a blatant lie"
CURT = 3  # tokens of a quotation that says nothing but "Not one" or "Never happened"
LONGEST_NAME = 9  # tokens of the name in "a charge NAME rejects"
TRUE = frozenset({"true", "correct"})  # not which is to be false
CLAUSES = ("acl", "acl:relcl", "ccomp")
HOLDS = frozenset({"have", "play", "take", "be", "bear"})


def read_denial(reading: Reading, stance: Stance, said: Said) -> tuple[Stance, Said]:
    """Return the stance and the content, as a denial where the words are one."""
    if stance != "asserts":
        return stance, said
    called = find_verdict(reading, said)
    if called is not None:
        content = trim(reading.view, join(reading.view.subtree(called)))
        content = content or ((called, called + 1),)
        return "denies", msgspec.structs.replace(
            said, content=content, head=called, how="object", quote="none"
        )
    disowned = find_disowned(reading, said) or find_nothing(reading, said)
    if disowned is not None:
        return "denies", msgspec.structs.replace(
            said, content=(disowned,), head=disowned[0], how="infinitive", quote="none"
        )
    share = find_share(reading, said)
    if share is not None:
        content = trim(reading.view, join(reading.view.subtree(share)))
        return "denies", msgspec.structs.replace(
            said, content=content, head=share, how="object", quote="none"
        )
    rebuke = find_rebuke(reading, said)
    if rebuke is not None:
        return "denies", msgspec.structs.replace(said, content=(rebuke,), quote="direct")
    return stance, said


def read_falsehood(reading: Reading, at: int) -> Iterator[Attribution]:
    """Yield the denial in "It is false that the army fired": of whoever speaks there.

    Likewise "Reports that the army fired are false", where nobody else is told to say so.
    """
    view = reading.view
    before = [reading.lemma(i) for i in range(max(view.sentence(at)[0], at - 4), at)]
    denied = any(reading.grammar.has("negation.words", w) for w in before)
    if "be" not in before or (reading.lemma(at) in TRUE) != denied:
        return
    head = find_denied(reading, at) if "it" in before else at
    content = (find_account(reading, at) or find_named_account(reading, at)) if head == at else ()
    if head is not None and head != at:
        content = trim(view, join([i for i in view.subtree(head) if i > at]))
    if head is not None and content:
        yield Attribution(
            cue=at, lemma=reading.lemma(at), stance="denies", content=content, quote="indirect",
            about=head,
        )  # fmt: skip


def find_denied(reading: Reading, at: int) -> int | None:
    """Return the verb of which "it is false that" speaks."""
    view = reading.view
    after = range(at + 1, min(at + 4, len(view.tokens)))
    start = next((i for i in after if view.tokens[i].text.lower() == "that"), None)
    if start is None or view.tokens[start].rel != "mark":
        return None
    return view.tokens[start].head


def find_account(reading: Reading, at: int) -> tuple[Range, ...]:
    """Return the account that a main clause calls false, with the clauses that tell it."""
    view = reading.view
    if view.tokens[at].rel != "root":
        return ()
    for noun in view.kids(at, "nsubj"):
        if view.tokens[noun].upos == "NOUN" and reading.grammar.has(
            "deny.earlier", reading.lemma(noun)
        ):
            clauses = (noun, *view.kids(noun, *CLAUSES), *view.kids(at, *CLAUSES))
            told = {i for c in clauses if c < at for i in view.subtree(c)}
            return trim(view, join(sorted(told))) if len(clauses) > 1 else ()
    return ()


def find_named_account(reading: Reading, at: int) -> tuple[Range, ...]:
    """Return "reports that people died" before "are false", read off the words.

    Parsers hang such a subject anywhere, or take "claims that" for a verb of saying.
    """
    tokens, grammar = reading.view.tokens, reading.grammar
    first, _ = reading.view.sentence(at)
    copula = next((i for i in range(at - 1, first, -1) if reading.lemma(i) == "be"), first)
    for i in range(copula - 2, first - 1, -1):
        if tokens[i].text in (";", ":") or reading.quote_of[i] != reading.quote_of[at]:
            return ()
        opens = i == first or tokens[i - 1].upos in ("DET", "ADJ", "PUNCT", "SCONJ")
        told = tokens[i + 1].text.lower() in ("that", "of")
        if told and opens and grammar.has("deny.accounts", reading.lemma(i)):
            return trim(reading.view, [(i, copula)])
    return ()


def find_share(reading: Reading, said: Said) -> int | None:
    """Return the share in a deed that the speaker says he had none of."""
    if said.how not in ("clause", "beside") or said.head is None:
        return None
    view, grammar = reading.view, reading.grammar
    clauses = [said.head, *view.kids(said.head, "cop")]
    if not any(reading.lemma(i) in HOLDS for i in clauses):
        return None
    own = [c for c in view.kids(said.head, "nsubj") if view.tokens[c].rel == "nsubj"]
    if not own or not (
        view.tokens[own[0]].upos == "PROPN"  # a spokesman's country: "that Kyiv had no part in it"
        or grammar.has("pronouns.own", reading.lemma(own[0]))
        or any(grammar.has("pronouns.owners", reading.lemma(c)) for c in view.kids(own[0], "nmod"))
    ):
        return None
    for i in view.kids(said.head, "obj"):
        if not grammar.has("deny.shares", reading.lemma(i)):
            continue
        if grammar.has("negation.words", reading.lemma(i)) or any(
            grammar.has("negation.words", reading.lemma(c))
            for c in (*view.children[i], *view.kids(said.head, "advmod"))
        ):
            return i
    return None


def find_disowned(reading: Reading, said: Said) -> Range | None:
    """Return the words that disown a deed: "the aircraft was not ours", "it was not behind it"."""
    if said.head is None or said.how not in ("clause", "beside"):
        return None
    view, grammar, head = reading.view, reading.grammar, said.head
    below = view.children[head]
    if not any(grammar.has("negation.words", reading.lemma(c)) for c in below):
        return None
    if any(view.tokens[c].xpos == "MD" for c in below):
        return None
    word = view.tokens[head].text.lower()
    if view.tokens[head].upos == "PRON" and grammar.has("deny.owned", word):
        return head, head + 1
    behind = any(reading.lemma(c) == "behind" for c in view.kids(head, "case"))
    if not (behind or grammar.has("deny.involved", reading.lemma(head))):
        return None
    deeds = (c for c in view.kids(head, "obl", "nmod", "advcl") if c > head)
    deed = head if behind else next((c for c in deeds if reading.case_of(c) in ("in", "for")), head)
    first, last = reading.words_of(deed)
    return first, last + 1


def find_nothing(reading: Reading, said: Said) -> Range | None:
    """Return the "nothing" of "there was nothing of the kind", where no more is said."""
    for first, end in said.content if sum(b - a for a, b in said.content) <= SHORT else ():
        for i in range(first, end - 3):
            if reading.lemmas[i : i + 3] == ["nothing", "of", "the"] and reading.grammar.has(
                "deny.kinds", reading.lemma(i + 3)
            ):
                return i, i + 1
    return None


def find_verdict(reading: Reading, said: Said) -> int | None:
    """Return the subject of which it is said that it is a lie: "says it is a lie"."""
    if said.how not in ("clause", "beside") or said.head is None:
        return None
    if not reading.grammar.has("deny.words", reading.lemma(said.head)):
        return None
    below = reading.view.children[said.head]
    if any(reading.grammar.has("negation.words", reading.lemma(c)) for c in below):
        return None
    if reading.view.kids(said.head, "csubj", "ccomp"):
        return None  # "it is false that ...": read_falsehood has it
    for i in reading.view.kids(said.head, "nsubj", "nsubj:pass"):
        lemma = reading.lemma(i)
        if reading.grammar.has("deny.earlier", lemma) or reading.grammar.has("deny.words", lemma):
            return i
    return None


def find_rebuke(reading: Reading, said: Said) -> Range | None:
    """Return the quotation that says no more than that something else is a lie, or "Not one"."""
    for first, end in said.content:
        words = [i for i in range(first, end) if reading.view.tokens[i].upos != "PUNCT"]
        bare = 0 < len(words) <= CURT and reading.grammar.has(
            "negation.words", reading.lemma(words[0])
        )
        if (
            0 < len(words) <= SHORT
            and all(reading.quote_of[i] >= 0 for i in words)
            and (bare or any(reading.grammar.has("deny.words", reading.lemma(i)) for i in words))
            and not any(reading.view.tokens[i].upos == "PROPN" for i in words)
        ):
            return first, end
    return None


def find_lie(reading: Reading, verb: int) -> int | None:
    """Return the "lie" that something is called, in the verb's own reach.

    A charge is denied whatever it is called, unless it is called true.
    """
    tokens = reading.view.tokens
    end = min(reading.view.sentence(verb)[1], verb + REACH)
    charged = False
    for i in range(verb + 1, end):
        word = reading.lemma(i)
        if charged and tokens[i].upos == "ADJ" and not reading.grammar.has("deny.conceded", word):
            return i
        charged = reading.grammar.has("deny.charges", word) and tokens[i].upos == "NOUN"
        if reading.grammar.has("deny.words", word):
            return i
        if tokens[i].text in (",", ";", ":") or tokens[i].xpos in ("VBD", "VBZ", "VBP", "MD"):
            return None
    return None


def find_named_lie(reading: Reading, verb: int) -> int | None:
    """Return what is called a lie, where a parser gave the verb no object: its first noun."""
    lie = find_lie(reading, verb)
    for i in range(verb + 1, verb if lie is None else lie):
        token = reading.view.tokens[i]
        bare = token.upos in ("PRON", "SCONJ", "DET") and reading.grammar.has(
            "deny.earlier", reading.lemma(i)
        )
        noun = token.upos in ("NOUN", "PROPN") and token.rel not in ("compound", "nmod:poss")
        alone = i + 1 == lie or reading.view.tokens[i + 1].upos not in ("NOUN", "ADJ", "PROPN")
        if noun or (bare and alone):
            return i
    return None


def find_gap(reading: Reading, verb: int) -> int | None:
    """Return the noun that a relative clause without an object speaks of: "a charge X rejects"."""
    token = reading.view.tokens[verb]
    if token.rel != "acl:relcl" or not reading.grammar.has(
        "deny.earlier", reading.lemma(token.head)
    ):
        return None
    subject = next(iter(reading.view.kids(verb, "nsubj")), None)
    if subject is None or reading.grammar.has("pronouns.relative", reading.lemma(subject)):
        return None
    return token.head


def find_issuer(reading: Reading, noun: int) -> int | None:
    """Return who publishes a denial: the subject of the verb that carries the noun."""
    view = reading.view
    token = view.tokens[noun]
    if token.rel != "obj" or not reading.grammar.has("deny.carriers", reading.lemma(token.head)):
        return None
    if any(reading.grammar.has("negation.words", reading.lemma(c)) for c in view.children[noun]):
        return None
    return next(iter(view.kids(token.head, "nsubj")), None)


def find_charge(reading: Reading, verb: int) -> tuple[int, int] | None:
    """Return the charge and who rejects it in ", a charge NAME rejects".

    Read off the words: of this apposition without a relative pronoun parsers make anything.
    """
    tokens, grammar = reading.view.tokens, reading.grammar
    first, _ = reading.view.sentence(verb)
    speaker = None
    for i in range(verb - 1, max(first, verb - LONGEST_NAME) - 1, -1):
        token = tokens[i]
        if token.upos == "NOUN" and grammar.has("deny.charges", reading.lemma(i)):
            opened = i > first + 1 and tokens[i - 1].upos == "DET" and tokens[i - 2].text in MARKS
            return (i, speaker) if opened and speaker is not None else None
        if token.upos not in ("NOUN", "PROPN", "DET", "ADJ", "CCONJ", "AUX", "ADV", "ADP", "PART"):
            return None
        if token.upos in ("NOUN", "PROPN") and tokens[i + 1].text not in ("'s", "’s"):
            speaker = i if speaker is None or tokens[i + 1].upos == "ADP" else speaker
    return None


MARKS = frozenset({",", "-", "--", "—", "–", ";", "("})
