"""Settings so plain that MkDocs need not be asked about them: it takes longer than all the rest.

Whatever is not among the few things below leaves the answer to MkDocs.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from playbook.pipeline import CONTENT
from playbook.source import read

_ALWAYS = {"docs_dir": CONTENT, "theme": {"name": "material"}}
_KEYS = frozenset((*_ALWAYS, "site_name", "site_url", "plugins"))
_ADDRESS = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*/(?:[a-z0-9_-]+/)*")


class PlainSettings(NamedTuple):
    """What a check needs of settings: the plugins, and the edition that they name."""

    plugins: tuple[str, ...]
    edition: str | None = None


def plain_settings(raw: bytes, pages: str, others: frozenset[str]) -> PlainSettings | None:
    """Return what the text of `mkdocs.yml` says, or None where MkDocs has to be asked.

    `pages` is the plugin that has a setting, `others` are those of ours that have none.
    """
    document, problems = read(raw, file="", ref="")
    if problems:  # libyaml would even crash at what is nested too deeply
        return None
    try:
        data = yaml.load(document.text, Loader=yaml.CSafeLoader)
    except (ValueError, yaml.YAMLError):
        return None
    if not isinstance(data, dict) or not data.keys() <= _KEYS:
        return None
    if any(data.get(key) != value for key, value in _ALWAYS.items()):
        return None
    name, address = data.get("site_name"), data.get("site_url", "https://localhost/")
    if not isinstance(name, str) or not isinstance(address, str) or not name:
        return None
    return _plugins(data.get("plugins"), pages, others) if _ADDRESS.fullmatch(address) else None


def _plugins(listed: Any, pages: str, others: frozenset[str]) -> PlainSettings | None:
    if not isinstance(listed, list):
        return None
    names: list[str] = []
    edition = None
    for entry in listed:
        if isinstance(entry, str):
            names.append(entry)
            continue
        named = entry.get(pages) if isinstance(entry, dict) and len(entry) == 1 else None
        if not isinstance(named, dict) or named.keys() != {"edition"}:
            return None
        edition = named["edition"]
        if not isinstance(edition, str):
            return None
        names.append(pages)
    known = pages in names and len(set(names)) == len(names) and {*names} <= {pages, *others}
    return PlainSettings(tuple(names), edition) if known else None
