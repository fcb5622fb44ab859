"""Draw one page of a site, or make one of its files, when a browser asks for it.

A page goes the way that `mkdocs build` goes with all of them: through the same events, the same
navigation and the same templates of the theme. So its bytes are those of a whole build.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.structure.files import Files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from playbook.forms import every_script, with_scripts
from playbook.pdf_files import pdf_files
from playbook.publish.alone import depends_on
from playbook.publish.files import NOT_FOUND, PageFile, introduce, page_files, source
from playbook.publish.settings import (
    heard,
    pages_plugin,
    read_settings,
    refuse_missing,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig

    from playbook.render import Site

_SITEMAP = "sitemap.xml"


class Theme:
    """The settings of a playbook and the theme's environment, as long as neither changes."""

    def __init__(self, folder: Path, site_dir: Path) -> None:
        """Read the settings in `folder`; pages are written to `site_dir`.

        Raises what `read_settings` raises.
        """
        self.config, self.warnings = read_settings(folder)
        self.config.site_dir = str(site_dir)
        self._extra = [*self.config.extra_css], [*self.config.extra_javascript]
        self.edition = pages_plugin(self.config).config.edition
        self.reason = depends_on(folder)

    def set_up(self, site: Site) -> MkDocsConfig:
        """Return the settings as `site` has them."""
        config = self.config
        config.extra_css, config.extra_javascript = map(list, self._extra)
        pages_plugin(config).site = site
        return config.plugins.on_config(config)

    @cached_property
    def environment(self) -> Environment:
        """The theme's templates: asked for only after `set_up`, which tells where they are."""
        return self.config.theme.get_env()


class Demand:
    """One state of a playbook: its pages and files, made one by one."""

    def __init__(self, site: Site, theme: Theme, folder: Path) -> None:
        """Take the outline of a site.

        Raises ContentError where the settings lack a plugin that it needs.
        """
        self._site, self._theme, self._folder = site, theme, folder
        self._config = theme.set_up(site)
        refuse_missing(folder, self._config.plugins, {ref.kind for ref in site.playbook.items})
        self._pages = {page.name: page for page in site.pages}
        self._root = Path(self._config.site_dir)

    def make(self, name: str) -> bytes | None:
        """Return the file `name` of the site, or None where it has no such file.

        Raises TemplateError or MkDocsException where a page cannot be drawn, ContentError for
        sheets that cannot be made into PDFs.
        """
        page = _page_at(name)
        with heard():  # what fails is raised, too
            if page is not None and page in self._pages and page != NOT_FOUND:
                self._draw(page)
            elif name.removesuffix(".gz") in self._config.theme.static_templates:
                self._draw_template(name)
            else:
                return self._content(name)
        path = self._root / name
        return path.read_bytes() if path.is_file() else None

    def _draw(self, name: str) -> None:
        files, navigation = self._menu
        file = files.get_file_from_path(source(name)) or self._files([name])[0]
        page = file.page or Page(None, file, self._config)
        _populate_page(page, self._config, files)
        _build_page(page, self._config, [], navigation, self._theme.environment)

    def _draw_template(self, name: str) -> None:
        """Draw a page that the theme has of its own; its map of the site names all of ours."""
        files, navigation = self._menu
        if name.startswith(_SITEMAP):
            files = Files(self._files(self._pages))
            for file in files:
                introduce(Page(None, file, self._config), self._config)
        environment = self._theme.environment
        _build_theme_template(
            name.removesuffix(".gz"), environment, files, self._config, navigation
        )

    @cached_property
    def _menu(self) -> tuple[Files, Navigation]:
        """The pages that the navigation names, which the theme may show on every page."""
        named = frozenset(_leaves(self._config.nav))
        files = Files(self._files(name for name in self._pages if source(name) in named))
        navigation = get_navigation(files, self._config)
        for page in navigation.pages:
            introduce(page, self._config)
        return files, navigation

    def _files(self, names: Iterable[str]) -> list[PageFile]:
        made = page_files(self._config, names)
        set_exclusions(made, self._config)
        return made

    def _content(self, name: str) -> bytes | None:
        site = self._site
        if name in site.static:
            return site.static[name].read_bytes()
        if name in site.files:
            return site.files[name]
        found = (self._sheets if name.endswith((".pdf", ".pdf.js")) else self._scripts).get(name)
        return _of_theme(name, self._config) if found is None else found

    @cached_property
    def _scripts(self) -> dict[str, bytes]:
        return every_script(self._site, folder=self._folder)

    @cached_property
    def _sheets(self) -> dict[str, bytes]:
        return with_scripts(self._site, pdf_files(self._site.playbook, folder=self._folder))


def _page_at(name: str) -> str | None:
    """Return the page whose file is `name`, if it can be one."""
    page, index, rest = name.rpartition("index.html")
    return page.rstrip("/") if index and not rest and (not page or page.endswith("/")) else None


def _leaves(navigation: Any) -> Iterator[str]:
    if isinstance(navigation, str):
        yield navigation
    else:
        inner = navigation.values() if isinstance(navigation, dict) else navigation
        for entry in inner or ():
            yield from _leaves(entry)


class _Only:
    """Lists one file of the theme alone: all of them are ten thousand, most of them icons."""

    def __init__(self, name: str) -> None:
        self._name = name

    def list_templates(self, *, filter_func: Callable[[str], bool]) -> list[str]:
        """Return the file, if it is one that is published."""
        return [name for name in (self._name,) if filter_func(name)]


def _of_theme(name: str, config: MkDocsConfig) -> bytes | None:
    files = Files([])
    files.add_files_from_theme(cast("Environment", _Only(name)), config)
    return next((file.content_bytes for file in files), None)
