"""A phone number."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Question
from playbook.fields.registry import home

_DIGIT = "[0-9\u0660-\u0669\u06f0-\u06f9]"
"""Western, Arabic-Indic and Persian digits: \\d is not the same everywhere."""
_BETWEEN = "[ \u00a0()./\u2010-\u2015-]*"
_EXTENSION = rf"(?: *(?:x|ext\.?) *{_DIGIT}{{1,6}})?"


@home
class Phone(Question):
    """A phone number, in any country's way of writing it."""

    pattern = rf"\+?{_BETWEEN}{_DIGIT}(?:{_BETWEEN}{_DIGIT}){{2,19}}{_EXTENSION}"
    wanted = ("is not a phone number", "Write its digits, like +1 612 555 0100.")
    formed, told = True, "phone.wrong"

    type: Literal["phone"]
