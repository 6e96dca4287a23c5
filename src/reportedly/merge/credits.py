"""A document in, the outlets out that it names as where its words are from.

A page credits in three places: in its dateline and byline, in a line at its end, and in its
sentences. Who stands in the first two is taken at the page's word. In a sentence only a name
counts that is an outlet's: one in the book, or one that ends like an outlet's ("Kivu Post").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from reportedly.merge.outlets import find_names, find_outlet, fold_name, fold_words, read_wires
from reportedly.records import Credit, Document

SMALL = r"(?:of|de|da|do|del|the|for|al)"
ONE = r"[^\W\d_a-zà-ÿ][\w&.'\u2019/-]*"  # a word with a capital
NAME = rf"{ONE}(?:[ ](?:{SMALL}[ ])?{ONE}){{0,4}}"
NAMES = re.compile(NAME)
DATELINE = re.compile(
    rf"^[^\W\d_a-z][^()\n]{{1,60}}\((?P<name>{NAME})\)\s*(?:[-\u2013\u2014:]+\s|$)"
    rf"|^\W?\((?P<alone>{NAME})\)\s*[-\u2013\u2014:]+\s"
    rf"|^[^\W\d_a-z][^()\n]{{1,40}},\s+(?P<agency>{ONE})\s+[-\u2013\u2014]+\s"
)
CLOSING = re.compile(rf"(?:[(/\[]|[\u2014\u2013-]\s?)(?P<name>{NAME})[)/\]]?\.?$")
SENTENCE = re.compile(r"(?<=[.!?])[\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(]?[^\W\d_a-z])|\n+")
AGAIN = re.compile(
    r"^(?:the (?P<noun>\w+)|it) (?P<verb>\w+)|, (?:the (?P<noun2>\w+)|it) (?P<verb2>\w+)"
)
MAX_INITIALS = 6  # longer, it is a name and no abbreviation
LINE_WORDS = 14  # a credit is a short line
LONG_CHARS = 1000  # what is longer is no sentence, and is read no further
NEAR_CHARS = 80  # more than the words looked at on either side of a name
BEFORE_WORDS = 6  # "told the Turkish state news agency Anadolu"
VERB_WORDS = 3  # "Reuters news agency later reported"
REST_SHARE = 0.5  # of the sentences: with more, the text is a rewrite of what the outlet wrote
BRIEF_SENTENCES = 4  # a text so short rests on whom its first sentence names


def find_credits(document: Document) -> tuple[Credit, ...]:
    """Return the outlets that the document names as where its words are from, each once.

    The strongest credit of an outlet is kept. The document's own outlet is none.
    """
    own = {find_outlet(document), *find_names(document)}
    found: dict[str, Credit] = {}
    for credit in (*_read_lines(document), *_read_sentences(document.text)):
        if credit.outlet not in own and not abbreviates(credit.outlet, document.source.name or ""):
            found.setdefault(credit.outlet, credit)
    return tuple(found.values())


def abbreviates(short: str, name: str) -> bool:
    """Tell whether a short name may be made of a long one's letters ("twn", "Transworld Newswire").

    Only asked of the page's own name: a dateline mostly names whose page it stands on.
    """
    if len(short) > MAX_INITIALS or " " in short:
        return False
    letters = iter(fold_name(name))
    return all(c in letters for c in short) and fold_name(name).startswith(short[:1])


def name_key(name: str) -> str:
    """Return the key of an outlet's name: the book's, or the folded name."""
    folded = fold_name(name)
    return read_wires().by_name.get(folded, folded)


def is_outlet(name: str) -> bool:
    """Tell whether a name in a sentence is an outlet's."""
    wires, words = read_wires(), fold_name(name).split()
    if " ".join(words) in wires.by_name:
        return any(c.isupper() for c in name)
    return len(words) > 1 and bool(wires.heads & set(words)) and not wires.never & set(words)


def is_credited(name: str, bare: bool) -> bool:
    """Tell whether the name in a dateline is an outlet's, and no country's ("BAMAKO (Mali) -").

    A bare name ("PARIS, Reuters -") must be in the book; one in brackets may be initials.
    """
    if fold_name(name) in read_wires().by_name:
        return True
    initials = name.isalpha() and name.isupper() and fold_name(name) not in read_wires().states
    return not bare and (initials or is_outlet(name))


def _read_lines(document: Document) -> Iterator[Credit]:
    """Yield the credits of the byline, the dateline and the lines that are nothing else."""
    for author in document.authors:
        if fold_name(author).removesuffix(" staff") in read_wires().by_name:
            key = name_key(fold_name(author).removesuffix(" staff"))
            yield Credit(outlet=key, kind="full", share=1.0, quote=author)
    lines = [line.strip() for line in document.text.split("\n") if line.strip()]
    for line in lines[:3]:
        match = DATELINE.match(line)
        if match:
            name = (match["name"] or match["alone"] or match["agency"]).split("/")[0]
            if is_credited(name, bare=match["agency"] is not None):
                quote = match[0].strip(" -\u2013\u2014:")
                yield Credit(outlet=name_key(name), kind="full", share=1.0, quote=quote)
    for line in lines:
        if len(line.split()) < LINE_WORDS:
            yield from _read_line(line)
    closing = CLOSING.search(lines[-1][-60:]) if lines else None
    if closing and fold_name(closing["name"]) in read_wires().by_name:
        key = name_key(closing["name"])
        yield Credit(outlet=key, kind="full", share=1.0, quote=closing[0].strip())


def _read_line(line: str) -> Iterator[Credit]:
    """Yield the credit that is the whole of a short line."""
    folded = fold_name(line.strip(" -\u2013\u2014*/()[]"))
    known = read_wires().by_name
    if folded in known and any(c.isupper() for c in line):
        yield Credit(outlet=known[folded], kind="full", share=1.0, quote=line)
        return
    for kind, pattern in _credit_patterns():
        match = pattern.fullmatch(folded)
        # A byline may be anybody's: "by Jane Roe" credits no outlet.
        if match and (match[1] in known or (kind == "part" and is_outlet(match[1].title()))):
            credited = known.get(match[1], match[1])
            full = kind == "full"
            yield Credit(
                outlet=credited,
                kind="full" if full else "part",
                share=float(full),
                quote=line,
            )
            return


@cache
def _credit_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    wires = read_wires()
    return tuple(
        (kind, re.compile(re.escape(fold_name(form.replace("{}", "zzz"))).replace("zzz", "(.+)")))
        for kind, forms in (("part", wires.part), ("full", wires.full))
        for form in forms
    )


def _read_sentences(text: str) -> Iterator[Credit]:
    """Yield the outlets that sentences name, with the share of the sentences that rest on each."""
    sentences = [s[:LONG_CHARS] for s in SENTENCE.split(text) if s and s.strip()]
    count: dict[str, int] = {}
    first: dict[str, tuple[int, str]] = {}
    last: str | None = None
    for n, sentence in enumerate(sentences):
        named = find_named(sentence)
        if not named and last is not None and _goes_on(sentence):
            named = [last]
        for name in named:
            count[name] = count.get(name, 0) + 1
            first.setdefault(name, (n, sentence.strip()))
        last = named[-1] if named else None
    for name, times in count.items():
        share = times / len(sentences)
        at, quote = first[name]
        brief = at == 0 and len(sentences) < BRIEF_SENTENCES
        rests = share >= REST_SHARE or brief
        yield Credit(
            outlet=name, kind="rests" if rests else "quotes", share=share, quote=quote[:200]
        )


def find_named(sentence: str) -> list[str]:
    """Return the outlets whose word a sentence passes on ("Reuters reported", "told AFP")."""
    found: list[str] = []
    if read_wires().marks.isdisjoint(fold_words(sentence).split()):
        return found
    for match in NAMES.finditer(sentence):
        for name in _parts(match[0]):
            if is_outlet(name) and _is_source(sentence, match.start(), match.end()):
                found.append(name_key(name))
                break
    return found


def _parts(name: str) -> Sequence[str]:
    """Return the name, and what it is without its first words: "Turkish state TRT News"."""
    words = name.rstrip(".'\u2019").removesuffix("'s").removesuffix("\u2019s").split(" ")
    return [" ".join(words[n:]) for n in range(len(words))]


def _is_source(sentence: str, start: int, end: int) -> bool:
    """Tell whether the name at start..end is said to have said something."""
    wires = read_wires()
    before = fold_words(sentence[max(0, start - NEAR_CHARS) : start])
    if _before().search(f" {' '.join(before.split()[-BEFORE_WORDS:])} "):
        return True
    after = fold_words(sentence[end : end + NEAR_CHARS]).split()[:VERB_WORDS]
    return bool(wires.verbs & set(after))


@cache
def _before() -> re.Pattern[str]:
    return re.compile(f" (?:{'|'.join(map(re.escape, read_wires().before))}) ")


def _goes_on(sentence: str) -> bool:
    """Tell whether a sentence goes on with the outlet of the one before ("the agency added")."""
    wires = read_wires()
    for match in AGAIN.finditer(sentence.casefold()):
        noun, verb = match["noun"] or match["noun2"], match["verb"] or match["verb2"]
        if verb in wires.verbs and (noun is None or noun in wires.again):
            return True
    return False
