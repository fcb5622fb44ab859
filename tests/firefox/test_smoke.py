"""What must work in every browser, once in Firefox: what is typed stays, and comes out again."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from click.testing import CliRunner

from playbook.answers import normalise
from playbook.cli import main
from playbook.sheets.fill import fill_sheet
from playbook.typesetting.paper import A4
from tests.browser.conftest import serve
from tests.firefox.bidi import ENTER, Tab, firefox
from tests.sheets.long import some_words
from tests.sheets.making import made

pytestmark = pytest.mark.browser

SHEET = "worksheets/allies-opponents-undecideds/"
SAVED = "document.querySelector('[data-status]').textContent === 'All changes are saved'"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        message = "There is no Firefox. Install it (Debian: firefox-esr)."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with firefox(program, tmp_path_factory.mktemp("firefox")) as tab:
        tab.resize(390, 844)
        yield tab


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[str]:
    with serve(built) as address:
        yield address


def read(path: Path) -> dict[str, object]:
    """The answers in a file, as the program reads them."""
    result = CliRunner().invoke(main, ["read", str(path)])
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout)["answers"])


def test_what_is_typed_is_there_after_a_reload_and_comes_out_as_file_and_pdf(
    tab: Tab, site: str, tmp_path: Path
):
    tab.goto(site + SHEET)
    tab.until("document.querySelector('form[data-ready]')")
    tab.type("[name=issue]", "A park by the river")
    tab.until(SAVED)
    tab.reload()
    tab.until("document.querySelector('[name=issue]').value === 'A park by the river'")
    tab.click("[data-more] summary")
    saved = tab.download("[data-more] [data-do=save]", tmp_path)
    assert read(saved) == {"issue": "A park by the river"}
    tab.click("[data-more] summary")
    filled = tab.download("[data-do=pdf][data-name$='-a4.pdf']", tmp_path)
    assert filled.read_bytes()[:5] == b"%PDF-"
    assert read(filled) == {"issue": "A park by the river"}


def test_rows_are_added_and_kept(tab: Tab, site: str):
    tab.goto(site + "worksheets/next-steps-tracker/")
    tab.until("document.querySelector('form[data-ready]')")
    rows = "document.querySelectorAll('[data-rows] [data-row]:not([data-spare])')"
    before = tab.run(f"{rows}.length")
    tab.click("[data-add]")
    tab.until(f"{rows}.length === {before + 1}")
    tab.type("[data-row]:not([data-spare]) textarea", "Call the clerk")
    tab.until(SAVED)
    tab.reload()
    tab.until(
        f"[...{rows}].some((row) => row.querySelector('textarea').value === 'Call the clerk')"
    )


def test_a_tick_stays_and_my_work_lists_what_was_begun(tab: Tab, site: str):
    tab.goto(site + "checklists/pitch-ready/")
    tab.until("document.querySelector('form[data-ready]')")
    tab.click("form .pb-tick")
    tab.until("document.querySelector('form .pb-tick').checked")
    tab.until(SAVED)
    tab.reload()
    tab.until("document.querySelector('form .pb-tick').checked")
    tab.goto(site + "my-work/")
    tab.until("document.querySelectorAll('main a[href*=\"pitch-ready\"]').length > 0")


def test_tonight_makes_an_agenda_that_is_kept_and_one_pdf_of_it(
    tab: Tab, site: str, tmp_path: Path
):
    tab.goto(site + "tonight/?sheets=paths/pitch-this-week")
    tab.until("document.querySelectorAll('.pb-laid').length === 4")
    tab.click("[name=purpose][value=regular]")
    tab.until("document.querySelector('[data-count]').textContent === '6 points, 7 sheets'")
    tab.reload()
    tab.until("document.querySelector('[data-count]').textContent === '6 points, 7 sheets'")
    made = tab.download("[data-act=pdf]", tmp_path)
    fields = {name.split(":")[0] for name in pypdf.PdfReader(made).get_fields() or {}}
    assert {"tonight/agenda", "worksheets/pitch-planner", "checklists/pitch-ready"} <= fields


def test_search_finds_and_enter_leads_to_all_results(tab: Tab, site: str):
    tab.goto(site + "find/")
    tab.type("form[data-playbook-find] [name=q]", "agenda")
    tab.until("document.querySelector('[data-find-results] a')")  # Enter loads a page before
    tab.type("form[data-playbook-find] [name=q]", ENTER)
    tab.until(
        "[...document.querySelectorAll('[data-find-results] a')]"
        ".some((one) => one.href.endsWith('/checklists/meeting-agenda/'))"
    )


def test_no_page_scrolls_sideways_or_reports_an_error(tab: Tab, site: str):
    tab.ask("session.subscribe", events=["log.entryAdded"])
    for path in (
        "",
        SHEET,
        "checklists/pitch-ready/",
        "steps/map-positions/",
        "my-work/",
        "tonight/",
    ):
        tab.goto(site + path)
        assert tab.run("document.documentElement.scrollWidth <= innerWidth"), path
    assert [said["text"] for said in tab.logged() if said["level"] == "error"] == []


def test_a_filled_sheet_shows_what_was_answered_however_it_is_drawn(tab: Tab, tmp_path: Path):
    given = {"day": "2026-09-28", "name": "Local 117 🎉 नमस्ते", "why": some_words("why", 2400)}
    types = {"day": "date", "name": "text", "why": "textarea"}
    fields = [{"key": key, "type": type_, "label": key} for key, type_ in types.items()]
    sheet, renderer = made(tmp_path, "en", fields)
    paper = tmp_path / "filled.pdf"
    paper.write_bytes(fill_sheet(sheet, A4, normalise({"answers": given}, sheet), renderer))
    tab.goto(f"{paper.as_uri()}#zoom=page-fit")
    tab.until("document.querySelector('[name=why]').value")
    boxes = "[...document.querySelectorAll('.textWidgetAnnotation [name]')]"
    assert tab.run(f"Object.fromEntries({boxes}.map((one) => [one.name, one.value]))") == {
        **given,
        "filled_by": "",
    }
