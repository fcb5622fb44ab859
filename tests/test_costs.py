"""No text takes minutes: it is rendered in time, or `check` refuses it with the number."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from playbook.draft import read_draft
from playbook.errors import ContentError
from playbook.model import KINDS, Ref
from playbook.pipeline import check
from playbook.validate.reading import read_document
from playbook.validate.texts import sign_problems
from tests.beginning import copy_starter
from tests.costs.patterns import PATTERNS
from tests.costs.weighing import weighed

ROOT = Path(__file__).parent.parent
# The others take a minute together: `python -m tests.costs`
SAMPLE = ("# a\n", "<http://a", "<![CDATA[", "[", "![[a]", "[[a|", "brackets in brackets", ">")


@pytest.mark.parametrize("name", [*SAMPLE, "lists in lists", "an address of brackets"])
def test_a_text_is_rendered_in_time_or_refused(name: str):
    begin = time.process_time()
    weighed(PATTERNS[name])
    assert time.process_time() - begin < 10


def test_a_playbook_of_nothing_but_signs_is_refused_with_the_number(tmp_path: Path):
    copy_starter(tmp_path / "small")
    tips = tmp_path / "small/content/tips"
    body = "  - a\n" * 16_000
    for number in range(20):
        text = f"title: New\nsummary: Words.\nbody: |\n{body}"
        (tips / f"new-{number}.yml").write_text(text, encoding="utf-8")
    begin = time.process_time()
    with pytest.raises(ContentError) as error:
        check(tmp_path / "small")
    assert time.process_time() - begin < 5
    (line,) = str(error.value).splitlines()
    assert "tips/new-9: holds 16,007 of the 320," in line
    assert "lines and marks of Markdown in this playbook, which may have 21" in line


def test_plain_items_are_never_too_many():
    draft = read_draft(ROOT / "content")
    read = [read_document(KINDS[Ref(document.ref).kind], document) for document in draft.items]
    assert list(sign_problems(read * 20)) == []


def test_brackets_that_nothing_closes_are_counted(tmp_path: Path):
    copy_starter(tmp_path / "small")
    path = tmp_path / "small/content/tips/new.yml"
    body = "![[a] " * 400 + "\\[" * 1000
    path.write_text(f"title: New\nsummary: Words.\nbody: |\n  {body}\n", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        check(tmp_path / "small")
    assert "`body` opens 401 brackets that nothing closes (at most 200)." in str(error.value)


def test_what_is_nested_too_deeply_to_be_shown_is_told(tmp_path: Path):
    copy_starter(tmp_path / "small")
    path = tmp_path / "small/content/tips/new.yml"
    body = "".join(f"  {'  ' * level}- a\n" for level in range(40))
    path.write_text(f"title: New\nsummary: Words.\nbody: |\n{body}", encoding="utf-8")
    with pytest.raises(ContentError) as error:
        check(tmp_path / "small")
    assert "`body` nests lists or quotes more than 30 levels deep." in str(error.value)


def table(number: int, rows: int) -> str:
    scale = "type: scale, label: How much?, low: little, high: much"
    columns = "".join(f"      - {{key: c{column}, {scale}}}\n" for column in range(8))
    head = f"  - key: t{number}\n    type: table\n    label: Table\n    rows: {rows}\n"
    return f"{head}    columns:\n{columns}"


def with_sheets(folder: Path, sheets: int, tables: int, rows: int) -> Path:
    copy_starter(folder)
    for number in range(sheets):
        fields = "".join(table(index, rows) for index in range(tables))
        text = f"title: Sheet\nsummary: Words.\nfields:\n{fields}"
        path = folder / f"content/worksheets/new-{number}.yml"
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("tables", [5, 20, 200])
def test_a_worksheet_that_no_paper_can_carry_is_refused_with_the_number(
    tmp_path: Path, tables: int
):
    with pytest.raises(ContentError) as error:
        check(with_sheets(tmp_path / "small", 1, tables, 60))
    (line,) = str(error.value).splitlines()
    assert (
        f"`fields` ask for {tables * 60 * 8 * 5 + 1:,} answers and ticks, and a worksheet can"
        in line
    )
    assert "Write fewer `rows`: people add more as they need them." in line


def test_many_worksheets_are_counted_together(tmp_path: Path):
    with pytest.raises(ContentError) as error:
        check(with_sheets(tmp_path / "small", 4, 1, 40))
    (line,) = str(error.value).splitlines()
    assert "`fields` ask for 1,601 of 6,4" in line
    assert check(with_sheets(tmp_path / "fewer", 2, 1, 40)).warnings == ()
