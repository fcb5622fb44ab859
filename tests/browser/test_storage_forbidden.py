"""A browser that forbids storage: nothing fails on any kind of page, and the switches work."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

PAGES = (
    "",
    "tips/small-bed/",
    "worksheets/plan/",
    "checklists/before-digging/",
    "my-work/",
    "combine/",
    "404.html",
)
FORBIDDEN = """
for (const name of ["localStorage", "sessionStorage", "indexedDB"])
  Object.defineProperty(window, name, {
    get() { throw new DOMException("Access is denied for this document.", "SecurityError"); },
  });
"""
"""What the setting "Block all cookies" does, in whichever browser runs the tests."""


@pytest.fixture
def strict_page(page: Page) -> Page:
    page.add_init_script(FORBIDDEN)
    return page


def test_no_page_has_an_uncaught_error_where_storage_is_forbidden(strict_page: Page, garden: str):
    errors: list[str] = []
    strict_page.on("pageerror", lambda error: errors.append(f"{strict_page.url}: {error}"))
    for path in PAGES:
        strict_page.goto(garden + path)
        assert strict_page.evaluate("() => { try { return !localStorage } catch { return true } }")
        body = strict_page.locator("body")
        before = body.get_attribute("data-md-color-scheme") or ""
        strict_page.get_by_role("button", name="Dark page").click()
        expect(body).not_to_have_attribute("data-md-color-scheme", before)
    assert errors == []
