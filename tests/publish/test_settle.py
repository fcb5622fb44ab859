"""Renewing a site: what is not ours stays there, wherever it is stopped."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
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
from tests.publish.stopping import DONE, ERRORS, KILL, REFUSED, Stop, run

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


def each_stop(
    tmp_path: Path,
    exchange: bool,
    errors: tuple[int | None, ...],
    make: Callable[[Path], Path] = make_sites,
) -> Iterator[tuple[Path, int]]:
    """Yield the site after a stop at the first call, at the second, and so on; and how it ended."""
    at, calls = 0, 1
    while at < calls:
        at += 1
        home = tmp_path / str(at)
        home.mkdir(parents=True)
        live = make(home)
        stop = Stop(home, at, errors[at % len(errors)])
        end, seen = run(partial(renewed, live), stop, exchange=exchange)
        calls = max(calls, seen, at + 1 if end == KILL else 0)
        yield live, end
        shutil.rmtree(home)
    assert calls > 30


@WAYS
def test_any_call_may_fail(tmp_path: Path, exchange: bool):
    for live, end in each_stop(tmp_path, exchange, ERRORS):
        assert end in (DONE, REFUSED)
        if live.exists():  # without an exchange, undoing one rename may fail, too
            assert contents(live) in (OLD, NEW)
            assert theirs_are_there(live)
        recover(live)
        assert contents(live) in (OLD, NEW)
        assert theirs_are_there(live)
        assert beside(live) == []


@WAYS
def test_a_kill_at_any_call_is_settled_by_the_next_command(tmp_path: Path, exchange: bool):
    kills = 0
    for live, end in each_stop(tmp_path, exchange, (None,)):
        kills += end == KILL
        if exchange:
            assert contents(live) in (OLD, NEW), "a reader sees one or the other, always"
        recover(live)
        assert contents(live) in (OLD, NEW)
        assert theirs_are_there(live)
        assert beside(live) == []
    assert kills > 30


def adopted(home: Path) -> Path:
    live = make_sites(home)
    (live / ".playbook-site.json").unlink()
    put(live, {"playbook.json": f'{{"playbook": {{"id": "{ID}"}}}}'})
    return live


def test_a_kill_while_a_site_of_the_first_edition_is_adopted_loses_nothing(tmp_path: Path):
    for live, end in each_stop(tmp_path, True, (None,), adopted):
        recover(live)
        assert theirs_are_there(live)
        assert end in (DONE, KILL)
        assert (live / "assets/a.css").is_file()


def test_recovering_may_be_killed_too(tmp_path: Path):
    for at in range(1, 40, 3):
        home = tmp_path / str(at)
        home.mkdir()
        live = make_sites(home)
        swap.replace_directory(staging_of(live), live)
        for _ in range(2):
            run(partial(recover, live), Stop(home, at))
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
