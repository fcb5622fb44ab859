"""The plugin `playbook-checklists`: MkDocs' events in, calls to the playbook out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.base import Config
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files

from playbook.forms import CHECKLIST, CORE, form_scripts, known_script

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class ChecklistsConfig(Config):
    """The settings of `playbook-checklists` in mkdocs.yml: it has none."""


class ChecklistsPlugin(BasePlugin[ChecklistsConfig]):
    """Publish what ticking needs: of checklists, steps and paths, and of "My work"."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the scripts; `playbook-pages` stands before us and holds the playbook."""
        pages: Any = config.plugins["playbook-pages"]
        site, folder = pages.site, Path(config.config_file_path).parent
        made = form_scripts(site.templates, CORE | CHECKLIST)
        made |= known_script(site.playbook, folder=folder)
        for name, content in made.items():
            if files.get_file_from_path(name) is None:  # the worksheets' plugin shares some
                files.append(File.generated(config, name, content=content))
        return files
