"""Read the lines of a picture: `person:b 8.6,3.9 in "ready"`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Literal, NamedTuple, TypeAlias

from pydantic import AfterValidator, Discriminator, Tag, ValidationError
from pydantic import Field as Setting
from pydantic_core import InitErrorDetails

from playbook.drawing.signs import ENDS, SIGNS, Sign
from playbook.scalars import Plain, Record
from playbook.wording import did_you_mean, in_quotes, model_error

WIDE, HIGH = 12, 7
"""The grid of a picture."""
MOST_LINES, MOST_LETTERS = 40, 40
_TOKEN = re.compile(r'"([^"]*)"|(\S+)')
_HEAD = re.compile(r"(~?)([a-z]+)(?::([a-z][a-z0-9]*))?")
_NUMBER = r"\d{1,2}(?:\.\d{1,2})?"
_POINT = re.compile(rf"({_NUMBER}),({_NUMBER})")
_SIZE = re.compile(rf"({_NUMBER})x({_NUMBER})")


class MisreadError(ValueError):
    """What is wrong with a line, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


class Point(NamedTuple):
    """A place on the grid."""

    x: float
    y: float


class Size(NamedTuple):
    """So wide and so high, in squares."""

    wide: float
    high: float


Part: TypeAlias = Point | Size | float | str


@dataclass(frozen=True)
class Mark:
    """One line of a picture: a sign, and where it stands."""

    sign: str
    name: str
    large_only: bool
    """Whether the thumbnail does without it."""
    points: tuple[Point, ...] = ()
    size: Size | None = None
    numbers: tuple[float, ...] = ()
    states: tuple[str, ...] = ()
    label: str = ""
    ends: tuple[Point | str, ...] = ()
    """What a line goes between: names of other marks, or points."""


def read_line(line: str) -> Mark:
    """Return what a line says. Raises MisreadError."""
    tokens = list(_TOKEN.finditer(line))
    head = _HEAD.fullmatch(tokens[0][0]) if tokens else None
    if head is None:
        hint = "Begin with a sign and perhaps its name, for example person:b."
        raise MisreadError("cannot be read", hint)
    if head[2] not in SIGNS:
        hint = did_you_mean(head[2], SIGNS, f"Signs are: {', '.join(SIGNS)}.")
        raise MisreadError(f"draws {in_quotes(head[2])}, which is no sign", hint)
    labels = [token[1] for token in tokens[1:] if token[2] is None]
    parts = [_part(token[2]) for token in tokens[1:] if token[2] is not None]
    words = [part for part in parts if isinstance(part, str)]
    states = SIGNS[head[2]].states
    mark = Mark(
        sign=head[2],
        name=head[3] or "",
        large_only=bool(head[1]),
        points=tuple(part for part in parts if isinstance(part, Point)),
        size=next((part for part in parts if isinstance(part, Size)), None),
        numbers=tuple(part for part in parts if isinstance(part, float)),
        states=tuple(word for word in words if word in states),
        label=labels[0] if labels else "",
        ends=tuple(
            part
            for part in parts
            if isinstance(part, Point) or (isinstance(part, str) and part not in states)
        ),
    )
    _judge(mark, SIGNS[mark.sign], len(labels))
    return mark


def _part(text: str) -> Part:
    """Return what a word of a line is: a point, a size, a number, a state or a name."""
    if found := _POINT.fullmatch(text):
        x, y = float(found[1]), float(found[2])
        if x > WIDE or y > HIGH:
            hint = f"It is {WIDE} wide and {HIGH} high."
            raise MisreadError(f"has the point {text}, outside of the grid", hint)
        return Point(x, y)
    if found := _SIZE.fullmatch(text):
        return Size(float(found[1]), float(found[2]))
    if re.fullmatch(_NUMBER, text):
        return float(text)
    if re.fullmatch(r"[a-z][a-z0-9-]*", text):
        return text
    hint = "Write a point as 3,4.5, a size as 3x2, and a label in quotation marks."
    raise MisreadError(f"holds {in_quotes(text)}, which cannot be read", hint)


def _judge(mark: Mark, sign: Sign, labels: int) -> None:
    """Raise MisreadError where a sign does not have what it needs."""
    verb, like = in_quotes(mark.sign), f"For example: {sign.example}"
    names = [end for end in mark.ends if isinstance(end, str)]
    if sign.points == ENDS:
        if len(mark.ends) != 2:
            raise MisreadError(f"is a {verb} that does not go between two", like)
    elif names:
        hint = did_you_mean(names[0], sign.states, like)
        what = f"says {in_quotes(names[0])}, which is nothing that {verb} can be"
        raise MisreadError(what, hint)
    elif len(mark.points) != sign.points:
        what = f"has {len(mark.points)} points, and {verb} has {sign.points}"
        raise MisreadError(what, like)
    low, high = sign.numbers
    if bool(mark.size) != bool(sign.sizes) or not low <= len(mark.numbers) <= high:
        raise MisreadError(f"does not give {verb} the sizes that it has", like)
    if labels > 1 or (mark.sign == "text" and not labels):
        raise MisreadError("has no label, or more than one", like)
    if len(mark.label) > MOST_LETTERS:
        raise MisreadError(f"has a label of more than {MOST_LETTERS} letters", "Say it shorter.")


def marks_of(lines: tuple[str, ...]) -> tuple[Mark, ...]:
    """Return the marks of lines that have been judged."""
    return tuple(map(read_line, lines))


def _judged(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Let lines pass that can be drawn; each of the others is an error in its place."""
    marks: list[tuple[int, Mark]] = []
    wrong: list[tuple[int, MisreadError]] = []
    for index, line in enumerate(lines):
        try:
            marks.append((index, read_line(line)))
        except MisreadError as error:
            wrong.append((index, error))
    names = {mark.name for _, mark in marks if mark.name}
    for index, mark in marks:
        for end in mark.ends:
            if isinstance(end, str) and end not in names and not wrong:
                hint = did_you_mean(end, names, "Give a mark this name, for example person:a.")
                what = f"leads to {in_quotes(end)}, which no mark here is called"
                wrong.append((index, MisreadError(what, hint)))
    if wrong:
        raise ValidationError.from_exception_data(
            "Drawing", [_error(index, error, lines[index]) for index, error in wrong]
        )
    return lines


def _error(index: int, error: MisreadError, line: str) -> InitErrorDetails:
    custom = model_error("drawing", message=str(error), hint=error.hint, given=line)
    return InitErrorDetails(type=custom, loc=(index,), input=line)


class Drawing(Record):
    """A picture as data."""

    says: Plain
    """What it shows, in one sentence: a screen reader says it."""
    focus: Annotated[float, Setting(ge=0, le=WIDE - HIGH)] = (WIDE - HIGH) / 2
    """Where the square thumbnail begins, in squares from the left."""
    draw: Annotated[
        tuple[Plain, ...], Setting(min_length=1, max_length=MOST_LINES), AfterValidator(_judged)
    ]


def _form(value: object) -> str:
    return "none" if isinstance(value, str) else "Drawing"


Picture = Annotated[
    Annotated[Drawing, Tag("Drawing")] | Annotated[Literal["none"], Tag("none")],
    Discriminator(_form),
]
"""A drawing, or `none` where one would only decorate."""
