"""Ticking: kept at once, in every window, by mouse and keyboard, on screen and on paper."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from playbook.answers import sheet_of
from playbook.link import Linked
from playbook.pipeline import assemble
from playbook.sheets.read import read_sheet
from tests.browser.checklists.conftest import ITEMS, LONG
from tests.browser.judging import faults

Said = Callable[[str], None]
SAVED = "All changes are saved"


@pytest.fixture(scope="module")
def playbook(first_version: Path) -> Linked:
    return assemble(first_version).playbook


def box(page: Page, number: int):
    return page.locator(f'input[name="item-{number}"]')


def ticked(page: Page) -> list[int]:
    names = page.locator(".pb-check input:checked").evaluate_all("(all) => all.map((b) => b.name)")
    return [int(name.removeprefix("item-")) for name in names]


def test_a_tick_is_there_after_a_reload_and_is_counted(opened_list: Page, status: Said):
    box(opened_list, 3).check()
    status(SAVED)
    opened_list.reload()
    expect(box(opened_list, 3)).to_be_checked()
    expect(opened_list.locator("[data-count]")).to_have_text(f"1 of {ITEMS} done")
    assert opened_list.locator("[data-progress]").evaluate("(bar) => bar.value") == 1
    box(opened_list, 3).uncheck()
    opened_list.reload()
    assert ticked(opened_list) == []


def test_the_whole_row_is_the_target_and_its_link_still_leads_on(page: Page, garden: str):
    page.goto(garden + "checklists/before-digging/")
    row = page.locator(".pb-check").first
    size = row.bounding_box()
    assert size
    row.click(position={"x": size["width"] - 5, "y": size["height"] - 5})
    expect(row.locator("input")).to_be_checked()
    page.locator(".pb-see a").click()
    page.wait_for_url("**/worksheets/plan/")


def test_a_keyboard_alone_ticks_unticks_and_goes_on(opened_list: Page):
    box(opened_list, 0).focus()
    for _ in range(3):
        opened_list.keyboard.press("Space")
        opened_list.keyboard.press("Tab")
    opened_list.keyboard.press("Shift+Tab")
    opened_list.keyboard.press("Space")
    assert ticked(opened_list) == [0, 1]


def test_each_box_is_called_by_its_words_and_described_by_its_help(page: Page, garden: str):
    page.goto(garden + "checklists/before-digging/")
    one = page.get_by_role("checkbox", name="We know where the pipes are", exact=True)
    expect(one).to_have_accessible_description("The water company sends a map.")


def test_twenty_ticks_each_in_two_windows_at_once_are_all_kept(
    opened_list: Page, context: BrowserContext, lists: str, status: Said
):
    other = context.new_page()
    other.goto(lists + LONG)
    expect(other.locator("form[data-ready]")).to_be_visible()
    for number in range(0, ITEMS, 2):
        box(opened_list, number).press("Space")
        box(other, number + 1).press("Space")
    status(SAVED)
    for page in (opened_list, other):
        expect(page.locator("[data-count]")).to_have_text(f"{ITEMS} of {ITEMS} done")
    expect(other.locator("[data-status]")).to_have_text(SAVED)
    opened_list.reload()
    expect(opened_list.locator(".pb-check input:checked")).to_have_count(ITEMS)


def test_clearing_can_be_taken_back(opened_list: Page, status: Said):
    for number in (1, 5, 8):
        box(opened_list, number).check()
    opened_list.get_by_text("More", exact=True).click()
    opened_list.get_by_role("button", name="Clear all ticks").click()
    expect(opened_list.locator("[data-count]")).to_have_text(f"0 of {ITEMS} done")
    opened_list.get_by_role("button", name="Undo").click()
    assert ticked(opened_list) == [1, 5, 8]


def test_a_second_copy_has_ticks_of_its_own(opened_list: Page, status: Said):
    box(opened_list, 1).check()
    opened_list.get_by_role("button", name="New, empty").click()
    opened_list.get_by_role("textbox", name="Name of the copy").fill("May meeting")
    opened_list.get_by_role("button", name="OK").click()
    assert ticked(opened_list) == []
    box(opened_list, 2).check()
    status(SAVED)
    opened_list.get_by_label("Copy", exact=True).select_option(label="My list")
    assert ticked(opened_list) == [1]


def test_a_file_holds_the_ticks_with_the_words_and_opens_as_a_copy(
    opened_list: Page, saved: Callable[[], bytes], opened: Callable[..., None], notice: Said
):
    box(opened_list, 7).check()
    raw = saved()
    data = json.loads(raw)
    assert data["checklist"] == "checklists/long"
    assert data["answers"] == {"item-7": True}
    assert data["seen"] == {"item-7": "Thing 7"}
    opened(raw, "ticks.json")
    notice("ticks.json is open as a new copy")
    assert ticked(opened_list) == [7]
    assert json.loads(saved())["seen"] == data["seen"]


def test_a_file_that_does_not_belong_here_is_refused_and_changes_nothing(
    opened_list: Page, saved: Callable[[], bytes], opened: Callable[..., None], notice: Said
):
    box(opened_list, 7).check()
    data = json.loads(saved())
    before = opened_list.evaluate("JSON.stringify(localStorage)")
    for change, says in (
        ({"checklist": "checklists/before-digging"}, "ticks of another list"),
        ({"playbook": "org.example.other"}, "another playbook"),
        ({"format": "playbook-answers/2"}, "newer version"),
        ({"format": "playbook-answers/0"}, "is not an answers file"),
        ({"format": "playbook-backup/1"}, "a backup"),
    ):
        opened(data | change)
        notice(says)
        assert opened_list.evaluate("JSON.stringify(localStorage)") == before, change


def test_ticks_go_into_the_pdf_and_come_back_from_it(
    opened_list: Page, playbook: Linked, opened: Callable[..., None], notice: Said
):
    box(opened_list, 4).check()
    opened_list.get_by_text("More", exact=True).click()
    with opened_list.expect_download() as download:
        opened_list.get_by_role("button", name="Download filled PDF, A4").click()
    raw = Path(download.value.path()).read_bytes()
    entry = next(entry for entry in playbook.of_kind("checklists") if entry.ref.id == "long")
    sheet = sheet_of(playbook.manifest, entry.ref, entry.item, playbook.items)
    answers = read_sheet(raw, name="ticks.pdf", sheets=[sheet])
    assert answers.answers == {"item-4": True}

    with pikepdf.open(io.BytesIO(raw)) as pdf:
        [field] = [one for one in pdf.Root.AcroForm.Fields if one.get("/T") == "item-9"]
        field.V = field.AS = pikepdf.Name.Yes
        out = io.BytesIO()
        pdf.save(out)
    opened(out.getvalue(), "ticks.pdf")
    notice("ticks.pdf is open as a new copy")
    assert ticked(opened_list) == [4, 9]


def marks(page: Page) -> int:
    """How many ticks paper shows."""
    shown = "(all) => all.filter((b) => getComputedStyle(b, '::after').content !== 'none').length"
    return int(page.locator(".pb-tick").evaluate_all(shown))


def test_paper_shows_the_ticks_or_none_as_one_wishes(opened_list: Page):
    box(opened_list, 1).check()
    box(opened_list, 2).check()
    opened_list.emulate_media(media="print")
    assert marks(opened_list) == 2
    opened_list.emulate_media(media="screen")
    opened_list.evaluate("window.print = () => { window.printed = true; }")
    opened_list.get_by_text("More", exact=True).click()
    opened_list.get_by_role("button", name="Print without ticks").click()
    assert opened_list.evaluate("window.printed")
    opened_list.emulate_media(media="print")
    assert marks(opened_list) == 0
    expect(opened_list.locator("[data-count]")).to_be_hidden()
    opened_list.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert marks(opened_list) == 2, "afterwards the page is as it was"


def test_without_scripts_it_is_a_list_to_print(browser: Browser, lists: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(lists + LONG)
    expect(page.locator(".pb-check")).to_have_count(ITEMS)
    expect(page.locator("[data-bar]")).to_be_hidden()
    expect(page.locator("[data-count]")).to_be_hidden()
    expect(page.get_by_text("Without scripts this page keeps no ticks")).to_be_visible()
    context.close()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_axe_finds_no_fault_while_one_ticks(browser: Browser, lists: str, scheme: str, width: int):
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    foreign: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((lists, "blob:", "data:")):
            foreign.append(request.url)

    page.on("request", asked)
    page.goto(lists + LONG)
    box(page, 1).check()
    assert faults(page) == []
    page.get_by_text("More", exact=True).click()
    assert faults(page) == []
    page.get_by_role("button", name="Clear all ticks").click()
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert foreign == []
    context.close()
