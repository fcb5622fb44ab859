"""Does a document have the shape of its kind?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from playbook.wording import model_problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from playbook.errors import Problem
    from playbook.source import Data, Document, Place

Model = TypeVar("Model", bound=BaseModel)


def shaped(model: type[Model], document: Document) -> tuple[Model | None, list[Problem]]:
    """Return the document as a `model`, or None and what keeps it from being one."""
    if document.data is None:
        return None, []  # the reader has said why
    if not isinstance(document.data, dict):
        hint = "Write `key: value` lines."
        return None, [document.problem((), "must be a group of keys", hint)]
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, [_problem(one, model, document) for one in error.errors(include_url=False)]


def _problem(error: ErrorDetails, model: type[BaseModel], document: Document) -> Problem:
    place = _place(error["loc"], document.data)
    missing = (error["loc"][-1],) if error["type"] == "missing" else ()
    message, hint = model_problem(error, _known(model, error["loc"]))
    return document.problem(place, message, hint, field=_dotted((*place, *missing)))


def _place(location: tuple[int | str, ...], data: Data) -> Place:
    """Return pydantic's location without the names of unions, which stand in no file."""
    place: list[int | str] = []
    for part in location:
        if isinstance(data, dict) and isinstance(part, str) and part in data:
            data = data[part]
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            continue
        place.append(part)
    return tuple(place)


def _dotted(place: Place) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place)


def _known(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Return the keys that may stand at `location`: at the top the model's, deeper any of them."""
    if len(location) == 1:
        return [field.alias or name for name, field in model.model_fields.items()]
    parts = model.model_json_schema()["$defs"].values()
    return sorted({key for part in parts for key in part.get("properties", ())})
