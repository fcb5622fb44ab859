"""The plugin `playbook-worksheets`: MkDocs' events in, calls to the playbook out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from playbook.errors import PlaybookError
from playbook.forms import CORE, WORKSHEET, form_scripts, sheet_scripts
from playbook.sheets import sheet_files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class WorksheetsConfig(Config):
    """The settings of `playbook-worksheets` in mkdocs.yml: it has none."""


class WorksheetsPlugin(BasePlugin[WorksheetsConfig]):
    """Publish what worksheets need beside their pages: the scripts of the forms, and the PDFs."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the files; `playbook-pages` stands before us and holds the playbook."""
        folder = Path(config.config_file_path).parent
        pages: Any = config.plugins["playbook-pages"]
        try:
            made = sheet_files(pages.site.playbook, folder=folder)
        except PlaybookError as error:
            raise PluginError(str(error)) from error
        self._add(files, made | sheet_scripts(made), config)
        self._add(files, form_scripts(pages.site.templates, CORE | WORKSHEET), config)
        return files

    @staticmethod
    def _add(files: Files, made: dict[str, bytes], config: MkDocsConfig) -> None:
        for name, content in made.items():
            if files.get_file_from_path(name) is None:  # the checklists' plugin shares some
                files.append(File.generated(config, name, content=content))
