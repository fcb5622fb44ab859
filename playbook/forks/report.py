"""Say what came of a fork's statements, for people in lines and for programs as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from playbook.forks.chain import VENDOR
from playbook.forks.editions import moved_tag, not_a_successor
from playbook.forks.notices import notice_lines, notices, notices_json
from playbook.forks.prose import proposal
from playbook.forks.telling import told
from playbook.forks.tree import MANIFEST
from playbook.forks.waiting import asks_of_new

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.forks.lock import Pin
    from playbook.forks.standing import Standing
    from playbook.forks.upgrade import Upgraded
    from playbook.merge import Merged, Outcome

_GROUPS = ("follows", "yours", "review", "error")
_AS_BEFORE = ("ok", "added", "hidden")
"""States of statements to which an upgrade did nothing."""
_UNTOUCHED = "Nothing of yours was changed"
_UNKNOWN = (
    "There was no playbook.lock before, so nothing could be compared: hold what you say against "
    "upstream's words yourself. playbook explain CELL shows both."
)


def counts(state: Standing) -> dict[str, int]:
    """Return how many statements and own items are in each group."""
    found = Counter[str](one.group for one in state.done.outcomes)
    found["yours"] += len(state.layer.draft.items)
    found["review" if asks_of_new(state.layer) else "yours"] += len(state.done.new)
    return {group: found[group] for group in _GROUPS}


def status_json(state: Standing) -> dict[str, Any]:
    """Return all statements with their states; docs/forkers.md names the keys."""
    layer = state.layer
    return {
        "playbook": {"id": layer.own("id"), "version": layer.own("version")},
        "upstream": [pin_json(pin) for pin in state.lock.chain],
        "groups": counts(state),
        "new": _new_json(state.done),
        "own": sorted(item.ref for item in layer.draft.items),
        "notices": notices_json(notices(state.done)),
        "statements": [outcome_json(one) for one in state.done.outcomes],
    }


def upgrade_json(done: Upgraded) -> dict[str, Any]:
    """Return what an upgrade came to."""
    return {
        "before": pin_json(done.before),
        "after": pin_json(done.after),
        "upstream": done.upstream,
        "new": _new_json(done.done),
        "notices": notices_json(done.notices),
        "statements": [outcome_json(one) for one in done.done.outcomes],
        "compared": done.compared,
        "wrote": done.wrote,
        "problems": [problem.as_dict() for problem in done.problems],
    }


def pin_json(pin: Pin) -> dict[str, Any]:
    """Return which edition of a playbook was taken."""
    return {"id": pin.id, "version": pin.version, "tree": pin.tree, "commit": pin.commit}


def _new_json(done: Merged) -> list[dict[str, Any]]:
    return [{"item": ref, "shown": ref not in done.draft.hidden} for ref in done.new]


def outcome_json(one: Outcome) -> dict[str, Any]:
    """Return one statement with its state and the three values."""
    statement = one.statement
    return {
        "cell": statement.cell,
        "item": one.item,
        "op": statement.op,
        "state": one.state,
        "group": one.group,
        "file": statement.document.file,
        "line": statement.line,
        "why": statement.why,
        "base": one.base,
        "theirs": one.theirs,
        "ours": one.ours,
        "proposal": proposal(one),
        "rival": one.conflict.cell if one.conflict else None,
        "actions": list(one.actions),
        "news": bool(one.seen),
    }


def status_lines(state: Standing) -> Iterator[str]:
    """Yield the report of `playbook status`."""
    pin, layer = state.lock.chain[0], state.layer
    yield (
        f"{layer.own('id')} {layer.own('version')}  <-  {pin.id} {pin.version} "
        f"(locked, {pin.tree[:11]}…)"
    )
    if (before := state.lock.before) and (news := not_a_successor(before, pin)):
        yield f"look: {pin.id} {pin.version} is {news}"
    found = counts(state)
    total = len(state.done.outcomes)
    said = ", ".join(f"{found[group]} {group}" for group in _GROUPS if found[group])
    things = f"{total} statement{'s' if total != 1 else ''}"
    own = len(layer.draft.items)
    yield f"{things}, {own} item{'s' if own != 1 else ''} of your own: {said or 'nothing yet'}"
    lines = [
        line
        for one in state.done.outcomes
        if one.group in ("review", "error")
        for line in told(one, pin.version)
    ]
    yield from lines
    yield from notice_lines(notices(state.done))
    yield from _adopted(state.done)
    for one in state.done.outcomes:
        if one.seen:
            what = "upstream changed it since you hid it; seen: playbook resolve"
            yield f"{'hidden':<12}  {one.item}  {what} {one.statement.cell} keep"
    seen = "readers see it already" if asks_of_new(layer) else "readers do not see it yet"
    for ref in state.done.new:
        yield f"{'new':<12}  {ref}"
        yield f"        upstream brought it in; {seen}"
        yield f"        playbook resolve {ref} keep|drop"
    if any("[-" in line or "[+" in line for line in lines):
        yield "[-these words-] went, [+these+] came"


def _adopted(done: Merged) -> Iterator[str]:
    """Yield what says the same as upstream by now, and can go."""
    cells = [one.statement.cell for one in done.outcomes if one.state == "adopted"]
    for cell in cells:
        yield f"{'adopted':<12}  {cell}"
    if cells:
        yield "        upstream says the same now: nothing waits, and your statement can go"
        yield "        playbook resolve --all-redundant"


def upgrade_lines(done: Upgraded) -> Iterator[str]:
    """Yield the report of `playbook upgrade`."""
    upstream = done.upstream
    rest = _rest(done)
    if not done.compared:
        yield f"took {done.after.version}, lock written. {_UNKNOWN}"
        return
    if not done.wrote:
        yield f"already at {done.after.version}, no change. {rest}"
        return
    said = ", ".join(f"{len(refs)} {what}" for what, refs in upstream.items() if refs)
    if done.before.tree == done.after.tree:
        again = any(name.startswith(f"{VENDOR}/") for name in done.wrote)
        wrote = f"{VENDOR}/ fetched again" if again else "lock written"
        yield f"already at {done.after.version}, {wrote}. {rest}"
        return
    yield f"{done.before.version} -> {done.after.version}   upstream: {said or 'no item changed'}"
    if done.moved and done.before.commit != done.after.commit:
        yield f"  look: {moved_tag(done.moved, done.before, done.after)}"
    elif news := not_a_successor(done.before, done.after):
        yield f"  look: {news}"
    touched = {one.item for one in done.done.outcomes}
    followed = [ref for ref in upstream["changed"] if ref not in touched]
    if followed:
        yield f"  {'follows':<13} {len(followed):>3}  {_row(followed)}"
    states = Counter(one.state for one in done.done.outcomes if one.state not in _AS_BEFORE)
    for name, count in sorted(states.items()):
        cells = [one.statement.cell for one in done.done.outcomes if one.state == name]
        yield f"  {name:<13} {count:>3}  {_row(cells)}"
    if changed := [one.item for one in done.done.outcomes if one.seen]:
        yield f"  {'hidden':<13} {len(changed):>3}  {_row(changed)}; changed upstream, still hidden"
    if upstream["added"]:
        left = [ref for ref in upstream["added"] if ref in done.done.draft.hidden]
        more = f"; {len(left)} hidden till you take them" if left else ""
        yield f"  {'new':<13} {len(upstream['added']):>3}  {_row(upstream['added'])}{more}"
    yield from (f"  {line}" for line in notice_lines(done.notices))
    own = "Of yours, only extends.source was changed" if MANIFEST in done.wrote else _UNTOUCHED
    yield f"{own}. {rest}"


def _rest(done: Upgraded) -> str:
    """Say what is left to do."""
    rest = f"{done.waiting} to review: playbook status" if done.waiting else "Nothing to review."
    if done.problems:
        one = len(done.problems) == 1
        found = "1 problem stops" if one else f"{len(done.problems)} problems stop"
        rest = f"{rest.removesuffix('.')}. {found} the build: playbook check"
    return rest


def _row(names: list[str]) -> str:
    more = f", and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more
