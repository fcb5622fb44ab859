"""Fingerprints by which a changed file is known without reading it."""

from __future__ import annotations

import os
import stat
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

INPUTS = frozenset(
    ("content", "templates", "overrides", "static", "vendor", "playbook.lock", "mkdocs.yml")
)
"""What of a playbook's folder goes into its site."""
TICK = 50_000_000
"""Nanoseconds in which a second change may bear the same time as the first."""

Fingerprint = tuple[int, int, int, int]
_TIMES = itemgetter(2, 3)


@dataclass(frozen=True)
class Fingerprints:
    """The fingerprints of all files below some names of a folder."""

    files: dict[str, Fingerprint]
    """Inode, size, and when the words and the inode were changed, by name."""
    settled: bool
    """Whether no file was so new that a further change might show no other fingerprint."""

    @classmethod
    def of(cls, folder: Path) -> Fingerprints:
        """Return those of everything that goes into the site of the playbook in `folder`."""
        return cls.below(folder, *sorted(INPUTS))

    @classmethod
    def below(cls, folder: Path, *names: str) -> Fingerprints:
        """Return those of some files of `folder`, and of all files in some of its folders."""
        files: dict[str, Fingerprint] = {}
        for name in names:
            _note(folder / name, name, files, frozenset())
        now = time.time_ns()
        newest = max(chain.from_iterable(map(_TIMES, files.values())), default=0)
        return cls(files, settled=now - newest > TICK)

    def same(self, other: Fingerprints, *names: str) -> bool:
        """Tell whether what is below `names`, or of these names, is as it was with `other`."""
        return not any(
            name.startswith(names) for name, _ in self.files.items() ^ other.files.items()
        )


def fingerprint_of(file: Path | os.DirEntry[str]) -> Fingerprint:
    """Return the fingerprint of one file; raise OSError where it has none."""
    return _fingerprint(file.stat())


def _fingerprint(found: os.stat_result) -> Fingerprint:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _note(
    file: Path | os.DirEntry[str],
    name: str,
    files: dict[str, Fingerprint],
    above: frozenset[tuple[int, int]],
) -> None:
    """Note that of a file, or those of a folder and its files; what cannot be read has none.

    `above` are the folders that it lies in: a link back to one of them is not followed.
    """
    with suppress(OSError):
        found = os.stat(file)  # noqa: PTH116  # it is asked for every file of a playbook
        itself = (found.st_dev, found.st_ino)
        if itself in above:
            return
        files[name] = _fingerprint(found)
        if stat.S_ISDIR(found.st_mode):
            with os.scandir(file) as entries:
                for entry in entries:
                    _note(entry, f"{name}/{entry.name}", files, above | {itself})
