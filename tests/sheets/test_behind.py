"""What has no room in its box stands behind the fields, whole, and is said."""

from __future__ import annotations

import dataclasses

import pypdfium2
import pytest

from playbook.answers import dumps, normalise
from playbook.model import Worksheet
from playbook.parts.letter import Letter
from playbook.sheets.fill import fill_sheet
from playbook.sheets.overflow import rows_without_fields
from playbook.sheets.read import read_sheet
from playbook.typesetting.paper import A4
from tests.sheets.drawn import LEAST, boxes, pages, words
from tests.sheets.judging import failures, opened_pdf
from tests.sheets.long import FIELDS, some_words, texts_in
from tests.sheets.making import made


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return made(tmp_path_factory.mktemp("behind"), "en", FIELDS)


def test_no_word_is_lost_from_sight_cut_or_too_small(bench, monkeypatch):
    for module in ("plan", "overflow"):
        monkeypatch.setattr(f"playbook.sheets.{module}.MOST_ROWS", 3)
    sheet, renderer = bench
    row = {"does": some_words("does", 300), "wants": "w" * 1500, "knows": True, "part": "o3"}
    people = [{"who": f"who{number}", **row} for number in range(2)]
    people += [{"who": f"who{number}", "knows": True, "part": "o3"} for number in range(2, 6)]
    given = {
        "why": f"{some_words('why', 4800)}\n\nAnd last.",
        "name": some_words("name", 600),
        "sum": some_words("1", 90),
        "lines": ["a", some_words("line", 400), "c", "lastline"],
        "people": people,
    }
    answers = normalise({"answers": given}, sheet)
    told: list[str] = []
    raw = fill_sheet(sheet, A4, answers, renderer, told.append)
    assert dumps(read_sheet(raw, name="a", sheets=[sheet])) == dumps(answers)
    shown = words(raw)
    for text in texts_in(given):
        missing = [word for word in text.split() if len(word) < 100 and word not in shown]
        assert missing == [], "is nowhere to be seen"
    assert "".join(pages(raw)).count("w") >= 2 * 1500, "a word of its own may be broken"
    assert [box for box in boxes(raw) if box.size < LEAST or not box.inside] == []
    assert failures(raw) == []
    assert told == [
        "worksheets/all: 7 answers are longer than the box on paper. The box shows the beginning; "
        "the whole stands behind the fields.",
        "worksheets/all: Lines, 4 to 4: printed as text behind the fields, and kept in the file.",
        "worksheets/all: People, 4 to 6: printed as text behind the fields, and kept in the file.",
    ]
    assert "Part: Option 3" in "".join(pages(raw))
    with opened_pdf(raw).open_outline() as outline:
        names = [
            str(part.title) for section in outline.root[0].children for part in section.children
        ]
    assert "What they do, Person 1" in names


def test_a_box_says_where_its_answer_stands_in_full(bench):
    sheet, renderer = bench
    answers = normalise({"answers": {"why": some_words("why", 4800)}}, sheet)
    raw = fill_sheet(sheet, A4, answers, renderer)
    texts = pages(raw)
    full = next(number for number, text in enumerate(texts, 1) if "Long answers in full" in text)
    assert f"In full on page {full}" in texts[0]
    with opened_pdf(raw) as pdf:
        assert sum("/Dest" in one for one in pdf.pages[0].Annots) == 1


def test_what_fits_is_told_nothing_and_has_nothing_behind(bench):
    sheet, renderer = bench
    told: list[str] = []
    answers = normalise({"answers": {"why": some_words("why", 200)}}, sheet)
    raw = fill_sheet(sheet, A4, answers, renderer, told.append)
    assert told == []
    assert "Long answers" not in "".join(pages(raw))
    assert [box for box in boxes(raw) if box.size < LEAST or not box.inside] == []


def test_a_word_without_an_end_stays_on_the_paper(bench):
    sheet, renderer = bench
    given = {"why": "\U0001f331" * 1500, "name": "w" * 1500, "lines": ["\u0905" * 300]}
    answers = normalise({"answers": given}, sheet)
    raw = fill_sheet(sheet, A4, answers, renderer)
    assert dumps(read_sheet(raw, name="a", sheets=[sheet])) == dumps(answers)
    with pypdfium2.PdfDocument(raw) as pdf:
        for page in pdf:
            text, edge = page.get_textpage(), page.get_width()
            boxes_of = (text.get_charbox(number) for number in range(text.count_chars()))
            assert all(left >= 0 and right < edge for left, _, right, _ in boxes_of)


def test_a_day_stands_behind_the_fields_as_people_write_it(tmp_path, monkeypatch):
    monkeypatch.setattr("playbook.sheets.overflow.MOST_ROWS", 0)
    columns = [{"key": "by", "type": "date", "label": "By"}]
    table = {"key": "moves", "type": "table", "label": "Moves", "rows": 1, "columns": columns}
    sheet, renderer = made(tmp_path, "en", [table])
    answers = normalise({"answers": {"moves": [{"by": "2027-03-02"}]}}, sheet)
    (rows,) = rows_without_fields(sheet, answers, renderer.words)
    assert [row.lines for row in rows.rows] == [("By: March 2, 2027",)]


def test_a_letter_on_paper_says_what_was_answered_and_has_blanks_for_the_rest(bench):
    sheet, renderer = bench
    parts = ["Dear", {"field": "name"}, ", we ask for", {"field": "sum"}, "."]
    letter = Letter.model_validate({"id": "ask", "title": "The letter", "parts": parts})
    assert isinstance(sheet.item, Worksheet)
    sheet = dataclasses.replace(sheet, item=sheet.item.model_copy(update={"texts": (letter,)}))
    answers = normalise({"answers": {"name": "Ms. Ortiz"}}, sheet)
    text = " ".join(" ".join(pages(fill_sheet(sheet, A4, answers, renderer))).split())
    assert "Dear Ms. Ortiz, we ask for (Sum)." in text
