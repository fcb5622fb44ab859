"""Cutting a statement out of a person's file: their comments and all the rest stay."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from playbook.errors import PlaybookError
from playbook.merge import OverrideReader, Statement
from playbook.source import Document, read
from playbook.yaml_edit import (
    cut_value,
    cut_with_comments,
    edits,
    replace_edits_with_set,
    replace_text,
)
from playbook.yaml_edit.spans import comments_in
from tests.forks.scribbling import files

FILE = """\
# A file with everything that people write.
items:
  # before the first

  tips/a:   # beside its name
    set:
      title: One title # beside a value
      summary: >-
        Folded lines
        over two lines

      # between two values
      body: |
        A block
          with depth

        and a blank line
    unset: [time, people]
    why: Because.

  "tips/b":
    set: {title: "x, y: {z}", summary: 'it''s'}   # in braces
    edit:
      body:
        - {replace: "[a]", with: "{b}"}
        - append: |
            more
    lists:
      tags:
        add: [one, "two, three"]
        remove:
          - four
          # five stays
          - six
  tips/c:
    hide: true
    why: Not here.
# after everything in items
order:
  begin:
    - {move: steps/a, after: steps/b}
    - move: steps/c
      before: steps/d
words:
  unit: {one: chapter, other: chapters}
brand: {primary: "#004d40"}
# the end
"""


def statements(document: Document) -> tuple[Statement, ...]:
    reader = OverrideReader()
    if document.data is not None:
        reader.read_overrides(document)
    assert not reader.problems
    return reader.statements()


def common(one: str, other: str) -> int:
    """Return how much of both is the same from their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, pair in pairs if pair[0] != pair[1]), min(len(one), len(other)))


def lines(text: str) -> list[str]:
    return re.split("\r\n?|\n", text)


def remarks(text: str) -> list[str]:
    """Return the comments that have a line of their own, as they read."""
    found = (text[begin:end] for begin, end in comments_in(text, (0, len(text))))
    alone = {line.strip() for line in lines(text)}
    return [one for one in found if one in alone]


def cut(text: str, one: Statement) -> str:
    """Cut a statement, and hold that only its own lines are gone, and no remark."""
    document = one.document
    left = cut_value(document, one.place).decode()
    again, problems = read(left.encode(), file="o.yml", ref="o")
    assert again.data is None or not problems
    cells = {other.cell for other in statements(document) if other.cell != one.cell}
    assert {other.cell for other in statements(again)} == cells
    stay = remarks(left)
    assert [remark for remark in remarks(text) if remark not in stay] == []
    before = common(text, left)
    after = common(text[before:][::-1], left[before:][::-1])
    between = lines(left[before : len(left) - after])
    assert all(not row.strip() or row.strip().startswith("#") for row in between), between
    return left


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_every_statement_can_be_cut_alone(ends: str):
    text = FILE.replace("\n", ends)
    document, problems = read(text.encode(), file="o.yml", ref="o")
    assert not problems
    found = statements(document)
    assert len(found) == 18
    for one in found:
        left = cut(text, one)
        assert len(re.split(ends, left)) == len(lines(left)), "line ends stay what they were"


def test_cutting_all_leaves_the_comments():
    raw = FILE.encode()
    for _ in range(18):
        document, _ = read(raw, file="o.yml", ref="o")
        raw = cut_value(document, statements(document)[0].place)
    assert lines(raw.decode().replace("\n\n", "\n")) == [
        "# A file with everything that people write.",
        "# before the first",
        "# beside its name",
        "# between two values",
        "# five stays",
        "# after everything in items",
        "# the end",
        "",
    ]


MANY = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)


def every_cut_is_clean(many: settings) -> list[bool]:
    """Cut every statement of many files; return which cuts were made, and which refused."""
    done: list[bool] = []

    @many
    @given(files())
    def holds(text: str) -> None:
        document, problems = read(text.encode(), file="o.yml", ref="o")
        assert not problems, (problems, text)
        for one in statements(document):
            try:
                cut(text, one)
                done.append(True)
            except PlaybookError:
                done.append(False)

    holds()
    return done


def test_no_cut_takes_more_than_its_statement():
    """Whatever stands around a statement: no comment line goes, and no byte of the rest."""
    done = every_cut_is_clean(MANY)
    assert done.count(True) > 50 * done.count(False), "hardly any is left to a person"


def test_what_is_lifted_out_brings_all_its_comments():
    @MANY
    @given(files())
    def holds(text: str) -> None:
        document, _ = read(text.encode(), file="o.yml", ref="o")
        every = [text[begin:end] for begin, end in comments_in(text, (0, len(text)))]
        for one in statements(document):
            if one.place[0] != "items":
                continue
            with suppress(PlaybookError):
                left, taken = cut_with_comments(document, one.place[:2])
                there = left.decode()
                stay = [there[begin:end] for begin, end in comments_in(there, (0, len(there)))]
                assert sorted(stay + taken) == sorted(every)

    holds()


def test_a_comma_in_a_comment_is_no_comma():
    text = "items:\n  tips/a:\n    unset: [one, # first,\n      two]\n"
    document, _ = read(text.encode(), file="o.yml", ref="o")
    left = cut(text, next(one for one in statements(document) if one.path == ("two",)))
    assert "# first,\n" in left
    left = cut(text, next(one for one in statements(document) if one.path == ("one",)))
    assert "[ # first,\n      two]" in left


@pytest.mark.parametrize("cell", ["tips/a/title", "tips/a/body", "tips/b/@hidden"])
def test_a_byte_order_mark_stays(cell: str):
    text = """items:
  tips/a:
    set: {title: x}
    edit:
      body: [{append: y}]
  tips/b: {hide: true}
"""
    document, _ = read(b"\xef\xbb\xbf" + text.encode(), file="o.yml", ref="o")
    one = next(said for said in statements(document) if said.cell == cell)
    done = [cut_value(document, one.place), cut_with_comments(document, one.place[:2])[0]]
    if one.op == "set":
        done.append(replace_text(document, one.place, "New"))
    if one.op == "edit":
        done.append(replace_edits_with_set(document, "tips/a", "body", "New"))
    assert all(raw.startswith(b"\xef\xbb\xbfitems:") for raw in done)
    assert all(raw.count(b"\xef\xbb\xbf") == 1 for raw in done)


def no_remarks(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(edits, "_comment_lines", lambda text, kept, line: "")


def remarks_unseen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(edits, "comments_in", lambda text, span: iter(()))


@pytest.mark.parametrize("fault", [no_remarks, remarks_unseen])
def test_a_planted_fault_is_found(
    fault: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
):
    fault(monkeypatch)
    with pytest.raises(AssertionError):
        every_cut_is_clean(settings(MANY, phases=[Phase.generate], report_multiple_bugs=False))
