"""Steps: the stages of the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field as Setting

from playbook.findings import clashing_old_names, duplicate_names
from playbook.kinds.item import Item, Pitfall, Place
from playbook.kinds.registry import home
from playbook.parts.checks import Line
from playbook.scalars import Inline, Markdown, Plain, Prose, Record, StepRef, ToolRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.findings import Found


class Loop(Record):
    """A way back to an earlier step."""

    to: StepRef
    when: Inline
    label: Plain
    """Two or three words for the picture, for example "ask again"."""


@home
class Step(Item):
    """One stage of the work. Its phase and its number come from the manifest."""

    kind = "steps"
    place = Place(
        rank=10,
        menu="do",
        icon="shoe-print",
        colors=("#1a3753", "#6099e5"),
        in_head=True,
        in_box=False,
        beside="rows",
        headings={
            "short": "fork.title",
            "why": "step.why",
            "do": "step.do",
            "done_when": "step.done_when",
            "goes_wrong": "step.goes_wrong",
            "tools": "item.beside",
        },
    )
    short: Plain | None = None
    """The title in a few words, for the route and the rail."""
    why: Prose
    do: Annotated[tuple[Inline, ...], Setting(min_length=1)]
    note: Markdown | None = None
    done_when: Annotated[tuple[Line, ...], Setting(min_length=1)]
    goes_wrong: tuple[Pitfall, ...] = ()
    tools: tuple[ToolRef, ...] = ()
    loops: tuple[Loop, ...] = ()

    def mistakes(self) -> Iterator[Found]:
        """Yield ids of boxes that stand twice, now or in what they were called."""
        ids = [line.id for line in self.done_when]
        yield from duplicate_names(ids, ("done_when",), "id")
        yield from clashing_old_names(ids, [line.was for line in self.done_when], ("done_when",))
