"""Two processes share one list of tasks; what one of them cannot do is never left out."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from playbook import helper
from playbook.cache import fingerprints
from playbook.helper import Helper, HelperError, Turns, apart, can_help
from playbook.publish import build, stage
from tests.publish.identity import between, playbook


def test_each_number_is_taken_once_and_by_both():
    def take() -> list[int]:
        return [number for number in range(2000) if turns.is_mine(number)]

    with Turns(2000) as turns, Helper(take) as other:
        mine = take()
        theirs = other.found()
    assert sorted(mine + theirs) == list(range(2000))


def test_asked_again_a_process_answers_the_same():
    with Turns(3) as turns:
        assert [turns.is_mine(number) for number in (0, 1, 2, 0, 1, 2)] == [True] * 6


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("end", [die, object, lambda: 1 / 0])
def test_a_helper_that_fails_is_an_error_of_its_own(end: Any):
    with Helper(end) as other, pytest.raises(HelperError):
        other.found()


def stop() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


@pytest.mark.parametrize("hang", [stop, threading.Event().wait, lambda: time.sleep(60)])
def test_a_helper_that_is_stopped_or_waits_for_ever_is_not_waited_for(
    hang: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(helper, "_LOOK", 0.01)
    monkeypatch.setattr(helper, "_LOOKS", 3)
    with Helper(hang) as other:
        pid = other._pid
        with pytest.raises(HelperError):
            other.found()
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def test_a_helper_that_computes_is_waited_for_however_long_it_takes(
    monkeypatch: pytest.MonkeyPatch,
):
    looks: list[int] = []

    def computed(pid: int) -> int:
        looks.append(pid)
        if len(looks) == 11:
            os.write(go, b"done")
        return len(looks)

    def work() -> str:
        return os.read(ready, 4).decode()

    ready, go = os.pipe()
    monkeypatch.setattr(helper, "_LOOK", 0.001)
    monkeypatch.setattr(helper, "_LOOKS", 3)
    monkeypatch.setattr(helper, "_computed", computed)
    with Helper(work) as other:
        assert other.found() == "done"
    assert len(looks) > 10
    os.close(ready)
    os.close(go)


def test_a_helper_does_not_outlive_what_it_is_for():
    with Helper(lambda: time.sleep(60)) as other:
        pid = other._pid
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


@pytest.mark.parametrize("can", [True, False])
def test_what_is_done_apart_is_done_once_where_it_can_be(
    can: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(helper, "can_help", lambda: can)
    assert (apart(os.getpid) == os.getpid()) is not can


def test_what_cannot_be_done_apart_is_done_here_and_fails_here(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(helper, "can_help", lambda: True)
    here = os.getpid()
    assert apart(lambda: os.getpid() == here or os._exit(1))
    with pytest.raises(ZeroDivisionError):
        apart(lambda: 1 / 0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("playbook.pdf_files.pdf_files", lambda *_, **__: {})
    monkeypatch.setattr(stage, "_MANY", 1)
    monkeypatch.setattr(fingerprints, "TICK", 0)
    return playbook(tmp_path / "playbook")


def test_two_processes_build_the_site_that_one_builds(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(stage, "can_help", lambda: True)
    build(folder, site_dir=tmp_path / "two")
    monkeypatch.setattr(stage, "can_help", lambda: False)
    build(folder, site_dir=tmp_path / "one")
    assert between(tmp_path / "one", tmp_path / "two") == []
    assert build(folder, site_dir=tmp_path / "two")  # what the helper read was written down
    assert between(tmp_path / "one", tmp_path / "two") == []


@pytest.mark.parametrize("fault", ["it dies", "it draws nothing"])
def test_what_a_helper_leaves_out_is_drawn_all_the_same(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
):
    whole = stage._drawn

    def drawn(site: Any, config: Any, share: Any) -> list[str]:
        if share.is_first:
            return whole(site, config, share)
        for number in range(10):
            share.turns.is_mine(number)
        if fault == "it dies":
            os._exit(1)
        return []

    monkeypatch.setattr(stage, "can_help", lambda: True)
    monkeypatch.setattr(stage, "_drawn", drawn)
    build(folder, site_dir=tmp_path / "two")
    monkeypatch.setattr(stage, "can_help", lambda: False)
    build(folder, site_dir=tmp_path / "one")
    assert between(tmp_path / "one", tmp_path / "two") == []


def test_with_threads_or_one_processor_there_is_no_helper(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)
    assert not can_help()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    monkeypatch.setattr(helper, "_THREADS", "/nowhere")
    assert not can_help()
    monkeypatch.undo()
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    assert not can_help()
    done.set()
    thread.join()
