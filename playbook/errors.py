"""What can go wrong, as data. Errors never print themselves; the command line does.

PlaybookError           the program could not run (exit 2)
└── ContentError        the content has problems, all of them inside (exit 1)
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

Level: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend: where it is, what is wrong and what to do.

    An error keeps the playbook from being built; a warning does so only under `--strict`.
    """

    file: str
    line: int
    column: int
    ref: str
    field: str
    message: str
    hint: str
    level: Level = "error"

    def __str__(self) -> str:
        """Return `path:line:column: ref: what is wrong. What to do.`, the line that people read.

        A warning has `warning:` after the place.
        """
        level = "" if self.level == "error" else f"{self.level}: "
        where = f"{self.file}:{self.line}:{self.column}: {level}{self.ref}"
        what = f"`{self.field}` {self.message}" if self.field else self.message
        return _on_one_line(f"{where}: {what}. {self.hint}")

    def as_dict(self) -> dict[str, str | int]:
        """Return the form that `check --json` prints."""
        return asdict(self)

    def as_warning(self) -> Problem:
        """Return the same as a warning."""
        return replace(self, level="warning")


def _on_one_line(text: str) -> str:
    """Return `text` with hidden characters spelled out: a terminal would obey some of them."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


class PlaybookError(Exception):
    """The program could not do what it was asked; the text is for people."""

    exit_code: ClassVar[int] = 2


class ContentError(PlaybookError):
    """The content has problems; `problems` holds them all, in reading order.

    Warnings may stand among them, or be all of them where they were refused.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in reading order, each once."""
    return tuple(sorted(set(problems)))


def count_problems(problems: Iterable[Problem]) -> str:
    """Return how many errors and warnings there are, for people: "2 problems, 1 warning"."""
    levels = Counter[str](problem.level for problem in problems)
    words = (("error", "problem"), ("warning", "warning"))
    parts = [counted(levels[level], word) for level, word in words if levels[level]]
    return ", ".join(parts) or "No problems"


def counted(number: int, word: str) -> str:
    """Return how many there are of what `word` names: "1 page", "2 pages"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
