"""A bar shows on a terminal, and only once work has taken a second."""

from __future__ import annotations

import shutil
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from playbook import progress
from playbook.cli import main
from playbook.progress import Progress


@pytest.mark.parametrize(("terminal", "after", "shown"), [(1, 0, 1), (0, 0, 0), (1, 60, 0)])
def test_a_step_shows_on_a_terminal_after_a_second(
    terminal: int,
    after: int,
    shown: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setattr(progress, "AFTER", after)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: bool(terminal))
    work = Progress("Reading", "Drawing")
    with work.step("Drawing"):
        said = capsys.readouterr()
    assert ("2/2  Drawing" in said.err) == bool(shown)
    assert said.out == ""
    gone = capsys.readouterr().err
    assert not gone.strip()
    assert gone.endswith("\r") == bool(shown)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such clock")
def test_a_first_step_shows_while_it_takes_its_time(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(progress, "AFTER", 3600)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    before = signal.getsignal(signal.SIGALRM)
    with Progress("Fetching").step("Fetching"):
        assert "Fetching" not in capsys.readouterr().err
        assert 3000 < signal.getitimer(signal.ITIMER_REAL)[0] <= 3600
        signal.raise_signal(signal.SIGALRM)  # what the clock does, without waiting for it
        assert "1/1  Fetching" in capsys.readouterr().err
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pytest.mark.parametrize("command", ["upgrade", "fork", "fill", "combine", "check"])
def test_what_may_take_long_shows_on_a_terminal(
    command: str,
    base: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
):
    monkeypatch.setattr(progress, "AFTER", 0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    shutil.copy(Path(__file__).parent.parent / "mkdocs.yml", base)
    nothing = str(tmp_path / "nothing.json")
    arguments = {
        "upgrade": ["upgrade", "-C", str(base)],
        "fork": ["fork", str(base), nothing, "--id", "org.example.x", "--prefix", "x"],
        "fill": ["fill", "-C", str(base), nothing, "-o", str(tmp_path / "out.pdf")],
        "combine": ["combine", "-C", str(base), nothing, "-o", str(tmp_path / "out.csv")],
        "check": ["check", "-C", str(base), "--editions"],
    }[command]
    monkeypatch.setattr("playbook.publish.leaks.edition_problems", lambda _: [])
    with suppress(SystemExit):
        main(arguments)
    assert "1/1  " in capfd.readouterr().err


def test_each_step_tells_how_long_it_took_even_if_it_fails():
    work = Progress("Reading", "Drawing")
    with work.step("Reading"):
        pass
    with pytest.raises(ZeroDivisionError), work.step("Drawing"):
        _ = 1 / 0
    assert list(work.seconds) == ["Reading", "Drawing"]
    assert all(seconds >= 0 for seconds in work.seconds.values())
