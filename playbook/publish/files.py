"""The pages of a playbook as files of MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, cast

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mkdocs.config.defaults import MkDocsConfig

    from playbook.helper import Turns

NOT_FOUND = "404"
"""The page that MkDocs makes of a template, not of a file."""


@dataclass(frozen=True)
class Share:
    """What one process makes of a site."""

    kept: frozenset[str] = frozenset()
    """The names of pages that lie in it already."""
    turns: Turns | None = None
    """Which of the others another process does not draw."""
    is_first: bool = True
    """Whether everything beside the pages is made here, too."""
    wait: Callable[[], None] = lambda: None
    """Called before what has been made is looked through."""

    @property
    def is_whole(self) -> bool:
        """Whether every page is drawn here."""
        return not self.kept and self.turns is None


WHOLE = Share()
"""All of it."""


class PageFile(File):
    """A page; MkDocs asks whether it has to be drawn."""

    number: int | None = None
    """Its place among those that are drawn."""
    share = WHOLE

    def is_modified(self) -> bool:
        """Tell whether the page is drawn in this process."""
        if self.number is None:
            return False
        return self.share.turns is None or self.share.turns.is_mine(self.number)


def source(name: str) -> str:
    """Return the file that MkDocs is told the page `name` came from."""
    if not name:
        return "index.md"
    return f"{name}.md" if "/" in name else f"{name}/index.md"


def page_files(config: MkDocsConfig, names: Iterable[str], share: Share = WHOLE) -> list[PageFile]:
    """Return the pages of these names as files, of which some are drawn: our `share`."""
    numbers = count()
    made = []
    for name in names:
        if name != NOT_FOUND:
            file = PageFile.generated(config, source(name), content="")
            assert isinstance(file, PageFile), "a class makes its own"
            file.share = share
            file.number = None if name in share.kept else next(numbers)
            made.append(file)
    return made


def add_missing(files: Files, made: Mapping[str, bytes], config: MkDocsConfig) -> Files:
    """Return `files` with what is `made`, by address: the two plugins for forms share some."""
    for name, content in made.items():
        if files.get_file_from_path(name) is None:
            files.append(File.generated(config, name, content=content))
    return files


def introduce(page: Page, config: MkDocsConfig) -> None:
    """Give a page its title and date, without drawing it."""
    page.read_source(config)
    config.plugins.on_page_markdown("", page=page, config=config, files=cast("Files", None))


def introduce_all(files: Files, config: MkDocsConfig) -> None:
    """Give all pages what the map of the site and the navigation say of them."""
    for file in files:
        if isinstance(file, PageFile):
            introduce(file.page or Page(None, file, config), config)
