"""Renewing a site: what is not ours stays there, wherever it is stopped."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from playbook.errors import PlaybookError
from playbook.publish import swap
from playbook.publish.mark import Mark, read_mark
from playbook.publish.owned import mark_of, old_of, staging_of
from playbook.publish.settle import recover, renew
from tests.publish.folders import (
    ID,
    NEW,
    OLD,
    add_theirs,
    beside,
    contents,
    make_sites,
    put,
    renewed,
    theirs_are_there,
)
from tests.publish.stopping import DONE, ERRORS, KILL, REFUSED, Copies, Stop, run, run_in_a_fork

WAYS = pytest.mark.parametrize("exchange", [True, False], ids=["exchange", "renames"])


@pytest.fixture
def live(tmp_path: Path) -> Path:
    return make_sites(tmp_path)


@WAYS
def test_a_new_site_comes_and_what_is_not_ours_stays(
    live: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch
):
    if not exchange:
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    renewed(live)
    assert contents(live) == NEW
    assert theirs_are_there(live)
    assert beside(live) == []


def before_each_call(live: Path, task: Callable[[Path], object], exchange: bool) -> list[Path]:
    """Do `task` and return the site as it was before each of its calls, and then as it is.

    Each is what a kill at that call would have left.
    """
    copies = Copies(live.parent, live.parent.with_name(f"{live.parent.name}-before"))
    assert run(partial(task, live), copies, exchange=exchange) == DONE
    return [*(folder / live.name for folder in copies.folders), live]


def all_in(folder: Path) -> dict[str, str]:
    """Every folder, link and file with what it holds."""

    def held(path: Path) -> str:
        if path.is_symlink():
            return f"-> {path.readlink()}"
        return "/" if path.is_dir() else path.read_text(encoding="utf-8")

    return {str(path.relative_to(folder)): held(path) for path in sorted(folder.rglob("*"))}


@WAYS
def test_a_kill_leaves_what_was_there_before_the_call(tmp_path: Path, exchange: bool):
    (tmp_path / "one").mkdir()
    states = before_each_call(make_sites(tmp_path / "one"), renewed, exchange)
    for at in (1, len(states) // 2, len(states) - 1):
        home = tmp_path / str(at)
        home.mkdir()
        killed = Stop(home, at)
        end, _ = run_in_a_fork(partial(renewed, make_sites(home)), killed, exchange=exchange)
        assert end == KILL
        assert all_in(home) == all_in(states[at - 1].parent)


@WAYS
def test_any_call_may_fail(tmp_path: Path, exchange: bool):
    at, calls = 0, 1
    while at < calls:
        at += 1
        home = tmp_path / str(at)
        home.mkdir()
        live = make_sites(home)
        stop = Stop(home, at, ERRORS[at % len(ERRORS)])
        assert run(partial(renewed, live), stop, exchange=exchange) in (DONE, REFUSED)
        calls = max(calls, stop.seen)
        if live.exists():  # without an exchange, undoing one rename may fail, too
            assert contents(live) in (OLD, NEW)
            assert theirs_are_there(live)
        recover(live)
        assert contents(live) in (OLD, NEW)
        assert theirs_are_there(live)
        assert beside(live) == []
        shutil.rmtree(home)
    assert calls > 30


@WAYS
def test_a_kill_at_any_call_is_settled_by_the_next_command(tmp_path: Path, exchange: bool):
    states = before_each_call(make_sites(tmp_path / "one"), renewed, exchange)
    assert len(states) > 30
    for live in states:
        if exchange:
            assert contents(live) in (OLD, NEW), "a reader sees one or the other, always"
        recover(live)
        assert contents(live) in (OLD, NEW)
        assert theirs_are_there(live)
        assert beside(live) == []


def test_a_kill_while_a_site_of_the_first_edition_is_adopted_loses_nothing(tmp_path: Path):
    first = make_sites(tmp_path / "one")
    (first / ".playbook-site.json").unlink()
    put(first, {"playbook.json": f'{{"playbook": {{"id": "{ID}"}}}}'})
    states = before_each_call(first, renewed, True)
    assert len(states) > 30
    for live in states:
        recover(live)
        assert theirs_are_there(live)
        assert (live / "assets/a.css").is_file()


def test_recovering_may_be_killed_too(tmp_path: Path):
    begun = make_sites(tmp_path / "one")
    swap.replace_directory(staging_of(begun), begun)
    for at, once in enumerate(before_each_call(begun, recover, True)[:40:3]):
        twice = before_each_call(once, recover, True)
        live = twice[min(at * 3, len(twice) - 1)]
        recover(live)
        assert contents(live) == NEW
        assert theirs_are_there(live)


def test_a_name_that_somebody_else_has_is_refused_and_nothing_is_changed(live: Path):
    put(live, {"tips/came/index.html": "mine"})
    with pytest.raises(PlaybookError, match="was not made by this playbook"):
        renewed(live)
    assert contents(live) == OLD | {"tips/came/index.html": "mine"}
    assert theirs_are_there(live)
    assert beside(live) == []


def test_the_same_file_at_the_same_place_is_no_quarrel(live: Path):
    put(live, {"tips/came/index.html": "new"})
    renewed(live)
    assert contents(live) == NEW


def test_a_link_in_the_place_of_a_folder_of_ours_is_refused(live: Path):
    shutil.rmtree(live / "assets")
    outside = live.parent / "outside"
    put(outside, {"a.css": "theirs"})
    (live / "assets").symlink_to(outside)
    with pytest.raises(PlaybookError, match="was not made by this playbook"):
        renewed(live)
    assert contents(outside) == {"a.css": "theirs"}


def test_a_list_that_names_files_elsewhere_removes_nothing_there(live: Path):
    put(live.parent, {"victim.txt": "theirs"})
    mark = read_mark(live)
    assert mark is not None
    assert mark.files is not None
    names = mark.files | {"../victim.txt", str(live.parent / "victim.txt"), ".."}
    renew(staging_of(live), live, Mark(ID, names))
    recover(live)
    assert (live.parent / "victim.txt").read_text(encoding="utf-8") == "theirs"
    assert contents(live) == NEW


def test_what_came_while_a_build_was_stopped_is_not_overwritten(live: Path):
    swap.replace_directory(staging_of(live), live)
    put(live, {"CNAME": "other.example.org"})
    with pytest.raises(PlaybookError, match="Keep one of the two"):
        recover(live)
    assert (live / "CNAME").read_text(encoding="utf-8") == "other.example.org"
    (live / "CNAME").unlink()
    recover(live)
    assert theirs_are_there(live)
    assert beside(live) == []


@pytest.mark.parametrize("name", [staging_of, old_of])
def test_a_folder_of_that_name_which_no_build_made_is_left_alone(
    live: Path, name: Callable[[Path], Path]
):
    shutil.rmtree(staging_of(live))
    put(name(live), {"letter.txt": "mine"})
    with pytest.raises(PlaybookError, match="was not made by a build"):
        recover(live)
    assert (name(live) / "letter.txt").is_file()


def test_half_a_staged_site_is_removed_whole(live: Path):
    shutil.rmtree(staging_of(live))
    put(staging_of(live), {".playbook-site.json": '{"format":"playbook-site/1","playbook":"x"}'})
    put(staging_of(live), {"index.html": "half", "tips/a/index.html": "half"})
    assert recover(live) == [f"{staging_of(live)} is removed: a build was stopped."]
    assert contents(live) == OLD


@pytest.mark.parametrize(
    "mark",
    ["", "{", "[]", "<<<<<<< HEAD", '{"format": "playbook-site/2"}', "[" * 100_000],
)
def test_a_mark_that_cannot_be_read_stops_everything(live: Path, mark: str):
    put(live, {".playbook-site.json": mark})
    with pytest.raises(PlaybookError, match="was changed after a build wrote it"):
        renewed(live)
    assert theirs_are_there(live)


def test_a_site_of_another_playbook_is_refused(live: Path):
    with pytest.raises(PlaybookError, match=f"is the site of {ID}, not of org.example.other"):
        mark_of(live, "org.example.other", ())


@pytest.mark.parametrize(
    "files",
    [
        {"letters.txt": "mine"},
        {"playbook.json": "{}"},
        {"playbook.json": '{"playbook": {"id": "org.example.other"}}', "index.html": ""},
        {"playbook.json": "[" * 100_000},
        {"CNAME": "mine", "index.html": "mine"},
    ],
)
def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path, files: dict[str, str]):
    put(tmp_path, files)
    with pytest.raises(PlaybookError, match="something that is not a site of this playbook"):
        mark_of(tmp_path, ID, ["CNAME", ".nojekyll"])


def test_a_folder_with_dot_files_and_names_of_static_is_adopted(tmp_path: Path):
    put(tmp_path, {".git/HEAD": "", ".nojekyll": "", "CNAME": "", "well/known": "", "well/x": ""})
    mark = mark_of(tmp_path, ID, ["CNAME", "well/known", ".nojekyll", "not-there"])
    assert set(mark.files or ()) == {"CNAME", "well/known", ".nojekyll"}


def test_of_a_site_of_the_first_edition_only_what_it_wrote_is_ours(tmp_path: Path):
    put(tmp_path, {"playbook.json": f'{{"playbook": {{"id": "{ID}"}}}}', "sitemap.xml": ""})
    put(tmp_path, {"tips/a/index.html": "", "worksheets/b/b-a4.pdf": "", "search/index.js": ""})
    add_theirs(tmp_path)
    mark = mark_of(tmp_path, ID, ())
    assert set(mark.files or ()) == {
        "playbook.json",
        "sitemap.xml",
        "search/index.js",
        "tips/a/index.html",
        "worksheets/b/b-a4.pdf",
    }


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_a_rename_that_fails_undoes_those_before_it(
    live: Path, failing: int, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    rename, calls = Path.rename, iter(range(1, 10))

    def fail_once(path: Path, target: Path) -> Path:
        if next(calls) == failing:
            raise OSError(ERRORS[0], "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_once)
    with pytest.raises(OSError, match="No space left"):
        swap.replace_directory(staging_of(live), live)
    assert contents(live) == OLD
    assert contents(staging_of(live)) == NEW
    assert not old_of(live).exists()
