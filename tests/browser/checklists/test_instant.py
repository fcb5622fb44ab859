"""navigation.instant: one page loaded, every other put in its place; all of them keep and know."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from playbook.publish import build
from tests.browser.conftest import CASE, SETTINGS, QuietHandler, stay


@pytest.fixture(scope="module")
def instant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small playbook's site, built for it: the theme asks for the address."""
    folder = tmp_path_factory.mktemp("instant")
    shutil.copytree(CASE / "content", folder / "content")
    handler = functools.partial(QuietHandler, directory=str(folder / "site"))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        theme = "theme: {name: material, features: [navigation.instant]}"
        settings = SETTINGS.replace("theme: {name: material}", theme) + f"site_url: {address}\n"
        (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
        build(folder, site_dir=folder / "site")
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield address
        server.shutdown()
        thread.join()


def go(page: Page, address: str, there: str) -> None:
    """Follow a link, as the theme lets one: without loading a page."""
    page.evaluate(
        """(address) => {
          const link = Object.assign(document.createElement("a"), { href: address });
          document.querySelector("main").append(link);
          link.click();
        }""",
        address,
    )
    expect(page.locator(there)).to_have_count(1, timeout=15_000)


def test_ticks_are_kept_and_counted_once_from_page_to_page(page: Page, instant: str):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(instant + "steps/ask/")
    page.evaluate("window.same = true")
    stay(page)
    page.locator(".pb-check input").check()
    go(page, instant + "checklists/before-digging/", "form[data-playbook=checklist][data-ready]")
    page.locator(".pb-check input").first.check()
    go(page, instant + "paths/first-spring/", "form[data-playbook=path][data-ready]")
    expect(page.locator("[data-count]")).to_have_text("1 of 3 stops done")
    go(page, instant + "my-work/", "[data-my-work][data-ready]")
    expect(page.locator(".pb-work-row")).to_have_count(2)
    go(page, instant, "[data-progress-home]")
    expect(page.locator("[data-progress-home]")).to_contain_text("1 of 3 steps done.")
    go(page, instant + "checklists/before-digging/", "form[data-playbook=checklist][data-ready]")
    page.locator(".pb-check input").nth(1).check()
    expect(page.locator("[data-count]")).to_have_text("2 of 2 done")
    assert page.evaluate("window.same"), "no page was loaded"
    assert errors == []
