"""The content security policy that the page for publishers gives: no page is hindered by it."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.browser.conftest import serve
from tests.chapters import ROOT, blocks

PAGES = (
    "",
    "find/",
    "my-work/",
    "combine/",
    "tonight/",
    "worksheets/north-star/",
    "tips/",
    "404.html",
)


def refused(page: Page, built: Path, policy: str, pages: tuple[str, ...]) -> list[str]:
    """Visit pages under a policy; return what the browser refuses them."""
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    with serve(built, policy) as site:
        for name in pages:
            page.goto(f"{site}{name}")
    return [text for text in told if "Content Security Policy" in text]


def test_every_page_works_under_the_policy(page: Page, built: Path):
    said = blocks(ROOT / "docs/publishers.md")
    policy = next(block.text.strip() for block in said if block.said == "csp")
    assert refused(page, built, policy, PAGES) == []


def test_a_policy_that_hinders_is_noticed(page: Page, built: Path):
    assert refused(page, built, "default-src 'self'", ("",)) != []
