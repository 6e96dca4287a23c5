"""What the words on these pages mean, and what we are not."""

from __future__ import annotations

from fastapi import Response

from reportedly.web.public.tools import AsReader
from reportedly.web.safety.policy import PUBLIC, make_router, needs

router = make_router("/{language}")


@router.get("/methodology")
@needs(PUBLIC)
def show_methodology(reading: AsReader) -> Response:
    """Show how these pages are made."""
    return reading.show("methodology.html")
