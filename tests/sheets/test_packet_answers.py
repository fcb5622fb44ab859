"""Answers go into a packet and come back; a packet that is not ours is refused."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from playbook.answerable import answerable_sheets
from playbook.answers import RefusedError, dumps_backup, normalise, parse_backup
from playbook.answers.names import flat
from playbook.exchange import fill_packet, read_file
from playbook.model import Ref
from playbook.packets.build import build_packet
from playbook.packets.contents import PEOPLE, _notes
from playbook.packets.split import read_pdf
from playbook.pdf.widgets import HIDDEN, text_string
from playbook.sheets.fill import values_of
from playbook.sheets.identify import identify
from playbook.sheets.read import read_sheet
from playbook.typesetting.paper import A4
from tests.sheets.conftest import GUIDE, SPRING
from tests.sheets.editors import by_pikepdf, by_pypdf, by_typing
from tests.sheets.judging import failures, opened_pdf
from tests.sheets.making import keep_fonts

if TYPE_CHECKING:
    from playbook.answers import Answers, Sheet
    from playbook.packets.contents import Packet


def _files(raw: bytes, sheets: tuple[Sheet, ...]) -> dict[str, Answers]:
    found = read_pdf(raw, name="packet.pdf", sheets=sheets)
    assert isinstance(found, tuple)
    return {str(answers.worksheet): answers for answers in found}


def _given(packet: Packet) -> dict[Ref, Answers]:
    """Return answers to everything in the garden's packet, some of which it has no room for."""
    prompt = packet.parts[0].guide.prompts[0].id  # type: ignore[union-attr]
    said: dict[str, dict[str, Any]] = {
        "packets/first-spring": {
            "group": "Gärten für alle",
            "next_meeting": "2026-12-01 18:00",
            "purpose": "A date\nand a bed",
            "lead/steps/dig": "Ana and Ben",
            "meeting": "Shed, Sunday",
            GUIDE: {prompt: {"note": "first\nsecond " + "long " * 80}},
            "sign_in": [{"name": "Ana", "contact": "ana@example.org"}, {"name": "مريم"}] * 14,
        },
        SPRING: {"steps/ask": True, "steps/dig": True},
        "checklists/before-digging": {packet.sheets[3].fields[-1].key: True},
    }
    answers = {
        sheet.ref: normalise({"answers": said[str(sheet.ref)]}, sheet)
        for sheet in packet.sheets
        if str(sheet.ref) in said
    }
    copy = normalise({"copy": "Elm Street", "earlier": {"gone": "kept"}}, packet.sheets[2])
    return answers | {copy.worksheet: copy}


def test_what_is_filled_in_is_read_back_to_the_byte(packet, renderer, sheets):
    given = _given(packet)
    assert len(given) == 4
    raw = build_packet(packet, A4, renderer, given)
    assert failures(raw) == []
    found = read_pdf(raw, name="a", sheets=sheets)
    assert isinstance(found, tuple)
    backup = dumps_backup("org.example.base", found)
    assert backup == dumps_backup("org.example.base", given.values())
    assert sorted(found, key=lambda one: one.worksheet) == sorted(
        parse_backup(backup, name="b", sheets=sheets), key=lambda one: one.worksheet
    )


@pytest.mark.parametrize("editor", [by_pikepdf, by_pypdf, by_typing])
def test_what_another_program_fills_in_is_read_back(packet, packet_pdf, sheets, editor):
    given = _given(packet)
    values = {
        f"{sheet.ref}.{name}": value
        for sheet in packet.sheets
        for name, value in values_of(sheet, given.get(sheet.ref)).items()
        if not name.startswith("sign_in.") or int(name.split(".")[1]) < PEOPLE
    }
    found = _files(editor(packet_pdf, values), sheets)
    assert set(found) == set(map(str, given)) - {"worksheets/neighbours"}
    for ref, answers in found.items():
        wanted = flat(given[Ref(ref)].answers, next(s for s in sheets if s.ref == ref))
        sheet = next(s for s in sheets if s.ref == ref)
        shown = {name: value for name, value in wanted.items() if f"{ref}.{name}" in values}
        assert flat(answers.answers, sheet) == shown
    assert found[SPRING].seen["steps/dig"] == "Dig one bed"


def test_a_tick_keeps_the_words_that_stood_there(packet, packet_pdf, sheets):
    raw = by_pikepdf(packet_pdf, {f"{SPRING}.steps/ask": True})
    old = _about(raw, lambda about: about["parts"][SPRING]["seen"].update({"steps/ask": "Old"}))
    assert _files(old, sheets)[SPRING].seen == {"steps/ask": "Old"}


def _about(raw: bytes, change: Any) -> bytes:
    pdf = opened_pdf(raw)
    field = next(field for field in pdf.Root.AcroForm.Fields if field.T == HIDDEN)
    about = json.loads(str(field.V))
    change(about)
    field.V = text_string(json.dumps(about))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def _foreign(about: dict[str, Any]) -> None:
    about.update(sheet="packets/other", parts={"worksheets/other": {}})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda about: about.update(playbook="org.example.other"), "belongs to the playbook"),
        (lambda about: about.update(format="playbook-packet/2"), "newer version"),
        (lambda about: about.update(format="other/1"), "not a sheet"),
        (_foreign, 'the packet "packets/other", which this playbook does not have'),
        (lambda about: about.update(sheet=7), "does not have"),
    ],
)
def test_a_packet_that_is_not_ours_is_refused_by_name(packet_pdf, sheets, change, message):
    with pytest.raises(RefusedError, match=message) as refused:
        read_pdf(_about(packet_pdf, change), name="packet.pdf", sheets=sheets)
    assert str(refused.value).startswith("packet.pdf")


@pytest.mark.parametrize("parts", [None, [], {"worksheets/plan": 1}, {"no ref": {"seen": 1}}])
def test_a_hidden_field_that_says_nonsense_loses_no_answer(packet_pdf, sheets, parts):
    raw = by_pikepdf(packet_pdf, {f"{SPRING}.steps/ask": True})
    found = _files(_about(raw, lambda about: about.update(parts=parts)), sheets)
    assert "steps/ask" in json.dumps([answers.earlier for answers in found.values()])


def test_a_sheet_that_is_gone_keeps_what_was_written(packet, renderer, sheets):
    raw = build_packet(packet, A4, renderer, _given(packet))
    left = tuple(sheet for sheet in sheets if sheet.ref.kind not in ("checklists", "worksheets"))
    found = _files(raw, left)
    gone = found["checklists/before-digging"]
    assert gone.answers == {}
    assert len(gone.earlier) == len(gone.seen) == 1
    assert found["worksheets/neighbours"].earlier == {"gone": "kept"}
    assert found["worksheets/neighbours"].copy == "Elm Street"
    assert found[SPRING].answers


def test_a_renamed_path_takes_its_packet_along(packet_pdf, garden, renderer):
    entry = garden.entries[Ref(SPRING)]
    renamed = entry._replace(
        ref=Ref("paths/spring"),
        item=entry.item.model_copy(update={"was": (Ref(SPRING),)}),
    )
    others = {ref: one for ref, one in garden.entries.items() if ref != SPRING}
    sheets = answerable_sheets(replace(garden, entries={**others, renamed.ref: renamed}), renderer)
    raw = by_pikepdf(packet_pdf, {"packets/first-spring.group": "G", f"{SPRING}.steps/ask": True})
    found = _files(raw, sheets)
    assert found["packets/spring"].answers == {"group": "G"}
    assert found["paths/spring"].answers == {"steps/ask": True}


def test_a_copy_with_a_name_alone_comes_back_and_what_is_shown_is_said_once(
    packet, renderer, sheets
):
    own = packet.own
    people = [{"name": f"Person {number}"} for number in range(23)]
    named = normalise({"copy": "Elm Street"}, packet.sheets[2])
    signed = normalise({"answers": {"sign_in": people}}, own)
    raw = build_packet(packet, A4, renderer, {own.ref: signed, named.worksheet: named})
    parts = identify(raw, name="a", sheets=())[0].about["parts"]
    assert [ref for ref, part in parts.items() if "rest" in part] == []
    found = _files(raw, sheets)
    assert found["worksheets/neighbours"].copy == "Elm Street"
    assert found[str(own.ref)].answers["sign_in"] == people


def test_notes_on_a_guide_follow_its_new_name(packet, renderer):
    [notes] = [field for field in packet.own.fields if field.key == GUIDE]
    old = Ref("guides/before")
    talk = packet.parts[0]
    guide = talk.guide.model_copy(update={"was": (old,)})
    fresh = _notes(talk.ref, guide, renderer.words)
    own = replace(packet.own, fields=(fresh,))
    said = {notes.rows[0].id: {"note": "Bring a map"}}
    assert normalise({"answers": {str(old): said}}, own).answers == {GUIDE: said}


def test_one_sheet_cannot_be_read_out_of_a_packet_in_silence(packet_pdf, sheets):
    with pytest.raises(RefusedError, match="many sheets"):
        read_sheet(packet_pdf, name="packet.pdf", sheets=sheets)


def test_a_packet_goes_through_the_commands(base, tmp_path):
    keep_fonts(base)
    pdf, backup = tmp_path / "packet.pdf", tmp_path / "backup.json"
    data = {"format": "playbook-backup/1", "playbook": "org.example.base", "files": []}
    backup.write_text(json.dumps(data), encoding="utf-8")
    fill_packet(base, backup, pdf, SPRING)
    assert json.loads(read_file(base, pdf)) == data
    pdf.write_bytes(by_pikepdf(pdf.read_bytes(), {"packets/first-spring.place": "The shed"}))
    backup.write_bytes(read_file(base, pdf))
    fill_packet(base, backup, pdf, SPRING)
    assert read_file(base, pdf) == backup.read_bytes()
    twice = json.loads(backup.read_bytes())
    twice["files"] *= 2
    backup.write_text(json.dumps(twice), encoding="utf-8")
    with pytest.raises(RefusedError, match="two copies of packets/first-spring"):
        fill_packet(base, backup, pdf, SPRING)


def test_the_agenda_is_ticked_where_all_boxes_of_a_stop_are(base, tmp_path):
    keep_fonts(base)
    pdf, backup = tmp_path / "packet.pdf", tmp_path / "backup.json"
    file = {"format": "playbook-answers/1", "playbook": "org.example.base"}
    files = [
        file | {"checklist": "steps/ask", "answers": {"owner-known": True}},
        file | {"checklist": "steps/dig", "answers": {}},
        file | {"checklist": SPRING, "answers": {"terms/bed": True}, "copy": "Elm Street"},
    ]
    data = {"format": "playbook-backup/1", "playbook": "org.example.base", "files": files}
    backup.write_text(json.dumps(data), encoding="utf-8")
    fill_packet(base, backup, pdf, SPRING)
    [agenda] = json.loads(read_file(base, pdf))["files"]
    assert agenda["answers"] == {"steps/ask": True, "terms/bed": True}
    assert agenda["copy"] == "Elm Street"
