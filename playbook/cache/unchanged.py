"""What a command said of a playbook, kept for as long as nothing of it has changed.

Nothing is kept in the playbook's folder. A record holds for one folder, one version of the program
and of all packages beside it; where anything is in doubt, there is none.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playbook.cache.disk import keep, recall
from playbook.cache.fingerprints import Fingerprints
from playbook.cache.program import program

if TYPE_CHECKING:
    from collections.abc import Iterator


class Unchanged:
    """What one command, asked with the same words, said of one folder."""

    def __init__(self, folder: Path, *asked: object) -> None:
        """Look at the folder as it is now, before anything of it is read."""
        self._fingerprints = Fingerprints.of(folder)
        self._recipe = json.dumps(["unchanged", str(folder.resolve()), *map(str, asked)]).encode()
        self._stopped = any(left_by_builds(folder))

    def said(self) -> dict[str, Any] | None:
        """Return what was said the last time, if all that went into it is as it was."""
        if self._stopped:
            return None
        with suppress(ValueError, KeyError, TypeError, RecursionError):
            record = json.loads(recall(self._recipe) or b"{}")
            if record["inputs"] == self._inputs() and record["site"] == _site(record["said"]):
                found: dict[str, Any] = record["said"]
                return found
        return None

    def keep(self, said: dict[str, Any]) -> None:
        """Keep what was said; `site` in it names a folder that has to stay as it is, too.

        Nothing is kept where a file was so new that it may have changed since it was looked at.
        """
        if self._fingerprints.settled and not self._stopped:
            record = {"inputs": self._inputs(), "site": _site(said), "said": said}
            keep(self._recipe, json.dumps(record).encode())

    def _inputs(self) -> str:
        return _digest([program(), os.environ.get("SOURCE_DATE_EPOCH"), self._fingerprints.files])


def left_by_builds(folder: Path) -> Iterator[Path]:
    """Yield the folders that builds of a site in `folder` have left there: they were stopped."""
    found = (path for end in ("new", "old") for path in folder.glob(f".*.{end}"))
    yield from (path for path in found if path.is_dir())


def _site(said: dict[str, Any]) -> str:
    """Return what tells a site from another one: the fingerprints of all its files."""
    site = said.get("site")
    if site is None:
        return ""
    home = Path(site)
    return "" if home.is_symlink() else _digest(Fingerprints.below(home.parent, home.name).files)


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True).encode()).hexdigest()
