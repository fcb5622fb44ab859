"""Another text in the place of a person's own: it says that, and all else stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook.cli import main
from playbook.errors import PlaybookError
from playbook.merge import OverrideReader, Statement
from playbook.source import Document, read
from playbook.yaml_edit import replace_edits_with_set, replace_text
from playbook.yaml_edit.spans import comments_in
from tests.forks.scribbling import files
from tests.forks.test_first_steps import shown
from tests.forks.watching import listing, refused, watched

MANY = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    database=None,
)
TEXTS = (
    "New",
    "two words: #1",
    "One\nTwo",
    "One\n\n  deep\nTwo\n",
    " lead\nx",
    "a\n\n",
    "",
    "null",
)


def written(text: str) -> Document:
    document, problems = read(text.encode(), file="o.yml", ref="o")
    assert not problems, (problems, text)
    return document


def statements(document: Document) -> dict[str, Statement]:
    reader = OverrideReader()
    reader.read_overrides(document)
    assert not reader.problems, reader.problems
    return {one.cell: one for one in reader.statements()}


def remarks(document: Document) -> list[str]:
    text = document.text
    return sorted(text[begin:end] for begin, end in comments_in(text, (0, len(text))))


def alone(document: Document) -> list[str]:
    rows = {row.strip() for row in document.text.splitlines()}
    return [one for one in remarks(document) if one in rows]


def edited(one: Statement, text: str) -> Document:
    document = one.document
    if one.op == "edit":
        return written(
            replace_edits_with_set(document, one.item, ".".join(one.path), text).decode()
        )
    return written(replace_text(document, one.place, text).decode())


def test_a_text_is_replaced_and_every_remark_stays():
    done: list[bool] = []

    @MANY
    @given(files(), st.sampled_from(TEXTS))
    def holds(text: str, new: str) -> None:
        before = statements(written(text))
        for cell, one in before.items():
            if one.op != "edit" and not (one.op == "set" and isinstance(one.value, str)):
                continue
            try:
                after = edited(one, new)
            except PlaybookError:
                done.append(False)
                continue
            done.append(True)
            found = statements(after)
            assert (found[cell].op, found[cell].value) == ("set", new)
            values = {name: said.value for name, said in before.items() if name != cell}
            assert {name: said.value for name, said in found.items() if name != cell} == values
            if one.op == "set":
                assert remarks(after) == remarks(one.document)
            else:
                assert set(alone(one.document)) <= set(remarks(after))

    holds()
    assert done.count(True) > 20 * done.count(False), (done.count(True), done.count(False))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "items:\n  tips/a:\n    set: {title: X}   # note\n    edit: {body: [{append: y}]}\n",
            "items:\n  tips/a:\n    set: {body: New, title: X}   # note\n",
        ),
        (
            "items:\n  tips/a: {edit: {body: [{append: y}]}, why: z}\n",
            "items:\n  tips/a: {set: {body: New}, why: z}\n",
        ),
        (
            "items:\n  tips/a:   # name\n    # above\n    edit:\n      body: [{append: y}]\n",
            "items:\n  tips/a:   # name\n    set:\n      body: New\n    # above\n",
        ),
        (
            "items:\n  tips/a:\n    set:\n      # of X\n      title: X\n"
            "    edit:\n      body: [{append: y}]\n      bring: [{append: y}]\n",
            "items:\n  tips/a:\n    set:\n      body: New\n      # of X\n      title: X\n"
            "    edit:\n      bring: [{append: y}]\n",
        ),
        (
            "items:\n  tips/a:\n    set: {}\n    edit:\n      body: [{append: y}]\n",
            "items:\n  tips/a:\n    set: {body: New}\n",
        ),
    ],
)
def test_edits_become_a_text_in_the_form_that_is_there(text: str, wanted: str):
    one = statements(written(text))["tips/a/body"]
    assert edited(one, "New").text == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("title: X # note", "title: |- # note\n        One\n        Two"),
        ("title: | # note\n        X", "title: |- # note\n        One\n        Two"),
        ("title: 'X'   # note", "title: |-   # note\n        One\n        Two"),
        ("title: X", "title: |-\n        One\n        Two"),
    ],
)
def test_lines_come_below_a_remark_that_stands_beside(text: str, wanted: str):
    begin, end = "items:\n  tips/a:\n    set:\n      ", "\n      body: Y\n"
    one = statements(written(begin + text + end))["tips/a/title"]
    assert edited(one, "One\nTwo").text == begin + wanted + end


@pytest.mark.parametrize(
    ("text", "sign"), [("a \a", "0007"), ("a\r\nb", "000D"), ("\udc80", "DC80")]
)
def test_a_text_with_hidden_signs_is_itself_at_fault(text: str, sign: str, family: Path):
    before = listing(family)
    command = ("resolve", "-C", family / "state", "tips/call-first/body", "edit", "--text", text)
    said = refused(watched(*command))
    assert said.startswith(f"The new text holds a hidden control character (U+{sign})")
    assert listing(family) == before


def test_what_cannot_be_changed_can_be_once_it_is_written_as_is_said(family: Path):
    calls = family / "state/overrides/calls.yml"
    text = "items: {tips/call-first: {set: {\n  # note\n  title: Call}, unset: [body]}}\n"
    calls.write_text(text, encoding="utf-8")
    command = ("resolve", "-C", family / "state", "tips/call-first/title", "take")
    said = refused(watched(*command))
    assert "overrides/calls.yml:1:" in said
    assert "write it as `key: value` on lines of its own and try again" in said
    text = "items:\n  tips/call-first:\n    set:\n      # note\n      title: Call\n"
    calls.write_text(f"{text}    unset: [body]\n", encoding="utf-8")
    assert watched(*command).exit_code == 0


def test_what_readme_shows_can_be_edited(family: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(family)
    run = CliRunner().invoke
    made = run(main, ["fork", "national", "mine", "--id", "org.example.mine", "--prefix", "ch"])
    assert made.exit_code == 0
    (family / "mine/overrides/mine.yml").write_text(shown("items:"), encoding="utf-8")
    for cell, text in (("tips/call-first/summary", "A\nB\n"), ("tips/call-first/title", "C\nD")):
        result = run(main, ["resolve", "-C", "mine", cell, "edit", "--text", text])
        assert result.exit_code == 0, result.output
    left = (family / "mine/overrides/mine.yml").read_text(encoding="utf-8")
    row = '    set: {summary: "A\\nB\\n", title: "C\\nD"}   '
    assert row in left
    assert run(main, ["check", "-C", "mine"]).exit_code == 0
