"""An email address."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Question
from playbook.fields.registry import home


@home
class Email(Question):
    """An address for email."""

    pattern = r'[^\s@,;:<>()"]+@(?:[^\s@.,;:<>()"]+\.)+[^\s@.,;:<>()"]{2,}'
    wanted = ("is not an email address", "Write it like name@example.org.")
    formed, told = True, "email.wrong"

    type: Literal["email"]
