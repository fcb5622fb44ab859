"""How long the scripts of a worksheet keep the browser from answering while the page loads."""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import SWITCHES, QuietHandler, chromium

SHEET = "worksheets/allies-opponents-undecideds/"
MEASURE = """() => {
    window.long = [0];
    const add = (one) => window.long.push(one.duration);
    new PerformanceObserver((list) => list.getEntries().forEach(add))
        .observe({ type: "longtask", buffered: true });
}"""


def longest_task(site: Path, rounds: int) -> float:
    """Return the longest task in ms, the median of `rounds` loads of the widest worksheet."""
    handler = functools.partial(QuietHandler, directory=str(site))
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        page = browser.new_page(viewport={"width": 390, "height": 800})
        page.add_init_script(f"({MEASURE})()")
        found = []
        for _ in range(rounds):
            page.goto(f"http://127.0.0.1:{server.server_port}/{SHEET}", wait_until="networkidle")
            found.append(float(page.evaluate("Math.max(...window.long)")))
        browser.close()
        server.shutdown()
    return sorted(found)[rounds // 2]
