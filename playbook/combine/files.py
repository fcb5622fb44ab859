"""Read many files: each says what became of it, and none stops the others.

PDFs are read in workers of their own, with bounds for time and memory; one that a file breaks is
replaced, and the file is named.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections import deque
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from playbook.answers import RefusedError
from playbook.answers.budgets import BUDGETS, too_large
from playbook.combine.sources import source_of
from playbook.errors import counted
from playbook.pdf.form_fields import HEAD, is_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from playbook.answers import Sheet
    from playbook.combine.combined import Source

SUFFIXES = (".json", ".pdf")
"""What is looked for in folders."""
SECONDS = 20.0
"""For one file: the slowest honest one takes 0.1."""
MEMORY = 1_000_000_000
"""Bytes of address space that one file may take beyond what a worker has."""
FEW = 3
"""PDFs that one worker reads before a second is worth its start."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    path: Path
    text: str
    """A sentence that names it."""
    source: Source | None = None

    @property
    def level(self) -> str:
        """Return `read` or `refused`."""
        return "read" if self.source else "refused"


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return files, and those in folders, each once."""
    found: dict[Path, Path] = {}
    for path in paths:
        inside = [path]
        if path.is_dir():
            every = (Path(folder) / name for folder, _, names in os.walk(path) for name in names)
            inside = sorted(one for one in every if one.suffix.lower() in SUFFIXES)
        for one in inside:
            found.setdefault(one.resolve(), one)
    return list(found.values())


def read_files(
    paths: Iterable[Path],
    sheets: tuple[Sheet, ...],
    upstream: tuple[str, ...],
    done: Callable[[], None] = lambda: None,
) -> list[Outcome]:
    """Return what became of each file, in order; `done` is told of each."""
    found: dict[Path, Outcome] = {}
    papers: list[Path] = []
    for path in paths:
        if path.suffix.lower() == ".pdf" or _begins_as_pdf(path):
            papers.append(path)
            found[path] = Outcome(path, "")  # keeps its place
            continue
        found[path] = _read(path, sheets, upstream)
        done()
    for outcome in _by_workers(papers, sheets, upstream):
        found[outcome.path] = outcome
        done()
    return list(found.values())


def _begins_as_pdf(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return is_pdf(file.read(HEAD))
    except OSError:
        return False


def _read(path: Path, sheets: tuple[Sheet, ...], upstream: tuple[str, ...]) -> Outcome:
    try:
        if path.stat().st_size > max(BUDGETS["pdf"], BUDGETS["backup"]):
            raise too_large(path.name, "pdf", "file of a playbook")
        raw = path.read_bytes()
        source = source_of(raw, name=path.name, sheets=sheets, upstream=upstream)
    except OSError as error:
        return Outcome(path, f"{path} cannot be read: {error.strerror}.")
    except RefusedError as error:
        return Outcome(path, str(error))
    return Outcome(path, f"{path.name}: {counted(len(source.entries), 'sheet')}.", source)


def _by_workers(
    papers: list[Path], sheets: tuple[Sheet, ...], upstream: tuple[str, ...]
) -> Iterator[Outcome]:
    waiting = deque(papers)
    size = min(os.cpu_count() or 1, 1 + len(papers) // FEW)
    workers = [_Worker(sheets, upstream) for _ in range(size)] if papers else []
    try:
        while waiting or any(worker.path for worker in workers):
            for worker in workers:
                if not worker.path and waiting:
                    worker.send(waiting.popleft())
            busy = {worker.ours: worker for worker in workers if worker.path}
            ready = wait(
                busy, timeout=max(0.0, min(one.ends for one in busy.values()) - monotonic())
            )
            for worker in busy.values():
                if worker.ours in ready:
                    yield worker.receive()
                elif monotonic() >= worker.ends:
                    yield worker.replace()
    finally:
        for worker in workers:
            worker.stop()


class _Worker:
    """A process that reads one PDF after the other."""

    def __init__(self, sheets: tuple[Sheet, ...], upstream: tuple[str, ...]) -> None:
        self._given = (sheets, upstream)
        self.path: Path | None = None
        self.ends = 0.0
        self._start()

    def _start(self) -> None:
        self.ours, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(
            target=_work, args=(theirs, *self._given), daemon=True
        )
        self._process.start()
        theirs.close()

    def send(self, path: Path) -> None:
        self.path, self.ends = path, monotonic() + SECONDS
        with contextlib.suppress(OSError):  # a worker that is gone is noticed when it should answer
            self.ours.send(path)

    def receive(self) -> Outcome:
        """Return what it says; a worker that a file has broken is replaced."""
        try:
            outcome = self.ours.recv()
        except (EOFError, OSError):
            return self.replace()
        assert isinstance(outcome, Outcome)
        self.path = None
        return outcome

    def replace(self) -> Outcome:
        """Start anew, and return what is said of the file that broke it."""
        path = self.path
        assert path is not None
        self.stop()
        self.path = None
        self._start()
        return Outcome(
            path,
            f"{path.name} takes more time or memory than any sheet of ours. It may be damaged, or "
            "made to do harm. Ask for it once more.",
        )

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self.ours.close()


def _work(end: Connection, sheets: tuple[Sheet, ...], upstream: tuple[str, ...]) -> None:
    """Answer paths with outcomes until nobody asks any more."""
    _limit_memory()
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        while True:
            end.send(_read(end.recv(), sheets, upstream))


def _limit_memory() -> None:
    """Let this process take so much memory and no more, where the system can hold it to that."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
