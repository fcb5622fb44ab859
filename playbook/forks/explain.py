"""Say where a value comes from: every playbook of the chain that had a say in it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from playbook.errors import PlaybookError
from playbook.forks.report import StatementReport, report_outcome
from playbook.forks.text_diff import shorten
from playbook.merge import MANIFEST, CurrentNames
from playbook.merge.nodes import find, to_data, to_node
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.draft import Draft
    from playbook.forks.state import ForkState
    from playbook.merge import Merged, Outcome
    from playbook.merge.nodes import Node, Path
    from playbook.source import Data, Document

_WORD = re.compile(r"\{word:([a-z0-9_]+)")


@dataclass(frozen=True)
class Contribution:
    """What one playbook of the chain had to say of a value."""

    playbook: str
    version: str
    report: StatementReport

    def as_dict(self) -> dict[str, Any]:
        """Return it as programs get it."""
        return {**asdict(self.report), "playbook": self.playbook, "version": self.version}


@dataclass(frozen=True)
class Explanation:
    """A value, and who had a say in it, the last word first."""

    cell: str
    value: Data
    history: tuple[Contribution, ...]
    words: tuple[str, ...]
    """Words of the organisation that the value uses."""

    def as_dict(self) -> dict[str, Any]:
        """Return it as programs get it."""
        history = [contribution.as_dict() for contribution in self.history]
        return {"cell": self.cell, "value": self.value, "history": history, "words": self.words}


class _Way(NamedTuple):
    """An item, and the way into it."""

    item: str
    path: Path


def explain(state: ForkState, cell: str) -> Explanation:
    """Return the value of a cell and who had a say in it.

    Raises PlaybookError where there is no such item or value.
    """
    names = CurrentNames(state.merged.draft, state.merged.baseline.gone)
    way = _find_way(state, names, cell)
    current = _without_end(names.cell(cell))
    chain = [(pin.id, pin.version) for pin in reversed(state.lock.chain)]
    chain.append((state.layer.own("id"), state.layer.own("version")))
    history: list[Contribution] = []
    for (name, version), step in zip(chain, state.merged.steps, strict=True):
        reports = _reports(step, names, current)
        node = _find_node(step.draft, way)
        if node is not None and not reports and not history:
            reports = [_definition(node, way.item, cell)]
        for report in reports:
            own = replace(report, file=re.sub(r"^vendor/[^/]+\.zip/", "", report.file))
            history.append(Contribution(name, version, own))
    if not history:
        raise PlaybookError(f"No playbook in the chain sets {cell!a}. {_suggest(state, cell)}")
    value = to_data(_find_node(state.merged.draft, way))
    words = tuple(sorted(set(_WORD.findall(str(value)))))
    return Explanation(cell, value, tuple(reversed(history)), words)


def explain_lines(explanation: Explanation) -> Iterator[str]:
    """Yield what `explain` found, a line for each who had a say."""
    value = explanation.value
    yield shorten(value.get("title") if isinstance(value, dict) else value)
    names = [f"{one.playbook} {one.version}" for one in explanation.history]
    width = max(map(len, names))
    for number, (name, one) in enumerate(zip(names, explanation.history, strict=True)):
        report = one.report
        parts = [f"  {name:<{width}}", f"{report.op:<6}", f"{report.file}:{report.line}"]
        if number and isinstance(report.ours, str):
            parts.append(f'"{shorten(report.ours)}"')
        if report.why:
            parts.append(" ".join(report.why.split()))
        if report.state not in ("", "ok", "added", "hidden"):
            parts.append(report.state.upper())
        yield "  ".join([*parts, *(["<- in effect"] if number == 0 else [])])
        if number == 0 and report.proposal:
            yield f'  {"with upstream":<{width}}  "{shorten(report.proposal)}"'
    if explanation.words:
        yield f"words used: {', '.join(explanation.words)}"


def _reports(step: Merged, names: CurrentNames, current: str) -> list[StatementReport]:
    """Return what a playbook says of a cell, what readers see at the end."""
    outcomes = [outcome for outcome in step.outcomes if _touches(outcome, names, current)]
    outcomes.sort(key=lambda outcome: outcome.active)
    return [report_outcome(outcome) for outcome in outcomes]


def _definition(node: Node, item: str, cell: str) -> StatementReport:
    """Return, as if it were a statement, where a value was written first."""
    place = node.place
    while place and place not in node.document.marks:
        place = place[:-1]
    return StatementReport(
        cell=cell,
        item=item,
        op="define",
        state="",
        group="",
        file=node.document.file,
        line=node.document.marks.get(place, (1, 1))[0],
        why="",
        base=None,
        theirs=None,
        ours=to_data(node),
        proposal=None,
        rival=None,
        actions=(),
        news=False,
    )


def _find_way(state: ForkState, names: CurrentNames, cell: str) -> _Way:
    """Return the item and the way into it that a cell names, by any of their names."""
    current = names.cell(cell)
    for outcome in state.merged.outcomes:
        statement = outcome.statement
        if current in (statement.cell, names.cell(statement.cell)):
            return _Way(outcome.item, statement.path)
    parts = tuple(current.split("/"))
    if parts[0] == MANIFEST:
        return _Way(MANIFEST, parts[1:])
    item = "/".join(parts[:2])
    if _find_document(state.merged.draft, item) is None:
        raise PlaybookError(f"There is no item {item!a}. {_suggest(state, item)}")
    return _Way(item, parts[2:])


def _suggest(state: ForkState, cell: str) -> str:
    cells = [outcome.statement.cell for outcome in state.merged.outcomes]
    known = [*cells, *(document.ref for document in state.merged.draft.items)]
    return did_you_mean(cell, known, "Write kind/id/field, for example tips/ask-early/title.")


def _touches(outcome: Outcome, names: CurrentNames, cell: str) -> bool:
    """Tell whether a statement is about a cell, called as it is today, or about a part of it."""
    other = _without_end(names.cell(outcome.statement.cell))
    return f"{other}/".startswith(f"{cell}/") or f"{cell}/".startswith(f"{other}/")


def _without_end(cell: str) -> str:
    return cell.removesuffix("/@hidden").removesuffix("/@place")


def _find_node(draft: Draft, way: _Way) -> Node | None:
    document = _find_document(draft, way.item)
    return None if document is None else find(to_node(document.data, document), way.path)


def _find_document(draft: Draft, item: str) -> Document | None:
    if item == MANIFEST:
        return draft.manifest
    return next((document for document in draft.items if document.ref == item), None)
