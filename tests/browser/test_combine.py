"""The page that puts partners' answers side by side, as the convener has it before the call."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from playbook.answer_context import open_playbook
from playbook.combine import combine, combined_views, dumps_combined
from playbook.combine.page import combined_page
from playbook.combine.sources import source_of
from playbook.render.templates import Templates
from tests.browser.judging import faults
from tests.combine.seven import NAMES, NORTH, answers_of

ROOT = Path(__file__).parents[2]
PLAYBOOK = "org.coalition-playbook"


def file_of(ref: str, answers: dict[str, Any], name: str) -> dict[str, Any]:
    data = {
        "answers": answers,
        "format": "playbook-answers/1",
        "playbook": PLAYBOOK,
        "worksheet": ref,
    }
    return {"name": name, "mimeType": "application/json", "buffer": json.dumps(data).encode()}


SENT = [
    file_of(ref, answers | {"filled_by": name}, f"{at}-{ref.split('/')[1]}.json")
    for at, name in enumerate(NAMES)
    for ref, answers in answers_of(at).items()
]


def put(page: Page, files: list[dict[str, Any]]) -> None:
    """Open files, and wait until all are read."""
    page.locator("[data-file]").set_input_files(files)  # type: ignore[arg-type]
    count = len(files)
    said = f"{count} files have been read." if count != 1 else "1 file has been read."
    expect(page.locator("[data-told]")).to_have_text(said)


@pytest.fixture
def combine_page(page: Page, site: str) -> Page:
    page.goto(f"{site}combine/")
    return page


def saved(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the combined file").click()
    return Path(download.value.path()).read_bytes()


def test_seven_partners_stand_side_by_side_and_nothing_leaves_or_stays(combine_page: Page):
    page = combine_page
    before = page.evaluate("JSON.stringify(localStorage)")
    asked: set[tuple[str, str]] = set()
    page.on("request", lambda request: asked.add((request.method, request.url)))
    put(page, SENT)
    talk = page.locator(".pb-side-talk")
    for text in ("Judge Castellan", "Limits on rents", "I know how we decide", "Budget"):
        expect(talk).to_contain_text(text)
    expect(page.locator(".pb-sides h2")).to_have_count(5)
    ours = page.url.replace("combine/", "assets/playbook/")
    assert asked == {("GET", ours + name) for name in ("sheets.js", "combine.css")}
    assert page.evaluate("JSON.stringify(localStorage)") == before
    context = open_playbook(ROOT, None)
    playbook, sheets = context.playbook, context.sheets
    sources = [source_of(one["buffer"], name=one["name"], sheets=sheets) for one in SENT]
    by_ref: Any = {sheet.ref: sheet for sheet in sheets}
    expected = dumps_combined(combine(sources, by_ref, playbook.manifest.id))
    assert saved(page) == expected
    drawn = page.evaluate(READ, "[data-seen]")
    templates = Templates("en", own=ROOT / "templates")
    seen = combined_views(combine(sources, by_ref, playbook.manifest.id), sheets)
    page.set_content(combined_page(seen, [], playbook.manifest, templates).decode())
    assert page.evaluate(READ, "main") == drawn


READ = """(inside) => {
    for (const one of document.querySelectorAll('.pb-settle')) one.remove();
    return [...document.querySelector(inside).querySelectorAll('h2, h3, th, td, li, p')]
        .filter((one) => !/2027/.test(one.textContent) && one.textContent.trim())
        .map((one) => one.textContent.replace(/\\s+/g, ' ').trim());
}"""
"""All that is said, but days: the page writes them as the browser does."""


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_no_fault_with_answers_and_without_names(
    browser: Browser, site: str, scheme: Any, width: int
):
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{site}combine/")
    put(page, SENT)
    for summary in page.locator("summary:visible").all():
        summary.click()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_label("Without names").check()
    assert faults(page) == []
    assert not [name for name in NAMES if name in page.locator("[data-seen]").inner_text()]
    context.close()


def test_a_conflict_is_settled_with_the_keyboard_alone_and_the_file_remembers(combine_page: Page):
    page = combine_page
    put(page, SENT)
    page.get_by_label("Settle it: Judge Castellan").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first = sorted(NAMES)[0]
    expect(page.locator(".pb-side-talk")).to_contain_text(f"Settled as {first} says.")
    held = json.loads(saved(page))
    (path,) = held["chosen"]
    assert path == "worksheets/allies-opponents-undecideds#people.judge castellan"


def test_files_are_joined_by_a_name_and_another_copy_is_shown(combine_page: Page):
    page = combine_page
    one = file_of(NORTH, {"north_star": "Long", "cannot_alone": "x"}, "one.json")
    two = file_of(NORTH, {"north_star": "Short"}, "two.json")
    put(page, [one, two])
    expect(page.locator(".pb-side-legend li")).to_have_count(2)
    page.get_by_text("Whose is it?").click()
    for box in page.locator("[data-files] input").all():
        box.fill("Elm Street")
        box.press("Tab")
    expect(page.locator(".pb-side-legend li")).to_have_count(1)
    expect(page.locator("[data-seen]")).to_contain_text("Long")
    page.get_by_role("button", name="Show this one").click()
    expect(page.locator("[data-seen]")).to_contain_text("Short")
    expect(page.locator("[data-seen]")).not_to_contain_text("Long")
    held = json.loads(saved(page))
    assert held["partners"] == {"0": "Elm Street", "1": "Elm Street"}
    assert len(held["shown"]) == 1


def test_bad_files_are_named_and_a_folder_is_enough(page: Page, built: Path):
    page.goto((built / "combine/index.html").as_uri())
    bad = {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\nno"}
    foreign = {"name": "x.json", "mimeType": "application/json", "buffer": b'{"a": 1}'}
    put(page, [bad, SENT[0], foreign])
    page.get_by_text("What came of each file").click()
    came = page.locator("[data-came] li")
    expect(came).to_have_count(3)
    for at, text in enumerate(("bad.pdf", "1 sheet", "x.json")):
        expect(came.nth(at)).to_contain_text(text)
    expect(page.locator(".pb-side-legend li")).to_have_count(1)


def test_my_work_takes_many_files_and_keeps_equal_answers_of_two(
    page: Page, site: str, opened: Callable[..., None]
):
    page.goto(f"{site}my-work/")
    same = {"north_star": "The same"}
    files = [file_of(NORTH, same, f"{name}.json") for name in ("elm", "oak")]
    page.locator("[data-file]").set_input_files(files)  # type: ignore[arg-type]
    expect(page.locator("[data-group=worksheets] li")).to_have_count(2)
    expect(page.locator("[data-group=worksheets]")).to_contain_text("oak")
