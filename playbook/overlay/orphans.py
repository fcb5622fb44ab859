"""An item that upstream has dropped stays as it was, where it stood, while a fork changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.overlay.nodes import Node, find, place_of, plain, was_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from playbook.overlay.statements import Statement
    from playbook.source import Data


def without_was(kept: Data, names: Collection[str]) -> Data:
    """Return the copy of an item without old names that are borne again: its own, or another's."""
    old = was_of(kept)
    if not isinstance(kept, dict) or not old:
        return kept
    return {**kept, "was": [name for name in old if name not in names]}


def phase_of(manifest: Node, names: Collection[str]) -> tuple[str, ...]:
    """Return the phase of a step, by any of its names, and the steps of it in their order."""
    for phase, row in _phases(manifest):
        steps = [str(step.value) for step in row]
        if any(name in steps for name in names):
            return phase, *steps
    return ()


def keep_step(manifest: Node, said: Statement, stood: Sequence[str]) -> None:
    """Put the step that is `said` something of where it stood: its phase, then the steps of it."""
    ref = said.item
    rows = dict(_phases(manifest))
    if not stood or not rows or any(place_of(row, ref) is not None for row in rows.values()):
        return
    phase, *steps = stood
    row = rows.get(phase, next(reversed(rows.values())))
    before = steps[: steps.index(ref)] if ref in steps else steps
    places = (place_of(row, name) for name in reversed(before))
    place = next((place for place in places if place is not None), -1)
    row.insert(place + 1, Node(ref, said.document, said.place))


def _phases(manifest: Node) -> Iterator[tuple[str, list[Node]]]:
    phases = find(manifest, ("phases",))
    for phase in phases.value if phases is not None and isinstance(phases.value, list) else ():
        steps = phase.value.get("steps") if isinstance(phase.value, dict) else None
        if steps is not None and isinstance(steps.value, list):
            yield str(plain(find(phase, ("id",)))), steps.value
