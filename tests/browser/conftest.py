"""A real Chromium, the built site, and a small playbook with every type of field beside it."""

from __future__ import annotations

import functools
import http.server
import io
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from playbook.publish import build
from tests.conftest import Once

CASE = Path(__file__).parent.parent / "cases" / "base"
SETTINGS = """\
site_name: set by content/playbook.yml
docs_dir: content
theme: {name: material}
plugins: [playbook-pages, playbook-worksheets, playbook-checklists, search]
"""
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """The browser of this machine: PLAYBOOK_CHROMIUM, or what is on the PATH.

    The headless shell is the same browser without windows: it opens pages in a third of the time.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
    found = (shutil.which(name) for name in names)
    return os.environ.get("PLAYBOOK_CHROMIUM") or next(filter(None, found), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        message = "There is no Chromium. Install it, or name it in PLAYBOOK_CHROMIUM."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=SWITCHES)
        yield browser
        browser.close()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a word about it, and always as they are now; under a policy, if any."""

    def __init__(self, *args: Any, policy: str = "", **more: Any) -> None:
        self._policy = policy
        super().__init__(*args, **more)

    def end_headers(self) -> None:
        if self._policy:
            self.send_header("Content-Security-Policy", self._policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        # It counts in whole seconds: a version from within the same one would not be "modified".
        del self.headers["If-Modified-Since"]
        return super().send_head()


@contextmanager
def serve(folder: Path, policy: str = "") -> Iterator[str]:
    """Serve a folder, under a content security policy if one is given; the address ends in `/`."""
    handler = functools.partial(QuietHandler, directory=str(folder), policy=policy)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[str]:
    """The address of the built site."""
    with serve(built) as address:
        yield address


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile of its own for each test."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def after_paint(route: Route) -> None:
    """Let a request wait until the page has shown something without what it brings."""
    route.request.frame.wait_for_function("performance.getEntriesByType('paint').length")
    route.continue_()


def stay(page: Page) -> None:
    """Let no link load a page, where the theme changes pages without loading them.

    It does so once it has read the sitemap, then also for a click before; the browser would load.
    """
    page.evaluate("""() => addEventListener("click", (event) => {
      if (event.target.closest("a")) event.preventDefault();
    })""")


@pytest.fixture(scope="session")
def garden_folder(once: Once) -> Path:
    def make(folder: Path) -> None:
        shutil.copytree(CASE / "content", folder / "content")
        (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        build(folder, site_dir=folder / "site")

    return once("garden", make)


@pytest.fixture(scope="session")
def garden(garden_folder: Path) -> Iterator[str]:
    """The address of the small playbook's site."""
    with serve(garden_folder / "site") as address:
        yield address


@pytest.fixture
def status(page: Page) -> Callable[[str], None]:
    """Wait until the bar says something."""
    return lambda text: expect(page.locator("[data-status]")).to_have_text(text)


@pytest.fixture
def notice(page: Page) -> Callable[[str], None]:
    """Wait until the notice says something."""
    return lambda text: expect(page.locator("[data-notice]")).to_contain_text(text)


@pytest.fixture
def saved(page: Page) -> Callable[[], bytes]:
    """Save the copy in hand to a file, and return its bytes."""

    def save() -> bytes:
        with page.expect_download() as download:
            page.get_by_role("button", name="Save to a file", exact=True).first.click()
        return Path(download.value.path()).read_bytes()

    return save


@pytest.fixture
def opened(page: Page) -> Callable[..., None]:
    """Open a file on the page."""

    def open_file(content: bytes | dict[str, Any], name: str = "answers.json") -> None:
        raw = content if isinstance(content, bytes) else json.dumps(content).encode()
        kind = "application/pdf" if name.endswith(".pdf") else "application/json"
        page.locator("[data-file]").set_input_files({"name": name, "mimeType": kind, "buffer": raw})

    return open_file
