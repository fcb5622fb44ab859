"""A publisher's own templates: what they name and what is not there is told with its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from playbook.cli import main
from tests.beginning import copy_starter

TIPS = "templates/pages/item/tips.html"
EXTENDS = '{% extends "@parent/pages/item/tips.html" %}\n'


@pytest.fixture
def small(tmp_path: Path) -> Path:
    folder = tmp_path / "small"
    copy_starter(folder)
    return folder


def checked(folder: Path, text: str, file: str = TIPS) -> tuple[int, str]:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "-C", str(folder)])
    return result.exit_code, result.stdout


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            EXTENDS + '{% block after %}\n{{ t("nope.x") }}{% endblock %}\n',
            ':3:1: template: names the word "nope.x", which does not exist. '
            "Add it to the file of your language in words/.",
        ),
        (
            EXTENDS + '{% block after %}{{ t("item.nex") }}{% endblock %}\n',
            ':2:1: template: names the word "item.nex", which does not exist. '
            'Did you mean "item.next"?',
        ),
        (
            EXTENDS + "\n{% block afterr %}x{% endblock %}\n",
            ':3:1: template: fills the block "afterr", which the template above does not have. '
            'Did you mean "after"?',
        ),
        (
            '{% extends "@parent/pages/item/tip.html" %}\n',
            ':1:1: template: names the template "@parent/pages/item/tip.html", '
            'which does not exist. Did you mean "@parent/pages/item/tips.html"?',
        ),
        (
            EXTENDS + "{% block after %}\n{% if %}{% endif %}{% endblock %}\n",
            ":3:1: template: cannot be read: Expected an expression, got 'end of statement block'. "
            "Fix the template.",
        ),
        (
            EXTENDS + "{% block after %}\n\n{{ entry.nothing }}{% endblock %}\n",
            ":4:1: template: fails: 'playbook.link.Entry object' has no attribute 'nothing'. "
            "Fix the template.",
        ),
        (
            EXTENDS + "{% block after %}{{ 1 | boddy }}{% endblock %}\n",
            ":2:1: template: fails: No filter named 'boddy'. Fix the template.",
        ),
    ],
)
def test_what_is_wrong_is_told_in_one_sentence(small: Path, text: str, expected: str):
    assert checked(small, text) == (1, f"{TIPS}{expected}\n")


@pytest.mark.parametrize(
    "text",
    [
        EXTENDS
        + '{% block after %}{% block mine %}{{ t("item.next") }}{% endblock %}{% endblock %}',
        EXTENDS + "{% block after %}{{ t(entry.nothing | default('item.next')) }}{% endblock %}",
    ],
)
def test_what_is_right_is_not_told(small: Path, text: str):
    assert checked(small, text) == (0, "")


def test_templates_of_sheets_know_the_words_of_sheets(small: Path):
    file = "templates/sheets/sheet.typ"
    above = '{% extends "@parent/sheets/sheet.typ" %}\n{% block before %}'
    assert checked(small, above + '{{ words("sheet.page") }}{% endblock %}', file) == (0, "")
    code, told = checked(small, above + '{{ words("item.next") }}{% endblock %}', file)
    assert code == 1
    assert told.startswith(f'{file}:2:1: template: names the word "item.next", which does not')


def test_all_is_told_at_once(small: Path):
    text = (
        EXTENDS + '{% block a %}{{ t("b") }}{% endblock %}{% block c %}{{ t("d") }}{% endblock %}'
    )
    assert len(checked(small, text)[1].splitlines()) == 4
