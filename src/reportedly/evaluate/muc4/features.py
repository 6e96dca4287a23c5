"""A Reading in, features of its mentions out: words to be hashed, and numbers."""

from __future__ import annotations

from typing import Any

import numpy as np

from reportedly.coding.view import View
from reportedly.evaluate.muc4.mentions import Mention
from reportedly.evaluate.muc4.reading import Floats, Reading, Sight

CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
REACH = 6  # words of a phrase that are looked at on either side
FIELDS = ("actors", "recipients", "targets", "instruments")


def mention_words(reading: Reading) -> list[list[str]]:
    """Return each mention's features in words."""
    told = told_by_coder(reading)
    bags = [sentence_bag(reading.view, s) for s in range(len(reading.view.sentences))]
    counts: dict[str, int] = {}
    for folds in reading.folds:
        counts[folds[0]] = counts.get(folds[0], 0) + 1
    out = []
    for k, mention in enumerate(reading.mentions):
        words = own_words(reading.view, mention)
        words += told.get(mention.at, [])
        sentence = reading.sentence_of[k]
        words += bags[sentence]
        words.append(f"n={min(4, counts[reading.folds[k][0]])}")
        words.append(f"pos={min(6, sentence)}")
        words.append(f"src={reading.message.place[:12]}")
        out.append(words)
    return out


def own_words(view: View, mention: Mention) -> list[str]:
    """Return what the mention's own words and their place in the sentence's tree tell."""
    tokens, at = view.tokens, mention.at
    token = tokens[at]
    head = token.lemma.lower()
    out = [
        f"h={head}",
        f"u={token.upos}",
        f"x={token.xpos}",
        f"k={mention.kind}",
        f"h4={head[-4:]}",
    ]
    short = mention.wordings[0]
    before = range(short[0], min(short[1], short[0] + REACH) + 1)
    after = range(short[1] + 1, min(mention.last, short[1] + REACH) + 1)
    out += [f"m={tokens[i].lemma.lower()}" for i in before if i != at]
    out += [f"q={tokens[i].lemma.lower()}" for i in after]
    out += [f"case={tokens[c].lemma.lower()}" for c in view.children[at] if tokens[c].rel == "case"]
    out += [f"det={tokens[c].lemma.lower()}" for c in view.children[at] if tokens[c].rel == "det"]
    out += [f"kid={tokens[c].rel}" for c in view.children[at]]
    path, i = token.rel.split(":")[0], at
    out.append(f"r={token.rel}")
    for step in range(4):
        up = tokens[i].head
        if up == i:
            break
        lemma = tokens[up].lemma.lower()
        out.append(f"g{step}={lemma}")
        out.append(f"gp={path}|{lemma}")
        out.append(f"gq={path}|{tokens[up].upos}")
        path += ">" + tokens[up].rel.split(":")[0]
        i = up
    for label, predicate in view.predicates_of.get(at, ()):
        lemma = tokens[predicate].lemma.lower()
        out += [f"a={label}", f"al={label}|{lemma}", f"l={lemma}"]
        m = view.mention_at.get(predicate)
        if m:
            out.append(f"am={label}|{m.category}|{m.mode}")
    if at > 0 and mention.first > 0:
        out.append(f"b={tokens[mention.first - 1].lemma.lower()}")
    if mention.last + 1 < len(tokens):
        out.append(f"e={tokens[mention.last + 1].lemma.lower()}")
    return out


def told_by_coder(reading: Reading) -> dict[int, list[str]]:
    """Return by token what the coder's events and the model's event head say it takes part in."""
    out: dict[int, list[str]] = {}
    view = reading.view
    for event in reading.events:
        for field in FIELDS:
            for filler in getattr(event, field):
                for token in view.within(filler.span.start, filler.span.end):
                    out.setdefault(token.i, []).extend(
                        (f"c={field}", f"cc={field}|{event.category}|{event.mode}")
                    )
    for m in view.mention_at.values():
        for field, head in m.fields:
            out.setdefault(head, []).extend((f"w={field}", f"ww={field}|{m.category}|{m.mode}"))
    return out


def sentence_bag(view: View, sentence: int) -> list[str]:
    """Return the content words of a sentence."""
    low, high = view.sentences[sentence]
    return sorted({f"s={t.lemma.lower()}" for t in view.tokens[low:high] if t.upos in CONTENT})


def governor(view: View, at: int) -> int:
    """Return the nearest word above that is no part of the same phrase: a verb, most often."""
    i = at
    for _ in range(4):
        up = view.tokens[i].head
        if up == i:
            return i
        i = up
        if view.tokens[i].upos in ("VERB", "AUX") or view.mention_at.get(i):
            return i
    return i


def sentence_means(reading: Sight) -> Floats:
    """Return (sentences, 384): the mean vector of each."""
    starts = [a for a, _ in reading.view.sentences]
    sizes = np.diff([*starts, len(reading.view.tokens)])
    sums = np.add.reduceat(reading.vectors, starts, axis=0)
    out: Floats = (sums / sizes[:, None]).astype(np.float32)
    return out


def sentence_words(reading: Sight) -> list[list[str]]:
    """Return each sentence's features in words: its own, its neighbours', the first one's."""
    view = reading.view
    n = len(view.sentences)
    bags = [sentence_bag(view, s) for s in range(n)]
    out = []
    for s, (low, high) in enumerate(view.sentences):
        words = list(bags[s])
        words += [f"sp{w}" for w in bags[s - 1]] if s else []
        words += [f"sn{w}" for w in bags[s + 1]] if s + 1 < n else []
        words += [f"d{w}" for w in bags[0]]
        for i in range(low, high):
            m = view.mention_at.get(i)
            if m:
                lemma = view.tokens[i].lemma
                words += [f"e={m.category}", f"em={m.category}|{m.mode}|{m.stage}",
                          f"el={lemma}|{m.stage}", f"es={m.status}"]  # fmt: skip
        if '"' in view.text[view.tokens[low].start : view.tokens[high - 1].end]:
            words.append("quote")
        words += [f"pos={min(s, 8)}", f"place={reading.message.place[:12]}", f"n={min(n // 4, 6)}",
                  f"rest={min((n - s) // 3, 5)}"]  # fmt: skip
        out.append(words)
    return out


VIOLENT = (11, 15, 16)  # THREATEN, COERCE, ASSAULT among the categories that open the scores


def sentence_numbers(reading: Sight) -> Floats:
    """Return (sentences, D): means of its words, of its violent words, the document, neighbours."""
    mean = sentence_means(reading)
    starts = [a for a, _ in reading.view.sentences]
    weight = reading.scores[:, VIOLENT].sum(1) + 1e-3
    told = np.add.reduceat(reading.vectors * weight[:, None], starts, axis=0)
    told /= np.add.reduceat(weight, starts)[:, None]
    peaks = np.maximum.reduceat(reading.scores, starts, axis=0)
    whole = np.repeat(reading.vectors.mean(0)[None], len(starts), 0)
    before, after = np.zeros_like(mean), np.zeros_like(mean)
    before[1:], after[:-1] = mean[:-1], mean[1:]
    parts = (mean, told, peaks, whole, before, after)
    return np.concatenate(parts, axis=1).astype(np.float16).astype(np.float32)


def role_numbers(reading: Reading, kinds: Floats) -> Floats:
    """Return (mentions, D): vectors of head and governor, their scores, and how its sentence fares.

    `kinds` (sentences, 6) are the probabilities of the sentence net; column 0 is no incident.
    """
    view = reading.view
    at = np.array([m.at for m in reading.mentions], dtype=np.int64)
    up = np.array([governor(view, m.at) for m in reading.mentions], dtype=np.int64)
    so = np.array(reading.sentence_of, dtype=np.int64)
    told = 1 - kinds[:, 0]
    before, after = np.concatenate([[0], told[:-1]]), np.concatenate([told[1:], [0]])
    top = np.full(len(so), log_odds(told.max()))
    second = np.full(len(so), log_odds(np.sort(told)[-2:].mean()))
    row = (log_odds(told)[so], log_odds(before)[so], log_odds(after)[so], top, second)
    extra = np.stack([*row, so / len(told), *(kinds[so, k] for k in range(1, 6))], 1) * 2
    parts = (reading.vectors[at], reading.vectors[up], reading.scores[at], reading.scores[up])
    return np.concatenate([*parts, extra], axis=1).astype(np.float16).astype(np.float32)


def word_vectors(reading: Reading) -> Floats:
    """Return (mentions, 768): vectors of head and governor, for the nets of a filler's kinds."""
    at = np.array([m.at for m in reading.mentions], dtype=np.int64)
    up = np.array([governor(reading.view, m.at) for m in reading.mentions], dtype=np.int64)
    return np.concatenate([reading.vectors[at], reading.vectors[up]], axis=1)


def log_odds(p: Any) -> Any:
    """Return log odds, kept finite."""
    return np.log((p + 1e-3) / (1 - p + 1e-3))
