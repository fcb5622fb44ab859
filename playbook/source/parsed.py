"""What texts say as data, kept from run to run: parsing takes longest of all that a check does."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from functools import cache as remembered
from pathlib import Path
from typing import TYPE_CHECKING

from yaml import __version__ as yaml_version

from playbook.cache.disk import keep, recall
from playbook.source.trusted import parse_trusted

if TYPE_CHECKING:
    from playbook.source.rules import Data


FEW = 100
"""Texts that are parsed as soon as what was kept of them is found."""


class Parsed:
    """The texts of one folder with their data: those of the last run, and those of this one."""

    def __init__(self, name: str) -> None:
        """Recall what `keep` left under `name`; a broken file counts for nothing."""
        self._recipe = f"{_program()} {name}".encode()
        self._kept: dict[str, Data] = {}
        with suppress(ValueError, RecursionError):
            kept = json.loads(recall(self._recipe) or b"{}")
            self._kept = kept if isinstance(kept, dict) else {}
        self._asked: dict[str, Data] = {}

    def __call__(self, text: str) -> Data:
        """Return what `trusted` returns of a text; raise what it raises."""
        key = hashlib.sha256(text.encode()).hexdigest()
        known = None if key in self._asked else self._kept.get(key)
        data = parse_trusted(text) if known is None else known
        self._asked[key] = data
        return data

    def keep(self) -> None:
        """Keep what was asked for, unless it is kept already or little."""
        if len(self._asked) >= FEW and self._asked.keys() != self._kept.keys():
            keep(self._recipe, json.dumps(self._asked).encode())


@remembered
def _program() -> str:
    own = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    return f"{hashlib.sha256(own).hexdigest()} {yaml_version}"
