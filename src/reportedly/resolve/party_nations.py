"""A party's words in, the countries they name out: but not the "Iran" of "Iran-backed"."""

from __future__ import annotations

from reportedly.resolve.actor_book import ActorBook
from reportedly.resolve.party_phrase import PartyPhrase

MAX_COUNTRY_WORDS = 6
# "Iran-backed" says whose friends they are, not whose they are
TIES = frozenset(
    """backed led linked aligned trained allied held occupied run controlled made born funded
    supported sponsored speaking language based affiliated inspired installed style""".split()
)
# "Latin American" is no country.
REGIONAL = frozenset(["latin", "central", "african", "afro", "pan", "inter", "anti"])
HEADS = frozenset(["of", "from", "in"])


def find_countries(
    phrase: PartyPhrase, book: ActorBook, start: int, end: int, *, near: int | None = None
) -> list[str]:
    """Return the countries the words name, in order.

    With `near`, only those that qualify the word there: before it, or after "of", "from", "in".
    """
    found: list[str] = []
    i = start
    while i < end:
        step = 1
        for j in range(min(end, i + MAX_COUNTRY_WORDS), i, -1):
            key = phrase.key(i, j, bare=True)
            code = book.countries.names.get(key) or book.countries.people.get(key)
            if i and phrase.words[i - 1].key in REGIONAL:
                code = None
            if code and phrase.words[i].text[:1].isupper() and not is_tied(phrase, i, j):
                named = (
                    key in book.countries.names
                    and i
                    and (
                        phrase.words[i - 1].key in HEADS
                        or phrase.key(i - 2, i) in ("of the", "from the", "in the")
                    )
                )
                if near is None or i < phrase.head or named:
                    found.append(code)
                step = j - i
                break
        i += step
    return list(dict.fromkeys(found))


def is_tied(phrase: PartyPhrase, start: int, end: int) -> bool:
    """Tell whether words only say whose friends somebody is: the "Iran" of "Iran-backed"."""
    if end >= len(phrase.words) or phrase.words[end].key not in TIES:
        return False
    return "-" in phrase.text[phrase.words[end - 1].end : phrase.words[end].start]
