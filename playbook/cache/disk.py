"""Keep what is slow to make, under a name that says everything that went into it.

One folder a person (never in a playbook), so that a fresh copy of a playbook builds as fast as
the old one. Deleting it costs nothing but time.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from functools import cache as remembered
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from playbook.whole import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_OTHERS_WRITE = 0o022


def is_private() -> bool:
    """Tell whether nobody else may write into the cache, so that code from it may be run."""
    if sys.platform == "win32":
        return True  # it lies in the person's profile
    with suppress(OSError):
        found = _home().stat()
        return found.st_uid == os.getuid() and not found.st_mode & _OTHERS_WRITE
    return False


def cached(recipe: bytes, make: Callable[[], bytes]) -> bytes:
    """Return what `make` makes; `recipe` must differ whenever its result would.

    Where the cache cannot be written, the result is made anew each time.
    """
    known = recall(recipe)
    if known is not None:
        return known
    made = make()
    keep(recipe, made)
    return made


def recall(recipe: bytes) -> bytes | None:
    """Return what was kept under `recipe`, if anything was."""
    with suppress(OSError):
        return _path(recipe).read_bytes()
    return None


def keep(recipe: bytes, made: bytes) -> None:
    """Keep `made` under `recipe`, in the place of what was there; nothing where that cannot be."""
    path = _path(recipe)
    with suppress(OSError):
        _home().mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.mkdir(exist_ok=True)
        write_whole(path, made)


@remembered
def version_of(package: str) -> str:
    """Return the version of an installed package, for recipes; to look it up takes its time."""
    from importlib.metadata import version  # slow to import; who finds nothing changed does without

    return version(package)


def _path(recipe: bytes) -> Path:
    name = hashlib.sha256(recipe).hexdigest()
    return _home() / name[:2] / name[2:]


def _home() -> Path:
    return user_cache_path("coalition-playbook")
