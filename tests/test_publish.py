"""Building beside the old site and swapping: a reader never sees half a site."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from playbook.errors import ContentError, PlaybookError
from playbook.publish import build, swap
from tests.beginning import copy_starter

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The starter playbook, in a folder of its own."""
    folder = tmp_path / "small"
    copy_starter(folder)
    return folder


def digest(folder: Path) -> str:
    """One figure for every name and byte below a folder."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        total.update(path.relative_to(folder).as_posix().encode())
        if path.is_file():
            total.update(path.read_bytes())
    return total.hexdigest()


def break_it(folder: Path) -> None:
    (folder / "content/tips/ask-early.yml").write_text("title: [", encoding="utf-8")


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.glob(".site*") if path.suffix != ".lock"]


def test_mkdocs_and_playbook_build_the_same_bytes(small: Path):
    build(small)
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", "other"],
        cwd=small,
        check=True,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    assert digest(small / "site") == digest(small / "other")


def test_two_builds_are_equal_though_the_clock_and_the_hash_seed_differ(small: Path):
    digests = set()
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        subprocess.run(
            [sys.executable, "-m", "playbook", "build", "--site-dir", f"out/{seed}"],
            cwd=small,
            check=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
        )
        digests.add(digest(small / "out" / seed))
    assert len(digests) == 1


def test_bad_content_leaves_the_old_site_whole(small: Path):
    build(small)
    before = digest(small / "site")
    break_it(small)
    with pytest.raises(ContentError):
        build(small)
    assert digest(small / "site") == before
    assert hidden(small) == []


def test_a_template_that_fails_leaves_the_old_site_whole(small: Path):
    build(small)
    before = digest(small / "site")
    theme = small / "templates" / "theme"
    theme.mkdir(parents=True)
    (theme / "main.html").write_text("{{ nothing.like.this() }}", encoding="utf-8")
    with pytest.raises(PlaybookError, match=r"main.html:1: 'nothing' is undefined"):
        build(small)
    assert digest(small / "site") == before
    assert hidden(small) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_build_leaves_the_old_site_whole_and_the_next_one_sweeps(small: Path):
    build(small)
    before = digest(small / "site")
    (small / "content/tips/ask-early.yml").write_text(
        "title: New\nsummary: New\n", encoding="utf-8"
    )
    # The build says when its staging folder is there, and is killed at that very moment.
    code = (
        "import pathlib, sys\n"
        "from playbook.publish import settle, stage\n"
        "def wait(new, live):\n"
        "    print('staged', flush=True)\n"
        "    sys.stdin.read()\n"
        "settle.replace_directory = wait\n"
        "stage.build(pathlib.Path('.'))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=small, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"staged\n"
        process.send_signal(signal.SIGKILL)
    assert digest(small / "site") == before
    assert hidden(small) == [".site.new"]
    build(small)
    assert digest(small / "site") != before
    assert hidden(small) == []


def test_a_folder_with_something_else_in_it_is_never_replaced(small: Path):
    (small / "site").mkdir()
    (small / "site" / "letters.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PlaybookError, match="something that is not a site"):
        build(small)
    assert (small / "site" / "letters.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("target", [".", "..", "content", "content/site"])
def test_the_playbook_itself_cannot_be_the_site(small: Path, target: str):
    before = digest(small)
    with pytest.raises(PlaybookError, match="the playbook itself lies there"):
        build(small, site_dir=small / target)
    assert digest(small) == before


@pytest.mark.parametrize("exchange", [True, False])
def test_folders_are_swapped_with_and_without_an_exchange(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
):
    if not exchange:
        monkeypatch.setattr(sys, "platform", "elsewhere")
    new, live = tmp_path / "new", tmp_path / "live"
    for folder in (new, live):
        folder.mkdir()
        (folder / folder.name).touch()
    swap.replace_directory(new, live)
    assert [path.name for path in live.iterdir()] == ["new"]
    assert [path.name for path in new.iterdir()] == ["live"]


def test_a_swap_that_fails_halfway_is_undone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "elsewhere")
    live = tmp_path / "live"
    live.mkdir()
    (live / "old").touch()
    with pytest.raises(OSError, match="missing"):
        swap.replace_directory(tmp_path / "missing", live)
    assert (live / "old").exists()


def test_strict_refuses_a_site_that_came_with_warnings(small: Path):
    settings = small / "mkdocs.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + "no_such_setting: 1\n", encoding="utf-8"
    )
    with pytest.raises(PlaybookError, match="no_such_setting"):
        build(small, strict=True)
    assert not (small / "site").exists()


def test_a_build_needs_the_plugin_and_says_so(small: Path):
    (small / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: content\ntheme: {name: material}\n", encoding="utf-8"
    )
    with pytest.raises(PlaybookError, match="does not name the plugin playbook-pages"):
        build(small)


def test_an_edition_that_is_not_there_is_refused_with_a_suggestion(small: Path):
    with pytest.raises(PlaybookError, match='Did you mean "members"'):
        build(small, edition="member")


def test_what_is_cut_is_nowhere_in_the_output(small: Path):
    build(small)
    public = small / "site"
    for path in public.rglob("*"):
        assert "speakers" not in path.name
        if path.is_file():
            assert b"speakers" not in path.read_bytes().lower(), path
    build(small, edition="members", site_dir=small / "members")
    assert (small / "members/tips/what-we-pay-speakers/index.html").is_file()


@pytest.fixture
def preview(small: Path) -> Iterator[str]:
    """The address of a preview of the small playbook, with a broken tip."""
    break_it(small)
    command = [sys.executable, "-m", "playbook", "serve", "-C", str(small), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        lines = iter(process.stderr.readline, "")
        yield next(line.split(" ")[0] for line in lines if line.startswith("http://"))
        process.send_signal(signal.SIGINT)
        try:
            assert process.wait(10) == 0
        finally:
            process.kill()  # where Ctrl+C is ignored, as in a job in the background, nothing waits
        assert list(lines)[-1] == "Stopped.\n"


def fetched(address: str, host: str | None = None) -> tuple[int, str]:
    request = urllib.request.Request(address, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_the_preview_answers_only_to_its_own_name(preview: str):
    assert fetched(preview, host="hostile.example")[0] == 421


def test_the_preview_shows_what_is_wrong_until_it_is_mended(preview: str, small: Path):
    code, text = fetched(preview)
    assert code == 500
    assert "content/tips/ask-early.yml:" in text
    (small / "content/tips/ask-early.yml").write_text("title: New\nsummary: New\n", "utf-8")
    deadline = time.monotonic() + 30
    while fetched(preview)[0] != 200:
        assert time.monotonic() < deadline, "the preview did not notice the change"


def test_the_lock_keeps_two_builds_apart(small: Path):
    errors: list[BaseException] = []

    def run() -> None:
        try:
            build(small)
        except BaseException as error:
            errors.append(error)
            raise

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert (small / "site/playbook.json").is_file()
    shutil.rmtree(small)
