"""Hostile YAML of an upstream, from every kind of source: one line, soon, in little memory."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook.upstream import chain, layers
from playbook.upstream.layers import MAX_VALUES
from playbook.upstream.lock import MAX_BYTES
from tests.benchmarks.timing import Weighed, weigh
from tests.forks.serving import committed
from tests.forks.test_sources import wheel
from tests.forks.watching import listing, refused, watched, whole, zipped

TIP = "content/tips/ask-early.yml"
GOOD = whole()[TIP].decode()
SECONDS = 20
"""Soon enough on a machine that does much else; by itself it is less than one."""
MEGABYTES = 250
"""What git, pip, Python and the program need by themselves is about a third of it."""


def laughs() -> bytes:
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    return "\n".join(levels).encode()


HOSTILE: dict[str, bytes] = {
    "laughs": laughs(),
    "merge keys": b"a: &a {k: v}\n" + b"b:\n" + b"  <<: [*a, *a, *a, *a]\n" * 50,
    "an endless alias": b"title: &t [*t]\n",
    "brackets": b"title: " + b"[" * 1_900_000,
    "braces": b"title: " + b"{a: " * 100_000,
    "hyphens": b"title:\n" + b"- " * 900_000,
    "a tag": GOOD.encode() + b"run: !!python/object/apply:os.system ['touch PWNED']\n",
    "a tag of its own": GOOD.encode() + b"run: !evil x\n",
    "many values": b"tags: [" + b"a," * 900_000 + b"]\n",
    "many keys": b"".join(b"k%d: v\n" % number for number in range(150_000)),
    "one key twice": GOOD.encode() + b"title: again\n",
    "two documents": GOOD.encode() + b"---\n" + GOOD.encode(),
    "a directive": b"%YAML 1.1\n" * 100_000 + GOOD.encode(),
    "a large file": b"title: " + b"x" * 2_100_000,
    "UTF-16": GOOD.encode("utf-16"),
    "a broken letter": GOOD.encode() + b"tags: [\xff\xfe]\n",
    "signs of a terminal": GOOD.encode() + b'note: "\x1b]0;owned\x07"\n',
    "no YAML": b"title: 'x\nsummary: [}\n",
}


def sources(kind: str, files: dict[str, bytes], home: Path, patch: pytest.MonkeyPatch) -> str:
    """Put `files` where a source of one kind finds them, and return the source."""
    if kind == "zip":
        (home / "hostile.zip").write_bytes(zipped(files))
        return f"zip:{home}/hostile.zip"
    if kind == "pip":
        (home / "national_playbook-2026.1-py3-none-any.whl").write_bytes(wheel(files))
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(home))
        return "pip:national-playbook==2026.1"
    folder = home / "hostile"
    for name, raw in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    return f"git+{committed(folder, 'v1')}@v1" if kind == "git" else str(folder)


def measured(*command: object) -> Weighed:
    """Run a command that refuses with one line; return that, its seconds and its megabytes."""
    weighed = weigh("playbook", *map(str, command))
    assert weighed.code == 2, weighed.said
    assert len(weighed.said.splitlines()) == 1, weighed.said
    return weighed


SLOW = ("laughs", "a tag", "UTF-16")
"""What is fetched with git and with pip too, which take their time."""
FROM = [(name, kind) for name in HOSTILE for kind in ("folder", "zip")]
FROM += [(name, kind) for name in SLOW for kind in ("git", "pip")]


@pytest.mark.parametrize(("name", "kind"), FROM)
def test_hostile_yaml_is_refused_with_its_file_and_line(
    name: str, kind: str, family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    source = sources(kind, {**whole(), TIP: HOSTILE[name]}, tmp_path, monkeypatch)
    before, begin = listing(family), time.monotonic()
    said = refused(watched("upgrade", "-C", family / "state", "--to", source))
    assert time.monotonic() - begin < SECONDS
    assert f"/{TIP}:" in said or "unpacks to more than it should" in said
    assert said.strip().isprintable()
    assert len(said) < 500
    refused(watched("fork", source, family / "new", "--id", "org.a", "--prefix", "q"))
    assert listing(family) == before
    assert not list(tmp_path.rglob("PWNED"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say what a process took")
@pytest.mark.parametrize("name", ["laughs", "brackets", "hyphens", "many values", "a large file"])
def test_a_bomb_takes_little_time_and_memory(
    name: str, family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    source = sources("folder", {**whole(), TIP: HOSTILE[name]}, tmp_path, monkeypatch)
    weighed = measured("upgrade", "-C", family / "state", "--to", source)
    assert weighed.seconds < SECONDS
    assert weighed.megabytes < MEGABYTES


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not say what a process took")
def test_many_files_below_every_limit_are_too_many_together(
    family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    full = b"title: x\nsummary: y\ntags: [" + b"a," * 19_900 + b"]\n"
    many = {f"content/tips/tip-{number}.yml": full for number in range(1_200)}
    source = sources("folder", {**whole(), **many}, tmp_path, monkeypatch)
    weighed = measured("upgrade", "-C", family / "state", "--to", source)
    assert f"more than {MAX_VALUES:,} values" in weighed.said
    assert weighed.seconds < 2 * SECONDS
    assert weighed.megabytes < MEGABYTES


def test_much_text_is_refused_before_it_is_parsed(
    family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    many = {f"content/tips/tip-{number}.yml": b"#" * 1_900_000 for number in range(27)}
    source = sources("folder", {**whole(), **many}, tmp_path, monkeypatch)
    assert "50 MB of text" in refused(watched("upgrade", "-C", family / "state", "--to", source))


def test_a_scalar_that_is_too_long_for_its_field_is_a_problem_of_content(
    family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    long = GOOD.replace("Ask early", "x" * 1_500_000)
    source = sources("folder", {**whole(), TIP: long.encode()}, tmp_path, monkeypatch)
    before = listing(family)
    said = refused(watched("upgrade", "-C", family / "state", "--to", source), code=1)
    assert len(said) < 2_000
    assert TIP in said
    assert listing(family) == before


LOCKS: dict[str, Callable[[], bytes]] = {
    "deep": lambda: b'{"format": 1, "model": 1, "chain": ' + b"[" * 200_000,
    "deep value": lambda: (
        json.dumps({"format": 1, "model": 1, "chain": [], "cells": {"a": {"base": 1}}, "gone": {}})
        .replace("1}", "[" * 900 + "]" * 900 + "}")
        .encode()
    ),
    "large": lambda: b'{"format": 1, "x": "' + b"x" * MAX_BYTES + b'"}',
    "figures": lambda: b'{"format": ' + b"9" * 100_000 + b"}",
    "no object": lambda: b"[]",
    "long chain": lambda: json.dumps(
        {
            "format": 1,
            "model": 1,
            "chain": [
                {"id": f"org.a{n}", "version": "1", "tree": "h1:", "file": "a.zip"}
                for n in range(99)
            ],
            "cells": {},
            "gone": {},
            "orders": {},
        }
    ).encode(),
}


@pytest.mark.parametrize("name", LOCKS)
def test_a_hostile_lock_of_an_upstream_is_refused(
    name: str, family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    source = sources("zip", {**whole(), "playbook.lock": LOCKS[name]()}, tmp_path, monkeypatch)
    before = listing(family)
    refused(watched("upgrade", "-C", family / "state", "--to", source))
    assert listing(family) == before


def test_a_limit_is_what_stops_a_bomb(
    family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    full = b"title: x\nsummary: y\ntags: [" + b"a," * 19_900 + b"]\n"
    many = {f"content/tips/tip-{number}.yml": full for number in range(3)}
    source = sources("folder", {**whole(), **many}, tmp_path, monkeypatch)
    assert "values" not in watched("upgrade", "-C", family / "state", "--to", source).output
    monkeypatch.setattr(layers, "MAX_VALUES", 50_000)
    assert "50,000 values" in refused(watched("upgrade", "-C", family / "state", "--to", source))
    monkeypatch.setattr(chain, "MAX_LEVELS", 1)
    assert "one over the other" in refused(watched("check", "-C", family / "county"))
