"""An option may ask for a text: on form and paper, in files and PDFs, there and back."""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from playbook.answers import Answers, Sheet, dumps, normalise, parse, without_private
from playbook.answers.names import flat, nest
from playbook.answers.others import merge_others, split_others
from playbook.forms import CORE, WORKSHEET, form_scripts
from playbook.render.definition import definition
from playbook.render.markup import Markup
from playbook.render.pages import draw
from playbook.render.templates import Templates
from playbook.sheets.fill import fill_sheet
from playbook.sheets.read import read_sheet
from playbook.sheets.sidecar import sidecar
from playbook.typesetting.paper import A4
from playbook.typesetting.renderer import SheetRenderer
from tests.sheets.making import ROOT, made, playbook_of
from tests.twins.browserless import Scripts

OPTIONS = [
    {"id": "home", "label": "Housing"},
    {"id": "else", "label": "Other, please say", "other": "true", "was": ["rest"]},
]
ONE = {"key": "one", "type": "choice", "label": "One", "options": OPTIONS, "was": ["first"]}
MANY = {"key": "many", "type": "choices", "label": "Many", "options": OPTIONS}
FIELDS: list[dict[str, Any]] = [
    ONE,
    MANY,
    {**ONE, "key": "secret", "private": "true", "was": []},
    {"key": "rows", "type": "table", "label": "Rows", "rows": 3, "columns": [ONE, MANY]},
    {
        "key": "fixed",
        "type": "table",
        "label": "Fixed",
        "rows": [{"id": "1", "label": "A"}, {"id": "b", "label": "B"}],
        "columns": [ONE],
    },
]
FILE: dict[str, dict[str, Any]] = {
    "answers": {
        "one": "else",
        "many": ["home", "else"],
        "secret": "else",
        "rows": [{"one": "home"}, {"one": "else", "many": ["else"]}],
        "fixed": {"1": {"one": "else"}},
    },
    "other": {
        "one.else": "Fishing",
        "many.else": "Boats",
        "secret.else": "Nobody's business",
        "rows.1.one.else": "Nets",
        "rows.1.many.else": "Ropes",
        "fixed.1.one.else": "Harbour",
    },
}


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, SheetRenderer]:
    return made(tmp_path_factory.mktemp("other"), "en", FIELDS)


@pytest.fixture(scope="module")
def scripts(sheet: tuple[Sheet, SheetRenderer]) -> Iterator[Scripts]:
    asked = definition(sheet[0], playbook_of("en", FIELDS)) | {"words": {}}
    made_of = form_scripts(Templates("en", own=Path("none")), CORE | WORKSHEET)
    with Scripts(made_of, sheets={"all": asked}, known={}) as running:
        yield running


def both(data: dict[str, Any], sheet: Sheet, scripts: Scripts) -> Answers:
    """Return the canonical form of `data`, on which both languages agree."""
    given = normalise(data, sheet)
    assert scripts("normal", data=data, sheet="all").encode() == dumps(given)
    assert scripts("stored", data=data, sheet="all").encode() == dumps(given)
    return given


def test_a_file_holds_the_texts_beside_the_answers(sheet: Any, scripts: Scripts):
    given = both(FILE, sheet[0], scripts)
    written = json.loads(dumps(given))
    assert (written["answers"], written["other"]) == (FILE["answers"], FILE["other"])
    assert "earlier" not in written
    assert parse(dumps(given), name="x", sheets=[sheet[0]]) == given


def test_a_blank_pdf_filled_by_either_language_is_read_by_both(sheet: Any, scripts: Scripts):
    given = normalise(FILE, sheet[0])
    blank = fill_sheet(sheet[0], A4, None, sheet[1])
    by_script = scripts(
        "fill",
        blank=base64.b64encode(blank).decode(),
        side=sidecar(blank, sheet[1].words),
        data=FILE,
        sheet="all",
    )
    for pdf in (fill_sheet(sheet[0], A4, given, sheet[1]), base64.b64decode(by_script)):
        assert read_sheet(pdf, name="x.pdf", sheets=[sheet[0]]) == given
        assert scripts("pdf", file=pdf, sheet="all").encode() == dumps(given)


def test_a_pdf_keeps_each_text_in_a_field_of_its_own_name(sheet: Any):
    pdf = pikepdf.open(io.BytesIO(fill_sheet(sheet[0], A4, None, sheet[1])))
    names = {str(field.get("/T", "")) for field in pdf.Root.AcroForm.Fields}
    assert {"one:else:text", "rows:2:many:else:text", "fixed:b:one:else:text"} <= names


def test_names_lead_there_and_back(sheet: Any, scripts: Scripts):
    values = flat(normalise(FILE, sheet[0]).answers, sheet[0])
    assert values["one.else.text"] == "Fishing"
    assert values["rows.1.many.else.text"] == "Ropes"
    assert (
        scripts("flat", answers=merge_others(FILE["answers"], FILE["other"]), sheet="all") == values
    )
    answers = nest(values, sheet[0])
    assert normalise({"answers": answers}, sheet[0]) == normalise(FILE, sheet[0])


def test_writing_beside_an_option_chooses_it(sheet: Any, scripts: Scripts):
    data = {
        "answers": {"many": ["home"], "rows": [{"many": ["home"]}]},
        "other": {"one.else": "Fishing", "many.else": "Boats", "rows.0.one.else": "Nets"},
    }
    given = both(data, sheet[0], scripts)
    assert json.loads(dumps(given))["answers"] == {
        "one": "else",
        "many": ["home", "else"],
        "rows": [{"one": "else", "many": ["home"]}],
    }


def test_old_names_and_rows_that_are_not_there_lose_nothing(sheet: Any, scripts: Scripts):
    data = {
        "answers": {"first": "rest"},
        "other": {"first.rest": "Fishing", "rows.7.one.else": "Nets", "odd": "x", "a.b": "y"},
    }
    written = json.loads(dumps(both(data, sheet[0], scripts)))
    assert written["answers"] == {"one": "else"}
    assert written["other"] == {"one.else": "Fishing"}
    assert set(written["earlier"].values()) == {"Nets", "x", "y"}


def test_a_private_text_is_not_shared(sheet: Any, scripts: Scripts):
    given = without_private(normalise(FILE, sheet[0]), sheet[0])
    assert "secret.else" not in json.loads(dumps(given))["other"]
    assert scripts("shared", data=FILE, sheet="all").encode() == dumps(given)


def test_forms_ask_for_it():
    playbook = playbook_of("en", FIELDS)
    templates = Templates("en", own=ROOT / "templates")
    pages = {page.name: page.article for page in draw(playbook, templates, Markup(playbook))}
    for name in ("one", "many", "rows.0.one", "rows.2.many", "fixed.b.one"):
        assert f'name="{name}.else.text"' in pages["worksheets/all"]


KEYS = st.sampled_from(["one", "many", "rows", "fixed", "secret", "0", "1", "else", "home", "x"])
PATHS = st.lists(KEYS, min_size=1, max_size=5).map(".".join)


@settings(max_examples=150, deadline=None)
@drawn(st.dictionaries(PATHS, st.sampled_from(["Nets", " ", "a\nb", ""]), max_size=5))
def test_both_languages_agree_on_any_paths(sheet: Any, scripts: Scripts, other: dict[str, str]):
    data = {"answers": FILE["answers"], "other": other}
    given = both(data, sheet[0], scripts)
    assert normalise(json.loads(dumps(given)), sheet[0]) == given
    assert merge_others(*split_others(given.answers)) == given.answers
