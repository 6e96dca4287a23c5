"""Every listing as a file: the same rows as its page, and no more of them."""

import csv
import io

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import SignIn
from tests.web.test_reading import ada, publish

from reportedly.ledger import Ledger
from reportedly.run import corrections, publishing

LISTINGS = ("incidents", "queue", "published", "corrections", "tallies")
FORMULA = "=1+1"


@pytest.fixture
def desk(sign_in: SignIn, told: Ledger, reader: TestClient) -> TestClient:
    """An editor's browser; an incident is published, and a reader sent a correction of it."""
    slug = publish(told, "goma")
    reader.post(f"/en/incident/{slug}/correct", data={"field": "killed", "value": FORMULA,
                                                      "text": "It was two."})  # fmt: skip
    return sign_in("editor")


def read_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("name", LISTINGS)
def test_every_listing_links_to_its_three_files(desk: TestClient, name: str) -> None:
    page = desk.get("/desk" if name == "incidents" else f"/desk/{name}").text
    kinds = {"json": "application/json", "csv": "text/csv", "geojson": "application/geo+json"}
    for form, kind in kinds.items():
        assert f'href="/desk/{name}.{form}"' in page
        answer = desk.get(f"/desk/{name}.{form}")
        assert answer.status_code == 200 and answer.headers["content-type"].startswith(kind)
    assert desk.get(f"/desk/{name}.xml").status_code == 404


def test_what_is_published_as_a_table(desk: TestClient, told: Ledger) -> None:
    (row,) = read_rows(desk.get("/desk/published.csv").text)
    assert row["state"] == "published" and row["by"] == "Ada" and row["killed_low"] == "6"
    (record,) = desk.get("/desk/published.json").json()["published"]
    assert record["slug"] == row["slug"] and record["edition"]["id"] == row["edition"]
    (point,) = desk.get("/desk/published.geojson").json()["features"]
    assert point["id"] == row["slug"] and point["geometry"]["type"] == "Point"


def test_t7_corrections_as_a_table(desk: TestClient, told: Ledger) -> None:
    (row,) = read_rows(desk.get("/desk/corrections.csv").text)
    assert row["value"] == f"'{FORMULA}" and row["text"] == "It was two." and not row["verdict"]
    (point,) = desk.get("/desk/corrections.geojson").json()["features"]
    assert point["geometry"] is not None
    corrections.decide(told, row["id"], "declined", "Ada", "no", public=False, seen=0)
    assert read_rows(desk.get("/desk/corrections.csv").text) == []
    assert read_rows(desk.get("/desk/corrections.csv?all=true").text)[0]["verdict"] == "declined"


def test_t12_corrections_are_no_coders(sign_in: SignIn) -> None:
    assert sign_in("coder").get("/desk/corrections.csv").status_code == 404


def test_t18_readers_get_what_was_published_and_no_more(reader: TestClient, told: Ledger) -> None:
    slug = publish(told, "goma")
    for form in ("json", "csv", "geojson"):
        text = reader.get(f"/en/incidents.{form}").text
        assert slug in text and "beni" not in text.casefold()
        assert slug not in reader.get(f"/en/incidents.{form}?q=nowhere").text
        assert f"/en/incidents.{form}" in reader.get("/en/").text
    publishing.withhold(told, slug, ada(5, "sources in danger"))
    for form in ("json", "csv", "geojson"):
        assert slug not in reader.get(f"/en/incidents.{form}").text
