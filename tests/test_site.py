"""The built site: links, hosts, data, and nothing that was not meant for readers."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from playbook.model import KINDS

LOADED = {"src", "srcset", "data", "poster"}
PAGE = "https://site.example/"


class Anatomy(HTMLParser):
    """What a page links to, what it loads, and which anchors it has."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.headings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "link" and given.get("rel") not in ("canonical", "prev", "next"):
            self.loads.append(given["href"])
        self.loads += [value for name, value in given.items() if name in LOADED]
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.headings.append(tag)


@pytest.fixture(scope="module")
def pages(built: Path) -> dict[str, Anatomy]:
    found = {}
    for path in sorted(built.rglob("*.html")):
        anatomy = Anatomy()
        anatomy.feed(path.read_text(encoding="utf-8"))
        found[path.relative_to(built).as_posix()] = anatomy
    return found


def target(page: str, link: str) -> tuple[str, str]:
    """The file a link of a page leads to, and the anchor in it."""
    base = PAGE if page == "404.html" else PAGE + page.removesuffix("index.html")
    address, anchor = urldefrag(urljoin(base, link))
    path = unquote(address.removeprefix(PAGE).partition("?")[0])
    return (f"{path}index.html" if path.endswith("/") or not path else path), anchor


def test_no_link_and_no_anchor_is_broken(built: Path, pages: dict[str, Anatomy]):
    broken = []
    for page, anatomy in pages.items():
        for link in anatomy.links:
            if re.match(r"(?:https?|mailto|tel):", link):
                continue
            file, anchor = target(page, link)
            if not (built / file).is_file():
                broken.append(f"{page}: {link} leads to no file")
            elif anchor and file in pages and anchor not in pages[file].ids:
                broken.append(f"{page}: {link} leads to no anchor")
    assert broken == []


def test_nothing_is_loaded_from_another_host(built: Path, pages: dict[str, Anatomy]):
    foreign = []
    for page, anatomy in pages.items():
        for load in anatomy.loads:
            if re.match(r"(?:[a-z]+:)?//", load):
                foreign.append(f"{page}: {load}")
            elif not load.startswith("data:"):
                assert (built / target(page, load)[0]).is_file(), f"{page}: {load}"
    for sheet in built.rglob("*.css"):
        for url in re.findall(r"url\(([^)]+)\)", sheet.read_text(encoding="utf-8")):
            if re.match(r"[\"']?(?:https?:)?//", url):
                foreign.append(f"{sheet.name}: {url}")
    assert foreign == []


def test_no_page_uses_an_id_twice(pages: dict[str, Anatomy]):
    twice = {
        page: sorted({one for one in anatomy.ids if anatomy.ids.count(one) > 1})
        for page, anatomy in pages.items()
    }
    assert {page: ids for page, ids in twice.items() if ids} == {}


def test_every_page_has_one_first_heading_and_no_gap_below(pages: dict[str, Anatomy]):
    for page, anatomy in pages.items():
        levels = [int(heading[1]) for heading in anatomy.headings]
        assert levels.count(1) == 1, page
        steps = pairwise(levels)
        assert all(after - before <= 1 for before, after in steps), (page, levels)


def test_every_item_has_its_page_or_its_anchor(built: Path, pages: dict[str, Anatomy]):
    data = json.loads((built / "playbook.json").read_text(encoding="utf-8"))
    for item in data["items"]:
        path, _, anchor = item["url"].strip("/").partition("/#")
        page = f"{path}/index.html"
        assert page in pages, item["ref"]
        assert not anchor or anchor in pages[page].ids, item["ref"]


def test_links_in_the_data_go_both_ways(built: Path):
    data = json.loads((built / "playbook.json").read_text(encoding="utf-8"))
    items = {item["ref"]: item for item in data["items"]}
    for ref, item in items.items():
        assert all(ref in items[to]["backlinks"] for to in item["links"])
        assert all(ref in items[origin]["links"] for origin in item["backlinks"])


def test_the_data_names_every_kind_in_its_own_order(built: Path):
    data = json.loads((built / "playbook.json").read_text(encoding="utf-8"))
    assert data["format"] == "playbook/1"
    assert list(dict.fromkeys(item["kind"] for item in data["items"])) == list(KINDS)


def test_no_source_of_the_content_is_published(built: Path):
    names = [path.name for path in built.rglob("*")]
    assert not [name for name in names if name.endswith((".yml", ".yaml", ".md", ".j2"))]


def test_the_site_says_no_word_in_braces_and_no_link_in_brackets(built: Path):
    for path in built.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "{word:" not in text, path
        assert "[[" not in text, path


def test_llms_txt_lists_every_item_once(built: Path):
    text = (built / "llms.txt").read_text(encoding="utf-8")
    data = json.loads((built / "playbook.json").read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line.startswith("- [")]
    assert len(lines) == len(data["items"])


def test_a_page_does_not_grow_with_the_number_of_items(pages: dict[str, Anatomy]):
    about = len(pages["tips/no-vague-yes/index.html"].links)
    assert about < 90, "navigation lists kinds and steps, never every item"
