from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.sheets.editors import by_pikepdf, by_pypdf, by_typing
from tests.sheets.making import answers_to, made

from playbook.answers import dumps, normalise
from playbook.answers.names import flat
from playbook.sheets import A4, blank, filled, read_sheet

if TYPE_CHECKING:
    from playbook.answers import Answers, Sheet
    from playbook.sheets import Press

EDITORS = {"pikepdf": by_pikepdf, "pypdf": by_pypdf, "typing": by_typing}
# Sheets of one language share one press; nothing of it changes between examples.
SLOW = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
# What can be typed: PDFium's editor keeps no sign beyond the basic plane.
TYPED = st.text(st.characters(codec="utf-8", max_codepoint=0x2FF, categories=("L", "N", "P", "Zs")), max_size=30)  # fmt: skip


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, Press]:
    return made(tmp_path_factory.mktemp("bench"))


@pytest.fixture(scope="module")
def sheet_pdf(bench: tuple[Sheet, Press]) -> bytes:
    return blank(bench[0], A4, bench[1])


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
    sheet, press = bench

    @SLOW
    @given(answers_to(sheet), st.sampled_from(["", "Riverside", "Łódź"]))
    def check(raw: dict[str, Any], copy: str) -> None:
        data = {"answers": raw, "copy": copy, "earlier": {"gone": "kept"}}
        answers = normalise(data, sheet)
        assert _read(filled(sheet, A4, answers, press), sheet) == dumps(answers)

    check()


@pytest.mark.parametrize("editor", EDITORS)
def test_what_another_program_fills_in_is_read_to_the_byte(bench, sheet_pdf, editor):
    sheet, _ = bench
    texts = TYPED if editor == "typing" else None

    @SLOW
    @given(answers_to(sheet, texts) if texts is not None else answers_to(sheet))
    def check(raw: dict[str, Any]) -> None:
        answers = _shown(normalise({"answers": raw}, sheet), sheet)
        edited = EDITORS[editor](sheet_pdf, flat(answers.answers, sheet))
        assert _read(edited, sheet) == dumps(answers)

    check()


@pytest.mark.parametrize("second", EDITORS)
@pytest.mark.parametrize("first", ["fill", *EDITORS])
def test_a_sheet_passes_through_two_programs(bench, sheet_pdf, first, second):
    sheet, press = bench
    begun = normalise(
        {"copy": "A", "answers": {"top_name": "Zoë", "lines": ["one", "two"], "many": ["o1", "o11"],
                     "cards": [{"name": "Ana", "rate": "3", "pick": "o2"}], "top_done": True}},
        sheet,
    )  # fmt: skip
    added = {"top_more": "first\nsecond", "one": "yes", "top_name": "Émile", "many.o2": True}
    if first == "fill":
        once = filled(sheet, A4, begun, press)
    else:
        once = EDITORS[first](sheet_pdf, flat(begun.answers, sheet))
    whole = {**begun.answers, "top_more": "first\nsecond", "one": "yes", "top_name": "Émile",
             "many": ["o1", "o2", "o11"]}  # fmt: skip
    copy = begun.copy if first == "fill" else ""
    expected = normalise({"answers": whole, "copy": copy}, sheet)
    assert _read(EDITORS[second](once, added), sheet) == dumps(expected)
