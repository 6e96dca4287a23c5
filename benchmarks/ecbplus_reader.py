"""ECB+ files in, texts with their gold event mentions out (Cybulska and Vossen, 2014)."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

LEFT = re.compile(r"^[.,;:!?%)\]}']|^n't$|^``$")  # joined to the word before it


@dataclasses.dataclass(frozen=True)
class Text:
    """One document: its words as text, and each action mention as (start, end, chain).

    Offsets are characters, half-open. A chain without a cross-document instance is the mention's
    own.
    """

    name: str
    topic: int
    subtopic: str  # ECB and ECB+ tell different happenings of one kind
    text: str
    mentions: tuple[tuple[int, int, str], ...]


def read_ecbplus(folder: Path) -> Iterator[Text]:
    """Yield every document of the topics in the folder, mentions of selected sentences only."""
    rows = (folder / "ECBplus_coreference_sentences.csv").read_text("utf8").split()[1:]
    selected = {tuple(row.split(",")) for row in rows if row.count(",") == 2}
    for path in sorted(
        (folder / "docs").glob("*/*.xml"), key=lambda p: (int(p.parent.name), p.name)
    ):
        yield read_text(path, selected)


def read_text(path: Path, selected: set[tuple[str, ...]]) -> Text:
    """Return one document."""
    root = ElementTree.parse(path).getroot()
    topic, _, rest = path.stem.partition("_")
    spans: dict[str, tuple[int, int]] = {}
    sentence_of: dict[str, str] = {}
    text, last = "", None
    for token in root.iter("token"):
        word, sentence = token.text or "", token.get("sentence") or ""
        if last is not None:
            text += "\n" if sentence != last else "" if LEFT.match(word) else " "
        spans[token.get("t_id") or ""] = (len(text), len(text) + len(word))
        sentence_of[token.get("t_id") or ""] = sentence
        text, last = text + word, sentence
    chain = read_chains(root)
    mentions = []
    for mark in root.find("Markables") or ():
        ids = [a.get("t_id") or "" for a in mark.iter("token_anchor")]
        if not ids or not mark.tag.startswith(("ACTION", "NEG_ACTION")):
            continue
        if (topic, rest, sentence_of[ids[0]]) not in selected:
            continue
        key = mark.get("m_id") or ""
        instance = chain.get(key) or f"{path.stem} {key}"
        mentions.append((spans[ids[0]][0], spans[ids[-1]][1], instance))
    kind = "plus" if rest.endswith("plus") else "ecb"
    return Text(path.stem, int(topic), f"{topic}{kind}", text, tuple(sorted(mentions)))


def read_chains(root: ElementTree.Element) -> dict[str, str]:
    """Return the cross-document instance of each mention, by mention id."""
    instances = {
        mark.get("m_id"): mark.get("instance_id")
        for mark in root.find("Markables") or ()
        if mark.get("instance_id")
    }
    chain: dict[str, str] = {}
    for relation in root.find("Relations") or ():
        target = relation.find("target")
        if target is None or not instances.get(target.get("m_id")):
            continue
        for source in relation.iter("source"):
            chain[source.get("m_id") or ""] = instances[target.get("m_id")] or ""
    return chain
