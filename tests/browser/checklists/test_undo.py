"""Undo brings back what was taken away, and takes nothing away itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.checklists.conftest import LONG

Said = Callable[[str], None]
SAVED = "All changes are saved"


def box(page: Page, number: int):
    return page.locator(f'input[name="item-{number}"]')


def ticked(page: Page) -> list[str]:
    return list(
        page.locator(".pb-check input:checked").evaluate_all("(all) => all.map((b) => b.name)")
    )


def clear(page: Page, words: str = "Clear all ticks") -> None:
    page.get_by_text("More", exact=True).click()
    page.get_by_role("button", name=words).click()


@pytest.fixture
def begun_list(opened_list: Page, status: Said) -> Page:
    """One box ticked, and one that was."""
    box(opened_list, 1).check()
    box(opened_list, 2).check()
    box(opened_list, 2).uncheck()
    status(SAVED)
    return opened_list


def test_taking_back_a_clearing_leaves_what_was_ticked_since(begun_list: Page, status: Said):
    clear(begun_list)
    box(begun_list, 2).check()
    box(begun_list, 3).check()
    status(SAVED)
    begun_list.get_by_role("button", name="Undo").click()
    status(SAVED)
    begun_list.reload()
    expect(begun_list.locator("form[data-ready]")).to_be_visible()
    assert ticked(begun_list) == ["item-1", "item-2", "item-3"]


def test_taking_back_a_clearing_leaves_what_another_window_ticked_and_unticked_since(
    begun_list: Page, context: BrowserContext, lists: str, status: Said
):
    box(begun_list, 4).check()
    status(SAVED)
    other = context.new_page()
    other.goto(lists + LONG)
    clear(begun_list)
    expect(box(other, 1)).not_to_be_checked()
    box(other, 2).check()
    box(other, 4).check()
    box(other, 4).uncheck()
    expect(other.locator("[data-status]")).to_have_text(SAVED)
    expect(box(begun_list, 2)).to_be_checked()
    begun_list.get_by_role("button", name="Undo").click()
    status(SAVED)
    expect(box(other, 1)).to_be_checked()
    assert ticked(begun_list) == ticked(other) == ["item-1", "item-2"]


def test_a_clearing_is_taken_back_in_its_own_copy(begun_list: Page, status: Said):
    clear(begun_list)
    begun_list.get_by_role("button", name="New copy").click()
    begun_list.get_by_role("textbox", name="Name of the copy").fill("May")
    begun_list.get_by_role("button", name="OK").click()
    begun_list.get_by_role("button", name="Undo").click()
    status(SAVED)
    assert ticked(begun_list) == ["item-1"]
    copies = begun_list.get_by_label("Copy", exact=True)
    expect(copies).to_have_value("1")
    copies.select_option(label="May")
    assert ticked(begun_list) == []


def test_in_a_worksheet_too_undo_leaves_what_was_typed_since(page: Page, lists: str, status: Said):
    page.goto(lists + "worksheets/plan/")
    place, more = page.get_by_label("Where is it?"), page.locator("form textarea").nth(1)
    more.fill("Typed, and taken out")
    more.fill("")
    place.fill("Behind the school")
    status(SAVED)
    clear(page, "Clear all answers")
    expect(place).to_have_value("")
    more.fill("Typed since")
    status(SAVED)
    page.get_by_role("button", name="Undo").click()
    status(SAVED)
    page.reload()
    expect(place).to_have_value("Behind the school")
    expect(more).to_have_value("Typed since")
