"""Markdown as authors type it: what becomes of it, and what they are told of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.texts import LINK, WORD, Rendered, Texts, live, replace_live
from playbook.texts.rendered import render_with_engine, rendered


def html(text: str) -> str:
    return re.sub(r"\n(?=<)|(?<=>)\n", "", Texts()[text].html)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "Bring these:\n- a pen\n- paper",
            "<p>Bring these:</p><ul><li>a pen</li><li>paper</li></ul>",
        ),
        ("Do:\n1. ask\n2. wait", "<p>Do:</p><ol><li>ask</li><li>wait</li></ol>"),
        ("- a\n  - b\n    - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
        ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("1. a\n   - b", "<ol><li>a<ul><li>b</li></ul></li></ol>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("```\n**a** [[tips/b]]\n```", "<pre><code>**a** [[tips/b]]</code></pre>"),
        ("~~old~~ new", "<p><s>old</s> new</p>"),
        (
            "See https://example.org/a_b_c?d=1.",
            '<p>See <a href="https://example.org/a_b_c?d=1">https://example.org/a_b_c?d=1</a>.</p>',
        ),
        (
            "Write to kim@example.org.",
            '<p>Write to <a href="mailto:kim@example.org">kim@example.org</a>.</p>',
        ),
        (
            "<details>\n<summary>More</summary>\n\n- **a**\n\n</details>",
            "<details><summary>More</summary><ul><li><strong>a</strong></li></ul></details>",
        ),
        (
            "<details><summary>More</summary>\nA *word*\n</details>\nafter",
            "<details><summary>More</summary><p>A <em>word</em></p></details><p>after</p>",
        ),
        ("# A\n\nB\n\n###### C", "<h3>A</h3><p>B</p><h6>C</h6>"),
        (
            '!!! note "Mind"\n    *this*',
            '<div class="admonition note"><p class="admonition-title">Mind</p>'
            "<p><em>this</em></p></div>",
        ),
        ("Bed\n: A square.", "<dl><dt>Bed</dt><dd>A square.</dd></dl>"),
        ("Name: ______", "<p>Name: ______</p>"),
        ("snake_case_word 2*3*4", "<p>snake_case_word 2<em>3</em>4</p>"),
    ],
)
def test_markdown_means_what_authors_expect(typed: str, shown: str):
    assert html(typed) == shown
    assert Texts()[typed].raw == ()


@pytest.mark.parametrize(
    "table",
    [
        "| a | b |\n| --- | --- |\n| [[tips/x|one]], [[tips/y]] | {word:unit|other} |",
        "| a | b |\n| --- | --- |\n| [[tips/x\\|one]], [[tips/y]] | {word:unit\\|other} |",
        "a | b\n--|--\n[[tips/x|one]], [[tips/y]] | {word:unit|other}",
    ],
)
def test_links_and_words_end_no_cell_of_a_table(table: str):
    row = re.sub(r"\s", "", Texts()[table].html.partition("<tbody>")[2].partition("</tr>")[0])
    one, two = '<ahref="/~/tips/x">one</a>', '<ahref="/~/tips/y">[[tips/y]]</a>'
    assert row == f"<tr><td>{one},{two}</td><td>{{word:unit|other}}</td>"
    assert [found[1] for found in live(LINK, table)] == ["tips/x", "tips/y"]
    assert [found.groups() for found in live(WORD, table)] == [("unit", "other")]


def test_code_in_a_table_keeps_its_signs():
    shown = html("a | b\n--|--\n`[[tips/x|one]]` | c")
    assert "<td><code>[[tips/x|one]]</code></td><td>c</td>" in shown


def test_the_empty_corner_of_a_table_is_no_header():
    shown = re.sub(r"\s", "", html("| | a |\n|---|---|\n| b | |"))
    assert "<tr><td></td><th>a</th></tr>" in shown
    assert "<tr><td>b</td><td></td></tr>" in shown


def test_notes_of_two_texts_on_one_page_do_not_meet():
    first, second = html("A[^1]\n\n[^1]: note"), html("B[^1]\n\n[^1]: note")
    ids = [re.findall(r'id="([^"]+)"', text) for text in (first, second)]
    assert [len(found) for found in ids] == [2, 2]
    assert not set(ids[0]) & set(ids[1])
    for text, found in zip((first, second), ids, strict=True):
        assert sorted(re.findall(r'href="#([^"]+)"', text)) == sorted(found)


CODE = [
    "`[[tips/a]] {word:unit}`",
    "``x ` [[tips/a]] {word:unit}``",
    "```\n[[tips/a]] {word:unit}\n```",
    "~~~ yaml\n[[tips/a]] {word:unit}\n~~~",
    "```\n[[tips/a]] {word:unit}",
    "- a\n\n  ```\n  [[tips/a]] {word:unit}\n  ```",
    "> ```\n> [[tips/a]] {word:unit}\n> ```",
    "Text\n\n    [[tips/a]] {word:unit}",
]


@pytest.mark.parametrize("typed", CODE)
def test_no_link_and_no_word_is_seen_in_code(typed: str):
    assert list(live(LINK, typed)) == []
    assert list(live(WORD, typed)) == []
    assert "<a " not in html(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "[[tips/a]] {word:unit}",
        "`x` [[tips/a]] {word:unit}",
        "\\`[[tips/a]] {word:unit}`x",
        "- a\n    - [[tips/a]] {word:unit}",
        "**[[tips/a]]** *{word:unit}*",
        "[[tips/a|the {word:unit}]] https://example.org",
        "<b>[[tips/a]]</b> {word:unit}",
        "| [[tips/a]] | {word:unit} |\n|---|---|",
        "``[[tips/a]] {word:unit}`",
    ],
)
def test_links_and_words_beside_code_are_seen(typed: str):
    assert [found[0].partition("|")[0][:8] for found in live(LINK, typed)] == ["[[tips/a"]
    assert [found[0] for found in live(WORD, typed)] == ["{word:unit}"]
    assert "<a " in html(typed)


def test_a_word_in_an_address_stays_as_it_is():
    typed = (
        "[{word:unit}](https://x.org/{word:unit}) https://x.org/{word:unit} [a]\n\n[a]: {word:unit}"
    )
    assert [found.start() for found in live(WORD, typed)] == [1]


@given(st.text(alphabet="[]`{}word:unit/a |\n~<>*-\\", max_size=60))
def test_what_is_replaced_is_what_is_live(text: str):
    found = [match.span() for match in live(LINK, text)]
    replaced = replace_live(LINK, lambda match: "\0" * len(match[0]), text)
    assert [index for index, sign in enumerate(replaced) if sign == "\0"] == [
        index for low, high in found for index in range(low, high)
    ]
    assert len(found) == Texts()[text].html.count('<a href="/~/')


SIGNS = "ab Z\u00e9\u05e9\n.-:=1)#+!\"'{}(^$%/;?w\u2028\u3000\u200b\x0b\x1c*[]>"
PARTS = (
    *("Some words", "and more", "\n", "\n\n", " ", "[[tips/a]]", "[[tips/a|its: words]]", "**b**"),
    *("[[tips/a|two\nlines]]", "**Say [[tips/a|it]].**", "**", "[your name]", "[x]", "15", "!"),
    *("\n- ", "\n  ", "\n\n- ", "\n\n1. ", "\n2. ", "\n   ", "\n\n> ", "\n> ", '"Hm," ', "(b)"),
    *(
        "- a\n- b",
        "  - c",
        "1. d",
        "# e",
        "---",
        "    f",
        "> g",
        "| h | i |\n|---|---|",
        "!!! note",
    ),
    *("    j", "*", "[k](https://l.m)", "https://n.o", "p@q.r", "www.s", ": t", "~~u~~", "![v](w)"),
)


@settings(max_examples=300, deadline=None)
@given(
    st.text(alphabet=SIGNS, max_size=24) | st.lists(st.sampled_from(PARTS), max_size=9).map("".join)
)
def test_what_needs_no_engine_comes_out_the_same(text: str):
    assert rendered(text) == render_with_engine(text)
    assert Texts().told(text) or not render_with_engine(text).raw


@pytest.mark.parametrize(
    "text",
    [
        "**First:** words, [[tips/a|a\nlink]] and [a gap].\n\n\n15 more.",
        '- **One,** and\n  more\n- "two"',
        "1. one\n2. [[tips/a]]\n   more",
        "> He said\n> so.",
        "Words:\n\n- a\n- b\n\n> c\n\n> d\n\n1. e",
        "- a\n\n- b\n\n\n- c\n  d\n\n1. e\n\n1. f\n\n- g",
        "[[tips/a|This]]: words",
    ],
)
def test_words_lists_and_quotes_need_no_engine(text: str):
    def none(part: str) -> Rendered:
        raise AssertionError(part)

    assert rendered(text, none) == render_with_engine(text)


@pytest.mark.parametrize(
    "text",
    [
        "![[tips/a]](b)",
        "- a\n\n  b",
        "- a\n\n1. b\n\n  c",
        "- a\n\n[[b\\]]: https://c.org",
        "[b\\]]\n\n- a\n\n[b\\]]: https://c.org",
        "**a **b",
        "a**b**c",
        "- [x] a",
        "**(a)**b",
    ],
)
def test_what_looks_like_words_alone_comes_out_the_same(text: str):
    assert rendered(text) == render_with_engine(text)


@pytest.mark.parametrize("sign", ["\u2028", "\x0b", "\x85"])
def test_a_line_ends_where_markdown_ends_one(sign: str):
    assert Texts()[f"a{sign}b\n\n1. *c\n\n *d"].raw == Texts()["ab\n\n1. *c\n\n *d"].raw
