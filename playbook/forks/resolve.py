"""Settle a statement: keep ours, take theirs, write anew, adopt what upstream dropped, or drop."""

from __future__ import annotations

from dataclasses import replace
from shlex import quote
from typing import TYPE_CHECKING, NamedTuple

from playbook.errors import ContentError, PlaybookError
from playbook.forks.adopt import adopt_item
from playbook.forks.merge_base import advance_bases, remember_upstream
from playbook.forks.state import ForkState, read_fork
from playbook.forks.text_diff import shorten
from playbook.merge import GROUPS, MANIFEST, Baseline, LockedCell, Outcome, OverrideReader
from playbook.source import Document, read
from playbook.source.rules import FORBIDDEN_VALUE
from playbook.upstream.lock import dump
from playbook.upstream.transaction import write_files
from playbook.upstream.tree import LOCK, MANIFEST_FILE
from playbook.wording import did_you_mean
from playbook.yaml_edit import cut_value, line_ending, replace_edits_with_set, replace_text

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from playbook.merge import Layer, Statement

ACTIONS = ("keep", "take", "edit", "adopt", "drop")
_IDLE = frozenset(("orphan", "redundant", "adopted", "field-gone"))
"""States of statements that do nothing any more."""
_LEFT_OUT = "overrides/left-out.yml"
_LEFT_OUT_HEAD = "# New items of upstream that are left out here.\nitems:\n"


class Resolved(NamedTuple):
    """What a decision was about, and the files that it changed."""

    cells: list[str]
    wrote: list[str]


class _Decision(NamedTuple):
    """What an action comes to: files of the fork, and what the lock remembers from now on."""

    files: dict[str, bytes]
    baseline: Baseline


def resolve(
    folder: Path, cell: str, action: str, *, text: str | None = None, delete: bool = False
) -> Resolved:
    """Do `action` with the statement of `cell`, with what waits of an item, or with a new item.

    What a fork added itself goes only where `delete` says so. Raises PlaybookError where the action
    would settle nothing.
    """
    state = read_fork(folder)
    if cell in state.merged.new:
        return Resolved([cell], _decide_new_item(folder, state, cell, action))
    chosen = _choose(state, cell)
    if not delete:
        _refuse_deleting(chosen, action)
    return Resolved(_cells(chosen), _settle(folder, state, chosen, action, text))


def resolve_all(folder: Path, states: Collection[str], action: str) -> Resolved:
    """Do `action` with every statement in one of `states`, as `resolve` does.

    Of two statements on one value a person has to choose: they are left out.
    """
    state = read_fork(folder)
    outcomes = [one for one in state.merged.outcomes if one.conflict is None]
    chosen = [one for one in outcomes if one.state in states]
    wrote = _settle(folder, state, chosen, action, None) if chosen else []
    return Resolved(_cells(chosen), wrote)


def _cells(outcomes: list[Outcome]) -> list[str]:
    return [outcome.statement.cell for outcome in outcomes]


def _decide_new_item(folder: Path, state: ForkState, ref: str, action: str) -> list[str]:
    """Show a new item of upstream from now on, or leave it out for good."""
    if action not in ("keep", "take", "drop"):
        raise PlaybookError(f"{ref} is new: there is nothing to {action}. Keep it, or drop it.")
    undecided = tuple(name for name in state.merged.new if name != ref)
    baseline = replace(state.lock.baseline, new=undecided)
    files = hide_override(state.layer, ref) if action == "drop" else {}
    return write_files(folder, {**files, LOCK: dump(replace(state.lock, baseline=baseline))})


def hide_override(layer: Layer, ref: str) -> dict[str, bytes]:
    """Return the file that hides `ref`: a line more at its end, and everything else as it was.

    Raises PlaybookError where it cannot be written so, and says what to write instead.
    """
    before = next((one for one in layer.overrides if one.file == _LEFT_OUT), None)
    text = before.text if before is not None else ""
    ending = line_ending(text)
    text += ending if text and not text.endswith(("\n", "\r")) else ""
    old = before.data if before is not None and isinstance(before.data, dict) else {}
    items = old.get("items")
    head = "" if old else _LEFT_OUT_HEAD if not text else "items:\n"
    text += f"{head}  {ref}: {{hide: true}}\n".replace("\n", ending)
    raw = before.encode(text) if before is not None else text.encode()
    meant = {**old, "items": {**(items if isinstance(items, dict) else {}), ref: {"hide": "true"}}}
    written, problems = read(raw, file=_LEFT_OUT, ref=ref)
    others = [one.file for one in layer.overrides if one.file != _LEFT_OUT and _names(one, ref)]
    if problems or written.data != meant or others:
        file = others[0] if others else _LEFT_OUT
        raise PlaybookError(
            f"Write `hide: true` under {ref} in {file} yourself; it is then decided."
        )
    return {_LEFT_OUT: raw}


def _names(overrides: Document, ref: str) -> bool:
    """Tell whether a file of overrides has something on an item."""
    items = overrides.data.get("items") if isinstance(overrides.data, dict) else None
    return isinstance(items, dict) and ref in items


def _choose(state: ForkState, cell: str) -> list[Outcome]:
    """Return the statement of a cell, or those of an item that wait for a person.

    Statements on an item that upstream has dropped wait together.
    """
    outcomes = state.merged.outcomes
    if exact := [outcome for outcome in outcomes if outcome.statement.cell == cell]:
        return exact
    of_item = [one for one in outcomes if cell in (one.statement.item, one.item)]
    if not of_item:
        known = [*state.merged.new, *(one.statement.cell for one in outcomes)]
        hint = did_you_mean(cell, known, "`playbook status --json` lists all your statements.")
        raise PlaybookError(f"You have no statement on {cell!a}. {hint}")
    if _is_dropped(state, of_item[0].item):
        return of_item
    waiting = [outcome for outcome in of_item if outcome.waits]
    if not waiting:
        cells = ", ".join(_cells(of_item))
        raise PlaybookError(
            f"None of your statements on {cell} waits for a decision. Name the one you mean: "
            f"{cells}"
        )
    return waiting


def _settle(
    folder: Path, state: ForkState, chosen: list[Outcome], action: str, text: str | None
) -> list[str]:
    decision = _decide(folder, state, chosen, action, text)
    lock = replace(state.lock, baseline=decision.baseline)
    wrote = write_files(folder, {**decision.files, LOCK: dump(lock)})
    return list(dict.fromkeys((*wrote, *_tidy_lock(folder))))


def _decide(
    folder: Path, state: ForkState, chosen: list[Outcome], action: str, text: str | None
) -> _Decision:
    """Return what an action comes to; refuse it where it would settle nothing."""
    if action == "keep":
        _refuse_unoffered(chosen, "keep")
        return _Decision({}, kept_baseline(state, chosen))
    if action == "edit":
        _refuse_unoffered(chosen, "edit")
        return _Decision(_with_text(chosen, text), kept_baseline(state, chosen, is_new=True))
    if action == "adopt":
        item = _item_to_adopt(state, chosen[0])
        of_item = {one.statement.cell for one in state.merged.outcomes if one.item == item}
        return _Decision(adopt_item(folder, state, item), _forget(state, of_item))
    if action == "take":
        rest = "adopt it, or drop it." if _is_dropped(state, chosen[0].item) else "drop it."
        _refuse(chosen, ("orphan",), "take", f"Upstream no longer has it: {rest}")
    else:
        hint = "To go back to upstream's words, take them."
        _refuse(chosen, GROUPS.keys() - _IDLE, "drop", hint)
    return _Decision(_without_statements(chosen), _forget(state, {*_cells(chosen)}))


def _tidy_lock(folder: Path) -> list[str]:
    """Forget what nothing needs any more, so that the next upgrade finds nothing to write."""
    try:
        state = read_fork(folder)
    except ContentError:
        return []  # what it asks of people next is told by `check`
    bridge = remember_upstream(state.merged, state.lock.baseline)
    lock = replace(state.lock, baseline=advance_bases(state.merged, bridge))
    return write_files(folder, {LOCK: dump(lock)})


def _is_dropped(state: ForkState, item: str) -> bool:
    """Tell whether upstream no longer has an item."""
    return item != MANIFEST and not state.has_upstream(item)


def _item_to_adopt(state: ForkState, outcome: Outcome) -> str:
    """Return the item that becomes the fork's own; refuse where there is none to be had."""
    item, cell = outcome.item, outcome.statement.cell
    if not _is_dropped(state, item):
        what = "the manifest is not an item" if item == MANIFEST else f"upstream has {item}"
        raise PlaybookError(
            f"{cell} cannot be adopted: {what}. Only an item that upstream has "
            "dropped can be; `playbook status` says what can be done with what waits."
        )
    if all(document.ref != item for document in state.merged.draft.items):
        raise PlaybookError(
            f"{item} cannot be adopted: you only hid it, and upstream has dropped it. Drop {cell}."
        )
    return item


def _refuse_unoffered(chosen: list[Outcome], action: str) -> None:
    """Refuse what would settle nothing."""
    for outcome in chosen:
        if outcome.waits and action not in outcome.actions:
            _refuse([outcome], GROUPS, action, f"You can {' or '.join(outcome.actions)} it.")


def _refuse(chosen: list[Outcome], states: Collection[str], action: str, hint: str) -> None:
    for outcome in chosen:
        if outcome.state in states:
            cell = outcome.statement.cell
            raise PlaybookError(f"{cell} is {outcome.state}: there is nothing to {action}. {hint}")


def _refuse_deleting(chosen: list[Outcome], action: str) -> None:
    """Refuse to delete what upstream never had, and say what that would be."""
    if action not in ("take", "drop"):
        return
    for outcome in chosen:
        statement = outcome.statement
        if _would_lose_words(outcome, action):
            raise PlaybookError(
                f"{statement.location}: to {action} {statement.cell} would delete what you added: "
                f"{shorten(statement.new_value)} Nothing was changed. {_alternative(outcome)}; to "
                f"delete it, say so: playbook resolve {quote(statement.cell)} {action} "
                "--delete-mine"
            )


def _would_lose_words(outcome: Outcome, action: str) -> bool:
    """Tell whether readers would lose words that upstream has nothing in the place of."""
    if outcome.statement.op == "add":
        return outcome.state not in ("redundant", "adopted")
    is_alone = outcome.theirs is None and outcome.ours is not None
    return is_alone and outcome.statement.op in {"take": ("set", "replace")}.get(
        action, ("replace",)
    )


def _alternative(outcome: Outcome) -> str:
    if outcome.state == "anchor-lost":
        side, name = outcome.statement.anchor or ("after", "?")
        return f"To place it elsewhere, name another entry than {name} under `{side}:`"
    if outcome.state == "type-changed":
        return "Rewrite it in the form that upstream has now, and keep it"
    return "Leave it as it is, or put the words where you want them"


def kept_baseline(state: ForkState, chosen: list[Outcome], *, is_new: bool = False) -> Baseline:
    """Return the lock with today's upstream as the base of what was chosen, or is written anew."""
    baseline = state.lock.baseline
    advanced = advance_bases(state.merged, remember_upstream(state.merged, baseline))
    cells = dict(baseline.cells)
    for outcome in chosen:
        cell = outcome.statement.cell
        starts_over = is_new or outcome.statement.op == "hide"
        locked = LockedCell(None) if starts_over else advanced.cells[cell]
        cells[cell] = replace(locked, base=outcome.theirs)
    return replace(baseline, cells=cells)


def _forget(state: ForkState, cells: set[str]) -> Baseline:
    """Return the lock without some cells, and without what no other statement needs."""
    baseline = state.lock.baseline
    rest = {cell: locked for cell, locked in baseline.cells.items() if cell not in cells}
    left = {outcome.statement.cell for outcome in state.merged.outcomes} - cells
    ways = {cell.rpartition("/@")[0] or cell for cell in left}
    gone = {
        name: value
        for name, value in baseline.gone.items()
        if any(f"{way}/".startswith(f"{name}/") for way in ways)
    }
    return replace(baseline, cells=rest, gone=gone)


def _without_statements(chosen: list[Outcome]) -> dict[str, bytes]:
    """Return the files without some statements, each cut from what the one before left.

    A reason that was given for one of them alone goes with it.
    """
    files: dict[str, bytes] = {}
    for outcome in chosen:
        document = outcome.statement.document
        name = document.file
        if name in files:
            document, _ = read(files[name], file=name, ref=document.ref)
        statements = _read_statements(document)
        cell = outcome.statement.cell
        statement = next(one for one in statements if one.cell == cell)
        files[name] = cut_value(document, statement.place)
        left, _ = read(files[name], file=name, ref=document.ref)
        why = statement.why_place
        sharing = [one for one in statements if why and one.why_place == why]
        if len(sharing) == 1 and why in left.marks:
            files[name] = cut_value(left, why)
    return files


def _read_statements(document: Document) -> tuple[Statement, ...]:
    reader = OverrideReader()
    if document.file == MANIFEST_FILE:
        reader.read_manifest(document)
    else:
        reader.read_overrides(document)
    return reader.statements()


def _with_text(chosen: list[Outcome], text: str | None) -> dict[str, bytes]:
    """Return the file with a new text in the place of one statement's."""
    if len(chosen) != 1:
        raise PlaybookError("That matches several statements. Name one cell to edit.")
    statement = chosen[0].statement
    document = statement.document
    if text is None:
        raise PlaybookError("Give the new text with --text.")
    if hidden := FORBIDDEN_VALUE.search(text):
        raise PlaybookError(
            f"The new text holds a hidden control character (U+{ord(hidden[0]):04X}). Nothing was "
            "changed; type the words around it again."
        )
    if statement.op == "edit":
        field = ".".join(statement.path)
        return {document.file: replace_edits_with_set(document, statement.item, field, text)}
    if statement.op != "set" or not isinstance(statement.value, str):
        hint = f"Change {statement.location} itself, then keep it."
        raise PlaybookError(f"{statement.cell} is not one text. {hint}")
    return {document.file: replace_text(document, statement.place, text)}
