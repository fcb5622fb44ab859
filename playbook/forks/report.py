"""Say what came of a fork's statements, for people in lines and for programs as JSON."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from shlex import quote
from typing import TYPE_CHECKING, Any

from playbook.forks.state import item_notices, reviews_new_items
from playbook.forks.text_diff import describe_change, list_changes, propose_merge, shorten
from playbook.upstream.chain import VENDOR
from playbook.upstream.lock import describe_moved_tag, why_not_successor
from playbook.upstream.tree import MANIFEST_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.forks.state import ForkState, ItemNotice
    from playbook.forks.upgrade import Upgraded
    from playbook.merge import Merged, Outcome
    from playbook.source import Data
    from playbook.upstream.lock import Pin

_GROUPS = ("follows", "yours", "review", "error")
_AS_BEFORE = ("ok", "added", "hidden")
"""States of statements to which an upgrade did nothing."""
_UNTOUCHED = "Nothing of yours was changed"
_NOT_COMPARED = (
    "There was no playbook.lock before, so nothing could be compared: compare your statements with "
    "upstream's words yourself. playbook explain CELL shows both."
)
_FORMS: dict[type, str] = {dict: "a group of keys", list: "a list", str: "one text"}


@dataclass(frozen=True)
class StatementReport:
    """What came of one statement, as programs get it; docs/forkers.md names the keys."""

    cell: str
    item: str
    op: str
    state: str
    group: str
    file: str
    line: int
    why: str
    base: Data
    theirs: Data
    ours: Data
    proposal: str | None
    rival: str | None
    actions: tuple[str, ...]
    news: bool


def report_outcome(outcome: Outcome) -> StatementReport:
    """Return one statement with its state and the three values."""
    statement = outcome.statement
    return StatementReport(
        cell=statement.cell,
        item=outcome.item,
        op=statement.op,
        state=outcome.state,
        group=outcome.group,
        file=statement.document.file,
        line=statement.line,
        why=statement.why,
        base=outcome.base,
        theirs=outcome.theirs,
        ours=outcome.ours,
        proposal=propose_merge(outcome),
        rival=outcome.conflict.cell if outcome.conflict else None,
        actions=outcome.actions,
        news=bool(outcome.seen),
    )


def count_groups(state: ForkState) -> dict[str, int]:
    """Return how many statements and own items are in each group."""
    counts = Counter[str](outcome.group for outcome in state.merged.outcomes)
    counts["yours"] += len(state.layer.draft.items)
    counts["review" if reviews_new_items(state.layer) else "yours"] += len(state.merged.new)
    return {group: counts[group] for group in _GROUPS}


def status_json(state: ForkState) -> dict[str, Any]:
    """Return all statements with their states; docs/forkers.md names the keys."""
    layer = state.layer
    return {
        "playbook": {"id": layer.own("id"), "version": layer.own("version")},
        "upstream": [pin_json(pin) for pin in state.lock.chain],
        "groups": count_groups(state),
        "own": sorted(item.ref for item in layer.draft.items),
        "notices": [asdict(notice) for notice in item_notices(state.merged)],
        **_merged_json(state.merged),
    }


def upgrade_json(upgraded: Upgraded) -> dict[str, Any]:
    """Return what an upgrade came to."""
    return {
        "before": pin_json(upgraded.before),
        "after": pin_json(upgraded.after),
        "upstream": asdict(upgraded.upstream),
        "notices": [asdict(notice) for notice in upgraded.notices],
        "compared": upgraded.compared,
        "wrote": upgraded.wrote,
        "problems": [problem.as_dict() for problem in upgraded.problems],
        **_merged_json(upgraded.merged),
    }


def pin_json(pin: Pin) -> dict[str, Any]:
    """Return which edition of a playbook was taken."""
    return {"id": pin.id, "version": pin.version, "tree": pin.tree, "commit": pin.commit}


def _merged_json(merged: Merged) -> dict[str, Any]:
    return {
        "new": [{"item": ref, "shown": ref not in merged.draft.hidden} for ref in merged.new],
        "statements": [asdict(report_outcome(outcome)) for outcome in merged.outcomes],
    }


def status_lines(state: ForkState) -> Iterator[str]:
    """Yield the report of `playbook status`."""
    pin, layer, outcomes = state.lock.chain[0], state.layer, state.merged.outcomes
    yield (
        f"{layer.own('id')} {layer.own('version')}  <-  {pin.id} {pin.version} "
        f"(locked, {pin.tree[:11]}…)"
    )
    if (before := state.lock.before) and (surprise := why_not_successor(before, pin)):
        yield f"look: {pin.id} {pin.version} is {surprise}"
    counts = count_groups(state)
    groups = ", ".join(f"{counts[group]} {group}" for group in _GROUPS if counts[group])
    statements = f"{len(outcomes)} statement{'s' if len(outcomes) != 1 else ''}"
    own = len(layer.draft.items)
    items = f"{own} item{'s' if own != 1 else ''} of your own"
    yield f"{statements}, {items}: {groups or 'nothing yet'}"
    waiting = [one for one in outcomes if one.waits]
    lines = [line for one in waiting for line in format_outcome(one, pin.version)]
    yield from lines
    yield from _notice_lines(item_notices(state.merged))
    yield from _adopted_lines(state.merged)
    yield from _hidden_lines(state.merged)
    yield from _new_lines(state)
    if any("[-" in line or "[+" in line for line in lines):
        yield "[-these words-] went, [+these+] came"


def _notice_lines(notices: Iterable[ItemNotice]) -> Iterator[str]:
    for notice in notices:
        yield f"{'notice':<12}  {notice.item}  {notice.level}; {notice.here} here"
        yield f"        {shorten(notice.text)}"


def _adopted_lines(merged: Merged) -> Iterator[str]:
    """Yield what says the same as upstream by now, and can go."""
    cells = [one.statement.cell for one in merged.outcomes if one.state == "adopted"]
    for cell in cells:
        yield f"{'adopted':<12}  {cell}"
    if cells:
        yield "        upstream says the same now: nothing waits, and your statement can go"
        yield "        playbook resolve --all-redundant"


def _hidden_lines(merged: Merged) -> Iterator[str]:
    """Yield what upstream changed after the fork had hidden it."""
    for outcome in merged.outcomes:
        if outcome.seen:
            what = (
                "upstream has changed it since you hid it; once you have seen it: playbook resolve"
            )
            yield f"{'hidden':<12}  {outcome.item}  {what} {outcome.statement.cell} keep"


def _new_lines(state: ForkState) -> Iterator[str]:
    """Yield items that upstream brought in, and that nobody has decided on."""
    shown = "readers see it already"
    if not reviews_new_items(state.layer):
        shown = "readers do not see it yet"
    for ref in state.merged.new:
        yield f"{'new':<12}  {ref}"
        yield f"        upstream brought it in; {shown}"
        yield f"        playbook resolve {ref} keep|drop"


def format_outcome(outcome: Outcome, version: str) -> Iterator[str]:
    """Yield the lines of `playbook status` about one statement that waits."""
    statement = outcome.statement
    yield f"{outcome.state:<12}  {statement.cell}  {statement.location}"
    for line in (*_explanation(outcome, version), *_value_lines(outcome)):
        yield f"        {line}"
    if statement.why:
        yield f"        why:   {shorten(statement.why)}"
    yield f"        playbook resolve {quote(statement.cell)} {'|'.join(outcome.actions)}"


def _explanation(outcome: Outcome, version: str) -> tuple[str, ...]:
    """Say in words what the three values cannot tell."""
    statement, conflict = outcome.statement, outcome.conflict
    if outcome.state != "orphan" and conflict is not None:
        seen = statement if outcome.active else conflict
        return (
            f"upstream merged this with {conflict.cell} ({conflict.location})",
            f"readers see {seen.location} until one of the two goes",
        )
    if outcome.state == "field-gone":
        return (_explain_gone(outcome),)
    side, name = statement.anchor or ("after", "?")
    form, path = _FORMS.get(type(outcome.theirs), "nothing"), ".".join(statement.path)
    explanations = {
        "orphan": (f"upstream removed {statement.item} in {version} or before",),
        "edit-lost": (
            "upstream has changed these words, and this edit no longer fits them",
            "readers go on seeing the last text that it made",
        ),
        "anchor-lost": (f"upstream no longer has {name}, which it was placed {side}",),
        "redundant": ("upstream says the same: this statement changes nothing",),
        "type-changed": (
            f"upstream has {form} as {path} now: yours does not fit",
            "write yours in that form and keep it, or take upstream's",
        ),
    }
    return explanations.get(outcome.state, ())


def _explain_gone(outcome: Outcome) -> str:
    *parents, name = outcome.statement.path
    row = ".".join(parents)
    explanations = {
        "move": f"upstream no longer has {name} in {row}: nothing is moved",
        "remove": (
            f"upstream no longer has such an entry in {row}; if it was reworded, readers see it"
        ),
        "replace": (
            f"upstream no longer has such an entry in {row}; readers see ours in its place, and "
            "upstream's new one if it was reworded"
        ),
        "add": f"upstream removed what {row} stands in; readers see its last form, with ours",
    }
    path = ".".join(outcome.statement.path)
    default = f"upstream no longer has {path}; readers see ours"
    return explanations.get(outcome.statement.op, default)


def _value_lines(outcome: Outcome) -> Iterator[str]:
    if outcome.state in ("orphan", "anchor-lost", "redundant"):
        return
    base, theirs, ours = outcome.base, outcome.theirs, outcome.ours
    values = [value for value in (base, theirs, ours) if value is not None]
    if len(values) > 1 and all(isinstance(value, list) for value in values):
        yield from list_changes(base, theirs, ours)
        return
    if base is not None:
        yield f"was:   {shorten(base)}"
    if theirs is not None:
        yield f"now:   {describe_change(base, theirs)}"
    if ours is not None:
        yield f"ours:  {shorten(ours)}"
    if both := propose_merge(outcome):
        yield f"both:  {describe_change(ours, both)}"


def upgrade_lines(upgraded: Upgraded) -> Iterator[str]:
    """Yield the report of `playbook upgrade`."""
    before, after, rest = upgraded.before, upgraded.after, _what_is_left(upgraded)
    if not upgraded.compared:
        yield f"took {after.version}, lock written. {_NOT_COMPARED}"
    elif not upgraded.wrote:
        yield f"already at {after.version}, no change. {rest}"
    elif before.tree == after.tree:
        is_fetched = any(name.startswith(f"{VENDOR}/") for name in upgraded.wrote)
        wrote = f"{VENDOR}/ fetched again" if is_fetched else "lock written"
        yield f"already at {after.version}, {wrote}. {rest}"
    else:
        yield from _change_lines(upgraded)
        yield from (f"  {line}" for line in _notice_lines(upgraded.notices))
        only_source = "Of yours, only extends.source was changed"
        yield f"{only_source if MANIFEST_FILE in upgraded.wrote else _UNTOUCHED}. {rest}"


def _change_lines(upgraded: Upgraded) -> Iterator[str]:
    """Yield what upstream did, and what it came to here, a line for each."""
    before, after, changes = upgraded.before, upgraded.after, upgraded.upstream
    counts = ", ".join(f"{len(refs)} {what}" for what, refs in vars(changes).items() if refs)
    yield f"{before.version} -> {after.version}   upstream: {counts or 'no item changed'}"
    if upgraded.moved_tag and before.commit != after.commit:
        yield f"  look: {describe_moved_tag(upgraded.moved_tag, before, after)}"
    elif surprise := why_not_successor(before, after):
        yield f"  look: {surprise}"
    outcomes = upgraded.merged.outcomes
    touched = {outcome.item for outcome in outcomes}
    if followed := [ref for ref in changes.changed if ref not in touched]:
        yield _count_line("follows", followed)
    for name in sorted({one.state for one in outcomes if one.state not in _AS_BEFORE}):
        yield _count_line(name, [one.statement.cell for one in outcomes if one.state == name])
    if hidden := [outcome.item for outcome in outcomes if outcome.seen]:
        yield f"{_count_line('hidden', hidden)}; changed upstream, still hidden"
    if changes.added:
        waiting = [ref for ref in changes.added if ref in upgraded.merged.draft.hidden]
        more = f"; {len(waiting)} hidden until you take them" if waiting else ""
        yield f"{_count_line('new', changes.added)}{more}"


def _count_line(what: str, names: list[str]) -> str:
    more = f", and {len(names) - 3} more" if len(names) > 3 else ""
    return f"  {what:<13} {len(names):>3}  {', '.join(names[:3])}{more}"


def _what_is_left(upgraded: Upgraded) -> str:
    """Say what is left to do."""
    waiting = upgraded.waiting
    rest = f"{waiting} to review: playbook status" if waiting else "Nothing to review."
    if upgraded.problems:
        is_one = len(upgraded.problems) == 1
        stops = "1 problem stops" if is_one else f"{len(upgraded.problems)} problems stop"
        rest = f"{rest.removesuffix('.')}. {stops} the build: playbook check"
    return rest
