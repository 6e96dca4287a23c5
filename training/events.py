"""Hand-coded reports and re3d in, Examples out. The model says which word is an anchor's head.

The codings name phrases, not words: an anchor such as "five rockets were launched at the airfield"
is learned at the word that its own syntax hangs from, and so is each field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportedly.analyze.lemmas import lemmatize
from reportedly.analyze.sentences import segment
from reportedly.codebook import Book, read_book
from training.batches import Pieces
from training.example import UNKNOWN, EventLabel, Example
from training.labels import CATEGORIES
from training.model import Reader
from training.predict import predict
from training.readers import tag_names
from training.reports import find_files

STATUS_OF = {"claimed_by_perpetrator": "claimed", "confirmed_by_authority": "confirmed"}
FIELD_KEYS = ("actor", "recipient", "target", "weapon", "place", "said_by", "channel", "denied_by")
PLOVER = "plover/PLOVER_GSR_CAMEO.txt"
EVENT_COPIES = 2  # an epoch, beside half of the treebanks
RE3D_KINDS = {
    "Organisation": "ORG",
    "Location": "LOC",
    "Person": "PER",
    "Temporal": "TIME",
    "Nationality": "NORP",
    "Quantity": "QUANTITY",
    "Weapon": "WEAPON",
    "Vehicle": "VEHICLE",
    "MilitaryPlatform": "VEHICLE",
}

PLOVER_TYPES = {kind: kind for kind in CATEGORIES if kind} | {
    "DEMAND": "REQUEST",
    "FIGHT": "ASSAULT",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
}  # the book was marked before PLOVER's types were sixteen
MARK = re.compile(r"\((SRC|TAR|SRC/TAR|EVT): ([^()]*)\)")
MARKS = {"SRC": "actor", "SRC/TAR": "actor", "TAR": "recipient"}
SAYING = frozenset("said says saying say announced told quoted stated reported".split())
LONGEST = 100  # words: a few examples are paragraphs

Spans = list[tuple[int, int]]


def read_events(data: Path, model: Reader, pieces: Pieces) -> tuple[list[Example], list[Example]]:
    """Return the second phase's own examples, and those of reports/, which are only measured."""
    train = read_coded(find_files(data), model, pieces)
    held = read_coded(sorted((data / "reports").glob("*.json")), model, pieces)
    train += read_plover(data / PLOVER, model, pieces)
    return train * EVENT_COPIES + read_re3d(data / "re3d"), held


def read_coded(paths: Iterable[Path], model: Reader, pieces: Pieces) -> list[Example]:
    """Return every sentence of the reports, with the events whose anchors it holds."""
    texts, sentences, reports = [], [], []
    for path in paths:
        report = json.loads(path.read_text("utf8"))
        for spans in segment(report["text"], ()):
            sentences.append(spans)
            texts.append([report["text"][a:b] for a, b in spans])
            reports.append(report)
    parsed = predict(model, [Example(words=words) for words in texts], pieces)
    book = read_book()
    by_report: dict[str, list[int]] = {}
    for i, report in enumerate(reports):
        by_report.setdefault(report["id"], []).append(i)
    out = [Example(words=words, events=[]) for words in texts]
    for rows in by_report.values():
        report = reports[rows[0]]
        told = frozenset(event["type"] for event in report["events"])
        for i in rows:
            out[i].again = find_words(parsed[i], book, told)
        for event in report["events"]:
            place = place_anchor(report["text"], event["anchor"], [sentences[i] for i in rows])
            if place is None:
                continue
            k, first, end = place
            i = rows[k]
            label = make_label(report["text"], event, sentences[i], parsed[i], first, end)
            if all(label.at != e.at for e in out[i].events):
                out[i].events.append(label)
    return out


def find_words(parse: Example, book: Book, told: frozenset[str]) -> frozenset[int]:
    """Return the words that the codebook knows for an event of one of the types."""
    found = set()
    for i, word in enumerate(parse.words):
        upos, xpos = (parse.upos or [])[i], (parse.xpos or [])[i]
        part = {"VERB": "verb", "NOUN": "noun"}.get(upos)
        lemma = lemmatize(word, upos, xpos)
        entries = book.entries.get((part, lemma), ()) if part else ()
        if any(entry.category in told for entry in entries):
            found.add(i)
    return frozenset(found)


def words_in(spans: Spans, start: int, end: int) -> tuple[int, int]:
    """Return the half-open range of words that touch text[start:end]."""
    inside = [i for i, (a, b) in enumerate(spans) if a < end and start < b]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def place_anchor(text: str, anchor: str, sentences: list[Spans]) -> tuple[int, int, int] | None:
    """Return sentence number and word range of the anchor's first occurrence."""
    at = text.find(anchor)
    if at < 0:
        return None
    best = None
    for k, spans in enumerate(sentences):
        first, end = words_in(spans, at, at + len(anchor))
        if end > first and (best is None or end - first > best[2] - best[1]):
            best = (k, first, end)
    return best


def find_head(parse: Example, first: int, end: int) -> int:
    """Return the word that the phrase hangs from: a verb or noun if it can be."""
    heads, upos = parse.heads or [], parse.upos or []
    tops = [i for i in range(first, end) if not first <= heads[i] < end]
    ranked = sorted(tops, key=lambda i: (upos[i] not in ("VERB", "NOUN"), upos[i] == "PUNCT", i))
    return ranked[0] if ranked else first


def make_label(
    text: str, event: dict, spans: Spans, parse: Example, first: int, end: int
) -> EventLabel:
    """Return one event as the model learns it."""
    at = find_head(parse, first, end)
    fields: list[tuple[str, int]] = []
    for key in FIELD_KEYS:
        phrases = [event["place"]] if key == "place" else event[key]
        for phrase in phrases:
            head = find_phrase(text, phrase, spans, parse, at) if phrase else None
            if head is not None and head != at and all(h != head for _, h in fields):
                fields.append((key, head))
    return EventLabel(
        at=at,
        anchor=(first, end),
        category=event["type"],
        mode=event["mode"] or "",
        stage=event["stage"],
        status=STATUS_OF.get(event["status"], event["status"]),
        fields=fields,
    )


def find_phrase(text: str, phrase: str, spans: Spans, parse: Example, at: int) -> int | None:
    """Return the head of the phrase's occurrence nearest the event; None if it is elsewhere."""
    low, high = spans[0][0], spans[-1][1]
    found = []
    start = text.find(phrase, low)
    while start >= 0 and start + len(phrase) <= high:
        first, end = words_in(spans, start, start + len(phrase))
        if end > first:
            found.append(find_head(parse, first, end))
        start = text.find(phrase, start + 1)
    return min(found, key=lambda i: abs(i - at), default=None)


def read_plover(path: Path, model: Reader, pieces: Pieces) -> list[Example]:
    """Return PLOVER's marked examples. One event of each is marked: other words are left open."""
    rows = [
        row for row in json.loads(path.read_text("utf8")) if "markup" in row.get("textInfo", ())
    ]
    marked = [m for m in map(read_markup, rows) if "(LOC:" not in m[1] and "(SRC:" not in m[1]]
    cells = [segment(text, ()) for _, text, _ in marked]
    whole = [[span for spans in sentences for span in spans] for sentences in cells]
    texts = [
        [text[a:b] for a, b in spans] for (_, text, _), spans in zip(marked, whole, strict=True)
    ]
    parsed = predict(model, [Example(words=words) for words in texts], pieces)
    book, every = read_book(), frozenset(PLOVER_TYPES.values())
    out = []
    for (category, _, marks), spans, parse in zip(marked, whole, parsed, strict=True):
        heads = [(kind, find_head(parse, *words_in(spans, a, b))) for kind, a, b in marks]
        deeds = [i for kind, i in heads if kind == "EVT" and parse.words[i].lower() not in SAYING]
        if not deeds or len(parse.words) > LONGEST:
            continue
        fields = [(MARKS[kind], i) for kind, i in heads if kind in MARKS and i != deeds[0]]
        label = EventLabel(
            deeds[0], (deeds[0], deeds[0] + 1), category, UNKNOWN, UNKNOWN, UNKNOWN, fields
        )
        open_ = find_words(parse, book, every) | set(deeds)
        out.append(Example(words=parse.words, events=[label], again=frozenset(open_)))
    return out


def read_markup(row: dict) -> tuple[str, str, list[tuple[str, int, int]]]:
    """Return type, plain text and marks of "(SRC: Japan) has (EVT: cut aid) to (TAR: Serbia)"."""
    text, marks, at = "", [], 0
    markup = row["textInfo"]["markup"]
    for found in MARK.finditer(markup):
        text += markup[at : found.start()]
        marks.append((found.group(1), len(text), len(text) + len(found.group(2))))
        text += found.group(2)
        at = found.end()
    return PLOVER_TYPES.get(row["event"], row["event"]), text + markup[at:], marks


def read_re3d(folder: Path) -> list[Example]:
    """Return re3d's sentences with names; mentions without a capital are no names."""
    out = []
    for part in sorted(p for p in folder.iterdir() if p.is_dir()):
        documents = {d["_id"]: d for d in read_lines(part / "documents.json")}
        entities: dict[str, list[dict]] = {}
        for row in read_lines(part / "entities.json"):
            entities.setdefault(row["documentId"], []).append(row)
        for key, document in documents.items():
            out += name_sentences(document["text"], entities.get(key, []))
    return out


def read_lines(path: Path) -> Iterator[dict]:
    """Yield the records of a mongoexport file."""
    for line in path.read_text("utf-8-sig").splitlines():
        if line.strip():
            yield json.loads(line)


def name_sentences(text: str, entities: list[dict]) -> list[Example]:
    """Return one document's sentences with their names."""
    out = []
    for spans in segment(text, ()):
        names = []
        for e in sorted(entities, key=lambda e: e["begin"] - e["end"]):
            kind = RE3D_KINDS.get(e["type"])
            first, end = words_in(spans, e["begin"], e["end"])
            if not kind or end == first or not spans[0][0] <= e["begin"] < spans[-1][1]:
                continue
            proper = any(text[a:b][0].isupper() for a, b in spans[first:end] if b - a > 3)
            if kind in ("ORG", "LOC", "PER", "NORP") and not proper:
                continue
            if (
                text[spans[first][0] : spans[first][1]].lower() in ("the", "a", "an")
                and end - first > 1
            ):
                first += 1
            names.append((first, end, kind))
        words = [text[a:b] for a, b in spans]
        out.append(Example(words=words, names=tag_names(words, names, "re3d"), corpus="re3d"))
    return out
