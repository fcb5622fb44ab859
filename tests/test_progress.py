"""A bar shows on a terminal, and only once work has taken a second."""

from __future__ import annotations

import sys

import pytest

from playbook import progress
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


def test_each_step_tells_how_long_it_took_even_if_it_fails():
    work = Progress("Reading", "Drawing")
    with work.step("Reading"):
        pass
    with pytest.raises(ZeroDivisionError), work.step("Drawing"):
        _ = 1 / 0
    assert list(work.seconds) == ["Reading", "Drawing"]
    assert all(seconds >= 0 for seconds in work.seconds.values())
