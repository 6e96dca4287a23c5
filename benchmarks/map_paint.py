"""How soon the map is painted, in a browser on this machine.

    python benchmarks/map_paint.py --ledger sqlite:///big.db [--times 5]

The ledger is served on loopback by a process of its own, and a reader's account is added to it (so
give it a copy). Each time a new browser profile signs in and opens /desk/map: nothing is cached. Of
each time, in milliseconds from asking for the page: the first paint of any content, when the
picture of the outlines stands where the map will be, when the map itself has drawn them (its first
frame with them), and when the incidents in view stand on it. The load of the
machine stands beside. Without a browser nothing is measured, and it says so.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import statistics
import sys
from typing import Any

from benchmarks.newsroom import serve

from reportedly.ledger import Ledger
from reportedly.run.accounts import make_account

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
           "--enable-unsafe-swiftshader", "--disable-background-networking",
           "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
SIZE = {"width": 1300, "height": 850}
PATIENCE_MS = 120_000
# When the map has drawn a frame, and when it shows what is in view, as static/js/map.js marks it.
DRAWN = """() => performance.getEntriesByName('map-drawn')[0]?.startTime"""
SHOWN = """() => performance.getEntriesByName('map-shown')[0]?.startTime"""
PICTURED = """() => {
  const fetched = performance.getEntriesByType('resource');
  const picture = fetched.find((one) => one.name.includes('world.svg'));
  const painted = performance.getEntriesByName('first-contentful-paint')[0];
  return Math.max(picture?.responseEnd ?? Infinity, painted?.startTime ?? Infinity);
}"""
PAINTED = """() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"""


def measure(browser: Any, address: str, name: str, password: str) -> dict[str, float]:
    """Open the map once, as somebody whose browser has never seen it."""
    context = browser.new_context(base_url=address, viewport=SIZE)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto("/desk/sign-in")
    page.fill("input[name=name]", name)
    page.fill("input[name=password]", password)
    page.click("button.main")
    page.wait_for_url("**/desk")
    page.goto("/desk/map", wait_until="commit")
    page.wait_for_function(SHOWN)
    found = {
        "first paint": PAINTED,
        "outlines": PICTURED,
        "map drawn": DRAWN,
        "incidents shown": SHOWN,
    }
    times = {what: float(page.evaluate(script)) for what, script in found.items()}
    context.close()
    return times


def main() -> int:
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ap.add_argument("--ledger", required=True)
    ap.add_argument("--times", type=int, default=5)
    args = ap.parse_args()
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        print("no browser on this machine, so nothing is measured: `make browser` installs one")
        return 0
    from playwright.sync_api import sync_playwright

    password, name = secrets.token_urlsafe(12), f"reader {secrets.token_hex(4)}"
    with Ledger.open(args.ledger, create=False) as ledger:
        make_account(ledger, name, "reader", password)
        counts = ledger.counts()
    process, port = serve(args.ledger)
    load = os.getloadavg()[0]
    try:
        with sync_playwright() as found:
            browser = found.chromium.launch(executable_path=path, args=OPTIONS)
            address = f"http://127.0.0.1:{port}"
            taken = [measure(browser, address, name, password) for _ in range(args.times)]
            browser.close()
    finally:
        process.terminate()
        process.wait()
    after = os.getloadavg()[0]
    print(f"{counts['events']:,} events; {args.times} times, no graphics card")
    print(f"load {load:.1f} before, {after:.1f} after, on {os.cpu_count()} processors")
    for what in taken[0]:
        times = sorted(one[what] for one in taken)
        middle = statistics.median(times)
        print(f"{what:16} median {middle:6.0f} ms, {times[0]:.0f} to {times[-1]:.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
