"""The map that a page adds to a PDF is a table on its side that hides no name."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from playbook.answers import Sheet
from playbook.forms.scripts import CORE, WORKSHEET, form_scripts
from playbook.render.definition import definition
from playbook.render.templates import Templates
from playbook.sheets.fill import blank_sheet
from playbook.sheets.read import read_sheet
from playbook.sheets.sidecar import sidecar
from playbook.typesetting.paper import A4
from tests.sheets.drawn import LEAST, pages, placed
from tests.sheets.judging import failures, opened_pdf
from tests.sheets.making import made, playbook_of
from tests.sheets.test_poster import NAME, TABLE, row_headers
from tests.twins.browserless import Scripts


class Bench(NamedTuple):
    sheet: Sheet
    raw: bytes
    side: dict[str, Any]
    scripts: Scripts

    def fill(self, people: list[dict[str, str]], sheet: str = "all") -> bytes:
        return base64.b64decode(self.scripts("fill", **self.given(people, sheet)))

    def given(self, people: list[dict[str, str]], sheet: str = "all") -> dict[str, Any]:
        return {
            "blank": self.raw,
            "side": self.side,
            "data": {"answers": {"people": people}},
            "sheet": sheet,
        }


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    sheet, renderer = made(tmp_path_factory.mktemp("posters"), "en", [TABLE])
    asked = definition(sheet, playbook_of("en", [TABLE])) | {"words": {}}
    texts = form_scripts(Templates("en", own=Path("none")), CORE | WORKSHEET)
    closed = deepcopy(asked)
    closed["fields"][0]["columns"][0]["private"] = True
    with Scripts(texts, sheets={"all": asked, "closed": closed}, known={}) as scripts:
        raw = blank_sheet(sheet, A4, renderer)
        yield Bench(sheet, raw, sidecar(raw, renderer.words), scripts)


def person(number: int, position: int, power: int, name: str = NAME) -> dict[str, str]:
    place = {"position": f"p{position}", "power": str(power)}
    return {"who": f"{name} {number}", **place, "reason": "secretly afraid"}


def sideways(raw: bytes) -> list[int]:
    with opened_pdf(raw) as pdf:
        return [n for n, page in enumerate(pdf.pages) if page.mediabox[2] > page.mediabox[3]]


def test_every_name_is_on_the_map_whole_and_no_reason(bench: Bench):
    count = 75
    people = [person(number, number % 5, 1 + number % 3) for number in range(count)]
    raw = bench.fill([*people, {"who": "Not yet placed"}])
    texts, leaves = pages(raw), sideways(raw)
    poster = " ".join(" ".join(texts[number] for number in leaves).split())
    assert all(f"{NAME} {number}" in poster for number in range(count))
    assert "Not on the map yet: Not yet placed" in poster
    assert "3, all" in poster
    assert "afraid" not in poster
    assert len(leaves) > 1, "it goes on rather than shrinks"
    assert all("Position 4" in texts[number] for number in leaves), "below the same head"
    assert failures(raw) == []
    assert row_headers(raw) == 3
    kept = read_sheet(raw, name="x", sheets=[bench.sheet]).answers["people"]
    assert len(kept) == count + 1


def test_a_crowded_field_goes_on_and_every_letter_is_large_enough_and_inside(bench: Bench):
    raw = bench.fill([person(number, 0, 1, NAME * 3) for number in range(30)])
    leaves = sideways(raw)
    assert len(leaves) > 1
    for number in leaves:
        for letter in placed(raw, number):
            assert letter.size >= LEAST - 0.01
            assert letter.inside
    texts = pages(raw)
    assert all("1, none" in texts[number] for number in leaves[1:]), "each leaf says its row"


def test_a_map_that_others_may_not_see_is_left_out_and_one_that_is_there_is_told(bench: Bench):
    ana = [{"who": "Ana"}]
    assert sideways(bench.fill(ana, "closed")) == sideways(bench.fill([])) == []
    assert bench.scripts("told", **bench.given(ana)) == ["The map is a page of its own at the end."]
