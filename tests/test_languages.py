"""Every page in the reader's own language: a whole Arabic playbook, and the starter in Spanish."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from functools import cache, cached_property
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pikepdf
import pytest

from playbook.pipeline import check
from playbook.publish import build
from playbook.render.words import Words
from playbook.shipped import shipped_folder
from tests.beginning import copy_starter
from tests.sheets.making import keep_fonts

ROOT = Path(__file__).parent.parent
ARABIC = ROOT / "tests/cases/arabic"
FOLDERS = [shipped_folder("templates") / "words"]
SAID = {"aria-label", "title", "placeholder", "alt", "label", "content", "data-head", "data-none"}
"""Attributes that a reader sees or hears."""
ON_EVERY_PAGE = ("skip", "head.menu", "head.close", "menu.do", "kinds.tips.other", "foot.contact")
LATIN = re.compile(r"[A-Za-z]{2,}")
ADDRESSES = re.compile(r"https?://\S+|mailto:\S+|\S+@\S+")
PAPERS = {"Letter", "Tabloid"}


class Heard(HTMLParser):
    """What one sees or hears of a page, and where it says how it is read."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self._script: dict[str, str] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self._script = given if tag in ("script", "style") else None
        for name in ("data-playbook-definition", "data-words"):
            if given.get(name, "").startswith("{"):
                said = json.loads(given[name])
                self.texts += said.get("words", said).values()
        if tag != "meta" or given.get("name") == "description":
            self.texts += [value for name, value in given.items() if name in SAID]

    def handle_data(self, data: str) -> None:
        if self._script is None:
            self.texts.append(data)
        elif self._script.get("id") == "__config":
            self.texts += json.loads(data)["translations"].values()

    def handle_endtag(self, tag: str) -> None:
        self._script = None

    @cached_property
    def said(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def attribute(self, tag: str, name: str) -> str | None:
        return next((given.get(name) for found, given in self.tags if found == tag), None)


@dataclass(frozen=True)
class Built:
    pages: dict[str, Heard]
    content: str
    words: Words


def built(folder: Path, language: str) -> Built:
    keep_fonts(folder)
    build(folder, strict=True)
    home = folder / "site"
    return Built(
        {
            path.relative_to(home).as_posix(): Heard(path.read_text(encoding="utf-8"))
            for path in sorted(home.rglob("*.html"))
        },
        "\n".join(path.read_text(encoding="utf-8") for path in (folder / "content").rglob("*.yml")),
        Words(language, FOLDERS),
    )


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("arabic") / "playbook"
    shutil.copytree(ARABIC, folder)
    shutil.copy(shipped_folder("templates") / "starter/mkdocs.yml", folder)
    return built(folder, "ar")


def starter(folder: Path, language: str) -> Built:
    copy_starter(folder)
    manifest = folder / "content/playbook.yml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("language: en", f"language: {language}"), encoding="utf-8")
    return built(folder, language)


@pytest.fixture(scope="module")
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return starter(tmp_path_factory.mktemp("spanish") / "playbook", "es")


@cache
def pieces(language: str) -> set[str]:
    """What the interface says in a language: whole texts, or their parts between the braces."""
    words = Words(language, FOLDERS)
    said = {words.text(key) for key in words.keys() if not key.startswith("search.")}  # noqa: SIM118
    return {part.strip(" .,:") for text in said for part in re.split(r"\{\w+\}", text)}


def theirs(page: Heard, language: str) -> set[str]:
    """English phrases on a page that the language does not use itself."""
    english = {text for text in pieces("en") - pieces(language) if len(text.split()) > 1}
    there = (text for text in english if text in page.said)
    return {text for text in there if re.search(rf"\b{re.escape(text)}\b", page.said)}


def test_the_arabic_playbook_checks_clean():
    assert len(check(ARABIC).items) > 15


@pytest.mark.parametrize(("fixture", "language"), [("arabic", "ar"), ("spanish", "es")])
def test_every_page_speaks_the_language_and_no_english(
    fixture: str, language: str, request: pytest.FixtureRequest
):
    site: Built = request.getfixturevalue(fixture)
    assert len(site.pages) > 10
    for name, page in site.pages.items():
        assert page.attribute("html", "lang") == language
        assert page.attribute("body", "dir") == site.words("direction")
        for key in ON_EVERY_PAGE:
            assert site.words(key) in page.said, (name, key)
        assert {text for text in theirs(page, language) if text not in site.content} == set(), name


def test_pages_in_arabic_are_written_from_the_right(arabic: Built):
    assert arabic.words("direction") == "rtl"


def test_on_an_arabic_page_latin_letters_come_from_the_content_alone(arabic: Built):
    texts = [arabic.words.text(key) for key in arabic.words.keys()]  # noqa: SIM118
    known = PAPERS | set(LATIN.findall(f"{arabic.content} {' '.join(texts)}"))
    for name, page in arabic.pages.items():
        assert set(LATIN.findall(ADDRESSES.sub("", page.said))) - known == set(), name


@pytest.mark.parametrize("language", ["ar", "es"])
def test_the_theme_says_nothing_in_english(language: str):
    from jinja2 import Environment, PackageLoader

    loader = Environment(loader=PackageLoader("material", "templates"), autoescape=True)
    theme = import_module("material")
    folder = Path(str(theme.__file__)).parent / "templates/partials/languages"
    keys = re.findall(r'^  "([a-z.]+)":', (folder / "en.html").read_text("utf-8"), re.MULTILINE)
    shown = [key for key in keys if re.match("clipboard|search.(result|placeholder|reset)", key)]
    english, other = (
        loader.get_template(f"partials/languages/{name}.html").module for name in ("en", language)
    )
    assert shown
    for key in shown:
        assert str(other.t(key)) not in ("", str(english.t(key))), key  # type: ignore[attr-defined]


@pytest.mark.parametrize(("language", "direction"), [("ckb", "rtl"), ("zh-Hant", "ltr")])
def test_a_language_that_nobody_has_translated_builds_with_english_words(
    language: str, direction: str, tmp_path: Path
):
    site = starter(tmp_path / "playbook", language)
    for page in site.pages.values():
        assert page.attribute("html", "lang") == language
        assert page.attribute("body", "dir") == direction
        assert site.words("foot.contact") in page.said
    sheets = sorted((tmp_path / "playbook/site").rglob("*-a4.pdf"))
    assert sheets
    for sheet in sheets:
        with pikepdf.open(sheet) as pdf:
            assert str(pdf.Root.Lang).split("-")[0] == language.split("-")[0]
