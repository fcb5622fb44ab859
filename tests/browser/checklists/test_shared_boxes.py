"""A box that stands in two lists is one tick; a letter says what was answered."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from playbook.publish import build
from tests.browser.conftest import SETTINGS, serve
from tests.sheets.making import keep_fonts

CASE = Path(__file__).parents[2] / "cases/meeting"
HERE, THERE = "checklists/evening/", "checklists/room/"
SAVED = "All changes are saved"


@pytest.fixture(scope="session")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("meeting")
    shutil.copytree(CASE / "content", folder / "content")
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    keep_fonts(folder)
    build(folder, site_dir=folder / "site", strict=True)
    with serve(folder / "site") as found:
        yield found


@pytest.fixture
def window(context: BrowserContext, meeting: str) -> Callable[[str], Page]:
    def open_window(path: str) -> Page:
        page = context.new_page()
        page.goto(meeting + path)
        expect(page.locator("[data-ready]").first).to_be_attached()
        return page

    return open_window


def test_a_tick_here_is_a_tick_there_now_and_later(window: Callable[[str], Page]):
    there = window(THERE)
    here = window(HERE)
    here.locator('[name="door"]').check()
    expect(here.locator("[data-status]")).to_have_text(SAVED)
    expect(there.locator('[name="door"]')).to_be_checked()
    expect(there.locator("[data-count]")).to_have_text("1 of 3 done")
    there.locator('[name="door"]').uncheck()
    expect(here.locator('[name="door"]')).not_to_be_checked()
    there.locator('[name="door"]').check()
    expect(there.locator("[data-status]")).to_have_text(SAVED)
    work = window("my-work/")
    row = work.locator(".pb-work-row")
    expect(row.filter(has_text="The evening")).to_contain_text("1 of 2 done")
    expect(row.filter(has_text="The room")).to_contain_text("1 of 3 done")


def test_a_tick_from_before_the_box_was_shared_arrives_when_the_list_is_opened(
    page: Page, meeting: str
):
    page.goto(meeting + "404.html")
    piece = '{"format": 1, "pieces": {"door": [true, 5], "~seen.door": ["The door is open", 5]}}'
    key = "org.example.meeting:checklists/room:1"
    page.evaluate("([key, piece]) => localStorage.setItem(key, piece)", [key, piece])
    page.goto(meeting + HERE)
    expect(page.locator('[name="door"]')).to_be_checked()
    expect(page.locator("[data-count]")).to_have_text("1 of 2 done")


def test_copies_share_ticks_with_the_copy_of_the_same_name_and_no_other(
    window: Callable[[str], Page],
):
    here = window(HERE)
    here.get_by_role("button", name="New, empty").click()
    here.locator("dialog[open] input").fill("North")
    here.get_by_role("button", name="OK").click()
    here.locator('[name="door"]').check()
    expect(here.locator("[data-status]")).to_have_text(SAVED)
    there = window(THERE)
    expect(there.locator('[name="door"]')).not_to_be_checked()
    there.get_by_role("button", name="New, empty").click()
    there.locator("dialog[open] input").fill("North")
    there.get_by_role("button", name="OK").click()
    expect(there.locator('[name="door"]')).to_be_checked()


def test_a_letter_writes_itself_and_can_be_copied(
    context: BrowserContext, window: Callable[[str], Page]
):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = window("worksheets/invitation/")
    page.get_by_label("Whom do you invite?").fill("Ana")
    page.get_by_label("On which day?").fill("2026-12-01")
    page.get_by_label("a walk").check()
    page.locator('[name="topics.0"]').fill("rents")
    text = page.locator("[data-letter-text]")
    expect(text).to_contain_text("Dear Ana,")
    expect(text).to_contain_text("we invite you to a walk on December 1, 2026. It is about rents.")
    page.get_by_role("button", name="Copy the text").click()
    expect(page.locator("[data-letter-said]")).to_have_text("The text is copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Dear Ana,\n\nwe invite you")
    assert copied.endswith("With kind regards\nThe conveners")
    page.get_by_label("Whom do you invite?").fill("")
    expect(text).to_contain_text("Dear name,")


def test_a_letter_is_printed_alone(window: Callable[[str], Page]):
    page = window("worksheets/invitation/")
    page.evaluate("window.print = () => (window.printed = true)")
    page.get_by_role("button", name="Print it alone").click()
    page.emulate_media(media="print")
    expect(page.locator("[data-letter-text]")).to_be_visible()
    expect(page.locator("h1")).to_be_hidden()
    expect(page.get_by_label("Whom do you invite?")).to_be_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("h1")).to_be_visible()
