"""Find statements that say something of the same value, under whatever names they call it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from playbook.overlay.names import entry_called
from playbook.overlay.nodes import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.overlay.nodes import Path
    from playbook.overlay.statements import Statement
    from playbook.source import Data

Clash: TypeAlias = tuple["Statement", "Statement"]
"""Two of which the first one's path begins the other's."""


def clashes(statements: Iterable[Statement], data: Data) -> list[Clash]:
    """Return the clashes among statements of one item, whose data upstream has as `data`."""
    ends = {"hide": ("@hidden",), "move": ("@place",)}
    named = [((*_today(one.path, data), *ends.get(one.op, ())), one) for one in statements]
    found: list[Clash] = []
    around: list[tuple[Path, Statement]] = []
    for path, one in sorted(named, key=lambda pair: (pair[0], pair[1].cell)):
        while around and path[: len(around[-1][0])] != around[-1][0]:
            around.pop()
        if around:
            found.append((around[-1][1], one))
        around.append((path, one))
    return found


def _today(path: Path, data: Data) -> Path:
    """Return `path` with the names that entries of lists have today."""
    parts: list[str] = []
    for part in path:
        name = part
        if isinstance(data, list):
            data = entry_called(data, part)
            name = key_of(data) or part
        else:
            data = data.get(part) if isinstance(data, dict) else None
        parts.append(name)
    return tuple(parts)
