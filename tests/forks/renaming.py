"""The same statements under the names that things have in another year."""

from __future__ import annotations

from typing import Any

from playbook.merge import Baseline, CurrentNames, Merged, Outcome
from tests.forks.histories import Items, upstream

_NAMES = ("after", "before", "move", "replace")
Told = tuple[str, str, str, str, str]


def called(said: dict[str, Any], items: Items, locked: Baseline) -> dict[str, Any]:
    """Return what a fork says, each thing called as it is in `items`."""
    names = CurrentNames(upstream(items).draft, locked.gone)
    return {names.ref(ref): _called(ref, one, names) for ref, one in said.items()}


def _called(ref: str, said: dict[str, Any], names: CurrentNames) -> dict[str, Any]:
    def way(dotted: str) -> str:
        cell = names.cell(f"{ref}/{dotted.replace('.', '/')}")
        return ".".join(cell.split("/")[2:])

    def within(field: str, said: Any) -> Any:
        if isinstance(said, dict):
            return {key: within(field, said[key]) if key in _NAMES else said[key] for key in said}
        return names.cell(f"{ref}/{field.replace('.', '/')}/{said}").rpartition("/")[2]

    found = {key: {way(name): new for name, new in said[key].items()} for key in said}
    for field, changes in said.get("lists", {}).items():
        if field == "do":
            continue
        mine: dict[str, Any] = {
            key: [within(field, one) for one in changes[key]] for key in changes
        }
        mine |= {"set": {within(field, key): new for key, new in changes.get("set", {}).items()}}
        found["lists"][way(field)] = mine
    return found


def merged(old: Items, new: Items) -> bool:
    """Tell whether one of these items was two the year before: entries of two are no namesakes."""
    return any(len({ref, *item.get("was", ())} & old.keys()) > 1 for ref, item in new.items())


def told(done: Merged, like: Merged | None = None) -> list[Told]:
    """Return what came of each statement, under the names of today; anchors are names as well.

    What has gone has the name that it has in `like`.
    """
    names = CurrentNames(done.parent, (like or done).baseline.gone)
    return sorted(
        (
            _cell(one, names),
            one.group,
            "" if one.statement.op in ("add", "move") else repr(one.base),
            "" if one.statement.op in ("add", "move") else repr(one.theirs),
            "" if one.statement.op == "remove" else repr(one.ours),
        )
        for one in done.outcomes
    )


def _cell(one: Outcome, names: CurrentNames) -> str:
    """Return a cell's name of today; an entry that has gone has none, but what it was tells it."""
    cell = names.cell(one.statement.cell)
    has_gone = one.statement.op in ("remove", "replace") and one.theirs is None
    return cell.rpartition("/")[0] if has_gone else cell
