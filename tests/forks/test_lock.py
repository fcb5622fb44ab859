"""What a lock remembers: all that is needed, nothing that is settled, the same bytes every time."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.merge import Baseline, LockedCell, reads_same
from playbook.source import Data
from playbook.upstream.archive import pack
from playbook.upstream.lock import Lock, dump
from playbook.upstream.source import fetch
from playbook.upstream.tree import tree_hash
from tests.forks.serving import committed
from tests.forks.watching import listing, refused, watched

TIP = "content/tips/call-first.yml"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def lock(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "playbook.lock").read_bytes())
    return data


@pytest.fixture
def orphaned(family: Path) -> Path:
    """The state after upstream has dropped a tip that it changes."""
    (family / "national-2027" / TIP).unlink()
    state = family / "state"
    assert run("upgrade", "-C", state, "--to", family / "national-2027").exit_code == 3
    assert set(lock(state)["gone"]) == {"tips/call-first"}
    return state


@pytest.mark.parametrize("action", ["adopt", "drop"])
def test_a_lock_forgets_what_is_settled(action: str, orphaned: Path):
    assert run("resolve", "-C", orphaned, "tips/call-first", action).exit_code == 0
    assert lock(orphaned)["gone"] == {}
    assert not [cell for cell in lock(orphaned)["cells"] if cell.startswith("tips/call-first/")]
    before = listing(orphaned)
    assert run("upgrade", "-C", orphaned).exit_code == 0
    assert listing(orphaned) == before


def test_a_lock_forgets_what_upstream_has_brought_back(family: Path, orphaned: Path):
    shutil.copy(family / "national" / TIP, family / "national-2027" / TIP)
    assert run("upgrade", "-C", orphaned).exit_code == 0
    assert lock(orphaned)["gone"] == {}


def test_a_lock_names_the_commit_that_was_taken(family: Path):
    repository = committed(family / "national", "v1")
    wanted = fetch(f"git+{repository}@v1", beside=family).commit
    assert run("upgrade", "-C", family / "state", "--to", f"git+{repository}@v1").exit_code == 0
    assert lock(family / "state")["chain"][0]["commit"] == wanted
    told = json.loads(run("status", "-C", family / "state", "--json").stdout)
    assert told["upstream"][0]["commit"] == wanted


def test_a_commit_that_changes_nothing_of_the_content_is_no_news(family: Path):
    repository = committed(family / "national", "v1")
    state = family / "state"
    assert run("upgrade", "-C", state, "--to", f"git+{repository}@main").exit_code == 0
    before = listing(state)
    (repository / "README.md").write_text("More.", encoding="utf-8")
    committed(repository)
    result = run("upgrade", "-C", state)
    assert result.exit_code == 0
    assert "no change" in result.stdout
    assert listing(state) == before
    tip = repository / "content/tips/ask-early.yml"
    tip.write_text(tip.read_text(encoding="utf-8") + "time: 5\n", encoding="utf-8")
    committed(repository)
    assert run("upgrade", "-C", state).exit_code == 0
    commit = fetch(f"git+{repository}@main", beside=family).commit
    assert lock(state)["chain"][0]["commit"] == commit


def test_the_order_in_which_a_lock_is_made_means_nothing():
    def made(step: int) -> bytes:
        cells = {name: LockedCell(name, f"good {name}") for name in "cab"[::step]}
        gone: dict[str, Data] = {name: name for name in "zy"[::step]}
        orders = dict.fromkeys("xw"[::step], ("2", "1"))
        return dump(Lock((), Baseline(cells, gone, orders, ("t/b", "t/a")[::step])))

    assert made(1) == made(-1)


def test_a_chain_whose_links_do_not_fit_each_other_is_refused(family: Path):
    county = family / "county"
    tree = fetch("national-2027", beside=family).tree
    (county / "vendor/org.example.national-2027.1.zip").write_bytes(pack(tree))
    data = lock(county)
    data["chain"][1] |= {
        "file": "org.example.national-2027.1.zip",
        "tree": tree_hash(tree),
        "version": "2027.1",
    }
    (county / "playbook.lock").write_text(json.dumps(data), encoding="utf-8")
    for command in ("check", "status", "upgrade"):
        said = refused(watched(command, "-C", county))
        assert "org.example.state: its own playbook.lock does not fit" in said
        assert "Restore playbook.lock and vendor/ from version control" in said


def test_the_old_upstream_is_whole_till_the_lock_is_written(
    family: Path, monkeypatch: pytest.MonkeyPatch
):
    state, tip = family / "state", family / "national/content/tips/ask-early.yml"
    text = tip.read_text(encoding="utf-8")
    tip.write_text(text.replace("Ask early", "Ask soon"), encoding="utf-8")
    real = Path.replace

    def stopped(self: Path, target: Path) -> Path:
        if target.name == "playbook.lock":
            raise OSError(28, "No space left on device", str(target))
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopped)
        assert run("upgrade", "-C", state).exit_code == 2
    assert run("check", "-C", state).exit_code == 0
    assert run("upgrade", "-C", state).exit_code == 0
    assert "Ask soon" in run("explain", "-C", state, "tips/ask-early/title").stdout


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("a\nb", "a\r\nb", True),
        ("a\nb", "a \nb\n", True),
        ("a\nb", "a  \nb\n", False),
        ("caf\u00e9", "cafe\u0301", True),
        (["a", {"k": "b\r\n"}], ["a", {"k": "b"}], True),
        ("a\nb", "a\n\nb", False),
        ("a b", "a  b", True),
        ("a b", "a\nb", True),
        ("a", " a", False),
        ("a", None, False),
    ],
)
def test_values_that_read_the_same_are_the_same(one: Any, other: Any, alike: bool):
    assert reads_same(one, other) == alike
