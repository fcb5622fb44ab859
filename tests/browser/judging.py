"""What axe says of a page."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,  # for rules on sound and film, of which the pages have none
}


def faults(page: Page, part: str | None = None) -> list[tuple[str, str]]:
    """The rule and the first element of every fault that axe finds on a page or a part of it."""
    found = Axe().run(page, context=part, options=RULES).response["violations"]
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found]
