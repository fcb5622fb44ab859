"""A page is taken over from the site that stands only where it would be drawn the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from playbook import keys
from playbook.cache import fingerprints
from playbook.cache.disk import keep
from playbook.pipeline import outline
from playbook.publish.alone import PRIVATE, depends_on
from playbook.publish.kept import KeptPages, file_of
from playbook.render import Site
from playbook.render.pages import Page
from playbook.shipped import shipped_folder
from tests.publish.edits import link, text, title
from tests.publish.folders import put
from tests.publish.identity import playbook

TIP = "tips/small-bed"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook with its site, its cache beside it, and copies of both."""
    home = tmp_path_factory.mktemp("kept")
    folder = playbook(home / "playbook")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("playbook.cache.disk.user_cache_path", lambda _: home / "cache")
        patch.setattr(fingerprints, "TICK", 0)
        site = outline(folder)
        for page in site.pages:
            page.draw()
        publish(folder, site, KeptPages(folder, folder / "site"))
    for name in ("playbook", "cache"):
        shutil.copytree(home / name, home / f"{name}.copy")
    return home


@pytest.fixture(autouse=True)
def built(pristine: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The playbook with its site, as both were."""
    monkeypatch.setattr("playbook.cache.disk.user_cache_path", lambda _: pristine / "cache")
    monkeypatch.setattr(fingerprints, "TICK", 0)
    for name in ("playbook", "cache"):
        shutil.rmtree(pristine / name)
        shutil.copytree(pristine / f"{name}.copy", pristine / name)
    return pristine / "playbook"


def publish(folder: Path, site: Site, before: KeptPages) -> frozenset[str]:
    """Put a new site in the place of the old one, and return the names of pages that were kept."""
    live, staging = folder / "site", folder / ".site.new"
    staging.mkdir()
    names = before.link(site, staging)
    for page in site.pages:
        if page.name != "404" and page.name not in names:
            put(staging, {file_of(page): content(page)})
    before.keep(site, staging)
    shutil.rmtree(live, ignore_errors=True)
    staging.rename(live)
    return names


def content(page: Page) -> str:
    """A page without the theme."""
    return "\n".join((page.title, page.description, page.header, page.article, page.footer))


def kept_of(folder: Path) -> frozenset[str]:
    """The pages that the next build would keep."""
    pages, staging = KeptPages(folder, folder / "site"), folder / ".site.new"
    shutil.rmtree(staging, ignore_errors=True)
    return pages.link(outline(folder), staging)


def drawn_of(folder: Path) -> frozenset[str]:
    """The pages that a build draws; after it all pages are those of a whole one."""
    site = outline(folder)
    drawn = names_of(site) - publish(folder, site, KeptPages(folder, folder / "site"))
    for page in outline(folder).pages:
        if page.name != "404":
            assert (folder / "site" / file_of(page)).read_text("utf-8") == content(page), page.name
    return drawn


def names_of(site: Site) -> frozenset[str]:
    return frozenset(page.name for page in site.pages) - {"404"}


def test_without_a_change_every_page_is_kept(built: Path):
    assert kept_of(built) == names_of(outline(built))


def test_what_shows_a_change_is_drawn_and_all_else_is_kept(built: Path):
    text(built, 1)
    drawn = drawn_of(built)
    assert {TIP, "tips", "steps/dig", "find"} <= drawn
    assert {"rules", "steps/ask", "my-work", "worksheets/plan"}.isdisjoint(drawn)
    link(built, 1)
    title(built, 1)
    drawn = drawn_of(built)
    assert {"", TIP, "tips", "find", "terms", "steps/ask"} <= drawn
    assert "my-work" not in drawn


def rewritten(path: Path) -> None:
    """A file gets other bytes of the same number, at the same time."""
    before = path.stat()
    path.write_bytes(path.read_bytes().swapcase())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def linked(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


@pytest.mark.parametrize("change", [rewritten, linked, Path.unlink])
def test_a_page_that_is_not_as_it_was_drawn_is_drawn_again(
    built: Path, change: Callable[[Path], None]
):
    change(built / f"site/{TIP}/index.html")
    assert names_of(outline(built)) - kept_of(built) == {TIP}


def more(path: Path, before: str, after: str) -> None:
    said = path.read_text(encoding="utf-8")
    path.write_text(said.replace(before, before + after, 1), encoding="utf-8")


WORLDS: dict[str, Callable[[Path], None]] = {
    "the settings": lambda folder: more(folder / "mkdocs.yml", "plugins", " "),
    "a template": lambda folder: put(folder, {"templates/parts/logo.html": "x"}),
    "words": lambda folder: put(folder, {"templates/words/en.yml": "skip: Go"}),
    "the manifest": lambda folder: more(folder / "content/playbook.yml", "tagline: ", "X"),
    "a step's title": lambda folder: more(folder / "content/steps/dig.yml", "title: ", "X"),
}


@pytest.mark.parametrize("change", WORLDS.values(), ids=WORLDS)
def test_what_every_page_may_read_has_all_drawn(built: Path, change: Callable[[Path], None]):
    change(built)
    assert kept_of(built) == frozenset()


@pytest.mark.parametrize("name", ["SOURCE_DATE_EPOCH", "program"])
def test_another_time_or_version_has_all_drawn(
    built: Path, name: str, monkeypatch: pytest.MonkeyPatch
):
    if name == "program":
        monkeypatch.setattr(keys, "program_by_content", lambda: "another")
    else:
        monkeypatch.setenv(name, "1")
    assert kept_of(built) == frozenset()


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b"[]", b"7", b"\xff", b'{"": 1}', b'{"": [1]}', b'{"": ["", "", 5]}', b"[" * 10**5],
)
def test_a_broken_record_counts_for_nothing(built: Path, broken: bytes):
    pages = KeptPages(built, built / "site")
    site = outline(built)
    keep(pages._recipe, broken)
    assert pages.link(site, built / ".site.new") == frozenset()


def test_nothing_is_kept_in_a_copy_nor_lies_in_the_playbook(built: Path, tmp_path: Path):
    copy = Path(shutil.copytree(built, tmp_path / "copy"))
    assert kept_of(copy) == frozenset()
    before = {path.name for path in built.iterdir()}
    drawn_of(built)
    assert {path.name for path in built.iterdir()} == before


def test_what_changes_while_pages_are_drawn_leaves_no_record(built: Path):
    pages, site = KeptPages(built, built / "site"), outline(built)
    put(built, {"templates/parts/logo.html": "x"})
    publish(built, site, pages)
    assert kept_of(built) == frozenset()


def test_a_template_younger_than_a_tick_leaves_no_record(
    built: Path, monkeypatch: pytest.MonkeyPatch
):
    put(built, {"templates/parts/logo.html": "x"})
    monkeypatch.setattr(fingerprints, "TICK", 3_600_000_000_000)
    publish(built, outline(built), KeptPages(built, built / "site"))
    assert kept_of(built) == frozenset()


def test_where_there_are_no_links_pages_are_copied(built: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "link", refuse)
    assert kept_of(built) == names_of(outline(built))
    assert (built / ".site.new/index.html").read_bytes() == (built / "site/index.html").read_bytes()


def test_on_a_full_disk_nothing_is_kept(built: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(shutil, "copyfile", refuse)
    assert kept_of(built) == frozenset()


def refuse(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    "template",
    [
        "{{ playbook.entries._values }}",
        "{{ playbook['_kinds'] }}",
        "{{ playbook | attr('_kinds') }}",
        "{{ playbook.reads }}",
    ],
)
def test_a_template_that_would_read_unnoticed_has_nothing_kept(built: Path, template: str):
    put(built, {"templates/pages/find.html": template})
    assert depends_on(built)
    pages = KeptPages(built, built / "site")
    assert pages.link(outline(built), built / ".site.new") == frozenset()


def test_no_template_of_ours_goes_past_what_notes():
    own = (path.read_text("utf-8") for path in shipped_folder("templates").rglob("*.html"))
    assert not any(PRIVATE.search(template) for template in own)


def test_a_page_notes_every_item_whose_title_it_prints(built: Path):
    site = outline(built)
    site.draw()
    missing = [
        (page.name, str(ref))
        for page in site.pages
        for ref, entry in site.playbook.entries.items()
        if f">{entry.item.title}<" in page.article and not page.reads & {ref, ref.kind, "*"}
    ]
    assert missing == []


def test_what_another_template_reads_is_noted_for_each_page_that_imports_it(built: Path):
    count = "{% set count = playbook.of_kind('roles') | length %}"
    named = '{% from "parts/own.html" import count %}{{ count }}'
    put(built, {"templates/parts/own.html": count, "templates/parts/logo.html": named})
    site = outline(built)
    headers = [(page.header, page.reads) for page in site.pages[:2]]
    assert all("roles" in reads for _, reads in headers)


def test_a_text_that_was_rendered_before_notes_its_links_again(built: Path):
    site = outline(built)
    for _ in range(2):
        names: set[str] = set()
        with site.playbook.reads.into(names):
            site.markup.plain("See [[tips/small-bed]].")
        assert names == {TIP}
