"""Hostile sources: one line, exit code 2, nothing changed, nothing started but git."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.forks.archive import pack
from playbook.forks.folder import read_folder
from playbook.forks.source import fetch
from playbook.forks.tree import tree_hash

CASE = Path(__file__).parents[2] / "tests/cases/forks/three-levels"
GIT = ("-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "init.defaultBranch=main")
started: list[str] = []
written: list[str] = []
watching: list[Path] = []


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if not watching:
        return
    if event in ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "subprocess.Popen"):
        started.append(os.fsdecode(arguments[0] or arguments[1][0]))
    elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            written.append(os.fsdecode(arguments[0]))


sys.addaudithook(_heard)


@pytest.fixture
def family(tmp_path: Path) -> Path:
    return shutil.copytree(CASE, tmp_path / "family")


def listing(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if not path.is_symlink()
    }


def watched(*command: object) -> Result:
    started.clear()
    written.clear()
    watching.append(Path())
    try:
        return CliRunner().invoke(main, [str(part) for part in command])
    finally:
        watching.clear()


def refused(result: Result, *, code: int = 2) -> str:
    assert result.exit_code == code, result.output
    lines = result.output.strip().splitlines()
    assert code == 1 or len(lines) == 1, result.output
    assert "Traceback" not in result.output
    return result.output


def zipped(names: dict[str, bytes], *, mode: int = 0o644) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, raw in names.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, raw)
    return buffer.getvalue()


def whole() -> dict[str, bytes]:
    return dict(read_folder(CASE / "national", "national"))


ZIPS: dict[str, Callable[[], bytes]] = {
    "dots": lambda: zipped({**whole(), "content/../../evil.yml": b"x"}),
    "absolute": lambda: zipped({**whole(), "/etc/evil": b"x"}),
    "backslash": lambda: zipped({**whole(), "content\\evil.yml": b"x"}),
    "drive": lambda: zipped({**whole(), "C:/evil": b"x"}),
    "case-clash": lambda: zipped({**whole(), "content/Playbook.yml": b"x"}),
    "link": lambda: zipped({**whole(), "content/tips/x.yml": b"/etc/passwd"}, mode=stat.S_IFLNK),
    "bomb": lambda: zipped({**whole(), "content/tips/bomb.yml": b" " * 3_000_000}),
    "too-large": lambda: zipped({**whole(), "content/tips/big.yml": os.urandom(1) * 21_000_000}),
    "too-many": lambda: zipped({**whole(), **{f"x/{n}": b"" for n in range(5_001)}}),
    "no-zip": lambda: b"PK\x03\x04 and then nothing",
    "no-playbook": lambda: zipped({"readme.txt": b"x"}),
    "two-playbooks": lambda: zipped(
        {f"{side}/{name}": raw for side in "ab" for name, raw in whole().items()}
    ),
    "other-id": lambda: zipped(
        {**whole(), "content/playbook.yml": b"id: org.example.other\nversion: x\n"}
    ),
    "prefix-taken": lambda: zipped(
        {**whole(), "content/tips/st-mine.yml": b"title: x\nsummary: y\n"}
    ),
    "loop": lambda: zipped(looped()),
    "newer-model": lambda: zipped(
        {**whole(), "playbook.lock": b'{"format": 1,\n"model": 9, "chain": []}'}
    ),
    "older-model": lambda: zipped(
        {**whole(), "playbook.lock": b'{"format": 1,\n"model": 0, "chain": []}'}
    ),
}


def looped() -> dict[str, bytes]:
    """An upstream that itself builds on the fork."""
    tree = dict(read_folder(CASE / "county", "county"))
    text = tree["content/playbook.yml"].replace(
        b"id: org.example.county", b"id: org.example.national"
    )
    tree["content/playbook.yml"] = text
    return tree


@pytest.mark.parametrize("name", sorted(ZIPS))
def test_a_hostile_zip_is_refused(name: str, family: Path):
    (family / "hostile.zip").write_bytes(ZIPS[name]())
    before = listing(family)
    refused(watched("upgrade", "-C", family / "state", "--to", f"zip:{family}/hostile.zip"))
    assert listing(family) == before
    assert not started
    assert not written
    if name not in ("other-id", "prefix-taken", "loop"):
        command = ("fork", family / "hostile.zip", family / "new", "--id", "org.a", "--prefix", "q")
        refused(watched(*command))
        assert not (family / "new").exists()
        assert not started


@pytest.mark.parametrize(
    "source",
    [
        "--upload-pack=touch PWNED",
        "git+--upload-pack=touch PWNED@v1",
        "git+ext::sh -c touch% PWNED@v1",
        "git+https://example.org/x.git@--upload-pack=x",
        "git+https://-oProxyCommand=x/y@v1",
        "git+ssh://-oProxyCommand=x/y@v1",
        "git+http://example.org/x.git@v1",
        "git+file:///etc@../x",
        "git+https://example.org/x.git",
        "ext::sh -c touch% PWNED",
        "pip:name",
        "pip:--index-url=http://x==1",
        "pip:name @ http://x==1",
        "zip:http://example.org/x.zip",
        "https://example.org/x",
        "",
        "nowhere",
        "line\nbreak",
    ],
)
def test_a_source_that_is_none_is_refused(
    source: str, family: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(family)
    before = listing(family)
    refused(watched("upgrade", "-C", "state", "--to", source))
    refused(watched("fork", "--id", "org.a", "--prefix", "q", "--", source, "new"))
    assert listing(family) == before
    assert {Path(name).name for name in started} <= {"git"}


@pytest.mark.parametrize("make", ["link", "folder-link", "fifo"])
def test_links_and_pipes_in_a_folder_are_refused(make: str, family: Path):
    tips = family / "national/content/tips"
    if make == "link":
        (tips / "leak.yml").symlink_to("/etc/hostname")
    elif make == "folder-link":
        (family / "national/content/leak").symlink_to("/etc")
    else:
        os.mkfifo(tips / "pipe.yml")
    refused(watched("upgrade", "-C", family / "state"))
    assert not started
    assert not written


def tampered(folder: Path, what: str) -> None:
    vendor = next((folder / "vendor").glob("org.example.national*.zip"))
    lock = folder / "playbook.lock"
    text = lock.read_text(encoding="utf-8")
    if what == "zip":
        tree = fetch(str(vendor), beside=folder).tree
        vendor.write_bytes(pack({**tree, "content/tips/evil.yml": b"title: x\n"}))
    elif what == "bytes":
        vendor.write_bytes(vendor.read_bytes()[:-100])
    elif what == "gone":
        vendor.unlink()
    elif what == "link":
        vendor.rename(folder / "away.zip")
        vendor.symlink_to(folder / "away.zip")
    elif what == "hash":
        lock.write_text(text.replace("h1:", "h1:A", 1), encoding="utf-8")
    elif what == "json":
        lock.write_text(text[:-4], encoding="utf-8")
    elif what == "newer":
        lock.write_text(text.replace('"model": 1', '"model": 2'), encoding="utf-8")
    elif what == "older":
        lock.write_text(text.replace('"model": 1', '"model": 0'), encoding="utf-8")
    elif what == "path":
        lock.write_text(text.replace('"org.example.national-', '"../national-'), encoding="utf-8")
    elif what == "chain":
        lock.write_text(
            text.replace('"id": "org.example.national"', '"id": "org.x"'), encoding="utf-8"
        )
    else:
        lock.unlink()


TAMPERED = ["zip", "bytes", "gone", "link", "hash", "json", "newer", "older", "path", "chain", "no"]


@pytest.mark.parametrize("what", TAMPERED)
@pytest.mark.parametrize("command", ["check", "status", "upgrade"])
def test_a_tampered_upstream_is_refused(what: str, command: str, family: Path):
    state = family / "state"
    tampered(state, what)
    if (what, command) == ("no", "upgrade"):
        return  # that is how a lock comes to be
    if (what, command) == ("chain", "upgrade"):
        return  # the lock is written anew from a source that bears the right id
    before = listing(state)
    said = refused(watched(command, "-C", state))
    assert "playbook.lock" in said or "vendor/" in said
    assert listing(state) == before
    assert not started
    assert not written


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("items:\n  tips/call-frist:\n    set: {title: x}\n", 'Did you mean "tips/call-first"?'),
        ("items:\n  tips/call-first:\n    set: {titel: x}\n", 'Did you mean "title"?'),
        ("items:\n  tips/call-first:\n    unset: [bdy]\n", 'Did you mean "body"?'),
        ("items:\n  tips/call-first:\n    sett: {title: x}\n", 'Did you mean "set"?'),
        ("items: [a]\n", "must be a group of keys"),
        ("items:\n  tips/call-first:\n    set: {title: [x]}\n", "title"),
        ("items:\n  tips/call-first:\n    hide: yes\n", "true or false"),
        ("items:\n  tips/call-first:\n    edit: {body: [{replace: gone, with: x}]}\n", "0 times"),
        ("items:\n  tips/call-first:\n    edit: {body: [{replace: x}]}\n", "is not an edit"),
        (
            "items:\n  steps/say-what-you-want:\n    lists:\n      done_when:\n"
            "        add: [{id: form, text: x}]\n",
            "Call it co-form",
        ),
        (
            "items:\n  steps/say-what-you-want:\n    lists:\n      done_when:\n"
            "        add: [{id: co-form, text: x, after: one-sentense}]\n",
            'Did you mean "one-sentence"?',
        ),
        ("items:\n  tips/co-hall-key:\n    set: {title: x}\n", "content/tips/co-hall-key.yml"),
        ("order:\n  begn: [{move: tips/call-first}]\n", 'Did you mean "begin"?'),
        ("items: *x\n", "alias"),
    ],
)
def test_a_wrong_statement_is_told_with_its_line(said: str, wanted: str, family: Path):
    (family / "county/overrides/wrong.yml").write_text(said, encoding="utf-8")
    before = listing(family)
    told = refused(watched("check", "-C", family / "county"), code=1)
    assert wanted in told
    assert "overrides/wrong.yml:" in told
    for command in ("status", "upgrade"):
        result = watched(command, "-C", family / "county")
        assert result.exit_code in (0, 1, 3), result.output
    if wanted not in ("title", 'Did you mean "title"?'):
        assert listing(family) == before


def test_broken_content_of_an_upstream_is_told_and_nothing_is_taken(family: Path):
    (family / "national-2027/content/tips/ask-early.yml").write_text("title: x\n", encoding="utf-8")
    before = listing(family)
    told = refused(
        watched("upgrade", "-C", family / "state", "--to", family / "national-2027"), code=1
    )
    assert "content/tips/ask-early.yml" in told
    assert listing(family) == before


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = shutil.copytree(CASE / "national", tmp_path / "repository")
    for command in (("init", "-q"), ("add", "."), ("commit", "-qm", "x"), ("tag", "v1")):
        subprocess.run(["git", *GIT, *command], cwd=folder, check=True, capture_output=True)
    return folder


def test_one_hash_from_all_four_sources(
    family: Path, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    trees = [fetch("national", beside=family), fetch(f"git+{repository}@v1", beside=family)]
    files = {f"national_playbook/{name}": raw for name, raw in whole().items()}
    (family / "n.zip").write_bytes(zipped({f"n-1/{name}": raw for name, raw in whole().items()}))
    trees.append(fetch("zip:n.zip", beside=family))
    about = b"Metadata-Version: 2.1\nName: national-playbook\nVersion: 2026.1\n"
    info = "national_playbook-2026.1.dist-info"
    wheel = {
        **files,
        "setup.py": b"raise SystemExit('never run')",
        f"{info}/METADATA": about,
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    (tmp_path / "national_playbook-2026.1-py3-none-any.whl").write_bytes(zipped(wheel))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    trees.append(fetch("pip:national-playbook==2026.1", beside=family))
    assert len({tree_hash(one.tree) for one in trees}) == 1
    assert len(trees[1].commit or "") == 40


def test_a_git_source_starts_nothing_but_git(family: Path, repository: Path):
    (repository / ".git/hooks/post-checkout").write_text("#!/bin/sh\ntouch PWNED\n")
    to = f"git+{repository}@v1"
    result = watched("upgrade", "-C", family / "state", "--to", to)
    assert result.exit_code == 0, result.output
    assert {Path(name).name for name in started} == {"git"}
    assert not list(family.rglob("PWNED"))


def test_a_link_in_a_repository_is_refused(family: Path, repository: Path):
    (repository / "content/tips/leak.yml").symlink_to("/etc/hostname")
    for command in (("add", "."), ("commit", "-qm", "y"), ("tag", "v2")):
        subprocess.run(["git", *GIT, *command], cwd=repository, check=True, capture_output=True)
    before = listing(family)
    refused(watched("upgrade", "-C", family / "state", "--to", f"git+{repository}@v2"))
    assert listing(family) == before


def test_an_archive_has_the_same_bytes_every_time():
    assert pack(whole()) == pack(dict(reversed(whole().items())))
