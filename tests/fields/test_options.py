"""Options with old ids: what chose them lands on the new one, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playbook.answers import Sheet, dumps, normalise
from playbook.answers.names import nest
from playbook.fields.choice import Choice
from playbook.forms import CORE, WORKSHEET, form_scripts
from playbook.render.definition import definition
from playbook.render.templates import Templates
from playbook.typesetting.renderer import SheetRenderer
from tests.sheets.making import made, playbook_of
from tests.twins.browserless import Scripts

OPTIONS = [
    {"id": "home", "label": "Housing", "was": ["flat", "roof"]},
    {"id": "work", "label": "Jobs", "was": ["job"]},
    {"id": "care", "label": "Care"},
]
FIELDS: list[dict[str, Any]] = [
    {"key": "one", "type": "choice", "label": "One", "options": OPTIONS},
    {"key": "many", "type": "choices", "label": "Many", "options": OPTIONS, "was": ["all"]},
]
FIELDS.append({"key": "rows", "type": "table", "label": "Rows", "rows": 2, "columns": FIELDS[:]})


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, SheetRenderer]:
    return made(tmp_path_factory.mktemp("options"), "en", FIELDS)


@pytest.fixture(scope="module")
def scripts(sheet: tuple[Sheet, SheetRenderer]) -> Iterator[Scripts]:
    templates = Templates("en", own=Path("none"))
    asked = definition(sheet[0], playbook_of("en", FIELDS)) | {"words": {}}
    made_of = form_scripts(templates, CORE | WORKSHEET)
    with Scripts(made_of, sheets={"all": asked}, known={}) as running:
        yield running


def test_an_answer_of_an_old_id_lands_on_the_new_one(sheet: Any, scripts: Scripts):
    old = {"one": "flat", "all": ["care", "job"], "rows": [{"one": "job", "many": ["roof"]}]}
    new = {"one": "home", "many": ["work", "care"], "rows": [{"one": "work", "many": ["home"]}]}
    given = normalise({"answers": old}, sheet[0])
    assert (given.answers, given.earlier) == (new, {})
    said = scripts("normal", data={"answers": old}, sheet="all")
    assert said.encode() == dumps(given)


def test_an_old_pdf_and_an_old_copy_in_the_browser_land_there_too(sheet: Any, scripts: Scripts):
    values: dict[str, str | bool] = {
        "one": "roof",
        "many.job": True,
        "many.care": False,
        "rows.0.many.flat": True,
    }
    given = normalise({"answers": nest(values, sheet[0])}, sheet[0])
    assert given.answers == {"one": "home", "many": ["work"], "rows": [{"many": ["home"]}]}
    pieces = {
        "one": ["roof", 1],
        "many:job": [True, 1],
        "many:care": [False, 1],
        "rows.r1": [0, 1],
        "rows.r1.many:flat": [True, 1],
    }
    assert scripts("moved", pieces=pieces, sheet="all").encode() == dumps(given)


def test_an_id_that_is_new_and_old_at_once_is_refused():
    twice = [*OPTIONS, {"id": "flat", "label": "Flat"}]
    field = Choice.make(key="one", label="One", options=twice)
    found = [message for _, message, _ in field.mistakes((), {})]
    assert found == ['names "flat", which is still in use']
