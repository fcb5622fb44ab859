"""A fork's word takes the place of upstream's in every form."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.merge import merge
from tests.forks.years import Years, alone


@pytest.fixture
def years(family: Path) -> Years:
    years = alone(family)
    path = years.fork / "content/playbook.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("words:")], encoding="utf-8")
    years.upgrade()
    return years


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("one: assembly", "other: units, article: a"),
        ("one: assembly, other: assemblies", "article: a"),
    ],
)
def test_a_word_without_its_other_forms_is_an_error(given: str, left: str, years: Years):
    with (years.fork / "content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write(f"words:\n  unit: {{{given}}}\n")
    result = years.do("check")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "content/playbook.yml:" in result.stdout
    assert f"Write them too; upstream has {left}." in result.stdout


def test_a_form_that_upstreams_word_shares_is_not_redundant(years: Years):
    with (years.fork / "content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write("words:\n  unit: {one: chapter, other: chapters, article: a}\n")
    assert years.do("check").exit_code == 0
    assert years.states()["playbook/words/unit/article"] == "ok"
    assert years.do("status").exit_code == 0


def test_another_form_alone_is_changed_alone(years: Years):
    with (years.fork / "content/playbook.yml").open("a", encoding="utf-8") as manifest:
        manifest.write("words:\n  unit: {other: unites}\n")
    assert years.do("check").exit_code == 0


def test_what_is_wrong_with_an_old_upstream_is_mended_by_a_new_one(
    years: Years, monkeypatch: pytest.MonkeyPatch
):
    """A program of old let the state say half a word, and its county took that over."""
    county = Years(years.family, "county")
    for path in (county.fork / "overrides").iterdir():
        path.unlink()
    manifest = years.fork / "content/playbook.yml"
    good = manifest.read_text(encoding="utf-8")
    manifest.write_text(f"{good}words:\n  unit: {{one: chapter}}\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(merge, "incomplete_word_forms", lambda *_: ())
        years.upgrade()
        county.upgrade()
    assert county.do("check").exit_code == 1
    manifest.write_text(good, encoding="utf-8")
    years.upgrade()
    county.upgrade()
    assert county.do("check").exit_code == 0
