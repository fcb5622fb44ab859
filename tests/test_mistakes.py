"""A catalogue of what authors get wrong: the right line and column, and advice that helps.

Each file of `cases/mistakes` holds mistakes of one kind: a name, a file as its author left it
(`~` stands for a no-break space, which nobody would see), and what is told about it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from playbook.draft import read_draft
from playbook.errors import ContentError
from playbook.source import read
from playbook.validate import validate

CASES = Path(__file__).parent / "cases"
BASE = read_draft(CASES / "base/content")


@dataclass(frozen=True)
class Mistake:
    name: str
    text: str
    told: list[str]

    @classmethod
    def of(cls, written: str) -> Mistake:
        name, _, rest = written.partition("\n")
        text, *told = re.split(r"(?m)^=> ", rest)
        return cls(name, text.rstrip("\n") + "\n", [line.strip() for line in told])

    def __str__(self) -> str:
        return f"### {self.name}\n{self.text}" + "".join(f"=> {line}\n" for line in self.told)


def mistakes(path: Path) -> list[Mistake]:
    return [Mistake.of(part) for part in re.split(r"(?m)^### ", path.read_text("utf-8"))[1:]]


FILES = sorted((CASES / "mistakes").glob("*.txt"))
ALL = {f"{path.stem}: {case.name}": case for path in FILES for case in mistakes(path)}


def told(text: str) -> list[str]:
    """Put the text in as a new item; return what is told, as `line:column: what. What to do.`"""
    ref = "checklists/new" if "\nitems:" in text else "tips/new"
    raw = text.replace("~", "\u00a0").encode()
    document, found = read(raw, file="new", ref=ref)
    draft = replace(BASE, items=(*BASE.items, document), problems=tuple(found))
    try:
        validate(draft)
    except ContentError as error:
        return [
            str(problem).removeprefix("new:").replace(f" {ref}:", "", 1)
            for problem in error.problems
        ]
    return []


@pytest.mark.parametrize("name", ALL)
def test_a_mistake_is_told_at_its_line_with_advice_that_helps(name: str, update: bool):
    case = ALL[name]
    if not update:
        assert told(case.text) == case.told


def test_the_catalogue_can_be_written_anew(update: bool):
    for path in FILES if update else ():
        cases = [replace(case, told=told(case.text)) for case in mistakes(path)]
        path.write_text("\n".join(map(str, cases)), encoding="utf-8", newline="\n")


def test_every_mistake_of_the_catalogue_is_told():
    assert len(ALL) >= 90
    assert [name for name, case in ALL.items() if not case.told] == []
