"""The plugin `playbook-worksheets`: MkDocs' events in, calls to the playbook out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from playbook.forms import form_scripts
from playbook.render.templates import Templates

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class WorksheetsConfig(Config):
    """The settings of `playbook-worksheets` in mkdocs.yml: it has none."""


class WorksheetsPlugin(BasePlugin[WorksheetsConfig]):
    """Publish what the forms of worksheets need beside their pages."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the scripts of forms."""
        folder = Path(config.config_file_path).parent
        templates = Templates(config.theme["language"], own=folder / "templates")
        for name, content in form_scripts(templates).items():
            files.append(File.generated(config, name, content=content))
        return files
