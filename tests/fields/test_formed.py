"""Types whose answers have a form of their own go through form, paper, PDF and both readers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from playbook.answers import Sheet, dumps, normalise
from playbook.fields import TYPES, Question
from playbook.forms import CORE, WORKSHEET, form_scripts
from playbook.render.definition import definition
from playbook.render.markup import Markup
from playbook.render.pages import draw
from playbook.render.templates import Templates
from playbook.sheets.fill import fill_sheet
from playbook.sheets.read import read_sheet
from playbook.typesetting.paper import A4
from playbook.typesetting.renderer import SheetRenderer
from tests.sheets.making import ROOT, made, playbook_of
from tests.twins.browserless import Scripts

FORMED = {
    name: model
    for name, model in TYPES.items()
    if issubclass(model, Question) and model.pattern is not None
}
FIELDS: list[dict[str, Any]] = [
    {"key": f"the_{name}", "type": name, "label": f"Your {name}", "help": "So that we can write."}
    for name in FORMED
]
FIELDS.append({"key": "rows", "type": "table", "label": "Rows", "rows": 2, "columns": FIELDS[:]})
ODD = {field["key"]: "not at all" for field in FIELDS[:-1]}
GIVEN: dict[str, Any] = {**ODD, "rows": [ODD]}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, SheetRenderer]:
    return made(tmp_path_factory.mktemp("formed"), "en", FIELDS)


def test_a_form_asks_for_them_and_says_what_is_none():
    playbook = playbook_of("en", FIELDS)
    templates = Templates("en", own=ROOT / "templates")
    pages = {page.name: page.article for page in draw(playbook, templates, Markup(playbook))}
    for name, model in FORMED.items():
        assert f'name="the_{name}"' in pages["worksheets/all"]
        assert f'name="rows.1.the_{name}"' in pages["worksheets/all"]
        assert templates.words(f"fields.{model.told}") in pages["worksheets/all"]


def test_what_is_no_answer_stays_where_it_was_typed(sheet: tuple[Sheet, SheetRenderer]):
    answers = normalise({"answers": GIVEN}, sheet[0])
    assert answers.answers == GIVEN
    pdf = fill_sheet(sheet[0], A4, answers, sheet[1])
    assert read_sheet(pdf, name="x.pdf", sheets=[sheet[0]]) == answers
    scripts = form_scripts(Templates("en", own=Path("none")), CORE | WORKSHEET)
    asked = definition(sheet[0], playbook_of("en", FIELDS)) | {"words": {}}
    with Scripts(scripts, sheets={"all": asked}, known={}) as told:
        assert told("pdf", file=pdf, sheet="all").encode() == dumps(answers)


@pytest.mark.parametrize("name", FORMED)
def test_check_refuses_a_default_and_an_example_that_are_none(name: str):
    field = FORMED[name].make(key="a", label="A", default="not at all")
    ((place, message, _),) = field.mistakes((), {})
    assert (place, message) == (("default",), FORMED[name].wanted[0])
    assert [found[1] for found in field.misfits("not at all", ())] == [FORMED[name].wanted[0]]
