"""Each format says what the ledger says, and nothing that a spreadsheet would run."""

import csv
import datetime as dt
import io
import json

import msgspec
import pytest

from reportedly.export.csv import BOM, list_columns, neutralise, write_csv
from reportedly.export.geojson import write_geojson
from reportedly.export.jsonl import write_jsonl
from reportedly.export.words import describe_range
from reportedly.records import Article, Count, Document, Event, Place, Span
from reportedly.run.fake import FakeCoder

TEXT = (
    "Gunmen killed 6 soldiers near Mopti, an army spokesman said. "
    "=cmd raiders killed 2 herders. Raiders killed 4 traders near Ségou."
)


def tell() -> list[tuple[Document, Event]]:
    article = Article(
        name="a.json", media="json", text=TEXT, source_id="7", source="The Post",
        title="@SUM(A1)", published=dt.date(2024, 3, 3), url="https://post.example/7",
    )  # fmt: skip
    (coded,) = FakeCoder().code([article])
    assert coded.document is not None
    return [(coded.document, event) for event in coded.events]


def read_rows(chunks: object) -> list[dict[str, str]]:
    text = b"".join(chunks).decode()  # type: ignore[call-overload]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_has_one_row_for_each_event() -> None:
    rows = read_rows(write_csv(tell()))
    assert len(rows) == 3
    first = rows[0]
    assert first["outlet"] == "The Post" and first["published"] == "2024-03-03"
    assert (first["actors"], first["recipients"]) == ("Gunmen", "soldiers")
    assert (first["killed_low"], first["killed_high"], first["injured_low"]) == ("6", "6", "")
    assert first["figures"] == "6 soldiers killed (an army spokesman)"
    assert first["chains"] == "The Post ← an army spokesman"
    assert first["evidence"].startswith("Gunmen killed 6 soldiers near Mopti")
    assert (first["place"], first["latitude"]) == ("Mopti", "14.5")
    assert rows[1]["place_gap"] == "not_stated"


def test_csv_runs_in_no_spreadsheet() -> None:
    rows = read_rows(write_csv(tell()))
    assert rows[0]["title"] == "'@SUM(A1)"
    assert rows[1]["evidence"].startswith("'=cmd raiders")
    assert rows[0]["longitude"] == "-4.2", "a number stays a number"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-2", "'-2"),
        ("@cmd", "'@cmd"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("  =1+1", "'  =1+1"),
        ("\0=1", "'=1"),
        ("\uff1d1", "'\uff1d1"),
        ("a=b", "a=b"),
        ("", ""),
        (-2, -2),
        (None, None),
    ],
)
def test_cells_that_look_like_formulas(cell: str | int | None, written: str | int | None) -> None:
    assert neutralise(cell) == written


def test_an_empty_csv_still_has_its_columns() -> None:
    text = b"".join(write_csv([])).decode()
    assert text.strip().split(",") == list_columns()
    assert len(set(list_columns())) == len(list_columns()) > 40


def test_csv_begins_with_a_mark_only_when_asked() -> None:
    assert b"".join(write_csv(tell(), bom=True)).decode().startswith(BOM + "event_id")
    assert b"".join(write_csv(tell())).startswith(b"event_id")


def test_contradicting_figures_are_a_range_and_never_a_sum() -> None:
    document, event = tell()[0]
    counts = tuple(
        Count(effect="killed", low=low, high=high, span=Span(0, 1, "G"))
        for low, high in ((3, 3), (5, 7))
    )
    rows = read_rows(write_csv([(document, msgspec.structs.replace(event, counts=counts))]))
    assert (rows[0]["killed_low"], rows[0]["killed_high"]) == ("3", "7")
    open_end = (*counts, msgspec.structs.replace(counts[0], low=9, high=None))
    rows = read_rows(write_csv([(document, msgspec.structs.replace(event, counts=open_end))]))
    assert (rows[0]["killed_low"], rows[0]["killed_high"]) == ("3", "")


def test_geojson_has_only_places_with_coordinates_and_says_how_exact() -> None:
    told = tell()
    document, event = told[2]
    assert isinstance(event.where, Place)
    vague = msgspec.structs.replace(event.where, latitude=None, longitude=None)
    told[2] = (document, msgspec.structs.replace(event, where=vague))
    collection = json.loads(b"".join(write_geojson(told)))
    assert collection["type"] == "FeatureCollection"
    (feature,) = collection["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [-4.2, 14.5]}
    assert feature["id"] == told[0][1].id
    assert feature["properties"]["precision"] == "city"
    assert feature["properties"]["chains"] == "The Post ← an army spokesman"


def test_geojson_of_nothing_is_still_geojson() -> None:
    assert json.loads(b"".join(write_geojson([]))) == {"type": "FeatureCollection", "features": []}


def test_jsonl_is_the_records_own_form() -> None:
    document, event = tell()[0]
    lines = b"".join(write_jsonl([document, event])).splitlines()
    assert msgspec.json.decode(lines[0], type=Document) == document
    assert msgspec.json.decode(lines[1], type=Event) == event
    assert json.loads(lines[1])["type"] == "event"


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "words"),
    [
        (3, 3, None, "3"),
        (3, 5, None, "3 to 5"),
        (30410, None, "at least", "at least 30,410"),
        (None, 7, None, "up to 7"),
        (20, 20, "about", "about 20"),
        (None, None, "several", "several"),
        (0, 0, None, "0"),
    ],
)
def test_figures_in_words(
    low: int | None, high: int | None, qualifier: str | None, words: str
) -> None:
    assert describe_range(low, high, qualifier) == words
