"""Lemmas of the words that matter in news, in any case."""

# Curly marks are what the test is about.

from __future__ import annotations

import pytest

from reportedly.analyze.lemmas import lemmatize

VERBS = (
    "shot shoot|wounded wound|left leave|fled flee|struck strike|blew blow|fell fall|shelled shell"
)
NOUNS = "men man|women woman|children child|killings killing|bases base|gunmen gunman|bodies body"


@pytest.mark.parametrize("pair", VERBS.split("|"))
def test_verbs_in_any_case(pair: str) -> None:
    form, lemma = pair.split()
    assert lemmatize(form, "VERB", "VBD") == lemmatize(form.upper(), "VERB", "VBD") == lemma


@pytest.mark.parametrize("pair", NOUNS.split("|"))
def test_nouns_in_any_case(pair: str) -> None:
    form, lemma = pair.split()
    assert lemmatize(form, "NOUN", "NNS") == lemmatize(form.upper(), "NOUN", "NNS") == lemma


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "lemma"),
    [
        ("killing", "NOUN", "NN", "killing"),
        ("killing", "VERB", "VBG", "kill"),
        ("wounded", "ADJ", "JJ", "wounded"),
        ("WERE", "AUX", "VBD", "be"),
        ("’s", "AUX", "VBZ", "be"),
        ("'s", "PART", "POS", "'s"),
        ("n’t", "PART", "RB", "not"),
        ("would", "AUX", "MD", "would"),
        ("ca", "AUX", "MD", "can"),
        ("them", "PRON", "PRP", "they"),
        ("her", "PRON", "PRP$", "her"),
        ("Hamas", "PROPN", "NNP", "Hamas"),
        ("Iraqis", "PROPN", "NNPS", "Iraqi"),
        ("troops", "NOUN", "NNS", "troops"),
        ("works", "VERB", "VBZ", "work"),
        ("deadliest", "ADJ", "JJS", "deadly"),
        ("m", "NUM", "CD", "million"),
        ("", "X", "FW", ""),
        ("-", "NOUN", "NNS", "-"),
        ("中", "VERB", "VBD", "中"),
    ],
)
def test_tags_decide(form: str, upos: str, xpos: str, lemma: str) -> None:
    assert lemmatize(form, upos, xpos) == lemma
