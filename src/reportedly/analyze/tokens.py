"""Text in, character spans of its words out, as Universal Dependencies English cuts them.

One pass of one compiled pattern. Every branch is bounded or possessive, so the time is linear in
the length of the text, whatever it holds; every character that is not white space belongs to
exactly one token.
"""

# Curly marks are what this file is about, and a list of words reads best as a text.

from __future__ import annotations

import re

# A "word" without a space for longer than this is base64, a table rule or a script without
# spaces; word pieces could not use it whole, so it is cut.
LONGEST_WORD_CHARACTERS = 100

# Abbreviations that stand before a name: their dot never ends a sentence.
TITLES = frozenset(
    """
    adm amb asst atty brig capt cdr cmdr col comdr cpl cpt det dr fr gen gov hon insp lt maj messrs
    mgr mlle mme mr mrs ms msgr mt pfc pres prof pvt rep reps rev rt sen sens sgt spc ssgt st ste
    supt
    """.split()
)

# Abbreviations whose dot may also end a sentence.
ABBREVIATIONS = frozenset(
    """
    apr aug ave bldg blvd bros co corp ct dec dept dist etc feb fri ft govt hwy inc intl jan jr jul
    jun ltd mfg mon nat nov oct op plc rd sept sep sq sr thu thur thurs tue tues univ vs wed
    ariz calif colo conn fla ga ill ind kan ky mass md mich minn mo mont neb nev okla ont ore penn
    tenn tex va vt wash wis wyo alta que al approx est ext esp attn
    """.split()
)

# Words as well as abbreviations: they keep the dot only where a figure follows ("No. 5").
NUMBERED = frozenset("no nos art arts fig figs vol vols sec ch para pp p sat sun mar".split())

# Small letters are common for these only: "Etc." is as good as "etc.", but "col." is a typo.
_SMALL = frozenset("al approx dept est etc ext govt no nos p pp vol vs".split())

# EWT and GUM cut words at every hyphen but the one after these.
_PREFIXES = """
    anti arch co counter cross e ex intra mid mini multi neo non over post pre pro re semi sub
"""


def _any_of(words: str | frozenset[str]) -> str:
    """Return a pattern of the words, the longest first so that "sept" beats "sep"."""
    listed = words.split() if isinstance(words, str) else list(words)
    return "|".join(sorted(listed, key=lambda word: (-len(word), word)))


def _cased(words: frozenset[str]) -> str:
    """Return a pattern of the abbreviations as they are printed: Gen, GEN, and etc in small."""
    forms = {form for word in words for form in (word.capitalize(), word.upper())}
    return _any_of(frozenset(forms | (words & _SMALL)))


_LETTER = r"[^\W\d_]"
# Marks that \w leaves out but that sit inside words: accents, Hebrew, Arabic and Indic vowels,
# soft hyphens and joiners.
_INSIDE = r"[\w\u0300-\u036f\u0591-\u05bd\u064b-\u0652\u093a-\u094f\u00ad\u200c\u200d]"
_END = r"(?!\w)"
_QUOTE = r"['’`]"
_CLITIC = rf"(?i:s|m|ll|ve|re|d){_END}"
_UNIT = rf"(?i:am|pm|a\.m|p\.m|km|kms|cm|mm|kg|lb|lbs|ft|m|k|b|bn|mn|tn|mph|kph|hz|mw|kw|gw){_END}"
_HOSTS = (
    "com|org|net|gov|edu|mil|int|info|biz|co|io|tv|uk|eu|ru|de|fr|ca|doc|docx|xls|pdf|html?|php"
)
_FIRST = rf"{LONGEST_WORD_CHARACTERS - 1}"

_TOKEN = re.compile(
    rf"""
    (?=\S)(?:  # without this every branch is tried at every space
    # most of most texts: letters with nothing of note after them (but none that may hide two
    # words, as "cannot", "gonna", "didnt"), single marks, round figures, clitics
      {_LETTER}{{1,{LONGEST_WORD_CHARACTERS}}}+
        (?=[\s,;)!?"”\]]|{_QUOTE}[sS]{_END}|\.(?!\w)(?<={_LETTER}{{7}}))
        (?<!nnot)(?<!NNOT)(?<!nna)(?<!NNA)(?<!tta)(?<!TTA)(?<!mme)(?<!MME)(?<!nt)(?<!NT)
        (?<![iI]m)(?<![iI]ve)
    | [,"“”()\[\]] | [.-](?![\w.!?-]) | \d{{1,60}}+(?=\s)
    | (?<=\w)(?: {_QUOTE}{_CLITIC} | n{_QUOTE}t{_END} | N{_QUOTE}T{_END} )
    # words that hide two: can|not, gon|na, do|n't, did|nt
    | (?=[CGWLcgwl])(?i: can(?=not{_END}) | (?:gon|wan)(?=na{_END}) | got(?=ta{_END})
        | (?:gim|lem)(?=me{_END}) )
    | (?=[A-DHIMNSWa-dhimnsw])(?i: (?:do|did|does|is|was|were|are|wo|ca|could|would|should|have|has
        |had|ai|need|must|might)(?=n{_QUOTE}?t{_END}) )
    | [iI](?=(?:m|ve){_END})
    # years and words that lost their beginning: '90s, 'em
    | (?<!\w){_QUOTE}(?: \d\ds? | em | til | cause ){_END}
    # addresses
    | (?=[hHfF])(?i:https?|ftp)://[^\s<>"]{{0,2000}}[^\s<>".,;:!?)'’”\]]
    | [wW]{{3}}\.[^\s<>"]{{0,500}}[^\s<>".,;:!?)'’”\]]
    # (only at the start of a run, lest "a-a-a-a" be read to its end at every "a")
    | (?<![\w.@-])[\w.+%-]{{1,64}}+@[\w-]{{1,64}}+(?:\.[\w-]{{1,64}}+){{0,8}}
    | [@\#]{_LETTER}\w{{0,{_FIRST}}}
    | (?<![\w.@-])[\w-]{{1,64}}+(?:\.(?!(?:{_HOSTS}){_END})[\w-]{{1,64}}+){{0,8}}
        \.(?:{_HOSTS}){_END}(?:/[^\s<>"]{{0,500}}[^\s<>".,;:!?)'’”\]])?
    # abbreviations with their dot: U.S., Ph.D., p.m., Gen., No. 5, J. Smith
    # (but the dot that ends the whole stretch is its full stop, as in EWT)
    | {_LETTER}(?:\.{_LETTER}){{1,8}}+(?:\.(?!\w|\Z)|{_END})
    | (?:Ph\.D|M\.Sc|B\.Sc)(?:\.(?!\w|\Z)|{_END})
    | (?={_LETTER}{{1,6}}\.)(?: (?:{_cased(TITLES | ABBREVIATIONS)})\.(?!\Z)
        | (?:{_cased(NUMBERED)})\.(?=\s?\d)
        | [A-HJ-Z]\.(?=\s?[A-Z])
        | I\.(?=\s?[A-Z]\.) )
    # figures: telephones and dates, 9/11, 30,410, 3.5, 20:09, 1990s, 5th; 5|pm and 9|mm part
    | \d{{1,4}}(?:-\d{{1,4}}){{2,4}}(?![\w-]) | \d{{3}}-\d{{4}}(?![\w-])
    | \d{{1,4}}/\d{{1,4}}/\d{{1,4}}(?![\w/]) | (?:\d\d/\d\d?|\d/\d\d)(?![\w/])
    | [+]?\d{{1,60}}+(?:[.,:]\d{{1,60}}+){{0,9}}(?:{_END}|(?={_UNIT}))
    | (?<![\w.])\.\d{{1,60}}{_END}
    # US$, AT&T, w/o, non-violent
    | (?:US|AU|HK|NZ|A|C)\$
    | [A-Z]{{1,4}}&[A-Z]{{1,4}}{_END}
    | (?:[wW]/[oO]|[A-Z]/[A-Z])(?![\w/])
    | (?<!-)(?i:{_any_of(_PREFIXES)})-{_LETTER}{_INSIDE}{{0,{_FIRST}}}+
        (?:{_QUOTE}(?!{_CLITIC}){_LETTER}{{1,60}}+)?
    | (?i:mid)-\d{{2,4}}s?{_END}
    # other words, with the apostrophe of O'Connor and Ba'athist
    | [^\W_]{_INSIDE}{{0,{_FIRST}}}+(?:{_QUOTE}(?!{_CLITIC})(?!\d){_INSIDE}{{1,60}}+){{0,4}}
    # punctuation: runs of one mark, mixed !?, quotes of two marks, small faces
    | [.!?]{{2,}}+ | …+ | -{{2,}}+ | ''|``|’’ | ([*=_~\#+<>|])\1++ | [:;=]-?[()D]{_END}
    | \S
    )
    """,
    re.VERBOSE,
)


def tokenize(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of the words of text[start:end], in order, as offsets into `text`.

    The words are syntactic words: "don't" is two, "Jordan's" is two, "15-year-old" is five.
    """
    return [match.span() for match in _TOKEN.finditer(text, start, end)]
