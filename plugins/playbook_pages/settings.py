"""What the manifest decides about MkDocs' settings and the theme's."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pathspec.gitignore import GitIgnoreSpec

from playbook.language import Language
from playbook.publish.files import NOT_FOUND, source
from playbook.publish.settings import OURS
from playbook.publish.theme import QuickTheme
from playbook.render.assets import HOME
from playbook.shipped import shipped_folder

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from playbook.render import Site


def apply_settings(config: MkDocsConfig, site: Site) -> MkDocsConfig:
    """Return `config` with the title, language, look and navigation of `site`.

    The theme prints the site's name raw, so it is escaped here.
    """
    manifest = site.playbook.manifest
    config.site_name = html.escape(manifest.title)
    config.site_description = html.escape(manifest.tagline)
    config.use_directory_urls = True
    config.nav = _navigation(site)
    # Items stand outside the navigation on purpose: pages must not grow with the playbook.
    config.not_in_nav = GitIgnoreSpec.from_lines(["*"])
    theme = config.theme
    theme.__class__ = QuickTheme  # its settings are read before any plugin is asked
    # Our pages and plugins need nothing of the theme's style and script; what a publisher adds may.
    extras = (config.extra_css, config.extra_javascript, theme.get("features"))
    theme["whole"] = any(extras) or not OURS.issuperset(config.plugins)
    theme["language"] = manifest.language
    theme["direction"] = site.words("direction")
    theme["translation"] = _translation(manifest.language, theme.dirs)
    theme["font"] = False
    theme["favicon"] = f"{HOME}/icon.svg"
    theme["palette"] = {"scheme": "default", "primary": "custom", "accent": "custom"}
    own = Path(config.config_file_path).parent / "templates" / "theme"
    for folder in (shipped_folder("templates") / "theme", own):
        if folder.is_dir() and str(folder) not in theme.dirs:
            theme.dirs.insert(0, str(folder))
    return config


def _translation(language: str, folders: list[str]) -> str:
    """Return the language nearest to ours that the theme has words in."""
    homes = [Path(folder) / "partials/languages" for folder in folders]
    known = {path.stem for home in homes for path in home.glob("*.html")}
    return next((tag for tag in Language(language).nearest if tag in known), "en")


def _navigation(site: Site) -> list[dict[str, Any]]:
    """Return kinds and steps."""
    named = [page for page in site.pages if "/" not in page.name or page.name.startswith("steps/")]
    links = {page.name: {html.escape(page.title): source(page.name)} for page in named}
    steps = [link for name, link in links.items() if name.startswith("steps/")]
    navigation: list[dict[str, Any]] = [links[""]]
    for name, link in links.items():
        if name and "/" not in name and name != NOT_FOUND:
            ((title, page),) = link.items()
            navigation.append({title: [page, *(steps if name == "steps" else ())]})
    return navigation
