"""Readers' pages. A new page is a file here and a line below."""

from __future__ import annotations

from fastapi import APIRouter

from reportedly.web.public import about, correcting, feeds, front, incident

ROUTERS: tuple[APIRouter, ...] = (
    feeds.router,
    front.router,
    about.router,
    correcting.router,
    incident.router,
)
