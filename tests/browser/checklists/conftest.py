"""A long checklist, and a site whose next version can be put in its place while one looks on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect

from playbook.publish import build
from tests.browser.conftest import CASE, SETTINGS, serve
from tests.conftest import Once

LONG = "checklists/long/"
ITEMS = 40
WORK = "my-work/"


def long_list(items: list[dict[str, Any]]) -> str:
    return yaml.safe_dump(
        {"title": "Long list", "summary": "A long one.", "items": items}, allow_unicode=True
    )


def first_items() -> list[dict[str, Any]]:
    return [{"id": f"item-{number}", "text": f"Thing {number}"} for number in range(ITEMS)]


@pytest.fixture(scope="session")
def first_version(once: Once) -> Path:
    """The small playbook with a checklist of forty items, built."""

    def make(folder: Path) -> None:
        shutil.copytree(CASE / "content", folder / "content")
        (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        text = long_list(first_items())
        (folder / "content/checklists/long.yml").write_text(text, encoding="utf-8")
        build(folder, site_dir=folder / "site")

    return once("first-version", make)


@pytest.fixture
def address(first_version: Path, tmp_path: Path) -> Iterator[str]:
    """A site of its own for one test, so that its next version has the same address."""
    shutil.copytree(first_version, tmp_path / "playbook", symlinks=True)
    with serve(tmp_path / "playbook" / "site") as found:
        yield found


@pytest.fixture
def next_version(address: str, tmp_path: Path) -> Callable[..., None]:
    """Publish the list with other items where the site was."""

    def publish(items: list[dict[str, Any]]) -> None:
        folder = tmp_path / "playbook"
        (folder / "content/checklists/long.yml").write_text(long_list(items), encoding="utf-8")
        build(folder, site_dir=folder / "site")

    return publish


@pytest.fixture(scope="session")
def lists(first_version: Path) -> Iterator[str]:
    """The address of the site with the long list."""
    with serve(first_version / "site") as found:
        yield found


@pytest.fixture
def opened_list(page: Page, lists: str) -> Page:
    """The long list, with nothing ticked."""
    page.goto(lists + LONG)
    expect(page.locator("form[data-ready]")).to_be_visible()
    return page


@pytest.fixture
def work(context: BrowserContext, lists: str) -> Callable[[], Page]:
    """The page "My work", in a window of its own."""

    def open_page() -> Page:
        page = context.new_page()
        page.goto(lists + WORK)
        expect(page.locator("[data-my-work][data-ready]")).to_be_visible()
        return page

    return open_page


def pieces_of(held: dict[str, str], ref: str) -> dict[str, Any]:
    """The pieces of the first copy of a sheet."""
    [text] = [text for key, text in held.items() if key.endswith(f":{ref}:1")]
    return dict(json.loads(text)["pieces"])


@pytest.fixture(scope="session")
def begun(browser: Browser, lists: str) -> str:
    """What a device holds after somebody has begun a worksheet, a checklist, a step and a path."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(lists + "worksheets/plan/")
    page.get_by_label("Where is it?").fill("Behind the school")
    expect(page.locator("[data-status]")).to_have_text("All changes are saved")
    for path, boxes in ((LONG, 3), ("steps/ask/", 1)):
        page.goto(lists + path)
        for number in range(boxes):
            page.locator(".pb-check input").nth(number).check()
        expect(page.locator("[data-status]")).to_have_text("All changes are saved")
    page.goto(lists + "paths/first-spring/")
    page.locator("[data-box]:visible input").first.check()
    expect(page.locator("[data-status]")).to_have_text("All changes are saved")
    found = str(page.evaluate("JSON.stringify(localStorage)"))
    context.close()
    return found


@pytest.fixture
def filled(page: Page, lists: str, begun: str) -> Page:
    """A device that holds a worksheet, a checklist, a step and a path with something in each."""
    page.goto(lists + "404.html")
    page.evaluate("(held) => Object.assign(localStorage, JSON.parse(held))", begun)
    return page
