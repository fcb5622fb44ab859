"""A browser that forbids storage: nothing fails on any kind of page, and the switches work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import SWITCHES, chromium

PAGES = (
    "",
    "tips/small-bed/",
    "worksheets/plan/",
    "checklists/before-digging/",
    "my-work/",
    "combine/",
    "404.html",
)
BLOCKED = {"profile": {"default_content_setting_values": {"cookies": 2}}}
"""What the setting "Block all cookies" writes, which forbids all storage."""


@pytest.fixture
def strict_page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    settings = tmp_path / "Default/Preferences"
    settings.parent.mkdir()
    settings.write_text(json.dumps(BLOCKED), encoding="utf-8")
    context = browser.browser_type.launch_persistent_context(
        tmp_path, executable_path=chromium(), args=SWITCHES
    )
    yield context.pages[0]
    context.close()


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
