"""Readers' pages. A new page is a file here and a line below."""

from __future__ import annotations

from fastapi import APIRouter

from reportedly.web.public import front

ROUTERS: tuple[APIRouter, ...] = (front.router,)
