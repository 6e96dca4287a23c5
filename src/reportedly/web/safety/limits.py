"""Who asks and for what in, whether it is too often out (T11, T13, T22).

Counted in memory by a name that is forgotten with the window; a reader's address is hashed with a
key that lives as long as the process, and is written nowhere.
"""

from __future__ import annotations

import hashlib
import secrets

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from reportedly.web.safety.problems import TooOften

# Signing in: by account and by network, since guessing goes along either.
SIGN_IN = parse("10/5minutes")
CORRECTION = parse("6/hour")
# Without a human test: from one network, and from everybody together.
UNTESTED = parse("2/hour")
UNTESTED_ALL = parse("20/hour")
ASKED = parse("30/10minutes")  # tests and receipts: a person asks for a few
FETCH = parse("60/hour")
API = parse("600/minute")


class Limits:
    """Counts what is asked too often."""

    def __init__(self, proxies: int = 0) -> None:
        self.limiter = MovingWindowRateLimiter(MemoryStorage())
        self.key = secrets.token_bytes(16)
        self.proxies = proxies

    def check(self, item: RateLimitItem, *names: str) -> None:
        """Count one request under these names; raise TooOften where there were too many."""
        if not self.limiter.hit(item, *names):
            reset, _ = self.limiter.get_window_stats(item, *names)
            raise TooOften(reset)

    def name_of(self, request: Request) -> str:
        """Return a name for where a request comes from that leads nobody back to an address."""
        host = request.client.host if request.client else ""
        if self.proxies:
            # Each of our proxies adds the address it saw at the end; what stands before is hearsay.
            seen = [part.strip() for part in request.headers.get("x-forwarded-for", "").split(",")]
            host = seen[-self.proxies] if len(seen) >= self.proxies and seen[0] else host
        return hashlib.blake2b(host.encode(), key=self.key, digest_size=12).hexdigest()
