"""The desk's pages, in the order of their menu. A new screen is a file here and a line below."""

from __future__ import annotations

from fastapi import APIRouter

from reportedly.web.desk import browse, event, incident, judging, queue, signing

ROUTERS: tuple[APIRouter, ...] = (
    signing.router,
    queue.router,
    browse.router,
    incident.router,
    judging.router,
    event.router,
)
