"""Predictions beside gold, as the figures of the field: UAS, LAS, tags, role F1, name F1."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from training.example import Example
from training.readers import fold_role


def f1(hit: int, got: int, want: int) -> float:
    """Return F1 in percent."""
    return 200.0 * hit / (got + want) if got + want else 0.0


def read_bio(tags: Iterable[str]) -> set[tuple[int, int, str]]:
    """Return half-open names of a BIO sequence; a stray I begins one."""
    names: list[list] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        kind = tag[2:]
        if tag[0] == "I" and names and names[-1][1] == i and names[-1][2] == kind:
            names[-1][1] = i + 1
        else:
            names.append([i, i + 1, kind])
    return {(a, b, k) for a, b, k in names}


def measure(gold: list[Example], guess: list[Example]) -> dict[str, float]:
    """Return figures over aligned sentences; a guess that was cut short counts as wrong."""
    n: Counter[str] = Counter()
    for g, p in zip(gold, guess, strict=True):
        if g.heads is not None:
            n["words"] += len(g.words)
            for i in range(len(p.heads or ())):
                n["uas"] += g.heads[i] == p.heads[i]
                n["las"] += g.heads[i] == p.heads[i] and g.rels[i] == p.rels[i]
                n["upos"] += g.upos[i] == p.upos[i]
                n["xpos"] += g.xpos[i] == p.xpos[i]
        if g.roles is not None:
            count_roles(g, p, n)
        if g.names is not None:
            want = read_bio(next(iter(t)) if len(t) == 1 else "O" for t in g.names)
            kinds = {"PER", "ORG", "LOC"}
            want = {x if x[2] != "FAC" else (*x[:2], "LOC") for x in want}
            got = {
                x if x[2] != "FAC" else (*x[:2], "LOC")
                for x in read_bio(next(iter(t)) for t in p.names)
            }
            want, got = ({x for x in s if x[2] in kinds} for s in (want, got))
            n["name_hit"] += len(want & got)
            n["name_got"] += len(got)
            n["name_want"] += len(want)
    words = max(1, n["words"])
    out = {k.upper(): 100.0 * n[k] / words for k in ("uas", "las", "upos", "xpos") if n["words"]}
    for key in ("pred", "role_head", "role_span", "name"):
        if n[key + "_want"]:
            out[key + "_F1"] = f1(n[key + "_hit"], n[key + "_got"], n[key + "_want"])
    if n["pred_want"]:
        out["sense_acc"] = 100.0 * n["sense"] / max(1, n["pred_hit"])
    return out


def count_roles(g: Example, p: Example, n: Counter[str]) -> None:
    """Add one sentence's role counts: by head word, and by whole span (exact bounds)."""
    want = {(a, h, r) for a, h, r in g.roles}
    got = {(a, h, r) for a, h, r in p.roles}
    n["role_head_hit"] += len(want & got)
    n["role_head_got"] += len(got)
    # Arguments whose label is too rare to learn are still owed.
    n["role_head_want"] += len(want) + sum(not fold_role(r) for _, r, *_ in g.spans)
    want_spans = set(g.spans)
    got_spans = {(a, r, *project(p.heads, a, h)) for a, h, r in p.roles}
    n["role_span_hit"] += len(want_spans & got_spans)
    n["role_span_got"] += len(got_spans)
    n["role_span_want"] += len(want_spans)
    gold_at = {i for i, s in enumerate(g.senses) if s}
    got_at = {i for i, s in enumerate(p.senses) if s}
    n["pred_hit"] += len(gold_at & got_at)
    n["pred_got"] += len(got_at)
    n["pred_want"] += len(gold_at)
    n["sense"] += sum(g.senses[i] == p.senses[i] for i in gold_at & got_at)


def project(heads: list[int], predicate: int, head: int) -> tuple[int, int]:
    """Return the stretch that an argument's subtree spans, less the branch with the predicate."""
    branch = {predicate}
    i, steps = predicate, 0
    while heads[i] >= 0 and heads[i] != head and steps < len(heads):
        i, steps = heads[i], steps + 1
        branch.add(i)
    inside = {head}
    kept = True
    while kept:
        kept = False
        for j, h in enumerate(heads):
            if h in inside and j not in inside and j not in branch:
                inside.add(j)
                kept = True
    low = high = head
    while low - 1 in inside:
        low -= 1
    while high + 1 in inside:
        high += 1
    return low, high + 1
