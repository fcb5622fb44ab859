"""Tables that no program runs or cuts, and from which every answer comes back as it was typed."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from playbook.answers import normalise
from playbook.answers.names import nest
from playbook.combine import Entry, Source, combine
from playbook.combine.tables import HEADS, answer_rows, csv_file, pieces, side_by_side, xlsx_file
from tests.combine.making import ID, answers_file, sheet

_BEGINNINGS = [
    "=",
    "+",
    "-",
    "@",
    "'",
    "|",
    "%",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
    "''=",
    " =",
]
_REST = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://a","b")']
TRIGGERS = [
    *(f"{first}{rest}" for first in _BEGINNINGS for rest in _REST),
    "_x0041_",
    "_x005F_x0041_",
    'a "b", c; d\te',
    "two\nlines",
    "true",
    "007",
    "2027-01-02",
    "1e5",
    "\u202e=1",
    "#REF!",
]
COLUMNS = ("text", "textarea", "date")


def given_with(trigger: str) -> Any:
    """Return an entry where a text, a long text and a cell of each kind begin with something."""
    answers = {
        "filled_by": trigger,
        "aim": trigger,
        "why": trigger,
        "people": [{"name": trigger, "by": trigger, "who": trigger}],
        "wants": ["money"],
        "seen": True,
    }
    entry = Entry(normalise(answers_file(answers), sheet())).with_source("a", "00000001")
    return combine([Source((entry,))], {sheet().ref: sheet()}, ID)


def back(rows: list[list[str]]) -> Any:
    """Return the answers that rows of a table say."""
    texts: dict[str, str] = {}
    for row in rows:
        said = dict(zip(HEADS, row, strict=True))
        texts[said["question"]] = texts.get(said["question"], "") + said["answer"]
    ticks = {"seen", "wants.money"}
    values: dict[str, Any] = {name: name in ticks or text for name, text in texts.items()}
    found = normalise(answers_file(nest(values, sheet())), sheet())
    return {key: one for key, one in found.answers.items() if key != "filled_by"}


def typed(combined: Any) -> Any:
    """Return what was answered, but for who did."""
    answers = combined.entries[0].answers.answers
    return {key: one for key, one in answers.items() if key != "filled_by"}


def test_there_are_forty_and_more():
    assert len(TRIGGERS) >= 40


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_a_workbook_runs_nothing_and_gives_back_every_answer(trigger: str):
    combined = given_with(trigger)
    tables = [*side_by_side(combined, [sheet()]), ("A", HEADS, answer_rows(combined, [sheet()]))]
    book = load_workbook(io.BytesIO(xlsx_file(tables)))
    cells = [cell for one in book for row in one.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value not in (None, "")} == {"s"}
    rows = [
        [unescape(str(cell or "")) for cell in row] for row in book["A"].iter_rows(values_only=True)
    ]
    assert back(rows[1:]) == typed(combined)


def test_a_workbook_has_a_column_for_each_of_a_hundred_partners():
    heads = [f"partner {number}" for number in range(100)]
    book = load_workbook(io.BytesIO(xlsx_file([("A", heads, [heads])])))
    first, last = book["A"].iter_rows(values_only=True)
    assert [*first] == [*last] == heads


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_no_cell_of_a_csv_begins_a_formula_and_every_answer_comes_back(trigger: str):
    combined = given_with(trigger)
    raw = csv_file(HEADS, answer_rows(combined, [sheet()]))
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")]
    plain = [[cell.removeprefix("'") for cell in row] for row in rows[1:]]
    assert back(plain) == typed(combined)


@pytest.mark.parametrize("char", ["a", "\U0001f331"])
def test_a_text_longer_than_a_cell_goes_on_below(char: str):
    text = char * 70_000
    found = pieces(text)
    assert "".join(found) == text
    assert max(len(one.encode("utf-16-le")) // 2 for one in found) <= 32_767
    combined = given_with(text[:40_000])
    assert back([list(row) for row in answer_rows(combined, [sheet()])]) == typed(combined)
