"""What one playbook of a chain says itself, and what comes of it over the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.merge.three_way import EMPTY_BASELINE, Baseline, Outcome

if TYPE_CHECKING:
    from playbook.draft import Draft
    from playbook.errors import Problem
    from playbook.source import Data, Document


@dataclass(frozen=True)
class Layer:
    """What one playbook of a chain says itself; the first of a chain has no overrides."""

    draft: Draft
    overrides: tuple[Document, ...] = ()
    baseline: Baseline = EMPTY_BASELINE

    def own(self, key: str) -> str:
        """Return a text of the layer's own manifest, or nothing."""
        return _text(self.draft.manifest.data, key)

    def policy(self, key: str) -> str:
        """Return what the layer's own manifest says it does, or nothing."""
        data = self.draft.manifest.data
        return _text(data.get("policy") if isinstance(data, dict) else None, key)


@dataclass(frozen=True)
class Merged:
    """A draft that is whole again, and what came of the last layer's statements."""

    draft: Draft
    parent: Draft
    """What the last layer lies on."""
    outcomes: tuple[Outcome, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Problems of the draft that are none of the three-way comparison."""
    steps: tuple[Merged, ...] = ()
    """What came of each layer, the first one first."""
    new: tuple[str, ...] = ()
    """Items that upstream brought in, and that the last layer has not decided on yet."""
    baseline: Baseline = EMPTY_BASELINE
    """What the last layer remembers of its upstream, under the names that it uses now."""


def _text(data: Data, key: str) -> str:
    value = data.get(key) if isinstance(data, dict) else None
    return value if isinstance(value, str) else ""
