"""Does a document have the shape of its kind?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from playbook.model import KINDS, Ref
from playbook.source import dotted_place
from playbook.validate.place import Spot, spot
from playbook.validate.written import cut_at_comma, meant_key, no_group, no_key, no_list
from playbook.wording import in_quotes, model_problem, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from playbook.errors import Problem
    from playbook.source import Document, Place

Model = TypeVar("Model", bound=BaseModel)


def parse_document(
    model: type[Model], document: Document
) -> tuple[Model | None, Iterator[Problem]]:
    """Return the document as a `model`, or None and what keeps it from being one."""
    if document.data is None:
        return None, iter(())  # the reader has said why
    if not isinstance(document.data, dict):
        return None, iter([no_group(document)])
    try:
        return model.model_validate(document.data), iter(())
    except ValidationError as error:
        return None, _problems(error.errors(include_url=False), model, document)


def _problems(
    errors: list[ErrorDetails], model: type[BaseModel], document: Document
) -> Iterator[Problem]:
    spots = [spot(model, error["loc"], document.data) for error in errors]
    misspelt = {
        (*here.place[:-1], near(meant_key(str(here.place[-1])), here.absent))
        for error, here in zip(errors, spots, strict=True)
        if error["type"] == "extra_forbidden"
    }
    places = [here.place for here in spots]
    for error, here in zip(errors, spots, strict=True):
        if error["type"] == "missing" and here.place in misspelt:
            continue  # the misspelt key is the missing one
        if _long_enough(error) or _unknown_kind(error) or _other_branch(error, here, places):
            continue
        if error["type"] == "extra_forbidden" and error["input"] is None:
            cut = cut_at_comma(here.place, document)
            if cut in places:
                continue  # one text, cut at several commas
            if cut is not None:
                yield _cut(here.place, cut, document)
                continue
        yield _problem(error, here, document)


def _cut(rest: Place, text: Place, document: Document) -> Problem:
    message = f"ends at the comma before {in_quotes(str(rest[-1]))}"
    hint = 'Put the whole text in "quotation marks".'
    return document.problem(rest, message, hint, field=dotted_place(text))


def _long_enough(error: ErrorDetails) -> bool:
    """Tell whether a list is too short only because pydantic does not count broken entries."""
    given = error["input"]
    wanted = (error.get("ctx") or {}).get("min_length", 0)
    return error["type"] == "too_short" and isinstance(given, list) and len(given) >= wanted


def _unknown_kind(error: ErrorDetails) -> bool:
    """Tell whether a ref is of no kind at all, which is told with the refs that lead nowhere."""
    return error["type"] == "ref_kind" and Ref(error["input"]).kind not in KINDS


def _other_branch(error: ErrorDetails, here: Spot, places: list[tuple[int | str, ...]]) -> bool:
    """Tell whether this is about the branch of "a number or a list" that nobody meant."""
    if error["type"] == "int_type" and isinstance(error["input"], list):
        return any(place[: len(here.place)] == here.place != place for place in places)
    return error["type"] == "tuple_type" and places.count(here.place) > 1


def _problem(error: ErrorDetails, here: Spot, document: Document) -> Problem:
    place = (*here.place, "type") if error["type"] == "union_tag_invalid" else here.place
    if (slipped := _slip(error, place, document)) is not None:
        return slipped
    message, hint = model_problem(error, here.absent, inner=here.inner, required=here.required)
    if error["input"] is None and _cut_short(document, place):
        message, hint = "is empty: a # begins a comment", 'Put the text in "quotation marks".'
    found = str((error.get("ctx") or {}).get("found") or "")
    return document.problem(place, message, hint, at=found)


def _slip(error: ErrorDetails, place: Place, document: Document) -> Problem | None:
    """Return the slip of the hand that made the model complain, if its line shows one."""
    if error["type"] == "extra_forbidden" and place:
        return no_key(place, document)
    if error["type"] == "tuple_type" and isinstance(error["input"], str):
        return no_list(place, document)
    return None


def _cut_short(document: Document, place: tuple[int | str, ...]) -> bool:
    """Tell whether the value at `place` would be there, did it not begin with a #."""
    end = document.spans.get(place, (0, 0))[1]
    rest = document.text[end:].partition("\n")[0]
    return bool(end) and rest.lstrip().startswith("#")
