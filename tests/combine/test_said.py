"""What a worksheet says about putting answers together fits its fields."""

from __future__ import annotations

from typing import Any

import pytest

from playbook.model import Worksheet
from playbook.validate.combining import combine_mistakes
from tests.combine.making import FIELDS, sheet

LIST = {"key": "x", "type": "list", "label": "X"}
TABLE = {
    "key": "x",
    "type": "table",
    "label": "X",
    "columns": [
        {"key": "what", "type": "text", "label": "What"},
        {"key": "done", "type": "check", "label": "Done"},
    ],
}


def mistakes(field: dict[str, Any], combine: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the places and what is wrong there."""
    beside = [{"key": "beside", "type": "list", "label": "B"}]
    values = sheet().item.model_dump(include={"title", "summary", "time", "people", "go_back_when"})
    item = Worksheet.model_validate(values | {"fields": [field | {"combine": combine}, *beside]})
    found = combine_mistakes(item.fields, 0)
    return [(".".join(map(str, place[2:])), message) for place, message, _ in found]


def test_all_that_there_is_to_say_can_be_said():
    item = sheet().item
    assert isinstance(item, Worksheet)
    assert [list(combine_mistakes(item.fields, at)) for at in range(len(FIELDS))] == [[]] * len(
        FIELDS
    )


@pytest.mark.parametrize(
    ("field", "combine", "place", "message"),
    [
        (LIST, {"against": ["no"]}, "combine.against", 'names "no", and there is no such other'),
        (LIST, {"against": ["x"]}, "combine.against", 'names "x", and there is no such other'),
        (LIST, {"match": "beside"}, "combine.match", "does not go with the type list"),
        (TABLE, {"against": ["beside"]}, "combine.against", "does not go with the type table"),
        (TABLE, {"steps": {"what": "no"}}, "combine.steps.what", 'names "no", which is not a col'),
        (
            TABLE,
            {"steps": {"what": "what", "done": "done", "done_is": "over"}},
            "combine.steps.done_is",
            'names "over", which is not an option',
        ),
    ],
)
def test_what_does_not_fit_is_told_at_its_place(
    field: dict[str, Any], combine: dict[str, Any], place: str, message: str
):
    found = mistakes(field, combine)
    assert (place, True) in [(where, said.startswith(message)) for where, said in found]
