"""Sheets that a page joins are one PDF for people, and several sheets for both readers."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from typing import Any

import pikepdf
import pytest

from playbook.answers import Sheet, dumps_backup, normalise
from playbook.sheets.fill import blank_sheet, fill_sheet
from playbook.sheets.sidecar import sidecar
from playbook.typesetting.paper import A4
from playbook.typesetting.renderer import SheetRenderer
from tests.sheets.drawn import pages
from tests.sheets.judging import failures
from tests.sheets.widgets import widgets_of
from tests.twins.browserless import RefusedByScriptError, Scripts
from tests.twins.told import Told

PLAN, NEIGHBOURS = "worksheets/plan", "worksheets/neighbours"
HIDDEN_FLAG = 2
GIVEN: list[tuple[str, dict[str, Any]]] = [
    (NEIGHBOURS, {"answers": {"street": "Elm Street (west)", "filled_by": "Ben"}}),
    (PLAN, {"answers": {"place": "شارع", "tools": ["hose"], "soil": "clay", "insured": True}}),
    (
        NEIGHBOURS,
        {"answers": {"street": "Oak \\ Street"}, "copy": "Second", "earlier": {"old": "x"}},
    ),
]


class Bench:
    """What fills in sheets as a page does, and joins them."""

    def __init__(
        self, scripts: Scripts, sheets: Mapping[str, Sheet], renderer: SheetRenderer
    ) -> None:
        self.scripts, self.sheets, self.renderer = scripts, sheets, renderer

    def fill(self, ref: str, data: dict[str, Any]) -> bytes:
        raw = blank_sheet(self.sheets[ref], A4, self.renderer)
        side = sidecar(raw, self.renderer.words)
        return base64.b64decode(self.scripts("fill", blank=raw, side=side, data=data, sheet=ref))

    def join(self, *parts: bytes, titles: tuple[str, ...] = ()) -> tuple[bytes, list[int]]:
        given = [{"bytes": base64.b64encode(one).decode()} for one in parts]
        for one, title in zip(given, titles, strict=False):
            one["title"] = title
        raw, starts = self.scripts("join", parts=given, about={"title": "Tonight <& tomorrow>"})
        return base64.b64decode(raw), starts


@pytest.fixture(scope="module")
def bench(
    scripts: Scripts, twin_sheets: Mapping[str, Sheet], twin_renderer: SheetRenderer
) -> Bench:
    return Bench(scripts, twin_sheets, twin_renderer)


@pytest.fixture(scope="module")
def parts(bench: Bench) -> list[bytes]:
    return [bench.fill(ref, data) for ref, data in GIVEN]


@pytest.fixture(scope="module")
def joined(bench: Bench, parts: list[bytes]) -> tuple[bytes, list[int]]:
    return bench.join(*parts, titles=("", "The plan", "Neighbors, again"))


def test_both_readers_get_the_answers_of_each_sheet_back(
    joined: tuple[bytes, list[int]], bench: Bench, told: Told
):
    given = [normalise(data, bench.sheets[ref]) for ref, data in GIVEN]
    expected = dumps_backup("org.example.base", given).decode()
    assert told.work(joined[0], pdf=True) == expected
    assert bench.scripts("work", file=joined[0], pdf=True) == expected


def test_a_joined_file_is_accessible_and_says_what_it_is(joined: tuple[bytes, list[int]]):
    raw, starts = joined
    assert failures(raw) == []
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        assert not pdf.check_pdf_syntax()
        assert str(pdf.docinfo.Title) == pdf.open_metadata()["dc:title"] == "Tonight <& tomorrow>"
        with pdf.open_outline() as outline:
            titles = [one.title for one in outline.root]
            ways: list[Any] = [one.destination for one in outline.root]
            places = [pdf.pages.index(pikepdf.Page(way[0])) for way in ways]
        assert titles[1:] == ["The plan", "Neighbors, again"]
        assert [place + 1 for place in places] == starts
        names = [str(field["/T"]) for field in pdf.Root.AcroForm.Fields]
        assert len(names) == len(set(names))
        assert {name.split(":")[0] for name in names} == {NEIGHBOURS, PLAN, f"{NEIGHBOURS}#2"}


def test_joining_keeps_every_page_and_widget_and_shares_the_font(
    joined: tuple[bytes, list[int]], parts: list[bytes]
):
    assert pages(joined[0]) == [page for part in parts for page in pages(part)]
    with pikepdf.open(io.BytesIO(joined[0])) as pdf:
        together = [str(one.get("/AS")) for one in widgets_of(pdf) if one.F != HIDDEN_FLAG]
        assert list(pdf.Root.AcroForm.DR.Font) == ["/Fill"]
    apart = [pikepdf.open(io.BytesIO(part)) for part in parts]
    assert together == [str(one.get("/AS")) for pdf in apart for one in widgets_of(pdf)]
    assert len(joined[0]) < 0.7 * sum(map(len, parts))


def test_a_sheet_that_the_program_filled_in_keeps_its_own_font(bench: Bench, parts: list[bytes]):
    answers = normalise({"answers": {"place": "नमस्ते"}}, bench.sheets[PLAN])
    raw, _ = bench.join(parts[0], fill_sheet(bench.sheets[PLAN], A4, answers, bench.renderer))
    assert failures(raw) == []
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        fonts = pdf.Root.AcroForm.DR.Font
        for field in pdf.Root.AcroForm.Fields:
            if "/DA" in field:
                assert str(field.DA).split()[0] in fonts


@pytest.mark.parametrize("raw", [b"%PDF-1.7\n", b"", b"x" * 100])
def test_what_is_no_sheet_is_refused(bench: Bench, raw: bytes):
    with pytest.raises(RefusedByScriptError):
        bench.join(raw)
