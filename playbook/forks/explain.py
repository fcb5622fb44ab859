"""Say where a value comes from: every playbook of the chain that had a say in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from playbook.errors import PlaybookError
from playbook.forks.report import outcome_json
from playbook.forks.telling import short
from playbook.merge import MANIFEST, CurrentNames
from playbook.merge.nodes import find, to_data, to_node
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.draft import Draft
    from playbook.forks.standing import Standing
    from playbook.merge import Outcome
    from playbook.merge.nodes import Node, Path
    from playbook.source import Document

_WORD = re.compile(r"\{word:([a-z0-9_]+)")


def explain(state: Standing, cell: str) -> dict[str, Any]:
    """Return the value of a cell and who had a say in it, the last word first.

    Raises PlaybookError where there is no such item or value.
    """
    names = CurrentNames(state.done.draft, state.done.baseline.gone)
    item, path = _split(state, names, cell)
    today = _bare(names.cell(cell))
    chain = [(pin.id, pin.version) for pin in reversed(state.lock.chain)]
    chain.append((state.layer.own("id"), state.layer.own("version")))
    history: list[dict[str, Any]] = []
    node: Node | None = None
    for (name, version), step in zip(chain, state.done.steps, strict=True):
        who = {"playbook": name, "version": version}
        node = _node(step.draft, item, path)
        told = [one for one in step.outcomes if _touches(one, names, today)]
        told.sort(key=lambda one: one.active)
        said = [outcome_json(one) for one in told]
        if node is not None and not told and not history:
            said = [_defined(node, item, cell)]
        history += [{**one, **who, "file": _inside(one["file"])} for one in said]
    if not history:
        raise PlaybookError(f"No playbook in the chain sets {cell!a}. {_near(state, cell)}")
    value = to_data(node)
    words = sorted(set(_WORD.findall(str(value))))
    return {"cell": cell, "value": value, "history": history[::-1], "words": words}


def explain_lines(told: dict[str, Any]) -> Iterator[str]:
    """Yield what `explain` found, a line for each who had a say."""
    value = told["value"]
    yield short(value if not isinstance(value, dict) else value.get("title"))
    wide = max(len(f"{one['playbook']} {one['version']}") for one in told["history"])
    for number, one in enumerate(told["history"]):
        name = f"{one['playbook']} {one['version']}"
        parts = [f"  {name:<{wide}}", f"{one['op']:<6}", f"{one['file']}:{one['line']}"]
        if number and isinstance(one["ours"], str):
            parts.append(f'"{short(one["ours"])}"')
        if one["why"]:
            parts.append(" ".join(one["why"].split()))
        if one["state"] not in ("", "ok", "added", "hidden"):
            parts.append(one["state"].upper())
        yield "  ".join([*parts, *(["<- in effect"] if number == 0 else [])])
        if number == 0 and one["proposal"]:
            yield f'  {"with upstream":<{wide}}  "{short(one["proposal"])}"'
    if told["words"]:
        yield f"words used: {', '.join(told['words'])}"


def _defined(node: Node, item: str, cell: str) -> dict[str, Any]:
    """Return, with the keys of a statement, where a value was written first."""
    nothing = dict.fromkeys(("group", "state", "why"), "")
    nobody = dict.fromkeys(("base", "theirs", "proposal", "rival"))
    line = node.document.marks.get(_marked(node), (1, 1))[0]
    where = {"cell": cell, "item": item, "file": node.document.file, "line": line}
    return {
        **nothing,
        **nobody,
        **where,
        "op": "define",
        "ours": to_data(node),
        "actions": [],
        "news": False,
    }


def _split(state: Standing, names: CurrentNames, cell: str) -> tuple[str, Path]:
    """Return the item and the way into it that a cell names, by any of their names."""
    today = names.cell(cell)
    for one in state.done.outcomes:
        if today in (one.statement.cell, names.cell(one.statement.cell)):
            return one.item, one.statement.path
    parts = tuple(today.split("/"))
    if parts[0] == MANIFEST:
        return MANIFEST, parts[1:]
    item = "/".join(parts[:2])
    if not any(document.ref == item for document in state.done.draft.items):
        raise PlaybookError(f"There is no item {item!a}. {_near(state, item)}")
    return item, parts[2:]


def _near(state: Standing, cell: str) -> str:
    cells = [one.statement.cell for one in state.done.outcomes]
    known = [*cells, *(document.ref for document in state.done.draft.items)]
    return did_you_mean(cell, known, "Write kind/id/field, for example tips/ask-early/title.")


def _touches(one: Outcome, names: CurrentNames, cell: str) -> bool:
    """Tell whether a statement is about a cell, called as it is today, or about a part of it."""
    theirs = _bare(names.cell(one.statement.cell))
    return f"{theirs}/".startswith(f"{cell}/") or f"{cell}/".startswith(f"{theirs}/")


def _bare(cell: str) -> str:
    return cell.removesuffix("/@hidden").removesuffix("/@place")


def _node(draft: Draft, item: str, path: Path) -> Node | None:
    document = _document(draft, item)
    return None if document is None else find(to_node(document.data, document), path)


def _document(draft: Draft, item: str) -> Document | None:
    if item == MANIFEST:
        return draft.manifest
    return next((document for document in draft.items if document.ref == item), None)


def _marked(node: Node) -> tuple[str | int, ...]:
    place = node.place
    while place and place not in node.document.marks:
        place = place[:-1]
    return place


def _inside(file: str) -> str:
    """Return a file's name as its own playbook knows it."""
    return re.sub(r"^vendor/[^/]+\.zip/", "", file)
