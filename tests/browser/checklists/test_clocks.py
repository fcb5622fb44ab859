"""A clock that was days ahead takes nothing away from what one does once it is right again."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.checklists.working import Work, save_all

Said = Callable[[str], None]
SAVED = "All changes are saved"
NOW = datetime.datetime.now(tz=datetime.UTC)
AHEAD = NOW + datetime.timedelta(days=3)


@pytest.fixture(autouse=True)
def ahead(context: BrowserContext) -> None:
    context.clock.set_fixed_time(AHEAD)


def box(page: Page, number: int):
    return page.locator(f'input[name="item-{number}"]')


def test_a_tick_from_the_future_can_be_taken_back(opened_list: Page, status: Said):
    box(opened_list, 3).check()
    status(SAVED)
    opened_list.context.clock.set_fixed_time(NOW)
    opened_list.reload()
    expect(box(opened_list, 3)).to_be_checked()
    box(opened_list, 3).uncheck()
    status(SAVED)
    opened_list.reload()
    expect(opened_list.locator("form[data-ready]")).to_be_visible()
    expect(box(opened_list, 3)).not_to_be_checked()


def test_what_is_typed_after_the_clock_was_put_right_stays(page: Page, lists: str, status: Said):
    page.goto(lists + "worksheets/plan/")
    page.get_by_label("Where is it?").fill("A first draft")
    status(SAVED)
    page.context.clock.set_fixed_time(NOW)
    page.reload()
    expect(page.get_by_label("Where is it?")).to_have_value("A first draft")
    page.get_by_label("Where is it?").press("End")
    page.keyboard.type(", and an hour of work")
    status(SAVED)
    page.reload()
    expect(page.get_by_label("Where is it?")).to_have_value("A first draft, and an hour of work")


def test_a_name_and_a_day_of_saving_from_the_future_give_way_on_my_work(
    opened_list: Page, work: Work, status: Said
):
    box(opened_list, 3).check()
    opened_list.get_by_text("More", exact=True).click()
    opened_list.get_by_role("button", name="Rename this copy").click()
    opened_list.get_by_role("textbox", name="Name of the copy").fill("In May")
    opened_list.get_by_role("button", name="OK").click()
    status(SAVED)
    save_all(work())
    opened_list.context.clock.set_fixed_time(NOW)
    page = work()
    page.get_by_role("button", name="Rename: Long list, In May").click()
    page.get_by_role("textbox", name="Name of the copy").fill("In June")
    page.get_by_role("button", name="OK").click()
    expect(page.locator(".pb-work-row")).to_contain_text("In June")
    expect(page.locator(".pb-work-row")).not_to_contain_text("last change")
    save_all(page)
    day = NOW.astimezone()
    expect(page.locator("[data-filed]")).to_contain_text(
        f"Everything here is in a file, as of {day:%B} {day.day}, {day.year}"
    )


def test_a_change_after_saving_is_told_from_one_before_whatever_the_clock(
    opened_list: Page, saved: Callable[[], bytes], status: Said
):
    box(opened_list, 3).check()
    status(SAVED)
    opened_list.context.clock.set_fixed_time(NOW)
    opened_list.reload()
    saved()
    filed = opened_list.locator("[data-filed]")
    expect(filed).not_to_contain_text("changed since")
    box(opened_list, 4).check()
    expect(filed).to_contain_text("changed since")
