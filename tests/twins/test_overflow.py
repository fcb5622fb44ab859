"""No word is lost from sight: whatever is typed, by either way of filling in a sheet.

`python -m tests.twins.test_overflow 100` tries a hundred random answers, with pdftotext as well.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from playbook.answers import Sheet, dumps, normalise
from playbook.forms.scripts import CORE, WORKSHEET, form_scripts
from playbook.render.definition import definition
from playbook.render.templates import Templates
from playbook.sheets.fill import blank_sheet, fill_sheet
from playbook.sheets.read import read_sheet
from playbook.sheets.sidecar import sidecar
from playbook.typesetting.paper import A4, LETTER
from playbook.typesetting.renderer import SheetRenderer
from tests.sheets.drawn import (
    FOOT,
    LEAST,
    boxes,
    lettered,
    placed,
    taken_for_answers,
    unknown_operators,
    words,
)
from tests.sheets.judging import failures, opened_pdf
from tests.sheets.long import FIELDS, IN_FONT, SCRIPTS, random_answers, some_words, texts_in
from tests.sheets.making import made, playbook_of
from tests.twins.browserless import Scripts


class Bench(NamedTuple):
    """A sheet, and what fills it in."""

    sheet: Sheet
    renderer: SheetRenderer
    scripts: Scripts

    def by_program(self, data: dict[str, Any]) -> bytes:
        """Return the sheet that the command fills in."""
        return fill_sheet(self.sheet, LETTER, normalise(data, self.sheet), self.renderer)

    def by_page(self, data: dict[str, Any]) -> bytes:
        """Return the sheet that a page fills in."""
        raw = blank_sheet(self.sheet, A4, self.renderer)
        side = sidecar(raw, self.renderer.words)
        return base64.b64decode(self.scripts("fill", blank=raw, side=side, data=data, sheet="all"))


def running() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory() as folder:
        sheet, renderer = made(Path(folder), "en", FIELDS)
        asked = definition(sheet, playbook_of("en", FIELDS)) | {"words": {}}
        texts = form_scripts(Templates("en", own=Path("none")), CORE | WORKSHEET)
        with Scripts(texts, sheets={"all": asked}, known={}) as scripts:
            yield Bench(sheet, renderer, scripts)


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    yield from running()


def faults(raw: bytes, data: dict[str, Any], bench: Bench) -> Iterator[str]:
    """Yield what of `data` a filled sheet does not show, cuts, draws too small, or changes."""
    expected = dumps(normalise(data, bench.sheet))
    if dumps(read_sheet(raw, name="x", sheets=[bench.sheet])) != expected:
        yield "the program reads other answers"
    if bench.scripts("pdf", file=raw, sheet="all").encode() != expected:
        yield "the page reads other answers"
    yield from drawn_badly(raw)
    yield from (f"{one} is no operator" for one in unknown_operators(raw))
    yield from (f"Firefox shows {read[:60]}" for read in taken_for_answers(raw))
    yield from words_unseen(raw, texts_in(normalise(data, bench.sheet).answers))
    if len(data["answers"]["people"]) < MOST_JUDGED:
        yield from failures(raw)


def drawn_badly(raw: bytes) -> Iterator[str]:
    """Yield what is drawn too small, or past its box or its page, by the positions of glyphs."""
    for box in boxes(raw):
        if box.size < LEAST or not box.inside:
            yield f"drawn in {box.size} points, inside its box: {box.inside}: {box.text[:60]}"
    for where, letters, foot in (("a box", lettered(raw), -FOOT), ("a page", placed(raw), FOOT)):
        for one in letters:
            if not one.inside or (one.size < LEAST and one.above > foot):
                yield f"{one.sign} on {where} in {one.size} points, inside: {one.inside}"


def words_unseen(raw: bytes, texts: list[str]) -> Iterator[str]:
    """Yield each word of `texts` that a program does not find in a PDF."""
    seen = {"PDFium": (words(raw), READ | TURNED)}
    if shutil.which("pdftotext"):
        told = subprocess.run(["pdftotext", "-", "-"], input=raw, capture_output=True, check=True)
        seen["pdftotext"] = (set(told.stdout.decode().translate(DIRECTION).split()), READ)
    for word in {word for text in texts for word in text.split() if len(word) < 60}:
        scripts = {unicodedata.name(sign).split()[0] for sign in word}
        for program, (found, judged) in seen.items():
            if scripts <= judged and word not in found:
                yield f"{program} finds no {word}"


DIRECTION = dict.fromkeys((*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that pdftotext puts around what runs against its line: no letters of anybody's."""
MOST_JUDGED = 200
"""Rows: the validator of PDF/UA looks at 10,000 appearances, and not at one more."""
READ = {"LATIN", "GREEK", "CYRILLIC", "DIGIT", "DEVANAGARI", "BENGALI"}
"""Thai is not among them: its lines end wherever a word of a dictionary may."""
TURNED = {"ARABIC", "HEBREW"}
"""Scripts that pdftotext writes from the left."""


@pytest.mark.parametrize(("way", "seed"), [("by_program", 5), ("by_page", 0), ("by_page", 1)])
def test_every_word_is_seen_whole_and_large_enough(bench: Bench, way: str, seed: int):
    data = {"answers": random_answers(seed, IN_FONT)}
    assert list(faults(getattr(bench, way)(data), data, bench)) == []


def test_scripts_that_the_font_lacks_go_on_as_pictures_with_their_text(bench: Bench):
    data = {"answers": random_answers(3, ("devanagari", "arabic", "emoji", "latin"))}
    data["answers"] |= {"name": "Local 117 🎉 asks", "lines": ["ก 1", "ก 2", "Three ก goes on"]}
    raw = bench.by_page(data)
    assert list(faults(raw, data, bench)) == []
    with opened_pdf(raw) as pdf:
        (sect,) = [part for part in pdf.Root.StructTreeRoot.K[0].K if part.S == "/Sect"]
        pictured = [leaf for leaf in pdf.pages if "/XObject" in leaf.Resources]
        assert any(b"/ActualText" in leaf.Contents.read_bytes() for leaf in pictured)
        assert {str(part.S) for part in sect.K} == {"/H2", "/H3", "/P"}


def test_letters_that_typst_sets_too_small_or_past_their_box_are_found(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
):
    data = {"answers": {"name": "नमस्ते, हम साथ हैं", "people": [{"who": "Ana"}]}}
    assert list(faults(bench.by_program(data), data, bench)) == []
    small = {"SIZES": {"line": 6.0, "area": 6.0}, "SMALLEST": 5.5}
    for rules, said in ((small, "in 6.0 points"), ({"PAD": -20}, "inside: False")):
        with monkeypatch.context() as patch:
            for name, value in rules.items():
                patch.setattr(f"playbook.sheets.lettering.{name}", value)
            assert any(said in one for one in drawn_badly(bench.by_program(data)))


def test_what_is_drawn_otherwise_than_typed_is_not_taken_for_the_answer(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
):
    data = {"answers": {"name": "Local 117 🎉 नमस्ते", "why": some_words("why", 4800)}}
    drawn = [bench.by_program(data), bench.by_page(data)]
    assert [list(taken_for_answers(raw)) for raw in drawn] == [[], []]
    monkeypatch.setattr("playbook.sheets.lettering._mute", lambda drawn: None)
    monkeypatch.setattr("playbook.pdf.appearance.MUTE", "/Fill")
    why, name = sorted(taken_for_answers(bench.by_program(data)), key=len, reverse=True)
    assert name.startswith("Local117")
    assert why.endswith("\u2026")


@pytest.mark.parametrize("letter", ["x", "हि", "ก็", "e\u0332", "🏳️‍🌈", "🎉"])
def test_a_page_cuts_no_letter_from_its_marks(bench: Bench, letter: str):
    text = f"one {letter * 20} two\n\n  last"
    lines = bench.scripts("lines", text=text, room=11)
    assert [line for line in lines if len(line) > 11] == []
    assert lines[-2:] == ["", "  last"]
    assert lines[0] == "one"
    whole = [line.removesuffix(" two") for line in lines[1:-2] if line != "two"]
    assert {line.replace(letter, "") for line in whole} == {""}
    assert "".join(whole) == letter * 20


def test_a_page_says_what_went_where(bench: Bench):
    raw = blank_sheet(bench.sheet, A4, bench.renderer)
    side = sidecar(raw, bench.renderer.words)

    def told(answers: dict[str, Any]) -> Any:
        return bench.scripts("told", blank=raw, side=side, data={"answers": answers}, sheet="all")

    people = [{"who": f"who{number}"} for number in range(5)]
    assert told({"people": people[:2], "why": "Short"}) == []
    assert told({"people": people, "why": some_words("why", 600)}) == [
        "1 answer is longer than its box, which shows the beginning.",
        "3 rows have no boxes.",
        "All of that is on 2 added pages at the end, and kept inside the file.",
    ]


def main(count: int) -> None:
    for bench in running():
        for seed in range(count):
            scripts = IN_FONT if seed % 2 else tuple(SCRIPTS)
            data = {"answers": random_answers(seed, scripts)}
            for way in (bench.by_program, bench.by_page):
                raw = way(data)
                found = list(faults(raw, data, bench))
                print(seed, way.__name__, len(raw), found[:3] or "no fault", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
