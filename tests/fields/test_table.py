"""The table of field types: every type has every face, and nobody else knows its name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
import yaml

from playbook.fields import TYPES, Question
from tests.fields.naming import at_home, outside

ROOT = Path(__file__).parents[2]
HOMES = ROOT / "templates/fields"
LANGUAGES = sorted(path.stem for path in (ROOT / "templates/words").glob("*.yml"))
FACES = ("form.html", "sheet.typ")
"""What every type has: its part of a form, of a page to print, of a PDF."""
ANSWERED = ("answer.html", "combine.js", "script.js")
"""What a type has that holds an answer: how one reads it, how many answers are put side by side,
and what scripts do with it."""
MORE = ("style.css", "words.yml", "map.html")


@pytest.mark.parametrize("name", TYPES)
def test_every_type_has_every_face(name: str):
    model = TYPES[name]
    assert model.__module__ == f"playbook.fields.{name}"
    files = {path.name for path in (HOMES / name).iterdir()}
    wanted = {*FACES, *(ANSWERED if issubclass(model, Question) else ())}
    assert wanted <= files <= {*wanted, *MORE}
    assert f'"{name}"' in (HOMES / name / "sheet.typ").read_text(encoding="utf-8")


def test_every_home_is_of_a_type():
    assert {path.name for path in HOMES.iterdir() if path.is_dir()} == set(TYPES)


@pytest.mark.parametrize("name", TYPES)
def test_a_type_says_its_words_in_every_language(name: str):
    path = HOMES / name / "words.yml"
    words = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
    assert sorted(words) in ([], LANGUAGES)
    assert len({tuple(sorted(said)) for said in words.values()}) <= 1


def test_no_type_is_named_outside_its_home():
    assert outside(ROOT) == []


PLANTED = {
    "playbook/one.py": "from playbook.fields.scale import Scale\nok = isinstance(1, Scale)\n",
    "playbook/two.py": 'def f(field):\n    return field.type == "text"\n',
    "playbook/three.py": 'made = dict(type="number")\n',
    "playbook/four.py": "from playbook.fields.date import Date\nWIDE = {Date: 3}\n",
    "playbook/fields/paper.py": 'def f(field):\n    return field.type in ("date", "list")\n',
    "templates/pages/x.html": '{% if question.type == "note" %}',
    "templates/pages/y.html": '{% if question.type in ("list", "table") %}',
    "templates/pages/z.html": '{{ fields | selectattr("type", "equalto", "table") }}',
    "templates/forms/x.js": 'if (field.type === "list") go();',
    "templates/forms/y.js": "if (/^(date|number)/.test(field.type)) go();",
    "templates/sheets/x.typ": '#if one.kind == "check" { }',
    "templates/assets/x.css": '.pb-cell[data-type="check"] { color: red; }',
    "templates/fields/cell.html": '<td data-type="text">',
}


@pytest.mark.parametrize("file", PLANTED)
def test_a_name_that_somebody_writes_elsewhere_is_found(file: str, tmp_path: Path):
    path = tmp_path / file
    path.parent.mkdir(parents=True)
    path.write_text(PLANTED[file], encoding="utf-8")
    assert {place[0] for place in outside(tmp_path)} == {file}


def test_a_type_may_name_itself():
    assert at_home("playbook/fields/scale.py")
    assert at_home("templates/fields/scale/sheet.typ")
    assert not at_home("playbook/fields/field.py")
    assert not at_home("templates/fields/sheet.typ")
    assert import_module("playbook.fields.scale").Scale is TYPES["scale"]
