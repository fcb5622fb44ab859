"""Does all that a site is made of lie in its playbook's folder, in files that we know of?

If so, a page can be drawn without the others, and what has not changed need not be done again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from playbook.keys import TEMPLATES
from playbook.publish.settings import OURS, SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

THEME = f"{TEMPLATES}/theme"
"""A publisher's own templates of the theme."""
_TAG = re.compile(r"(?m)^(?:[^#'\"\n]*[\s\[{,:-])?![\w!<]")
"""A tag in YAML, for example !ENV: what it stands for comes from elsewhere."""
_ELSEWHERE = ("INHERIT", "hooks", "exclude_docs", "draft_docs", "extra_templates")
_MORE = re.compile(r"\b(?:nav|pages|navigation|build_date\w*|plugins)\b")
"""What a template of the theme calls other pages by, and the time of the build."""
PRIVATE = re.compile(r"(?:[.]|[\[(]\s*[\"'])_(?!_setitem__\()|\breads\b")
"""How a template would get at a playbook without its being noted."""


def depends_on(folder: Path) -> str:
    """Return what else the pages of the playbook in `folder` may depend on, or nothing."""
    text = (folder / SETTINGS).read_text(encoding="utf-8", errors="replace")
    if _TAG.search(text):
        return "a tag like !ENV in mkdocs.yml"
    try:
        data = yaml.load(text, Loader=yaml.CSafeLoader)
    except (ValueError, yaml.YAMLError):
        return SETTINGS
    if not isinstance(data, dict):
        return SETTINGS
    elsewhere = [name for name in _ELSEWHERE if data.get(name)]
    others = [name for name in _names(data.get("plugins")) if name not in OURS]
    if elsewhere or others:
        return f"`{elsewhere[0]}` in mkdocs.yml" if elsewhere else f"the plugin {others[0]}"
    theme = data.get("theme")
    if theme != "material" and not (isinstance(theme, dict) and _is_plain(theme)):
        return "the theme in mkdocs.yml"
    if _any_says(folder / THEME, _MORE):
        return f"{THEME}/, which speaks of other pages"
    if _any_says(folder / TEMPLATES, PRIVATE):
        return f"{TEMPLATES}/, which asks for what is private"
    return ""


def _any_says(folder: Path, what: re.Pattern[str]) -> bool:
    """Tell whether a template in `folder` says `what`."""
    files = (path for path in folder.rglob("*.html") if path.is_file())  # no lock of an editor
    return any(what.search(path.read_text("utf-8", "replace")) for path in files)


def _is_plain(theme: dict[str, Any]) -> bool:
    others = theme.get("custom_dir") or theme.get("static_templates")
    return theme.get("name") == "material" and not others


def _names(plugins: Any) -> list[str]:
    """Return the names of plugins, which are a list, or a group with their settings."""
    if isinstance(plugins, dict):
        return [str(name) for name in plugins]
    if not isinstance(plugins, list):
        return ["search"]  # MkDocs' own choice where nothing is said
    return [str(next(iter(one), "")) if isinstance(one, dict) else str(one) for one in plugins]
