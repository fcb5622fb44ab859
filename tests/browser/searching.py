"""What tests of search look at."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page


def box(page: Page) -> Locator:
    return page.locator("#pb-search")


def results(page: Page) -> Locator:
    return page.locator("form.pb-search .pb-found a")


def found(page: Page) -> Locator:
    return page.locator("[data-find-results] .pb-found")


def many(page: Page) -> int:
    """The count that the page announces."""
    said = re.search(r"(\d+) results?", page.locator(".pb-find [role=status]").inner_text())
    return int(said[1]) if said else 0
