"""Hostile sources: one line, exit code 2, nothing changed, nothing started but git."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.upstream.archive import pack
from playbook.upstream.source import fetch
from playbook.upstream.tree import read_folder
from tests.forks.watching import (
    CASE,
    listing,
    refused,
    started,
    watched,
    whole,
    written,
    zipped,
)

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
    "lzma": lambda: zipped(whole(), packed=zipfile.ZIP_LZMA),
    "bzip2": lambda: zipped(whole(), packed=zipfile.ZIP_BZIP2),
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
    "device": lambda: zipped({**whole(), "content/tips/aux.yml": b"title: x\nsummary: y\n"}),
    "page-of-ours": lambda: zipped(
        {**whole(), "content/tips/index.yml": b"title: x\nsummary: y\n"}
    ),
    "long-name": lambda: zipped(
        {**whole(), f"content/tips/{'x' * 81}.yml": b"title: x\nsummary: y\n"}
    ),
    "device-picture": lambda: zipped({**whole(), "content/assets/nul.png": b"x"}),
    "device-folder": lambda: zipped({**whole(), "content/assets/com1/a.png": b"x"}),
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
        "git+ext::sh@v1",
        "git+fd::17@v1",
        "git+file://--upload-pack=touch@v1",
        "git+file://host/share@v1",
        "git+./-x@v1",
        "git+../national\u202e@v1",
        "git+../national\x1b[2J@v1",
        "git+ssh://git@-oProxyCommand=x/y@v1",
        "git+git://example.org/x.git@v1",
        "git+../national@-x",
        "git+../national@a:b",
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
    assert not started, "git is not asked for what it should never get"


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


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("what", ["/dev/zero", "pipe", "link to a pipe", "folder", "nothing"])
def test_a_zip_that_is_no_plain_file_is_never_opened(what: str, family: Path):
    path = Path(what) if what.startswith("/") else family / "x.zip"
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    elif what == "link to a pipe":
        os.mkfifo(family / "pipe")
        path.symlink_to(family / "pipe")
    refused(watched("upgrade", "-C", family / "state", "--to", f"zip:{path}"))
    refused(watched("fork", f"zip:{path}", family / "new", "--id", "org.a", "--prefix", "q"))
    assert not written


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_lock_that_is_a_pipe_is_never_opened(family: Path):
    state = family / "state"
    (state / "playbook.lock").unlink()
    os.mkfifo(state / "playbook.lock")
    for command in ("check", "status", "upgrade"):
        assert "is not a plain file" in refused(watched(command, "-C", state))


@pytest.mark.parametrize("name", ["playbook.lock", "vendor"])
def test_a_file_that_may_not_be_read_is_named(
    name: str, family: Path, monkeypatch: pytest.MonkeyPatch
):
    real = Path.read_bytes

    def forbidden(path: Path) -> bytes:
        if name in (path.name, path.parent.name):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    for command in ("check", "status", "upgrade"):
        said = refused(watched(command, "-C", family / "state"))
        assert name in said
        assert "cannot be read (Permission denied)" in said


def test_of_several_playbooks_the_way_to_name_one_is_told(family: Path):
    (family / "two.zip").write_bytes(ZIPS["two-playbooks"]())
    said = refused(watched("upgrade", "-C", family / "state", "--to", f"zip:{family}/two.zip"))
    assert "(a/ and b/). Put the one that you mean into a folder or a zip by itself" in said


def _put(folder: Path, old: str, new: str, *, most: int = -1) -> None:
    lock = folder / "playbook.lock"
    lock.write_text(lock.read_text(encoding="utf-8").replace(old, new, most), encoding="utf-8")


def _vendor(folder: Path) -> Path:
    return next((folder / "vendor").glob("org.example.national*.zip"))


def _evil_zip(folder: Path) -> None:
    tree = fetch(str(_vendor(folder)), beside=folder).tree
    _vendor(folder).write_bytes(pack({**tree, "content/tips/evil.yml": b"title: x\n"}))


def _link(folder: Path) -> None:
    vendor = _vendor(folder)
    vendor.rename(folder / "away.zip")
    vendor.symlink_to(folder / "away.zip")


def _cut(path: Path, end: int) -> None:
    path.write_bytes(path.read_bytes()[:end])


TAMPERED: dict[str, Callable[[Path], None]] = {
    "zip": _evil_zip,
    "bytes": lambda folder: _cut(_vendor(folder), -100),
    "gone": lambda folder: _vendor(folder).unlink(),
    "link": _link,
    "hash": lambda folder: _put(folder, "h1:", "h1:A", most=1),
    "json": lambda folder: _cut(folder / "playbook.lock", -4),
    "newer": lambda folder: _put(folder, '"model": 1', '"model": 2'),
    "older": lambda folder: _put(folder, '"model": 1', '"model": 0'),
    "path": lambda folder: _put(folder, '"org.example.national-', '"../national-'),
    "chain": lambda folder: _put(folder, '"id": "org.example.national"', '"id": "org.x"'),
    "no": lambda folder: (folder / "playbook.lock").unlink(),
}


@pytest.mark.parametrize("what", TAMPERED)
@pytest.mark.parametrize("command", ["check", "status", "upgrade"])
def test_a_tampered_upstream_is_refused(what: str, command: str, family: Path):
    state = family / "state"
    TAMPERED[what](state)
    if (what, command) == ("chain", "upgrade"):
        return  # the lock is written anew from a source that bears the right id
    if (what, command) == ("gone", "upgrade"):
        return  # it is fetched again: test_refetch.py
    before = listing(state)
    said = refused(watched(command, "-C", state))
    assert "playbook.lock" in said or "vendor/" in said
    assert listing(state) == before
    assert not started
    assert not written


def test_a_name_that_one_may_not_use_oneself_is_told_of_upstream_in_the_same_words(family: Path):
    item = "title: x\nsummary: y\n"
    (family / "national/content/tips/aux.yml").write_text(item, encoding="utf-8")
    own = refused(watched("check", "-C", family / "national"), code=1)
    theirs = refused(watched("upgrade", "-C", family / "state"))
    what = "tips/aux: has a name that Windows keeps for a device"
    assert f"content/tips/aux.yml:1:1: {what}." in own
    assert what in theirs


@pytest.mark.parametrize(
    ("name", "text", "what", "cure"),
    [
        ("tips/aux.yml", "title: x", "tips/aux: has a name that Windows keeps", "rename"),
        ("tips/Bad Name.yml", "title: x", "tips/Bad Name: has a name that cannot", "rename"),
        ("tips/broken.yml", "title: [x\n", "tips/broken: ", "fix"),
        ("assets/live.svg", "<svg><script/></svg>", "", "fix"),
        ("playbook.yml", "id: [x\n", "playbook: ", "fix"),
        ("playbook.yml", "no manifest\n", "playbook: is not a manifest", "fix"),
    ],
)
def test_what_is_wrong_with_a_file_of_upstream_is_told_at_ones_own_extends(
    family: Path, name: str, text: str, what: str, cure: str
):
    path = family / "national/content" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    before = listing(family / "state")
    said = refused(watched("upgrade", "-C", family / "state"))
    assert said.startswith(f"content/playbook.yml:9:1: {what}")
    assert re.search(rf"\(in (vendor/[^ ]+\.zip|upstream)/content/{re.escape(name)}:\d+\)\.", said)
    assert f"Ask upstream to {cure} it, or stay with the edition before. Nothing was taken." in said
    assert listing(family / "state") == before


@pytest.mark.parametrize("name", ["Bad Name.yml", "Call.yml", "ask.yaml", "ask.YML", "a--b.yml"])
@pytest.mark.parametrize("way", ["upgrade", "fork"])
def test_an_item_of_upstream_that_is_misnamed_is_refused_and_not_passed_over(
    family: Path, name: str, way: str
):
    item = "title: x\nsummary: y\n"
    (family / "national/content/tips" / name).write_text(item, encoding="utf-8")
    fork = ("fork", family / "national", family / "new", "--id", "org.new", "--prefix", "nw")
    said = refused(watched(*(fork if way == "fork" else ("upgrade", "-C", family / "state"))))
    assert "has a name that cannot be an id" in said
    assert "Ask upstream to rename it" in said
    assert "Nothing was taken." in said
