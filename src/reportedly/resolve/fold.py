"""A name in, the key it is looked up by out: no case, no accents, no punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "\u0131": "i",
        "ə": "a",
        "ŋ": "n",
        "ħ": "h",
        "&": " and ",
    }
)
# Written or left out at will: Sana'a, U.S., St.
_SILENT = re.compile(r"[\u02bc\u02bb\u2018\u2019'`\u00b4\u02bf\u02be\u2032.]")
_BREAK = re.compile(r"[\W_]+")
_SAINT = re.compile(r"\b(?:st|ste|sainte)(?= [a-z])")
_MOUNT = re.compile(r"\bmt(?= [a-z])")
_FORT = re.compile(r"\bft(?= [a-z])")
_ARTICLE = re.compile(r"^(?:al|el|as|ash|ad|adh|an|ar|at|ath|az|the) (?=\w{3})")
MAX_CHARACTERS = 200  # no name is longer; what is longer is cut, so that a lookup stays short


@lru_cache(maxsize=16384)
def fold(name: str) -> str:
    """Return the key of a name: "Deir ez-Zor" and "DEIR EZ ZOR" have one key."""
    text = unicodedata.normalize("NFKD", name[:MAX_CHARACTERS].casefold().translate(_LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = _BREAK.sub(" ", _SILENT.sub("", text)).strip()
    text = _SAINT.sub("saint", text)
    return _FORT.sub("fort", _MOUNT.sub("mount", text))


def strip_article(key: str) -> str:
    """Return a key without its leading article: "al mawsil" becomes "mawsil"."""
    return _ARTICLE.sub("", key)
