"""The plugin `playbook-worksheets`: MkDocs' events in, calls to the playbook out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class WorksheetsConfig(Config):
    """The settings of `playbook-worksheets` in mkdocs.yml: it has none."""


class WorksheetsPlugin(BasePlugin[WorksheetsConfig]):
    """Publish what worksheets need beside their pages: the scripts of the forms, and the PDFs."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the files; `playbook-pages` holds the playbook."""
        pages: Any = config.plugins["playbook-pages"]
        for name, content in pages.site.worksheets.items():
            if files.get_file_from_path(name) is None:  # the two plugins for forms share some
                files.append(File.generated(config, name, content=content))
        return files
