"""The map of a filled sheet is a table on a page of its own, on its side, and hides no name."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest

from playbook.answers import normalise
from playbook.sheets.fill import fill_sheet
from playbook.sheets.poster import build_map
from playbook.typesetting.paper import A4, WALL_PAPERS
from tests.sheets.drawn import pages
from tests.sheets.judging import failures, opened_pdf
from tests.sheets.making import made

POSITIONS = [{"id": f"p{number}", "label": f"Position {number}"} for number in range(5)]
TABLE: dict[str, Any] = {
    "key": "people",
    "type": "table",
    "label": "People",
    "rows": 2,
    "map": {
        "label": "who",
        "x": "position",
        "y": "power",
        "begin": {"position": "p2", "power": "3"},
    },
    "columns": [
        {"key": "who", "type": "text", "label": "Who"},
        {"key": "position", "type": "choice", "label": "Position", "options": POSITIONS},
        {"key": "power", "type": "scale", "label": "Power", "low": "none", "high": "all", "max": 3},
        {"key": "reason", "type": "textarea", "label": "Reason", "private": "true"},
    ],
}
NAME = "Councilor Priya Raghunath of the budget committee, number"


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return made(tmp_path_factory.mktemp("poster"), "en", [TABLE])


def _filled(bench, count: int) -> bytes:
    sheet, renderer = bench
    rows = [
        {
            "who": f"{NAME} {number}",
            "position": f"p{number % 5}",
            "power": str(1 + number % 3),
            "reason": "secretly afraid",
        }
        for number in range(count)
    ]
    answers = normalise({"answers": {"people": [*rows, {"who": "Not yet placed"}]}}, sheet)
    return fill_sheet(sheet, A4, answers, renderer)


@pytest.mark.parametrize("count", [3, 150])
def test_every_name_is_on_the_map_whole_and_no_reason(bench, count):
    raw = _filled(bench, count)
    with opened_pdf(raw) as pdf:
        sideways = [n for n, page in enumerate(pdf.pages) if page.mediabox[2] > page.mediabox[3]]
    texts = pages(raw)
    poster = " ".join(" ".join(texts[number] for number in sideways).split())
    assert all(f"{NAME} {number}" in poster for number in range(count))
    assert "Not on the map yet: Not yet placed" in poster
    assert "3, all" in poster
    assert "afraid" not in poster
    assert (len(sideways) == 1) == (count == 3), "it goes on rather than shrinks"
    assert all("Position 4" in texts[number] for number in sideways[: 1 if count == 3 else 2])
    assert failures(raw) == []
    assert row_headers(raw) == 3


def test_rows_that_are_always_there_are_headed_by_their_words(tmp_path):
    rows = [{"id": f"r{number}", "label": f"Row {number}"} for number in range(4)]
    columns = [
        {"key": "a", "type": "text", "label": "A"},
        {"key": "b", "type": "check", "label": "B"},
    ]
    fixed = {"key": "t", "type": "table", "label": "Table", "rows": rows, "columns": columns}
    free = {**fixed, "key": "u", "rows": 3}
    words = {"key": "n", "type": "note", "label": "N", "text": "| a | b |\n|---|---|\n| c | d |"}
    sheet, renderer = made(tmp_path, "en", [fixed, free, words])
    raw = fill_sheet(sheet, A4, None, renderer)
    assert row_headers(raw) == 4
    assert failures(raw) == []


def row_headers(raw: bytes) -> int:
    """Return how many cells of a PDF are headers of their rows."""
    with opened_pdf(raw) as pdf:
        return sum(
            str(part.get("/Scope")) == "/Row"
            for cell in pdf.objects
            if isinstance(cell, pikepdf.Dictionary) and cell.get("/S") == "/TH"
            for part in cell.get("/A", [])
        )


def test_a_map_that_others_may_not_see_is_no_poster(tmp_path):
    columns = [{**TABLE["columns"][0], "private": "true"}, *TABLE["columns"][1:]]
    raw = _filled(made(tmp_path, "en", [{**TABLE, "columns": columns}]), 3)
    assert "Map: People" not in "".join(pages(raw))


@pytest.mark.parametrize("paper", WALL_PAPERS.values(), ids=WALL_PAPERS)
def test_a_blank_grid_is_one_page_of_any_size(bench, paper):
    sheet, renderer = bench
    raw = build_map(sheet, paper, renderer)
    (text,) = pages(raw)
    assert "Begin here" in text
    assert failures(raw) == []
    assert row_headers(raw) == 3
