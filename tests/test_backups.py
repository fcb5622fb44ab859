"""A backup in Python: sorted, read for the sheets there are, refused in plain words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from playbook.answers import (
    Answers,
    RefusedError,
    dumps_backup,
    normalise,
    parse_backup,
    sheet_of,
    without_private,
)
from playbook.link import Linked
from playbook.model import Checklist, Ref
from playbook.render.definition import progress
from tests.sheets.making import playbook_of

if TYPE_CHECKING:
    from playbook.answers import Sheet

MANIFEST = playbook_of("en").manifest
ONE = {"id": "one", "text": "One", "was": ["first"]}
LIST = {"title": "C", "summary": "C", "was": ["checklists/old"], "items": [ONE]}
FILE = {"format": "playbook-answers/1", "playbook": MANIFEST.id, "checklist": "checklists/c"}


def _sheet() -> Sheet:
    return sheet_of(MANIFEST, Ref("checklists/c"), Checklist.model_validate(LIST), {})


def _backup(*files: Any, **change: Any) -> bytes:
    found = {"files": list(files), "format": "playbook-backup/1", "playbook": MANIFEST.id}
    return json.dumps(found | change).encode()


def _read(raw: bytes) -> tuple[Answers, ...]:
    return parse_backup(raw, name="b.json", sheets=[_sheet()])


def test_files_are_sorted_by_sheet_then_by_copy_then_by_what_they_say():
    names = [("a", "y", "1"), ("a", "z", "1"), ("a", "z", "2"), ("b", "x", "1"), ("b", "Ä", "1")]
    files = [Answers("p", Ref(f"checklists/{r}"), c, {}, {"key": text}) for r, c, text in names]
    raw = dumps_backup("p", reversed(files))
    said = [
        (one["checklist"][-1], one["copy"], one["earlier"]["key"])
        for one in json.loads(raw)["files"]
    ]
    assert said == names
    assert raw == dumps_backup("p", files)


def test_an_agenda_beside_the_files_is_passed_over():
    ticked = FILE | {"answers": {"one": True}}
    assert _read(_backup(ticked, tonight="{}")) == _read(_backup(ticked))


def test_a_renamed_list_is_read_and_a_stranger_passed_over():
    old = FILE | {"checklist": "checklists/old", "answers": {"first": True}}
    strangers: list[Any] = [FILE | {"checklist": "checklists/d"}, FILE | {"checklist": ["x"]}, 7]
    [found] = _read(_backup(old, *strangers))
    assert (found.worksheet, found.answers) == ("checklists/c", {"one": True})


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (_backup(format="playbook-backup/2"), "newer version"),
        (_backup(format="playbook-backup/0"), "is not a backup"),
        (_backup(format="playbook-backup/"), "is not a backup"),
        (_backup(format="playbook-answers/1"), "is not a backup"),
        (_backup(format=None), "is not a backup"),
        (_backup(sealed={"cipher": "AES"}, files=None), "encrypted with a passphrase"),
        (_backup(files={}), "is broken"),
        (_backup(FILE | {"playbook": "org.example.other"}), "holds answers for the playbook"),
        (b" " * 20_000_001, "larger than 20 MB"),
    ],
)
def test_what_is_no_backup_of_ours_is_refused_by_name(raw: bytes, message: str):
    with pytest.raises(RefusedError, match=message) as refused:
        _read(raw)
    assert str(refused.value).startswith("b.json")


def test_a_backup_may_be_larger_than_an_answers_file():
    raw = _backup(FILE | {"earlier": {"more": "x" * 6_000_000}})
    [found] = _read(raw)
    assert len(found.earlier["more"]) == 6_000_000


def test_ticks_on_what_is_gone_are_not_shared():
    given = {"answers": {"one": True, "gone": True}, "seen": {"gone": "Sack Tom", "one": "One"}}
    shared = without_private(normalise(given, _sheet()), _sheet())
    assert (shared.earlier, shared.seen) == ({}, {"one": "One"})


@pytest.mark.parametrize("name", ["one", "first"])
def test_an_unticked_box_stays_so_whatever_was_ticked_before_it_was_away(name: str):
    given = {"answers": {"one": False}, "earlier": {name: True, "gone": True, "away": True}}
    given["answers"]["away"] = False
    found = normalise(given, _sheet())
    assert (found.answers, found.earlier) == ({}, {"gone": True})
    assert normalise(given | {"answers": {}}, _sheet()).answers == {"one": True}


def test_what_a_page_knows_of_progress_finds_every_name():
    entry = playbook_of("en").entries[Ref("worksheets/all")]
    entry = entry._replace(ref=Ref("checklists/c"), item=Checklist.model_validate(LIST))
    playbook = Linked(playbook_of("en").manifest, {entry.ref: entry}, {})
    known = progress([entry.ref], playbook)["items"]["checklists/c"]
    assert known == {
        "title": "C",
        "was": ["checklists/old"],
        "ticks": {"first": "one", "one": "one"},
    }
