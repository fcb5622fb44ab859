"""When a page first shows something, on a slow line and a slow phone."""

from __future__ import annotations

import statistics
from collections.abc import Iterable

from playwright.sync_api import Browser, ViewportSize

LINE = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}
"""400 kbit/s, 400 ms from asking to the first byte."""
SLOWER = 4
"""So many times slower than this machine is the phone."""
PHONE: ViewportSize = {"width": 390, "height": 844}
PAINT = """() => new Promise((done) => new PerformanceObserver((list) => {
  const first = list.getEntries().find((one) => one.name === "first-contentful-paint");
  if (first) done(first.startTime);
}).observe({ type: "paint", buffered: true }))"""
SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => (sum += one.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def first_paint(browser: Browser, address: str) -> tuple[float, float]:
    """Seconds until the first paint of a page that nothing is kept of, and what moved after it."""
    context = browser.new_context(viewport=PHONE, is_mobile=True, device_scale_factor=2)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", LINE)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load", timeout=60_000)
    painted, moved = page.evaluate(PAINT) / 1000, page.evaluate(SHIFT)
    context.close()
    return painted, moved


def first_paints(
    browser: Browser, site: str, pages: Iterable[str], runs: int
) -> dict[str, tuple[float, float]]:
    """The median of the first paints of each page, and the most that anything moved on it."""
    found = {}
    for path in pages:
        seen = [first_paint(browser, site + path) for _ in range(runs)]
        found[path] = (
            statistics.median(painted for painted, _ in seen),
            max(moved for _, moved in seen),
        )
    return found
