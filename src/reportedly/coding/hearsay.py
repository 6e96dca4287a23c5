"""Cues that are no verbs: "according to", "allegedly", "the claim that", "SPOKESMAN: ..."."""

from __future__ import annotations

from collections.abc import Iterator

from reportedly.coding.asides import find_head, read_name
from reportedly.coding.channels import find_channel
from reportedly.coding.denials import find_issuer
from reportedly.coding.quotes import ends_paragraph
from reportedly.coding.sources import (
    Attribution,
    Range,
    Reading,
    find_author,
    find_said,
    join,
    may_speak,
    share,
    trim,
)
from reportedly.coding.speakers import find_user
from reportedly.coding.view import View

CLAUSAL = frozenset({"VERB", "AUX"})
OPEN_CLAUSES = frozenset({"advcl", "acl", "acl:relcl", "parataxis", "xcomp", "dep"})
LONGEST_SCENE = 6  # tokens of ", at a press conference just now"
LONGEST_LABEL = 7  # tokens before the colon of "Interior Ministry spokesman: ..."


def read_according(reading: Reading, at: int) -> Iterator[Attribution]:
    """Yield the attribution of "according to X", "citing X", "in the words of X"."""
    view = reading.view
    tokens = view.tokens
    form = match_form(reading, at)
    if form is None:
        return
    token = tokens[at]
    after = at + len(form)
    if token.upos == "VERB" and token.rel in OPEN_CLAUSES:
        speaker = next((i for i in view.kids(at, "obj", "obl") if i >= after), None)
        joint = token.head
        told_before = tokens[at - 1].text == "," and at > 1 and is_telling(reading, at - 2)
        if token.lemma in ("cite", "quote") and (told_before or is_telling(reading, joint)):
            return  # saying.py has it: the speaker of the clause passes a word on
    else:
        speaker = find_governed(view, at, after - 1)
        joint = at if speaker is None else tokens[speaker].head
    if speaker is None or speaker < after:
        # Parsers are of two minds on "according": the words after it are not.
        speaker = find_head(reading, after, read_name(reading, after, view.sentence(at)[1]))
        joint = token.head
    if speaker is None or joint == speaker:
        return
    phrase_end = max(i for i in view.subtree(speaker)) + 1
    out = set(range(at, phrase_end))
    while joint in out and tokens[joint].head != joint:
        joint = tokens[joint].head
    if joint in out:
        return
    cited = next((o for c in view.kids(speaker, "acl") if reading.grammar.has(
        "takes.relays", reading.lemma(c)) for o in view.kids(c, "obj")), None)  # fmt: skip
    writer = None
    if reading.grammar.has("nouns.papers", reading.lemma(speaker)):
        writer = find_author(reading, speaker)
    teller = cited if cited is not None else speaker
    yield Attribution(
        cue=at,
        lemma=" ".join(form),
        stance="asserts",
        content=reading.clause(find_clause_head(reading, at, joint, phrase_end), out),
        source=teller,
        phrase=reading.words_of(teller),
        also=share(reading, teller),
        resolved=writer,
        relays=() if cited is None else (speaker,),
        quote="indirect",
        channel=find_channel(reading, speaker, speaker),
        said=find_said(reading, speaker),
    )


def match_form(reading: Reading, at: int) -> tuple[str, ...] | None:
    """Return the longest of the forms that stands here."""
    tokens = reading.view.tokens
    for form in reading.grammar.according.get(tokens[at].text.lower(), ()):
        words = [t.text.lower() for t in tokens[at : at + len(form)]]
        if tuple(words) == form and form != ("per",):
            return form
    return None


def find_governed(view: View, at: int, last: int) -> int | None:
    """Return the noun that the preposition governs."""
    tokens = view.tokens
    for i in (last, at):
        head = tokens[i].head
        while head != i and at <= head <= last:
            i, head = head, tokens[head].head
        if head > last and tokens[i].rel in ("case", "fixed", "mark"):
            return head
    below = [c for i in range(at, last + 1) for c in view.kids(i, "nmod", "obl", "obj") if c > last]
    return below[0] if below else None


def find_clause_head(reading: Reading, at: int, joint: int, close: int) -> int:
    """Return the clause that is according to somebody.

    Set off by a comma, or first in its sentence, the phrase speaks for the whole clause, whatever
    noun a parser hangs it from.
    """
    view = reading.view
    tokens = view.tokens
    first, end = view.sentence(at)
    loose = at == first or tokens[at - 1].text in (",", "-", "--", "—", "(")
    while tokens[joint].head != joint and tokens[joint].upos not in CLAUSAL:
        if not loose and tokens[joint].rel not in ("obl", "nsubj", "obj", "nsubj:pass"):
            return joint
        joint = tokens[joint].head
    # In mid-sentence it belongs to the clause it stands in: "which, according to X, was hit".
    loose = loose and (at == first or close >= end - 1)
    while loose and tokens[joint].rel in ("acl", "acl:relcl", "xcomp", "advcl"):
        if reading.lemma(tokens[joint].head) in reading.grammar.verbs:
            break
        joint = tokens[joint].head
    return joint


def is_telling(reading: Reading, i: int) -> bool:
    """Tell whether the word is a verb of saying, or somebody who says something."""
    return reading.lemma(i) in reading.grammar.verbs or may_speak(reading, i)


def read_adverb(reading: Reading, at: int) -> Iterator[Attribution]:
    """Yield the attribution of "allegedly" and "the alleged attack": a stance with no speaker."""
    view, grammar = reading.view, reading.grammar
    token = view.tokens[at]
    if token.head == at:
        return
    lemma = reading.lemma(at)
    if token.rel == "amod":
        first, last = reading.words_of(token.head)
        content: tuple[Range, ...] = ((first, last + 1),)
    else:
        content = reading.clause(token.head, (at,))
        if content and content[0][0] < at and view.tokens[token.head].upos in CLAUSAL:
            # "Police arrested a man who allegedly ...": only its own clause, from its subject on.
            content = tuple(r for r in content if r[1] > reading.bounds(token.head)[0])
    yield Attribution(
        cue=at,
        lemma=lemma,
        stance="asserts" if grammar.has("hearsay.asserts", lemma) else "accuses",
        content=content,
        quote="none",
    )


def read_noun(reading: Reading, at: int) -> Iterator[Attribution]:
    """Yield the attribution of "the claim that", "a denial by", "reports of", "by their count"."""
    view, grammar = reading.view, reading.grammar
    lemma = reading.lemma(at)
    token = view.tokens[at]
    case = reading.case_of(at)
    author = find_author(reading, at)
    owner = next((c for c in view.children[at] if view.tokens[c].rel == "nmod:poss"), None)
    if grammar.has("nouns.accounts", lemma) and case in ("by", "in") and token.head != at:
        if owner is None and author is None:
            return
        content = reading.clause(
            find_clause_head(reading, at, token.head, at + 1), view.subtree(at)
        )
        speaker = owner if owner is not None else author
    elif lemma in grammar.nouns and token.rel != "compound":
        told = find_told(reading, at)
        issuer = find_issuer(reading, at) if grammar.nouns[lemma] == "denies" else None
        if told is None and issuer is None:
            return
        content = ((at, at + 1),) if told is None else trim(view, join(view.subtree(told)))
        if not content:
            return
        speaker = owner if owner is not None else author if author is not None else issuer
        speaker = find_user(reading, at) if speaker is None else speaker
        told = at if told is None else told
        if speaker is not None and told <= speaker <= max(view.subtree(told)):
            speaker = None
    else:
        return
    yield Attribution(
        cue=at,
        lemma=lemma,
        stance=grammar.nouns.get(lemma, "asserts"),
        content=content,
        source=speaker,
        phrase=None if speaker is None else reading.words_of(speaker),
        also=share(reading, speaker),
        quote="indirect",
    )


def find_told(reading: Reading, noun: int) -> int | None:
    """Return what a claim, report or denial is of."""
    view = reading.view
    for child in view.kids(noun, "acl", "ccomp"):
        marks = [reading.lemma(c) for c in view.kids(child, "mark")]
        if view.tokens[child].rel == "acl:relcl" or not marks:
            continue
        if "that" in marks or "to" in marks or "of" in marks:
            return child
    if reading.grammar.has("nouns.hearsay", reading.lemma(noun)) or reading.lemma(noun) == "denial":
        for child in view.kids(noun, "nmod", "acl"):
            if reading.case_of(child) == "of" and not may_speak(reading, child):
                return child
    return None


def read_speech_line(reading: Reading, at: int) -> Iterator[Attribution]:
    """Yield the attribution of a colon: "SPOKESMAN: we will", "Death toll at 12: ministry"."""
    view = reading.view
    tokens = view.tokens
    first, end = view.sentence(at)
    if at == first or at + 1 >= end or reading.quote_of[at] >= 0:
        return
    left, right = range(first, at), range(at + 1, end)
    named = find_label(reading, left)  # "Mayor Abe, at a briefing just now:" is a long one
    longest = LONGEST_LABEL + LONGEST_SCENE * (named is not None and is_somebody(reading, named))
    if (
        len(left) <= longest
        and not has_verb(view, left)
        and (len(right) > 2 or has_verb(view, right))
    ):
        speaker, content = named, (at + 1, end)
        if speaker is not None and is_dateline(reading, at, speaker):
            return
    else:
        right = range(at + 1, end - 1 if tokens[end - 1].upos == "PUNCT" else end)
        if not 0 < len(right) <= LONGEST_LABEL or has_verb(view, right):
            return
        speaker, content = find_label(reading, right), (first, at)
    if speaker is None:
        return
    low, high = reading.words_of(speaker)
    scene = next((i for i in range(speaker, high) if tokens[i].text == ","
                  and tokens[i + 1].upos == "ADP"), high + 1)  # fmt: skip
    yield Attribution(
        cue=at,
        lemma=":",
        stance="asserts",
        content=trim(view, [content]),
        source=speaker,
        phrase=(low, scene - 1),
        quote="indirect",
    )


def is_dateline(reading: Reading, at: int, speaker: int) -> bool:
    """Tell whether a label is a town's: "RAWALPINDI: The air force ..."."""
    first = reading.view.sentence(at)[0]
    opens = first == 0 or ends_paragraph(reading.view, first - 1)
    return opens and reading.view.tokens[speaker].text.isupper() and not is_somebody(
        reading, speaker
    )  # fmt: skip


def is_somebody(reading: Reading, label: int) -> bool:
    """Tell whether a label is a person's, by an office or by a name that the text has elsewhere.

    Round-ups open their items with towns, and no model tells GHAZNI from a person.
    """
    tokens, names = reading.view.tokens, reading.view.name_at
    first, last = reading.words_of(label)
    for i in range(first, last + 1):
        word = reading.lemma(i).rstrip(".")
        if word in reading.grammar.persons or reading.grammar.has("nouns.titles", word):
            return True
    word = tokens[label].text.lower()
    return any(
        tokens[i].text.lower() == word and i != label and name.kind == "PER"
        for i, name in names.items()
    )


def has_verb(view: View, words: range) -> bool:
    """Tell whether one of the words is a verb."""
    return any(view.tokens[i].upos in CLAUSAL for i in words)


def find_label(reading: Reading, words: range) -> int | None:
    """Return the head of a label if it is somebody's name or office."""
    view = reading.view
    inside = set(words)
    for i in words:
        token = view.tokens[i]
        top = token.head == i or token.head not in inside
        if top and token.upos in ("NOUN", "PROPN"):
            name = view.name_at.get(i)
            known = name.kind in ("PER", "ORG") if name else token.lemma.lower() in (
                reading.grammar.speakers
            )  # fmt: skip
            return i if known else None
    return None
