"""Statements that are wrong, and what is taken from each kind of source."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from playbook.upstream.archive import pack
from playbook.upstream.source import fetch
from playbook.upstream.tree import tree_hash
from tests.forks.watching import (
    CASE,
    GIT,
    listing,
    refused,
    started,
    watched,
    whole,
    zipped,
)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("items:\n  tips/call-frist:\n    set: {title: x}\n", 'Did you mean "tips/call-first"?'),
        ("items:\n  tips/call-first:\n    set: {peeple: x}\n", 'Did you mean "people"?'),
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
        ("items:\n  playbook:\n    hide: true\n", "content/playbook.yml"),
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
    if wanted not in ("title", 'Did you mean "people"?'):
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


def wheel(playbook: dict[str, bytes] | None = None) -> bytes:
    """A playbook, or the national one, as a distribution of pip."""
    info = "national_playbook-2026.1.dist-info"
    about = b"Metadata-Version: 2.1\nName: national-playbook\nVersion: 2026.1\n"
    inside = whole() if playbook is None else playbook
    files = {f"national_playbook/{name}": raw for name, raw in inside.items()}
    files |= {
        "setup.py": b"raise SystemExit('never run')",
        f"{info}/METADATA": about,
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    return zipped(files)


def test_one_hash_from_all_four_sources(
    family: Path, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    trees = [fetch("national", beside=family), fetch(f"git+{repository}@v1", beside=family)]
    (family / "n.zip").write_bytes(zipped({f"n-1/{name}": raw for name, raw in whole().items()}))
    trees.append(fetch("zip:n.zip", beside=family))
    (tmp_path / "national_playbook-2026.1-py3-none-any.whl").write_bytes(wheel())
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
