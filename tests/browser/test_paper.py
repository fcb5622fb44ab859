"""Pages on paper: a checklist is one sheet, and every stop of a path can be ticked."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_order import LOWEST, PHONE, first_question

PATH = "paths/pitch-this-week/"


HYPHEN = "\x02"
"""What PDFium reads at the end of a line where a hyphen stands."""

NAMED = "() => [...document.querySelectorAll('.pb-see')].map((see) => see.textContent)"


def printed(page: Page, paper: str) -> list[str]:
    with pypdfium2.PdfDocument(page.pdf(format=paper)) as leaves:
        texts = [leaf.get_textpage().get_text_bounded().replace(HYPHEN, "-") for leaf in leaves]
    return [" ".join(text.split()) for text in texts]


class Visit:
    """What is seen of one checklist: where its first question stands on a phone, and its papers."""

    def __init__(self, page: Page, address: str) -> None:
        page.set_viewport_size(PHONE)
        page.goto(address)
        self.down = first_question(page)
        self.named = ["".join(see.split()) for see in page.evaluate(NAMED)]
        self.papers = {paper: printed(page, paper) for paper in ("A4", "Letter")}


@pytest.fixture(scope="module")
def visits(browser: Browser, site: str, built: Path) -> dict[str, Visit]:
    """One visit of each checklist, for all questions that a look at it answers."""
    lists = sorted(path.parent.name for path in (built / "checklists").glob("*/index.html"))
    assert len(lists) > 9
    page = browser.new_page()
    made = {name: Visit(page, f"{site}checklists/{name}/") for name in lists}
    page.close()
    return made


def test_each_checklist_is_one_sheet_and_names_what_explains_its_items(visits: dict[str, Visit]):
    long, unnamed = [], []
    for name, seen in visits.items():
        for paper, sheet in seen.papers.items():
            if len(sheet) > 1:
                long.append((name, paper))
            first = sheet[0].replace(" ", "")
            unnamed += [(name, paper, see) for see in seen.named if see not in first]
    assert long == []
    assert unnamed == []


def test_paper_says_whose_it_is(page: Page, site: str):
    for address in ("steps/convene/", "tips/trust/", "worksheets/action-plan/"):
        page.goto(site + address)
        assert "The coalition playbook version" in printed(page, "A4")[0]
        assert "CC BY 4.0" in printed(page, "A4")[0]


def test_the_first_rows_of_a_worksheet_stand_on_its_first_page_and_none_is_cut(
    page: Page, site: str
):
    page.goto(site + "worksheets/action-plan/")
    leaves = [leaf.replace(" ", "") for leaf in printed(page, "Letter")]
    assert "Action1" in leaves[0]
    for leaf in leaves:
        assert len(re.findall(r"Action\d", leaf)) == leaf.count("Signthatitworked")


def test_a_checklist_begins_with_its_question(visits: dict[str, Visit]):
    assert {name: seen.down for name, seen in visits.items() if seen.down > LOWEST} == {}


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
