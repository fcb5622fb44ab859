"""The smallest parts of the model: texts, ids, refs and dates.

Every scalar arrives from the loader as the very text that was typed, so `title: NO` stays "NO"
and `0123` keeps its zero; only these types say when a text must be something more.
"""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import core_schema

from playbook.guards import markdown, plain, visible_markdown
from playbook.wording import model_error

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ID_LENGTH = 80
REF = rf"^[a-z]+(?:-[a-z]+)*/{ID}$"


class Record(BaseModel):
    """A frozen value that knows all its keys: an unknown one is a mistake, not an extra."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, defer_build=True
    )


Plain = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(plain)]
"""One line without markup: a title, a label, an option."""

Inline = Annotated[
    str,
    Field(min_length=1, max_length=5_000),
    AfterValidator(markdown),
    AfterValidator(visible_markdown),
]
"""A short Markdown text, often one paragraph: a summary, an entry of a list."""

Markdown = Annotated[str, AfterValidator(markdown)]
"""A Markdown text of any length up to 100 KB."""

Prose = Annotated[
    str, Field(min_length=1), AfterValidator(markdown), AfterValidator(visible_markdown)
]
"""The same, where an item is nothing without it."""

Id = Annotated[str, Field(pattern=rf"^{ID}$", max_length=ID_LENGTH)]
"""The id of an option, a row, a phase, an edition, a checklist's item."""

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
"""The key of a worksheet's field or column."""


class Ref(str):
    """The name of an item, `<kind>/<id>`: its path, its link and its URL in one."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        """The folder, for example `tips`."""
        return self.partition("/")[0]

    @property
    def id(self) -> str:
        """The name within its kind, for example `no-surprises`."""
        return self.partition("/")[2]

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: type[Any], _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        text = core_schema.str_schema(pattern=REF, max_length=ID_LENGTH + 30)
        return core_schema.no_info_after_validator_function(cls, text)


class PartRef(str):
    """The name of a part of an item, `<kind>/<id>#<name>`."""

    __slots__ = ()
    pattern: ClassVar[str]

    @property
    def ref(self) -> Ref:
        """The item."""
        return Ref(self.partition("#")[0])

    @property
    def key(self) -> str:
        """The name of the part."""
        return self.partition("#")[2]

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: type[Any], _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        text = core_schema.str_schema(pattern=cls.pattern)
        return core_schema.no_info_after_validator_function(cls, text)


class FieldRef(PartRef):
    """The name of a worksheet's field, `worksheets/<id>#<key>`."""

    __slots__ = ()
    pattern = rf"^worksheets/{ID}#[a-z][a-z0-9_]*$"


class CheckRef(PartRef):
    """The name of a checklist's box, `checklists/<id>#<id>`."""

    __slots__ = ()
    pattern = rf"^checklists/{ID}#{ID}$"


class To:
    """Say which kinds a ref may name; none means any kind."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"type": "string", "pattern": REF, "x-ref": list(self.kinds)}

    def _check(self, ref: Ref) -> Ref:
        if self.kinds and ref.kind not in self.kinds:
            raise model_error("ref_kind", ref=str(ref), kinds=", ".join(self.kinds))
        return ref


AnyRef = Annotated[Ref, To()]
StepRef = Annotated[Ref, To("steps")]
PathRef = Annotated[Ref, To("paths")]
GuideRef = Annotated[Ref, To("guides")]
RoleRef = Annotated[Ref, To("roles")]
SourceRef = Annotated[Ref, To("sources")]
SheetRef = Annotated[Ref, To("worksheets", "checklists")]
ToolRef = Annotated[Ref, To("worksheets", "checklists", "guides", "appeals")]


def _bool(value: object) -> object:
    if value in ("true", "false", True, False):
        return value in ("true", True)
    raise model_error("truth")


Bool = Annotated[bool, BeforeValidator(_bool)]
"""`true` or `false`, as YAML 1.2 writes them; `yes` and `on` are words."""

_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$")


def _date(value: object) -> object:
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str) or not _DATE.match(value):
        raise model_error("date_form")
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise model_error("date_none") from None


Date = Annotated[
    datetime.date,
    BeforeValidator(_date),
    WithJsonSchema({"type": "string", "format": "date"}),
]
"""A day, written 2026-11-22."""

_ADDRESS = re.compile(r"^https?://[^\s<>\"']+$")


def _address(text: str) -> str:
    if not _ADDRESS.match(text):
        raise model_error("address")
    return text


When = Annotated[
    Plain,
    WithJsonSchema(
        {"anyOf": [{"type": "string", "minLength": 1, "maxLength": 500}, {"type": "integer"}]}
    ),
]
"""A date as people have it, for example "March 2014", 2014-03-09 or 2014."""

Address = Annotated[str, AfterValidator(_address)]
"""A web address, with https:// or http:// in front."""
