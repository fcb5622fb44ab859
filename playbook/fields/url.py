"""A web address."""

from __future__ import annotations

from typing import Literal

from playbook.fields.field import Question
from playbook.fields.registry import home


@home
class Url(Question):
    """A web address, with or without https:// in front."""

    pattern = r'(?:[Hh][Tt][Tt][Pp][Ss]?://)?(?:[^\s/?#@:.<>"]+\.)+[^\s/?#@:.<>"]{2,}(?::[0-9]{1,5})?(?:[/?#][^\s<>"]*)?'
    wanted = ("is not a web address", "Write it like www.example.org/page.")
    formed, told = True, "url.wrong"

    type: Literal["url"]
