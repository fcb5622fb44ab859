"""Notice at once what changes of that which goes into a site.

The system tells of it, where it can; what it says nothing of (folders behind links, on the network,
or beyond the number that it watches) is looked for from time to time. That pages are right hangs on
none of it: it has browsers load them anew.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from playbook.cache.fingerprints import INPUTS, Fingerprints

if TYPE_CHECKING:
    from collections.abc import Callable

    from watchdog.observers.api import BaseObserver, ObservedWatch

_INTERVAL = 0.5
"""Seconds between two looks where nobody tells of changes."""
_WHERE_TOLD = 3.0
"""The same where the system does: for what it leaves out."""
_CHANGES: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileDeletedEvent, FileMovedEvent),
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
]
"""What the system is asked for; that files are read is no news."""


class Watcher(threading.Thread):
    """Tells of each change below a playbook's folder, also where nothing is yet, or now.

    In the place of MkDocs' own observer, which looks at everything twice a second, forgets a folder
    that goes, and sees nothing of what changes before it is ready.
    """

    def __init__(
        self, folder: Path, shown: Callable[[], Fingerprints], rest: Callable[[], object]
    ) -> None:
        """Watch the playbook in `folder`; `shown` returns the fingerprints of what was read of it.

        Where one has to look, a change is what is otherwise than that. `rest` is called once when
        a while has passed since a change: nobody waits then.
        """
        super().__init__(daemon=True)
        self._folder, self._shown, self._rest = folder.resolve(), shown, rest
        self._woken, self._stopped, self._heard = (threading.Event() for _ in range(3))
        self._native = _Native(self._folder, self._hear)

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool) -> None:
        """Take what is to be told; `path` is the playbook's folder."""
        self._handler = handler

    def _hear(self) -> None:
        self._heard.set()
        self._woken.set()

    def run(self) -> None:
        """Tell of changes until `stop` is called."""
        has_rested = False
        try:
            while not self._stopped.is_set():
                told = self._native.follow()
                self._woken.wait(_WHERE_TOLD if told else _INTERVAL)
                self._woken.clear()
                heard = self._heard.is_set()
                self._heard.clear()
                if heard or Fingerprints.of(self._folder).files != self._shown().files:
                    self._handler.on_any_event(FileModifiedEvent(str(self._folder)))
                    has_rested = False
                elif not has_rested:
                    self._rest()
                    has_rested = True
        finally:
            self._native.stop()

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()
        self._woken.set()


class _Native:
    """What the system tells of a playbook's folder itself, and of all in those that go in."""

    def __init__(self, folder: Path, hear: Callable[[], None]) -> None:
        self._folder = folder
        self._own, self._inside = _Handler(hear, INPUTS), _Handler(hear)
        self._observer: BaseObserver | None = Observer()
        self._watches: dict[Path, tuple[int, ObservedWatch]] = {}
        if isinstance(self._observer, PollingObserver):
            self._observer = None

    def follow(self) -> bool:
        """Watch what there is by now; tell whether the system tells of its changes."""
        if self._observer is None:
            return False
        try:
            if not self._observer.is_alive():
                self._observer.start()
            self._watch(self._observer, self._folder, self._own, recursive=False)
            for name in sorted(INPUTS):
                self._watch(self._observer, self._folder / name, self._inside, recursive=True)
        except OSError:  # there are more folders than it watches, say
            self.stop()
            return False
        return True

    def _watch(
        self, observer: BaseObserver, path: Path, handler: _Handler, *, recursive: bool
    ) -> None:
        """Watch a folder, if it is one and is not watched: it may have come, gone or changed."""
        inode = path.stat().st_ino if path.is_dir() else None
        known, watch = self._watches.get(path, (None, None))
        if inode == known:
            return
        if watch is not None:
            observer.unschedule(watch)
            del self._watches[path]
        if inode is not None:
            with suppress(FileNotFoundError):  # it has gone since
                watch = observer.schedule(
                    handler, str(path.resolve()), recursive=recursive, event_filter=_CHANGES
                )
                self._watches[path] = inode, watch

    def stop(self) -> None:
        """Be told no more."""
        observer, self._observer = self._observer, None
        if observer is not None and observer.is_alive():
            observer.stop()
            observer.join()


class _Handler(FileSystemEventHandler):
    """Takes what the system tells of a folder; only of what has one of some names, if any."""

    def __init__(self, hear: Callable[[], None], names: frozenset[str] = frozenset()) -> None:
        self._hear, self._names = hear, names

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take one change."""
        names = {Path(os.fsdecode(path)).name for path in (event.src_path, event.dest_path)}
        if not self._names or names & self._names:
            self._hear()
