"""What tells this program, and the packages that it works with, from other versions."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

from playbook.cache.disk import cached
from playbook.cache.fingerprints import Fingerprints
from playbook.shipped import shipped_folder

_PACKAGE = Path(__file__).parent.parent


def program() -> list[object]:
    """Return what tells it on this machine: the fingerprints of its files."""
    return [*_beside(), [Fingerprints.below(home.parent, home.name).files for home in _homes()]]


def program_by_content() -> str:
    """Return what tells it on any machine, however often it was installed: what its files hold."""
    seen = json.dumps(["program", *program()]).encode()
    return cached(seen, lambda: json.dumps([*_beside(), _held()]).encode()).decode()


def _homes() -> list[Path]:
    return [_PACKAGE, shipped_folder("templates"), _PACKAGE.parent / "plugins"]


def _beside() -> list[object]:
    """Return the version of Python, and the names of all packages with theirs."""
    packages = sorted(
        name
        for path in map(Path, sys.path)
        if path.is_dir()
        for name in os.listdir(path)  # noqa: PTH208  # names alone
        if name.endswith((".dist-info", ".egg-info"))
    )
    return [sys.version, packages]


def _held() -> list[tuple[str, str]]:
    """Return the hash of each file, except for what Python itself puts among them."""
    return [
        (f"{home.name}/{path.relative_to(home)}", hashlib.sha256(path.read_bytes()).hexdigest())
        for home in _homes()
        for path in sorted(home.rglob("*"))
        if path.is_file() and path.parent.name != "__pycache__"
    ]
