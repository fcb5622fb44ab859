"""What an edition cuts is in no file of its site, and where it is, that is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from playbook.cli import main
from playbook.publish.leaks import Clues, leaks_in
from tests.publish.identity import playbook
from tests.publish.leaks import PLACES, planted, public_site

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs/publishers.md"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> tuple[Clues, Path]:
    home = tmp_path_factory.mktemp("public")
    return public_site(playbook(home / "playbook", printed=True), home)


def test_a_site_as_it_is_built_tells_of_nothing(public: tuple[Clues, Path]):
    assert list(leaks_in(*public)) == []


def test_whatever_is_planted_is_found(public: tuple[Clues, Path]):
    told = list(planted(*public, count=3 * len(PLACES), seed=4))
    assert [one for one in told if not one[2]] == []


def test_six_words_are_a_clue_and_five_are_none(public: tuple[Clues, Path]):
    clues, _ = public
    run = next(one for one in clues.runs.values() if one.place != ("title",))
    assert list(clues.found_in(f"Somebody said: {run.words}!"))
    five = run.words.split()[:5]
    assert not list(clues.found_in(" ".join(five)))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("playbook.pdf_files.pdf_files", lambda *_, **__: {})
    return playbook(tmp_path / "playbook")


def test_a_template_that_tells_of_a_cut_item_is_refused_with_the_items_line(folder: Path):
    own = folder / "templates/pages/home.html"
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "@parent/pages/home.html" %}{% block about %}See key-holder.{% endblock %}'
    )
    result = CliRunner().invoke(main, ["check", "--editions", "-C", str(folder)])
    assert result.exit_code == 1
    assert "content/tips/key-holder.yml:1:1: tips/key-holder: is cut from the edition" in (
        result.stdout
    )
    assert '"public", whose index.html says "key-holder"' in result.stdout


def test_an_edition_that_nobody_may_see_is_told(folder: Path):
    for path in (folder / "content").glob("*/*.yml"):
        if "audience:" not in (text := path.read_text()):
            path.write_text(f"{text}\naudience: [members]\n")
    manifest = folder / "content/playbook.yml"
    links = re.compile(r"\[\[[a-z/-]+(?:\|([^\]]+))?\]\]")
    manifest.write_text(links.sub("a bed", manifest.read_text()))
    result = CliRunner().invoke(main, ["check", "--editions", "-C", str(folder)])
    assert result.exit_code == 1
    assert re.search(r"content/playbook.yml:\d+:\d+: playbook: .*holds no item", result.stdout)


def test_without_editions_a_check_builds_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("playbook.publish.leaks.build", pytest.fail)
    result = CliRunner().invoke(main, ["check", "-C", str(folder)])
    assert result.exit_code == 0


def test_the_recipe_serves_what_is_built_and_puts_the_password_above_every_file():
    page = GUIDE.read_text(encoding="utf-8")
    config = re.search(r"```text /etc/nginx/\S+\n(.*?)```", page, re.DOTALL)
    assert config is not None
    public, members = config[1].split("\nserver {")
    built = re.findall(r"^playbook build .*--site-dir (\w+)$", page, re.MULTILINE)
    roots = [re.search(r"root /srv/playbook/(\w+);", one) for one in (public, members)]
    assert [root and root[1] for root in roots] == built
    assert f"rsync -a --delete {' '.join(built)} server:/srv/playbook/" in page
    outside = re.sub(r"location [^{]*\{[^}]*\}", "", members)
    user_file = re.search(r"auth_basic_user_file (\S+);", outside)
    assert user_file is not None
    assert f"htpasswd -c {user_file[1]} members" in page
    assert re.search(r'auth_basic "[^"]+";', outside)
    assert "auth_basic off" not in members
    assert "satisfy any" not in members
    assert not re.search(r"\b(alias|proxy_pass|autoindex)\b", config[1])
    assert "auth_basic" not in public
