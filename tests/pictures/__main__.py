"""Build the playbook, photograph the pages that README shows, and write the pictures here."""

from __future__ import annotations

import functools
import http.server
import io
import tempfile
import threading
from pathlib import Path
from typing import Literal

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from playbook.publish import build
from tests.browser.conftest import SWITCHES, QuietHandler, chromium

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
Scheme = Literal["light", "dark"]
SHOTS: dict[str, tuple[str, int, int, Scheme]] = {
    "home": ("", 1280, 1000, "light"),
    "step": ("steps/map-positions/", 1280, 1000, "light"),
    "tips": ("tips/", 1280, 1000, "light"),
    "worksheet": ("worksheets/allies-opponents-undecideds/", 1280, 1000, "light"),
    "phone-home": ("", 390, 844, "light"),
    "phone-step": ("steps/map-positions/", 390, 844, "dark"),
    "checklist": ("checklists/pitch-ready/", 1280, 1000, "light"),
    "phone-work": ("my-work/", 390, 844, "light"),
    "phone-worksheet": ("worksheets/allies-opponents-undecideds/", 390, 844, "light"),
    "search": ("steps/map-positions/", 1280, 800, "light"),
    "phone-find": ("find/?q=meeting&kind=checklists", 390, 844, "light"),
}

SHEETS = {
    "sheet": "worksheets/health-check/health-check-a4.pdf",
    "packet": "paths/first-time-convener/first-time-convener-a4.pdf",
}


def main() -> None:
    """Write each picture as `<name>.png`."""
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary) / "site"
        build(ROOT, site_dir=site)
        handler = functools.partial(QuietHandler, directory=str(site))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            photograph(f"http://127.0.0.1:{server.server_port}/")
            server.shutdown()
        for name, path in SHEETS.items():
            with pypdfium2.PdfDocument(site / path) as sheet:
                small(sheet[0].render(scale=1.3).to_pil(), name)


def photograph(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        for name, (path, width, height, scheme) in SHOTS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page = context.new_page()
            if name == "phone-work":
                begin(page, address)
            page.goto(address + path, wait_until="networkidle")
            if name == "checklist":
                tick(page, 4)
                page.evaluate("scrollTo(0, 0)")
            if name == "search":
                search(page, "coaltion agenda")
            if "worksheet" in name:
                fill(page, wide=width > 600)
            small(Image.open(io.BytesIO(page.screenshot())), name)
            context.close()
        browser.close()


def tick(page: Page, boxes: int) -> None:
    """Tick the first boxes of a page, and wait until they are kept."""
    for box in page.locator(".pb-check input").all()[:boxes]:
        box.check()
    page.locator("[data-status]", has_text="All changes are saved").wait_for()


def begin(page: Page, address: str) -> None:
    """Put a little of everything on the device."""
    page.goto(address + "worksheets/north-star/")
    page.locator("form textarea").first.fill("Every tenant has counsel")
    page.locator("[data-status]", has_text="All changes are saved").wait_for()
    for path, boxes in (("checklists/pitch-ready/", 4), ("steps/clarify-purpose/", 4)):
        page.goto(address + path)
        tick(page, boxes)


def search(page: Page, words: str) -> None:
    """Type into the box of the head."""
    page.locator("#pb-search").press_sequentially(words)
    page.locator(".pb-search-all").wait_for()


def fill(page: Page, *, wide: bool) -> None:
    """Open the completed example as a copy, and show the map that it draws, or its first lines."""
    page.locator("details.pb-filled summary").click()
    page.locator("[data-open-example]").click()
    place = "[data-map-drawing]" if wide else "[data-bar]"
    page.locator(place).first.scroll_into_view_if_needed()


def small(picture: Image.Image, name: str) -> None:
    """Write a picture with 256 colours, which is half of its size and looks the same."""
    picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, kmeans=1).save(
        HERE / f"{name}.png", optimize=True
    )


if __name__ == "__main__":
    main()
