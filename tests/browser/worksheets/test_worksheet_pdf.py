"""PDFs that the browser fills in and reads: the answers in them are equal to the byte."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import Page

from playbook.answers import Sheet, dumps, normalise
from playbook.sheets.read import read_sheet

Said = Callable[[str], None]


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
    plan.get_by_label("Show private and earlier answers in prints and PDFs").check()
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
