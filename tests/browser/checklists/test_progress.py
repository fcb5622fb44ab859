"""Where one is: on a step, along a path, on the first page; on this device only."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.judging import faults

START = "steps/clarify-purpose/"
NEXT = "steps/break-down-work/"
PATH = "paths/first-time-convener/"
SHEET = "worksheets/north-star/"


def tick_all(page: Page, address: str, most: int = 99) -> None:
    """Tick the boxes of a page, and wait until they are kept."""
    page.goto(address)
    boxes = page.locator(".pb-check input")
    for number in range(min(most, boxes.count())):
        boxes.nth(number).check()
    expect(page.locator("[data-status]")).to_have_text("All changes are saved")


def stop(page: Page, ref: str):
    return page.locator(f'[data-stop="{ref}"]')


def test_a_steps_own_boxes_are_kept(page: Page, site: str):
    tick_all(page, site + START, most=2)
    page.reload()
    expect(page.locator(".pb-check input:checked")).to_have_count(2)


def test_a_path_counts_steps_by_their_boxes_and_anything_else_by_hand(page: Page, site: str):
    tick_all(page, site + START)
    tick_all(page, site + NEXT, most=1)
    page.goto(site + PATH)
    expect(page.locator("[data-count]")).to_have_text("1 of 12 stops done")
    expect(stop(page, "steps/clarify-purpose")).to_have_attribute("data-state", "done")
    expect(stop(page, "steps/clarify-purpose").locator("input")).to_be_hidden()
    expect(stop(page, "steps/break-down-work")).to_have_attribute("data-state", "here")
    expect(stop(page, "steps/break-down-work")).to_contain_text("You are here")
    expect(stop(page, "steps/break-down-work")).to_contain_text("1 of 4 done")
    page.get_by_role("checkbox", name="Done: Listening one-to-one").check()
    expect(page.locator("[data-count]")).to_have_text("2 of 12 stops done")
    expect(page.locator("[data-status]")).to_have_text("All changes are saved")
    page.reload()
    expect(page.locator("[data-count]")).to_have_text("2 of 12 stops done")
    page.get_by_role("link", name="Go on with stop 2").click()
    page.wait_for_url("**/" + NEXT)


def test_a_tool_that_is_begun_shows_at_the_step_it_belongs_to(page: Page, site: str):
    page.goto(site + "worksheets/purpose-and-reasons/")
    page.locator("form textarea").first.fill("A new heating")
    expect(page.locator("[data-status]")).to_have_text("All changes are saved")
    page.goto(site + PATH)
    expect(stop(page, "steps/clarify-purpose")).to_contain_text("begun: Purpose and reasons")
    expect(stop(page, "steps/clarify-purpose")).to_have_attribute("data-state", "here")


def test_the_first_page_shows_what_is_done_and_where_to_go_on(page: Page, site: str):
    page.goto(site)
    expect(page.locator("[data-progress-home]")).to_be_hidden()
    expect(page.locator(".pb-route-key")).to_be_hidden()
    expect(page.get_by_role("link", name="Start at step 1")).to_be_visible()
    expect(page.locator("[data-go-on]")).to_be_hidden()
    tick_all(page, site + START)
    tick_all(page, site + NEXT, most=1)
    page.goto(site)
    expect(page.locator("[data-progress-home]")).to_contain_text("1 of 20 steps done.")
    picture = page.locator(".pb-route-wide")
    expect(picture.locator('[data-step="steps/clarify-purpose"]')).to_have_attribute(
        "data-state", "done"
    )
    expect(page.locator('li [data-step="steps/clarify-purpose"]')).to_have_accessible_name(
        "1 Clarify purpose (Done)"
    )
    shown = {
        state: picture.locator(f'[data-state="{state}"] .pb-route-tick').first.is_visible()
        for state in ("", "begun", "done")
    }
    assert shown == {"": False, "begun": False, "done": True}, "a shape, not a hue alone"
    rings = {
        state: picture.locator(f'[data-state="{state}"] .pb-route-stop').first.evaluate(
            "(ring) => parseFloat(getComputedStyle(ring).strokeWidth)"
        )
        for state in ("", "begun")
    }
    assert rings["begun"] >= 2 * rings[""]
    expect(page.locator(".pb-route-key")).to_be_visible()
    expect(page.locator('li [data-step="steps/break-down-work"]')).to_contain_text("(Begun)")
    expect(page.get_by_role("link", name="Start at step 1")).to_be_hidden()
    phone = page.locator(".pb-route-narrow a").first
    expect(phone).to_have_attribute("data-state", "begun")
    page.get_by_role("link", name="Go on with step 2").click()
    page.wait_for_url("**/" + NEXT)


def test_a_tick_in_another_window_shows_on_a_path_and_on_the_first_page(
    page: Page, context: BrowserContext, site: str
):
    path, first = context.new_page(), context.new_page()
    path.goto(site + PATH)
    first.goto(site)
    tick_all(page, site + START)
    expect(path.locator("[data-count]")).to_have_text("1 of 12 stops done")
    expect(first.locator("[data-progress-home]")).to_contain_text("1 of 20 steps done.")
    expect(first.get_by_role("link", name="Go on with step 2")).to_be_visible()


def test_a_stop_that_was_unticked_is_not_done(page: Page, site: str):
    page.goto(site + PATH)
    box = page.get_by_role("checkbox", name="Done: Listening one-to-one")
    box.check()
    expect(page.locator("[data-count]")).to_have_text("1 of 12 stops done")
    box.uncheck()
    expect(page.locator("[data-count]")).to_have_text("0 of 12 stops done")


def test_a_stop_ticked_on_paper_is_done_says_so_and_can_be_taken_back(page: Page, site: str):
    tick_all(page, site + START, most=1)
    page.evaluate(
        """localStorage.setItem("org.coalition-playbook:paths/first-time-convener:1",
          JSON.stringify({ format: 1, pieces: { "steps/clarify-purpose": [true, 5] } }))"""
    )
    page.goto(site + PATH)
    expect(page.locator("[data-count]")).to_have_text("1 of 12 stops done")
    there = stop(page, "steps/clarify-purpose")
    expect(there).to_have_attribute("data-state", "done")
    expect(there).to_contain_text("ticked by hand or on paper, 1 of 4 done")
    assert faults(page) == []
    box = page.get_by_role("checkbox", name="Done: Clarify your purpose")
    box.press("Space")
    expect(page.locator("[data-count]")).to_have_text("0 of 12 stops done")
    expect(box).to_be_focused()
    expect(page.locator("[data-status]")).to_have_text("All changes are saved")
    page.reload()
    expect(page.locator("[data-count]")).to_have_text("0 of 12 stops done")
    expect(there.locator("input")).to_be_hidden()


def test_a_new_copy_takes_no_progress_back(page: Page, site: str):
    tick_all(page, site + "checklists/pitch-ready/")
    page.goto(site + "paths/pitch-this-week/")
    there = stop(page, "checklists/pitch-ready")
    expect(there).to_have_attribute("data-state", "done")
    count = page.locator("[data-count]").inner_text()
    page.goto(site + "checklists/pitch-ready/")
    page.get_by_role("button", name="New, empty").click()
    page.get_by_role("textbox", name="Name of the copy").fill("City Hall")
    page.get_by_role("button", name="OK").click()
    page.locator(".pb-check input").first.check()
    expect(page.locator("[data-status]")).to_have_text("All changes are saved")
    page.goto(site + "paths/pitch-this-week/")
    expect(there).to_have_attribute("data-state", "done")
    expect(page.locator("[data-count]")).to_have_text(count)


def test_a_stop_that_left_the_path_is_listed_with_its_tick(page: Page, site: str):
    page.goto(site + PATH)
    expect(page.locator("[data-earlier]")).to_be_hidden()
    page.evaluate(
        """localStorage.setItem("org.coalition-playbook:paths/first-time-convener:1",
          JSON.stringify({ format: 1, pieces: { "tips/gone": [true, 5],
            "~seen.tips/gone": ["Bring a cake", 5] } }))"""
    )
    page.reload()
    expect(page.locator("[data-earlier]")).to_contain_text("No longer on the list")
    expect(page.locator("[data-earlier] dt")).to_have_text(["Bring a cake"])
    assert faults(page) == []


def test_another_profile_knows_nothing_of_it(browser: Browser, page: Page, site: str):
    tick_all(page, site + START)
    context = browser.new_context()
    other = context.new_page()
    other.goto(site + PATH)
    expect(other.locator("[data-count]")).to_have_text("0 of 12 stops done")
    expect(other.locator("[data-go-on]")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_fault_on_the_way(browser: Browser, site: str, width: int):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    tick_all(page, site + START)
    tick_all(page, site + NEXT, most=1)
    for path in (START, PATH, ""):
        page.goto(site + path)
        page.wait_for_function("document.querySelector('[data-ready], [data-state=done]')")
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_without_scripts_a_path_is_a_list_of_stops_and_no_page_promises_to_keep_ticks(
    browser: Browser, site: str
):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PATH)
    expect(page.locator(".pb-stop")).to_have_count(12)
    expect(page.locator(".pb-stop input").first).to_be_hidden()
    for address in (PATH, START):
        page.goto(site + address)
        expect(page.get_by_text("Without scripts this page keeps no ticks")).to_be_visible()
    page.goto(site + "my-work/")
    expect(page.get_by_text("Without scripts this page can show")).to_be_visible()
    expect(page.locator(".pb-lede")).to_be_hidden()
    context.close()


COUNTED = """
(seed) => {
  const { bare } = playbook.answers, { moved, whole } = playbook.pieces;
  const chance = (most) => (seed = (seed * 48271) % 2147483647) % most;
  const one = (list) => list[chance(list.length)];
  const fields = ["a", "b", "c"].map((key) =>
    ({ key, type: "check", label: key, was: [key + 1, key + 2] }));
  const ref = "checklists/x", was = ["checklists/y"], title = "X";
  const sheet = { playbook: "p", ref, was, noun: "checklist", title, fields };
  const names = fields.flatMap(({ key, was }) => [key, ...was]);
  const ticks = Object.fromEntries(names.map((name) => [name, name[0]]));
  const data = { playbook: "p", items: { [ref]: { title, was, ticks } } };
  const pieces = () => {
    const found = {};
    for (let n = chance(6); n > 0; n--)
      found[one([...names, "gone"])] = [one([true, false]), chance(4)];
    const earlier = Object.fromEntries(names.filter(() => !chance(3)).map((name) => [name, true]));
    if (chance(2)) found["~earlier"] = [earlier, chance(4)];
    return found;
  };
  const odd = [];
  for (let n = 0; n < 400; n++) {
    localStorage.clear();
    for (const name of [ref, ...was]) {
      const text = JSON.stringify({ format: 1, pieces: pieces() });
      if (chance(3)) localStorage.setItem(`p:${name}:1`, text);
    }
    const held = moved(playbook.store.open(sheet).read("1")?.pieces ?? bare(), sheet);
    const shown = fields.filter(({ key }) => held[key]?.[0] === true).length;
    const listed = Object.keys(whole(held, sheet).answers).length;
    const counts = [playbook.progress(data, ref).done, listed];
    if (counts.some((count) => count !== shown)) odd.push([shown, counts, { ...localStorage }]);
  }
  return odd;
}
"""


def test_every_page_counts_the_boxes_that_the_list_shows_ticked(page: Page, site: str):
    page.goto(site + PATH)
    expect(page.locator("form[data-ready]")).to_have_count(1)
    for seed in (7, 8, 9):
        assert page.evaluate(COUNTED, seed) == [], seed


def test_the_first_page_goes_on_with_what_was_touched_last_by_name_and_time(page: Page, site: str):
    tick_all(page, site + NEXT, most=1)
    page.goto(site)
    expect(page.locator("[data-go-on]")).to_have_text(re.compile("^Go on with step 2"))
    page.goto(site + SHEET)
    for name, aim in (("Riverside", "A bench for everyone"), ("Northgate", "A roof")):
        page.get_by_role("button", name="New, empty").click()
        page.get_by_role("textbox", name="Name of the copy").fill(name)
        page.get_by_role("button", name="OK").click()
        page.get_by_role("textbox", name="Our North Star in one sentence").fill(aim)
        expect(page.locator("[data-status]")).to_have_text("All changes are saved")
    page.locator("[data-copies]").select_option("Riverside")
    page.goto(site)
    expect(page.get_by_role("link", name="Start at step 1")).to_be_hidden()
    expect(page.locator("[data-touched]")).to_have_text(re.compile(r"^Last change: .*\d{4}"))
    page.get_by_role(
        "link", name="Go on with North Star and agree-to-disagree list, Northgate"
    ).click()
    page.wait_for_url("**/" + SHEET)
    answer = page.get_by_role("textbox", name="Our North Star in one sentence")
    expect(answer).to_have_value("A roof")
