"""What a screen reader finds on a sheet beside its fields: lists of boxes, a heading a card."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pikepdf
import pytest

from playbook.sheets.fill import blank_sheet
from playbook.typesetting.paper import A4
from tests.sheets.judging import failures, opened_pdf
from tests.sheets.long import FIELDS
from tests.sheets.making import made
from tests.sheets.widgets import widgets_of, widgets_on


def kinds(raw: bytes) -> Counter[str]:
    """Return how many elements of each kind the structure of a PDF has."""
    with opened_pdf(raw) as pdf:
        dictionaries = (one for one in pdf.objects if isinstance(one, pikepdf.Dictionary))
        return Counter(str(one.S) for one in dictionaries if one.get("/Type") == "/StructElem")


def test_boxes_that_follow_one_another_are_a_list(tmp_path):
    def box(key: str) -> dict[str, Any]:
        return {"key": key, "type": "check", "label": f"Done {key}", "help": "See to it"}

    note = {"key": "part", "type": "note", "label": "Then"}
    sheet, renderer = made(
        tmp_path, "en", [*map(box, "abc"), note, *map(box, "de"), note | {"key": "q"}, box("f")]
    )
    raw = blank_sheet(sheet, A4, renderer)
    found = kinds(raw)
    assert (found["/L"], found["/LI"], found["/Form"]) == (2, 5, 7)
    assert failures(raw) == []


def test_each_card_has_a_heading_and_names_begin_with_what_differs(tmp_path):
    sheet, renderer = made(tmp_path, "en", FIELDS)
    raw = blank_sheet(sheet, A4, renderer)
    with opened_pdf(raw) as pdf:
        with pdf.open_outline() as outline:
            (top,) = outline.root
            assert [
                (part.title, [one.title for one in part.children]) for part in top.children
            ] == [("People", ["Person 1", "Person 2"])]
        said = [str(widget.TU) for widget in widgets_of(pdf)]
    assert "What they do, Person 2" in said
    assert "Option 3, Part, Person 1" in said
    assert failures(raw) == []


@pytest.mark.parametrize("filler", [14, 16, 18])
def test_totals_stand_on_the_page_of_their_table(tmp_path, filler):
    column = {"key": "sum", "type": "number", "label": "Sum"}
    total = {"type": "computed", "operation": "sum", "of": ["costs.sum"]}
    sheet, renderer = made(
        tmp_path,
        "en",
        [
            {"key": "why", "type": "textarea", "label": "Why", "rows": filler},
            {"key": "how", "type": "textarea", "label": "How", "rows": 1},
            {"key": "costs", "type": "table", "label": "Costs", "rows": 4, "columns": [column]},
            {"key": "all", "label": "All together", **total},
            {"key": "again", "label": "And again", **total},
        ],
    )
    with opened_pdf(blank_sheet(sheet, A4, renderer)) as pdf:
        pages = {
            str(one.T): number for number, leaf in enumerate(pdf.pages) for one in widgets_on(leaf)
        }
    assert pages["costs:0:sum"] == pages["costs:3:sum"] == pages["all"] == pages["again"]
