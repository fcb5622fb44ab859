"""The kinds of item. The folder names are the kinds: `content/tips/no-surprises.yml` is a tip."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Discriminator, Tag
from pydantic import Field as Setting

from playbook.fields import AnyField
from playbook.model.checks import Check, Line, ListEntry
from playbook.model.item import Item, Pitfall
from playbook.model.letter import Letter
from playbook.scalars import (
    Address,
    AnyRef,
    Id,
    Inline,
    Markdown,
    Plain,
    Prose,
    Record,
    SheetRef,
    SourceRef,
    StepRef,
    ToolRef,
    Truth,
)


class Loop(Record):
    """A way back to an earlier step."""

    to: StepRef
    when: Inline
    label: Plain
    """Two or three words for the picture, for example "ask again"."""


class Step(Item):
    """One stage of the work. Its phase and its number come from the manifest."""

    kind = "steps"
    short: Plain | None = None
    """The title in a few words, for the route and the rail."""
    why: Prose
    do: Annotated[tuple[Inline, ...], Setting(min_length=1)]
    note: Markdown | None = None
    done_when: Annotated[tuple[Line, ...], Setting(min_length=1)]
    goes_wrong: tuple[Pitfall, ...] = ()
    tools: tuple[ToolRef, ...] = ()
    loops: tuple[Loop, ...] = ()


class Tip(Item):
    """One piece of advice, filed under the steps it helps."""

    kind = "tips"
    steps: tuple[StepRef, ...] = ()
    principle: Truth = False
    """A belief that the whole playbook rests on, more than a thing to do."""


class Frame(Record):
    """A line to fill in and say; blanks are written [like this]."""

    id: Id
    title: Plain
    say: Inline
    example: Inline


class Appeal(Item):
    """A ground on which to ask for support."""

    kind = "appeals"
    steps: tuple[StepRef, ...] = ()
    short: Plain
    works_with: Plain
    when: Prose
    how: Annotated[tuple[Inline, ...], Setting(min_length=1)]
    risk: Plain
    risk_note: Prose
    frames: Annotated[tuple[Frame, ...], Setting(min_length=1)]


class Move(Record):
    """What somebody did, and when: "March 2014", 2014-03-09, 2014-03 or 2014."""

    when: Plain
    text: Inline
    sources: tuple[SourceRef, ...] = ()


def _form(value: object) -> str:
    return "Move" if isinstance(value, dict | Move) else "sentence"


Told: TypeAlias = Annotated[
    Annotated[Inline, Tag("sentence")] | Annotated[Move, Tag("Move")], Discriminator(_form)
]
"""What somebody did, with a date or without one."""


class CaseStudy(Item):
    """What a coalition did, as far as it is known."""

    kind = "case-studies"
    steps: tuple[StepRef, ...] = ()
    status: Literal["documented", "partly-documented", "illustrative"]
    where: Plain | None = None
    when: Plain | None = None
    situation: Prose
    challenge: Prose
    moves: Annotated[tuple[Told, ...], Setting(min_length=1)]
    decision_rule: Prose | None = None
    """How they decided together: by consensus, by vote, by whom."""
    result: Prose
    lessons: Annotated[tuple[Inline, ...], Setting(min_length=1)]
    not_known: Markdown | None = None


class Example(Record):
    """A worksheet filled in with invented answers, so that people see how it looks when done."""

    about: Inline
    answers: dict[str, object]
    """Answers by field key, in the form of an answers file."""


class Worksheet(Item):
    """Questions to answer on screen or on paper."""

    kind = "worksheets"
    steps: tuple[StepRef, ...] = ()
    go_back_when: Plain | None = None
    fields: Annotated[tuple[AnyField, ...], Setting(min_length=1)]
    texts: tuple[Letter, ...] = ()
    """Letters that write themselves from the answers."""
    example: Example | None = None


class Checklist(Item):
    """Things to have done before, during or after something."""

    kind = "checklists"
    steps: tuple[StepRef, ...] = ()
    use_when: Plain | None = None
    items: Annotated[tuple[ListEntry, ...], Setting(min_length=1)]

    @property
    def checks(self) -> tuple[Check, ...]:
        """What there is to tick, without the words between."""
        return tuple(entry for entry in self.items if isinstance(entry, Check))


class Block(Record):
    """A stretch of a meeting, with its time: who speaks, how to begin, what hangs on the wall."""

    id: Id
    minutes: Annotated[int, Setting(ge=1, le=600)]
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


class Prompt(Record):
    """Something to say or ask; blanks are written [like this]."""

    id: Id
    stage: Plain
    say: Inline
    note: Inline | None = None


class Guide(Item):
    """What to say in a conversation, or how to run a meeting, in order."""

    kind = "guides"
    steps: tuple[StepRef, ...] = ()
    before: tuple[Inline, ...] = ()
    blocks: Annotated[tuple[Block, ...], Setting(min_length=1)] = ()
    prompts: Annotated[tuple[Prompt, ...], Setting(min_length=1)] = ()
    after: tuple[Inline, ...] = ()

    @property
    def minutes(self) -> int:
        """How long its blocks take together."""
        return sum(block.minutes for block in self.blocks)


class Rule(Item):
    """A ground rule that a coalition can adopt."""

    kind = "rules"
    steps: tuple[StepRef, ...] = ()
    say: Inline
    """The rule as a group would write it into its own agreement."""


class Role(Item):
    """A part that somebody plays."""

    kind = "roles"
    steps: tuple[StepRef, ...] = ()
    does: Annotated[tuple[Inline, ...], Setting(min_length=1)]
    needs: tuple[Inline, ...] = ()
    watch_out: Inline | None = None
    tools: tuple[ToolRef, ...] = ()


class Term(Item):
    """A word and what it means here; `title` is the word, `summary` the meaning."""

    kind = "terms"


class Stop(Record):
    """A stop on a path."""

    item: AnyRef
    note: Inline | None = None


class Path(Item):
    """Items in an order that suits a situation, or that a method teaches."""

    kind = "paths"
    type: Literal["situation", "method"] = "situation"
    for_whom: Plain
    stops: Annotated[tuple[Stop, ...], Setting(min_length=2)]
    sign_in: Truth = True
    """Whether its packet has a list to sign; a talk of two needs none."""


class Source(Item):
    """Where ideas came from; `title` names the work, `summary` says what it gives."""

    kind = "sources"
    by: Plain
    urls: tuple[Address, ...] = ()
    published: Plain | None = None
    founding: Truth = False
    """One of the documents that this playbook began with."""
    note: Inline | None = None


KINDS: dict[str, type[Item]] = {
    model.kind: model
    for model in (
        Step,
        Tip,
        Appeal,
        CaseStudy,
        Worksheet,
        Checklist,
        Guide,
        Rule,
        Role,
        Term,
        Path,
        Source,
    )
}
"""Every kind by its folder, in the order in which readers meet them."""

ON_ONE_PAGE = ("rules", "terms", "sources")
"""Kinds whose items share one page, with an anchor per id."""
