"""Nothing that was typed is lost: on leaving at once, with two windows, without room to save."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

Said = Callable[[str], None]
SAVED = "All changes are saved"
PLAN = "worksheets/plan/"
TIMES = 25
AT_THE_PLACE = """() => {
    if (!document.querySelector("form[data-ready]")) throw new Error("no form");
    const place = document.querySelector("[name=place]");
    place.focus();
    return place.value;
}"""
"""Begins to type where `place` is, and says what stands there."""


def place(page: Page):
    return page.get_by_label("Where is it?")


def store(page: Page, pieces: dict[str, list[object]], copy: str = "1", ref: str = "plan") -> None:
    """Put a copy on this device as an earlier version of the page would have."""
    key = page.evaluate(
        "JSON.parse(document.querySelector('[data-playbook-definition]').dataset.playbookDefinition).playbook"
    )
    held = json.dumps({"format": 1, "pieces": pieces})
    page.evaluate(
        "([k, v]) => localStorage.setItem(k, v)", [f"{key}:worksheets/{ref}:{copy}", held]
    )


@pytest.mark.parametrize("way", ["reload", "navigation", "close"])
def test_type_and_leave_at_once_loses_nothing(
    context: BrowserContext, page: Page, garden: str, way: str
):
    kept = 0
    typed = ""
    page.goto(garden + PLAN)
    page.evaluate(AT_THE_PLACE)
    for number in range(TIMES):
        letter = chr(ord("a") + number)
        typed += letter
        page.keyboard.press("End")
        page.keyboard.type(letter)
        if way == "reload":
            page.reload()
        elif way == "navigation":
            page.goto(garden + "tips/", wait_until="commit")
            page.goto(garden + PLAN)
        else:
            page.close()
            page = context.new_page()
            page.goto(garden + PLAN)
        kept += page.evaluate(AT_THE_PLACE) == typed
    assert kept == TIMES


def test_two_windows_that_type_at_the_same_time_keep_the_answers_of_both(
    plan: Page, second: Page, status: Said
):
    place(plan).fill("North")
    second.get_by_label("What was there before?").fill("A car park")
    status(SAVED)
    expect(second.locator("[data-status]")).to_have_text(SAVED)
    expect(place(second)).to_have_value("North")
    expect(plan.get_by_label("What was there before?")).to_have_value("A car park")
    plan.reload()
    expect(place(plan)).to_have_value("North")
    expect(plan.get_by_label("What was there before?")).to_have_value("A car park")


def test_rows_that_two_windows_add_at_the_same_time_both_stay(
    plan: Page, second: Page, status: Said
):
    for window, name in ((plan, "By the gate"), (second, "By the wall")):
        # The first row of all may be the other window's by now; its own stands open.
        window.locator("[data-rows=beds] [data-open] textarea[name$='.name']").fill(name)
    status(SAVED)
    expect(second.locator("[data-status]")).to_have_text(SAVED)
    for window in (plan, second):
        names = window.locator(
            "[data-rows=beds] [data-row]:not([data-spare]) textarea[name$='.name']"
        )
        expect(names).to_have_count(2)
        assert {one.input_value() for one in names.all()} == {"By the gate", "By the wall"}


def test_a_renamed_question_keeps_its_answer_and_a_removed_one_is_shown_as_earlier(plan: Page):
    store(
        plan,
        {
            "insurance": [True, 1000],
            "fence": ["Yes, in green", 1000],
            "beds.r1": [0, 1000],
            "beds.r1.shade_name": ["Old bed", 1000],
        },
    )
    plan.reload()
    expect(plan.get_by_label("We are insured")).to_be_checked()
    expect(plan.get_by_role("heading", name="Earlier answers")).to_be_visible()
    expect(plan.locator("[data-earlier]")).to_contain_text("Yes, in green")
    expect(plan.locator("[data-earlier]")).to_contain_text("Old bed")
    plan.get_by_label("We are insured").uncheck()
    expect(plan.locator("[data-status]")).to_have_text(SAVED)
    plan.reload()
    expect(plan.get_by_label("We are insured")).not_to_be_checked()
    expect(plan.locator("[data-earlier]")).to_contain_text("Yes, in green")


def test_full_storage_is_said_and_the_file_is_one_click_away(plan: Page, notice: Said):
    plan.evaluate("""() => { Storage.prototype.setItem = () => {
        throw new DOMException("no room", "QuotaExceededError"); } }""")
    place(plan).fill("North")
    notice("The browser has no room left")
    expect(plan.locator("[data-status]")).to_have_text("Not saved")
    with plan.expect_download() as download:
        plan.locator("[data-notice]").get_by_role("button", name="Save to a file").click()
    held = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert held["answers"] == {"hope": "3", "place": "North"}


def test_forbidden_storage_is_said_at_the_first_letter(page: Page, garden: str, notice: Said):
    page.add_init_script("""Object.defineProperty(window, "localStorage", { get() {
        throw new DOMException("no", "SecurityError"); } })""")
    page.goto(garden + PLAN)
    place(page).fill("North")
    notice("This browser does not let the page save.")


def test_answers_of_a_newer_page_are_left_alone(plan: Page, notice: Said):
    key = (
        plan.evaluate(
            "JSON.parse(document.querySelector('[data-playbook-definition]').dataset.playbookDefinition).playbook"
        )
        + ":worksheets/plan:1"
    )
    text = json.dumps({"format": 2, "pieces": {"place": ["x", 1]}})
    plan.evaluate("([k, v]) => localStorage.setItem(k, v)", [key, text])
    plan.reload()
    notice("saved by a newer version")
    place(plan).fill("North")
    expect(plan.locator("[data-status]")).to_have_text("Not saved")
    assert plan.evaluate("k => localStorage.getItem(k)", key) == text


def test_a_copy_that_another_window_deletes_comes_back_when_one_types_on(
    plan: Page, second: Page, notice: Said, status: Said
):
    place(second).fill("North")
    expect(place(plan)).to_have_value("North")
    second.get_by_text("More", exact=True).click()
    second.get_by_role("button", name="Delete this copy").click()
    notice("deleted in another window")
    plan.get_by_label("How big?").fill("40")
    status(SAVED)
    plan.reload()
    expect(place(plan)).to_have_value("North")


def test_a_page_that_the_theme_changes_without_loading_one_saves_and_begins_anew(
    page: Page, garden: str, status: Said
):
    page.goto(garden + PLAN)
    place(page).fill("North")
    old = page.evaluate_handle("document.querySelector('article')")
    page.evaluate("(old) => { old.replaceChildren(); window.document$.next(document); }", old)
    page.evaluate(
        """async (address) => {
        const text = await (await fetch(address)).text();
        const next = new DOMParser().parseFromString(text, "text/html").querySelector("article");
        document.querySelector("article").replaceWith(next);
        for (const one of next.querySelectorAll("script[src]")) {
            const script = document.createElement("script");
            script.src = one.src;
            one.replaceWith(script);
        }
        window.document$.next(document);
    }""",
        garden + PLAN,
    )
    expect(place(page)).to_have_value("North")
    place(page).fill("South")
    status(SAVED)
