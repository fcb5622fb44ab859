"""How much of a source is taken: each limit by itself, from each kind of source."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from playbook.upstream import chain, lock, tree
from tests.forks.test_hostile_yaml import sources
from tests.forks.watching import listing, refused, watched, whole, zipped

NOISE = random.Random(6)
LIMITS: dict[str, tuple[dict[str, int], int, str]] = {
    "MAX_FILE": ({"assets/st-a.png": 60_000}, 50_000, "st-a.png is larger than 0.05 MB"),
    "MAX_TOTAL": ({f"assets/{n}.png": 20_000 for n in "abc"}, 50_000, "holds more than 0.05 MB."),
    "MAX_TEXT": ({f"tips/{n}.yml": 20_000 for n in "abc"}, 50_000, "more than 0.05 MB of text"),
    "MAX_FILES": ({f"assets/{n}.png": 9 for n in range(40)}, 40, "holds more than 40 files"),
}
"""For each limit: files with their sizes, the limit, and what is said."""


def noise(name: str, size: int) -> bytes:
    """Return what no archive makes much smaller."""
    raw = NOISE.randbytes(size)
    return raw if name.endswith(".png") else b"# " + raw.hex().encode()[: size - 2]


@pytest.mark.parametrize("kind", ["folder", "zip", "git"])
@pytest.mark.parametrize("limit", LIMITS)
def test_more_than_a_limit_is_refused_and_less_is_not(
    limit: str, kind: str, family: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    sizes, most, wanted = LIMITS[limit]
    more = {f"content/{name}": noise(name, size) for name, size in sizes.items()}
    source = sources(kind, {**whole(), **more}, tmp_path, monkeypatch)
    before = listing(family)
    with monkeypatch.context() as patch:
        patch.setattr(tree, limit, most)
        said = refused(watched("upgrade", "-C", family / "state", "--to", source))
    assert wanted in said
    assert listing(family) == before
    assert "more than" not in watched("upgrade", "-C", family / "state", "--to", source).output


def test_a_file_that_unpacks_to_much_more_than_it_is_packed_is_refused(family: Path):
    files = {**whole(), "content/assets/st-a.png": b"\0" * 3_000_000}
    (family / "bomb.zip").write_bytes(zipped(files))
    said = refused(watched("upgrade", "-C", family / "state", "--to", f"zip:{family}/bomb.zip"))
    assert "st-a.png unpacks to more than it should" in said


def test_a_folder_is_not_followed_for_ever(family: Path):
    deep = family / "national/content" / "/".join("d" * 13)
    deep.mkdir(parents=True)
    assert "is not a plain file" in refused(watched("upgrade", "-C", family / "state"))


def test_all_upstreams_together_have_a_limit(family: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(chain, "MAX_TOTAL", sum(map(len, whole().values())))
    assert "vendor/ holds more than" in refused(watched("check", "-C", family / "county"))
    assert watched("check", "-C", family / "state").exit_code == 0


def test_a_lock_that_is_too_large_is_refused_whatever_it_says(
    family: Path, monkeypatch: pytest.MonkeyPatch
):
    path = family / "state/playbook.lock"
    monkeypatch.setattr(lock, "MAX_BYTES", path.stat().st_size + 100)
    assert watched("check", "-C", family / "state").exit_code == 0
    path.write_bytes(path.read_bytes() + b" " * 101)
    assert "is larger than" in refused(watched("check", "-C", family / "state"))


WRONG = {
    "a number": ("tips/call-first/body", {"base": 5}),
    "a number inside": ("tips/call-first/body", {"base": [{"text": True}]}),
    "a text that is none": ("tips/call-first/summary", {"base": "x", "good": ["x"]}),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_lock_holds_nothing_but_what_can_be_typed(name: str, family: Path):
    path = family / "state/playbook.lock"
    data = json.loads(path.read_bytes())
    cell, said = WRONG[name]
    data["cells"][cell] = said
    path.write_text(json.dumps(data), encoding="utf-8")
    assert "playbook.lock:1:1: is not a lock" in refused(watched("status", "-C", family / "state"))
