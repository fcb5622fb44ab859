"""Answers that leave and come back in files and links, equal to the byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from playbook.answers import Sheet, dumps, normalise
from playbook.sheets.read import read_sheet
from tests.twins.hostile import answers

Said = Callable[[str], None]
PLAN = "worksheets/plan/"
EVERY_CONTROL = """() => {
    for (const one of document.querySelectorAll("form[data-playbook] [name]"))
        one.dispatchEvent(new Event("input", { bubbles: true }));
}"""
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('org.'))"
KEEP = """
    URL.createObjectURL = (blob) => { window.saved = blob; return "#"; };
    HTMLAnchorElement.prototype.click = () => {};
"""


def test_any_answers_through_the_form_are_the_bytes_that_python_writes(
    any_answers: Any,
    file_of: Callable[..., dict[str, Any]],
    browser: Browser,
    garden: str,
    plan_sheet: Sheet,
):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(KEEP)
    page.goto(garden + PLAN)

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(answers=any_answers)
    def same(answers: dict[str, Any]) -> None:
        page.evaluate("localStorage.clear()")
        data = file_of(plan_sheet, answers)
        page.evaluate("document.querySelector('[data-notice]').replaceChildren()")
        raw = json.dumps(data).encode()
        page.locator("[data-file]").set_input_files(
            {"name": "a.json", "mimeType": "application/json", "buffer": raw}
        )
        expect(page.locator("[data-notice]")).to_contain_text("is open as a new copy")
        page.evaluate(EVERY_CONTROL)
        page.locator("[data-do=save]:visible").click()
        expected = dumps(normalise(data, plan_sheet))
        assert page.evaluate("window.saved.text()").encode() == expected

    same()
    context.close()


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"{", "odd.json is broken"), (b'{"answers": {"a": "1", "a": "2"}}', "says “a” twice")],
)
def test_a_file_that_cannot_be_taken_in_is_refused_in_a_plain_sentence_and_nothing_changes(
    plan: Page,
    opened: Callable[..., None],
    notice: Said,
    content: bytes,
    says: str,
):
    plan.get_by_label("Where is it?").fill("North")
    expect(plan.locator("[data-status]")).to_have_text("All changes are saved")
    before = plan.evaluate("JSON.stringify(localStorage)")
    opened(content, "odd.json")
    notice(says)
    assert plan.evaluate("JSON.stringify(localStorage)") == before
    expect(plan.get_by_label("Where is it?")).to_have_value("North")


def test_a_large_file_that_the_page_saved_opens_again(
    plan: Page, saved: Callable[[], bytes], opened: Callable[..., None], notice: Said
):
    plan.get_by_label("Where is it?").evaluate(
        """(field) => {
          field.value = "word ".repeat(430000);
          field.dispatchEvent(new Event("input", { bubbles: true }));
        }"""
    )
    expect(plan.locator("[data-status]")).to_have_text("All changes are saved")
    raw = saved()
    assert len(raw) > 2_000_000
    opened(raw, "large.json")
    notice("large.json is open as a new copy")


def test_a_share_link_opens_as_a_new_copy_without_private_answers(
    plan: Page,
    plan_sheet: Sheet,
    garden: str,
    browser: Browser,
    context: BrowserContext,
    saved: Callable[[], bytes],
    notice: Said,
):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    plan.get_by_label("Where is it?").fill("North 🌱")
    plan.get_by_label("What was there before?").fill("A secret")
    plan.get_by_role("button", name="Copy a link with the answers").click()
    asked_first = plan.get_by_role("dialog")
    asked_first.get_by_label("Filled in by").fill("Elm Street Tenants, Ana")
    asked_first.get_by_role("button", name="Go on").click()
    notice("without private answers")
    expect(plan.locator("form[data-playbook]").get_by_label("Filled in by")).to_have_value(
        "Elm Street Tenants, Ana"
    )
    expect(plan.locator("[data-copies] option:checked")).to_have_text("Elm Street Tenants, Ana")
    plan.get_by_role("button", name="Copy a link with the answers").click()
    expect(asked_first).to_be_hidden()
    link = plan.evaluate("navigator.clipboard.readText()")
    assert "secret" not in link
    assert link.startswith(garden + PLAN + "#answers=")
    other = browser.new_context()
    page = other.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(link)
    told = page.locator("[data-notice]")
    expect(told).to_contain_text("Nothing of them is kept until you say so")
    expect(told.locator("dd").first).to_have_text("North 🌱")
    assert page.evaluate(KEPT) == []
    page.reload()
    expect(told.locator("dd").first).to_have_text("North 🌱")
    page.get_by_role("button", name="Close").click()
    expect(page).to_have_url(garden + PLAN)
    expect(page.get_by_label("Where is it?")).to_have_value("")
    page.goto("about:blank")
    page.goto(link)
    page.get_by_role("button", name="Keep them as a new copy").click()
    expect(page.get_by_label("Where is it?")).to_have_value("North 🌱")
    expect(page.get_by_label("What was there before?")).to_have_value("")
    expect(page).to_have_url(garden + PLAN)
    assert not any("answers=" in url for url in asked)
    page.get_by_label("Where is it?").fill("Mine")
    page.goto("about:blank")
    page.goto(link[:-9])
    expect(page.locator("[data-notice]")).to_contain_text("The link is broken")
    expect(page.get_by_label("Where is it?")).to_have_value("Mine")
    other.close()


@pytest.mark.parametrize(
    ("rows", "says"), [(5000, "with more than 1000 rows"), (1000, "kept until")]
)
def test_a_link_with_many_rows_leaves_the_page_alive_and_nothing_stored(
    plan: Page, garden: str, notice: Said, rows: int, says: str
):
    beds = ",".join(['{"name":"x"}'] * rows)
    raw = answers(f'{{"beds":[{beds}]}}').decode()
    packed = plan.evaluate("(text) => playbook.links.packed(text)", raw)
    assert len(packed) < 400
    plan.goto("about:blank")
    plan.goto(f"{garden}{PLAN}#answers={packed}")
    notice(says)
    assert plan.evaluate(KEPT) == []
    plan.get_by_label("Where is it?").fill("North")
    expect(plan.locator("[data-status]")).to_have_text("All changes are saved")


def test_everything_works_from_a_folder(browser: Browser, garden_folder: Path, plan_sheet: Sheet):
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    address = (garden_folder / "site/worksheets/plan/index.html").as_uri()
    page.goto(address)
    page.get_by_label("Where is it?").fill("North")
    page.reload()
    expect(page.get_by_label("Where is it?")).to_have_value("North")
    page.get_by_text("More", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download filled PDF, A4").click()
    raw = Path(download.value.path()).read_bytes()
    assert read_sheet(raw, name="x.pdf", sheets=[plan_sheet]).answers["place"] == "North"
    page.locator("[data-file]").set_input_files(
        {"name": "back.pdf", "mimeType": "application/pdf", "buffer": raw}
    )
    expect(page.locator("[data-notice]")).to_contain_text("back.pdf is open as a new copy")
    assert errors == []
    context.close()
