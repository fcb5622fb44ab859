"""Answers: what people wrote into worksheets and checklists, in the one form that travels."""

from playbook.answers.canonical import (
    Answers,
    RefusedError,
    dumps,
    normalise,
    parse,
    without_private,
)
from playbook.answers.sheet import ANSWERABLE, Sheet, sheet_of

__all__ = [
    "ANSWERABLE",
    "Answers",
    "RefusedError",
    "Sheet",
    "dumps",
    "normalise",
    "parse",
    "sheet_of",
    "without_private",
]
