"""Answers in any script are drawn right by `fill`: joined, placed, in their boxes."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from playbook.answers import dumps, normalise
from playbook.pdf.widgets import widgets_of
from playbook.sheets.fill import fill_sheet
from playbook.sheets.read import read_sheet
from playbook.typesetting.paper import A4
from tests.sheets.judging import failures, opened_pdf
from tests.sheets.long import FIELDS
from tests.sheets.making import made

GIVEN: dict[str, Any] = {
    "name": "नमस्ते, हम साथ हैं",
    "why": "ภาษาไทย\nहिन्दी और English 12",
    "lines": ["ทุกคน ✅", "plain"],
    "people": [{"who": "Ana", "wants": "हम " * 400}],
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return made(tmp_path_factory.mktemp("lettering"), "en", FIELDS)


def _in_its_box(raw: bytes, name: str) -> str:
    """Return the text that a reader of pages finds in the box of a field."""
    with opened_pdf(raw) as pdf:
        rect = next(
            [float(edge) for edge in one.Rect]
            for one in widgets_of(pdf)
            if str(one.get("/V", "")) == name
        )
    with pypdfium2.PdfDocument(raw) as document:
        document.init_forms()
        page = document[0]
        pypdfium2.raw.FPDFPage_Flatten(page, pypdfium2.raw.FLAT_NORMALDISPLAY)
        text: str = document[0].get_textpage().get_text_bounded(*rect)
        return text


def test_what_the_forms_font_lacks_is_set_letter_by_letter(bench):
    sheet, renderer = bench
    answers = normalise({"answers": GIVEN}, sheet)
    told: list[str] = []
    raw = fill_sheet(sheet, A4, answers, renderer, told.append)
    assert failures(raw) == []
    assert opened_pdf(raw).check_pdf_syntax() == []
    assert dumps(read_sheet(raw, name="x", sheets=[sheet])) == dumps(answers)
    assert "ทุกคน" in _in_its_box(raw, GIVEN["lines"][0])
    assert "English 12" in _in_its_box(raw, GIVEN["why"])
    assert len(raw) < 200_000
    assert [one for one in told if "fonts" in one] == []


def test_what_no_font_has_is_told(bench):
    sheet, renderer = bench
    told: list[str] = []
    answers = normalise({"answers": {"name": "བོད and more"}}, sheet)
    raw = fill_sheet(sheet, A4, answers, renderer, told.append)
    assert failures(raw) == []
    assert told == [
        'worksheets/all: none of our fonts has "བ" and 2 more. Paper shows a stand-in; the file '
        "keeps what was typed."
    ]


def test_letters_that_the_forms_font_has_need_nothing_else(bench):
    sheet, renderer = bench
    raw = fill_sheet(
        sheet, A4, normalise({"answers": {"name": "Ærø, Łódź, Київ, مرحبا"}}, sheet), renderer
    )
    with opened_pdf(raw) as pdf:
        drawn = next(one for one in widgets_of(pdf) if "/V" in one)
        assert b"/Fill" in drawn.AP.N.read_bytes()
