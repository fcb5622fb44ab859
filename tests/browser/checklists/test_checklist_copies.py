"""Copies of a list: from files, by name, and what is said where nothing can be saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.checklists.conftest import LONG
from tests.browser.checklists.working import Work, save_all
from tests.browser.judging import faults

Said = Callable[[str], None]
SAVED = "All changes are saved"


def box(page: Page, number: int):
    return page.locator(f'input[name="item-{number}"]')


def test_a_blank_pdf_is_said_to_be_empty_and_makes_no_copy(
    opened_list: Page, first_version: Path, opened: Callable[..., None], notice: Said
):
    opened((first_version / "site" / LONG / "long-a4.pdf").read_bytes(), "blank.pdf")
    notice("There is nothing in blank.pdf")
    expect(opened_list.locator("[data-copies] option")).to_have_count(1)


def test_the_same_file_twice_is_one_copy_that_is_shown(
    opened_list: Page, saved: Callable[[], bytes], opened: Callable[..., None], notice: Said
):
    box(opened_list, 7).check()
    raw = saved()
    copies = opened_list.locator("[data-copies]")
    opened(raw, "ticks.json")
    notice("ticks.json is open as a new copy")
    there = copies.input_value()
    copies.select_option("1")
    opened(raw, "ticks.json")
    notice("What is in ticks.json is here already")
    expect(copies).to_have_value(there)
    expect(copies.locator("option")).to_have_count(2)


def test_a_backup_says_where_to_open_it_and_leads_there(
    opened_list: Page, opened: Callable[..., None], notice: Said
):
    opened({"format": "playbook-backup/1", "playbook": "org.example.base", "files": []}, "all.json")
    notice("all.json is a backup with many files in it. Open it on the page My work.")
    assert faults(opened_list) == []
    opened_list.locator("[data-notice]").get_by_role("link", name="My work").click()
    opened_list.wait_for_url("**/my-work/")


def test_a_name_of_spaces_is_asked_for_again(opened_list: Page):
    opened_list.get_by_role("button", name="New, empty").click()
    name = opened_list.get_by_role("textbox", name="Name of the copy")
    name.fill("   ")
    opened_list.get_by_role("button", name="OK").click()
    expect(name).to_be_visible()
    assert name.evaluate("(field) => field.validationMessage")
    name.fill(" May ")
    opened_list.get_by_role("button", name="OK").click()
    expect(opened_list.locator("[data-copies] option:checked")).to_have_text("May")


def test_copies_of_one_name_are_told_apart(opened_list: Page, work: Work):
    for number in range(2):
        opened_list.get_by_role("button", name="New, empty").click()
        opened_list.get_by_role("textbox", name="Name of the copy").fill("City Hall")
        opened_list.get_by_role("button", name="OK").click()
        box(opened_list, number).check()
        expect(opened_list.locator("[data-status]")).to_have_text(SAVED)
    options = opened_list.locator("[data-copies] option")
    expect(options).to_have_text(["City Hall", "City Hall (2)"])
    page = work()
    for name in ("City Hall", "City Hall (2)"):
        delete = page.get_by_role("button", name=f"Delete: Long list, {name}", exact=True)
        expect(delete).to_have_count(1)
    page.get_by_role("button", name="Rename: Long list, City Hall (2)", exact=True).click()
    expect(page.get_by_role("textbox", name="Name of the copy")).to_have_value("City Hall")


FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"


def test_without_room_a_step_names_no_button_that_it_does_not_have(page: Page, lists: str):
    page.goto(lists + "steps/ask/")
    expect(page.locator("form[data-ready]")).to_have_count(1)
    page.evaluate(f"() => {{ {FULL} }}")
    page.locator(".pb-check input").first.check()
    told = page.locator("[data-notice]")
    expect(told).to_contain_text("it is gone when you leave the page")
    expect(told).not_to_contain_text("Save to a file")


def test_without_room_saving_to_a_file_is_said_once_and_as_it_is(
    opened_list: Page, saved: Callable[[], bytes], notice: Said, work: Work
):
    box(opened_list, 7).check()
    expect(opened_list.locator("[data-status]")).to_have_text(SAVED)
    page = work()
    for one in (opened_list, page):
        one.evaluate(f"() => {{ {FULL} }}")
    saved()
    notice("Saved to long.json. The browser could not note that here")
    save_all(page)
    expect(page.locator("[data-notice]")).to_contain_text("The browser could not note that here")
