"""A verb of saying thrown into a sentence in, its speaker and what he says out, by commas alone.

"..., a source said.", "The museum, Mr. Bush said, celebrated ...", '"...," said Caddell.' News is
full of these, and parsers hang them anywhere. Where the tree gives nothing, the marks do.
"""

from __future__ import annotations

from reportedly.coding.sources import Range, Reading, may_speak, trim

FINITE = frozenset({"VBD", "VBZ", "VBP"})
STOPS = frozenset({",", '"', "''", "”", "?", "!", "—", "--", "-", "…", ";"})
INSIDE_NAME = frozenset(
    {"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "ADP", "PART", "X", "CCONJ", "SYM"}
)
OPENS_NAME = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"})
LONGEST_NAME = (
    24  # tokens of "Michael McFaul, a senior fellow at the Hoover Institution and ..., said"
)
ENDS = frozenset({"root", "conj", "dep", "parataxis", "ccomp"})
MODIFIES = frozenset({"acl", "amod", "compound"})
OPENS_CLAUSE = frozenset({"SCONJ", "CCONJ"})  # with "where" and "who": a clause not yet begun
RELATIVE = frozenset({"who", "which", "that", "what"})
OBJECTIVE = frozenset({"me", "him", "her", "us", "them"})


def find_aside(reading: Reading, verb: int) -> tuple[tuple[Range, ...], int] | None:
    """Return what is said and the speaker's head, or None where the verb is no aside."""
    view = reading.view
    tokens = view.tokens
    first, end = view.sentence(verb)
    if not is_finite(reading, verb) or verb == first:
        return None
    follows = tokens[verb + 1] if verb + 1 < end else None
    if (
        tokens[verb - 1].text in STOPS
        and follows
        and follows.upos in OPENS_NAME
        and (follows.text.lower() not in OBJECTIVE)
        and not reading.grammar.has("takes.straight", reading.lemma(verb))
    ):
        start, close = verb, read_name(reading, verb + 1, end)
        speaker = find_head(reading, verb + 1, close)
        if speaker is not None and not is_turned(reading, verb, speaker):
            return None
        for clause in () if speaker is None else view.kids(speaker, "acl:relcl"):
            close = max(close, view.subtree(clause)[-1] + 1)
    else:
        opening = find_opening(reading, first, verb)
        start = find_start(reading, first, opening)
        close = verb + 1
        while close < end and tokens[close].text != "," and tokens[close].upos != "PUNCT":
            if tokens[close].upos in ("VERB", "AUX", "SCONJ") or close - verb > LONGEST_NAME // 2:
                return find_after(reading, verb, end)
            close += 1
        speaker = find_head(reading, start, opening)
    if speaker is None or start <= first or tokens[start].xpos in ("WP$", "WP", "WDT"):
        return None  # ", whose men had threatened her." throws nothing in
    rest = find_rest(reading, first, start, close, end)
    if close < end - 1:  # "He resigned; he hoped, he said, that ...": of his hope he speaks
        first = max([i for i in range(first, start) if tokens[i].text == ";"], default=first)
    if rest and start - 2 >= first and opens_clause(reading, start - 2):
        return trim(view, rest), speaker
    content = trim(view, [(first, start), *rest])
    return (content, speaker) if content else None


def is_finite(reading: Reading, verb: int) -> bool:
    """Tell whether the verb has a tense: "said", "has announced"."""
    view, tokens = reading.view, reading.view.tokens
    if tokens[verb].xpos == "VBN" and not view.kids(verb, "aux", "aux:pass"):
        # "..., the air force announced.": a slip; no participle has a subject or ends so.
        ends = verb + 1 < len(tokens) and tokens[verb + 1].upos == "PUNCT"
        named = tokens[verb - 1].upos in ("NOUN", "PROPN", "PRON") or tokens[verb].rel in ENDS
        if view.kids(verb, "nsubj") or (ends and named and tokens[verb].rel not in MODIFIES):
            return True
    return tokens[verb].xpos in FINITE or any(
        tokens[c].rel == "aux" and tokens[c].xpos in FINITE for c in view.children[verb]
    )


def find_opening(reading: Reading, first: int, verb: int) -> int:
    """Return where the verb begins, with its auxiliary and what stands between."""
    tokens = reading.view.tokens
    at = verb
    while at > first and tokens[at - 1].upos in ("AUX", "ADV") and tokens[at - 1].head == verb:
        at -= 1
    return at


def is_turned(reading: Reading, verb: int, after: int) -> bool:
    """Tell whether the noun after a verb can be its speaker, not its hearer or its object.

    '..., warned the minister' turns the order round; "X, visiting Lisbon, promised an inquiry" and
    "Gen. Y, who heads it, told a press conference" do not.
    """
    lemma, grammar = reading.lemma(verb), reading.grammar
    tokens = reading.view.tokens
    clause = tokens[after].head
    if tokens[after].rel.startswith("nsubj") and tokens[clause].rel == "ccomp" and (
        tokens[clause].head == verb
    ):  # fmt: skip
        return (
            False  # "The mayor, Y, said three people had drowned": they drowned, and said nothing
        )
    weighs = any(grammar.has(f"takes.{k}", lemma) for k in ("objects", "pledges", "hearers"))
    if not weighs:
        return True
    named = reading.view.tokens[after].upos in ("PRON", "PROPN") or may_speak(reading, after)
    return named and reading.view.tokens[after].rel not in ("obj", "iobj")


def find_after(reading: Reading, verb: int, end: int) -> tuple[tuple[Range, ...], int] | None:
    """Return the rest of the sentence as what is said: "but he said witnesses had seen a gun"."""
    tokens = reading.view.tokens
    subject = tokens[verb - 1]
    if subject.upos not in ("PRON", "NOUN", "PROPN") or subject.text.lower() in RELATIVE:
        return None
    if tokens[verb + 1].upos not in OPENS_NAME and tokens[verb + 1].upos != "SCONJ":
        return None
    own = next(iter(reading.view.kids(verb, "nsubj")), verb - 1)
    content = trim(reading.view, [(verb + 1, end)])
    return (content, own) if content else None


def find_rest(reading: Reading, first: int, start: int, close: int, end: int) -> list[Range]:
    """Return what goes on after the aside, if it is the same speech."""
    tokens = reading.view.tokens
    if close + 1 >= end or tokens[close].text != ",":
        return []
    broken = not any(
        t.xpos in ("VBD", "VBZ", "VBP", "MD") for t in tokens[first : start - 1]
    )  # "The museum, he said, celebrated": the verb is still to come
    quoted = reading.quote_of[close + 1] >= 0 and reading.quote_of[start - 2] >= 0
    broken = broken or opens_clause(reading, start - 2) or tokens[close + 1].text == "that"
    return [(close + 1, end)] if broken or quoted else []


def opens_clause(reading: Reading, i: int) -> bool:
    """Tell whether a clause has only begun here: "to Kabul, where, an official said, he asked"."""
    token = reading.view.tokens[i]
    return token.upos in OPENS_CLAUSE or (
        token.xpos in ("WDT", "WP", "WRB") and reading.view.tokens[i + 1].text == ","
    )


def find_start(reading: Reading, first: int, verb: int) -> int:
    """Return where the speaker's name begins: after a mark, over one apposition at most."""
    tokens = reading.view.tokens
    start, commas = verb, 0
    while start > first and verb - start < LONGEST_NAME:
        before = tokens[start - 1]
        if before.text == "," and (start == verb or commas == 1) and commas < 2:
            commas += 1
            if commas == 2 and tokens[start].upos == "PROPN":
                break
        elif before.rel in ("acl", "acl:relcl") and before.head >= first:
            pass  # "an official of the company that runs the monument said"
        elif is_inside_relative(reading, start - 1, first):
            pass  # "a man who gave his name as Commander Tiger said"
        elif (before.text in STOPS and before.text != "-") or (
            before.upos not in INSIDE_NAME and before.text not in ("-", "(", ")", ".", "'s", "’s")
        ):
            break
        start -= 1
    return start if start == first or tokens[start - 1].text in STOPS else first


def is_inside_relative(reading: Reading, i: int, first: int) -> bool:
    """Tell whether a word before a verb stands in a relative clause of a noun before it."""
    tokens = reading.view.tokens
    if tokens[i].upos == "PUNCT":
        return False
    return any(tokens[k].rel == "acl:relcl" and first <= tokens[k].head < i
               for k in reading.view.ancestors(i))  # fmt: skip


def read_name(reading: Reading, at: int, end: int) -> int:
    """Return where the name that begins at `at` ends."""
    tokens = reading.view.tokens
    while at < end and (
        tokens[at].upos in INSIDE_NAME or tokens[at].text in ("-", ".", "'s", "’s")
    ):
        at += 1
    return at


def find_head(reading: Reading, first: int, end: int) -> int | None:
    """Return the head of the name in a stretch: the word that the others hang from."""
    tokens = reading.view.tokens
    for i in range(first, end):
        token = tokens[i]
        if token.upos == "PRON" and any(t.upos == "PROPN" for t in tokens[i:end]):
            continue  # "one of them, minister Dina Wick, tells us"
        if token.upos in ("NOUN", "PROPN", "PRON") and not (
            first <= token.head < end
            and tokens[token.head].upos in ("NOUN", "PROPN", "PRON")
            and token.head != i
        ):
            return i
    return None
