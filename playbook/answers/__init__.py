"""Answers: what people wrote into worksheets and checklists, in the one form that travels."""

from playbook.answers.backup import dumps_backup, parse_backup
from playbook.answers.canonical import (
    Answers,
    dumps,
    normalise,
    parse,
    without_private,
)
from playbook.answers.refusal import RefusedError
from playbook.answers.sheet import ANSWERABLE, PACKETS, WITH_PDF, Sheet, sheet_of

__all__ = [
    "ANSWERABLE",
    "PACKETS",
    "WITH_PDF",
    "Answers",
    "RefusedError",
    "Sheet",
    "dumps",
    "dumps_backup",
    "normalise",
    "parse",
    "parse_backup",
    "sheet_of",
    "without_private",
]
