from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from playbook.answers import dumps, normalise
from playbook.answers.names import flat
from playbook.fields.names import Value
from playbook.sheets.fill import blank_sheet, fill_sheet
from playbook.sheets.read import read_sheet
from playbook.typesetting.paper import A4
from tests.sheets.editors import by_pikepdf, by_pypdf, by_typing
from tests.sheets.making import TEXT, answers_to, made

if TYPE_CHECKING:
    from playbook.answers import Answers, Sheet
    from playbook.fields.names import Value
    from playbook.typesetting.renderer import SheetRenderer

EDITORS = {"pikepdf": by_pikepdf, "pypdf": by_pypdf, "typing": by_typing}
# Sheets of one language share one renderer; nothing of it changes between examples.
SLOW = settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink a sheet takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# Other programs write "þÿ" as the very bytes that mark a text as UTF-16: no reader can tell.
ELSEWHERE = TEXT.filter(lambda text: not text.lstrip().startswith("þÿ"))
# PDFium's editor keeps no sign beyond the basic plane.
TYPED = ELSEWHERE.filter(lambda text: not text or max(text) < "\U00010000")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, SheetRenderer]:
    return made(tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="module")
def sheet_pdf(bench: tuple[Sheet, SheetRenderer]) -> bytes:
    return blank_sheet(bench[0], A4, bench[1])


def _read(raw: bytes, sheet: Sheet) -> bytes:
    return dumps(read_sheet(raw, name="sheet.pdf", sheets=[sheet]))


def _shown(answers: Answers, sheet: Sheet) -> Answers:
    """Return the answers that a blank sheet has room for."""
    slim: dict[str, Any] = dict(answers.answers)
    for key, most in (("lines", 3), ("cards", 2)):
        if key in slim:
            slim[key] = slim[key][:most]
    return normalise({"answers": slim}, sheet)


def test_a_blank_sheet_holds_no_answers(bench, sheet_pdf):
    sheet, _ = bench
    assert _read(sheet_pdf, sheet) == dumps(normalise({}, sheet))


def test_what_is_filled_in_is_read_back_to_the_byte(bench):
    sheet, renderer = bench

    @SLOW
    @given(answers_to(sheet), st.sampled_from(["", "Riverside", "Łódź"]))
    def check(raw: dict[str, Any], copy: str) -> None:
        data = {"answers": raw, "copy": copy, "earlier": {"gone": "kept"}}
        answers = normalise(data, sheet)
        assert _read(fill_sheet(sheet, A4, answers, renderer), sheet) == dumps(answers)

    check()


@pytest.mark.parametrize("editor", EDITORS)
def test_what_another_program_fills_in_is_read_to_the_byte(bench, sheet_pdf, editor):
    sheet, _ = bench

    @SLOW
    @given(answers_to(sheet, TYPED if editor == "typing" else ELSEWHERE))
    def check(raw: dict[str, Any]) -> None:
        answers = _shown(normalise({"answers": raw}, sheet), sheet)
        edited = EDITORS[editor](sheet_pdf, flat(answers.answers, sheet))
        assert _read(edited, sheet) == dumps(answers)

    check()


@pytest.mark.parametrize("second", EDITORS)
@pytest.mark.parametrize("first", ["fill", *EDITORS])
def test_a_sheet_passes_through_two_programs(bench, sheet_pdf, first, second):
    sheet, renderer = bench
    begun = normalise(
        {
            "copy": "A",
            "answers": {
                "top_name": "Zoë",
                "lines": ["one", "two"],
                "many": ["o1", "o11"],
                "cards": [{"name": "Ana", "rate": "3", "pick": "o2"}],
                "top_done": True,
            },
        },
        sheet,
    )
    added: dict[str, Value] = {
        "top_more": "first\nsecond",
        "one": "yes",
        "top_name": "Émile",
        "many.o2": True,
    }
    if first == "fill":
        once = fill_sheet(sheet, A4, begun, renderer)
    else:
        once = EDITORS[first](sheet_pdf, flat(begun.answers, sheet))
    whole = {
        **begun.answers,
        "top_more": "first\nsecond",
        "one": "yes",
        "top_name": "Émile",
        "many": ["o1", "o2", "o11"],
    }
    copy = begun.copy if first == "fill" else ""
    expected = normalise({"answers": whole, "copy": copy}, sheet)
    assert _read(EDITORS[second](once, added), sheet) == dumps(expected)


def test_what_is_typed_is_also_drawn(bench, sheet_pdf):
    typed = by_typing(sheet_pdf, {"top_name": "Ana Lopez", "lines.0": "Riverside"})
    with pikepdf.open(io.BytesIO(typed)) as pdf:
        streams = [
            widget.AP.N.read_bytes()
            for leaf in pdf.pages
            for widget in leaf.get("/Annots", [])
            if "/V" in widget and str(widget.V) in ("Ana Lopez", "Riverside")
        ]
    assert len(streams) == len(set(streams)) == 2
    assert all(b"Tj" in stream for stream in streams)
