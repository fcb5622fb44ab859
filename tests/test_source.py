"""Reading one YAML text: plain data, a mark for every value, limits, and nothing that explodes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.source import MAX_BYTES, MAX_DEPTH, MAX_NODES, MOST_PROBLEMS, Document, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.errors import Problem
    from playbook.source import Data, Place

BASE = Path(__file__).parent / "cases/base/content"
FORBIDDEN = "\x7f-\x9f\u2028\u2029\u202a-\u202e\ufeff\ufffe\uffff"

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"])).filter(
    lambda text: not re.search(f"[{FORBIDDEN}]", text)
)
keys = texts.filter(lambda key: key not in ("", "<<"))
values: st.SearchStrategy[Data] = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
groups = st.dictionaries(keys, values, min_size=1, max_size=5)


class _Dumper(yaml.CSafeDumper):
    def ignore_aliases(self, _data: object) -> bool:
        return True


@st.composite
def documents(draw: st.DrawFn) -> str:
    """YAML in every style that a person or a program may choose."""
    return yaml.dump(
        draw(groups),
        Dumper=_Dumper,
        allow_unicode=draw(st.booleans()),
        default_flow_style=draw(st.sampled_from([True, False, None])),
        default_style=draw(st.sampled_from([None, '"', "'", "|", ">"])),
        indent=draw(st.sampled_from([2, 4])),
        width=draw(st.sampled_from([20, 80, 10_000])),
        line_break=draw(st.sampled_from(["\n", "\r\n"])),
    )


def parsed(text: str | bytes) -> tuple[Document, list[Problem]]:
    raw = text.encode() if isinstance(text, str) else text
    return read(raw, file="content/tips/new.yml", ref="tips/new")


def said(text: str | bytes) -> list[str]:
    return [str(problem) for problem in parsed(text)[1]]


def places(data: Data, place: Place = ()) -> Iterator[tuple[Place, Data]]:
    if place:
        yield place, data
    if isinstance(data, dict):
        for key, inner in data.items():
            yield from places(inner, (*place, key))
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            yield from places(inner, (*place, index))


def same(ours: Data, theirs: object) -> bool:
    """Compare with PyYAML's data without types, in which a null is the text it was written as."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        pairs = zip(ours.values(), theirs.values(), strict=True)
        return list(ours) == list(theirs) and all(same(*pair) for pair in pairs)
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(same, ours, theirs))
    return theirs in ("", "~", "null") if ours is None else ours == theirs


def at(document: Document, place: Place) -> int:
    """Return how many characters stand in front of a mark."""
    line, column = document.marks[place]
    lines = re.split("(?<=\n)", document.text)
    return sum(map(len, lines[: line - 1])) + column - 1


@given(documents())
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_plain_data_is_what_pyyaml_reads_without_types(text: str):
    document, problems = parsed(text)
    assert problems == []
    assert same(document.data, yaml.load(text, yaml.CBaseLoader))


@given(documents())
@settings(max_examples=200, deadline=None, derandomize=True, database=None)
def test_every_value_has_a_mark_that_points_at_it(text: str):
    document, _ = parsed(text)
    assert document.marks.keys() == {place for place, _ in places(document.data)}
    for place, value in places(document.data):
        if isinstance(value, str):
            begin, end = document.spans[place]
            assert yaml.load(document.text[begin:end], yaml.CBaseLoader) == value
            written = document.text[at(document, place) : begin].rstrip()
            if isinstance(place[-1], int):
                assert written == ""
            else:
                key = written.removesuffix(":").rstrip()
                assert yaml.load(key, yaml.CBaseLoader) == place[-1]


@given(documents(), st.data())
@settings(max_examples=100, deadline=None, derandomize=True, database=None)
def test_a_key_that_stands_twice_is_told_with_both_lines(text: str, data: st.DataObject):
    first, _ = parsed(text)
    assert isinstance(first.data, dict)
    key = data.draw(st.sampled_from(sorted(first.data)))
    block = yaml.dump(first.data, Dumper=_Dumper, default_flow_style=False, allow_unicode=True)
    lines = block.count("\n")
    again = yaml.dump({key: "again"}, Dumper=_Dumper, default_flow_style=False, allow_unicode=True)
    document, problems = parsed(block + again)
    assert [problem.line for problem in problems] == [lines + 1]
    assert f"line {document.marks[key,][0]} already" in problems[0].hint
    assert document.data == parsed(block)[0].data


def test_marks_of_a_key_that_stands_twice_are_those_of_the_first():
    document, problems = parsed("a:\n  b: 1\n  c: 2\na:\n  d: 4\n  b: 5\n")
    assert len(problems) == 1
    assert document.data == {"a": {"b": "1", "c": "2"}}
    assert document.marks == {("a",): (1, 1), ("a", "b"): (2, 3), ("a", "c"): (3, 3)}


def test_a_problem_points_at_the_words_inside_a_text():
    document, _ = parsed("body: |\n  One.\n\n  Two [[x]] and [[x]].\nend: |\n  [[x]]\n")
    where = [
        (problem.line, problem.column)
        for problem in (
            document.problem(("body",), "is wrong", "Mend it.", at="[[x]]", nth=nth)
            for nth in (0, 1, 2)
        )
    ]
    assert where == [(4, 7), (4, 17), (4, 17)]
    gone = document.problem(("body",), "is wrong", "Mend it.", at="[[y]]")
    assert (gone.line, gone.column, gone.field) == (1, 1, "body")


def test_a_problem_of_what_is_not_there_points_at_what_is_around_it():
    document, _ = parsed("home:\n  lede: x\nlist:\n  - a: 1\n  - b: 2\n")
    problem = document.problem(("list", 1, "label"), "is missing", "Add it.")
    assert str(problem) == (
        "content/tips/new.yml:5:5: tips/new: `list.2.label` is missing. Add it."
    )


def test_columns_count_characters_and_lines_count_line_ends():
    text = "\ufeffä: 😀\r\nlist: [🌱, 'ü', {é: x, é: y}]\r\n"
    document, problems = parsed(text.encode())
    assert document.marks["list", 1] == (2, 11)
    assert [(problem.line, problem.column) for problem in problems] == [(2, 23)]


@pytest.mark.parametrize("text", ["a: x\n: y", "a: [? ]", "'': y"])
def test_a_value_without_a_key_is_told(text: str):
    assert "has a colon without a word in front of it" in said(text)[0]


@pytest.mark.parametrize("scalar", ["NO", "0123", "1e3", "12:30", "2026-11-22", "true", "0x1F"])
def test_a_scalar_stays_the_text_that_was_typed(scalar: str):
    assert parsed(f"a: {scalar}")[0].data == {"a": scalar}


@pytest.mark.parametrize("empty", ["", "~", "null"])
def test_nothing_is_none_and_quoted_nothing_is_a_text(empty: str):
    assert parsed(f"a: {empty}\nb: '{empty}'")[0].data == {"a": None, "b": empty}


def test_a_template_stays_itself():
    document, problems = parsed("a: '{{7*7}}'\nb: \"{% raw %}\"\nc: x {{7*7}} ${7*7} <%= 7 %>\n")
    assert problems == []
    assert document.data == {"a": "{{7*7}}", "b": "{% raw %}", "c": "x {{7*7}} ${7*7} <%= 7 %>"}


def nested(depth: int, form: str) -> str:
    return {
        "lists": "[" * depth + "]" * depth,
        "groups": "{a: " * depth + "x" + "}" * depth,
        "blocks": "".join(f"{' ' * level}a:\n" for level in range(depth)),
    }[form]


@pytest.mark.parametrize("form", ["lists", "groups", "blocks"])
def test_the_depth_ends_at_32(form: str):
    assert MAX_DEPTH == 32
    assert said(nested(MAX_DEPTH, form)) == []
    assert len(said(nested(MAX_DEPTH + 1, form))) == 1
    assert "more than 32 levels deep" in said(nested(MAX_DEPTH + 1, form))[0]


def test_the_values_end_at_20_000():
    assert MAX_NODES == 20_000
    assert said("- a\n" * (MAX_NODES - 1)) == []
    assert said("- a\n" * MAX_NODES) == [
        "content/tips/new.yml:20000:3: tips/new: holds more than 20,000 values. "
        "Split it into several files."
    ]


def test_the_bytes_end_at_2_mb():
    assert MAX_BYTES == 2_000_000
    whole = b"a: " + b"x" * (MAX_BYTES - 3)
    assert said(whole) == []
    assert said(whole + b"x") == [
        "content/tips/new.yml:1:1: tips/new: is larger than 2 MB. Split it into several files."
    ]


def test_the_problems_told_of_one_file_end_at_50():
    assert len(said("a: x\n" * (MOST_PROBLEMS + 1))) == MOST_PROBLEMS
    many = said("a: x\n" * 10_000)
    assert len(many) == MOST_PROBLEMS + 1
    assert many[-1].endswith("has more than 50 problems. Fix these first and check again.")


@pytest.mark.parametrize(
    "bomb",
    [
        "[" * 1_900_000,
        "{a: " * 470_000,
        "- " * 900_000,
        "? " * 900_000,
        "a: " * 600_000,
        "".join(f"%TAG !a{number}! b\n" for number in range(90_000)) + "---\na: b\n",
        "".join(f"a{number}: &a{number} x\n" for number in range(90_000)),
        "a: &a [x]\n" + "".join(f"b{n}: [*a, *a, *a]\n" for n in range(9_000)),
        "a: {<<: {<<: {<<: {b: c}}}}\n",
    ],
    ids=lambda bomb: bomb[:12].strip(),
)
def test_a_bomb_is_refused_before_it_goes_off(bomb: str):
    document, problems = parsed(bomb)
    assert problems
    assert document.data is None


def test_what_came_before_a_faulty_line_is_told_too():
    assert [line.split(": ")[2] for line in said("a: x\na: y\nb: &c d\ne: f: g\n")] == [
        'has the key "a" twice. It stands in line 1 already',
        'begins with &, which makes it an anchor ("c"). Put the text in "quotation marks"; '
        "names for values are not used here.",
        'has a colon where none can stand. Put the text in "quotation marks", or indent the line '
        "like its neighbours.",
    ]


@pytest.mark.parametrize("sign", ["\0", "\x08", "\x0b", "\x1b", "\x7f", "\x85", "\x9f"])
@pytest.mark.parametrize(
    "form", ["title: a{}b", "title: |\n  a{}b", "'a{}b': x", "# a{}b\ntitle: x"]
)
def test_a_control_character_is_found_wherever_it_stands(sign: str, form: str):
    problems = parsed("padding: x\n" + form.format(sign))[1]
    line = 3 if "\n  " in form else 2
    column = form.splitlines()[line - 2].index("{") + 1
    assert [(problem.line, problem.column) for problem in problems] == [(line, column)]
    assert f"U+{ord(sign):04X}" in problems[0].message


@pytest.mark.parametrize("written", ["\\0", "\\e", "\\x7f", "\\N", "\\L", "\\u202e", "\\r"])
def test_a_control_character_is_found_behind_an_escape(written: str):
    for form in ('title: "a{}b"', '"a{}b": x'):
        assert "hidden control character" in said(form.format(written))[0]


def test_signs_that_scripts_need_are_no_control_characters():
    assert said("title: \u200cمی‌خواهم \u200f\u2067RTL\u2069 👩\u200d🌾 a\tb\n") == []


def test_what_is_printed_obeys_no_control_character():
    for line in said('"a\\e[31m\\u202e\\nb": &x y\n"a\\e[31m\\u202e\\nb": z\n'):
        assert line.isprintable()
    assert "\\x1b[31m\\u202e\\nb" in said('"a\\e[31m\\u202e\\nb": y\n"a\\e[31m\\u202e\\nb": z')[-1]
