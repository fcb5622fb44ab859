"""What does a document say by itself, whatever stands beside it?"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from playbook.model import Item, Manifest, Ref
from playbook.source import MOST_PROBLEMS, too_many
from playbook.validate.lines import line_problems
from playbook.validate.shape import parse_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playbook.errors import Problem
    from playbook.source import Data, Document

_SIGNS = b"\n[]<!*_`~&|\\:@#"


class Reading(NamedTuple):
    """One document, read once for as long as it is the same."""

    document: Document
    ref: Ref
    record: Manifest | Item | None
    """None where it has not the shape of its kind."""
    problems: list[Problem]
    old_names: list[str]
    """What it says that it was called, whether or not it is whole."""
    length: int
    """Letters, of what is YAML."""
    signs: int
    """Lines and marks of Markdown among them."""
    is_drawable: bool
    """Whether it is clear at a glance that our fonts have all its letters."""


def read_document(model: type[Manifest | Item], document: Document) -> Reading:
    """Return what `document` says as a `model`."""
    record, found = parse_document(model, document)
    problems = few(found, document)
    if record is not None:
        problems += few(line_problems(document), document)
    whole = document.data is not None
    return Reading(
        document=document,
        ref=Ref(document.ref),
        record=record,
        problems=problems,
        old_names=texts_at("was", document.data),
        length=len(document.text) if whole else 0,
        signs=_count_signs(document.text) if whole else 0,
        is_drawable=_is_drawable(document),
    )


def few(found: Iterable[Problem], document: Document) -> list[Problem]:
    """Return as many problems as are told of one file; the others are not even worded."""
    problems = list(islice(found, MOST_PROBLEMS + 1))
    if len(problems) > MOST_PROBLEMS:
        more = document.problem((), *too_many())
        problems[MOST_PROBLEMS] = replace(more, level=problems[MOST_PROBLEMS].level)
    return problems


def texts_at(key: str, data: Data) -> list[str]:
    """Return the texts of a list in data that may have any shape."""
    found = data.get(key) if isinstance(data, dict) else None
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


def _count_signs(text: str) -> int:
    written = text.encode()
    return len(written) - len(written.translate(None, _SIGNS))


def _is_drawable(document: Document) -> bool:
    text = document.text
    return text.isascii() and not document.origins and "\\" not in text
