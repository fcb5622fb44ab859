"""PDFs that the browser fills in and reads: the answers in them are equal to the byte."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from page import ValidationProfile, validate_pdf_bytes
from playwright.sync_api import Browser, Page

from playbook.answers import Sheet, dumps, normalise
from playbook.sheets import read_sheet

Said = Callable[[str], None]
PLAN = "worksheets/plan/"
FILL = """async (data) => {
    const place = document.querySelector("[data-playbook-definition]");
    const sheet = JSON.parse(place.dataset.playbookDefinition);
    const load = (src) => new Promise((done) => {
        const script = document.createElement("script");
        document.head.append(Object.assign(script, { src, onload: done }));
    });
    if (!playbook.pdf) await load(document.querySelector("[data-bar]").dataset.pdf);
    if (!playbook.blanks["plan-a4.pdf"]) await load("plan-a4.pdf.js");
    const given = playbook.answers.normalise(data, sheet);
    const { bytes } = await playbook.pdf.fill(playbook.blanks["plan-a4.pdf"], given, sheet);
    const raw = new Uint8Array(await bytes.arrayBuffer());
    const back = await playbook.pdf.read(raw, sheet, (why) => new Error(why));
    let text = "";
    for (const byte of raw) text += String.fromCharCode(byte);
    return [btoa(text), playbook.answers.dumps(back, sheet)];
}"""


def test_any_answers_filled_into_the_pdf_by_the_browser_are_read_back_by_both(
    any_answers: Any,
    file_of: Callable[..., dict[str, Any]],
    browser: Browser,
    garden: str,
    plan_sheet: Sheet,
):
    context = browser.new_context()
    page = context.new_page()
    page.goto(garden + PLAN)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(answers=any_answers)
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
    file_of: Callable[..., dict[str, Any]],
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
        assert pdf.check_pdf_syntax() == []
        again = io.BytesIO()
        pdf.save(again, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        plain = io.BytesIO()
        pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for variant in (raw, again.getvalue(), plain.getvalue()):
        plan.get_by_text("More", exact=True).click()
        plan.get_by_role("button", name="Delete this copy").click()
        opened(variant, "filled.pdf")
        notice("filled.pdf is open as a new copy")
        assert saved() == expected
        plan.get_by_role("button", name="Close").click()


def test_a_pdf_without_the_switch_leaves_private_answers_out(
    file_of: Callable[..., dict[str, Any]],
    plan: Page,
    plan_sheet: Sheet,
    opened: Callable[..., None],
    notice: Said,
):
    opened(file_of(plan_sheet, {"place": "North", "story": "A secret"}))
    notice("is open as a new copy")
    plan.get_by_text("More", exact=True).click()
    with plan.expect_download() as download:
        plan.get_by_role("button", name="Download filled PDF, A4").click()
    found = read_sheet(Path(download.value.path()).read_bytes(), name="x.pdf", sheets=[plan_sheet])
    assert found.answers == {"place": "North"}


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
