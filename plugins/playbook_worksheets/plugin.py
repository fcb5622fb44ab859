"""The plugin `playbook-worksheets`: MkDocs' events in, calls to the playbook out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from playbook.errors import PlaybookError
from playbook.forms import form_scripts, sheet_scripts
from playbook.render.templates import Templates
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
            made = {
                name: content for name, content in pages.site.files.items() if name.endswith(".pdf")
            }
            if not made:
                made = sheet_files(pages.site.playbook, folder=folder)
                self._add(files, made, config)
        except PlaybookError as error:
            raise PluginError(str(error)) from error
        self._add(files, sheet_scripts(made), config)
        templates = Templates(pages.site.words.language, own=folder / "templates")
        self._add(files, form_scripts(templates), config)
        return files

    @staticmethod
    def _add(files: Files, made: dict[str, bytes], config: MkDocsConfig) -> None:
        for name, content in made.items():
            files.append(File.generated(config, name, content=content))
