"""The pages of worksheets: accessible in every state, calm on loading, whole on paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.judging import faults
from tests.browser.test_order import LOWEST, PHONE, first_question

PLAN = "worksheets/plan/"
ALLIES = "worksheets/allies-opponents-undecideds/"
CUT = """() => [...document.querySelectorAll("[data-map-drawing] :is(li, th)")]
    .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"""
MEASURE = """() => {
    window.shift = 0;
    const add = (one) => { if (!one.hadRecentInput) window.shift += one.value; };
    new PerformanceObserver((list) => list.getEntries().forEach(add))
        .observe({ type: "layout-shift", buffered: true });
}"""
STORE = """(rows) => {
    const place = document.querySelector("[data-playbook-definition]");
    const sheet = JSON.parse(place.dataset.playbookDefinition);
    const pieces = {};
    rows.forEach((row, n) => {
        pieces["people.r" + n] = [n, 1];
        for (const key of Object.keys(row)) pieces[`people.r${n}.${key}`] = [row[key], 1];
    });
    const key = `${sheet.playbook}:${sheet.ref}:1`;
    localStorage.setItem(key, JSON.stringify({ format: 1, pieces }));
}"""
FILLED = """async () => {
    const drawn = () => new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(done)));
    const example = document.querySelector("[data-open-example]");
    example.closest("details").open = true;
    await drawn();
    example.scrollIntoView({ behavior: "instant", block: "center" });
    const { left, top, width, height } = example.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    example.click();
    await drawn();
    const told = document.querySelector("[data-notice]").textContent;
    return [example.contains(hit), told, document.documentElement.scrollWidth <= innerWidth];
}"""
"""Opens the example as `open_example` does: whether a finger meets its button, what is told, and
whether all fits."""
SHAPES = """() => new Set([...document.querySelectorAll("[data-map-drawing] path")]
    .map((one) => one.getAttribute("d") + one.getAttribute("class"))).size"""
Scheme = Literal["light", "dark"]


def open_example(page: Page) -> None:
    page.get_by_text("See a completed example").click()
    page.get_by_role("button", name="Open it as a copy to try").click()
    expect(page.locator("[data-notice]")).to_contain_text("invented example")


@pytest.mark.parametrize(
    ("scheme", "width", "zoom"), [("light", 1280, 1), ("dark", 360, 1), ("light", 640, 2)]
)
def test_axe_finds_no_fault_empty_filled_and_with_errors(
    browser: Browser, site: str, garden: str, scheme: Scheme, width: int, zoom: int
):
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, device_scale_factor=zoom
    )
    page = context.new_page()
    found = []
    for address in (site + ALLIES, garden + PLAN) if width == 1280 else (garden + PLAN,):
        page.goto(address)
        expect(page.locator("form[data-ready]")).to_be_visible()
        found += [("empty", *fault) for fault in faults(page)]
        open_example(page)
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": whole})  # the bar lies over no question
        found += [("filled", *fault) for fault in faults(page)]
        page.locator("[data-more] > summary").click()
        found += [("more", *fault) for fault in faults(page, "[data-bar]")]
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": width, "height": 800})
    page.get_by_label("How big?").fill("a lot")
    page.get_by_role("button", name="New, empty").click()
    found += [("dialog and errors", *fault) for fault in faults(page)]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
    assert found == []


def test_every_worksheet_begins_with_its_question_and_stays_inside_the_screen_without_an_error(
    browser: Browser, site: str, built: Path
):
    context = browser.new_context()
    page = context.new_page()
    low = {}
    errors: list[str] = []
    foreign: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: foreign.append(request.url))
    for folder in sorted((built / "worksheets").iterdir()):
        if not folder.is_dir():
            continue
        page.set_viewport_size(PHONE)
        page.goto(f"{site}worksheets/{folder.name}/")
        if (down := first_question(page)) > LOWEST:
            low[folder.name] = down
        page.set_viewport_size({"width": 360, "height": 800})
        met, told, inside = page.evaluate(FILLED)
        assert met, folder.name
        assert "invented example" in told, folder.name
        assert inside, folder.name
    context.close()
    assert low == {}
    assert errors == []
    assert [url for url in foreign if not url.startswith((site, "data:", "blob:"))] == []


@pytest.mark.parametrize("width", [1280, 390])
def test_loading_a_filled_form_shifts_nothing(browser: Browser, site: str, width: int):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(site + ALLIES)
    open_example(page)
    page.add_init_script(f"({MEASURE})()")
    page.goto(site + ALLIES, wait_until="networkidle")
    expect(page.locator("form[data-ready]")).to_be_visible()
    shift = page.evaluate("window.shift")
    context.close()
    assert shift < 0.05


@pytest.mark.parametrize("width", [1280, 320])
def test_thirty_entries_stand_on_the_map_with_their_whole_names(
    browser: Browser, site: str, width: int
):
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(site + ALLIES)
    names = [f"Neighbourhood association number {n} of Willowmere" for n in range(30)]
    positions = ["active-ally", "passive-ally", "undecided", "passive-opponent", "active-opponent"]
    rows = [
        {
            "name": name,
            "position": positions[min(n % 7, 4)],
            "influence": ["low", "medium", "high"][n % 3],
        }
        for n, name in enumerate(names)
    ]
    page.evaluate(STORE, rows)
    page.reload()
    shown = page.locator("[data-map-drawing] li")
    expect(shown).to_have_count(30)
    assert sorted(shown.all_inner_texts()) == sorted(names)
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shapes = page.evaluate(SHAPES)
    leaves = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    context.close()
    assert shapes == 5
    sideways = [leaf for leaf in leaves if leaf.mediabox.width > leaf.mediabox.height]
    poster = " ".join(" ".join(leaf.extract_text() for leaf in sideways).split())
    assert [name for name in names if name not in poster] == [], "the map on paper hides no name"
    assert all("Passive opponent" in leaf.extract_text() for leaf in sideways)


def test_the_map_shows_where_people_stood_in_another_copy(page: Page, site: str):
    page.goto(site + ALLIES)
    stood = {"position": "passive-ally", "influence": "high"}
    page.evaluate(STORE, [{"name": "Ana", **stood}, {"name": "Bo", **stood}])
    page.reload()
    before = page.get_by_label("Also show where they stood in")
    expect(before).to_be_hidden()
    page.get_by_role("button", name="Duplicate for another partner").click()
    page.get_by_role("textbox", name="Name of the copy").fill("In spring")
    page.keyboard.press("Enter")
    page.locator("[data-rows=people] .pb-fold").first.click()
    page.get_by_label("Position").first.select_option("active-ally")
    page.locator("[data-map-drawing]").scroll_into_view_if_needed()
    before.select_option(label="My answers")
    marks = page.locator("[data-map-drawing] li")
    expect(marks).to_have_text(["Ana", "Bo", "Ana (was here)"])
    assert page.locator(".pb-map-was path").evaluate(
        "(one) => getComputedStyle(one).strokeDasharray"
    )
    assert faults(page, "[data-map]") == []
    before.select_option("")
    expect(marks).to_have_count(2)


def test_paper_shows_every_word_of_a_long_answer_and_nothing_private(
    plan: Page, opened: Callable[..., None]
):
    words = [f"word{n}" for n in range(600)]
    key = plan.evaluate(
        "JSON.parse(document.querySelector('[data-playbook-definition]').dataset.playbookDefinition).playbook"
    )
    beds = [{"name": " ".join(words[:80]), "light": "sun"}]
    opened(
        {
            "format": "playbook-answers/1",
            "playbook": key,
            "worksheet": "worksheets/plan",
            "answers": {"place": " ".join(words), "story": "A secret", "beds": beds},
            "earlier": {"rumour": "Unconfirmed"},
        }
    )
    expect(plan.locator("[data-notice]")).to_contain_text("new copy")
    text = printed(plan)
    assert [word for word in words if word not in text.split()] == []
    assert text.split().count("word79") == 2 + 1  # question, cell, the list beside the map
    assert "secret" not in text
    assert "Unconfirmed" not in text, "nobody knows which earlier answers were private"
    plan.get_by_text("More", exact=True).click()
    plan.get_by_label("Show private and earlier answers in prints and PDFs").check()
    text = printed(plan)
    assert "secret" in text
    assert "Unconfirmed" in text


def printed(page: Page) -> str:
    page.evaluate("document.fonts.ready.then(() => true)")
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    return "\n".join(sheet.extract_text() for sheet in reader.pages)


def test_a_blank_print_has_room_to_write_of_eight_millimetres(browser: Browser, garden: str):
    for scripts in (True, False):
        context = browser.new_context(java_script_enabled=scripts)
        page = context.new_page()
        page.goto(garden + PLAN)
        page.emulate_media(media="print")
        boxes = page.locator(".pb-form .pb-grow:not(.pb-grow-pick)").all()
        heights = [place["height"] for box in boxes if (place := box.bounding_box())]
        assert min(heights) * 25.4 / 96 >= 8
        expect(page.locator("[data-rows=beds] [data-row]").filter(visible=True)).to_have_count(3)
        expect(page.get_by_role("button", name="Save to a file")).to_have_count(0)
        context.close()


def test_without_scripts_every_question_is_readable(browser: Browser, garden: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(garden + PLAN)
    expect(page.get_by_label("Where is it?")).to_be_visible()
    expect(page.locator("[data-rows=beds] [data-row]").filter(visible=True)).to_have_count(3)
    expect(page.get_by_text("Without scripts this page saves nothing.")).to_be_visible()
    expect(page.locator("[data-bar]")).to_be_hidden()
    context.close()
