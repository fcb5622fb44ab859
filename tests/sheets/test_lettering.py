"""Answers in any script are drawn right by `fill`: joined, placed, in their boxes."""

from __future__ import annotations

import random
import unicodedata
from typing import Any

import pytest

from playbook.answers import dumps, normalise
from playbook.glyphs import ALPHABETS, common
from playbook.pdf.fill_font import fill_font
from playbook.sheets.fill import fill_sheet
from playbook.sheets.read import read_sheet
from playbook.typesetting.fonts import scripts_of
from playbook.typesetting.paper import A4
from tests.sheets.drawn import LEAST, lettered, lettered_texts
from tests.sheets.judging import failures, opened_pdf
from tests.sheets.long import FIELDS
from tests.sheets.making import ROOT, made
from tests.sheets.widgets import widgets_of

GIVEN: dict[str, Any] = {
    "name": "नमस्ते, हम साथ हैं",
    "why": "ภาษาไทย\nहिन्दी और English 12",
    "lines": ["ทุกคน ✅", "plain"],
    "people": [{"who": "Ana", "wants": "हम " * 400}],
}


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    return made(tmp_path_factory.mktemp("lettering"), "en", FIELDS)


def test_what_the_forms_font_lacks_is_set_letter_by_letter(bench):
    sheet, renderer = bench
    answers = normalise({"answers": GIVEN}, sheet)
    told: list[str] = []
    raw = fill_sheet(sheet, A4, answers, renderer, told.append)
    assert failures(raw) == []
    assert opened_pdf(raw).check_pdf_syntax() == []
    assert dumps(read_sheet(raw, name="x", sheets=[sheet])) == dumps(answers)
    read = [" ".join(text.split()) for text in lettered_texts(raw)]
    assert {GIVEN["name"], GIVEN["lines"][0], "ภาษาไทย हिन्दी और English 12"} < set(read)
    assert len(raw) < 200_000
    assert [one for one in told if "fonts" in one] == []


def test_what_no_font_has_is_told(bench):
    sheet, renderer = bench
    told: list[str] = []
    answers = normalise({"answers": {"name": "བོད and more"}}, sheet)
    raw = fill_sheet(sheet, A4, answers, renderer, told.append)
    assert failures(raw) == []
    assert told == [
        'worksheets/all: none of our fonts has "བ" and 2 more. Paper shows a stand-in; the file '
        "keeps what was typed."
    ]


def test_letters_that_the_forms_font_has_need_nothing_else(bench):
    sheet, renderer = bench
    raw = fill_sheet(
        sheet, A4, normalise({"answers": {"name": "Ærø, Łódź, Київ"}}, sheet), renderer
    )
    with opened_pdf(raw) as pdf:
        drawn = next(one for one in widgets_of(pdf) if "/V" in one)
        assert b"/Fill" in drawn.AP.N.read_bytes()


def _text_of(script: str, source: random.Random) -> str:
    """Return words of a script with marks on their letters, one that does not end, and others."""
    chars = [chr(code) for code in sorted(ALPHABETS[script].letters()) if chr(code) in common()]
    letters = [char for char in chars if unicodedata.category(char)[0] in "LS"]
    marks = [char for char in chars if unicodedata.category(char) in ("Mn", "Mc")]

    def word(length: int) -> str:
        signs = (
            source.choice(letters) + source.choice(["", "", *marks[-1:]]) for _ in range(length)
        )
        return "".join(signs)

    return " ".join([*map(word, (3, 9, 1, 60, 12, 5)), "12", word(4)])


def test_every_script_of_our_fonts_stays_in_its_boxes_and_none_of_it_is_lost(bench):
    sheet, renderer = bench
    texts = [_text_of(script, random.Random(script)) for script in ALPHABETS]
    people = [
        {"who": f"{text} (Ana)", "wants": (text + " ") * 9 * (number % 8 == 3)}
        for number, text in enumerate(texts)
    ]
    told: list[str] = []
    answers = normalise({"answers": {"people": people}}, sheet)
    raw = fill_sheet(sheet, A4, answers, renderer, told.append)
    outside = [letter for letter in lettered(raw) if not letter.inside or letter.size < LEAST]
    assert outside == []
    assert [one.split("are")[0] for one in told] == ["worksheets/all: 3 answers "]
    shown = lettered_texts(raw)
    assert len(shown) > len(texts)
    assert sum("n" not in text for text in shown) == 3


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("Ærø, Łódź, Київ", True),
        ("Who\u00ad\u200b?", True),
        ("שלום", False),
        ("ש\u05c1ל\u05d5ם", False),
        ("مرحبا 123", False),
        ("x\u0304y", False),
        ("ab\u202edc", False),
        ("नमस्ते", False),
    ],
)
def test_the_forms_font_draws_what_stands_letter_beside_letter_from_the_left(text, drawn):
    renderer_font = fill_font(scripts_of("en", text), ROOT / ".playbook" / "cache")
    assert renderer_font.draws(text) is drawn


def test_a_number_on_a_sheet_from_right_to_left_begins_at_the_right(tmp_path):
    sheet, renderer = made(tmp_path, "ar", FIELDS)
    answers = normalise({"answers": {"name": "12 - 15", "why": "Ana"}}, sheet)
    with opened_pdf(fill_sheet(sheet, A4, answers, renderer)) as pdf:
        name, why = (
            next(one for one in widgets_of(pdf) if str(one.get("/V", "")) == value)
            for value in ("12 - 15", "Ana")
        )
        assert b"/Fill" not in name.AP.N.read_bytes()
        assert b"/Fill" in why.AP.N.read_bytes()
