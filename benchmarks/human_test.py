"""How long the human test of a correction keeps a browser at work.

Prints, for a calm newsroom and for one that is flooded, how long Chromium takes from the click to
the answer with one worker, on this machine as busy as it is; and what one check costs the server.
The answer is that of a real form: `python benchmarks/human_test.py --times 5`. Needs Debian's
Chromium and Playwright; a phone of 2020 is some three to four times slower than a desk machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from reportedly.web.safety.human import (
    ALGORITHM,
    CALM,
    COST,
    MOST_TIMES,
    check_answer,
    count_tries,
    make_challenge,
)

WORKER = Path(__file__).parent.parent / "src/reportedly/web/static/vendor/altcha/pbkdf2.js"
WORK = """
async ([challenge, source]) => {
  const worker = new Worker(URL.createObjectURL(new Blob([source])));
  const began = performance.now();
  const solution = await new Promise((done) => {
    worker.onmessage = (message) => done(message.data);
    worker.postMessage({type: "work", challenge, counterStart: 0, counterStep: 1});
  });
  worker.terminate();
  return [performance.now() - began, btoa(JSON.stringify({challenge, solution}))];
}
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if path is None:
        raise SystemExit("no browser on this machine")
    print(f"{ALGORITHM}, {COST:,} iterations a try; load {os.getloadavg()[0]:.1f} on "
          f"{os.cpu_count()} cores; {times} tests each")  # fmt: skip
    with sync_playwright() as found:
        browser = found.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.route("**/*", lambda route: route.fulfill(body="<p>here"))
        page.goto("http://localhost/")  # a secure context without a server
        for used in (0, CALM * MOST_TIMES):
            measure(page, used, times)
        browser.close()


def measure(page: object, used: int, times: int) -> None:
    """Print how long tests take after so many were used."""
    browser, server = [], []
    for _ in range(times):
        challenge = make_challenge("key", "slug", used)
        took, answer = page.evaluate(WORK, [challenge, WORKER.read_text()])  # type: ignore[attr-defined]
        browser.append(took / 1000)
        began = time.perf_counter()
        check_answer("key", "slug", answer)
        server.append((time.perf_counter() - began) * 1000)
    least = count_tries(used)
    print(f"{used:4} used lately: {least} to {2 * least} tries: median "
          f"{statistics.median(browser):.1f} s, longest {max(browser):.1f} s in the browser; "
          f"{statistics.median(server):.1f} ms to check")  # fmt: skip


if __name__ == "__main__":
    main()
