"""The plugin `playbook-pages`: MkDocs' events in, calls to the playbook out."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files

from playbook.errors import PlaybookError
from playbook.publish import mark_site, whole_site
from playbook.publish.files import WHOLE, introduce_all, page_files
from playbook_pages.settings import apply_settings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from playbook.render import Site


_log = get_plugin_logger("playbook-pages")


class PagesConfig(Config):
    """The settings of `playbook-pages` in mkdocs.yml."""

    edition = Optional(Type(str))
    """The edition to build; left out, the first one of the manifest."""


class PagesPlugin(BasePlugin[PagesConfig]):
    """Publish a playbook: its pages come from memory, and none of its YAML is copied."""

    site: Site | None = None
    """What to publish, where the caller has assembled it already."""
    share = WHOLE
    """What of the site is made in this process."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Assemble the site, and let the manifest own title, language and brand."""
        if self.site is None:
            try:
                self.site = whole_site(Path(config.config_file_path).parent, config)
                self.site.draw()
            except PlaybookError as error:
                raise PluginError(str(error)) from error
            for warning in self.site.warnings:
                _log.warning("%s", warning)
        self._pages = {page.name: page for page in self.site.pages}
        return apply_settings(config, self.site)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Note what is in the site's folder and stays: MkDocs empties it but for dot-files."""
        self._kept = frozenset(path.name for path in Path(config.site_dir).glob(".*"))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Return the playbook's pages and files in the place of what lies in `content/`."""
        assert self.site is not None, "on_config comes first"
        pages = page_files(config, self._pages, self.share)
        if not self.share.is_first:
            return Files(pages)
        kept = (file for file in files if file.src_dir != config.docs_dir)
        made = (File.generated(config, name, content=of) for name, of in self.site.files.items())
        return Files([*kept, *pages, *made])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Say what is to be said of pages that are not drawn here."""
        if not self.share.is_whole:
            introduce_all(files, config)
        return nav

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Give the theme a title and a description that are HTML already: it prints them raw."""
        ours = self._pages[_name(page)]
        page.meta = {
            "title": html.escape(ours.title),
            "description": html.escape(ours.description),
        }
        page.update_date = ours.date.isoformat()
        return markdown

    def on_page_content(self, content: str, *, page: Page, **_: Any) -> str:
        """Return the article, so that the theme's search reads it too."""
        return self._pages[_name(page)].article

    def on_page_context(self, context: TemplateContext, *, page: Page, **_: Any) -> TemplateContext:
        """Hand the page to the theme's templates."""
        context["playbook_page"] = self._pages[_name(page)]  # type: ignore[typeddict-unknown-key]
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, **_: Any
    ) -> TemplateContext:
        """Hand the page "not found" to its template, which has no page of MkDocs' own."""
        if template_name == "404.html":
            context["playbook_page"] = self._pages["404"]  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(-100)  # after what other plugins write
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add what is copied as it is, and write down what the site is made of."""
        assert self.site is not None, "on_config comes first"
        self.share.wait()
        if self.share.is_first:
            mark_site(Path(config.site_dir), self.site, besides=self._kept)


def _name(page: Page) -> str:
    return page.url.strip("./")
