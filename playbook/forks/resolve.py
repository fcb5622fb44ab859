"""Settle a statement: keep ours, take theirs, write anew, adopt what upstream dropped, or drop."""

from __future__ import annotations

from dataclasses import replace
from shlex import quote
from typing import TYPE_CHECKING

from playbook.errors import ContentError, PlaybookError
from playbook.forks.adopting import adopted
from playbook.forks.bases import after_upgrade, before_upgrade
from playbook.forks.cutting import without
from playbook.forks.leaving import left_out
from playbook.forks.lock import dump
from playbook.forks.rewording import set_instead, with_value
from playbook.forks.standing import Standing, standing_of
from playbook.forks.telling import short
from playbook.forks.tree import LOCK
from playbook.forks.tree import MANIFEST as MANIFEST_FILE
from playbook.forks.writing import write
from playbook.merge import (
    GROUPS,
    MANIFEST,
    Baseline,
    LockedCell,
    Outcome,
    OverrideReader,
    Statement,
)
from playbook.source import Document, read
from playbook.source.rules import FORBIDDEN_VALUE
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

_DROPPED = frozenset(("orphan", "redundant", "adopted", "field-gone"))
"""States of statements that do nothing any more."""
ACTIONS = ("keep", "take", "edit", "adopt", "drop")


def resolve(
    folder: Path, cell: str, action: str, *, text: str | None = None, delete: bool = False
) -> tuple[list[str], list[str]]:
    """Do `action` with the statement of `cell`, with what waits of an item, or with a new item.

    What a fork added itself goes only where `delete` says so.
    Returns the cells that it was about and the files that changed.
    """
    state = standing_of(folder)
    if cell in state.done.new:
        return [cell], _decide(folder, state, cell, action)
    chosen = _chosen(state, cell)
    if not delete:
        _refuse_deleting(chosen, action)
    return _cells(chosen), _settle(folder, state, chosen, action, text)


def resolve_all(folder: Path, states: Collection[str], action: str) -> tuple[list[str], list[str]]:
    """Do `action` with every statement in one of `states`, as `resolve` does.

    Of two statements on one value a person has to choose: they are left out.
    """
    state = standing_of(folder)
    plain = [one for one in state.done.outcomes if one.conflict is None]
    chosen = [one for one in plain if one.state in states]
    return _cells(chosen), _settle(folder, state, chosen, action, None) if chosen else []


def _cells(chosen: list[Outcome]) -> list[str]:
    return [one.statement.cell for one in chosen]


def _decide(folder: Path, state: Standing, ref: str, action: str) -> list[str]:
    """Show a new item of upstream from now on, or leave it out for good."""
    if action not in ("keep", "take", "drop"):
        raise PlaybookError(f"{ref} is new: there is nothing to {action}. Keep it, or drop it.")
    rest = tuple(name for name in state.done.new if name != ref)
    new = replace(state.lock, baseline=replace(state.lock.baseline, new=rest))
    files = left_out(state.layer, ref) if action == "drop" else {}
    return write(folder, {**files, LOCK: dump(new)})


def _chosen(state: Standing, cell: str) -> list[Outcome]:
    """Return the statement of a cell, or those of an item that wait for a person.

    What is said of an item that upstream has dropped waits as a whole.
    """
    outcomes = state.done.outcomes
    if found := [one for one in outcomes if one.statement.cell == cell]:
        return found
    found = [one for one in outcomes if cell in (one.statement.item, one.item)]
    if not found:
        known = [*state.done.new, *(one.statement.cell for one in outcomes)]
        hint = did_you_mean(cell, known, "`playbook status --json` lists what you say.")
        raise PlaybookError(f"You say nothing of {cell!a}. {hint}")
    if _gone(state, found[0].item):
        return found
    waits = [one for one in found if one.group in ("review", "error")]
    if not waits:
        cells = ", ".join(one.statement.cell for one in found)
        raise PlaybookError(f"Nothing that you say of {cell} waits. Name the one you mean: {cells}")
    return waits


def _settle(
    folder: Path, state: Standing, chosen: list[Outcome], action: str, text: str | None
) -> list[str]:
    cells = {one.statement.cell for one in chosen}
    files = dict[str, bytes]()
    if action == "keep":
        _refuse_unoffered(chosen, "keep")
        locked = _kept(state, chosen)
    elif action == "take":
        rest = "adopt it, or drop it." if _gone(state, chosen[0].item) else "drop it."
        _refuse(chosen, ("orphan",), "take", f"Upstream has it no more: {rest}")
        files, locked = _without(chosen), _forgotten(state, cells)
    elif action == "drop":
        hint = "To go back to upstream's words, take them."
        _refuse(chosen, GROUPS.keys() - _DROPPED, "drop", hint)
        files, locked = _without(chosen), _forgotten(state, cells)
    elif action == "edit":
        _refuse_unoffered(chosen, "edit")
        files, locked = _edited(chosen, text), _kept(state, chosen, anew=True)
    else:
        item = _to_adopt(state, chosen[0])
        whole = {one.statement.cell for one in state.done.outcomes if one.item == item}
        files, locked = adopted(folder, state, item), _forgotten(state, whole)
    wrote = write(folder, {**files, LOCK: dump(replace(state.lock, baseline=locked))})
    return list(dict.fromkeys((*wrote, *_tidied(folder))))


def _tidied(folder: Path) -> list[str]:
    """Forget what nothing needs any more, so that the next upgrade finds nothing to write."""
    try:
        state = standing_of(folder)
    except ContentError:
        return []  # what it asks of people next is told by `check`
    locked = after_upgrade(state.done, before_upgrade(state.done, state.lock.baseline))
    return write(folder, {LOCK: dump(replace(state.lock, baseline=locked))})


def _gone(state: Standing, item: str) -> bool:
    """Tell whether upstream has an item no more."""
    return item != MANIFEST and all(one.ref != item for one in state.done.parent.items)


def _to_adopt(state: Standing, one: Outcome) -> str:
    """Return the item that becomes the fork's own; refuse where there is none to be had."""
    if not _gone(state, one.item):
        what = "the manifest is no item" if one.item == MANIFEST else f"upstream has {one.item}"
        raise PlaybookError(
            f"{one.statement.cell} cannot be adopted: {what}. Only an item that upstream has "
            "dropped can be; `playbook status` says what can be done with what waits."
        )
    if all(item.ref != one.item for item in state.done.draft.items):
        raise PlaybookError(
            f"{one.item} cannot be adopted: you only hid it, and upstream has dropped it. Drop "
            f"{one.statement.cell}."
        )
    return one.item


def _refuse_unoffered(chosen: list[Outcome], action: str) -> None:
    """Refuse what would settle nothing."""
    for one in chosen:
        if one.group in ("review", "error") and action not in one.actions:
            _refuse([one], GROUPS, action, f"You can {' or '.join(one.actions)} it.")


def _refuse(chosen: list[Outcome], states: Collection[str], action: str, hint: str) -> None:
    for one in chosen:
        if one.state in states:
            cell = one.statement.cell
            raise PlaybookError(f"{cell} is {one.state}: there is nothing to {action}. {hint}")


def _refuse_deleting(chosen: list[Outcome], action: str) -> None:
    """Refuse to delete what upstream never had, and say what that would be."""
    if action not in ("take", "drop"):
        return
    for one in chosen:
        said = one.statement
        if _added(one, action):
            raise PlaybookError(
                f"{said.location}: to {action} {said.cell} would delete what you added: "
                f"{short(said.new_value)} Nothing was changed. {_instead(one)}; to delete it, say "
                f"so: playbook resolve {quote(said.cell)} {action} --delete-mine"
            )


def _added(one: Outcome, action: str) -> bool:
    """Tell whether readers lose words that upstream has nothing in the place of."""
    if one.statement.op == "add":
        return one.state not in ("redundant", "adopted")
    alone = one.theirs is None and one.ours is not None
    return alone and one.statement.op in {"take": ("set", "replace")}.get(action, ("replace",))


def _instead(one: Outcome) -> str:
    if one.state == "anchor-lost":
        side, name = one.statement.anchor or ("after", "?")
        return f"To give it another place, write another entry than {name} behind `{side}:`"
    if one.state == "type-changed":
        return "Write it anew in the form that upstream has now, and keep it"
    return "Leave it as it is, or put the words where you want them"


def _kept(state: Standing, chosen: list[Outcome], *, anew: bool = False) -> Baseline:
    """Return the lock with today's upstream as the base of what was chosen, or is written anew."""
    locked = state.lock.baseline
    whole = after_upgrade(state.done, before_upgrade(state.done, locked))
    cells = dict(locked.cells)
    for one in chosen:
        looked = anew or one.statement.op == "hide"
        before = LockedCell(None) if looked else whole.cells[one.statement.cell]
        cells[one.statement.cell] = replace(before, base=one.theirs)
    return replace(locked, cells=cells)


def _forgotten(state: Standing, cells: set[str]) -> Baseline:
    """Return the lock without some cells, and without what no other statement needs."""
    locked = state.lock.baseline
    rest = {cell: kept for cell, kept in locked.cells.items() if cell not in cells}
    left = {one.statement.cell for one in state.done.outcomes} - cells
    items = {cell.rpartition("/@")[0] or cell for cell in left}
    gone = {
        name: value
        for name, value in locked.gone.items()
        if any(f"{one}/".startswith(f"{name}/") for one in items)
    }
    return replace(locked, cells=rest, gone=gone)


def _without(chosen: list[Outcome]) -> dict[str, bytes]:
    """Return the files without some statements, each cut from what the one before left.

    A reason that was given for one of them alone goes with it.
    """
    files: dict[str, bytes] = {}
    for one in chosen:
        document = one.statement.document
        name = document.file
        if name in files:
            document, _ = read(files[name], file=name, ref=document.ref)
        found = _again(document)
        statement = next(again for again in found if again.cell == one.statement.cell)
        files[name] = without(document, statement.place)
        left, _ = read(files[name], file=name, ref=document.ref)
        reason = statement.why_place
        shared = [again for again in found if reason and again.why_place == reason]
        if len(shared) == 1 and reason in left.marks:
            files[name] = without(left, reason)
    return files


def _again(document: Document) -> tuple[Statement, ...]:
    reader = OverrideReader()
    (reader.read_manifest if document.file == MANIFEST_FILE else reader.read_overrides)(document)
    return reader.statements()


def _edited(chosen: list[Outcome], text: str | None) -> dict[str, bytes]:
    if len(chosen) != 1:
        raise PlaybookError("That matches several statements. Name one cell to edit.")
    one = chosen[0]
    statement = one.statement
    if text is None:
        raise PlaybookError("Say the new text with --text.")
    if found := FORBIDDEN_VALUE.search(text):
        raise PlaybookError(
            f"The new text holds a hidden control character (U+{ord(found[0]):04X}). Nothing was "
            "changed; type the words around it again."
        )
    if statement.op == "edit":
        field = ".".join(statement.path)
        return {
            statement.document.file: set_instead(statement.document, statement.item, field, text)
        }
    if statement.op != "set" or not isinstance(statement.value, str):
        hint = f"Change {statement.document.file}:{statement.line} itself, then keep it."
        raise PlaybookError(f"{statement.cell} is not one text. {hint}")
    return {statement.document.file: with_value(statement.document, statement.place, text)}
