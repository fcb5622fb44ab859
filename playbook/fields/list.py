"""A list of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field as Setting

from playbook.fields.combining import merge_lines, part
from playbook.fields.field import Question
from playbook.fields.paper import Lines
from playbook.fields.registry import home
from playbook.fields.typed import canonical_text, is_blank, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.combining import Given, Part
    from playbook.fields.names import Value
    from playbook.fields.paper import Planner
    from playbook.fields.typed import Fitted
    from playbook.findings import Found
    from playbook.source import Place


@home
class List(Question):
    """A list of lines; `rows` is how many a blank sheet offers."""

    in_table, combines = False, ("as", "against")
    labelled = "legend"

    type: Literal["list"]
    rows: Annotated[int, Setting(ge=1, le=40)] = 5

    def controls(self) -> int:
        """Return the number of its lines."""
        return self.rows

    def misfits(self, answer: object, place: Place) -> Iterator[Found]:
        """Yield what keeps an answer from being a list of lines."""
        if not isinstance(answer, list) or not all(isinstance(one, str) for one in answer):
            yield place, "does not fit the question", "Write a list of texts."

    def fit(self, value: object) -> Fitted:
        """Return the lines, and what is none."""
        if not isinstance(value, list):
            return None, tidy(value)
        lines = [canonical_text(one, one_line=True) for one in value if isinstance(one, str)]
        rest = [one for one in value if not isinstance(one, str)]
        return [line for line in lines if not is_blank(line)] or None, tidy(rest)

    def flat(self, name: str, answer: Any) -> Iterator[tuple[str, Value]]:
        """Yield each line by its number."""
        yield from ((f"{name}.{index}", line) for index, line in enumerate(answer))

    def combine_answers(self, given: Given) -> list[Part]:
        """Return the lines of all, with who wrote them; those that most wrote go first."""
        lines = merge_lines((by, line) for by, written in given for line in written).values()
        order = sorted(lines, key=lambda line: (-len(line[1]), line[0]))
        return [part("lines", self, lines=[{"said": text, "by": by} for text, by in order])]

    def place(self, planner: Planner, name: str, title: str) -> Lines:
        """Plan a box for each line."""
        numbers = range(planner.count(name, self.rows))
        called = [planner.word("sheet.row", number=number + 1) for number in numbers]
        return Lines(
            tuple(
                planner.text(f"{name}.{number}", "area", f"{line}, {title}")
                for number, line in enumerate(called)
            )
        )
