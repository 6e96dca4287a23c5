"""How fast pages of the desk come, with many readers at once.

    python benchmarks/newsroom.py --ledger sqlite:///big.db [--readers 50] [--think 1.0]

The ledger is served on loopback, by a process of its own, and a reader's account is added to it (so
give it a copy). Each reader asks for one page after another, drawn from a list with a fixed seed,
and waits --think seconds between two, so that readers divided by think time is about what is asked
in a second. For each kind of page: how often it was
asked, the median and the 95th percentile in milliseconds, the slowest, and what was answered other
than 200, how often (0: no answer came). The clock is the asker's, from the request to the last
byte. The load of the machine before and after stands beside, and what the server itself used of the
processor: what others do there makes every page slower.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import secrets
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlencode

from reportedly.ledger import Ledger
from reportedly.run.accounts import make_account

SEED = 7
WORDS = ("killed", "police", "soldiers", "near the", "army -police", "explo*", "camp OR hospital")
READY_SECONDS = 60
LISTED = 300  # incidents that readers open


def warm_up(port: int, cookie: str, pages: dict[str, list[str]]) -> None:
    """Ask for one page of each kind, so that no reader waits for templates to be read."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for ways in pages.values():
        client.request("GET", ways[0], headers={"Cookie": cookie})
        client.getresponse().read()
    client.close()


def list_pages(ledger: Ledger) -> dict[str, list[str]]:
    """Return addresses to ask for, by kind of page."""
    from reportedly.ledger.search import Search, count_facets, find_page
    from reportedly.run.waiting import read_places

    with ledger.reading() as connection:
        # Half of them those that most reports tell, half the newest.
        found = [
            one
            for sort in ("sources", "newest")
            for one in find_page(connection, Search(sort=sort), LISTED // 2)[0]
        ]
        places = read_places(connection, None, LISTED)
        facets = count_facets(connection, None, 12)
    types, countries = ([value for value, _ in facets[kind]] for kind in ("type", "country"))
    narrowed = [{"type": one} for one in types] + [{"country": one} for one in countries]
    both = [{"type": one, "country": other} for one in types[:5] for other in countries[:5]]
    return {
        "listing": ["/desk", *(f"/desk?sort={s}" for s in ("oldest", "sources", "disputes"))],
        "facets": [f"/desk?{urlencode(one)}" for one in (*narrowed, *both)],
        "words": [f"/desk?{urlencode({'q': one})}" for one in WORDS],
        "incident": [f"/desk/incident/{one.slug}" for one in found],
        "queue": ["/desk/queue", *(f"/desk/queue?at={place.event}" for place in places)],
        "event": [f"/desk/event/{place.event}" for place in places],
    }


def serve(url: str) -> tuple[subprocess.Popen[bytes], int]:
    """Open the newsroom in a process of its own; return it with its port."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    code = "from reportedly.cli.app import main; main()"
    command = [sys.executable, "-c", code, "serve", "--ledger", url, "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + READY_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return process, port
        except OSError:
            if time.monotonic() > deadline:
                process.kill()
                raise SystemExit("the newsroom did not open") from None
            time.sleep(0.1)


def read_used_seconds(process: int) -> float:
    """Return how much of the processors a process has used; 0 where /proc does not say."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def sign_in(port: int, name: str, password: str) -> str:
    """Return the cookie of a session."""
    client = http.client.HTTPConnection("127.0.0.1", port)
    body = urlencode({"name": name, "password": password})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    client.request("POST", "/desk/sign-in", body, kind)
    answer = client.getresponse()
    cookie = answer.getheader("Set-Cookie") or ""
    client.close()
    if answer.status != 303:
        raise SystemExit(f"signing in was answered with {answer.status}")
    return cookie.split(";")[0]


def read(
    port: int, cookie: str, pages: dict[str, list[str]], until: float, think: float, seed: int,
    took: dict[str, list[float]], bad: dict[str, Counter[int]],
) -> None:  # fmt: skip
    """Be one reader until the time is up."""
    draw = random.Random(seed)
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    time.sleep(draw.random() * think)
    while time.monotonic() < until:
        kind = draw.choice(list(pages))
        began = time.perf_counter()
        try:
            client.request("GET", draw.choice(pages[kind]), headers={"Cookie": cookie})
            answer = client.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            status = 0
        took[kind].append((time.perf_counter() - began) * 1000)
        if status != 200:
            bad[kind][status] += 1
        client.close()  # a server does not wait for a reader who thinks
        time.sleep(think)
    client.close()


def main() -> int:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--ledger", required=True)
    ap.add_argument("--readers", type=int, default=50)
    ap.add_argument("--think", type=float, default=1.0)
    ap.add_argument("--seconds", type=float, default=30.0)
    args = ap.parse_args()
    password, name = secrets.token_urlsafe(12), f"reader {secrets.token_hex(4)}"
    with Ledger.open(args.ledger, create=False) as ledger:
        make_account(ledger, name, "reader", password)
        pages = {kind: ways for kind, ways in list_pages(ledger).items() if ways}
        counts = ledger.counts()
    process, port = serve(args.ledger)
    took: dict[str, list[float]] = defaultdict(list)
    bad: dict[str, Counter[int]] = defaultdict(Counter)
    load = os.getloadavg()[0]
    try:
        cookie = sign_in(port, name, password)
        warm_up(port, cookie, pages)
        until = time.monotonic() + args.seconds
        threads = [
            threading.Thread(
                target=read, args=(port, cookie, pages, until, args.think, SEED + n, took, bad)
            )
            for n in range(args.readers)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        used = read_used_seconds(process.pid)
    finally:
        process.terminate()
        process.wait()
    print(f"{counts['events']:,} events; {args.readers} readers, {args.think} s between pages,"
          f" {args.seconds:.0f} s; load {load:.1f} before, {os.getloadavg()[0]:.1f} after, on"
          f" {os.cpu_count()} processors; the server used {used:.0f} s of them")  # fmt: skip
    print(f"{'page':10} {'asked':>6} {'median':>8} {'p95':>8} {'slowest':>8}  not 200")
    for kind in pages:
        times = sorted(took[kind])
        if len(times) > 1:
            p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
            print(f"{kind:10} {len(times):6d} {statistics.median(times):8.0f} {p95:8.0f}"
                  f" {times[-1]:8.0f}  {dict(bad[kind]) or ''}")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
