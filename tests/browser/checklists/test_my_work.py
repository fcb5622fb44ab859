"""My work: what this device holds, gone on with, renamed, deleted, wiped without a trace."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.checklists.conftest import LONG, WORK
from tests.browser.checklists.working import (
    Work,
    answers,
    backup,
    held,
    open_file,
    save_all,
    says,
    titles,
    wipe,
)
from tests.browser.judging import faults


def test_it_lists_what_is_here_and_how_far_it_is(filled: Page, work: Work):
    page = work()
    assert titles(page) == [
        "Plan of the garden",
        "Long list",
        "Ask who owns the land",
        "The first spring",
    ]
    expect(page.locator(".pb-work-row").nth(0)).to_contain_text("2 of 13 answered")
    expect(page.locator(".pb-work-row").nth(1)).to_contain_text("3 of 40 done")
    expect(page.locator("[data-filed]")).to_have_text("Nothing here has been saved to a file yet.")
    expect(page.get_by_text("It is not encrypted")).to_be_visible()


def test_one_can_go_on_with_the_copy_that_one_chose(filled: Page, work: Work, lists: str):
    filled.goto(lists + LONG)
    filled.get_by_role("button", name="New, empty").click()
    filled.get_by_role("textbox", name="Name of the copy").fill("May")
    filled.get_by_role("button", name="OK").click()
    filled.locator('input[name="item-9"]').check()
    expect(filled.locator("[data-status]")).to_have_text("All changes are saved")
    page = work()
    rows = page.locator(".pb-work-row", has_text="Long list")
    expect(rows).to_have_count(2)
    rows.filter(has_text="3 of 40").get_by_role("link").click()
    expect(page.locator("form[data-ready]")).to_be_visible()
    expect(page.locator("[data-count]")).to_have_text("3 of 40 done")


def test_copies_are_called_and_dated_as_on_their_own_page(opened_list: Page, work: Work):
    opened_list.locator('input[name="item-1"]').check()
    expect(opened_list.locator("[data-status]")).to_have_text("All changes are saved")
    page = work()
    open_file(page, backup(answers(answers={"item-2": True}), answers(answers={"item-3": True})))
    rows = page.locator(".pb-work-row")
    expect(rows).to_have_count(3)
    opened_list.reload()
    names = opened_list.locator("[data-copies] option")
    expect(names).to_have_text(["My list", "Copy 2", "Copy 3"])
    for number, name in enumerate(names.all_inner_texts()):
        expect(rows.nth(number).get_by_role("link")).to_have_text(f"Long list, {name}")
        expect(rows.nth(number)).to_contain_text("1 of 40 done")
        expect(rows.nth(number)).to_have_text(
            re.compile(r"last change [A-Z][a-z]+ \d{1,2}, \d{4} at \d")
        )


def test_a_copy_is_renamed_and_deleted_and_the_deletion_taken_back(filled: Page, work: Work):
    page = work()
    page.get_by_role("button", name="Rename: Long list").click()
    page.get_by_role("textbox", name="Name of the copy").fill("Elm Street")
    page.get_by_role("button", name="OK").click()
    expect(page.locator(".pb-work-row", has_text="Elm Street")).to_have_count(1)
    page.get_by_role("button", name="Delete: Long list, Elm Street").click()
    expect(page.locator(".pb-work-row", has_text="Long list")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".pb-work-row", has_text="Elm Street")).to_contain_text("3 of 40 done")


def test_wiping_leaves_no_key_of_this_playbook_and_touches_no_others(filled: Page, work: Work):
    page = work()
    playbook = page.evaluate("playbook.known.playbook")
    others = {f"{playbook}.fork:worksheets/plan:1": "theirs", "someone": "else"}
    page.evaluate("(all) => Object.entries(all).forEach(([k, v]) => localStorage[k] = v)", others)
    assert any(key.startswith(f"{playbook}:") for key in held(page))
    wipe(page)
    says(page, "Checked afterwards, nothing is left")
    left = {key: text for key, text in held(page).items() if not key.startswith("/.")}
    assert left == others, "only what the theme keeps of its colours may stand beside them"


def test_nothing_is_wiped_without_a_second_yes(filled: Page, work: Work):
    page = work()
    before = held(page)
    page.get_by_role("button", name="Wipe everything").click()
    expect(page.locator("dialog[open]").get_by_role("button", name="Cancel")).to_be_focused()
    expect(page.locator("dialog[open] li", has_text="not in any file")).to_have_count(4)
    page.keyboard.press("Enter")
    assert held(page) == before


def test_before_wiping_it_says_what_no_file_holds(filled: Page, work: Work, lists: str):
    page = work()
    save_all(page)
    filled.goto(lists + LONG)
    filled.locator('input[name="item-9"]').check()
    expect(page.locator("[data-filed]")).to_contain_text("1 of 4 have changed")
    page.get_by_role("button", name="Wipe everything").click()
    expect(page.locator("dialog[open] li b")).to_have_text("changed since it was saved to a file")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_no_fault_in_any_state(browser: Browser, lists: str, scheme: str, width: int):
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.goto(lists + WORK)
    seen: dict[str, list[tuple[str, str]]] = {"empty": faults(page)}
    open_file(page, backup(answers(copy="One"), answers(checklist="checklists/gone")))
    says(page, "added")
    seen["filled"] = faults(page)
    page.get_by_label("Encrypt the file with a passphrase").check()
    seen["sealing"] = faults(page)
    page.get_by_role("button", name="Rename").first.click()
    seen["naming"] = faults(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Wipe everything").click()
    seen["wiping"] = faults(page)
    assert not any(seen.values()), seen
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_without_scripts_it_says_that_it_keeps_nothing(browser: Browser, lists: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(lists + WORK)
    expect(page.get_by_text("Without scripts this page can show and keep nothing.")).to_be_visible()
    expect(page.get_by_role("button", name="Open a file")).to_be_hidden()
    context.close()
