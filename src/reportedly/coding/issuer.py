"""A document in, the body whose own release it is out: a ministry, an army, a front, no newspaper.

What such a page tells without naming a speaker is the body's word: who published it tells.
"""

from __future__ import annotations

import re

from reportedly.coding.tools import Tools
from reportedly.records import Document, Party, Span

WORDS = re.compile(r"\w+")


def find_issuer(document: Document, tools: Tools) -> Party | None:
    """Return the body, or None where an outlet publishes the page."""
    name = document.source.name or ""
    sets = tools.kit.grammar.sets
    words = set(WORDS.findall(name.lower()))
    if not words & sets["issuer.bodies"] or words & sets["issuer.outlets"]:
        return None
    # The name need not stand in the text: its span has no length there.
    return tools.who(Span(start=0, end=0, quote=name))
