from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from playbook.answers import RefusedError
from playbook.errors import PlaybookError
from playbook.exchange import Filling, fill_file, read_file
from playbook.pipeline import check
from tests.sheets.making import keep_fonts

if TYPE_CHECKING:
    from pathlib import Path


def _answers(folder: Path, ref: str, answers: object) -> bytes:
    noun = "checklist" if ref.startswith("checklists") else "worksheet"
    playbook = check(folder).manifest.id
    data = {"format": "playbook-answers/1", "playbook": playbook, noun: ref, "answers": answers}
    return json.dumps(data).encode()


def test_answers_go_into_a_pdf_and_come_back(base, tmp_path):
    keep_fonts(base)
    refs = [ref for ref in check(base).items if ref.kind in ("worksheets", "checklists")]
    assert refs
    for ref in refs:
        given, pdf, again = tmp_path / "given.json", tmp_path / "o.pdf", tmp_path / "again.json"
        given.write_bytes(_answers(base, ref, {"nobody_asks": "kept"}))
        fill_file(base, given, pdf, Filling(private=True))
        again.write_bytes(read_file(base, pdf))
        assert again.read_bytes() == read_file(base, given) == read_file(base, again)
        assert json.loads(again.read_bytes())["earlier"] == {"nobody_asks": "kept"}


def test_private_answers_go_into_a_pdf_only_where_that_is_said(base, tmp_path):
    keep_fonts(base)
    given, pdf = tmp_path / "given.json", tmp_path / "o.pdf"
    given.write_bytes(_answers(base, "worksheets/plan", {"place": "North", "story": "A secret"}))
    told = fill_file(base, given, pdf)
    assert json.loads(read_file(base, pdf))["answers"] == {"place": "North"}
    assert b"secret" not in pdf.read_bytes()
    assert "Say --private to keep them" in " ".join(told)
    assert fill_file(base, given, pdf, Filling(private=True)) == []
    assert read_file(base, pdf) == read_file(base, given)


def test_a_backup_of_one_sheet_is_filled_in_and_of_more_is_refused_in_a_sentence(base, tmp_path):
    keep_fonts(base)
    given, pdf = tmp_path / "given.json", tmp_path / "o.pdf"
    one = json.loads(_answers(base, "worksheets/plan", {"place": "North"}))
    other = json.loads(_answers(base, "worksheets/neighbours", {"street": "Elm"}))
    backup = {"format": "playbook-backup/1", "playbook": one["playbook"], "files": [one]}
    given.write_text(json.dumps(backup), encoding="utf-8")
    fill_file(base, given, pdf)
    assert json.loads(read_file(base, pdf))["answers"] == {"place": "North"}
    given.write_text(json.dumps(backup | {"files": [one, other]}), encoding="utf-8")
    with pytest.raises(RefusedError, match="holds 2 sheets, and a PDF takes one"):
        fill_file(base, given, pdf)


def test_a_file_that_is_not_there_is_named(base, tmp_path):
    with pytest.raises(PlaybookError, match=r"none\.json cannot be read"):
        read_file(base, tmp_path / "none.json")


def test_a_place_that_cannot_be_written_is_named(base, tmp_path):
    keep_fonts(base)
    ref = next(ref for ref in check(base).items if ref.kind == "worksheets")
    given = tmp_path / "given.json"
    given.write_bytes(_answers(base, ref, {}))
    with pytest.raises(PlaybookError, match="cannot be written"):
        fill_file(base, given, tmp_path / "no" / "out.pdf")


def test_reading_says_which_answers_do_not_fit_and_keeps_them(base, tmp_path):
    given = tmp_path / "given.json"
    answers = {
        "size": "about half",
        "begin_on": "2026-11-22",
        "first_meeting": "soon",
        "soil": "rock",
        "tools": ["spade", "axe"],
        "beds": [{"name": "North", "light": "moon"}],
    }
    given.write_bytes(_answers(base, "worksheets/plan", answers))
    said: list[str] = []
    read = json.loads(read_file(base, given, warn=said.append))
    assert read["answers"] | {"tools": ["spade"]} == {
        "size": "about half",
        "begin_on": "2026-11-22",
        "first_meeting": "soon",
        "tools": ["spade"],
        "beds": [{"name": "North"}],
    }
    assert [line.removeprefix("given.json: warning: worksheets/plan: ") for line in said] == [
        "`size` is not a number. Write it with digits.",
        "`first_meeting` is not a day with a time. Write it like 2026-11-22T18:30.",
        '`beds.1.light` chooses "moon", which is not an option. It is kept under "earlier". '
        "Options are: shade, sun.",
        '`soil` chooses "rock", which is not an option. It is kept under "earlier". '
        "Options are: sand, clay.",
        '`tools.1` chooses "axe", which is not an option. It is kept under "earlier". '
        "Options are: spade, fork, hose.",
    ]
