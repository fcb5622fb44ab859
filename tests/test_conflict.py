"""git's conflict markers are found in whatever people edit, and nowhere else."""

from __future__ import annotations

import pytest

from playbook.source import CONFLICT, conflict_lines, read

SIDES = "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> topic\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (SIDES, [1]),
        (f"x: y\n{SIDES}z: y\n{SIDES}", [2, 8]),
        ("<<<<<<< HEAD\na\n||||||| base\nb\n=======\nc\n>>>>>>> topic", [1]),
        ("<<<<<<<\na\n=======\nb\n>>>>>>>\n", [1]),
        ("a: 1\n=======\na: 2\n>>>>>>> topic\n", [4]),
        ('{\n<<<<<<< ours\n"format": 1,\n=======\n"format": 2,\n>>>>>>> theirs\n}\n', [2]),
    ],
)
def test_each_conflict_is_found_where_it_begins(text: str, lines: list[int], end: str):
    assert conflict_lines(text.replace("\n", end)) == lines


@pytest.mark.parametrize(
    "text",
    [
        "body: |\n  Title\n  =======\n  <<<<<<< HEAD\n  >>>>>>> end\n",
        "body: |\n  In git, `<<<<<<< HEAD` begins a conflict.\n",
        "a: b\n<<<<<<<<<<<<<<<<\n",
        "=======\n",
        "a: <<<<<<< b\n",
    ],
)
def test_what_only_looks_like_a_conflict_is_none(text: str):
    assert conflict_lines(text) == []


def test_a_conflict_is_told_instead_of_what_yaml_makes_of_it():
    document, problems = read(f"title: x\n{SIDES}".encode(), file="f", ref="r")
    assert document.data is None
    assert [(problem.line, problem.message, problem.hint) for problem in problems] == [
        (2, *CONFLICT)
    ]
