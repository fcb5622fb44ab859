"""`static/`: files that go into the site as they are."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from playbook.errors import ContentError, PlaybookError
from playbook.kinds import KINDS
from playbook.pipeline import check
from playbook.publish import build, stage
from playbook.publish.mark import files_below, read_mark
from playbook.static import OUR_NAMES, OUR_PDF, load_static
from tests.beginning import copy_starter
from tests.publish.folders import put

FILES = {
    "CNAME": "playbook.example.org",
    "robots.txt": "User-agent: *",
    ".nojekyll": "",
    ".well-known/security.txt": "Contact: mailto:us@example.org",
    "google0123456789abcdef.html": "google-site-verification",
    "apple-app-site-association": "{}",
    "notes.md": "# Not a page",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    copy_starter(folder)
    return folder


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in load_static(folder).problems]


def test_files_are_copied_as_they_are_and_a_repository_in_the_site_stays(small: Path):
    put(small / "static", FILES)
    site = small / "site"
    theirs = {".git/HEAD": "ref", ".git/objects/ab/cd": "history", ".htaccess": "mine"}
    put(site, theirs | {"CNAME": "before"})
    build(small)
    for name, text in (FILES | theirs).items():
        assert (site / name).read_text(encoding="utf-8") == text
    mark = read_mark(site)
    assert mark is not None
    assert set(mark.files or ()) == set(files_below(site)) - set(theirs)

    (small / "static/robots.txt").unlink()
    put(site, {"tips/ask-early/notes.txt": "mine", "ads.txt": "mine"})
    before = (site / ".playbook-site.json").read_bytes()
    build(small)
    assert not (site / "robots.txt").exists()
    for name in (*theirs, "tips/ask-early/notes.txt", "ads.txt", "CNAME"):
        assert (site / name).is_file()
    put(small / "static", FILES)
    build(small)
    assert (site / ".playbook-site.json").read_bytes() == before

    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=small,
        check=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    assert (site / ".playbook-site.json").read_bytes() == before
    assert (site / ".git/objects/ab/cd").is_file()


def test_what_stands_at_the_top_of_a_site_has_a_name_that_static_may_not_use(built: Path):
    others = {path.name for path in built.iterdir()} - {*OUR_NAMES, *KINDS}
    assert all(OUR_PDF.fullmatch(name) for name in others), others


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("index.html", "has a name that pages of the site have"),
        ("Tips/ask.html", "has a name that pages of the site have"),
        ("assets/more.css", "has a name that pages of the site have"),
        (".playbook-site.json", "has a name that pages of the site have"),
        ("book-a4.pdf", "has a name that pages of the site have"),
        (".git/config", "would be taken for a repository in the site"),
        ("a/.GIT/config", "would be taken for a repository in the site"),
        ("two words.txt", "has a name that not every computer can keep"),
        ("über.txt", "has a name that not every computer can keep"),
        ("line\nbreak.txt", "has a name that not every computer can keep"),
        ("aux.txt", "has a name that not every computer can keep"),
        ("ends-with-a-dot.", "has a name that not every computer can keep"),
        ("x" * 101, "has a name that not every computer can keep"),
        (f"{'x' * 99}/{'x' * 99}/{'x' * 99}", "lies deeper than 200 characters"),
    ],
)
def test_a_name_that_cannot_be_published_is_a_problem(tmp_path: Path, name: str, what: str):
    put(tmp_path / "static", {name: ""})
    [problem] = problems(tmp_path)
    assert what in problem
    assert load_static(tmp_path).files == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_only_plain_files_are_published(tmp_path: Path):
    put(tmp_path, {"outside/secret.txt": "secret"})
    static = tmp_path / "static"
    static.mkdir()
    (static / "link.txt").symlink_to(tmp_path / "outside/secret.txt")
    (static / "folder").symlink_to(tmp_path / "outside")
    (static / "nowhere").symlink_to("nowhere")
    os.mkfifo(static / "pipe")
    assert [problem.split(":", 4)[-1] for problem in problems(tmp_path)] == [
        " is a link to another place. Put a plain file here instead.",
        " is a link to another place. Put a plain file here instead.",
        " is a link to another place. Put a plain file here instead.",
        " is not a file. Put a plain file here instead.",
    ]
    assert load_static(tmp_path).files == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("what", ["link", "file"])
def test_static_is_a_folder(tmp_path: Path, what: str):
    put(tmp_path, {"outside/secret.txt": "secret"})
    if what == "link":
        (tmp_path / "static").symlink_to(tmp_path / "outside")
    else:
        put(tmp_path, {"static": ""})
    assert problems(tmp_path) == [
        "static:1:1: static: is not a folder. Make it a plain folder, or remove it."
    ]


def test_names_that_differ_only_in_capital_letters_are_a_problem(tmp_path: Path):
    put(tmp_path / "static", {"Robots.txt": "", "robots.txt": ""})
    if len(list((tmp_path / "static").iterdir())) == 2:
        assert "differs from static/Robots.txt only in capital letters" in problems(tmp_path)[0]


def test_a_large_file_is_a_problem(tmp_path: Path):
    put(tmp_path / "static", {"film.mp4": ""})
    os.truncate(tmp_path / "static/film.mp4", 10_000_001)
    assert "is larger than 10 MB" in problems(tmp_path)[0]


def test_check_and_build_say_all_problems_together(small: Path):
    put(small, {"static/tips/x.html": "", "content/tips/ask-early.yml": "title: [\n"})
    for run in (check, build):
        with pytest.raises(ContentError) as refused:
            run(small)
        assert len(refused.value.problems) == 2


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for rights to make links")
@pytest.mark.parametrize("name", ["site", ".site.new", ".site.old", ".site.lock"])
def test_a_link_in_the_place_of_the_site_or_beside_it_is_refused(small: Path, name: str):
    victim = small.parent / "victim"
    put(victim, {"letter.txt": "mine"})
    (small / name).symlink_to(victim / "letter.txt" if name.endswith("lock") else victim)
    with pytest.raises(PlaybookError, match="is a link"):
        build(small)
    assert (victim / "letter.txt").read_text(encoding="utf-8") == "mine"
    assert (small / name).is_symlink()


@pytest.mark.parametrize("target", ["static", "static/x", "overrides", "vendor", ".git/x"])
def test_what_the_playbook_is_made_of_cannot_be_the_site(small: Path, target: str):
    put(small, {"static/CNAME": "mine"})
    with pytest.raises(PlaybookError, match="the playbook itself lies there"):
        build(small, site_dir=small / target)


def test_a_file_in_the_place_of_the_site_is_refused(small: Path):
    put(small, {"site": "mine"})
    with pytest.raises(PlaybookError, match="is a file"):
        build(small)
    assert (small / "site").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", [".site.new", ".site.old", ".site.lock"])
def test_what_lies_where_a_build_works_is_refused_and_stays(small: Path, name: str):
    mine = small / name / "letter.txt" if name.endswith("lock") else small / name
    put(small, {mine.relative_to(small).as_posix(): "mine"})
    with pytest.raises(PlaybookError, match="is in the way: a build needs the name"):
        build(small)
    assert mine.read_text(encoding="utf-8") == "mine"


def test_a_name_that_is_too_long_for_a_folder_is_refused_with_a_sentence(small: Path):
    with pytest.raises(PlaybookError, match="Choose another one with --site-dir"):
        build(small, site_dir=small / ("x" * 300))


@pytest.mark.parametrize("why", [errno.ENOENT, errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_lock_that_cannot_be_made_is_told_at_once(
    small: Path, why: int, monkeypatch: pytest.MonkeyPatch
):
    """As under /proc, where any new file is told not to exist."""
    real = os.open

    def refuse(path: str | Path, flags: int, *rest: Any, **named: Any) -> int:
        if str(path).endswith(".site.lock"):
            raise OSError(why, os.strerror(why), str(path))
        return real(path, flags, *rest, **named)

    monkeypatch.setattr(stage, "WAIT_SECONDS", 1)
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PlaybookError, match=f"could not be written: {os.strerror(why)}"):
        build(small)


def test_an_old_site_that_cannot_be_removed_is_said_and_swept_by_the_next_build(
    small: Path, monkeypatch: pytest.MonkeyPatch
):
    build(small)
    remove = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if ".site.new" in path.parts:
            raise PermissionError(13, "Permission denied", str(path))
        remove(path, missing_ok=missing_ok)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "unlink", refuse)
        [note] = build(small).notes
    assert note.endswith(
        ".site.new could not be removed (Permission denied): the next build does it."
    )
    [note] = build(small).notes
    assert note.endswith(".site.new is removed: a build was stopped.")
    assert not (small / ".site.new").exists()
