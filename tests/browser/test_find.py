"""The page "Find" in a real browser: words, filters, and what a phone shows of both."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.searching import choice, found, many, status


def test_filters_combine_count_and_stay_in_the_address(page: Page, site: str):
    page.goto(site + "find/")
    form = page.get_by_role("search", name="Find a tool")
    form.get_by_label("What do you need?").fill("meeting")
    expect(found(page).first).to_be_visible()
    everything = many(page)
    kind = form.get_by_role("combobox", name="Show")
    promised = kind.locator("option[value=checklists]").inner_text()
    kind.select_option("checklists")
    expect(found(page).locator(".pb-kind").first).to_have_text("Checklist")
    left = many(page)
    assert promised == f"Checklists ({left})"
    assert 0 < left < everything
    form.get_by_role("combobox", name="that takes").select_option("15")
    expect(page).to_have_url(re.compile(r"q=meeting&kind=checklists&time=15$"))
    fewer = many(page)
    assert 0 < fewer < left
    page.reload()
    expect(found(page)).to_have_count(fewer)
    form.get_by_role("button", name="Clear all").click()
    expect(found(page)).to_have_count(0)
    expect(form.get_by_label("What do you need?")).to_be_focused()
    expect(page).to_have_url(site + "find/")


def test_who_i_am_and_what_i_want_are_a_way_in_without_a_word(page: Page, site: str):
    page.goto(site + "find/")
    form = page.get_by_role("search", name="Find a tool")
    form.get_by_role("combobox", name="I am", exact=True).select_option("convener")
    expect(found(page).first).to_be_visible()
    alone = many(page)
    form.get_by_role("combobox", name="and I want to").select_option("agree-roles-rules")
    expect(page).to_have_url(re.compile("role=convener&step=agree-roles-rules"))
    assert 0 < many(page) < alone
    assert all(
        "(0)" not in text or option.is_disabled()
        for option in form.get_by_role("combobox", name="Show").locator("option").all()
        if (text := option.inner_text())
    )


def test_filters_that_leave_nothing_are_not_blamed_on_the_words(page: Page, site: str):
    page.goto(site + "find/?q=mou")
    expect(found(page).first).to_be_visible()
    none = choice(page, "Show").locator("option:disabled").first.get_attribute("value")
    page.goto(f"{site}find/?q=mou&kind={none}")
    expect(status(page)).to_have_text("Nothing fits. Try fewer filters.")
    page.goto(f"{site}find/?q=xyzzyplugh&kind={none}")
    expect(status(page)).to_contain_text("Nothing found for “xyzzyplugh”")


def test_more_results_come_on_demand_and_the_focus_goes_to_the_first_of_them(page: Page, site: str):
    page.goto(site + "find/?kind=tips")
    expect(found(page)).to_have_count(20)
    page.get_by_role("button", name="Show more").click()
    expect(found(page)).to_have_count(40)
    expect(found(page).nth(20).get_by_role("link")).to_be_focused()


@pytest.mark.parametrize(
    "query",
    ["q=%E0%A4%A", "q=a&q=b", "kind=nothing&time=-1", "role=<b>&step=..", "q=%3Cimg%20src%3Dx%3E"],
)
def test_any_address_opens_the_page(page: Page, site: str, query: str):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{site}find/?{query}")
    page.wait_for_function("!!(window.playbook.search && window.playbook.search.find)")
    expect(status(page)).not_to_be_empty()
    assert errors == []


def test_without_scripts_find_is_a_plain_index_of_everything(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_role("link", name="Search").click()
    page.locator("summary", has_text="Ground rules").click()
    expect(page.get_by_role("link", name="Clear asks only")).to_be_visible()
    expect(page.get_by_role("search")).to_have_count(0)
    context.close()
