"""Text in, the ISO 639-1 code of its language out."""

from __future__ import annotations

import functools
import re

from babel import Locale, UnknownLocaleError
from py3langid.langid import MODEL_FILE, LanguageIdentifier

SAMPLE_CHARACTERS = 5_000  # more text changes the answer no more
SURE = 0.9
SURE_CHARACTERS = 300  # shorter text is guessed from names and figures too often
FUNCTION_SHARE = 0.12  # running English has about 0.3, a headline 0.1
RIVAL_SHARE = 0.25  # English at a quarter of the winner's probability is still in the race
# Without those that other languages have too: "in", "on", "was", "no", "a", "as", "he", "over".
FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """the of at by for to and but its it his her their they she were is are been have that
        this which who with from after before not said into than when where while would could
        against about between during""",
    )
)
WORD = re.compile(r"[^\W\d_]+")


@functools.lru_cache(maxsize=1)
def _load_identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def measure_english(text: str) -> float:
    """Return the share of English function words in a text of ASCII words, else 0."""
    words = WORD.findall(text.lower())
    plain = [word for word in words if word.isascii()]
    if not plain or len(plain) < 0.9 * len(words):
        return 0.0
    return sum(word in FUNCTION_WORDS for word in plain) / len(plain)


def identify_language(text: str) -> str:
    """Return the text's language as ISO 639-1; 'und' where it has no words to tell by."""
    # Lower case first: all-capitals text looks like no language the model has seen.
    sample = text[:SAMPLE_CHARACTERS].lower()
    if not WORD.search(sample):
        return "und"
    ranks = _load_identifier().rank(sample)
    code, sureness = ranks[0]
    if code == "en" or (sureness >= SURE and len(sample) >= SURE_CHARACTERS):
        return str(code)
    # Short English is taken for a creole or for the language its names are from.
    near = sample.isascii() and dict(ranks).get("en", 0.0) >= RIVAL_SHARE * sureness
    return "en" if near or measure_english(sample) >= FUNCTION_SHARE else str(code)


def name_language(code: str) -> str:
    """Return the language's English name, or its code where it has none."""
    try:
        return Locale.parse(code).get_language_name("en") or code
    except (UnknownLocaleError, ValueError):
        return code
