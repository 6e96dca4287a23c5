"""A published incident in, a human test bound to it out; and whether an answer passes (T13).

ALTCHA, version 2: the browser works a second or two, nobody picks out traffic lights, and nothing
is loaded from anywhere. A test is signed, ends soon, holds for one incident and is used once; the
more are used, the longer the next one takes.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from typing import Any

from altcha import Payload, create_challenge, verify_solution

from reportedly.run.corrections import Passed
from reportedly.web.safety.problems import Expired, NotHuman

ALGORITHM = "PBKDF2/SHA-256"
COST = 5_000  # iterations of one try: some 7 ms on a busy core (benchmarks/human_test.py)
LEAST_TRIES = 200  # each test takes between this many tries and twice as many
CALM = 20  # tests used within LIFE_SECONDS that are nothing unusual
MOST_TIMES = 4  # as many tries at most: a phone must still manage, in half a minute
LIFE_SECONDS = 1_800
MOST_LETTERS = 4_000  # of an answer


def count_tries(used: int) -> int:
    """Return how many tries the next test takes at least: twice as many for each doubling."""
    times: int = 2 ** (used // CALM).bit_length()
    return LEAST_TRIES * min(MOST_TIMES, times)


def make_challenge(key: str, slug: str, used: int) -> dict[str, Any]:
    """Return a test for one incident; `used` is how many were used lately."""
    least = count_tries(used)
    made = create_challenge(
        ALGORITHM, COST, counter=least + secrets.randbelow(least), data={"slug": slug},
        expires_at=int(time.time()) + LIFE_SECONDS, hmac_secret=key,
        hmac_key_secret=derive(key),
    )  # fmt: skip
    challenge: dict[str, Any] = made.to_dict()
    return challenge


def check_answer(key: str, slug: str, answer: str) -> Passed:
    """Return which test an answer passes, or raise what is wrong with it."""
    if len(answer) > MOST_LETTERS:
        raise NotHuman
    try:
        result = verify_solution(answer, key, hmac_key_secret=derive(key))
    except (ValueError, TypeError, AttributeError) as error:  # not what the library expects
        raise NotHuman from error
    if result.expired:
        raise Expired
    if not result.verified:
        raise NotHuman
    challenge = Payload.from_base64(answer).challenge
    if (challenge.parameters.data or {}).get("slug") != slug:
        raise NotHuman
    name = hashlib.sha256(str(challenge.signature).encode()).hexdigest()
    return Passed(challenge=name, ends=float(challenge.parameters.expires_at or 0))


def derive(key: str) -> str:
    """Return the second key, which signs the answer itself."""
    return hmac.new(key.encode(), b"answer", "sha256").hexdigest()
