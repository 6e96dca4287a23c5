"""The desk's pages, in the order of their menu. A new screen is a file here and a line below."""

from __future__ import annotations

from fastapi import APIRouter

from reportedly.web.desk import (
    adding,
    browse,
    event,
    incident,
    judging,
    map,
    moderating,
    people,
    publishing,
    queue,
    signing,
    tallies,
    timeline,
    tokens,
)

ROUTERS: tuple[APIRouter, ...] = (
    signing.router,
    queue.router,
    browse.router,
    incident.router,
    judging.router,
    event.router,
    map.router,
    timeline.router,
    tallies.router,
    adding.router,
    publishing.router,
    moderating.router,
    tokens.router,
    people.router,
)
