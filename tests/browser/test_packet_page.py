"""The page for a packet of one's own: what is ticked is printed, without a script."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.judging import faults

KINDS = ("worksheets", "checklists", "guides")
CHOSEN = ["cover", "worksheets/working-agreement", "guides/clearing-the-air", "sign-in"]


@pytest.fixture(scope="module")
def items(built: Path) -> dict[str, dict[str, Any]]:
    """Worksheets, checklists and guides by their refs."""
    data = json.loads((built / "playbook.json").read_text(encoding="utf-8"))
    return {item["ref"]: item for item in data["items"] if item["kind"] in KINDS}


@pytest.fixture
def bare(browser: Browser, site: str) -> Iterator[Page]:
    """The page in a browser without scripts."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "packet/")
    yield page
    context.close()


def _tick(page: Page, *names: str) -> None:
    for name in names:
        page.locator(f'[name="{name}"]').check()


def _printed(page: Page, paper: str = "A4") -> list[str]:
    """Return the text of every page on paper, its white space made even."""
    leaves = pypdf.PdfReader(io.BytesIO(page.pdf(format=paper))).pages
    return [" ".join(leaf.extract_text().split()) for leaf in leaves]


def test_what_is_ticked_is_printed_each_on_a_new_page_and_nothing_else(bare, items):
    expect(bare.locator(".pb-leaf").first).to_be_hidden()
    _tick(bare, *CHOSEN)
    pages = _printed(bare)
    wanted = [
        "Meeting packet",
        *(items[ref]["title"] for ref in CHOSEN if ref in items),
        "Sign in",
    ]
    heads = [next((head for head in wanted if text.startswith(head)), None) for text in pages]
    assert [head for head in heads if head] == wanted, "in order, each at the top of a page"
    assert heads[0] == wanted[0], "no empty page comes first"
    assert heads[-1] == wanted[-1], "the list to sign takes one page"
    assert len(pages) < 12
    whole = " ".join(pages)
    strangers = [item["summary"][:40] for ref, item in items.items() if ref not in CHOSEN]
    assert [summary for summary in strangers if summary in whole] == []
    for control in ("Nothing is ticked", "Print these", "Clear ticks", "Ready-made", "Search"):
        assert control not in whole


def test_where_nothing_is_ticked_it_says_so_on_screen_and_on_paper(bare):
    said = bare.get_by_text("Nothing is ticked yet")
    clear = bare.get_by_role("button", name="Clear ticks")
    expect(said).to_be_visible()
    expect(clear).to_be_hidden()
    assert "".join(_printed(bare)) == "Nothing is ticked yet: tick what is to be printed."
    _tick(bare, "cover")
    expect(said).to_be_hidden()
    expect(clear).to_be_visible()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_cover_and_the_list_to_sign_take_a_page_each(bare, paper):
    _tick(bare, "cover", "sign-in")
    assert len(_printed(bare, paper)) == 2


def test_print_shows_what_is_ticked_and_a_lifted_rule_would_be_seen(bare, items):
    bare.emulate_media(media="print")
    seen = bare.locator(".pb-leaf").filter(visible=True)
    expect(seen).to_have_count(0)
    _force(bare)
    expect(seen).to_have_count(len(items) + 2)


def _force(page: Page) -> None:
    page.evaluate(
        """document.querySelectorAll(".pb-choice").forEach((choice) =>
             choice.style.setProperty("display", "block", "important"))"""
    )


def test_paper_asks_everything_that_the_sheet_asks(bare, items):
    missing = []
    for ref, item in items.items():
        leaf = bare.locator(".pb-choice").filter(has=bare.locator(f'[name="{ref}"]'))
        said = " ".join((leaf.locator(".pb-leaf").text_content() or "").split())
        missing += [(ref, asked) for asked in _asked(item) if asked not in said]
    assert missing == []


def _asked(item: dict[str, Any]) -> Iterator[str]:
    for field in item.get("fields", []):
        yield field["label"]
        for inner in (*field.get("columns", []), *field.get("options", [])):
            yield inner["label"]
        if isinstance(field.get("rows"), list):
            yield from (row["label"] for row in field["rows"])
    yield from (prompt["stage"] for prompt in item.get("prompts", []))


def test_the_page_is_accessible_with_ticks_and_fits_a_phone(browser, site):
    context = browser.new_context(color_scheme="dark", viewport={"width": 320, "height": 800})
    page = context.new_page()
    page.goto(site + "packet/")
    _tick(page, *CHOSEN)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(ids) == len(set(ids))
    context.close()


def test_the_buttons_print_and_clear(page, site):
    page.goto(site + "packet/")
    page.evaluate("window.print = () => { document.title = 'printed' }")
    _tick(page, *CHOSEN)
    page.get_by_role("button", name="Print these").click()
    expect(page).to_have_title("printed")
    page.get_by_role("button", name="Clear ticks").click()
    assert page.locator(".pb-choice :checked").count() == 0


def test_packets_are_found_from_paths_and_lists(page, site, built):
    page.goto(site + "paths/first-time-convener/")
    links = page.locator(".pb-packet-links a")
    for paper in ("A4", "Letter"):
        address = links.filter(has_text=f"Packet, {paper}").evaluate("(link) => link.href")
        name = f"paths/first-time-convener/first-time-convener-{paper.lower()}.pdf"
        assert address == site + name
        assert (built / name).read_bytes().startswith(b"%PDF-")
    links.filter(has_text="Choose your own").click()
    expect(page).to_have_url(site + "packet/")
    for path in page.locator(".pb-packet-ready span a").evaluate_all(
        "(all) => all.map((a) => a.href)"
    ):
        assert (built / path.removeprefix(site)).is_file()
    for kind in ("worksheets", "checklists"):
        page.goto(f"{site}{kind}/")
        expect(page.locator(".pb-packet-way a")).to_have_attribute("href", "../tonight/")
