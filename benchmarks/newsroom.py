"""How long pages take while many people read: listing, search, incident page, map, readers' pages.

    python benchmarks/newsroom.py LEDGER [--readers 50] [--seconds 30] [--think 1.0]

LEDGER is a file that `benchmarks/incidents_scale.py --keep DIR` left: events of our demo reports,
varied. The server is a process of its own on loopback; readers ask for one page after another,
each waiting `--think` seconds between two (0: none of them ever rests). Half of them sit at the
desk and half are strangers. Printed: requests, errors, and p50/p95/max of the time to the last byte
by kind of page, in milliseconds.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import secrets
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Sequence

import httpx2
import sqlalchemy as sa

from reportedly.ledger import Ledger, schema
from reportedly.run.accounts import make_account

WORDS = ("bomb", "army", "village", "ministry", "protest", "denied", "port", "convoy")
WAIT_SECONDS = 120  # for the server to open the ledger


def find_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def read_slugs(ledger: Ledger, most: int) -> tuple[list[str], dict[str, int]]:
    """Return some incidents' slugs, and how large the ledger is."""
    with ledger.reading() as connection:
        query = sa.select(schema.incident.c.slug).order_by(schema.incident.c.id).limit(most)
        slugs = list(connection.execute(query).scalars())
        sizes = {
            table.name: connection.execute(
                sa.select(sa.func.count()).select_from(table)
            ).scalar_one()
            for table in (schema.event, schema.incident, schema.document)
        }
    return slugs, sizes


def choose_page(chance: random.Random, slugs: Sequence[str], desk: bool) -> tuple[str, str]:
    """Return a kind of page and the address of one."""
    if not desk:
        return chance.choice([("front", "/en/"), ("front", "/ar/"), ("feed", "/en/feed.atom")])
    kind = chance.choice(("listing", "search", "facet", "incident", "incident", "map", "queue"))
    west, south = chance.uniform(-180, 120), chance.uniform(-60, 40)
    return kind, {
        "listing": "/desk",
        "search": f"/desk?q={chance.choice(WORDS)}",
        "facet": f"/desk?category={chance.choice(('ASSAULT', 'PROTEST', 'COERCE', 'ACCUSE'))}",
        "incident": f"/desk/incident/{chance.choice(slugs)}",
        "map": f"/desk/map/view.json?west={west}&south={south}&east={west + 60}&north={south + 40}"
        f"&zoom={chance.choice((1, 3, 5))}",
        "queue": "/desk/queue",
    }[kind]


async def read(
    base: str, slugs: Sequence[str], account: tuple[str, str] | None, ends: float, think: float,
    seed: int, found: dict[str, list[float]], errors: dict[str, int],
) -> None:  # fmt: skip
    """Be one reader until the end."""
    chance = random.Random(seed)
    headers = {"sec-fetch-site": "same-origin"}
    async with httpx2.AsyncClient(base_url=base, headers=headers, timeout=60) as client:
        if account:
            await client.post("/desk/sign-in", data={"name": account[0], "password": account[1]})
        await asyncio.sleep(chance.random() * think)
        while time.monotonic() < ends:
            kind, path = choose_page(chance, slugs, account is not None)
            began = time.perf_counter()
            answer = await client.get(path)
            found[kind].append(time.perf_counter() - began)
            if answer.status_code != 200:
                errors[f"{kind} {answer.status_code}"] += 1
            await asyncio.sleep(chance.expovariate(1 / think) if think else 0)


async def load(
    base: str, slugs: Sequence[str], accounts: Sequence[tuple[str, str]],
    options: argparse.Namespace,
) -> tuple[dict[str, list[float]], dict[str, int]]:  # fmt: skip
    """Return how long pages took, and what failed."""
    found: dict[str, list[float]] = defaultdict(list)
    errors: dict[str, int] = defaultdict(int)
    ends = time.monotonic() + options.seconds
    await asyncio.gather(*(
        read(base, slugs, accounts[n // 2 % len(accounts)] if n % 2 else None, ends, options.think,
             n, found, errors)
        for n in range(options.readers)
    ))  # fmt: skip
    return found, errors


async def wait_for(base: str) -> None:
    """Wait until the server answers."""
    ends = time.monotonic() + WAIT_SECONDS
    async with httpx2.AsyncClient(base_url=base) as client:
        while time.monotonic() < ends:
            try:
                await client.get("/en/")
                return
            except httpx2.TransportError:
                await asyncio.sleep(0.2)
    raise SystemExit("the server did not come up")


def pick(sorted_times: Sequence[float], share: float) -> float:
    """Return the time within which so large a share of requests was answered, in ms."""
    return 1000 * sorted_times[min(len(sorted_times) - 1, int(share * len(sorted_times)))]


def main() -> None:
    """Run the server and the readers, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("ledger")
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--think", type=float, default=1.0)
    options = parser.parse_args()
    url = f"sqlite:///{options.ledger}"
    accounts = [(secrets.token_hex(6), secrets.token_hex(12)) for _ in range(5)]
    with Ledger.open(url) as ledger:
        for name, password in accounts:
            make_account(ledger, name, "editor", password)
        slugs, sizes = read_slugs(ledger, 2_000)
    port = find_port()
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "reportedly", "serve", "--port", str(port), "--ledger", url]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        asyncio.run(wait_for(base))
        asyncio.run(load(base, slugs, accounts, argparse.Namespace(readers=1, seconds=5, think=0)))
        found, errors = asyncio.run(load(base, slugs, accounts, options))
    finally:
        server.terminate()
        server.wait()
    print(", ".join(f"{n:,} {name}s" for name, n in sizes.items()))
    print(f"{options.readers} readers, {options.think} s between two pages, {options.seconds} s")
    print(f"{'page':10}{'requests':>10}{'p50 ms':>9}{'p95 ms':>9}{'max ms':>9}")
    for kind, times in sorted(found.items()):
        times.sort()
        print(f"{kind:10}{len(times):10}{pick(times, 0.5):9.0f}{pick(times, 0.95):9.0f}"
              f"{1000 * times[-1]:9.0f}")  # fmt: skip
    print("errors:", dict(errors) or "none")


if __name__ == "__main__":
    main()
