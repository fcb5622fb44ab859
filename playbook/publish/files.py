"""The pages of a playbook as files of MkDocs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from playbook.publish.settings import source

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from mkdocs.config.defaults import MkDocsConfig

NOT_FOUND = "404"
"""The page that MkDocs makes of a template, not of a file."""


class PageFile(File):
    """A page; MkDocs asks whether it has to be drawn."""

    is_kept = False

    def is_modified(self) -> bool:
        """Tell whether the page has to be drawn."""
        return not self.is_kept


def page_files(
    config: MkDocsConfig, names: Iterable[str], kept: Collection[str] = ()
) -> list[PageFile]:
    """Return the pages of these names; those that are `kept` are not drawn."""
    made = []
    for name in names:
        if name != NOT_FOUND:
            file = PageFile.generated(config, source(name), content="")
            assert isinstance(file, PageFile), "a class makes its own"
            file.is_kept = name in kept
            made.append(file)
    return made


def introduce(page: Page, config: MkDocsConfig) -> None:
    """Give a page its title and date, without drawing it."""
    page.read_source(config)
    config.plugins.on_page_markdown("", page=page, config=config, files=cast("Files", None))


def introduce_kept(files: Files, config: MkDocsConfig) -> None:
    """Give the pages that are kept what the map of the site and the navigation say of them."""
    for file in files:
        if isinstance(file, PageFile) and file.is_kept:
            introduce(file.page or Page(None, file, config), config)
