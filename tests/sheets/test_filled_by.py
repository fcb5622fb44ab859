"""Every worksheet asks who filled it in: on screen, on paper, and in files."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from playbook.answers import Sheet, dumps, normalise, without_private
from playbook.answers.sheet import sheet_of
from playbook.errors import ContentError
from playbook.kinds.worksheets import FILLED_BY
from playbook.model import Ref, Worksheet
from playbook.packets.contents import Packet
from playbook.pdf.form_fields import read_fields
from playbook.pipeline import judge
from playbook.sheets.fill import blank_sheet, fill_sheet
from playbook.sheets.read import read_sheet
from playbook.typesetting.paper import A4
from playbook.typesetting.renderer import SheetRenderer
from tests.sheets.making import made, playbook_of

ASKED = [{"key": "place", "type": "text", "label": "Where?"}]
OWN = {"key": FILLED_BY, "type": "text", "label": "Your group"}
WHO = "Elm Street Tenants, Ana"


def _sheet(**said: Any) -> Sheet:
    playbook = playbook_of("en", said.pop("fields", ASKED))
    item = playbook.items[Ref("worksheets/all")]
    assert isinstance(item, Worksheet)
    item = item.model_copy(update=said)
    return sheet_of(playbook.manifest, Ref("worksheets/all"), item, {})


def test_the_question_is_the_last_and_its_answer_a_text_that_is_shared():
    sheet = _sheet()
    assert list(sheet.questions()) == ["place", FILLED_BY]
    answers = normalise({"answers": {"place": "North", FILLED_BY: f" {WHO}\n"}}, sheet)
    assert without_private(answers, sheet).answers[FILLED_BY].strip() == WHO
    assert answers.copy == ""


def test_a_worksheet_that_does_not_ask_keeps_such_an_answer_as_an_earlier_one():
    sheet = _sheet(filled_by=False)
    assert list(sheet.questions()) == ["place"]
    assert normalise({"answers": {FILLED_BY: WHO}}, sheet).earlier == {FILLED_BY: WHO}


def test_an_own_field_of_that_key_is_the_question():
    sheet = _sheet(fields=[OWN, *ASKED])
    assert [(one.key, one.label) for one in sheet.questions().values()] == [
        ("place", "Where?"),
        (FILLED_BY, "Your group"),
    ]


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("{key: filled_by, type: textarea, label: Who?}", 'has the key "filled_by", under which'),
        ("{key: filled_by, type: text, label: Who?, private: true}", 'has the key "filled_by"'),
        ("{key: filled_by, type: note, label: Who?, text: You}", 'has the key "filled_by"'),
        ("{key: who, type: text, label: Who?, was: [filled_by]}", 'names "filled_by", under which'),
    ],
)
def test_a_field_that_cannot_be_the_question_is_a_problem_unless_nobody_asks(
    base: Path, field: str, says: str
):
    path = base / "content" / "worksheets" / "who.yml"
    text = f"title: Who\nsummary: One line.\nfields:\n  - {field}\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        judge(base)
    (problem,) = caught.value.problems
    assert (problem.line, says in problem.message) == (4, True)
    assert "`filled_by: false`" in problem.hint
    path.write_text(f"{text}filled_by: false\n", encoding="utf-8")
    judge(base)


def test_letters_and_examples_may_say_who(base: Path):
    path = base / "content" / "worksheets" / "who.yml"
    path.write_text(
        "title: Who\nsummary: One line.\n"
        "fields:\n  - {key: place, type: text, label: Where?}\n"
        "texts:\n  - {id: a, title: A letter, parts: [Yours, {field: filled_by}]}\n"
        f"example: {{about: Invented., answers: {{filled_by: '{WHO}'}}}}\n",
        encoding="utf-8",
    )
    assert judge(base).items[Ref("worksheets/who")].title == "Who"


@pytest.fixture(scope="module")
def sheet_and_renderer(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, SheetRenderer]:
    return made(tmp_path_factory.mktemp("who"), "en", ASKED)


def test_on_paper_it_is_asked_in_the_head_of_the_first_page(sheet_and_renderer: Any):
    sheet, renderer = sheet_and_renderer
    with pikepdf.open(io.BytesIO(blank_sheet(sheet, A4, renderer))) as pdf:
        page = pdf.pages[0]
        first, second = page.Annots[:2]
        assert str(first.TU) == "Filled in by (organization, name)"
        assert float(first.Rect[1]) > 0.9 * float(page.MediaBox[3])
        assert float(first.Rect[1]) > float(second.Rect[3])


def test_it_goes_into_a_pdf_and_comes_back(sheet_and_renderer: Any):
    sheet, renderer = sheet_and_renderer
    answers = normalise({"answers": {"place": "North", FILLED_BY: WHO}}, sheet)
    back = read_sheet(fill_sheet(sheet, A4, answers, renderer), name="x.pdf", sheets=[sheet])
    assert dumps(back) == dumps(answers)


def test_each_worksheet_of_a_packet_asks_it(packet: Packet, packet_pdf: bytes):
    names = [one.name for one in read_fields(packet_pdf, "x.pdf") if one.name.endswith(FILLED_BY)]
    sheets = [sheet for sheet in packet.sheets if FILLED_BY in sheet.questions()]
    assert {sheet.ref.kind for sheet in sheets} == {"worksheets"}
    assert names == [f"{sheet.ref}.{FILLED_BY}" for sheet in sheets]
