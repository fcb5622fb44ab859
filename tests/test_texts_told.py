"""What `check` tells of texts: links that lead nowhere, and what prints as it was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.errors import ContentError
from playbook.pipeline import check
from tests.beginning import copy_starter


def said(folder: Path, body: str, *, strict: bool = False) -> list[str]:
    """What `check` says of a tip with this body, without the name of its file."""
    copy_starter(folder)
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
            "[x](/terms/#nope)",
            '4:7: tips/new: `body` links to "/terms/#nope", which leads nowhere. '
            "Link to an item as [[kind/id|words]], elsewhere with https:// in front.",
        ),
        (
            "[x](/tips/#ask-early)",
            '4:7: tips/new: `body` links to "/tips/#ask-early", which leads nowhere. '
            "Write the link as [[tips/ask-early|its words]].",
        ),
        (
            "[x](/appeals/)",  # there are none
            '4:7: tips/new: `body` links to "/appeals/", which leads nowhere. '
            "Link to an item as [[kind/id|words]], elsewhere with https:// in front.",
        ),
        (
            "[x](ftp://example.org)",
            '4:7: tips/new: `body` links to "ftp://example.org", which pages may not do. '
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
        "[x](/terms/#result)",
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
        ("- a\n      - b", "5:9", "- b"),
        ("1. a\n2. b\n       3) c", "6:10", "3) c"),
        ("words\n    * a", "5:7", "* a"),
        ("Do:\n2. b", "5:3", "2. b"),
        ("1. a\n  - b\n2. c", "5:5", "- b"),
        ("- [ ] a\n- [x] b", "4:5", "[ ]"),
        ("Bring:\\n- a pen", "4:9", "\\n"),
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
        "C:\\new",
        "`a\\n`",
        "| a |\n|---|\n| - none |",
        "in\n1984. It was",
        "- a\n  - b\n\n1. c\n   - d",
        "1. a\n\n   - b\n\n- c",
        "a\n\\- b",
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
    copy_starter(tmp_path / "small")
    path = tmp_path / "small/content/tips/new.yml"
    path.write_text(f"{line}\nsummary: Words.\n", encoding="utf-8")
    warnings = [
        str(one).removeprefix("content/tips/new.yml:") for one in check(tmp_path / "small").warnings
    ]
    assert warnings == ([expected] if expected else [])


def told_of(folder: Path, text: str) -> list[str]:
    """What `check` says of a tip whose file is this one."""
    copy_starter(folder)
    (folder / "content/tips/new.yml").write_text(text, encoding="utf-8")
    found = check(folder).warnings
    return [str(one).removeprefix("content/tips/new.yml:") for one in found]


@pytest.mark.parametrize(
    ("tags", "place", "before"),
    [
        ("[ask for $5,000, money]", "1:19: warning: tips/new: `tags.2`", "ask for $5"),
        ("[a, costs 1,250 a month]", "1:19: warning: tips/new: `tags.3`", "costs 1"),
        ("[say 1,250,000 now]", "1:14: warning: tips/new: `tags.2`", "say 1"),
        ("[5,000]", "1:10: warning: tips/new: `tags.2`", "5"),
        ("[10,200]", None, None),
        ("[room 5, 000]", None, None),
        ("['ask for $5,000', money]", None, None),
        ("['room 5',200]", None, None),
        ("\n  - ask for $5,000", None, None),
    ],
)
def test_a_number_that_brackets_cut_in_two_is_a_warning(
    tmp_path: Path, tags: str, place: str | None, before: str | None
):
    expected = (
        f'{place} is cut off "{before}": in brackets a comma ends an entry. '
        'Put the whole text in "quotation marks", or a space behind the comma.'
    )
    found = told_of(tmp_path, f"tags: {tags}\ntitle: New\nsummary: What 5,000 are for.\n")
    assert found == ([expected] if place else [])


@pytest.mark.parametrize(
    ("value", "line", "sign"),
    [
        (">\n  Bring these:\n  - a pen\n  - paper", 5, "- a pen"),
        (">-\n  Bring:\n\n  - a pen\n  - paper", 7, "- paper"),
        (">\n  1. a\n  2. b", 5, "2. b"),
        ("Bring these\n  - a pen\n  - paper", 4, "- a pen"),
        ('"Bring these:\n  * a pen"', 4, '* a pen"'),
        (">\n  Bring\n  - a pen", 5, "- a pen"),
    ],
)
def test_a_list_that_yaml_joins_is_a_warning(tmp_path: Path, value: str, line: int, sign: str):
    assert told_of(tmp_path, f"title: New\nsummary: x\nbody: {value}\n") == [
        f'{line}:3: warning: tips/new: `body` joins "{sign}" to the line above it. '
        "Write `body: |`, and the text below it: | keeps its lines."
    ]


@pytest.mark.parametrize(
    "value",
    [
        "|\n  Bring:\n  - a pen\n  - paper",
        ">\n  Bring:\n\n  - a pen\n\n  - paper",
        ">\n  Bring:\n    - a pen\n    - paper",
        ">\n  Long words\n  go on here.\naliases:\n  - a\n  - b",
        "One line.\naliases:\n  - a\n  - b",
        '"Bring:\\n\\n\\\n  - a pen\\n\\\n  - paper"',
    ],
)
def test_lines_that_yaml_keeps_are_not_told(tmp_path: Path, value: str):
    assert told_of(tmp_path, f"title: New\nsummary: x\nbody: {value}\n") == []


@pytest.mark.parametrize(
    ("title", "sign"),
    [
        ("Ask &amp; listen", "&amp;"),
        ("A &#39;no&#39;", "&#39;"),
        ("Ask **early**", "**early**"),
        ("The *real* ask", "*real*"),
        ("Call `it` off", "`it`"),
        ("Ask [us](https://example.org)", "[us](https://example.org)"),
        ("Ask\\nNow", "\\n"),
        ("~~Old~~ new", "~~Old~~"),
    ],
)
def test_signs_of_markdown_in_a_plain_text_are_a_warning(tmp_path: Path, title: str, sign: str):
    found = told_of(tmp_path, f"title: '{title}'\nsummary: x\n")
    column = len("title: '") + title.index(sign) + 1
    began = f'1:{column}: warning: tips/new: `title` has "{sign}", which prints as it was typed: '
    assert [one[: len(began)] for one in found[:1]] == [began]


@pytest.mark.parametrize(
    "title",
    ["R&D", "Name* and Phone*", "5 * 3 * 2", "a_b_c", "C:\\new", "AT&T; b", "[1] (2)", "~5"],
)
def test_plain_signs_that_are_meant_are_not_told(tmp_path: Path, title: str):
    assert told_of(tmp_path, f"title: '{title}'\nsummary: x\n") == []
