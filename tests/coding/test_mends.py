"""Trees that their own marks contradict in, trees put right out."""

from __future__ import annotations

from reportedly.analyze.base import Token
from reportedly.analyze.conllu import read_conllu
from reportedly.coding.mends import mend

# The first clause is taken for who speaks.
MARCHED = """
1 Thousands thousand NOUN NNS _ 2 nsubj _ _
2 marched march VERB VBD _ 10 nsubj _ SpaceAfter=No
3 , , PUNCT , _ 6 punct _ _
4 and and CCONJ CC _ 6 cc _ _
5 police police NOUN NNS _ 6 nsubj _ _
6 detained detain VERB VBD _ 10 ccomp _ _
7 31 31 NUM CD _ 6 obj _ SpaceAfter=No
8 , , PUNCT , _ 10 punct _ _
9 ministers minister NOUN NNS _ 10 nsubj _ _
10 said say VERB VBD _ 0 root _ SpaceAfter=No
11 . . PUNCT . _ 10 punct _ _
"""
# "Blamed" hangs from nothing that is known, and what was behind the strike speaks.
BLAMED = """
1 Soldiers soldier NOUN NNS _ 2 nsubj _ _
2 denied deny VERB VBD _ 0 root _ _
3 it it PRON PRP _ 2 obj _ _
4 and and CCONJ CC _ 5 cc _ _
5 blamed blame VERB VBD _ 2 dep _ _
6 rebels rebel NOUN NNS _ 5 obj _ SpaceAfter=No
7 , , PUNCT , _ 9 punct _ _
8 who who PRON WP _ 9 nsubj _ _
9 said say VERB VBD _ 6 dep _ _
10 mortars mortar NOUN NNS _ 9 nsubj _ _
11 were be AUX VBD _ 14 cop _ _
12 behind behind ADP IN _ 14 case _ _
13 the the DET DT _ 14 det _ _
14 blast blast NOUN NN _ 9 ccomp _ SpaceAfter=No
15 . . PUNCT . _ 2 punct _ _
"""
# The second verb is taken for a gerund beside the first, and the accused for an accuser.
THREATENED = """
1 It it PRON PRP _ 2 nsubj _ _
2 accused accuse VERB VBD _ 0 root _ _
3 the the DET DT _ 4 det _ _
4 government government NOUN NN _ 2 nsubj _ _
5 of of SCONJ IN _ 6 mark _ _
6 murdering murder VERB VBG _ 4 acl _ _
7 fishermen fisherman NOUN NNS _ 6 obj _ _
8 and and CCONJ CC _ 9 cc _ _
9 threatened threaten VERB VBG _ 6 conj _ _
10 to to PART TO _ 11 mark _ _
11 attack attack VERB VB _ 9 xcomp _ _
12 posts post NOUN NNS _ 11 obj _ SpaceAfter=No
13 . . PUNCT . _ 2 punct _ _
"""
SHOT = """
1 Mayor mayor NOUN NN _ 2 nsubj _ _
2 shot shoot VERB VBD _ 0 root _ _
3 dead dead ADJ JJ _ 2 xcomp _ _
4 at at ADP IN _ 5 case _ _
5 checkpoint checkpoint NOUN NN _ 2 obj _ _
"""


def read(parse: str) -> dict[str, Token]:
    """Return the mended words by their form."""
    return {token.text: token for token in mend(read_conllu(parse)).tokens}


def test_no_verb_speaks() -> None:
    words = read(MARCHED)
    assert (words["marched"].rel, words["marched"].head) == ("ccomp", words["said"].i)
    assert (words["detained"].rel, words["detained"].head) == ("conj", words["marched"].i)
    assert words["ministers"].head == words["said"].i


def test_a_verb_behind_and_is_joined_to_the_verb_before() -> None:
    words = read(BLAMED)
    assert (words["blamed"].rel, words["blamed"].head) == ("conj", words["denied"].i)


def test_a_relative_clause_has_one_subject() -> None:
    words = read(BLAMED)
    assert (words["said"].rel, words["said"].head) == ("acl:relcl", words["rebels"].i)
    assert words["mortars"].head == words["blast"].i


def test_a_tree_without_contradiction_stays_as_it_is() -> None:
    right = MARCHED.replace("10 nsubj _ SpaceAfter", "10 ccomp _ SpaceAfter")
    analysis = read_conllu(right.replace("VBD _ 10 ccomp _ _", "VBD _ 2 conj _ _"))
    assert mend(analysis) is analysis


# The relative clause hangs from what it would be given.
WHOM = """
1 Four four NUM CD _ 3 nsubj:pass _ _
2 were be AUX VBD _ 3 aux:pass _ _
3 hurt hurt VERB VBN _ 0 root _ _
4 whom whom PRON WP _ 8 obl _ _
5 39 39 NUM CD _ 6 nsubj _ _
6 needed need VERB VBD _ 4 acl:relcl _ _
7 and and CCONJ CC _ 8 cc _ _
8 suffered suffer VERB VBD _ 3 conj _ SpaceAfter=No
"""


def test_no_clause_is_hung_from_itself() -> None:
    analysis = read_conllu(WHOM, "d")
    assert mend(analysis) is analysis


def test_a_finite_verb_is_no_gerund_s_equal() -> None:
    words = read(THREATENED)
    assert words["threatened"].xpos == "VBD"
    assert words["threatened"].head == words["accused"].i
    assert words["government"].rel == "obj"


def test_who_is_shot_dead_in_a_headline_does_not_shoot() -> None:
    words = read(SHOT)
    assert words["Mayor"].rel == "nsubj:pass"
    assert words["checkpoint"].rel == "obl"


def test_an_inflected_verb_that_stands_as_its_own_lemma_is_given_the_known_one() -> None:
    known = {("verb", v) for v in ("demand", "refuse", "deny", "stop", "urge", "need")}
    for form, tag, lemma in (
        ("demanded", "VBD", "demand"),
        ("Refused", "VBN", "refuse"),
        ("denied", "VBD", "deny"),
        ("stopped", "VBD", "stop"),
        ("urging", "VBG", "urge"),
        ("need", "VB", "need"),
        ("grumbled", "VBD", "grumbled"),
    ):
        analysis = read_conllu(f"1 {form} {form} VERB {tag} _ 0 root _ _")
        assert mend(analysis, known).tokens[0].lemma == lemma
