"""What goes into a site is watched: the system tells of it, and where it cannot, one looks."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from playbook.cache.fingerprints import Fingerprints
from playbook.publish import watch
from playbook.publish.watch import Watcher
from tests.publish.folders import put

LONG = 20
"""Seconds in which even a busy machine has told."""
BED = "content/tips/bed.yml"


class Told(FileSystemEventHandler):
    """Knows whether it was told of a change."""

    def __init__(self) -> None:
        self.something = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.something.set()

    def of(self, change: Callable[[], object]) -> bool:
        """Whether it is told of a change."""
        self.something.clear()
        change()
        return self.something.wait(LONG)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, {BED: "title: A\n", "mkdocs.yml": "a: b\n", "aside/x.yml": "x: 1\n"})
    return tmp_path


@pytest.fixture
def native(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks: what is told, the system tells."""
    monkeypatch.setattr(watch, "_WHERE_TOLD", 3600)


def watching(folder: Path) -> Watcher:
    """What watches a playbook that was read as it is now."""
    shown = Fingerprints.of(folder)
    return Watcher(folder, lambda: shown, rest=lambda: None)


@pytest.fixture
def told(folder: Path) -> Iterator[Told]:
    told, watcher, ready = Told(), watching(folder), threading.Event()
    follow = watcher._native.follow

    def once() -> bool:
        found = follow()
        ready.set()
        return found

    watcher._native.follow = once  # type: ignore[method-assign]
    watcher.schedule(told, str(folder), recursive=True)
    watcher.start()
    assert ready.wait(LONG)
    yield told
    watcher.stop()
    watcher.join()


def same_size(folder: Path) -> None:
    """Another file of the same size takes the place of one, and says that it is as old."""
    old = (folder / BED).stat()
    replace(folder, "title: B\n", (old.st_atime_ns, old.st_mtime_ns))


def replace(folder: Path, text: str, times: tuple[int, int] | None = None) -> None:
    """Put another file in the place of one: nobody sees it half written."""
    new = folder / "aside/new.yml"
    new.write_text(text, encoding="utf-8")
    if times is not None:
        os.utime(new, ns=times)
    new.replace(folder / BED)


CHANGES: dict[str, Callable[[Path], object]] = {
    "an edit": lambda folder: put(folder, {BED: "title: Another\n"}),
    "a file in the place of another": same_size,
    "a clock that went back": lambda folder: os.utime(folder / BED, ns=(1, 1)),
    "settings": lambda folder: put(folder, {"mkdocs.yml": "a: c\n"}),
    "a new folder inside": lambda folder: put(folder, {"content/tips/more/x.yml": "x: 1\n"}),
    "a folder that comes": lambda folder: (folder / "aside").rename(folder / "static"),
    "a file that goes": lambda folder: (folder / BED).unlink(),
    "a folder that goes": lambda folder: (folder / "content").rename(folder / "gone"),
}


@pytest.mark.usefixtures("native")
def test_the_system_tells_of_every_change(folder: Path, told: Told):
    for name in ("an edit", "a file in the place of another", "settings", "a new folder inside"):
        assert told.of(lambda name=name: CHANGES[name](folder)), name  # type: ignore[misc]
    for number in range(3):  # more of them in one tick of the clock
        assert told.of(lambda n=number: put(folder, {BED: f"title: {n}\n"}))  # type: ignore[misc]


@pytest.mark.usefixtures("native")
def test_folders_that_go_and_come_back_are_watched_again(folder: Path, told: Told):
    assert told.of(lambda: (folder / "content").rename(folder / "gone"))
    assert told.of(lambda: (folder / "gone").rename(folder / "content"))
    assert told.of(lambda: (folder / "aside").rename(folder / "static"))


@pytest.mark.usefixtures("native")
def test_what_is_read_or_goes_into_no_site_is_no_change(folder: Path, told: Told):
    (folder / BED).read_text(encoding="utf-8")
    put(folder, {"site/index.html": "", "notes.txt": ""})
    assert not told.something.wait(0.3)
    assert told.of(lambda: put(folder, {BED: "title: At last\n"}))


class Full(Observer):  # type: ignore[misc, valid-type]
    """The system watches no more folders."""

    def schedule(self, *_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("observer", [PollingObserver, Full])
def test_where_the_system_does_not_tell_one_looks(
    folder: Path, observer: type, change: Callable[[Path], object], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(watch, "Observer", observer)
    monkeypatch.setattr(watch, "_INTERVAL", 0.01)
    told, watcher = Told(), watching(folder)
    watcher.schedule(told, str(folder), recursive=True)
    watcher.start()
    assert not told.something.wait(0.05), "nothing has changed yet"
    assert told.of(lambda: change(folder))
    watcher.stop()
    watcher.join()


class Reading(Told):
    """Reads at once what changed in a folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder, self.shown = folder, Fingerprints.of(folder)

    def on_any_event(self, event: FileSystemEvent) -> None:
        self.shown = Fingerprints.of(self._folder)
        super().on_any_event(event)


def test_one_rests_once_after_each_change(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(watch, "Observer", PollingObserver)
    monkeypatch.setattr(watch, "_INTERVAL", 0.01)
    told, rests = Reading(folder), Queue[None]()
    watcher = Watcher(folder, lambda: told.shown, rest=lambda: rests.put(None))
    watcher.schedule(told, str(folder), recursive=True)
    watcher.start()
    rests.get(timeout=LONG)
    for number in range(3):
        assert told.of(lambda n=number: replace(folder, f"title: No. {n}\n"))  # type: ignore[misc]
        rests.get(timeout=LONG)
    with pytest.raises(Empty):
        rests.get(timeout=0.1)
    watcher.stop()
    watcher.join()
