from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdf
import pytest

from playbook.answers import normalise
from playbook.errors import ContentError
from playbook.pdf.widgets import text_string
from playbook.pdf_files import pdf_files
from playbook.sheets.fill import blank_sheet, fill_sheet
from playbook.sheets.plan import Slots, plan_sheet
from playbook.sheets.sidecar import sidecar
from playbook.typesetting.paper import A4, LETTER, PAPERS
from playbook.typesetting.renderer import sheet_renderer
from tests.sheets.judging import failures as _failures
from tests.sheets.judging import opened_pdf as _opened
from tests.sheets.making import LANGUAGES, LONG, keep_fonts, made, playbook_of
from tests.sheets.pdf_rules import problems
from tests.sheets.widgets import widgets_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from playbook.answers import Sheet
    from playbook.typesetting.paper import Paper
    from playbook.typesetting.renderer import SheetRenderer

EXTENDS = '{% extends "@parent/sheets/sheet.typ" %}'
GIVEN: dict[str, Any] = {
    "top_name": "Zoë مرحبا 123 שלום 456 Ωμέγα Жук",
    "top_more": LONG * 12,
    "one": "yes",
    "many": ["o0", "o11"],
    "cards": [{"name": LONG, "amount": "2", "pick": "o3", "picks": ["o1"]}, {"amount": "3"}] * 3,
    "fixed": {"2": {"rate": "5", "name": "x"}},
    "thirty": [{"name": f"row {n}", "done": True} for n in range(40)],
}


def _slots(sheet: Sheet, renderer: SheetRenderer, paper: Paper = A4) -> Any:
    return plan_sheet(sheet, renderer, paper, Slots()).slots


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sheet, SheetRenderer]:
    return made(tmp_path_factory.mktemp("sheets"))


@pytest.fixture(scope="module")
def sheet_pdf(bench: tuple[Sheet, SheetRenderer]) -> bytes:
    return blank_sheet(bench[0], A4, bench[1])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_a_sheet_in_any_language_is_accessible_blank_and_filled(tmp_path, language, paper):
    sheet, renderer = made(tmp_path, language)
    raw = blank_sheet(sheet, paper, renderer)
    assert _failures(raw) == []
    assert problems(_opened(raw), _slots(sheet, renderer, paper)) == []
    assert _opened(raw).check_pdf_syntax() == []
    full = fill_sheet(sheet, paper, normalise({"answers": GIVEN, "copy": "A"}, sheet), renderer)
    assert _failures(full) == []
    assert _opened(full).check_pdf_syntax() == []


def test_a_sheet_is_the_same_to_the_byte_when_it_is_made_again(bench, sheet_pdf, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert blank_sheet(bench[0], A4, bench[1]) == sheet_pdf
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert blank_sheet(bench[0], A4, bench[1]) == sheet_pdf


def test_a_sheet_says_what_it_is(sheet_pdf):
    pdf = _opened(sheet_pdf)
    with pdf.open_metadata() as metadata:
        assert "org.example.sheets worksheets/all 1" in str(metadata["dc:identifier"])
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.Outlines.First.Title is not None
    assert "D:20261122" in str(pdf.docinfo["/CreationDate"])


def test_a_long_answer_gets_the_room_it_needs(bench):
    sheet, renderer = bench
    answers = normalise({"answers": {"top_name": LONG, "top_more": LONG * 5}}, sheet)
    pdf = _opened(fill_sheet(sheet, A4, answers, renderer))
    for name in ("top_name", "top_more"):
        widget = next(f for f in pdf.Root.AcroForm.Fields if name == f.T)
        size = float(widget.AP.N.read_bytes().split(b"/Fill ")[1].split()[0])
        assert size >= 7, "typed text is shrunk only as far as one can read it"


def _scramble(pdf: pikepdf.Pdf) -> None:
    annotations = pdf.pages[0].Annots
    annotations[0], annotations[1] = annotations[1], annotations[0]


def _widget(pdf: pikepdf.Pdf) -> Any:
    return pdf.pages[0].Annots[0]


def _rename(pdf: pikepdf.Pdf) -> None:
    fields = pdf.Root.AcroForm.Fields
    fields[1].T = fields[0].T


def _add_font(pdf: pikepdf.Pdf) -> None:
    name = pikepdf.Name
    font = pikepdf.Dictionary(Type=name.Font, Subtype=name.Type1, BaseFont=name.Helvetica)
    pdf.Root.AcroForm.DR.Font["/Helv"] = pdf.make_indirect(font)


def _element(pdf: pikepdf.Pdf) -> None:
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    element = tree[int(_widget(pdf).StructParent)]
    element.K = pikepdf.Array([*element.K, *element.K])


def _set(key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: _widget(pdf).__setitem__(key, value)


FAULTS: dict[str, tuple[Callable[[pikepdf.Pdf], None], str]] = {
    "widgets out of order": (_scramble, "order of the structure"),
    "a name used twice": (_rename, "used twice"),
    "no appearance": (lambda pdf: _widget(pdf).__delitem__("/AP"), "no appearance"),
    "a font that is not inside": (_add_font, "is not inside"),
    "two widgets in one element": (_element, "more or less than one widget"),
    "another label": (_set("/TU", text_string("x")), "does not say"),
    "not printed": (_set("/F", 0), "not be printed"),
    "another type": (_set("/FT", pikepdf.Name.Ch), "wrong type"),
    "another flag": (_set("/Ff", 0), "wrong flags"),
    "no widget": (_set("/Subtype", pikepdf.Name.Link), "is no widget"),
    "too low": (_set("/Rect", pikepdf.Array([100, 100, 200, 120])), "8 mm"),
    "too narrow": (_set("/Rect", pikepdf.Array([100, 100, 105, 140])), "too narrow"),
    "too near the edge": (_set("/Rect", pikepdf.Array([10, 100, 200, 140])), "10 mm of the edge"),
    "drawn anew": (lambda pdf: pdf.Root.AcroForm.__setitem__("/NeedAppearances", True), "anew"),
    "a script": (
        lambda pdf: pdf.Root.__setitem__(
            "/Names", pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())
        ),
        "script",
    ),
    "an action": (lambda pdf: pdf.Root.__setitem__("/OpenAction", pikepdf.Array()), "by itself"),
    "a field that runs": (_set("/A", pikepdf.Dictionary()), "runs something"),
    "no language": (lambda pdf: pdf.Root.__delitem__("/Lang"), "/Lang"),
    "no outline": (lambda pdf: pdf.Root.__delitem__("/Outlines"), "/Outlines"),
    "no title": (lambda pdf: pdf.docinfo.__delitem__("/Title"), "no title"),
    "a file name in the window": (lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"), "window"),
    "no tab order": (lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"), "tab order"),
    "a field gone": (lambda pdf: pdf.Root.AcroForm.Fields.__delitem__(0), "is missing"),
    "a field too many": (_set("/T", text_string("other")), "belongs to no question"),
}


@pytest.mark.filterwarnings("ignore:.*not reachable from /AcroForm")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(bench, sheet_pdf, fault):
    plant, message = FAULTS[fault]
    pdf = _opened(sheet_pdf)
    plant(pdf)
    out = io.BytesIO()
    pdf.save(out)
    found = problems(_opened(out.getvalue()), _slots(*bench))
    assert any(message in one for one in found), found


def test_the_sidecar_names_every_field_and_its_object(bench, sheet_pdf):
    data = sidecar(sheet_pdf, bench[1].words)
    assert json.loads(json.dumps(data)) == data
    assert list(data["fields"]) == list(dict.fromkeys(slot.name for slot in _slots(*bench)))
    assert sheet_pdf[data["startxref"] :].split()[2] == b"obj"
    assert data["length"] == len(sheet_pdf)
    codes = {first + n for first, _, widths in data["font"]["glyphs"] for n in range(len(widths))}
    assert set(map(ord, "aZéŁЖΩ")) <= codes
    pdf = _opened(sheet_pdf)
    for field in data["fields"].values():
        whole = re.sub(r"\d+ 0 R", "null", field["head"]) + " >>"
        head = pikepdf.Object.parse(whole.encode())
        assert str(head.T) == str(pdf.get_object(field["object"], 0).T)


SHEETS = ("worksheets/all/all", "tonight/agenda/agenda")


def test_a_site_has_both_papers_of_every_sheet_and_makes_them_once(tmp_path, monkeypatch):
    made(tmp_path)
    keep_fonts(tmp_path)
    playbook = playbook_of("en")
    files = pdf_files(playbook, folder=tmp_path)
    both = [f"{sheet}-{size}.pdf" for size in ("a4", "letter") for sheet in SHEETS]
    assert list(files) == both
    assert all(len(raw) < 150_000 for raw in files.values())
    monkeypatch.setattr("playbook.pdf_orders.blank_sheet", lambda *_: pytest.fail("made twice"))
    assert pdf_files(playbook, folder=tmp_path) == files


def test_a_broken_template_says_which_sheet_it_breaks(tmp_path):
    made(tmp_path)
    keep_fonts(tmp_path)
    own = tmp_path / "templates" / "sheets" / "sheet.typ"
    own.write_text(f"{EXTENDS}{{% block after %}}#nothing(){{% endblock %}}", encoding="utf-8")
    with pytest.raises(
        ContentError, match=r"content/worksheets/all\.yml:1:1.*sheet\.typ cannot set"
    ):
        pdf_files(playbook_of("en"), folder=tmp_path)


def test_a_publisher_can_override_one_block_of_a_sheet(tmp_path):
    sheet, renderer = made(tmp_path)
    own = tmp_path / "templates" / "sheets" / "sheet.typ"
    block = "{% block after %}{{ super() }}#pagebreak()Ours.{% endblock %}"
    own.write_text(EXTENDS + block, encoding="utf-8")
    pages = len(_opened(blank_sheet(sheet, LETTER, renderer)).pages)
    own.unlink()
    again = replace(sheet_renderer(playbook_of("en"), folder=tmp_path), cache=renderer.cache)
    assert len(_opened(blank_sheet(sheet, LETTER, again)).pages) == pages - 1


def test_text_of_the_content_is_never_code(tmp_path):
    nasty = '#panic("x") $1+1$ \\ "quoted" @ref *b* _c_ `d` // e {{ f }} [g]'
    fields = [{"key": "a", "type": "text", "label": nasty, "help": nasty}]
    sheet, renderer = made(tmp_path, "en", fields)
    pdf = _opened(blank_sheet(sheet, A4, renderer))
    assert str(pdf.pages[0].Annots[1].TU).startswith(nasty)


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_rows_stay_whole_and_every_page_of_a_table_begins_with_its_header(bench, paper):
    raw = blank_sheet(bench[0], paper, bench[1])
    texts = [leaf.extract_text() for leaf in pypdf.PdfReader(io.BytesIO(raw)).pages]
    pages: dict[str, set[int]] = {}
    sheet, renderer = bench
    slots = iter(_slots(sheet, renderer, paper))
    for number, leaf in enumerate(_opened(raw).pages):
        for _ in widgets_on(leaf):
            pages.setdefault(".".join(next(slots).name.split(".")[:2]), set()).add(number)
    rows = {name: found for name, found in pages.items() if name.startswith(("thirty.", "cards."))}
    assert all(len(found) == 1 for found in rows.values()), "a row stands on two pages"
    table = set().union(*(found for name, found in rows.items() if name.startswith("thirty.")))
    assert len(table) > 1
    assert all("year-month-day" in texts[number] for number in table)
