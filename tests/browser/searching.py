"""What tests of search look at."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page


def box(page: Page) -> Locator:
    return page.locator("#pb-search")


def panel(page: Page) -> Locator:
    return page.locator("[data-search-panel]")


def results(page: Page) -> Locator:
    return page.locator("form.pb-search .pb-found a")


def field(page: Page) -> Locator:
    return page.get_by_role("search", name="Find a tool").get_by_label("What do you need?")


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("search", name="Find a tool").get_by_role("combobox", name=name)


def status(page: Page) -> Locator:
    return page.locator(".pb-find [role=status]")


def found(page: Page) -> Locator:
    return page.locator("[data-find-results] .pb-found")


def many(page: Page) -> int:
    """The count that the page announces."""
    said = re.search(r"(\d+) results?", status(page).inner_text())
    return int(said[1]) if said else 0
