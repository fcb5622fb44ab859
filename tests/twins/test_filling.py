"""PDFs that a page fills in are read back by both, to the byte, and stay accessible."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from page import ValidationProfile, validate_pdf_bytes

from playbook.answers import Sheet, dumps, normalise
from playbook.answers.budgets import BUDGETS
from playbook.sheets.fill import blank_sheet, fill_sheet
from playbook.sheets.read import read_sheet
from playbook.sheets.sidecar import sidecar
from playbook.typesetting.paper import A4
from playbook.typesetting.renderer import SheetRenderer
from tests.sheets.making import answers_to, made
from tests.twins.browserless import RefusedByScriptError, Scripts

PLAN = "worksheets/plan"


@pytest.fixture(scope="module")
def plan_pdf(twin_sheets: Mapping[str, Sheet], twin_renderer: SheetRenderer) -> bytes:
    return blank_sheet(twin_sheets[PLAN], A4, twin_renderer)


def test_any_answers_filled_in_by_the_scripts_are_read_back_by_both(
    scripts: Scripts,
    twin_sheets: Mapping[str, Sheet],
    twin_renderer: SheetRenderer,
    plan_pdf: bytes,
):
    sheet, side = twin_sheets[PLAN], sidecar(plan_pdf, twin_renderer.words)

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(answers=answers_to(sheet))
    def same(answers: dict[str, Any]) -> None:
        data = {"answers": answers, "earlier": {"old": "x"}, "copy": "Ä"}
        made = scripts("fill", blank=plan_pdf, side=side, data=data, sheet=PLAN)
        pdf = base64.b64decode(made)
        expected = dumps(normalise(data, sheet))
        assert dumps(read_sheet(pdf, name="a.pdf", sheets=[sheet])) == expected
        assert scripts("pdf", file=pdf, sheet=PLAN).encode() == expected
        report = validate_pdf_bytes(pdf, profile=ValidationProfile.PDF_UA_1)
        assert list(report.failures) == []

    same()


@pytest.mark.parametrize(
    "options",
    [
        {"linearize": True},
        {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False},
        {"qdf": True},
    ],
)
def test_the_scripts_read_what_python_wrote_and_another_program_saved(
    scripts: Scripts,
    twin_sheets: Mapping[str, Sheet],
    twin_renderer: SheetRenderer,
    plan_pdf: bytes,
    options: dict[str, Any],
):
    data = {"answers": {"place": "شارع", "tools": ["hose"], "soil": "clay", "insured": True}}
    made = scripts(
        "fill", blank=plan_pdf, side=sidecar(plan_pdf, twin_renderer.words), data=data, sheet=PLAN
    )
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(base64.b64decode(made))) as pdf:
        pdf.save(out, **options)
    expected = dumps(normalise(data, twin_sheets[PLAN]))
    assert scripts("pdf", file=out.getvalue(), sheet=PLAN).encode() == expected


def test_a_locked_pdf_is_refused_by_name(scripts: Scripts, plan_pdf: bytes):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plan_pdf)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(RefusedByScriptError, match="pdf_locked"):
        scripts("pdf", file=out.getvalue(), sheet=PLAN)
    with pytest.raises(RefusedByScriptError, match="pdf_damaged"):
        scripts("pdf", file=plan_pdf[: len(plan_pdf) // 2], sheet=PLAN)


def test_both_have_the_same_budgets(scripts: Scripts):
    assert scripts("get", path="budgets") == dict(BUDGETS)


def test_a_day_is_drawn_as_people_write_it_and_comes_back_as_it_was(
    scripts: Scripts,
    twin_sheets: Mapping[str, Sheet],
    twin_renderer: SheetRenderer,
    plan_pdf: bytes,
):
    sheet = twin_sheets[PLAN]
    days = {"begin_on": "2027-03-01", "first_meeting": "2027-02-28T18:30", "place": "2027-03-02"}
    data = {"answers": days}
    side = sidecar(plan_pdf, twin_renderer.words)
    by_page = base64.b64decode(scripts("fill", blank=plan_pdf, side=side, data=data, sheet=PLAN))
    answers = normalise(data, sheet)
    for raw in (by_page, fill_sheet(sheet, A4, answers, twin_renderer)):
        assert dumps(read_sheet(raw, name="a.pdf", sheets=[sheet])) == dumps(answers)
        drawn = _drawn(raw)
        for text in ("March 1, 2027", "February 28, 2027", "2027-03-02"):
            assert text in drawn
        assert "2027-03-01" not in drawn


def test_days_in_a_narrow_column_are_all_short_and_on_added_pages_in_full(
    scripts: Scripts, twin_sheets: Mapping[str, Sheet], tmp_path: Path
):
    sheet, renderer = made(tmp_path)
    days = ("2027-05-14", "2027-09-28", "2027-10-05")
    data = {"answers": {"cards": [{"day": day} for day in days]}}
    blank = blank_sheet(sheet, A4, renderer)
    side = sidecar(blank, renderer.words)
    by_page = base64.b64decode(scripts("fill", blank=blank, side=side, data=data, sheet="all"))
    by_program = fill_sheet(sheet, A4, normalise(data, sheet), renderer)
    for raw, third in ((by_page, ": October 5, 2027"), (by_program, "Oct 5, 2027")):
        drawn = _drawn(raw)
        for text in ("May 14, 2027", "Sep 28, 2027", third):
            assert text in drawn
        assert not any(day in drawn for day in days)


def _drawn(raw: bytes) -> str:
    """Return every text on the pages, that in fields as well."""
    with pypdfium2.PdfDocument(raw) as document:
        document.init_forms()
        for page in document:
            page.flatten()
        out = io.BytesIO()
        document.save(out)
    with pypdfium2.PdfDocument(out.getvalue()) as flat:
        return " ".join(page.get_textpage().get_text_range() for page in flat)
