"""Articles in, a job that codes them out."""

from __future__ import annotations

import datetime as dt
import secrets
import time
from typing import Annotated

import msgspec
from fastapi import Path
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from reportedly.errors import ReviewError
from reportedly.fetch.links import MAX_CHARACTERS
from reportedly.ledger import jobs
from reportedly.ledger.jobs import Wanted
from reportedly.records.adding import Job
from reportedly.web.api.schema import describe_record
from reportedly.web.api.tools import PLACE, Api, AtApi, answer, make_api_router
from reportedly.web.safety.limits import FETCH
from reportedly.web.safety.policy import needs
from reportedly.web.safety.problems import NotFound

router = make_api_router()
MAX_ARTICLES = 200
MAX_LINKS = 50
MAX_TEXT = 2_000_000
Line = Annotated[str, Field(max_length=500)]


class Entry(BaseModel):
    """One article, as in a JSON file that `reportedly code` reads."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
    id: Line | None = None
    title: Line | None = None
    source: Line | None = None
    url: Annotated[str, Field(max_length=MAX_CHARACTERS)] | None = None
    published: dt.date | None = None


class NewArticles(BaseModel):
    """What is to be coded: articles, links that this server fetches, or both."""

    model_config = ConfigDict(extra="forbid")

    articles: Annotated[list[Entry], Field(max_length=MAX_ARTICLES)] = []
    links: Annotated[
        list[Annotated[str, Field(max_length=MAX_CHARACTERS)]], Field(max_length=MAX_LINKS)
    ] = []


@router.post("/articles", **describe_record("Job", 202))
@needs("coder")
def add_articles(api: AtApi, brought: NewArticles) -> Response:
    """Keep articles and links to be coded. They are safe when this answers; the job tells how far
    it is, and what came of each."""
    if not brought.articles and not brought.links:
        raise ReviewError("wanted articles or links")
    for _ in brought.links:
        api.newsroom.limits.check(FETCH, "account", api.account.id)
    wanted = [make_wanted(entry) for entry in brought.articles]
    wanted += [Wanted("link", link) for link in brought.links]
    job_id = secrets.token_hex(12)
    with api.newsroom.ledger.noting() as connection:
        jobs.add_job(connection, job_id, api.account.id, time.time(), wanted)
    api.newsroom.adding.wake()
    return answer(find_job(api, job_id), 202, Location=f"{PLACE}/jobs/{job_id}")


def make_wanted(entry: Entry) -> Wanted:
    """Return an article as it is kept until it is coded."""
    said = entry.model_dump(mode="json", exclude_none=True)
    name = " ".join((entry.id or entry.title or entry.text[:60]).split())
    # Half a sign cannot be written as JSON: the coder's issue tells of what stands in its place.
    body = msgspec.json.encode(
        {key: value.encode("utf-8", "replace").decode() for key, value in said.items()}
    )
    return Wanted("text", name.encode("utf-8", "replace").decode(), body)


@router.get("/jobs/{job_id}", **describe_record("Job"))
@needs("coder")
def show_job(
    api: AtApi, job_id: Annotated[str, Path(max_length=64, pattern=r"^[0-9a-f]+$")]
) -> Response:
    """Show how far a job is, and what came of each article."""
    return answer(find_job(api, job_id))


def find_job(api: Api, job_id: str) -> Job:
    """Return a job of this person, or anybody's for an administrator."""
    with api.newsroom.ledger.reading() as connection:
        job = jobs.read_job(connection, job_id)
    if job is None or (job.account != api.account.id and not api.may("admin")):
        raise NotFound
    return job
