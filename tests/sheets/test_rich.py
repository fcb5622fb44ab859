"""Texts on paper mean what they mean on screen."""

from __future__ import annotations

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.texts import Texts
from playbook.typesetting.markup import to_typst
from tests.costs.patterns import PATTERNS


def of(text: str) -> str:
    return str(to_typst(Texts()[text].html))


def set_(text: str) -> bytes:
    pdf = typst.compile(f"#{of(text)}".encode(), format="pdf")
    assert isinstance(pdf, bytes)
    return pdf


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Bring:\n- a\n- b", '[#par[#"Bring:";]#list(tight: true, [#"a";], [#"b";], )]'),
        ("3. a\n4. b", '[#enum(tight: true, start: 3, [#"a";], [#"b";], )]'),
        ("~~a~~ *b* **c**", '[#par[#strike[#"a";]#" ";#emph[#"b";]#" ";#strong[#"c";]]]'),
        ("```\na\n  b\n```", '[#par[#"a";#linebreak()#"  b";]]'),
        ("https://a.b/c", '[#par[#"https://a.b/c";]]'),
        ("![a *hall*](assets/a.png)", '[#par[#emph[#"a hall";]]]'),
        ("<ul>a<li>b</li></ul>", '[#list(tight: true, [#"a";], [#"b";], )]'),
        (
            "| a | b |\n|---|---|\n| c | d |",
            "[#table(columns: 2, stroke: 0.5pt, inset: 1.5mm, table.header("
            'table.cell(colspan: 1)[#strong[#"a";]], table.cell(colspan: 1)[#strong[#"b";]], ), '
            'table.cell(colspan: 1)[#"c";], table.cell(colspan: 1)[#"d";], )]',
        ),
    ],
)
def test_paper_says_what_the_screen_says(typed: str, expected: str):
    assert of(typed) == expected


def test_a_note_stands_below_and_has_no_way_back():
    written = of("a[^1]\n\n[^1]: the note")
    assert '#super[#"[1]";]' in written
    assert "#enum(tight: true, [" in written
    assert "the note" in written
    assert "\u21a9" not in written


@pytest.mark.parametrize(
    "text",
    [
        "<b><b>#let x#let x<b><b><b>a\n: b\n~~<b>",
        "<i>a\n\n- b\n- c\n</i>",
        "|a|b|\n|-|-|\n]|c|\n<b></b>$<pre>\n#<td colspan=99><table>",
    ],
)
def test_a_mark_around_blocks_and_a_ragged_table_can_be_set(text: str):
    assert set_(text).startswith(b"%PDF-")


def test_a_row_with_fewer_cells_ends_where_the_others_end():
    written = of("<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>")
    assert '[#"a";], table.cell(colspan: 1)[], table.cell(colspan: 1)[#"b";]' in written


NASTY = (
    *("- a\n", "1. a\n", "> ", "**", "*", "_", "~~", "`", "```\n", "[^1]", "[^1]: n\n\n", "\n\n"),
    *("|a|b|\n|-|-|\n", "|c|\n", "<ul>", "<li>", "</ul>", "<td>", "<table>", "<details>", "<b>"),
    *(
        "<dl><dt>",
        "</b>",
        "<summary>",
        "<hr>",
        "a",
        '"',
        "\\",
        "#",
        "]",
        "[",
        "#let x",
        "$",
        "<br>",
    ),
    *("<caption>", "<ol start=x>", "<td colspan=99>", "<pre>\n", "!!! note\n    a\n", "a\n: b\n"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NASTY), max_size=12).map("".join))
def test_whatever_is_typed_can_be_set(text: str):
    assert set_(text).startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["<b>", "<div>", "lists in lists", "> "])
def test_what_is_nested_deeply_can_be_set(name: str):
    assert set_(PATTERNS[name][:20_000]).startswith(b"%PDF-")
