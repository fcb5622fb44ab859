"""Judging a playbook: what holds together, what does not, and where the fault is."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import pytest

from playbook.draft import read_draft
from playbook.errors import ContentError, Problem
from playbook.model import KINDS, Ref
from playbook.validate import validate
from playbook.wording import did_you_mean, near

TIP = "title: New tip\nsummary: One line.\n"
AUDIENCES = ("audiences: [members]", "audiences: [members, staff, board]")


class Said(Protocol):
    def __call__(self, files: dict[str, str], *changes: tuple[str, str]) -> list[str]: ...


@pytest.fixture
def said(base: Path) -> Said:
    """Lay files over the base, change words of its manifest, and return what is said then."""

    content = base / "content"
    sound = (content / "playbook.yml").read_text(encoding="utf-8")

    def check(files: dict[str, str], *changes: tuple[str, str]) -> list[str]:
        manifest = sound
        for old, new in changes:
            assert old in manifest
            manifest = manifest.replace(old, new)
        for name, text in {"playbook.yml": manifest, **files}.items():
            (content / name).parent.mkdir(exist_ok=True)
            (content / name).write_text(text, encoding="utf-8")
        try:
            validate(read_draft(content))
        except ContentError as error:
            return str(error).splitlines()
        return []

    return check


def test_missing_title_says_where_and_how_to_fix(said: Said):
    assert said({"tips/new.yml": "# A tip.\nsummary: One line.\n"}) == [
        "content/tips/new.yml:1:1: tips/new: `title` is missing. Add it."
    ]


def test_a_key_missing_deep_inside_points_at_its_group(said: Said):
    sheet = "fields:\n  - key: a\n    type: text\n    label: A\n  - key: b\n    type: text\n"
    assert said({"worksheets/new.yml": TIP + sheet}) == [
        "content/worksheets/new.yml:7:5: worksheets/new: `fields.2.label` is missing. Add it."
    ]


def test_a_misspelt_key_is_told_once_and_not_as_a_missing_one_too(said: Said):
    assert said({"tips/new.yml": "titel: New\nsummary: One line.\n"}) == [
        'content/tips/new.yml:1:1: tips/new: `titel` is an unknown key. Did you mean "title"?'
    ]


def test_only_keys_that_could_stand_there_are_suggested(said: Said):
    sheet = "fields:\n  - {key: a, type: text, label: A, colums: x, labl: y}\n"
    assert [line.split(": ", 2)[2] for line in said({"worksheets/new.yml": TIP + sheet})] == [
        "`fields.1.colums` is an unknown key. Remove it, or check its name.",
        "`fields.1.labl` is an unknown key. Remove it, or check its name.",
    ]


def test_problems_come_in_reading_order_and_each_once(said: Said):
    faults = dict.fromkeys(("tips/b.yml", "tips/a.yml", "terms/c.yml"), "title: [x]\nstep: x\n")
    lines = said(faults, ("version:", "versoin:"))
    assert [line.split(": ")[0] for line in lines] == [
        "content/playbook.yml:5:1",
        *(f"content/{name}:{line}" for name in sorted(faults) for line in ("1:1", "1:1", "2:1")),
    ]
    assert len(set(lines)) == len(lines)


def test_there_is_no_refusal_without_a_problem(said: Said):
    for text in ("", "~", "---\n", "null\n", "''", "# x\n", "[]", "{}", "- a"):
        assert len(said({"tips/new.yml": text})) == 1 + (text == "{}")
        assert said({"playbook.yml": text})


def test_a_broken_item_does_not_make_every_link_to_it_dangle(said: Said):
    for broken in ("", "title: [", "titel: x\n", "\t", "a: *b"):
        lines = said({"roles/gardener.yml": broken})
        assert {line.split(":")[0] for line in lines} == {"content/roles/gardener.yml"}


@pytest.mark.parametrize(
    "name", ["tips/new.yaml", "tips/New.yml", "tips/NEW.YML", "tip/new.yml", "tips/new.txt"]
)
def test_a_misnamed_file_does_not_make_every_link_to_it_dangle(said: Said, name: str):
    lines = said({name: TIP, "tips/newer.yml": TIP + "related: [tips/new]\n"})
    assert len(lines) == 1
    assert "tips/newer" not in lines[0]


def test_a_refused_picture_does_not_make_every_use_of_it_wrong(said: Said):
    picture = '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
    lines = said({"assets/new.svg": picture, "tips/new.yml": TIP + "body: '![](assets/new.svg)'\n"})
    assert len(lines) == 1


def test_the_faults_of_a_broken_item_and_those_of_its_texts_are_told_at_once(said: Said):
    lines = said(
        {"steps/ask.yml": "titel: x\nwhy: '[[x]] {word:y} ![](z)'\ntools: [guides/none]\n"}
    )
    text = "\n".join(lines)
    for fault in ("titel", "`do` is missing", '"x"', "{word:y}", '"z"', '"guides/none"'):
        assert fault in text


def test_items_are_judged_where_the_manifest_is_broken(said: Said):
    tip = TIP + "body: '[[terms/none]] {word:grup}'\naudience: [member]\n"
    lines = said({"tips/new.yml": tip}, ("tagline:", "tagine:"))
    assert [line.split(":")[0] for line in lines] == [
        "content/playbook.yml",
        *["content/tips/new.yml"] * 3,
    ]


@pytest.mark.parametrize(
    ("here", "there", "allowed"),
    [
        ([], [], True),
        ([], ["members"], False),
        (["members"], [], True),
        (["members"], ["members"], True),
        (["members"], ["staff"], False),
        (["members"], ["members", "staff"], True),
        (["members", "staff"], ["members"], False),
        (["members", "staff"], ["staff", "members"], True),
        (["members", "staff"], ["members", "staff", "board"], True),
    ],
)
def test_a_link_without_a_label_leads_only_where_all_its_readers_may_go(
    said: Said, here: list[str], there: list[str], allowed: bool
):
    for label, sound in (("", allowed), ("|this", True), ("| ", allowed)):
        files = {
            "tips/new.yml": f"{TIP}audience: {here}\nbody: See [[tips/other{label}]].\n",
            "tips/other.yml": f"{TIP}audience: {there}\nwas: [tips/older]\n",
        }
        assert (said(files, AUDIENCES) == []) is sound
        files["tips/new.yml"] = files["tips/new.yml"].replace("tips/other", "tips/older")
        assert (said(files, AUDIENCES) == []) is sound


def test_an_old_name_may_be_used_wherever_a_name_may(said: Said, base: Path):
    step = (base / "content/steps/ask.yml").read_text(encoding="utf-8") + "was: [steps/asked]\n"
    tip = TIP + "steps: [steps/asked]\nbody: See [[steps/asked]].\n"
    route = ("steps: [steps/ask, steps/dig]", "steps: [steps/asked, steps/dig]")
    assert said({"steps/ask.yml": step, "tips/new.yml": tip}, route) == []


def test_a_typed_ref_does_not_follow_a_rename_to_another_kind(said: Said):
    files = {"rules/new.yml": TIP + "say: x\nwas: [steps/old]\n"}
    assert said({**files, "tips/new.yml": TIP + "body: See [[steps/old]].\n"}) == []
    lines = said({**files, "tips/new.yml": TIP + "steps: [steps/old]\n"})
    assert lines == [
        'content/tips/new.yml:3:9: tips/new: `steps.1` names "steps/old", which is now '
        '"rules/new". Write the new name.'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "{{7*7}} {% x %} ${x} <%= x %>",
        "a < b and c > d, 3<4",
        "Mail: x@example.org, see https://example.org/?a=b&c=d#e",
        "[x](https://example.org) and `code` and *bold*",
        "On the last day, half on = half off",
        "فارسی ایرانیک \u200f",
        "- a\n- b\n    - c\n\n> d\n>> e",
    ],
)
def test_what_people_write_is_not_taken_for_code(said: Said, text: str):
    body = "".join(f"  {line}\n" for line in text.splitlines())
    assert said({"tips/new.yml": f"{TIP}body: |\n{body}"}) == []


@pytest.mark.parametrize(
    "code",
    [
        "<script>x</script>",
        "<ScRiPt src=x>",
        "< script>",
        "</ script>",
        "<iframe src=x>",
        "<svg/onload=x>",
        "<img src=x onerror=x>",
        "<img/onerror=x>",
        "<a\n  onclick = 'x'>",
        "[a](javascript:x)",
        "[a](JavaScript :x)",
        "<style>x</style>",
        "<base href=x>",
        "<math><mi>",
    ],
)
def test_code_in_a_text_is_refused(said: Said, code: str):
    body = "".join(f"  {line}\n" for line in code.splitlines())
    assert any("holds code" in line for line in said({"tips/new.yml": f"{TIP}body: |\n{body}"}))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_refuses_markup_in_its_title(said: Said, kind: str):
    for title in ("</title><script>", "<b>x</b>", "[[terms/bed]]", "\u2067x"):
        lines = said({f"{kind}/new.yml": f'title: "x {title}"\nsummary: x\n'})
        assert [line for line in lines if ":1:11: " in line and "`title` holds" in line]


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("titel", ["title", "tags"], "title"),
        ("Tips", ["tips", "terms"], "tips"),
        ("step", ["steps", "roles"], "steps"),
        ("colour", ["title", "tags"], None),
        ("x" * 100_000, ["x"], None),
        ("", ["x"], None),
        ("x", [], None),
    ],
)
def test_a_near_word_is_suggested_and_a_far_one_is_not(
    word: str, known: list[str], meant: str | None
):
    assert near(word, known) == meant
    hint = did_you_mean(word, known, "Look it up.")
    assert hint == (f'Did you mean "{meant}"?' if meant else "Look it up.")


def test_the_item_of_the_same_id_is_suggested_for_a_ref_of_another_kind(said: Said):
    for wrong in ("term/bed", "tips/bed", "tags/bed", "terms/bet", "terms/beds"):
        lines = said({"tips/new.yml": f"{TIP}related: [{wrong}]\n"})
        assert lines[0].endswith('Did you mean "terms/bed"?')


def test_a_problem_is_one_line_of_data():
    problem = Problem("content/a.yml", 2, 3, "a", "title", "is\nwrong \x1b[0m", "Mend it.")
    assert str(problem) == "content/a.yml:2:3: a: `title` is\\nwrong \\x1b[0m. Mend it."
    assert problem.as_dict() == {
        "file": "content/a.yml",
        "line": 2,
        "column": 3,
        "ref": "a",
        "field": "title",
        "message": "is\nwrong \x1b[0m",
        "hint": "Mend it.",
        "level": "error",
    }
    error = ContentError([problem, problem])
    assert (error.problems, error.exit_code) == ((problem,), 1)


def test_a_ref_is_its_kind_and_its_id():
    ref = Ref("case-studies/elm-street")
    assert (ref.kind, ref.id, ref) == ("case-studies", "elm-street", "case-studies/elm-street")
