"""What a page or the API answers when it cannot do what was asked: RFC 9457, Problem Details."""

from __future__ import annotations

import time


class Problem(Exception):
    """A request that is not served; `status` is HTTP's, `detail` says why to a person."""

    status = 400
    title = "This cannot be done"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.title)
        self.detail = detail

    @property
    def headers(self) -> dict[str, str]:
        """Headers that the answer carries beside."""
        return {}


class NotFound(Problem):
    """There is nothing there, or nothing that this person may see: both look the same (T12)."""

    status = 404
    title = "There is nothing here"


class Gone(Problem):
    """Readers saw it once; it was taken back."""

    status = 410
    title = "This was taken back"


class NotHuman(Problem):
    """The human test was not passed."""

    status = 422
    title = "The human test was not passed"


class Expired(Problem):
    """The human test is too old."""

    status = 410
    title = "The human test is too old"


class NotSignedIn(Problem):
    """Somebody has to sign in first."""

    status = 401
    title = "Sign in first"

    @property
    def headers(self) -> dict[str, str]:
        """Say how a program signs in (RFC 6750)."""
        return {"WWW-Authenticate": "Bearer"}


class NotAllowed(Problem):
    """Somebody who may see a page may not do this on it."""

    status = 403
    title = "Your role does not allow this"


class Conflict(Problem):
    """Somebody else was faster, or it would contradict what was decided."""

    status = 409
    title = "Somebody else was faster"


class TooLarge(Problem):
    """More was sent than is read."""

    status = 413
    title = "That is too much at once"


class TooOften(Problem):
    """The same was asked too often; `reset` is the second from which it may be asked again."""

    status = 429
    title = "Too often"

    def __init__(self, reset: float) -> None:
        self.seconds = max(1, int(reset - time.time()) + 1)
        super().__init__(f"try again in {self.seconds} s")

    @property
    def headers(self) -> dict[str, str]:
        """Say when it may be asked again."""
        return {"Retry-After": str(self.seconds)}


class TooSlow(Problem):
    """A question to the ledger took longer than any page may."""

    status = 503
    title = "That question takes too long"
