"""What every field of a worksheet is, and what a type of field says of itself.

A type is a subclass of `Field` in a module of its own, named like the type; the rest of its home
is the folder `templates/fields/<type>/`. Nothing outside of the two knows its name: the program
asks a field what it is (its traits) or lets it act (its methods). What stands here holds for a
field that takes one line of text; a type says where it differs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, cast, get_args

from pydantic import Field as Setting

from playbook.fields.combining import Combine, list_answers, row_answers
from playbook.fields.names import flat, grow
from playbook.fields.paper import NARROWEST, ON_CARD, Ends, PlannedQuestion, line_width
from playbook.fields.typed import canonical_text, is_blank, tidy
from playbook.scalars import Bool, FieldRef, Id, Inline, Key, Plain, Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.combining import Given, Part, Rows
    from playbook.fields.names import Value
    from playbook.fields.paper import Answer, PlannedField, Planner
    from playbook.fields.recipe import Recipe
    from playbook.fields.table import Table
    from playbook.fields.typed import Fitted
    from playbook.findings import Found
    from playbook.source import Place


_TOLD = ("calendar", "formed", "numeric", "one_line", "pattern", "strict", "titles", "told")
"""Traits that the scripts know, too."""


class Option(Record):
    """One answer of a choice; its id is what is stored, its label what is read."""

    id: Id
    label: Plain
    was: tuple[Id, ...] = ()
    other: Bool = False
    """Whether it asks for a text beside it: "Other, please say"."""


class From(Record):
    """Offer an answer that was given elsewhere: `worksheets/<id>#<key>`."""

    field: FieldRef
    options: dict[Id, Id] = Setting(default_factory=dict)
    """Their option id -> ours, where the two differ."""


class Field(Record):
    """A part of a worksheet."""

    asks: ClassVar[bool] = True
    """Whether it holds something: what people answer, or what is worked out."""
    in_table: ClassVar[bool] = True
    """Whether a column of a table may be of this type."""
    single: ClassVar[bool] = True
    """Whether its answer may be offered to another worksheet's field."""
    numeric: ClassVar[bool] = False
    """Whether its answers can be added up."""
    labelled: ClassVar[Literal["label", "legend", "itself"]] = "label"
    """What says on a form what is asked: a label above the control, the legend of a group of
    controls, or the control itself."""
    axis: ClassVar[bool] = False
    """Whether a map may be drawn on its `steps`."""
    in_words: ClassVar[bool] = True
    """Whether a letter can say its answer."""
    titles: ClassVar[bool] = False
    """Whether a row of a table may be called by its answer."""

    key: Key
    label: Plain
    if TYPE_CHECKING:
        type: str  # each type says which: Literal["text"]

    @classmethod
    def type_name(cls) -> str:
        """Return what authors write as the `type` of such a field."""
        (name,) = get_args(cls.model_fields["type"].annotation)
        return str(name)

    @classmethod
    def make(cls, **values: Any) -> Self:
        """Return a field of this type."""
        return cls.model_validate({"type": cls.type_name(), **values})

    @classmethod
    def make_unchecked(cls, **values: Any) -> Self:
        """Return a field of this type for the program's own use: its key may be any text."""
        values["type"] = cls.type_name()
        return cast("Self", cls.model_construct(set(values), **values))

    # Does it hold together, and does an answer fit?

    def controls(self) -> int:
        """Return how many places to write on or to tick it has on a blank sheet."""
        return max(int(self.asks), len(self.offered()))

    def mistakes(self, place: Place, figures: dict[str, bool]) -> Iterator[Found]:
        """Yield what does not fit together in the definition, which stands at `place`.

        `figures` says of what stands beside it whether it holds numbers.
        """
        yield from ()

    def figures(self) -> dict[str, bool]:
        """Return what of it a figure may be made of, by name, and whether that holds numbers."""
        return {}

    @property
    def holds_private(self) -> bool:
        """Tell whether any part of its answer is for one person alone."""
        return False

    def offered(self) -> tuple[Option, ...]:
        """Return the options among which people choose."""
        return ()

    def misfits(self, answer: object, place: Place) -> Iterator[Found]:
        """Yield what of `answer`, which stands at `place`, is no answer to it."""
        yield place, "answers a field that takes no answer", "Take it out."

    # How does it stand on paper?

    def on_sheet(self, planner: Planner) -> PlannedField:
        """Return its part of a sheet, and take down its slots."""
        raise NotImplementedError


class Question(Field):
    """A field that people answer, or that is worked out from answers."""

    pattern: ClassVar[str | None] = None
    """What an answer looks like as a whole, as a regular expression that Python and the scripts
    read alike; None where that is no matter of looks."""
    wanted: ClassVar[tuple[str, str]] = ("is not an answer", "Check the question.")
    """What is wrong with a text that looks otherwise, and what to do."""
    told: ClassVar[str | None] = None
    """The words of the scripts with which a form tells that a text is no answer, by their key."""
    formed: ClassVar[bool] = False
    """Whether answers have a form of their own, so that other fields' texts are none."""
    one_line: ClassVar[bool] = True
    """Whether line feeds have no place in an answer."""
    strict: ClassVar[bool] = False
    """Whether a text that does not fit is kept aside: no control could show it."""
    labelled_in_row: ClassVar[Literal["label", "legend", "itself"]] = "label"
    """The same, where it is a column of a table."""
    span: ClassVar[Literal[2, 3, 6]] = 3
    """How much of a row's card it takes on a form, in sixths."""
    in_grid: ClassVar[bool] = True
    """Whether a short table with rows of its own may hold it and still be drawn as a table."""
    short: ClassVar[bool] = False
    """Whether its answer takes half a line of a sheet."""
    grows: ClassVar[bool] = True
    """Whether a column of a table takes room that others leave."""
    narrow: ClassVar[float | None] = None
    """Millimetres that a column needs, and on a card; None where that is as for any text."""
    combines: ClassVar[tuple[str, ...]] = ("as",)
    """What its `combine` may say."""
    calendar: ClassVar[bool] = False
    """Whether an answer is a day, which paper shows as people write it."""
    mark: ClassVar[str | None] = None
    """The words on a sheet that say in what form to write, by their key."""

    help: Inline | None = None
    required: Bool = False
    private: Bool = False
    default: Plain | None = None
    unit: Plain | None = None
    was: tuple[Key, ...] = ()
    from_: From | None = Setting(default=None, alias="from")
    combine: Combine | None = None

    def recipe(self) -> Recipe | None:
        """Return how it is made from other answers; None where people answer it."""
        return None

    def asked_in_rows(self) -> tuple[Question, ...]:
        """Return the questions that are asked in each of its rows."""
        return ()

    @property
    def holds_private(self) -> bool:
        """Tell whether any part of its answer is for one person alone."""
        return self.private or any(column.private for column in self.asked_in_rows())

    def as_map(self) -> Table | None:
        """Return itself where it is drawn as a map that others may see."""
        return None

    def others(self) -> tuple[Question, ...]:
        """Return the questions that its options ask beside it."""
        return ()

    def choose(self, answer: Any, option: str) -> Any:
        """Return its answer where somebody wrote beside `option`: that chooses it."""
        raise NotImplementedError

    def steps(self) -> tuple[str, ...]:
        """Return the answers that there are, in order, where they can be told."""
        return tuple(option.id for option in self.offered())

    def definition(self) -> dict[str, Any]:
        """Return what scripts have to know of it, ready for JSON."""
        unsaid: Any = {"help": True, "from_": True, "columns": {"__all__": {"help": True}}}
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=unsaid)

    @classmethod
    def traits(cls) -> dict[str, Any]:
        """Return what the scripts are told of the type, ready for JSON."""
        return {name: getattr(cls, name) for name in _TOLD}

    # Does it hold together, and does an answer fit?

    def mistakes(self, place: Place, figures: dict[str, bool]) -> Iterator[Found]:
        """Yield what does not fit together; a `default` has to be an answer."""
        if self.default is not None and (wrong := self.wrong(self.default)):
            yield (*place, "default"), *wrong

    def wrong(self, text: str) -> tuple[str, str] | None:
        """Return what keeps one text from being an answer and what to do, or None.

        This is the judge of the type; whatever takes answers in asks it.
        """
        if self.pattern is None or re.fullmatch(self.pattern, text.strip()):
            return None
        return self.wanted

    def misfits(self, answer: object, place: Place) -> Iterator[Found]:
        """Yield what of `answer`, which stands at `place`, is no answer to it."""
        if not isinstance(answer, str):
            yield place, "does not fit the question", "Write one text."
        elif wrong := self.wrong(answer):
            yield place, *wrong

    def fit(self, value: object) -> Fitted:
        """Return what of `value` is an answer, in canonical form, and the rest."""
        if not isinstance(value, str):
            return None, tidy(value)
        text = canonical_text(value, one_line=self.one_line)
        if is_blank(text):
            return None, None
        return (None, text) if self.strict and self.wrong(text) else (text, None)

    def public_part(self, answer: Any) -> Any:
        """Return what of a canonical answer others may see; nothing where it is private."""
        return None if self.private else answer

    def combine_answers(self, given: Given) -> list[Part]:
        """Return the answers of many, side by side."""
        return list_answers(self, given)

    def combine_rows(self, rows: Rows) -> list[Part]:
        """Return the answers of many to a column of a table with rows of its own."""
        return row_answers(self, rows)

    def as_read(self, answer: Any) -> Any:
        """Return an answer as people read it; None where they say that they do not know."""
        return answer

    # How is it called in forms and PDFs?

    def flat(self, name: str, answer: Any) -> Iterator[tuple[str, Value]]:
        """Yield what its controls hold, by their names; `name` is its own."""
        yield from flat(name, answer)

    def grow(self, branch: Any) -> Any:
        """Return as an answer what the controls below its name hold."""
        return grow(branch)

    # How does it stand on paper?

    def on_sheet(self, planner: Planner) -> PlannedQuestion:
        """Return its part of a sheet, and take down its slots."""
        return PlannedQuestion(
            kind=self.type,
            short=self.short,
            label=self.label,
            help=planner.renderer.inline(self.help) if self.help else None,
            marks=planner.marks(self),
            answer=self.place(planner, self.key, self.label),
        )

    def place(self, planner: Planner, name: str, title: str) -> Answer:
        """Plan the place for one answer, which is called `title`: what differs comes first."""
        return planner.text(name, "line" if self.short else "area", title, field=self)

    def head(self) -> Ends:
        """Return what the head of a column says of the ends of a scale."""
        return Ends()

    def width(self) -> float:
        """Return the millimetres that a column of a table needs."""
        return max(line_width(self.label), self.narrow or NARROWEST)

    def whole(self) -> float:
        """Return the millimetres that a column needs on a card, its options in one line."""
        return max(line_width(self.label, whole=True), self.narrow or ON_CARD)
