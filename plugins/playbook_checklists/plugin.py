"""The plugin `playbook-checklists`: MkDocs' events in, calls to the playbook out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin

from playbook.publish.files import add_missing
from playbook.publish.settings import pages_plugin

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


class ChecklistsConfig(Config):
    """The settings of `playbook-checklists` in mkdocs.yml: it has none."""


class ChecklistsPlugin(BasePlugin[ChecklistsConfig]):
    """Publish what ticking needs: of checklists, steps and paths, and of "My work"."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the files; `playbook-pages` holds the playbook."""
        site = pages_plugin(config).site
        assert site is not None, "on_config comes first"
        return add_missing(files, site.checklists, config)
