"""What readers see of a fork: marks, upstream's words one click away, licences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from playbook.cli import main
from playbook.pipeline import assemble, check

OVERRIDES = """\
items:
  terms/result:
    set: {summary: What members have when we have won.}
    why: Members asked for plain words.
  sources/our-own-practice:
    edit:
      summary: [{append: " Checked by the state office."}]
"""
OWN = {
    "rules/st-no-surprises": "title: No surprises\nsummary: Nobody reads it first.\nsay: Ask me.\n",
    "terms/st-chapter": "title: Chapter\nsummary: The members of one county.\n",
}


@pytest.fixture
def pages(family: Path) -> dict[str, str]:
    state = family / "state"
    (state / "overrides/shared.yml").write_text(OVERRIDES, encoding="utf-8")
    for ref, text in OWN.items():
        path = state / f"content/{ref}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return {page.name: page.article for page in assemble(state).pages}


def entry(page: str, id_: str) -> str:
    """Return an item on a page that it shares with others, as text."""
    begin = page.index(f'id="{id_}"')
    end = page.find('class="pb-entry', begin)
    return re.sub(r"\s+", " ", page[begin : end if end > 0 else len(page)])


def test_an_item_that_shares_its_page_says_that_it_is_ours(pages: dict[str, str]):
    for name, id_ in (("rules", "st-no-surprises"), ("terms", "st-chapter")):
        text = entry(pages[name], id_)
        assert ">Ours</strong> Added by State chapter playbook." in text
        assert "<details>" not in text


def test_an_item_that_shares_its_page_shows_upstreams_words(pages: dict[str, str]):
    term, source = (
        entry(pages["terms"], "result"),
        entry(pages["sources"], "our-own-practice"),
    )
    for text in (term, source):
        assert ">Adapted</strong> From National organising playbook, version 2026.1." in text
        assert "CC BY 4.0" in text
    assert "What is different when the work has succeeded." in term[term.index("<details>") :]
    assert "Members asked for plain words." in term
    assert "What we learned by doing it." in source[source.rindex("<details>") :]


def test_items_that_nobody_changed_are_not_marked_one_by_one(family: Path):
    pages = {page.name: page for page in assemble(family / "state").pages}
    for name in ("terms", "sources"):
        assert "pb-upstream" not in pages[name].article
        assert "National organising playbook, version 2026.1" in pages[name].footer


def test_a_playbook_without_upstream_has_no_marks(family: Path):
    assert all("pb-upstream" not in page.article for page in assemble(family / "national").pages)


def test_what_upstream_taught_the_search_holds_in_its_forks_too(family: Path):
    words = "words:\n  {typed}: [{meant}]\n"
    for name, typed, meant in (("national", "mtg", "meeting"), ("state", "ca7", "form")):
        path = family / name / "content/synonyms.yml"
        path.write_text(words.format(typed=typed, meant=meant), encoding="utf-8")
        if name == "state":
            assert CliRunner().invoke(main, ["upgrade", "-C", str(family / name)]).exit_code == 0
    assert dict(check(family / "state").synonyms.words) == {"mtg": ("meeting",), "ca7": ("form",)}
