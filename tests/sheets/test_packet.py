"""What is in a meeting packet, and that the PDF is accessible, bound right and kept."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from typing import Any

import pikepdf
import pypdf
import pytest

from playbook.edition import cut
from playbook.forms import sheet_scripts
from playbook.link import Linked, link
from playbook.model import Checklist, Ref
from playbook.model import Path as Way
from playbook.packets.build import blank_layout, build_packet
from playbook.packets.contents import contents, packets_of
from playbook.pdf_files import pdf_files
from playbook.pipeline import check
from playbook.sheets.fill import blank_sheet
from playbook.sheets.identify import identify
from playbook.typesetting.paper import A4, PAPERS
from playbook.typesetting.renderer import sheet_renderer
from tests.sheets.conftest import GUIDE, ROOT, SPRING
from tests.sheets.judging import failures, opened_pdf
from tests.sheets.making import keep_fonts
from tests.sheets.pdf_rules import problems
from tests.sheets.widgets import widgets_of, widgets_on


def _path(*stops: str) -> Way:
    data = {"title": "P", "summary": "P", "for_whom": "P"}
    return Way.model_validate(data | {"stops": [{"item": stop} for stop in stops]})


@pytest.mark.parametrize(
    ("stops", "inside"),
    [
        # Of a step's tools, the first sheet and the first guide, in the step's order
        (["steps/ask", "steps/dig"], [GUIDE, "worksheets/neighbours", "checklists/before-digging"]),
        # Each once, where it comes first
        (["worksheets/neighbours", "steps/ask"], ["worksheets/neighbours", GUIDE]),
        (["steps/ask", "steps/ask"], [GUIDE, "worksheets/neighbours"]),
        # With three of its own a path borrows nothing; what is no sheet stays out
        (
            ["steps/dig", "worksheets/plan", GUIDE, "tips/small-bed", "guides/landlord-talk"],
            ["worksheets/plan", GUIDE, "guides/landlord-talk"],
        ),
        (["tips/small-bed", "steps/keep"], []),
    ],
)
def test_a_packet_holds_the_stops_and_a_short_path_borrows(garden, stops, inside):
    assert list(contents(garden, _path(*stops))) == inside


def test_no_packet_of_ours_outgrows_a_folder(garden):
    ours = link(cut(check(ROOT), None))
    for entry in ours.of_kind("paths"):
        assert isinstance(entry.item, Way)
        assert 1 <= len(contents(ours, entry.item)) <= 12, entry.ref


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_a_packet_is_accessible_and_says_what_it_is(packet, renderer, paper):
    raw = build_packet(packet, paper, renderer)
    pdf = opened_pdf(raw)
    assert failures(raw) == []
    assert problems(pdf, blank_layout(packet, paper, renderer).slots) == []
    assert pdf.check_pdf_syntax() == []
    with pdf.open_metadata() as metadata:
        assert "org.example.base packets/first-spring 1.0" in str(metadata["dc:identifier"])
    assert len(raw) < 400_000


@pytest.mark.parametrize("case", ["arabic"])
def test_a_packet_in_another_script_is_accessible(case):
    folder = ROOT / "tests/cases" / case
    playbook = link(cut(check(folder), None))
    renderer = replace(sheet_renderer(playbook, folder=folder), cache=ROOT / ".playbook" / "cache")
    for packet in packets_of(playbook, renderer.words, renderer.plain):
        raw = build_packet(packet, A4, renderer)
        assert failures(raw) == []
        assert problems(opened_pdf(raw), blank_layout(packet, A4, renderer).slots) == []


def test_a_packet_is_the_same_to_the_byte_when_it_is_made_again(packet, renderer, packet_pdf):
    assert build_packet(packet, A4, renderer) == packet_pdf


def test_a_sheet_in_a_packet_is_its_own_pdf_with_its_ref_before_the_names(
    packet, renderer, packet_pdf
):
    inside = identify(packet_pdf, name="a", sheets=())[0].values
    for sheet in packet.sheets[2:]:
        alone = identify(blank_sheet(sheet, A4, renderer), name="a", sheets=())[0].values
        prefix = f"{sheet.ref}."
        assert [name for name in inside if name.startswith(prefix)] == [
            prefix + name for name in alone
        ]
    assert {name.partition(".")[0] for name in inside} == {str(s.ref) for s in packet.sheets}
    assert f"{packet.own.ref}.{GUIDE}.{packet.parts[0].guide.prompts[0].id}.note" in inside


def test_a_short_checklist_shares_a_page_and_every_other_part_begins_one(packet, packet_pdf):
    pdf = opened_pdf(packet_pdf)
    first: dict[str, int] = {}
    for number, leaf in enumerate(pdf.pages):
        on_page = {str(_root(widget).T).partition(":")[0] for widget in widgets_on(leaf)}
        sheets = {ref for ref in on_page if not ref.startswith(Checklist.kind)}
        assert len(sheets) <= 1 or not number, f"page {number + 1} belongs to two parts"
        for ref in on_page:
            first.setdefault(ref, number)
    assert len(first) == len(packet.sheets)
    assert first["checklists/before-digging"] == first["worksheets/neighbours"]
    assert first[str(packet.agenda.ref)] == 0, "a short agenda stands on the cover"
    links = [link for leaf in pdf.pages[:2] for link in leaf.Annots if "/Dest" in link]
    targets: dict[Any, int] = {leaf.objgen: number for number, leaf in enumerate(pdf.pages)}
    led = {targets[link.Dest[0].objgen] for link in links}
    assert {first[str(sheet.ref)] for sheet in packet.sheets[2:]} <= led


def test_each_stop_asks_who_leads_it_and_a_new_name_of_the_stop_keeps_the_answer(garden, renderer):
    ref = Ref("steps/ask")
    entry = garden.entries[ref]
    asks = entry._replace(item=entry.item.model_copy(update={"was": (Ref("steps/begin"),)}))
    renamed = Linked(garden.manifest, {**garden.entries, ref: asks}, garden.assets)
    packet = packets_of(renamed, renderer.words, renderer.plain)[0]
    asked = packet.own.questions()
    assert [key for key in asked if key.startswith("lead/")] == [
        f"lead/{stop.ref}" for stop in packet.stops
    ]
    assert getattr(asked["lead/steps/ask"], "was", None) == ("lead/steps/begin",)


def test_a_talk_of_two_has_no_list_to_sign(packet, garden, renderer):
    entry = garden.entries[packet.ref]
    talk = entry._replace(item=packet.path.model_copy(update={"sign_in": False}))
    playbook = Linked(garden.manifest, {**garden.entries, packet.ref: talk}, garden.assets)
    quiet = packets_of(playbook, renderer.words, renderer.plain)[0]
    assert set(packet.own.questions()) - set(quiet.own.questions()) == {"meeting", "sign_in"}
    raw = build_packet(quiet, A4, renderer)
    assert failures(raw) == []
    assert problems(opened_pdf(raw), blank_layout(quiet, A4, renderer).slots) == []
    last = "".join(leaf.extract_text() for leaf in pypdf.PdfReader(io.BytesIO(raw)).pages)
    assert "Sign in" not in last


def _root(field: Any) -> Any:
    while "/Parent" in field:
        field = field.Parent
    return field


def test_what_names_people_is_private(packet):
    private = {field.key for field in packet.own.fields if getattr(field, "private", False)}
    assert private == {"sign_in", *(part.ref for part in packet.parts if part.ref.kind == "guides")}


def _scramble(pdf: pikepdf.Pdf) -> None:
    annotations = pdf.pages[1].Annots
    boxes = [number for number, one in enumerate(annotations) if "/Dest" not in one]
    first, last = boxes[0], boxes[-1]
    annotations[first], annotations[last] = annotations[last], annotations[first]


def _same_root(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm.Fields[1].T = pdf.Root.AcroForm.Fields[0].T


FAULTS: dict[str, tuple[Any, str]] = {
    "boxes out of order": (_scramble, "order of the structure"),
    "two parts under one name": (_same_root, "is missing"),
    "a part gone": (lambda pdf: pdf.Root.AcroForm.Fields.__delitem__(1), "is missing"),
    "a label": (lambda pdf: widgets_of(pdf)[-1].__setitem__("/TU", "x"), "does not say"),
    "no look": (lambda pdf: widgets_of(pdf)[9].__delitem__("/AP"), "no appearance"),
}


@pytest.mark.filterwarnings("ignore:.*not reachable from /AcroForm")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(packet, renderer, packet_pdf, fault):
    plant, message = FAULTS[fault]
    pdf = opened_pdf(packet_pdf)
    plant(pdf)
    found = problems(pdf, blank_layout(packet, A4, renderer).slots)
    assert any(message in problem for problem in found), found


def test_packets_lie_beside_their_paths_and_are_kept(base, renderer, monkeypatch, tmp_path):
    keep_fonts(base)
    playbook = link(cut(check(base), None))
    files = pdf_files(playbook, folder=base)
    packets = [name for name in files if name.startswith("paths/")]
    assert packets == [f"{SPRING}/first-spring-{paper}.pdf" for paper in PAPERS]
    assert not any(name.startswith("paths/") for name in sheet_scripts(files, renderer.words))
    with monkeypatch.context() as patch:
        patch.setattr("playbook.pdf_orders.build_packet", lambda *_: pytest.fail("made twice"))
        patch.setattr("playbook.pdf_orders.pdf_orders", lambda *_: pytest.fail("named twice"))
        assert pdf_files(playbook, folder=base) == files
        elsewhere = tmp_path / "another host"  # which has been given the PDFs, and nothing else
        shutil.copytree(base, elsewhere)
        patch.setattr("playbook.cache.disk.user_cache_path", lambda _: tmp_path / "empty")
        assert pdf_files(link(cut(check(elsewhere), None)), folder=elsewhere) == files
        gone = next((base / ".playbook/cache/sheets").glob("*.pdf"))
        patch.undo()
        gone.unlink()
        assert pdf_files(playbook, folder=base) == files
    for changed in ("worksheets/neighbours", GUIDE, SPRING):  # each is inside
        path = base / "content" / f"{changed}.yml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("title: ", "title: New ", 1), encoding="utf-8")
        again = pdf_files(link(cut(check(base), None)), folder=base)
        assert again[packets[0]] != files[packets[0]], changed
        files = again
