"""Guides: what to say in a talk, how to run a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field as Setting

from playbook.findings import duplicate_names
from playbook.kinds.item import Item, Pitfall, Place
from playbook.kinds.registry import home
from playbook.scalars import Id, Inline, Plain, Record, SheetRef, StepRef

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playbook.findings import Found


class Block(Record):
    """A stretch of a meeting, with its time: who speaks, how to begin, what hangs on the wall."""

    id: Id
    minutes: Annotated[int, Setting(ge=1, le=600)]
    least: Annotated[int, Setting(ge=1, le=600)] | None = None
    """The minutes below which it is not worth beginning; half of `minutes` where nobody says so."""
    title: Plain
    who: Plain | None = None
    say: Inline | None = None
    """The opening words; blanks are written [like this]."""
    note: Inline | None = None
    sheet: SheetRef | None = None
    """The worksheet or checklist on the wall, or on the table."""
    if_: tuple[Pitfall, ...] = Setting(default=(), alias="if")
    online: Inline | None = None
    """What is different where people meet on a screen."""


def short_blocks(blocks: Iterable[Block], place: tuple[str | int, ...]) -> Iterator[Found]:
    """Yield each block in the list at `place` that takes less than the least it needs."""
    for index, block in enumerate(blocks):
        if block.least is not None and block.least > block.minutes:
            hint = f"Write {block.minutes} or less, or give the block more minutes."
            yield (*place, index, "least"), "is more than its minutes", hint


class Prompt(Record):
    """Something to say or ask; blanks are written [like this]."""

    id: Id
    stage: Plain
    say: Inline
    note: Inline | None = None


@home
class Guide(Item):
    """What to say in a conversation, or how to run a meeting, in order."""

    kind = "guides"
    place = Place(
        rank=70,
        menu="do",
        icon="forum-outline",
        colors=("#5c2997", "#a98eaf"),
        beside="cards",
        is_page=True,
        headings={
            "before": "guide.before",
            "blocks": "guide.blocks",
            "prompts": "guide.prompts",
            "after": "guide.after",
        },
    )
    steps: tuple[StepRef, ...] = ()
    before: tuple[Inline, ...] = ()
    blocks: Annotated[tuple[Block, ...], Setting(min_length=1)] = ()
    prompts: Annotated[tuple[Prompt, ...], Setting(min_length=1)] = ()
    after: tuple[Inline, ...] = ()

    @property
    def minutes(self) -> int:
        """How long its blocks take together."""
        return sum(block.minutes for block in self.blocks)

    def mistakes(self) -> Iterator[Found]:
        """Yield ids that stand twice, and a time that its blocks do not fit into."""
        if not self.blocks and not self.prompts:
            hint = "Write `blocks` for a meeting with times, or `prompts` for a talk."
            yield (), "is empty: it has neither `blocks` nor `prompts`", hint
        yield from duplicate_names((block.id for block in self.blocks), ("blocks",), "id")
        yield from duplicate_names((prompt.id for prompt in self.prompts), ("prompts",), "id")
        taken = {block.id for block in self.blocks}
        for index, prompt in enumerate(self.prompts):
            if prompt.id in taken:
                hint = "Notes on a guide are kept by these ids: rename one of the two."
                yield ("prompts", index, "id"), f'has the id "{prompt.id}", as a block does', hint
        yield from short_blocks(self.blocks, ("blocks",))
        if self.blocks and self.time and self.time.minutes[1] < self.minutes:
            hint = f"Write {self.minutes} or more, or shorten a block."
            yield ("time",), f"is shorter than its blocks, which take {self.minutes} minutes", hint
