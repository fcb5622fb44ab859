"""Answers that leave and come back: files, links and PDFs, equal to the byte."""

from __future__ import annotations

import base64
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from page import ValidationProfile, validate_pdf_bytes
from playwright.sync_api import Browser, BrowserContext, Page, expect

from playbook.answers import Sheet, dumps, normalise
from playbook.sheets import read_sheet

Said = Callable[[str], None]
PLAN = "worksheets/plan/"
ME = "org.example.garden"
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=40) | st.sampled_from(
    [
        "",
        " ",
        "a\r\nb",
        "e\u0301",
        "\u2028x",
        "tab\tx",
        "\ufeffy",
        "\U0001f331",
        "سلام 12",
        "x" * 3000,
    ]
)
SCALARS = {"place": TEXT, "story": TEXT, "size": TEXT, "begin_on": TEXT, "first_meeting": TEXT}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **SCALARS,
        "soil": st.sampled_from(["sand", "clay", "peat"]),
        "tools": st.lists(st.sampled_from(["spade", "fork", "hose", "cart"]), max_size=4),
        "insured": st.sampled_from([True, "true", False]),
        "hope": st.sampled_from(["1", "5", "9"]),
        "plants": st.lists(TEXT, max_size=6),
        "beds": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "name": TEXT,
                    "light": st.sampled_from(["sun", "shade", "x"]),
                    "effort": st.just("2"),
                    "length": TEXT,
                },
            ),
            max_size=5,
        ),
        "months": st.fixed_dictionaries(
            {},
            optional={"spring": st.fixed_dictionaries({}, optional={"who": TEXT}), "autumn": TEXT},
        ),
        "fence": TEXT | st.lists(TEXT, max_size=2) | st.dictionaries(TEXT, TEXT, max_size=2),
        "\U0001f331": TEXT,
        "\uffee": TEXT,
    },
)
EVERY_CONTROL = """() => {
    for (const one of document.querySelectorAll("form[data-playbook] [name]"))
        one.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def file_of(sheet: Sheet, answers: dict[str, Any], **more: Any) -> dict[str, Any]:
    own = {
        "format": "playbook-answers/1",
        "playbook": sheet.manifest.id,
        "worksheet": str(sheet.ref),
    }
    return {**own, "answers": answers, "copy": "Elm", **more}


def test_any_answers_through_the_form_are_the_bytes_that_python_writes(
    browser: Browser, garden: str, plan_sheet: Sheet
):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(KEEP)
    page.goto(garden + PLAN)

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(answers=ANSWERS)
    def same(answers: dict[str, Any]) -> None:
        page.evaluate("localStorage.clear()")
        data = file_of(plan_sheet, answers)
        page.evaluate("document.querySelector('[data-notice]').replaceChildren()")
        raw = json.dumps(data).encode()
        page.locator("[data-file]").set_input_files(
            {"name": "a.json", "mimeType": "application/json", "buffer": raw}
        )
        expect(page.locator("[data-notice]")).to_contain_text("is open as a new copy")
        page.evaluate(EVERY_CONTROL)
        page.locator("[data-do=save]").click()
        expected = dumps(normalise(data, plan_sheet))
        assert page.evaluate("window.saved.text()").encode() == expected

    same()
    context.close()


KEEP = """
    URL.createObjectURL = (blob) => { window.saved = blob; return "#"; };
    HTMLAnchorElement.prototype.click = () => {};
"""
FILL = """async (data) => {
    const sheet = JSON.parse(document.querySelector("[data-playbook-definition]").text);
    const load = (src) => new Promise((done) => {
        const script = document.createElement("script");
        document.head.append(Object.assign(script, { src, onload: done }));
    });
    if (!playbook.pdf) await load(document.querySelector("[data-bar]").dataset.pdf);
    if (!playbook.sheets["plan-a4.pdf"]) await load("plan-a4.pdf.js");
    const given = playbook.answers.normalise(data, sheet);
    const { bytes } = await playbook.pdf.fill(playbook.sheets["plan-a4.pdf"], given, sheet);
    const raw = new Uint8Array(await bytes.arrayBuffer());
    const back = await playbook.pdf.read(raw, sheet, (why) => new Error(why));
    let text = "";
    for (const byte of raw) text += String.fromCharCode(byte);
    return [btoa(text), playbook.answers.dumps(back, sheet)];
}"""


def test_any_answers_filled_into_the_pdf_by_the_browser_are_read_back_by_both(
    browser: Browser, garden: str, plan_sheet: Sheet
):
    context = browser.new_context()
    page = context.new_page()
    page.goto(garden + PLAN)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(answers=ANSWERS)
    def same(answers: dict[str, Any]) -> None:
        data = file_of(plan_sheet, answers)
        expected = dumps(normalise(data, plan_sheet))
        raw, back = page.evaluate(FILL, data)
        assert back.encode() == expected
        pdf = base64.b64decode(raw)
        assert dumps(read_sheet(pdf, name="a.pdf", sheets=[plan_sheet])) == expected
        report = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
        assert list(report.failures) == []

    same()
    context.close()


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_answers_go_into_the_pdf_and_come_back_the_same_in_python_and_in_the_browser(
    plan: Page,
    plan_sheet: Sheet,
    opened: Callable[..., None],
    saved: Callable[[], bytes],
    notice: Said,
    paper: str,
):
    answers = {
        "place": "Behind the school, شارع النخيل 12",
        "story": "One\nTwo \u2013 (three) \\ four",
        "size": "40",
        "begin_on": "next week",
        "soil": "clay",
        "tools": ["spade", "hose"],
        "insured": True,
        "hope": "4",
        "plants": ["Beans", "Äpfel", "豆"],
        "beds": [{"name": f"Bed {n}", "light": "sun", "length": str(n)} for n in range(1, 7)],
        "months": {"summer": {"who": "Ana", "hours": "2"}},
    }
    data = file_of(plan_sheet, answers, earlier={"fence": "green"})
    expected = dumps(normalise(data, plan_sheet))
    opened(data)
    notice("is open as a new copy")
    plan.get_by_text("More", exact=True).click()
    plan.get_by_label("Show private answers in prints and PDFs").check()
    with plan.expect_download() as download:
        plan.get_by_role("button", name=re.compile(f"Download filled PDF, {paper}", re.I)).click()
    raw = Path(download.value.path()).read_bytes()
    assert dumps(read_sheet(raw, name="x.pdf", sheets=[plan_sheet])) == expected
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        assert (
            pdf.check_pdf_syntax() == [] if hasattr(pdf, "check_pdf_syntax") else pdf.check() == []
        )
        again = io.BytesIO()
        pdf.save(again, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        plain = io.BytesIO()
        pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for variant in (raw, again.getvalue(), plain.getvalue()):
        opened(variant, "filled.pdf")
        notice("filled.pdf is open as a new copy")
        assert saved() == expected
        plan.get_by_role("button", name="Close").click()


def test_a_pdf_without_the_switch_leaves_private_answers_out(
    plan: Page, plan_sheet: Sheet, opened: Callable[..., None], notice: Said
):
    opened(file_of(plan_sheet, {"place": "North", "story": "A secret"}))
    notice("is open as a new copy")
    plan.get_by_text("More", exact=True).click()
    with plan.expect_download() as download:
        plan.get_by_role("button", name="Download filled PDF, A4").click()
    found = read_sheet(Path(download.value.path()).read_bytes(), name="x.pdf", sheets=[plan_sheet])
    assert found.answers == {"place": "North"}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"{", "is broken"),
        (b"[1, 2]", "is not an answers file"),
        (b'{"format": "playbook-answers/9"}', "was saved by a newer version (format 9"),
        (b'{"format": "playbook-backup/1"}', "is a backup"),
        (
            b'{"format": "playbook-answers/1", "playbook": "org.other"}',
            "belongs to another playbook (org.other)",
        ),
        (
            b'{"format": "playbook-answers/1", "playbook": "ID",'
            b' "worksheet": "worksheets/neighbours"}',
            "another worksheet",
        ),
        (b" " * 2_100_000, "is larger than 2 MB"),
        (b"\xff\xfe\x00broken", "is broken"),
    ],
)
def test_a_file_that_cannot_be_taken_in_is_refused_in_a_plain_sentence_and_nothing_changes(
    plan: Page,
    plan_sheet: Sheet,
    opened: Callable[..., None],
    notice: Said,
    content: bytes,
    says: str,
):
    plan.get_by_label("Where is it?").fill("North")
    expect(plan.locator("[data-status]")).to_have_text("All changes are saved")
    before = plan.evaluate("JSON.stringify(localStorage)")
    opened(content.replace(b'"ID"', json.dumps(plan_sheet.manifest.id).encode()), "odd.json")
    notice("odd.json " + says if not says.startswith("another") else says)
    assert plan.evaluate("JSON.stringify(localStorage)") == before
    expect(plan.get_by_label("Where is it?")).to_have_value("North")


def test_locked_damaged_and_foreign_pdfs_are_refused_by_name(
    plan: Page, opened: Callable[..., None], notice: Said, garden_folder: Path
):
    blank = (garden_folder / "site/worksheets/plan/plan-a4.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        locked = io.BytesIO()
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    opened(locked.getvalue(), "locked.pdf")
    notice("locked.pdf is locked with a password")
    opened(blank[: len(blank) // 2], "half.pdf")
    notice("half.pdf is damaged")
    empty = pikepdf.new()
    empty.add_blank_page()
    other = io.BytesIO()
    empty.save(other)
    opened(other.getvalue(), "other.pdf")
    notice("other.pdf is not a sheet of this playbook")


def test_a_file_cannot_reach_the_prototype_of_anything(
    plan: Page, plan_sheet: Sheet, opened: Callable[..., None], notice: Said
):
    raw = json.dumps(file_of(plan_sheet, {"place": "North"})).replace(
        '"place"', '"__proto__": {"polluted": "x"}, "constructor": "y", "place"'
    )
    opened(raw.encode())
    notice("is open as a new copy")
    assert plan.evaluate("({}).polluted") is None
    expect(plan.get_by_label("Where is it?")).to_have_value("North")


def test_a_share_link_opens_as_a_new_copy_without_private_answers(
    plan: Page,
    plan_sheet: Sheet,
    garden: str,
    browser: Browser,
    context: BrowserContext,
    saved: Callable[[], bytes],
    notice: Said,
):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    plan.get_by_label("Where is it?").fill("North 🌱")
    plan.get_by_label("What was there before?").fill("A secret")
    plan.get_by_text("More", exact=True).click()
    plan.get_by_role("button", name="Copy a link with the answers").click()
    notice("without private answers")
    link = plan.evaluate("navigator.clipboard.readText()")
    assert "secret" not in link
    assert link.startswith(garden + PLAN + "#answers=")
    other = browser.new_context()
    page = other.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(link)
    expect(page.get_by_label("Where is it?")).to_have_value("North 🌱")
    expect(page.get_by_label("What was there before?")).to_have_value("")
    assert "#" not in page.url
    assert not any("answers=" in url for url in asked)
    page.get_by_label("Where is it?").fill("Mine")
    page.goto("about:blank")
    page.goto(link[:-9])
    expect(page.locator("[data-notice]")).to_contain_text("The link is broken")
    expect(page.get_by_label("Where is it?")).to_have_value("Mine")
    other.close()


def test_everything_works_from_a_folder(browser: Browser, garden_folder: Path, plan_sheet: Sheet):
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    address = (garden_folder / "site/worksheets/plan/index.html").as_uri()
    page.goto(address)
    page.get_by_label("Where is it?").fill("North")
    page.reload()
    expect(page.get_by_label("Where is it?")).to_have_value("North")
    page.get_by_text("More", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download filled PDF, A4").click()
    raw = Path(download.value.path()).read_bytes()
    assert read_sheet(raw, name="x.pdf", sheets=[plan_sheet]).answers["place"] == "North"
    page.locator("[data-file]").set_input_files(
        {"name": "back.pdf", "mimeType": "application/pdf", "buffer": raw}
    )
    expect(page.locator("[data-notice]")).to_contain_text("back.pdf is open as a new copy")
    assert errors == []
    context.close()
