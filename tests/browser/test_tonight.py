"""Tonight: an agenda with clock times, changed by keyboard, kept, passed on, and one PDF of it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import after_paint
from tests.browser.judging import faults
from tests.lighthouse.painting import SHIFT

KEY = "org.coalition-playbook:tonight"


@pytest.fixture
def tonight(page: Page, site: str) -> Page:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + "tonight/")
    expect(page.locator("[data-tonight]")).to_have_attribute("data-ready", "")
    return page


def _times(page: Page) -> list[str]:
    return page.locator(".pb-point-time").all_inner_texts()


def _titles(page: Page) -> list[str]:
    titles: list[str] = page.locator(".pb-point-title").evaluate_all(
        "(all) => all.map((one) => one.value)"
    )
    return titles


def _stored(page: Page) -> dict[str, object]:
    stored: dict[str, object] = json.loads(page.evaluate(f"localStorage.getItem('{KEY}')"))
    return stored


def test_three_answers_make_an_agenda_that_is_kept_and_fits_the_evening(tonight: Page):
    tonight.get_by_role("radio", name="Regular meeting").check()
    tonight.get_by_role("radio", name="60", exact=True).check()
    expect(tonight.locator(".pb-tonight-guides")).to_contain_text(
        "the agenda; Last time\u2019s actions;"
    )
    tonight.get_by_label("Starts at").fill("18:30")
    expect(tonight.locator("[data-when]")).to_have_text(
        "6:30 PM to 7:30 PM, 60 minutes · 10 people"
    )
    assert _times(tonight)[0] == "6:30 PM"
    expect(tonight.locator("[data-sum]")).to_have_text("All 60 minutes are planned.")
    before = _times(tonight)
    tonight.reload()
    assert _times(tonight) == before
    expect(tonight.get_by_role("radio", name="Regular meeting")).to_be_checked()


def test_points_move_by_keyboard_grow_and_go_and_come_back(tonight: Page):
    change = tonight.get_by_role("button", name="Change order and minutes")
    change.press("Enter")
    expect(change).to_be_hidden()
    expect(tonight.get_by_role("button", name="Done")).to_be_focused()
    first, second, *_ = before = _titles(tonight)
    tonight.get_by_role("button", name=f"Down: {first}").press("Enter")
    assert _titles(tonight)[:2] == [second, first]
    expect(tonight.get_by_role("button", name=f"Down: {first}")).to_be_focused()
    expect(tonight.locator("[data-said]")).to_contain_text(f"{first} is now point 2 of 7, at 7:10")
    tonight.get_by_label(f"Minutes for {first}").fill("20")
    tonight.get_by_label(f"Minutes for {first}").blur()
    expect(tonight.locator("[data-sum]")).to_contain_text("10 more than the 90")
    tonight.get_by_role("button", name="Fit the minutes").click()
    expect(tonight.locator("[data-sum]")).to_have_text("All 90 minutes are planned.")
    tonight.get_by_role("button", name=f"Remove: {second}").press("Enter")
    assert second not in _titles(tonight)
    tonight.get_by_role("button", name="Undo").click()
    assert sorted(_titles(tonight)) == sorted(before)
    assert faults(tonight) == []


def test_a_link_asks_before_it_takes_the_place_of_ones_own_and_garbage_takes_nothing(
    tonight: Page, site: str
):
    tonight.get_by_label("What do you want to leave with?").fill("A date")
    link = tonight.evaluate(
        """async () => location.href + "#agenda=" + await playbook.links.packed(JSON.stringify(
             {format: "playbook-tonight/1", minutes: 30, points: [{title: "<b>Hello</b>",
              sheet: "worksheets/gone-long-ago", called: "The old sheet"}]}))"""
    )
    own = _stored(tonight)
    for garbage in ("#agenda=%%%", "#agenda=AAAA", link[:-9]):
        tonight.goto("about:blank")
        tonight.goto(site + "tonight/" + garbage[garbage.index("#") :])
        expect(tonight.get_by_role("alert")).to_contain_text("no agenda that can be read")
        assert _stored(tonight) == own
    tonight.goto("about:blank")
    tonight.goto(link)
    expect(tonight.get_by_role("alert")).to_contain_text("<b>Hello</b>")
    assert _stored(tonight) == own
    tonight.get_by_role("button", name="Take this agenda").click()
    expect(tonight.locator(".pb-point-sheet")).to_have_text(
        "The sheet “The old sheet” is not in this playbook any more. The point stays as it is."
    )
    tonight.get_by_role("button", name="Undo").click()
    assert _stored(tonight) == own


def test_what_cannot_be_read_is_said_and_kept_until_something_changes(tonight: Page):
    for text, said in (("{", "cannot be read"), ('{"format": "playbook-tonight/2"}', "newer")):
        tonight.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
        tonight.reload()
        expect(tonight.get_by_role("alert")).to_contain_text(said)
        assert tonight.evaluate(f"localStorage.getItem('{KEY}')") == text
    tonight.get_by_role("radio", name="45", exact=True).check()
    assert tonight.evaluate(f"localStorage.getItem('{KEY}')") == text, "a newer one stays"


def test_one_pdf_has_the_agenda_and_the_sheets_blank_and_with_answers(tonight: Page, site: str):
    tonight.goto(site + "worksheets/who-is-missing/")
    tonight.locator(".pb-form textarea").first.fill("The night shift")
    tonight.locator("[data-private] textarea").first.fill("A secret")
    expect(tonight.locator("[data-status]")).to_have_text("All changes are saved")
    tonight.goto(site + "tonight/")
    tonight.get_by_label("How many people?").fill("2")
    tonight.get_by_label("How many people?").blur()
    tonight.get_by_label("How many copies of Next-steps tracker").select_option("each")
    fields = _fields_of_one_pdf(tonight)
    assert "The night shift" in fields.values()
    assert "A secret" not in fields.values()
    assert {name.split(":")[0] for name in fields} >= {
        "tonight/agenda",
        "worksheets/who-is-missing",
        "worksheets/next-steps-tracker",
        "worksheets/next-steps-tracker#2",
    }
    assert fields["tonight/agenda:points:0:time"] == "7:00 PM"
    assert str(fields["tonight/agenda:points:4:sheet"]).endswith("page 2")
    expect(tonight.get_by_role("alert")).to_contain_text("the agenda and 3 sheets")
    tonight.get_by_label("Private answers, too").check()
    assert "A secret" in _fields_of_one_pdf(tonight).values()
    for choice in tonight.locator(".pb-point-sheet select").all():
        choice.select_option("none")
    expect(tonight.get_by_label("Private answers, too")).to_be_hidden()


def _fields_of_one_pdf(page: Page) -> dict[str, object]:
    with page.expect_download() as download:
        page.get_by_role("button", name="One PDF").click()
    reader = pypdf.PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
    return {name: field.get("/V") for name, field in (reader.get_fields() or {}).items()}


def test_sheets_besides_the_points_are_ticked_taken_from_a_path_and_kept(tonight: Page, site: str):
    tonight.goto("about:blank")
    tonight.goto(site + "tonight/?sheets=paths/pitch-this-week")
    rows = tonight.locator(".pb-laid")
    expect(rows).to_have_count(4)
    expect(tonight.get_by_role("alert")).to_contain_text("brings 4 sheets")
    tonight.get_by_role("button", name="Choose sheets").click()
    box = tonight.get_by_role("checkbox", name="Pitch planner")
    expect(box).to_be_checked()
    box.uncheck()
    expect(rows).to_have_count(3)
    tonight.get_by_role("checkbox", name="Who is missing?").check()
    tonight.get_by_label("How many copies of Pitch ready").select_option("each")
    tonight.get_by_role("button", name="Remove: Follow through").press("Enter")
    assert faults(tonight) == []
    assert tonight.evaluate("document.documentElement.scrollWidth <= innerWidth")
    tonight.reload()
    laid = rows.locator("a").all_inner_texts()
    assert laid[1:] == ["Pitch ready", "Who is missing?"]
    assert len(laid) == 3
    expect(tonight.locator("[data-count]")).to_have_text("7 points, 5 sheets")
    tonight.emulate_media(media="print")
    expect(rows.filter(visible=True)).to_have_count(3)


def test_a_playbook_without_meetings_begins_with_the_same_answers_and_points_of_ones_own(
    page: Page, garden: str
):
    page.goto(garden + "tonight/")
    expect(page.locator("[data-tonight]")).to_have_attribute("data-ready", "")
    expect(page.get_by_role("radio", name="Something else")).to_be_checked()
    expect(page.get_by_label("Minutes").first).to_have_value("90")
    expect(page.locator("[data-when]")).to_have_text("10 people")


def test_an_agenda_that_comes_late_moves_nothing_on_the_screen(page: Page, site: str):
    page.route("**/tonight.js", after_paint)
    page.goto(site + "tonight/")
    expect(page.locator("[data-tonight]")).to_have_attribute("data-ready", "")
    assert page.evaluate(SHIFT) <= 0.05, "letters that come late put a chip into another row"


def test_without_points_the_pdf_is_the_sheets_alone(tonight: Page):
    tonight.get_by_role("radio", name="Something else").check()
    tonight.get_by_role("button", name="Choose sheets").click()
    for name in ("Pitch planner", "Pitch ready"):
        tonight.get_by_role("checkbox", name=name).check()
    with tonight.expect_download() as download:
        tonight.get_by_role("button", name="One PDF").click()
    assert download.value.suggested_filename.startswith("sheets-")
    reader = pypdf.PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))
    refs = {name.split(":")[0] for name in reader.get_fields() or {}}
    assert refs == {"worksheets/pitch-planner", "checklists/pitch-ready"}
    expect(tonight.get_by_role("button", name="Open it, to print")).to_be_visible()


def test_the_page_of_packets_leads_here_with_all_that_its_address_says(page: Page, site: str):
    page.goto(site + "packet/?from=mail&sheets=paths/pitch-this-week#x")
    page.wait_for_url(site + "tonight/?from=mail#x")
    expect(page.locator(".pb-laid")).to_have_count(4)
    page.goto(site + "paths/pitch-this-week/")
    choose = page.locator(".pb-packet-links").get_by_role("link", name="Choose your own")
    expect(choose).to_have_attribute("href", "../../tonight/?sheets=paths/pitch-this-week")


def test_it_prints_on_one_page_and_without_scripts_lists_the_guides(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "tonight/")
    expect(page.get_by_role("link", name="Run the first meeting")).to_be_visible()
    expect(page.get_by_role("link", name="Who is missing? as a PDF, A4").first).to_be_visible()
    expect(page.get_by_role("button", name="One PDF")).to_be_hidden()
    context.close()
    page = browser.new_page()
    page.goto(site + "tonight/")
    page.get_by_role("radio", name="Work through a conflict").check()
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages
    assert len(printed) == 1
    text = printed[0].extract_text()
    assert "Work through a conflict" in text
    assert "What is it for?" not in text
    page.close()
