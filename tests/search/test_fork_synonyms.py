"""A fork's own synonyms beside those of its upstream: both are found, none undoes the other."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from playbook.cli import main
from playbook.errors import ContentError
from playbook.pipeline import assemble, check
from tests.search.speed import from_index

UPSTREAM = "words:\n  Plot: [small bed]\n  spade: [bed]\n"


@pytest.fixture
def fork(base: Path, tmp_path: Path) -> Path:
    """A fork of a playbook with synonyms, and nothing of its own yet."""
    (base / "content/synonyms.yml").write_text(UPSTREAM, encoding="utf-8")
    shutil.rmtree(base / ".playbook", ignore_errors=True)
    made = tmp_path / "fork"
    words = ["fork", str(base), str(made), "--id", "org.example.fork", "--prefix", "fk"]
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return made


def own(fork: Path, text: str) -> Path:
    (fork / "content/synonyms.yml").write_text(text, encoding="utf-8")
    return fork


def synonyms(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = from_index(assemble(folder).files)["synonyms"]
    return found


def test_a_fork_without_synonyms_has_those_of_its_upstream(fork: Path):
    assert synonyms(fork) == {"plot": ["small bed"], "spade": ["bed"]}


def test_a_fork_adds_synonyms_and_undoes_none(fork: Path):
    own(fork, "words:\n  plot: [bed, small bed]\n  trowel: [bed]\n")
    found = synonyms(fork)
    assert found == {"plot": ["small bed", "bed"], "spade": ["bed"], "trowel": ["bed"]}


def test_an_empty_list_of_a_fork_undoes_nothing(fork: Path):
    assert synonyms(own(fork, "words: {}\n")) == {"plot": ["small bed"], "spade": ["bed"]}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "content/synonyms.yml:1:1"),
        ("words:\n  trowel: bed\n", "content/synonyms.yml:2:3"),
        ("words:\n  plot: []\n", "content/synonyms.yml:2:"),
        ("wrods:\n  plot: [bed]\n", "content/synonyms.yml:1:1"),
    ],
)
def test_a_mistake_of_a_fork_is_named_in_its_own_file(fork: Path, text: str, place: str):
    with pytest.raises(ContentError) as caught:
        check(own(fork, text))
    [problem] = caught.value.problems
    assert str(problem).startswith(place), problem
