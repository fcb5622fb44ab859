"""A publisher's own templates in places of an earlier version are told the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.render.moved import MOVED
from playbook.render.own_templates import template_problems
from tests.sheets.making import ROOT


@pytest.mark.parametrize("name", MOVED)
def test_an_own_template_in_an_old_place_is_told_the_new_one(name: str, tmp_path: Path):
    assert not (ROOT / "templates" / name).exists()
    path = tmp_path / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")
    (problem,) = template_problems(tmp_path / "templates", "en")
    assert (problem.file, problem.line) == (f"templates/{name}", 1)
    assert problem.message == "is no longer read"
    assert problem.hint == f"Move what is yours to {MOVED[name]}."


def test_a_template_that_takes_from_an_old_place_is_told_too(tmp_path: Path):
    path = tmp_path / "templates/pages/item/worksheets.html"
    path.parent.mkdir(parents=True)
    path.write_text('\n{% from "parts/form/marks.html" import marks %}', encoding="utf-8")
    (problem,) = template_problems(tmp_path / "templates", "en")
    assert (problem.line, problem.hint) == (2, "It is fields/marks.html now.")


@pytest.mark.parametrize("places", MOVED.values())
def test_the_new_places_are_there(places: str):
    for place in places.replace(" and ", ", ").split(", "):
        assert list((ROOT / "templates").glob(place.replace("<type>", "*"))), place
