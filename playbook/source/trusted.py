"""Read a text that is as it should be: one quick pass, no places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from yaml.events import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from playbook.source.rules import FORBIDDEN, FORBIDDEN_VALUE, MAX_DEPTH, MAX_NODES, NULL

if TYPE_CHECKING:
    from collections.abc import Callable

    from playbook.source.rules import Data, Event


class NeedsFullParse(Exception):  # noqa: N818  # not an error of ours: it ends the trusting of one file
    """Something may be wrong with this text."""


def parse_trusted(text: str) -> Data:  # noqa: C901  # three closures: every value is a call
    """Return the data of a text with nothing wrong in it, the quick way.

    Raises NeedsFullParse or YAMLError at the first thing that may be wrong; `Reader` then tells
    what it is, and where.
    """
    if text[:1] == "%" or "\n%" in text or FORBIDDEN.search(text):
        raise NeedsFullParse
    escapes = "\\" in text
    following: Callable[[], Event] = yaml.CSafeLoader(text).get_event
    left = MAX_NODES

    def value(event: Event, depth: int) -> Data:
        nonlocal left
        left -= 1
        if left < 0 or event.anchor is not None or event.tag is not None:
            raise NeedsFullParse
        kind = type(event)  # never a subclass: libyaml makes these events
        if kind is ScalarEvent:
            text: str = event.value
            if escapes and not text.isprintable() and FORBIDDEN_VALUE.search(text):
                raise NeedsFullParse
            return None if text in NULL and event.implicit[0] else text
        if depth >= MAX_DEPTH:
            raise NeedsFullParse
        return mapping(depth) if kind is MappingStartEvent else sequence(depth)

    def sequence(depth: int) -> list[Data]:
        values = []
        while type(event := following()) is not SequenceEndEvent:
            values.append(value(event, depth + 1))
        return values

    def mapping(depth: int) -> dict[str, Data]:
        values: dict[str, Data] = {}
        while type(event := following()) is not MappingEndEvent:
            key = value(event, MAX_DEPTH)
            if not isinstance(key, str) or not key or key == "<<" or key in values:
                raise NeedsFullParse
            values[key] = value(following(), depth + 1)
        return values

    following()  # the stream begins
    if type(following()) is not DocumentStartEvent:
        raise NeedsFullParse
    data = value(following(), 0)
    following()  # the document ends
    if data is None or type(following()) is not StreamEndEvent:
        raise NeedsFullParse
    return data
