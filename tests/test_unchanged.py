"""What has not changed is not done again; whatever may have changed is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook import publish
from playbook.cache import fingerprints, unchanged
from playbook.cache import program as installed
from playbook.cache.fingerprints import Fingerprints
from playbook.cache.unchanged import Unchanged
from playbook.cli import main
from playbook.publish.alone import depends_on
from tests.beginning import copy_starter

TIP = "content/tips/ask-early.yml"
SAID = {"pages": 3, "site": "", "lines": []}


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("playbook.cache.disk.user_cache_path", lambda _: tmp_path / "cache")
    monkeypatch.setattr(fingerprints, "TICK", 0)
    return tmp_path / "cache"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    copy_starter(tmp_path / "small")
    (tmp_path / "small/site/tips").mkdir(parents=True)
    (tmp_path / "small/site/index.html").write_text("home", encoding="utf-8")
    (tmp_path / "small/site/tips/index.html").write_text("tips", encoding="utf-8")
    return tmp_path / "small"


def known(folder: Path, *asked: object) -> bool:
    return Unchanged(folder, "build", *asked).said() is not None


@pytest.fixture
def kept(small: Path) -> Path:
    Unchanged(small, "build").keep(SAID | {"site": str(small / "site")})
    assert known(small)
    return small


def rewrite(path: Path, text: str) -> None:
    """Write a text, and set the clock of the file back to what it was."""
    before = path.stat()
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced(path: Path) -> None:
    shutil.copy2(path, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a word": lambda folder: (folder / TIP).write_text("title: x\nsummary: y\n", encoding="utf-8"),
    "a word of the same length, at the same time": lambda folder: rewrite(
        folder / TIP, (folder / TIP).read_text("utf-8").swapcase()
    ),
    "a file in the place of another": lambda folder: replaced(folder / TIP),
    "a new item": lambda folder: (folder / "content/tips/new.yml").write_text("", "utf-8"),
    "an item less": lambda folder: (folder / TIP).unlink(),
    "the settings": lambda folder: (folder / "mkdocs.yml").touch(),
    "a template": lambda folder: (folder / "templates").mkdir(),
    "a static file": lambda folder: (folder / "static").mkdir(),
    "a lock": lambda folder: (folder / "playbook.lock").touch(),
    "a page of the site": lambda folder: (folder / "site/index.html").touch(),
    "a page less": lambda folder: (folder / "site/tips/index.html").unlink(),
    "no site": lambda folder: shutil.rmtree(folder / "site"),
    "another file in the site": lambda folder: (folder / "site/CNAME").touch(),
    "what a stopped build has left": lambda folder: (folder / ".site.new").mkdir(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_noticed(kept: Path, change: Callable[[Path], object]):
    change(kept)
    assert not known(kept)


def test_what_does_not_go_into_a_site_is_no_change(kept: Path):
    (kept / "notes.txt").write_text("x", encoding="utf-8")
    assert known(kept)


def test_other_words_are_another_question(kept: Path):
    assert not known(kept, "members")


def test_a_folder_that_was_moved_or_copied_is_another_one(kept: Path, tmp_path: Path):
    shutil.copytree(kept, tmp_path / "copy")
    assert not known(tmp_path / "copy")
    kept.rename(tmp_path / "moved")
    assert not known(tmp_path / "moved")


def test_a_folder_is_the_same_by_whatever_path(kept: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(kept)
    assert known(Path())


def test_another_version_of_the_program_begins_anew(kept: Path, monkeypatch: pytest.MonkeyPatch):
    before = installed.program()
    monkeypatch.setattr(unchanged, "program", lambda: [*before, "mkdocs-2.dist-info"])
    assert not known(kept)


def test_another_time_of_the_build_begins_anew(kept: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert not known(kept)


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"[]", b"{}", b"\xff", b'{"inputs": 1}', b"[" * 10**5]
)
def test_a_broken_record_counts_for_nothing(kept: Path, cache: Path, broken: bytes):
    for path in [path for path in cache.rglob("*") if path.is_file()]:
        path.write_bytes(broken)
    assert not known(kept)


def test_a_file_that_may_have_changed_since_it_was_looked_at_leaves_no_record(
    small: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fingerprints, "TICK", 3_600_000_000_000)
    assert not Fingerprints.of(small).settled
    Unchanged(small, "build").keep(SAID | {"site": str(small / "site")})
    assert not known(small)


def test_what_changes_while_a_command_runs_is_no_part_of_its_record(small: Path):
    running = Unchanged(small, "build")
    (small / TIP).write_text("title: x\nsummary: y\n", encoding="utf-8")
    running.keep(SAID | {"site": str(small / "site")})
    assert not known(small)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_a_second_check_says_the_same_and_does_nothing(
    small: Path, monkeypatch: pytest.MonkeyPatch
):
    text = "title: New\nsummary: Some **words.\n"
    (small / "content/tips/new.yml").write_text(text, encoding="utf-8")
    first = run("check", "-C", str(small))
    assert "warning" in first.output
    monkeypatch.setattr(publish, "check", lambda *_: pytest.fail("it was done again"))
    second = run("check", "-C", str(small))
    assert (second.exit_code, second.output) == (0, first.output)
    assert run("check", "-C", str(small), "--strict").exit_code == 1
    assert '"level": "warning"' in run("check", "-C", str(small), "--json").output


def test_problems_are_never_kept(small: Path):
    (small / TIP).write_text("title: [\n", encoding="utf-8")
    assert run("check", "-C", str(small)).exit_code == 1
    assert run("check", "-C", str(small)).exit_code == 1


def test_a_second_build_says_the_same_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    copy_starter(tmp_path / "own")
    monkeypatch.setattr("playbook.pdf_files.pdf_files", lambda *_, **__: {})  # slow to make
    first = run("build", "-C", str(tmp_path / "own"))
    assert first.exit_code == 0, first.output
    before = {path: path.stat() for path in (tmp_path / "own/site").rglob("*")}
    monkeypatch.setattr(publish, "build", lambda *_, **__: pytest.fail("it was done again"))
    second = run("build", "-C", str(tmp_path / "own"))
    assert (second.exit_code, second.output) == (0, first.output)
    assert {path: path.stat() for path in (tmp_path / "own/site").rglob("*")} == before


def test_a_build_whose_pdfs_are_kept_does_without_what_makes_them():
    """Importing it takes a third of a second: an eighth of a build after an edit."""
    steps = "pipeline, publish, forms, pdf_files, book, search"
    command = f"import sys; from playbook import {steps}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", command], check=True, capture_output=True, text=True
    )
    assert not {"typst", "pikepdf", "fontTools"} & set(done.stdout.split())


def test_a_link_that_leads_back_hides_no_file_and_ends(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / "templates/inside" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "templates/inside" / name).symlink_to("..")
    (tmp_path / "templates/c").symlink_to("c")
    for name in "bd":
        (tmp_path / "templates" / name).write_text(name, encoding="utf-8")
    noted = Fingerprints.below(tmp_path, "templates").files
    assert {*noted} == {"templates", "templates/b", "templates/d", "templates/inside"}


def test_a_lock_that_an_editor_leaves_beside_a_template_is_none(small: Path):
    (small / "templates").mkdir()
    (small / "templates/.#home.html").symlink_to("someone@a-host.4711")
    (small / "templates/pages.html").mkdir()
    assert depends_on(small) == ""


def test_where_a_site_depends_on_more_nothing_is_kept(small: Path):
    assert not depends_on(small)
    with (small / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("extra: {x: !ENV HOME}\n")
    assert run("check", "-C", str(small)).exit_code == 0
    assert Unchanged(small, "check").said() is None


def test_the_same_program_installed_once_more_is_known_by_what_its_files_hold(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    copy = tmp_path / "playbook"
    shutil.copytree(Path(unchanged.__file__).parent.parent, copy)
    before, held = installed.program(), installed.program_by_content()
    monkeypatch.setattr(installed, "_homes", lambda: [copy])
    assert installed.program() != before
    first = installed.program_by_content()
    for file in copy.rglob("*.py"):
        os.utime(file, (1, 1))
    assert installed.program_by_content() == first != held
    (copy / "keys.py").write_text("# another\n", encoding="utf-8")
    assert installed.program_by_content() != first
