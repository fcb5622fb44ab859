from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from playbook.answers import RefusedError, normalise
from playbook.pdf.widgets import HIDDEN, text_string
from playbook.sheets.fill import blank_sheet, fill_sheet
from playbook.sheets.read import read_sheet
from playbook.typesetting.paper import A4
from tests.sheets.making import made


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    sheet, renderer = made(tmp_path_factory.mktemp("read"))
    return sheet, renderer, blank_sheet(sheet, A4, renderer)


def _saved(raw: bytes, change: Any = lambda pdf: None, **options: Any) -> bytes:
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, **options)
        return out.getvalue()


def _without_fields(pdf: pikepdf.Pdf) -> None:
    """Leave what a print leaves: pages."""
    del pdf.Root["/AcroForm"]
    for leaf in pdf.pages:
        del leaf["/Annots"]


def _about(text: str) -> Any:
    def change(pdf: pikepdf.Pdf) -> None:
        next(field for field in pdf.Root.AcroForm.Fields if field.T == HIDDEN).V = text_string(text)

    return change


@pytest.mark.filterwarnings("ignore:.*not reachable from /AcroForm")
@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda raw: raw[:2000], "is damaged"),
        (lambda raw: b"%PDF-1.7\nnothing", "is damaged"),
        (lambda raw: _saved(raw, encryption=pikepdf.Encryption(owner="a", user="b")), "password"),
        (lambda raw: _saved(raw, _without_fields), "not a sheet"),
        (lambda raw: _saved(raw, _about("{")), "not a sheet"),
        (lambda raw: _saved(raw, _about('{"format": "playbook-sheet/2"}')), "newer version"),
        (lambda raw: _saved(raw, _about('{"format": "playbook-sheet/1"}')), "belongs to"),
    ],
)
def test_a_pdf_that_holds_no_answers_is_refused_by_name(bench, change, message):
    sheet, _, raw = bench
    with pytest.raises(RefusedError, match=message) as refused:
        read_sheet(change(raw), name="sheet.pdf", sheets=[sheet])
    assert str(refused.value).startswith("sheet.pdf")


@pytest.mark.parametrize(
    "options",
    [
        {"linearize": True},
        {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": False},
        {"qdf": True},
        {"encryption": pikepdf.Encryption(owner="a", user="")},
    ],
)
def test_answers_survive_every_way_to_save_a_pdf(bench, options):
    sheet, renderer, _ = bench
    answers = normalise({"answers": {"top_name": "Ana", "many": ["o2"], "one": "no"}}, sheet)
    raw = _saved(fill_sheet(sheet, A4, answers, renderer), **options)
    assert read_sheet(raw, name="a", sheets=[sheet]) == answers


def test_rows_that_a_sheet_has_no_room_for_travel_unseen(bench, monkeypatch):
    sheet, renderer, _ = bench
    monkeypatch.setattr("playbook.sheets.plan.MOST_ROWS", 3)
    answers = normalise({"answers": {"cards": [{"name": str(n)} for n in range(9)]}}, sheet)
    raw = fill_sheet(sheet, A4, answers, renderer)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        assert not any(str(field.T).startswith("cards:3") for field in pdf.Root.AcroForm.Fields)
    assert read_sheet(raw, name="a", sheets=[sheet]) == answers
