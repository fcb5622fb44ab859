"""How few taps it takes on a phone, and that names come one after the other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

PHONE: ViewportSize = {"width": 390, "height": 844}
ALLIES = "worksheets/allies-opponents-undecideds/"
SHEET = "worksheets/ask-and-offer/"


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(site)
    yield page
    context.close()


def test_the_first_sheet_of_a_situation_is_two_taps_from_home_and_a_second_copy_one_more(
    phone: Page, site: str
):
    phone.get_by_role("link", name="My situation").tap()
    there = phone.get_by_role("listitem").filter(has_text="I must pitch a partner this week")
    there.get_by_role("link", name="Ask and offer").tap()
    phone.wait_for_url(site + SHEET)
    expect(phone.locator("form[data-ready]")).to_be_visible()
    phone.get_by_role("button", name="Duplicate").tap()
    expect(phone.get_by_role("textbox", name="Name of the copy")).to_be_focused()


def test_tonights_pdf_is_two_taps_from_home(phone: Page):
    phone.get_by_role("link", name="Tonight").first.tap()
    with phone.expect_download() as download:
        phone.get_by_role("button", name="One PDF").tap()
    assert download.value.suggested_filename.startswith("agenda-")


def test_home_shows_picture_line_ways_and_what_was_touched_last_above_the_fold(
    phone: Page, site: str
):
    phone.goto(site + "worksheets/north-star/")
    phone.locator("form textarea").first.fill("Every tenant has counsel")
    expect(phone.locator("[data-status]")).to_have_text("All changes are saved")
    phone.goto(site)
    for width, height in ((390, 844), (1280, 800)):
        phone.set_viewport_size({"width": width, "height": height})
        for shown in (
            ".pb-hero-pic svg",
            "h1",
            ".pb-lede",
            ".pb-door >> nth=0",
            ".pb-door >> nth=1",
            "[data-go-on]",
            "[data-touched]",
        ):
            box = phone.locator(shown).bounding_box()
            assert box is not None, shown
            assert box["y"] + box["height"] <= height, (width, shown)


def test_eight_names_go_into_a_table_one_after_the_other_without_scrolling_back(
    phone: Page, site: str
):
    phone.goto(site + ALLIES)
    rows = phone.locator("[data-rows=people] > [data-row]:not([data-spare])")
    names = rows.locator("textarea[name$='.name']")
    remove = rows.get_by_role("button", name="Remove")
    expect(remove).to_be_hidden()
    expect(rows.get_by_text("1 of 1")).to_be_hidden()
    names.first.focus()
    for number in range(8):
        expect(names.nth(number)).to_be_focused()
        expect(names.nth(number)).to_be_in_viewport()
        phone.keyboard.type(f"Neighbor {number + 1}")
        expect(remove.filter(visible=True)).to_have_count(1)
        steps = rows.nth(number).locator(".pb-card-steps")
        expect(steps).to_contain_text(f"{number + 1} of {number + 1}")
        expect(steps.get_by_role("button", name="Next")).to_be_hidden()
        before = phone.evaluate("scrollY")
        if number < 7:
            phone.locator("[data-add=people]").tap()
            expect(names.nth(number + 1)).to_be_focused()
        assert phone.evaluate("scrollY") >= before - 1 or number == 7
    expect(rows.filter(visible=True)).to_have_count(8)
    assert rows.locator(".pb-card-cells").filter(visible=True).count() == 1, "one at a time"
    rows.nth(7).get_by_role("button", name="Back").tap()
    expect(names.nth(6)).to_be_focused()
    names.nth(6).press("Enter")
    focused = "document.activeElement.closest('[data-row]').querySelector('textarea').value"
    assert phone.evaluate(focused) == "Neighbor 7"
    assert not phone.evaluate("document.activeElement.name.endsWith('.name')")


SHARING = """(refuse) => {
  window.given = [];
  navigator.canShare = ({ files }) => files.every((one) => one.type === "application/pdf");
  navigator.share = async ({ files }) => {
    if (refuse.length) throw new DOMException("", refuse.shift());
    given.push(files[0]);
  };
}"""


def test_where_a_browser_hands_on_no_files_the_button_says_that_it_saves_one(
    phone: Page, site: str
):
    phone.add_init_script("delete Navigator.prototype.canShare")
    phone.goto(site + ALLIES)
    bar = phone.locator("[data-bar]")
    expect(bar).to_contain_text("Stays on this device")
    expect(bar.get_by_role("button", name="Share")).to_be_hidden()
    sign = bar.locator("[data-do=pass] use").evaluate("(use) => use.href.baseVal")
    assert phone.locator(f"symbol{sign} path").count() == 1
    assert sign == "#pb-icon-download"
    with phone.expect_download() as download:
        bar.get_by_role("button", name="Download PDF", exact=True).tap()
    assert download.value.suggested_filename.endswith(".pdf")


def test_a_sheet_is_handed_on_as_a_pdf_without_private_answers_and_says_what_left(
    phone: Page, site: str
):
    phone.add_init_script(f"({SHARING})(['AbortError', 'NotAllowedError'])")
    phone.goto(site + ALLIES)
    phone.locator("textarea[name='people.0.name']").fill("Ana")
    expect(phone.locator("[data-status]")).to_have_text("All changes are saved")
    share = phone.locator("[data-bar]").get_by_role("button", name="Share")
    notice = phone.locator("[data-notice]")
    share.tap()
    phone.get_by_role("button", name="Go on").tap()
    expect(notice).to_contain_text("Nothing has left this device.")
    share.tap()
    expect(notice).to_contain_text(".pdf is ready.")
    notice.get_by_role("button", name="Share").tap()
    expect(notice).to_contain_text("The private ones are not in it.")
    phone.locator("[data-more] summary").tap()
    phone.get_by_label("Show private").check()
    phone.keyboard.press("Escape")
    share.tap()
    expect(notice).to_contain_text("with your private answers, too")
    sizes = phone.evaluate("given.map((one) => [one.name.slice(-4), one.size > 1000])")
    assert sizes == [[".pdf", True]] * 2
