"""Whatever happens to the bytes of a file, the answer is a playbook or a list of problems."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playbook.draft import Draft, read_draft
from playbook.edition import cut
from playbook.errors import ContentError
from playbook.link import link
from playbook.source import read
from playbook.validate import validate

BASE = Path(__file__).parent / "cases/base/content"
DRAFT = read_draft(BASE)
FILES = {
    document.ref: (BASE / f"{document.ref}.yml").read_bytes()
    for document in (DRAFT.manifest, *DRAFT.items)
}
WORDS = r"""
- ? | > { } [ ] ' " ` @ % ! # &a *a <<: !!str --- ... \ \x1b \ud800 ~ null 0 -1 true
title: type: id: key: was: audience: from: members steps/ask tips/none 99999999999999999999
[[ ]] [[terms/bed]] [[a|b]] {word: {word:group|x} ![]( <script> javascript: {{7*7}} 2026-02-30
"""
TOKENS = (
    *WORDS.encode().split(),
    *(b"\0 \x1b \x85 \xff \xe9 \xed\xa0\x80 \xef\xbb\xbf \xe2\x80\xae \xd9\xa1".split()),
    *(b"\t", b"\n", b"\r", b"  ", b": ", b"- ", b" #", b"\n---\n", b"[" * 40),
    b"\n" + b" " * 50 + b"- x",
)

Change = tuple[float, int, bytes]
"""Where (of the whole), how many bytes go, what comes instead."""


def mutated(raw: bytes, changes: list[Change]) -> bytes:
    for where, gone, come in changes:
        begin = int(where * len(raw))
        raw = raw[:begin] + come + raw[begin + gone :]
    return raw


def answer(ref: str, raw: bytes) -> list[str]:
    """Put `raw` in the place of one file of the base; return the problems that are told."""
    document, found = read(raw, file=f"content/{ref}.yml", ref=ref)
    draft = Draft(
        manifest=document if ref == "playbook" else DRAFT.manifest,
        items=tuple(document if item.ref == ref else item for item in DRAFT.items),
        assets=DRAFT.assets,
        problems=tuple(found),
    )
    try:
        playbook = validate(draft)
    except ContentError as error:
        lines = len(re.split(b"\r\n?|\n", raw))
        for problem in error.problems:
            assert problem.file != f"content/{ref}.yml" or 1 <= problem.line <= lines
            assert problem.column >= 1
            assert str(problem).isprintable()
            assert re.search(r"[.?] .*[.?!]$", str(problem)), str(problem)
        return [str(problem) for problem in error.problems]
    for edition in playbook.manifest.editions:
        link(cut(playbook, edition.id))
    return []


changes = st.tuples(
    st.floats(0, 1, exclude_max=True),
    st.sampled_from([0, 0, 0, 1, 1, 2, 5, 40]),
    st.sampled_from(TOKENS) | st.binary(max_size=4) | st.just(b""),
)


@given(st.sampled_from(sorted(FILES)), st.lists(changes, min_size=1, max_size=6))
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_no_mutation_of_a_file_raises_anything_but_problems(ref: str, made: list[Change]):
    answer(ref, mutated(FILES[ref], made))


@pytest.mark.parametrize("ref", sorted(FILES))
def test_a_file_that_breaks_off_anywhere_raises_nothing_but_problems(ref: str):
    for end in range(0, len(FILES[ref]), 37):
        answer(ref, FILES[ref][:end])


@pytest.mark.parametrize("ref", sorted(FILES))
def test_the_untouched_files_are_sound(ref: str):
    assert answer(ref, FILES[ref]) == []
    assert replace(DRAFT).problems == ()
