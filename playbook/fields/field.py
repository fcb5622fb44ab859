"""What every field of a worksheet is, and what a type of field says of itself.

A type is a subclass of `Field` in a module of its own, named like the type; the rest of its home
is the folder `templates/fields/<type>/`. Nothing outside of the two knows its name: the program
asks a field what it is (the traits below) or lets it act (the methods).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, cast, get_args

from pydantic import Field as Setting

from playbook.scalars import FieldRef, Id, Inline, Key, Plain, Record, Truth

if TYPE_CHECKING:
    from typing import Any, Self


class Option(Record):
    """One answer of a choice; its id is what is stored, its label what is read."""

    id: Id
    label: Plain


class From(Record):
    """Offer an answer that was given elsewhere: `worksheets/<id>#<key>`."""

    field: FieldRef
    options: dict[Id, Id] = Setting(default_factory=dict)
    """Their option id -> ours, where the two differ."""


class Field(Record):
    """A part of a worksheet."""

    in_table: ClassVar[bool] = True
    """Whether a column of a table may be of this type."""

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
    def unchecked(cls, **values: Any) -> Self:
        """Return a field of this type for the program's own use: its key may be any text."""
        values["type"] = cls.type_name()
        return cast("Self", cls.model_construct(set(values), **values))


class Question(Field):
    """A field that people answer, or that is worked out from answers."""

    help: Inline | None = None
    required: Truth = False
    private: Truth = False
    default: Plain | None = None
    unit: Plain | None = None
    was: tuple[Key, ...] = ()
    from_: From | None = Setting(default=None, alias="from")


Rows = Annotated[int, Setting(ge=1, le=40)]
"""How many lines a blank sheet offers."""
