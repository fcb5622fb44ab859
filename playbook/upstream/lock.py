"""`playbook.lock`: which upstream a fork was made over, and what it then said.

Sorted JSON, a cell a line, so that git merges it well; no dates and no paths of a machine, so that
equal inputs give equal bytes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from playbook.errors import PlaybookError
from playbook.merge import EMPTY_BASELINE, Baseline, LockedCell
from playbook.model.manifest import MODEL
from playbook.source import CONFLICT, conflict_lines
from playbook.upstream.tree import LOCK, megabytes

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
MAX_BYTES = 8_000_000
_ZIP = re.compile(r"[a-z0-9][a-zA-Z0-9._-]{0,200}\.zip")


@dataclass(frozen=True)
class Pin:
    """One playbook of the chain, exactly as it was taken."""

    id: str
    version: str
    tree: str
    file: str
    """Its name in `vendor/`."""
    commit: str | None = None


@dataclass(frozen=True)
class Lock:
    """A whole lock; the chain begins with the nearest upstream."""

    chain: tuple[Pin, ...]
    baseline: Baseline = EMPTY_BASELINE
    before: Pin | None = None
    """What was here, where the nearest upstream is not its successor: see `why_not_successor`."""


def dump(lock: Lock) -> bytes:
    """Return the bytes of a lock."""
    baseline = lock.baseline
    cells = {
        cell: {"base": kept.base}
        | ({} if kept.last_rendered is None else {"good": kept.last_rendered, "edit": kept.edit})
        for cell, kept in baseline.cells.items()
    }
    parts: Mapping[str, Any] = {
        "cells": cells,
        "gone": dict(baseline.gone),
        "orders": {name: list(order) for name, order in baseline.orders.items()},
    }
    chain = [_pin_json(pin) for pin in lock.chain]
    lines = ["{", f'"format": {FORMAT},', f'"model": {MODEL},', '"chain": [']
    lines += [",\n".join(map(_json_line, chain)), "],"]
    if lock.before is not None:
        lines.append(f'"before": {_json_line(_pin_json(lock.before))},')
    if baseline.new:
        lines.append(f'"new": {_json_line(sorted(baseline.new))},')
    for number, (name, part) in enumerate(parts.items()):
        rows = [f"{_json_line(key)}: {_json_line(part[key])}" for key in sorted(part)]
        lines += [f'"{name}": {{', *([",\n".join(rows)] if rows else [])]
        lines.append("}," if number < len(parts) - 1 else "}")
    return "\n".join([*lines, "}", ""]).encode()


def _pin_json(pin: Pin) -> dict[str, str]:
    return {key: value for key, value in vars(pin).items() if value is not None}


def _json_line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def parse(raw: bytes, file: str = LOCK) -> Lock:
    """Read a lock; raise PlaybookError with its file and line where it is broken."""
    data = _read_json(raw, file)
    for name, known in (("format", FORMAT), ("model", MODEL)):
        _refuse_version(raw, file, name, data.get(name), known)
    try:
        before = _pin(data["before"]) if "before" in data else None
        return Lock(tuple(map(_pin, data["chain"])), _baseline(data), before)
    except RecursionError:
        raise _lock_error(file, "is nested too deeply") from None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _lock_error(file, f"is not a lock ({error})") from None


def _read_json(raw: bytes, file: str) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise _lock_error(file, f"is larger than {megabytes(MAX_BYTES)}")
    if lines := conflict_lines(raw.decode("utf-8", "replace")):
        hint = (
            "Take both from one side (git checkout --ours -- playbook.lock vendor), then run "
            "playbook upgrade."
        )
        raise PlaybookError(f"{file}:{lines[0]}:1: {CONFLICT[0]}. {hint}")
    try:
        data = json.loads(raw.decode("utf-8"))
    except json.JSONDecodeError as error:
        raise _lock_error(file, f"is not JSON here: {error.msg}", error.lineno) from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise _lock_error(file, "is not JSON in UTF-8") from None
    if not isinstance(data, dict):
        raise _lock_error(file, "is not a lock")
    return data


def _refuse_version(raw: bytes, file: str, name: str, given: object, known: int) -> None:
    """Refuse a lock of another format, or of another content model, than this program knows."""
    if given == known and type(given) is int:
        return
    place = f"{file}:{_line_of(raw, name)}:1"
    if isinstance(given, int) and given > known:
        what = f"was written by a newer program ({name} {given}, this one knows {known})"
        raise PlaybookError(f"{place}: {what}. Update the program.")
    what = f"is of an older {name} ({given!r}, this program needs {known})"
    raise PlaybookError(f"{place}: {what}. Upgrade it with the program that wrote it.")


def _lock_error(file: str, what: str, line: int = 1) -> PlaybookError:
    return PlaybookError(f"{file}:{line}:1: {what}. Restore it from version control.")


def _line_of(raw: bytes, name: str) -> int:
    before = raw.partition(f'"{name}"'.encode())[0]
    return before.count(b"\n") + 1 if len(before) < len(raw) else 1


def _pin(data: Any) -> Pin:
    pin = Pin(**data)
    if not _ZIP.fullmatch(pin.file) or not all(
        isinstance(value, str) for value in (pin.id, pin.version, pin.tree)
    ):
        raise ValueError("a playbook of the chain cannot be read")
    return pin


def _baseline(data: dict[str, Any]) -> Baseline:
    cells = {
        cell: LockedCell(kept["base"], kept.get("good"), str(kept.get("edit", "")))
        for cell, kept in data["cells"].items()
    }
    for value in (*(kept.base for kept in cells.values()), *data["gone"].values()):
        _refuse_numbers(value)
    if any(
        kept.last_rendered is not None and not isinstance(kept.last_rendered, str)
        for kept in cells.values()
    ):
        raise ValueError("a kept text is not a text")
    orders = {name: tuple(map(str, order)) for name, order in data["orders"].items()}
    return Baseline(cells, dict(data["gone"]), orders, tuple(map(str, data.get("new", ()))))


def _refuse_numbers(value: Any) -> None:
    """Values are what was typed: texts, lists, groups and nothing."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            _refuse_numbers(inner)
    elif value is not None and not isinstance(value, str):
        raise ValueError("a value is not a text")


def why_not_successor(before: Pin, after: Pin) -> str:
    """Return, as a part of a sentence, why `after` does not succeed `before`, or nothing."""
    if before.tree == after.tree:
        return ""
    if before.version == after.version:
        return f"the same version with other content ({_content(before)} -> {_content(after)})"
    if _older(after.version, before.version):
        return f"an older version than before ({before.version})"
    return ""


def describe_moved_tag(source: str, before: Pin, after: Pin) -> str:
    """Say that the tag which `source` names is of another commit than it was."""
    ref = source.rpartition("@")[2]
    return f"the tag {ref} was moved ({_content(before)} -> {_content(after)})"


def _content(pin: Pin) -> str:
    return f"commit {pin.commit[:9]}" if pin.commit else f"{pin.tree[:11]}…"


def _older(one: str, other: str) -> bool:
    """Tell whether a version of numbers is lower than another one; of others nobody can tell."""
    numbers = [re.fullmatch(r"v?(\d{1,9}(?:[.-]\d{1,9}){0,9})", text) for text in (one, other)]
    if not all(numbers):
        return False
    low, high = ([int(part) for part in re.split("[.-]", match[1])] for match in numbers if match)
    return low < high
