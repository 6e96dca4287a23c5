"""The API's description (OpenAPI 3.1). The records' schemas are msgspec's own, of the very types
that the JSON lines are written from: there is no second definition that could differ."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from reportedly import __version__
from reportedly.records import Document, Edition, Event, Incident, Issue, Judgement, Record, Tally
from reportedly.records.adding import Job


class Drawn(Record, frozen=True, kw_only=True):
    """An incident as readers would see it, and what a person has to look at before they do."""

    edition: Edition
    checks: tuple[str, ...]


TYPES = (Document, Event, Incident, Tally, Judgement, Issue, Drawn, Job)
TEMPLATE = "#/components/schemas/{name}"
JSON = "application/json"
ABOUT = """Records are the same, to the byte, as `reportedly export` and `reportedly code` write
them as JSON lines. A listing comes in pages: `next` of one is `after` of the following, and the
Link header leads there too. Errors are Problem Details (RFC 9457)."""


@cache
def make_components() -> dict[str, Any]:
    """Return the records' schemas by name."""
    _, components = msgspec.json.schema_components(TYPES, ref_template=TEMPLATE)
    problem = {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"}, "title": {"type": "string"},
            "status": {"type": "integer"}, "detail": {"type": "string"},
        },
    }  # fmt: skip
    return components | {"Problem": problem}


def name_schema(name: str) -> dict[str, str]:
    """Return a reference to a record's schema."""
    return {"$ref": TEMPLATE.format(name=name)}


def describe_record(name: str, status: int = 200) -> dict[str, Any]:
    """Return what a route of one record says of its answer."""
    content = {JSON: {"schema": name_schema(name)}}
    return {
        "response_model": None,
        "status_code": status,
        "responses": {status: {"description": f"{name}, as in JSON lines", "content": content}},
    }


def describe_page(name: str, *forms: str) -> dict[str, Any]:
    """Return what a route of a listing says of its answer."""
    page = {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": name_schema(name)},
            "next": {"type": ["string", "null"]},
        },
    }
    content: dict[str, Any] = {JSON: {"schema": page}, "application/jsonl": {}}
    content |= {"text/csv": {}} if "csv" in forms else {}
    content |= (
        {"application/geo+json": {"schema": {"type": "object"}}} if "geojson" in forms else {}
    )
    return {
        "response_model": None,
        "responses": {200: {"description": f"A page of {name} records", "content": content}},
    }


def describe(app: FastAPI) -> dict[str, Any]:
    """Return the description of all routes that stand in it."""
    spec = get_openapi(
        title="reportedly", version=__version__, openapi_version="3.1.0", routes=app.routes,
        description=ABOUT,
    )  # fmt: skip
    components = spec.setdefault("components", {})
    components.setdefault("schemas", {}).update(make_components())
    content = {"application/problem+json": {"schema": name_schema("Problem")}}
    components["responses"] = {"Problem": {"description": "Why not", "content": content}}
    for path in spec["paths"].values():
        for operation in path.values():
            # What FastAPI would answer to bad input is not what we answer.
            operation["responses"].pop("422", None)
    for name in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(name, None)
    return spec
