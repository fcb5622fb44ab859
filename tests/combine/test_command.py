"""`playbook combine` on what seven partners sent, good and bad."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from playbook.answer_context import open_playbook
from playbook.cli import main
from playbook.combine import files as reading
from playbook.combine import run as run_combine
from tests.combine.making import answers_file, sheet
from tests.combine.seven import ALLIES, ASKS, HEALTH, NAMES, NORTH, answers_of

ROOT = Path(__file__).parents[2]
PLAYBOOK = "org.coalition-playbook"


def said(ref: str, answers: dict[str, Any], playbook: str = PLAYBOOK) -> str:
    data = {
        "answers": answers,
        "format": "playbook-answers/1",
        "playbook": playbook,
        "worksheet": ref,
    }
    return json.dumps(data)


@pytest.fixture(autouse=True, scope="module")
def one_playbook() -> Iterator[None]:
    """Read the playbook once for all: what is tried here does not change it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run_combine, "open_playbook", cache(open_playbook))
        yield


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was sent: answers and backups of seven, one of them twice, and what is no sheet."""
    folder = tmp_path_factory.mktemp("inbox")
    for at, name in enumerate(NAMES):
        files = [
            json.loads(said(ref, one | {"filled_by": name})) for ref, one in answers_of(at).items()
        ]
        if at % 2:
            backup = {"files": files, "format": "playbook-backup/1", "playbook": PLAYBOOK}
            (folder / f"all-{at}.json").write_text(json.dumps(backup), encoding="utf-8")
            continue
        for number, file in enumerate(files):
            (folder / f"{at}-{number}.json").write_text(json.dumps(file), encoding="utf-8")
    again = said(NORTH, {"filled_by": NAMES[0].upper(), "north_star": "Shorter"})
    (folder / "again.json").write_text(again, encoding="utf-8")
    old = said(ASKS, {"filled_by": NAMES[2], "offer_type": ["lend-staff", "payment"], "color": "x"})
    (folder / "old.json").write_text(old, encoding="utf-8")
    (folder / "foreign.json").write_text(said(NORTH, {"north_star": "x"}, "org.other"))
    (folder / "empty.json").write_bytes(b"")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (folder / "print.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 40)
    (folder / "notes.txt").write_text("not ours")
    return folder


def run(*arguments: object) -> Any:
    return CliRunner().invoke(main, ["combine", "-C", str(ROOT), *map(str, arguments)])


@pytest.fixture(scope="module")
def page(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, str]:
    out = tmp_path_factory.mktemp("out") / "all.html"
    done = run(inbox, "-o", out)
    return done, out.read_text(encoding="utf-8")


def test_bad_files_are_named_and_stop_nothing_and_a_person_should_look(page: tuple[Any, str]):
    done, html = page
    assert done.exit_code == 3, done.output
    for name in ("foreign.json", "empty.json", "broken.pdf", "print.pdf"):
        assert name in done.output
        assert name in html
    assert "notes.txt" not in done.output
    assert f"{NORTH}: {NAMES[0]}" in done.output or f"{NORTH}: {NAMES[0].upper()}" in done.output
    assert "7 partners" in done.output


def test_the_page_stands_alone_and_says_what_matters(page: tuple[Any, str]):
    _, html = page
    assert "<script" not in html
    assert "http://" not in html.replace("http://www.w3.org", "")
    for text in (*NAMES[1:], "Talk about these first", "Judge Castellan", "Limits on rents"):
        assert text.replace("'", "&#39;") in html


@pytest.mark.parametrize("end", ["json", "csv", "xlsx"])
def test_every_form_is_written_and_a_combined_file_opens_again(
    end: str, inbox: Path, tmp_path: Path
):
    out = tmp_path / f"all.{end}"
    good = [path for path in inbox.glob("[0-9a]*.json") if path.stem != "again"]
    assert run(*good, "-o", out).exit_code == 3
    if end == "json":
        again = tmp_path / "again.json"
        assert run(out, *good[:3], "-o", again).exit_code == 3
        assert again.read_bytes() == out.read_bytes()
        assert json.loads(out.read_text())["files"][0]["worksheet"] == ALLIES
    assert out.stat().st_size > 1000


def test_answers_of_one_partner_need_nobody_to_look(tmp_path: Path):
    path = tmp_path / "one.json"
    path.write_text(said(NORTH, {"north_star": "A", "filled_by": "B"}), encoding="utf-8")
    done = run(path, "-o", tmp_path / "out.html")
    assert done.exit_code == 0, done.output


def test_without_names_no_name_is_in_any_form(inbox: Path, tmp_path: Path):
    good = [path for path in inbox.glob("[0-9a]*.json") if path.stem != "again"]
    for end in ("html", "csv"):
        out = tmp_path / f"all.{end}"
        assert run(*good, "--no-names", "-o", out).exit_code == 3
        text = out.read_text(encoding="utf-8")
        assert not [name for name in NAMES if name in text or name.replace("'", "&#39;") in text]
        assert "Fewer than five" in text or end == "csv"


def test_where_nothing_can_be_read_nothing_is_written(inbox: Path, tmp_path: Path):
    out = tmp_path / "all.html"
    assert (
        run(inbox / "empty.json", inbox / "broken.pdf", tmp_path / "no.json", "-o", out).exit_code
        == 2
    )
    assert not out.exists()


@pytest.mark.parametrize(
    "arguments", [("-o", "all.txt"), ("-o", "all.json", "--no-names"), ("-o", "no/folder/all.csv")]
)
def test_what_cannot_be_written_is_refused(inbox: Path, arguments: tuple[str, ...]):
    assert run(inbox / "0-0.json", *arguments).exit_code == 2


def _break(path: Path, sheets: Any, upstream: Any) -> Any:
    if path.stem == "killer":
        os._exit(9)
    return _read(path, sheets, upstream)


_read = reading._read


def test_a_worker_that_a_file_breaks_is_replaced_and_the_file_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(reading, "_read", _break)
    paths = [tmp_path / f"{name}.pdf" for name in ("a", "killer", "b", "c")]
    for path in paths:
        path.write_bytes(b"%PDF-1.7\n")
    found = reading.read_files(paths, (sheet(),), ())
    assert [one.path.stem for one in found] == ["a", "killer", "b", "c"]
    assert ["more time or memory" in one.text for one in found] == [False, True, False, False]


def test_a_file_that_takes_too_long_is_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "SECONDS", 0.3)
    monkeypatch.setattr(reading, "_read", _hang)
    path = tmp_path / "slow.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    (one,) = reading.read_files([path], (sheet(),), ())
    assert "more time or memory" in one.text


def _hang(path: Path, sheets: Any, upstream: Any) -> Any:
    while path:
        pass


def test_folders_are_looked_through_and_no_file_counts_twice(tmp_path: Path):
    (tmp_path / "inside").mkdir()
    file = tmp_path / "inside/a.JSON"
    file.write_text(json.dumps(answers_file({"aim": "A"})))
    assert reading.files_in([tmp_path, file]) == [file]


def test_worksheets_of_the_playbook_say_how_they_combine(page: tuple[Any, str]):
    _, html = page
    assert "Nobody yet" in html  # nobody offers what somebody asks for
    assert HEALTH.split("/")[1] in html
