"""The page "Find" in a real browser: words, filters, and what a phone shows of both."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import after_paint
from tests.browser.searching import box, choice, field, found, many, results, status

NAMES_ROLE = """(rows) => rows.map((row) => window.playbook.found.items.find(
  (item) => row.querySelector("a").href.endsWith(`/${item[0]}`))[6].includes("convener"))"""


def test_filters_combine_count_and_stay_in_the_address(page: Page, site: str):
    page.goto(site + "find/")
    field(page).fill("meeting")
    expect(found(page).first).to_be_visible()
    everything = many(page)
    kind = choice(page, "Kind")
    promised = kind.locator("option[value=checklists]").inner_text()
    kind.select_option("checklists")
    expect(found(page).locator(".pb-kind").first).to_have_text("Checklist")
    left = many(page)
    assert promised == f"Checklists ({left})"
    assert 0 < left < everything
    choice(page, "Time").select_option("15")
    expect(page).to_have_url(re.compile(r"q=meeting&kind=checklists&time=15$"))
    fewer = many(page)
    assert 0 < fewer < left
    page.reload()
    expect(found(page)).to_have_count(fewer)
    page.get_by_role("button", name="Clear all").click()
    expect(found(page)).to_have_count(0)
    expect(field(page)).to_be_focused()
    expect(page).to_have_url(site + "find/")


def test_on_a_phone_the_sign_of_the_search_opens_the_field_ready_to_type(page: Page, site: str):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site)
    page.get_by_role("link", name="Search", exact=True).click()
    expect(field(page)).to_be_focused()
    page.keyboard.type("meeting")
    expect(found(page).first).to_be_visible()


def test_every_choice_reads_after_its_label(page: Page, site: str):
    page.goto(site + "find/")
    labels = page.locator("[data-playbook-find] .pb-find-slots label")
    assert labels.locator("span").all_inner_texts() == [
        "I am:",
        "I want to:",
        "Kind:",
        "Phase:",
        "Time:",
    ]
    choices = labels.locator("option").all_inner_texts()
    assert [text for text in choices if not text[0].isupper()] == []


def test_who_i_am_alone_leaves_only_what_names_me(page: Page, site: str):
    page.goto(site + "find/")
    choice(page, "I am").select_option("convener")
    expect(found(page).first).to_be_visible()
    assert all(found(page).evaluate_all(NAMES_ROLE))
    assert all(
        "(0)" not in text or option.is_disabled()
        for option in choice(page, "Kind").locator("option").all()
        if (text := option.inner_text())
    )


def test_beside_what_i_want_who_i_am_comes_first_and_leaves_nothing_out(page: Page, site: str):
    page.goto(site + "find/?step=agree-roles-rules")
    expect(found(page).first).to_be_visible()
    alone = many(page)
    role = choice(page, "I am")
    assert role.locator("option:disabled").count() == 0
    promised = role.locator("option[value=convener]").inner_text()
    role.select_option("convener")
    expect(page).to_have_url(re.compile("role=convener&step=agree-roles-rules"))
    assert many(page) == alone
    mine = found(page).evaluate_all(NAMES_ROLE)
    assert mine == sorted(mine, reverse=True)
    assert promised == "Convener", "no number: it leaves nothing out"
    assert 0 < sum(mine) < alone


def test_every_pair_of_role_and_step_has_results(page: Page, site: str):
    page.goto(site + "find/?role=seed-planter")
    expect(found(page).first).to_be_visible()
    step = choice(page, "I want to")
    assert step.locator("option:disabled").count() == 0
    promised = step.locator("option[value=know-your-ask]").inner_text()
    step.select_option("know-your-ask")
    assert promised == f"Know your ask ({many(page)})"
    assert many(page) > 0


def test_on_a_low_screen_the_count_covers_nothing_that_has_the_focus(page: Page, site: str):
    page.set_viewport_size({"width": 700, "height": 390})
    page.goto(site + "find/?q=meeting")
    expect(found(page).first).to_be_visible()
    page.locator(".pb-find-filters summary").focus()
    script = """() => {
      const box = document.activeElement.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + 20, box.y + box.height / 2);
      return document.activeElement.contains(top);
    }"""
    assert page.evaluate(script)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_filters_that_leave_nothing_are_not_blamed_on_the_words(page: Page, site: str):
    page.goto(site + "find/?q=mou")
    expect(found(page).first).to_be_visible()
    none = choice(page, "Kind").locator("option:disabled").first.get_attribute("value")
    page.goto(f"{site}find/?q=mou&kind={none}")
    expect(status(page)).to_have_text("Nothing fits. Try fewer filters.")
    page.goto(f"{site}find/?q=xyzzyplugh&kind={none}")
    expect(status(page)).to_contain_text("Nothing found for “xyzzyplugh”")


def test_filters_fold_on_a_phone_and_stand_open_on_a_wider_screen(page: Page, site: str):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + "find/")
    expect(choice(page, "Kind")).to_be_hidden()
    summary = page.locator("summary", has_text="Say who you are")
    summary.click()
    expect(choice(page, "Kind")).to_be_visible()
    summary.click()
    page.set_viewport_size({"width": 844, "height": 390})
    expect(choice(page, "Kind")).to_be_visible()
    expect(summary).to_be_hidden()


def test_nothing_loads_and_nothing_moves_before_somebody_searches(page: Page, site: str):
    page.set_viewport_size({"width": 390, "height": 844})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script("""
      window.moved = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((one) => (moved += one.value)))
        .observe({ type: "layout-shift", buffered: true });
    """)
    page.route("**/*.woff2", after_paint)
    page.goto(site + "find/", wait_until="networkidle")
    assert [url for url in asked if url.endswith(".woff2")]
    assert not [url for url in asked if "/search/" in url]
    assert page.evaluate("moved") <= 0.015, "letters that come late hardly move a line"
    field(page).fill("trust")
    expect(found(page).first).to_be_visible()
    assert [url for url in asked if "/search/index.js" in url]


def test_a_sentence_brings_what_is_near_and_all_the_rest_on_demand(page: Page, site: str):
    page.goto(site + "find/?q=I must ask the mayor for a meeting tomorrow")
    expect(found(page).first).to_be_visible()
    near = many(page)
    assert near < 100
    more = page.locator("[data-find-results] > button")
    while more.inner_text() == "Show more":
        more.click()
    assert found(page).count() == near
    expect(more).to_have_text(re.compile(r"^See all \d+ results$"))
    more.click()
    assert found(page).count() > near


def test_a_page_that_holds_no_item_is_found_by_its_names(page: Page, site: str):
    for typed, title in (
        ("packet", "Tonight"),
        ("my work", "My work"),
        ("tonight's meeting", "Tonight"),
        ("How do I save my answers?", "My work"),
    ):
        page.goto(f"{site}find/?q={typed}")
        expect(found(page).first.get_by_role("link")).to_have_text(title)
        box(page).fill(typed)
        expect(results(page).first).to_have_text(title)


def test_on_a_phone_the_count_stays_in_sight_below_the_filters(page: Page, site: str):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site + "find/?q=meeting")
    expect(found(page).first).to_be_visible()
    page.locator("summary", has_text="Say who you are").click()
    count = page.locator(".pb-find-form .pb-count")
    before = status(page).inner_text()
    choice(page, "Kind").select_option("checklists")
    expect(status(page)).not_to_have_text(before)
    place = count.bounding_box()
    assert place is not None
    assert place["y"] + place["height"] <= 844
    assert place["height"] < 60
    on_top = """(count) => {
      const {left, top, width, height} = count.getBoundingClientRect();
      const there = document.elementFromPoint(left + width - 9, top + height / 2);
      return count.contains(there) && getComputedStyle(count).backgroundColor;
    }"""
    assert count.evaluate(on_top) not in (False, "rgba(0, 0, 0, 0)")


def test_more_results_come_on_demand_and_the_focus_goes_to_the_first_of_them(page: Page, site: str):
    page.goto(site + "find/?kind=tips")
    expect(found(page)).to_have_count(20)
    page.get_by_role("button", name="Show more").click()
    expect(found(page)).to_have_count(40)
    expect(found(page).nth(20).get_by_role("link")).to_be_focused()


def test_any_address_opens_the_page(page: Page, site: str):
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for query in (
        "q=%E0%A4%A",
        "q=a&q=b",
        "kind=nothing&time=-1",
        "role=<b>&step=..",
        "q=%3Cimg%20src%3Dx%3E",
    ):
        page.goto(f"{site}find/?{query}")
        # once it has searched, it says beside each choice how many results there are
        expect(page.locator("[data-playbook-find] [name=kind] option").last).to_contain_text("(")
        expect(status(page)).not_to_be_empty()
        assert errors == [], query


def test_without_scripts_find_is_a_plain_index_of_everything(browser: Browser, site: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site)
    page.get_by_role("link", name="Search").click()
    expect(page.locator(".pb-lede").filter(visible=True)).to_have_text(re.compile("listed here"))
    page.locator("summary", has_text="Ground rules").click()
    expect(page.get_by_role("link", name="Clear asks only")).to_be_visible()
    expect(page.get_by_role("search")).to_have_count(0)
    context.close()
