"""A type that the program does not have joins it: on the form, on paper, in the PDF, and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import pytest

from playbook.answers import Answers, Sheet, dumps, normalise
from playbook.fields import Question, home, withdraw
from playbook.forms import CORE, WORKSHEET, form_scripts
from playbook.model import Worksheet
from playbook.render.definition import definition
from playbook.render.markup import Markup
from playbook.render.pages import draw
from playbook.render.templates import Templates
from playbook.schema import schemas
from playbook.sheets.fill import fill_sheet
from playbook.sheets.read import read_sheet
from playbook.source import read
from playbook.typesetting.paper import A4
from playbook.typesetting.renderer import SheetRenderer
from playbook.validate.shape import parse_document
from tests.sheets.making import made, playbook_of
from tests.twins.browserless import Scripts

FACES = {
    "form.html": '{% from "fields/controls.html" import line with context %}'
    "{{ line(question, id, name, says) }}",
    "answer.html": "<kbd>{{ value }}</kbd>",
    "sheet.typ": '#let faces = (..faces, "plate": (..written,'
    ' field: (one, _) => question(one, text("As on the car") + write(one.slot, one.height))))',
    "script.js": "playbook.fields.plate = playbook.shapes.text;",
    "style.css": ".plate { font-weight: bold; }",
    "words.yml": "en: {wrong: This is no plate.}\nde: {wrong: Das ist kein Kennzeichen.}\n",
}
FIELDS: list[dict[str, Any]] = [
    {"key": "car", "type": "plate", "label": "Your car"},
    {
        "key": "others",
        "type": "table",
        "label": "Other cars",
        "rows": 2,
        "columns": [
            {"key": "who", "type": "text", "label": "Who"},
            {"key": "plate", "type": "plate", "label": "Plate"},
        ],
    },
]
GIVEN = {"car": "ab 123", "others": [{"who": "Ana", "plate": "CD 9"}]}


@pytest.fixture
def plate() -> Iterator[type[Question]]:
    """A type of field that is known while a test runs."""

    @home
    class Plate(Question):
        """What stands on a car's plate."""

        strict = True
        pattern = "[a-zA-Z]{2} [0-9]+"
        wanted = ("is no plate", "Write two letters and some digits.")
        told = "plate.wrong"

        type: Literal["plate"]

    yield Plate
    withdraw("plate")


@pytest.fixture
def given(plate: type[Question], tmp_path: Path) -> tuple[Sheet, SheetRenderer, Answers]:
    folder = tmp_path / "templates/fields/plate"
    folder.mkdir(parents=True)
    for name, text in FACES.items():
        (folder / name).write_text(text, encoding="utf-8")
    sheet, renderer = made(tmp_path, "en", FIELDS)
    return sheet, renderer, normalise({"answers": GIVEN}, sheet)


def test_the_form_asks_for_it(given: Any, tmp_path: Path):
    playbook = playbook_of("en", FIELDS)
    templates = Templates("en", own=tmp_path / "templates")
    pages = {page.name: page.article for page in draw(playbook, templates, Markup(playbook))}
    form = pages["worksheets/all"]
    assert '<textarea class="pb-input" id="f-car" name="car"' in form
    assert 'name="others.0.plate"' in form
    assert "This is no plate." in form


def test_its_pdf_can_be_read_by_both_languages(given: Any, tmp_path: Path):
    sheet, renderer, answers = given
    pdf = fill_sheet(sheet, A4, answers, renderer)
    with pypdfium2.PdfDocument(pdf) as document:
        assert "As on the car" in document[0].get_textpage().get_text_range()
    assert read_sheet(pdf, name="x.pdf", sheets=[sheet]).answers == GIVEN
    scripts = form_scripts(Templates("en", own=tmp_path / "templates"), CORE | WORKSHEET)
    asked = definition(sheet, playbook_of("en", FIELDS)) | {"words": {}}
    with Scripts(scripts, sheets={"all": asked}, known={}) as told:
        assert told("pdf", file=pdf, sheet="all").encode() == dumps(answers)
        data = {"answers": GIVEN | {"car": "no plate"}}
        assert told("normal", data=data, sheet="all").encode() == dumps(normalise(data, sheet))


def test_its_judge_speaks_of_defaults_and_keeps_aside_what_is_no_answer(given: Any):
    sheet, _, _ = given
    assert normalise({"answers": {"car": "no plate"}}, sheet).earlier == {"car": "no plate"}
    (problem,) = sheet.fields[0].misfits("no plate", ("here",))
    assert problem == (("here",), "is no plate", "Write two letters and some digits.")


def test_authors_may_write_it_and_editors_know_it(plate: type[Question]):
    assert "Plate" in schemas([])["worksheets"]["$defs"]
    text = "title: A\nsummary: A\nfields:\n- {key: a, type: plate, label: A, colour: red}\n"
    document, _ = read(text.encode(), file="a.yml", ref="worksheets/a")
    _, problems = parse_document(Worksheet, document)
    assert [(one.line, one.message) for one in problems] == [(4, "is an unknown key")]


def test_a_type_that_is_gone_is_no_type():
    text = "title: A\nsummary: A\nfields:\n- {key: a, type: plate, label: A}\n"
    document, _ = read(text.encode(), file="a.yml", ref="worksheets/a")
    (problem,) = parse_document(Worksheet, document)[1]
    assert problem.message == 'cannot be "plate"'
