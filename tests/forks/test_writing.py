"""A write that fails changes nothing; one that is killed loses no word of anybody."""

from __future__ import annotations

import builtins
import io
import json
import os
import pathlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.errors import PlaybookError
from playbook.upstream import transaction
from playbook.upstream.transaction import SCRATCH, _Transaction, write_files
from tests.forks.watching import listing

ADOPTED = "content/tips/st-call-first.yml"
CALLS = (("os", "replace"), ("os", "unlink"), ("os", "mkdir"), ("os", "fsync"), ("io", "open"))
"""All that changes anything on a disk."""


class Killed(BaseException):
    """What nobody catches: the process is gone."""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@contextmanager
def stopped(patch: pytest.MonkeyPatch, at: int, *, dead: bool) -> Iterator[list[str]]:
    """Let the call number `at` that changes something fail; a dead process makes none after it."""
    made: list[str] = []

    def guarded(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            mode = named.get("mode") or (given[1] if len(given) > 1 else "r")
            reads = name == "open" and not set(str(mode)) & set("wax+")
            if reads or named.get("dir_fd") is not None:  # the insides of rmtree
                return real(*given, **named)
            made.append(f"{name} {given[0]}")
            if len(made) == at or (dead and len(made) > at):
                raise Killed if dead else OSError(28, "No space left on device", str(given[0]))
            return real(*given, **named)

        return call

    with patch.context() as inner:
        for where, name in CALLS:
            module = {"os": os, "io": io}[where]
            inner.setattr(module, name, guarded(name, getattr(module, name)))
        inner.setattr(builtins, "open", io.open)
        inner.setattr(shutil, "rmtree", guarded("rmtree", shutil.rmtree))
        yield made


def orphaned(family: Path) -> Path:
    """The state after upstream has dropped a tip that it changes, and nothing else of its kind."""
    (family / "national-2027/content/tips/call-first.yml").unlink()
    assert run("upgrade", "-C", family / "state", "--to", family / "national-2027").exit_code == 3
    return family / "state"


def upgraded(family: Path) -> Path:
    assert run("upgrade", "-C", family / "state", "--to", family / "national-2027").exit_code == 3
    return family / "state"


def early(family: Path) -> Path:
    return family / "state"


BODY = "tips/call-first/body"
COMMANDS: dict[str, tuple[Callable[[Path], Path], tuple[str, ...]]] = {
    "take": (upgraded, ("resolve", BODY, "take")),
    "drop": (orphaned, ("resolve", "tips/call-first", "drop")),
    "edit": (upgraded, ("resolve", BODY, "edit", "--text", "Call us.")),
    "keep": (upgraded, ("resolve", BODY, "keep")),
    "adopt": (orphaned, ("resolve", "tips/call-first", "adopt")),
    "upgrade": (early, ("upgrade", "--to", "national-2027")),
}


def done(folder: Path, command: tuple[str, ...]) -> Result:
    name, *rest = command
    return run(name, "-C", folder, *rest)


def words(folder: Path) -> str:
    """All that the person has written, in whichever file of the fork people look into."""
    files = [*(folder / "content").rglob("*.yml"), *(folder / "overrides").rglob("*.yml")]
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(files))


Case: TypeAlias = tuple[str, Path, Path, list[str]]
"""A command, a fork before it, the same one after it, and the calls that it makes."""


@pytest.fixture(params=COMMANDS)
def case(request: pytest.FixtureRequest, family: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    return made_of(request.param, family, monkeypatch)


def made_of(name: str, family: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.chdir(family)
    begin, command = COMMANDS[name]
    before = begin(family)
    after = shutil.copytree(before, family / "after")
    with stopped(monkeypatch, 0, dead=False) as made:
        assert done(after, command).exit_code in (0, 3)
    assert len(made) > 3
    return name, before, after, made


def test_whatever_fails_nothing_is_changed(case: Case, monkeypatch: pytest.MonkeyPatch):
    name, before, after, made = case
    for number in range(1, len(made) + 1):
        folder = shutil.copytree(before, before.parent / f"try-{number}")
        with stopped(monkeypatch, number, dead=False):
            result = done(folder, COMMANDS[name][1])
        if made[number - 1].startswith("rmtree"):
            assert listing(folder).keys() >= listing(after).keys()
            continue
        assert result.exit_code == 2, (made[number - 1], result.output)
        assert "Nothing was changed: No space left" in result.output
        assert len(result.output.splitlines()) == 1
        assert listing(folder) == listing(before), made[number - 1]


def test_wherever_it_is_killed_no_word_is_lost_and_it_can_be_done_again(
    case: Case, monkeypatch: pytest.MonkeyPatch
):
    name, before, after, made = case
    olds, news = (
        {line.strip() for line in words(folder).splitlines()} for folder in (before, after)
    )
    for number in range(1, len(made) + 1):
        folder = shutil.copytree(before, before.parent / f"try-{number}")
        with stopped(monkeypatch, number, dead=True), pytest.raises(Killed):
            done(folder, COMMANDS[name][1])
        found = {line.strip() for line in words(folder).splitlines()}
        assert found >= olds or found >= news, made[number - 1]
        told = run("status", "-C", folder)
        assert told.exit_code in (0, 3), (made[number - 1], told.output)
        again = done(folder, COMMANDS[name][1])
        if again.exit_code == 2:
            assert found >= news, again.output
            assert "You have no statement on" in again.output
        else:
            wanted, now = listing(after), listing(folder)
            rest = [one for one in now if one not in wanted]
            assert all(one.startswith("vendor/") for one in rest), made[number - 1]
            assert {one: now[one] for one in wanted} == wanted, made[number - 1]


def never_put_back(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(_Transaction, "roll_back", lambda self: "Nothing was changed")


def lock_first(patch: pytest.MonkeyPatch) -> None:
    def reverse(names: Iterable[str], **_: object) -> list[str]:
        return [*names][::-1]

    patch.setattr(transaction, "sorted", reverse, raising=False)


def cut_in_place(patch: pytest.MonkeyPatch) -> None:
    real = _Transaction.stage

    def prepare(self: _Transaction, files: dict[str, bytes], gone: list[str]) -> None:
        for name in files:
            (self._folder / name).parent.mkdir(exist_ok=True)
            with (self._folder / name).open("wb") as file:
                file.write(b"")
        real(self, files, gone)

    patch.setattr(_Transaction, "stage", prepare)


@pytest.mark.parametrize(
    ("fault", "holds"),
    [
        (never_put_back, test_whatever_fails_nothing_is_changed),
        (lock_first, test_wherever_it_is_killed_no_word_is_lost_and_it_can_be_done_again),
        (cut_in_place, test_wherever_it_is_killed_no_word_is_lost_and_it_can_be_done_again),
    ],
)
def test_a_planted_fault_is_found(
    fault: Callable[[pytest.MonkeyPatch], None],
    holds: Callable[[Case, pytest.MonkeyPatch], None],
    family: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    found = made_of("drop", family, monkeypatch)
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        holds(found, monkeypatch)


def test_what_cannot_be_put_back_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.yml").write_bytes(b"old")
    real, count = os.replace, iter(range(9))

    def broken(*given: Any) -> None:
        if next(count) > 1:
            raise OSError(5, "Input/output error", str(given[0]))
        real(*given)

    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(
        PlaybookError, match=r"b\.yml, a\.yml could not be put back. Save what it was from"
    ):
        write_files(tmp_path, {"a.yml": b"new", "b.yml": b"new", "playbook.lock": b"new"})


def test_what_is_new_comes_before_what_is_cut_and_the_lock_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    order: list[str] = []
    real = os.replace

    def heard(source: Any, target: Any) -> None:
        order.append(pathlib.Path(target).name)
        real(source, target)

    monkeypatch.setattr(os, "replace", heard)
    (tmp_path / "cut.yml").write_bytes(b"old")
    write_files(tmp_path, {"playbook.lock": b"{}", "cut.yml": b"new", "tips/new.yml": b"new"})
    assert order == ["new.yml", "cut.yml", "playbook.lock"]


def test_leftovers_of_a_killed_run_bother_no_command(family: Path):
    state = family / "state"
    rest = state / SCRATCH / "old/overrides/calls.yml"
    rest.parent.mkdir(parents=True)
    rest.write_text("items: [broken\n", encoding="utf-8")
    for command in ("check", "status", "upgrade"):
        assert run(command, "-C", state).exit_code == 0
    told = json.loads(run("status", "-C", state, "--json").stdout)
    assert told["statements"]
    assert run("upgrade", "-C", state, "--to", family / "national-2027").exit_code == 3
    assert not (state / ".playbook").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_scratch_folder_that_leads_elsewhere_is_refused(family: Path, tmp_path: Path):
    state, away = family / "state", tmp_path / "away"
    away.mkdir()
    (state / ".playbook").symlink_to(away)
    result = run("upgrade", "-C", state, "--to", family / "national-2027")
    assert result.exit_code == 2
    assert "is a link" in result.output
    assert not list(away.iterdir())
    (away / "writing").mkdir()
    assert run("upgrade", "-C", state).exit_code == 0
    assert (away / "writing").is_dir()
