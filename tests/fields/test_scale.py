"""A scale may be answered with "Don't know": no number, and in no average."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from playbook.answers import Sheet, dumps, normalise
from playbook.forms import CORE, WORKSHEET, form_scripts
from playbook.render.definition import definition
from playbook.render.markup import Markup
from playbook.render.pages import draw
from playbook.render.templates import Templates
from playbook.sheets.fill import figures, fill_sheet
from playbook.sheets.read import read_sheet
from playbook.typesetting.paper import A4
from playbook.typesetting.renderer import SheetRenderer
from tests.sheets.making import ROOT, made, playbook_of
from tests.twins.browserless import Scripts

SCALE = {"key": "sure", "type": "scale", "label": "Sure?", "low": "no", "high": "yes"}
OPEN = {**SCALE, "unknown": "true"}
FIELDS: list[dict[str, Any]] = [
    OPEN,
    {**SCALE, "key": "shut"},
    {"key": "rows", "type": "table", "label": "Rows", "rows": 3, "columns": [OPEN]},
    {
        "key": "wide",
        "type": "table",
        "label": "Wide",
        "rows": 1,
        "columns": [{**OPEN, "key": f"sure_{number}"} for number in range(8)],
    },
    {
        "key": "mean",
        "type": "computed",
        "label": "Mean",
        "operation": "average",
        "of": ["rows.sure"],
    },
]
GIVEN = {
    "sure": "unknown",
    "shut": "unknown",
    "rows": [{"sure": "4"}, {"sure": "unknown"}, {"sure": "2"}],
    "wide": [{"sure_3": "unknown"}],
}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, SheetRenderer]:
    return made(tmp_path_factory.mktemp("scale"), "en", FIELDS)


def test_it_is_stored_where_it_is_offered_and_left_out_of_the_average(sheet: Any):
    given = normalise({"answers": GIVEN}, sheet[0])
    assert given.answers == {key: GIVEN[key] for key in ("sure", "rows", "wide")}
    assert given.earlier == {"shut": "unknown"}
    assert figures(sheet[0], given.answers)["mean"] == "3"


def test_it_goes_through_the_pdf_and_both_readers(sheet: Any):
    given = normalise({"answers": GIVEN}, sheet[0])
    pdf = fill_sheet(sheet[0], A4, given, sheet[1])
    assert read_sheet(pdf, name="x.pdf", sheets=[sheet[0]]) == given
    with pypdfium2.PdfDocument(pdf) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert text.count("Don\u2019t know") == 1 + 3 + 8
    scripts = form_scripts(Templates("en", own=Path("none")), CORE | WORKSHEET)
    asked = definition(sheet[0], playbook_of("en", FIELDS)) | {"words": {}}
    with Scripts(scripts, sheets={"all": asked}, known={}) as told:
        assert told("pdf", file=pdf, sheet="all").encode() == dumps(given)
        assert told("figures", answers=GIVEN, sheet="all")["mean"] == "3"


def test_forms_offer_it():
    playbook = playbook_of("en", FIELDS)
    templates = Templates("en", own=ROOT / "templates")
    pages = {page.name: page.article for page in draw(playbook, templates, Markup(playbook))}
    assert pages["worksheets/all"].count('value="unknown"') == 1 + 3 + 8
