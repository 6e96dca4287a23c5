"""Heads, tags and labels in, tokens out: what a hand-made reading becomes."""

from __future__ import annotations

import pytest

from reportedly.analyze.decode import Sentence, join


@pytest.mark.parametrize(
    ("words", "upos", "lemma"),
    [
        ("He was shot", "VERB", "shoot"),  # tagged an adjective: the auxiliary knows better
        ("He was dead", "ADJ", "dead"),  # no participle of any verb
    ],
)
def test_what_a_passive_auxiliary_serves_is_a_verb(words: str, upos: str, lemma: str) -> None:
    sentence = Sentence()
    sentence.heads, sentence.rels = [2, 2, 2], ["nsubj:pass", "aux:pass", "root"]
    sentence.upos, sentence.xpos = ["PRON", "AUX", "ADJ"], ["PRP", "VBD", "JJ"]
    sentence.senses, sentence.factuality = ["", "", ""], [0.0, 0.0, 0.0]
    sentence.names, sentence.roles, sentence.mentions = [], [], []
    read = join("d", words, [[(0, 2), (3, 6), (7, len(words))]], [sentence])
    assert (read.tokens[2].upos, read.tokens[2].lemma) == (upos, lemma)
