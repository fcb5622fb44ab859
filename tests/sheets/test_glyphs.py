"""A sign that no font of ours has stops nothing: `check` tells it, paper shows a stand-in."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from playbook.errors import ContentError
from playbook.glyphs import STAND_IN, replace_undrawable, undrawable
from playbook.pipeline import check
from playbook.sheets.fill import blank_sheet
from playbook.typesetting.paper import A4
from tests.beginning import copy_starter
from tests.sheets.judging import failures
from tests.sheets.making import made

LABELS = {
    "Next → step": None,
    "✓ ticked": None,
    "Done ✅": None,
    "Five ★ ☐ ✘ ⇒": None,
    "Party 🎉 👍🏽": None,
    "👩‍👩‍👧 family": None,
    "हिन्दी": None,
    "ไทย": None,
    "中文": f"{STAND_IN * 2}",
    "Tibetan བོད": f"Tibetan {STAND_IN}",
    "①": "1",
    "한국": f"{STAND_IN * 2}",
    "Ærø, Łódź, Αθήνα, Київ": None,
    "שלום مرحبا": None,
    "x\u0320y": f"x{STAND_IN}y",
}


@pytest.mark.parametrize(("label", "shown"), LABELS.items())
def test_what_cannot_be_drawn_has_a_stand_in(label: str, shown: str | None):
    assert bool(undrawable(label)) == (shown is not None)
    if shown is None:
        assert replace_undrawable(label) == label
    else:
        assert replace_undrawable(label).startswith(shown[:3])
        assert undrawable(replace_undrawable(label)) == []


def test_every_label_can_be_set(tmp_path: Path):
    fields = [
        {"key": f"k{number}", "type": "text", "label": label, "help": f"*{label}* **{label}**"}
        for number, label in enumerate(LABELS)
    ]
    sheet, renderer = made(tmp_path, fields=fields)
    raw = blank_sheet(sheet, A4, renderer)
    pages = pypdf.PdfReader(io.BytesIO(raw)).pages
    text = "".join(page.extract_text() for page in pages)
    assert "Next → step" in text
    assert "ไทย" in text
    assert STAND_IN in text
    assert failures(raw) == []
    assert len(raw) < 150_000


def test_paper_has_neither_keys_nor_colours():
    assert replace_undrawable("1\ufe0f\u20e3 first, \u2764\ufe0f") == "1 first, \u2764"


def test_scripts_of_the_world_are_known_without_being_cut():
    text = "বাংলা தமிழ் తెలుగు ខ្មែរ ગુજરાતી ਪੰਜਾਬੀ ಕನ್ನಡ ລາວ മലയാളം မြန်မာ ଓଡ଼ିଆ සිංහල ქართული Հայ አማ"
    assert undrawable(text) == []


def test_letters_of_two_fonts_that_cannot_stand_together_stop_nothing(tmp_path: Path):
    label = "a\u05b0b"  # a Latin letter with a Hebrew point
    assert undrawable(label) == []
    sheet, renderer = made(tmp_path, fields=[{"key": "a", "type": "text", "label": label}])
    assert blank_sheet(sheet, A4, renderer).startswith(b"%PDF-")


def said(folder: Path, file: str, old: str, new: str) -> list[str]:
    copy_starter(folder)
    path = folder / "content" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        return list(map(str, check(folder).warnings))
    except ContentError as error:
        return str(error).splitlines()


@pytest.mark.parametrize(
    ("file", "old", "new", "sign"),
    [
        ("worksheets/one-page-plan.yml", "What do you", "What 中 do you", "中"),
        ("checklists/before-you-ask.yml", "title: Before", "title: 한 Before", "한"),
        ("playbook.yml", "title: ", "title: བ ", "བ"),
    ],
)
def test_check_names_the_place(tmp_path: Path, file: str, old: str, new: str, sign: str):
    warnings = said(tmp_path / "small", file, old, new)
    assert len(warnings) == 1
    assert warnings[0].startswith(f"content/{file}:")
    assert f'holds "{sign}", which none of our fonts has. Paper shows "' in warnings[0]
    line, column = map(int, warnings[0].split(":")[1:3])
    written = (tmp_path / "small/content" / file).read_text(encoding="utf-8").splitlines()
    assert written[line - 1][column - 1 :].startswith(sign)


def test_a_sign_that_never_goes_on_paper_is_not_told(tmp_path: Path):
    assert said(tmp_path / "small", "tips/ask-early.yml", "title: ", "title: 中 ") == []
