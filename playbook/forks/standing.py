"""A fork as it stands: its own layer, its lock, and what comes of all together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from playbook.draft import read_draft
from playbook.errors import ContentError
from playbook.forks.chain import layers_of, read_lock
from playbook.forks.extends import upstream_id
from playbook.merge import Layer, Merged, merge_layers

if TYPE_CHECKING:
    from pathlib import Path

    from playbook.forks.lock import Lock


@dataclass(frozen=True)
class Standing:
    """A fork as it is: its own layer, its lock, and what comes of all together."""

    layer: Layer
    lock: Lock
    done: Merged


def standing_of(folder: Path) -> Standing:
    """Return the fork in `folder`; raise PlaybookError where there is none.

    Raises ContentError where its own files have problems: a statement that cannot be read must not
    look as if it were not there.
    """
    draft = read_draft(folder / "content")
    layers = layers_of(folder, draft)
    if len(layers) == 1:
        upstream_id(folder, layers[0].draft)  # says why there is none
    done = merge_layers(layers)
    if done.problems:
        raise ContentError(done.problems)
    lock = read_lock(folder)
    assert lock is not None, "a fork without one is refused"
    return Standing(layers[-1], replace(lock, baseline=done.baseline), done)
