"""The table of field types, and how a field of a worksheet finds its own in it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic_core import PydanticKnownError, core_schema

from playbook.fields.field import Field, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

Model = TypeVar("Model", bound=type[Field])
_types: dict[str, type[Field]] = {}
TYPES: Mapping[str, type[Field]] = MappingProxyType(_types)
"""Every type of field by its name."""


def home(model: Model) -> Model:
    """Give a type of field its place in the table; its module is its home."""
    name = model.type_name()
    assert name not in TYPES, f"there is a type {name} already"
    _types[name] = model
    return model


def withdraw(name: str) -> None:
    """Take a type out of the table again."""
    del _types[name]


class ByType:
    """Read a field as the model that its `type` names, among those in the table by then."""

    def __init__(self, *, in_table: bool) -> None:
        """A column of a table takes fewer types than a worksheet."""
        self.in_table = in_table

    def _known(self) -> dict[str, type[Field]]:
        return {name: model for name, model in TYPES.items() if model.in_table or not self.in_table}

    def __get_pydantic_core_schema__(
        self, source: type[Any], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        choices = {name: model.__pydantic_core_schema__ for name, model in self._known().items()}
        return handler(core_schema.tagged_union_schema(choices, discriminator="type"))

    def _read(self, value: object) -> Field:
        known = self._known()
        if isinstance(value, Field):
            return value
        if not isinstance(value, dict):
            raise PydanticKnownError("model_attributes_type")
        if "type" not in value:
            raise PydanticKnownError("union_tag_not_found", {"discriminator": "'type'"})
        name = value["type"]
        if not isinstance(name, str) or name not in known:
            expected = ", ".join(f"'{one}'" for one in sorted(known))
            said = {"discriminator": "'type'", "tag": str(name), "expected_tags": expected}
            raise PydanticKnownError("union_tag_invalid", said)
        return known[name].model_validate(value)


AnyField = Annotated[Field, ByType(in_table=False)]
"""A field of a worksheet, whatever its type."""
Column = Annotated[Question, ByType(in_table=True)]
"""A column of a table."""
