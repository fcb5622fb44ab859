"""Markdown as authors type it: what becomes of it, and what they are told of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.errors import ContentError
from playbook.pipeline import check
from playbook.starter import make_starter
from playbook.texts import LINK, WORD, Texts, live, replace_live
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


SIGNS = "ab Z\u00e9\u05e9\n.-:=1)#+!\"'{}(^$%/;?w\u2028\u3000\u200b\x0b\x1c"
PARTS = (
    *("Some words", "and more", "\n", "\n\n", " ", "[[tips/a]]", "[[tips/a|its: words]]", "**b**"),
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


def said(folder: Path, body: str, *, strict: bool = False) -> list[str]:
    """What `check` says of a tip with this body, without the name of its file."""
    make_starter(folder)
    lines = "".join(f"  {line}\n" if line else "\n" for line in body.split("\n"))
    text = f"title: New\nsummary: Words.\nbody: |\n{lines}"
    (folder / "content/tips/new.yml").write_text(text, encoding="utf-8")
    try:
        found = check(folder).warnings
    except ContentError as error:
        found = error.problems
    return [str(problem).removeprefix("content/tips/new.yml:") for problem in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "x\n\n[x](../tips/ask-early.yml)",
            '6:7: tips/new: `body` links to "../tips/ask-early.yml", which leads nowhere. '
            "Write the link as [[tips/ask-early|its words]].",
        ),
        (
            "[x](/tips/ask-early/)",
            '4:7: tips/new: `body` links to "/tips/ask-early/", which leads nowhere. '
            "Write the link as [[tips/ask-early|its words]].",
        ),
        (
            "[x](/nowhere/)",
            '4:7: tips/new: `body` links to "/nowhere/", which leads nowhere. '
            "Link to an item as [[kind/id|words]], elsewhere with https:// in front.",
        ),
        (
            "[x](#part)",
            '4:7: tips/new: `body` links to "#part", which leads nowhere. '
            "Texts have no anchors: name the place in words.",
        ),
        (
            "[x](www.example.org)",
            '4:7: tips/new: `body` links to "www.example.org", which leads nowhere. '
            "Write https:// in front of it.",
        ),
        (
            '<a href="other.html">x</a>',
            '4:12: tips/new: `body` links to "other.html", which leads nowhere. '
            "Link to an item as [[kind/id|words]], elsewhere with https:// in front.",
        ),
        (
            "[x][1]\n\n[1]: /nowhere",
            '6:8: tips/new: `body` links to "/nowhere", which leads nowhere. '
            "Link to an item as [[kind/id|words]], elsewhere with https:// in front.",
        ),
        (
            "[x](ftp://example.org)",
            '4:7: tips/new: `body` links to "ftp://example.org", which pages may not. '
            "Links begin with https:, http:, mailto: or tel:.",
        ),
        (
            "![x][1]\n\n[1]: assets/none.png",
            '6:8: tips/new: `body` shows "assets/none.png", which is not in assets/. '
            "Put the file into content/assets/ and write its path.",
        ),
    ],
)
def test_a_link_that_leads_nowhere_is_an_error(tmp_path: Path, body: str, expected: str):
    assert said(tmp_path, body) == [expected]


@pytest.mark.parametrize(
    "body",
    [
        "[x](https://a.b)",
        "[x](mailto:a@b.c)",
        "[x](tel:1)",
        "[x](/find/)",
        "[x](/tips/)",
        "a[^1]\n\n[^1]: b",
    ],
)
def test_a_link_that_leads_somewhere_is_none(tmp_path: Path, body: str):
    assert said(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "place", "sign"),
    [
        ("x\n\nThis is **bold", "6:11", "**bold"),
        ("This is bold** here", "4:15", "**"),
        ("a ~~b", "4:5", "~~b"),
        ("a `b", "4:5", "`b"),
        ("[x](a b)", "4:5", "](a b"),
        ("a[^1]", "4:4", "[^1]"),
        ("##Heading", "4:3", "##Heading"),
        ("| a | b |\n| c | d |", "4:3", "| a | b |"),
        ("See www.example.org.", "4:7", "www.example.org."),
        ("x\n\n```\ncode", "6:3", "```"),
        ("Dear <name>, hello", "4:8", "<name"),
        ("<div>x **a**\n</div>", "4:10", "**a"),
        ("<!-- never closed\n\nText", "4:3", "<!--"),
    ],
)
def test_what_prints_as_it_was_typed_is_a_warning(tmp_path: Path, body: str, place: str, sign: str):
    lines = [line for line in said(tmp_path, body) if "warning" in line]
    assert [line.partition(": ")[0] for line in lines][:1] == [place]
    assert lines[0].startswith(f'{place}: warning: tips/new: `body` has "{sign}", which ')


@pytest.mark.parametrize(
    "body",
    [
        "\\*\\*no\\*\\*",
        "2 ** 3",
        "____",
        "a_b",
        "`**`",
        "*5 stars*",
        "&ast;&ast;a",
        "it's 5' 2\"",
        "C#",
        "#tag",
        "a | b",
    ],
)
def test_signs_that_are_meant_are_not_told(tmp_path: Path, body: str):
    assert said(tmp_path, body) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "title: Room #4 is ours",
            '1:8: warning: tips/new: `title` ends before "#4 is ours": a # begins a comment. '
            'Put the text in "quotation marks", or a space behind the #.',
        ),
        ("title: Room  # the small one", None),
        ('title: "Room #4"', None),
        ('title: "Room" #4', None),
        ("title: Room#4", None),
        ("title: Room\n#4 is ours", None),
        ("title: |\n  Room #4", None),
        (
            "title: a\ntags: [a, b #1\n  ]",
            '2:11: warning: tips/new: `tags.2` ends before "#1": a # begins a comment. '
            'Put the text in "quotation marks", or a space behind the #.',
        ),
    ],
)
def test_a_value_that_loses_its_end_to_a_comment_is_a_warning(
    tmp_path: Path, line: str, expected: str | None
):
    make_starter(tmp_path / "small")
    path = tmp_path / "small/content/tips/new.yml"
    path.write_text(f"{line}\nsummary: Words.\n", encoding="utf-8")
    warnings = [
        str(one).removeprefix("content/tips/new.yml:") for one in check(tmp_path / "small").warnings
    ]
    assert warnings == ([expected] if expected else [])
