"""What every page works with: the ledger, the settings, the templates, the limits."""

from __future__ import annotations

from typing import Any

import msgspec

from reportedly.config import Config
from reportedly.ledger import Ledger
from reportedly.run.adding import Adding
from reportedly.web.look.templates import Look
from reportedly.web.safety.limits import Limits


class Newsroom(msgspec.Struct, frozen=True, kw_only=True):
    """One running newsroom."""

    ledger: Ledger
    config: Config
    look: Look
    limits: Limits
    adding: Adding  # codes what people bring in, behind the pages

    @classmethod
    def open(cls, ledger: Ledger, config: Config, adding: Adding | None = None) -> Newsroom:
        """Return a newsroom on a ledger."""
        look = Look(config.newsroom.title, config.newsroom.languages)
        return cls(
            ledger=ledger,
            config=config,
            look=look,
            limits=Limits(config.newsroom.proxies),
            adding=adding or Adding(ledger, config),
        )


def find_newsroom(app: Any) -> Newsroom:
    """Return the newsroom that an application serves."""
    newsroom: Newsroom = app.state.newsroom
    return newsroom
