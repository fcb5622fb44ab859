"""Lay a chain of forks over the playbook that they begin with, one after the other."""

from __future__ import annotations

from dataclasses import replace
from shlex import quote
from typing import TYPE_CHECKING

from playbook.overlay.layers import Layer, Overlaid
from playbook.overlay.laying import Laying
from playbook.overlay.licence import licence_problems
from playbook.overlay.lineage import lineage_of
from playbook.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from playbook.errors import Level, Problem


def overlay(layers: Sequence[Layer]) -> Overlaid:
    """Return the playbook that the last of `layers` is, with its problems of all layers."""
    first, *rest = layers
    whole = first.draft
    homes = dict.fromkeys((item.ref for item in whole.items), 0)
    done = Overlaid(whole, whole)
    steps = [done]
    for number, layer in enumerate(rest, 1):
        parent = done.draft
        done = Laying(parent, layer).done()
        homes |= dict.fromkeys((item.ref for item in layer.draft.items), number)
        steps.append(done)
    if not rest:
        return replace(done, steps=(done,))
    lineage = lineage_of(steps, homes)
    found = licence_problems(done.draft, layers[-1].draft.manifest, lineage, done.outcomes)
    problems = (*done.draft.problems, *found, *_waiting(layers[-1], done))
    draft = replace(done.draft, lineage=lineage, problems=problems)
    return replace(done, draft=draft, broken=done.draft.problems, steps=tuple(steps))


def _waiting(layer: Layer, done: Overlaid) -> Iterable[Problem]:
    """Yield what waits for a person: errors where the manifest says so, else warnings."""
    level: Level = "error" if layer.policy("stale") == "fail" else "warning"
    for one in done.outcomes:
        if one.group == "review":
            cell, actions = quote(one.statement.cell), "|".join(one.actions)
            hint = f"Look: playbook status. Settle it: playbook resolve {cell} {actions}"
            message = f"waits for a decision ({one.state})"
            yield replace(one.statement.problem(message, hint), level=level)
        elif one.state == "type-changed":
            message = "has another form in upstream now"
            hint = "Write it anew in that form, then keep it. Run: playbook status"
            yield one.statement.problem(message, hint)
    if layer.policy("new_items") == "review":
        manifest = layer.draft.manifest
        for ref in done.new:
            message = f"asks to look at {quoted(ref)}, which is new"
            hint = f"Settle it: playbook resolve {ref} keep|drop"
            yield replace(manifest.problem(("policy", "new_items"), message, hint), level=level)
