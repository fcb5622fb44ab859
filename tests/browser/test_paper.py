"""Pages on paper: a checklist is one sheet, and every stop of a path can be ticked."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

PATH = "paths/pitch-this-week/"


def printed(page: Page, paper: str) -> list[str]:
    leaves = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper))).pages
    return [" ".join(leaf.extract_text().split()) for leaf in leaves]


def test_each_checklist_is_one_sheet_and_names_what_explains_its_items(
    page: Page, site: str, built: Path
):
    lists = sorted(path.parent.name for path in (built / "checklists").glob("*/index.html"))
    assert len(lists) > 9
    long, unnamed = [], []
    for name in lists:
        page.goto(f"{site}checklists/{name}/")
        named = ["".join(see.split()) for see in page.locator(".pb-see").all_text_contents()]
        for paper in ("A4", "Letter"):
            sheet = printed(page, paper)
            if len(sheet) > 1:
                long.append((name, paper))
            first = sheet[0].replace(" ", "")
            unnamed += [(name, paper, see) for see in named if see not in first]
    assert long == []
    assert unnamed == []


def test_sources_and_the_note_on_them_are_two_sentences(page: Page, site: str):
    page.goto(site + "checklists/safe-setting/")
    assert ". Most of the checks follow the source." in printed(page, "A4")[0]
    page.goto(site + "checklists/hybrid-meeting/")
    assert "covers it. Papers ahead" in printed(page, "A4")[0], (
        "also where no founding document is named"
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_each_stop_of_a_path_has_a_box_on_paper(browser: Browser, site: str, scripts: bool):
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(site + PATH)
    if scripts:
        page.get_by_role("checkbox", name="Done: Ask and offer").check()
    page.emulate_media(media="print")
    expect(page.locator(".pb-stop .pb-tick").filter(visible=True)).to_have_count(10)
    shown = "(all) => all.filter((b) => getComputedStyle(b, '::after').content !== 'none').length"
    assert page.locator(".pb-stop .pb-tick").evaluate_all(shown) == int(scripts)
    context.close()
