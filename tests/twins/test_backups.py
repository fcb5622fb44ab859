"""A backup is the same bytes from the browser and from Python, and opens to what was saved."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.answers import Answers, Sheet, dumps_backup, parse_backup
from playbook.answers.canonical import as_data
from playbook.fields.check import Check
from playbook.fields.choice import Choice
from playbook.fields.choices import Choices
from playbook.fields.list import List
from playbook.fields.scale import Scale
from playbook.fields.table import Table
from playbook.fields.typed import canonical_text
from playbook.model import Column, Field, Ref
from tests.twins.browserless import RefusedByScriptError, Scripts

PLAYBOOK = "org.example.base"
SINGLE = ("steps", "paths")
GONE = ("worksheets/gone", "checklists/gone", "packets/gone")
ODD = [
    "",
    " \n",
    "a\r\nb",
    "e\u0301",
    "\u2028x",
    "\ufeffy",
    "\U0001f331",
    "سلام",
    '"\\',
    "\x7f\x1b",
]
TEXT = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=12)
NAMES = st.sampled_from(["", "", "Elm Street", "elm street", "Ä", "A\u0308", " x "]) | TEXT


def _answer(field: Field | Column) -> st.SearchStrategy[Any]:
    if isinstance(field, Check):
        return st.sampled_from([True, "true", False])
    if isinstance(field, Table):
        row = st.fixed_dictionaries({}, optional={one.key: _answer(one) for one in field.columns})
        if field.fixed:
            return st.fixed_dictionaries({}, optional={one.id: row for one in field.fixed})
        return st.lists(row, max_size=3)
    if isinstance(field, List):
        return st.lists(TEXT, max_size=3)
    if isinstance(field, Choices):
        return st.lists(st.sampled_from([*(one.id for one in field.options), "no"]), max_size=3)
    if isinstance(field, Choice):
        return st.sampled_from([*(one.id for one in field.options), "no"])
    return st.sampled_from(["1", "3", "99"]) if isinstance(field, Scale) else TEXT


def _tells_keys_apart(group: dict[str, Any]) -> bool:
    """Whether no two keys read the same: such a file is refused."""
    return len({canonical_text(key, one_line=True) for key in group}) == len(group)


def _file(sheet: Sheet) -> st.SearchStrategy[dict[str, Any]]:
    """Anything that an answers file for `sheet` may say."""
    asked = {key: _answer(field) for key, field in sheet.questions().items()}
    some = dict(list(asked.items())[:14])
    earlier = st.dictionaries(
        TEXT | st.sampled_from(sorted(asked)), TEXT | st.just(True), max_size=2
    ).filter(_tells_keys_apart)
    seen = st.dictionaries(st.sampled_from(sorted(asked)), TEXT, max_size=2)
    return st.fixed_dictionaries(
        {
            sheet.noun: st.just(str(sheet.ref)),
            "format": st.just("playbook-answers/1"),
            "playbook": st.just(PLAYBOOK),
            "answers": st.fixed_dictionaries({}, optional=some),
        },
        optional={"copy": NAMES, "earlier": earlier, "seen": seen},
    )


@st.composite
def _files(draw: st.DrawFn, sheets: tuple[Sheet, ...]) -> list[dict[str, Any]]:
    """Files for every kind of sheet: many copies where there may be many."""
    files: list[dict[str, Any]] = []
    for sheet in sheets:
        most = 1 if sheet.ref.kind in SINGLE else 3
        files += draw(st.lists(_file(sheet), max_size=most))
    for ref in draw(st.sets(st.sampled_from(GONE))):
        kept = Answers(PLAYBOOK, Ref(ref), draw(st.sampled_from(["", "Elm"])), {}, {"old": "words"})
        files.append(as_data(kept))
    return files


def test_browser_and_python_write_the_same_backup_and_opening_it_changes_nothing(
    scripts: Scripts, garden_sheets: tuple[Sheet, ...]
):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(_files(garden_sheets))
    def holds(files: list[dict[str, Any]]) -> None:
        data = {"files": files, "format": "playbook-backup/1", "playbook": PLAYBOOK}
        raw = json.dumps(data).encode()
        found = parse_backup(raw, name="a", sheets=garden_sheets)
        gone = [_kept(file) for file in files if (ref := _ref(file)) in GONE and ref]
        something = [one for one in (*found, *gone) if one.answers or one.earlier or one.copy]
        once = scripts("work", file=raw)
        assert once.encode() == dumps_backup(PLAYBOOK, something)
        assert scripts("work", file=once.encode()) == once

    holds()


def _ref(file: dict[str, Any]) -> str:
    return str(file.get("worksheet") or file.get("checklist"))


def _kept(file: dict[str, Any]) -> Answers:
    return Answers(PLAYBOOK, Ref(_ref(file)), file.get("copy", ""), {}, file["earlier"])


@pytest.mark.parametrize("ref", ["", "x", "a/b:1", "__proto__", "Checklists/Long", "a/" + "é" * 9])
def test_a_file_for_what_cannot_be_a_sheet_is_refused(scripts: Scripts, ref: str):
    file = {"answers": {}, "checklist": ref, "format": "playbook-answers/1", "playbook": PLAYBOOK}
    with pytest.raises(RefusedByScriptError, match="other_sheet"):
        scripts("work", file=json.dumps(file).encode())
