"""Texts are compared, and words found in them, by words: how a text wraps means nothing."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from playbook.merge import apply_edits, reads_same
from playbook.merge.text import find_words, unwrap
from playbook.source import Data

QUICK = settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)

ONE = {
    "a paragraph": ("Call the national office now.", "Call the\nnational office\nnow."),
    "deeper lines": ("Call the office now.", "Call the\n  office\n   now."),
    "wide spaces": ("Call the office.", "Call  the\t office."),
    "spaces at the end": ("Call the office.", "Call the office.   \n"),
    "two paragraphs": ("Call the\noffice.\n\nThen us.", "Call the office.\n\nThen\nus.\n"),
    "lines of a list": ("- call the\n  office\n- write", "- call the office\n- write"),
    "words with a mark": ("Call **the office** now", "Call **the\noffice** now"),
    "a link with a label": ("See [[tips/x|the tip]] now", "See [[tips/x|the\ntip]]\nnow"),
}
NOT_ONE = {
    "a new paragraph": ("Call us.\n\nThen write.", "Call us. Then write."),
    "a list": ("Bring:\n- a pen", "Bring: - a pen"),
    "entries of a list": ("- a\n- b", "- a - b"),
    "numbers of a list": ("1. a\n2. b", "1. a 2. b"),
    "a heading": ("# Call\nus", "# Call us"),
    "a heading below": ("Call us\n# Now", "Call us # Now"),
    "a line under a heading": ("Call\n====\nus", "Call ==== us"),
    "a quote": ("He said\n> Call us", "He said > Call us"),
    "a break of two spaces": ("12 High St  \nOaktown", "12 High St\nOaktown"),
    "a break of a backslash": ("12 High St\\\nOaktown", "12 High St\\ Oaktown"),
    "a fence": ("```\na\nb\n```", "```\na b\n```"),
    "spaces in a fence": ("~~~\na  b\n~~~", "~~~\na b\n~~~"),
    "code by its indent": ("    a\n    b", "    a b"),
    "a table": ("a | b\n--|--\nc | d", "a | b --|-- c | d"),
    "HTML": ("<pre>a\nb</pre>", "<pre>a b</pre>"),
    "a space that does not break": ("5\u00a0pm", "5 pm"),
    "a word": ("Call us", "Callus"),
}


@pytest.mark.parametrize("name", ONE)
def test_how_a_text_wraps_does_not_count(name: str):
    one, other = ONE[name]
    assert reads_same(one, other)
    assert reads_same([{"text": one}], [{"text": other}])


@pytest.mark.parametrize("name", NOT_ONE)
def test_white_space_with_a_meaning_counts(name: str):
    one, other = NOT_ONE[name]
    assert not reads_same(one, other)


@pytest.mark.parametrize(
    ("text", "words", "count"),
    [
        ("Call the national\noffice.", "national office", 1),
        ("Call the national\n   office.", "the national office", 1),
        ("Call the national  office.", "national office", 1),
        ("Call the national\u00a0office.", "national office", 1),
        ("the office, the\noffice", "the office", 2),
        ("- the national\n  office", "national office", 1),
        ("the national\n\noffice", "national office", 0),
        ("the national  \noffice", "national office", 0),
        ("the national  \noffice", "national  \noffice", 1),
        ("national\n- office", "national office", 0),
        ("national\n- office", "national\n- office", 1),
        ("~~~\nnational  office\n~~~", "national office", 0),
        ("~~~\nnational  office\n~~~", "national  office", 1),
        ("one national office", "national\noffice", 1),
        ("a.b axb", "a.b", 1),
        ("x  office", " office", 1),
    ],
)
def test_words_are_found_over_lines(text: str, words: str, count: int):
    assert len(find_words(text, words)) == count
    edits: Data = [{"replace": words, "with": "state", "count": str(count or 1)}]
    assert (apply_edits(text, edits) is None) == (count == 0)


def test_what_stands_around_the_words_stays():
    edits: Data = [{"replace": "national office", "with": "state office"}]
    assert apply_edits("Ring  the\nnational\noffice\n\nnow.", edits) == (
        "Ring  the\nstate office\n\nnow."
    )


SIGNS: tuple[str, ...] = (
    "word",
    "more",
    "  ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "# ",
    "> ",
    "    ",
    "`",
    "|",
)
SIGNS += ("---", "~~~", "```", ":   ", "*", "===", "  \n", "\\\n", "!!! note", "[x]: ", "<b>")


def shown(text: str) -> str:
    """Return what a browser makes of a text: white space in running text comes to one space."""
    made = Markdown(extensions=["admonition", "def_list", "sane_lists", "tables"]).convert(text)
    parts = re.split(r"(<pre>.*?</pre>)", made, flags=re.DOTALL)
    flat = [part if part.startswith("<pre>") else re.sub(r"\s+", " ", part) for part in parts]
    return re.sub(r" ?(</?(?:p|li|ul|ol|br|div|dd|dt|dl|blockquote)[^>]*>) ?", r"\1", "".join(flat))


@given(st.lists(st.sampled_from(SIGNS), max_size=14).map("".join))
@QUICK
def test_what_is_told_to_be_the_same_looks_the_same(text: str):
    text = f"{text}word"
    assert shown(unwrap(text)) == shown(text)


@pytest.mark.parametrize(
    "text", [" " * 90_000, "a " * 45_000, "a" + " " * 90_000 + "b", "\n" * 20_000]
)
def test_long_texts_take_no_time(text: str):
    begin = time.process_time()
    unwrap(text)
    find_words(text, " a b")
    assert time.process_time() - begin < 2
