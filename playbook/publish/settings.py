"""`mkdocs.yml`, the publisher's settings: read by MkDocs, and judged like content."""

from __future__ import annotations

import logging
import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, cast

from playbook import pipeline
from playbook.edition import edition_of
from playbook.errors import ContentError, PlaybookError, Problem
from playbook.model import Checklist, Path, Step, Worksheet
from playbook.publish.plain import PlainSettings, plain_settings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path as Folder

    from mkdocs.config.defaults import MkDocsConfig

    from playbook.publish.files import Share
    from playbook.render import Site
    from playbook.validate import Playbook

SETTINGS = "mkdocs.yml"
PLUGIN = "playbook-pages"
NEEDED_BY = {
    "playbook-worksheets": (Worksheet.kind, Checklist.kind, Path.kind),
    "playbook-checklists": (Checklist.kind, Step.kind, Path.kind),
}
"""Which kinds have pages that link to what a plugin publishes."""
OURS = frozenset((PLUGIN, *NEEDED_BY))
"""All plugins of ours."""


class _PagesConfig(Protocol):
    edition: str | None


class PagesPlugin(Protocol):
    """What a build needs of `playbook-pages`, which imports us and not the other way round."""

    config: _PagesConfig
    site: Site | None
    share: Share


def pages_plugin(config: MkDocsConfig) -> PagesPlugin:
    """Return the plugin that publishes the pages."""
    return cast("PagesPlugin", config.plugins[PLUGIN])


def check(folder: Folder) -> Playbook:
    """Do what `pipeline.check` does and judge `mkdocs.yml`, too: what passes can be built.

    Raises ContentError with the problems of both, PlaybookError where one of them is not there.
    """
    try:
        playbook = pipeline.check(folder)
    except ContentError as error:
        try:
            _judge(folder)
        except ContentError as more:
            raise ContentError([*error.problems, *more.problems]) from None
        raise
    settings, warnings = _judge(folder)
    refuse_missing(folder, settings.plugins, {ref.kind for ref in playbook.items})
    edition = settings.edition
    try:
        edition_of(playbook.manifest, edition)
    except PlaybookError as error:
        message, _, hint = str(error).partition(". ")
        place = rf"\bedition:.*{re.escape(str(edition))}"
        raise ContentError([_problem(folder, message, hint, place)]) from None
    return replace(playbook, warnings=(*playbook.warnings, *warnings))


def _judge(folder: Folder) -> tuple[PlainSettings, list[Problem]]:
    """Return what a check needs of the settings in `folder`; MkDocs is asked where it must be.

    Raises what `read_settings` raises.
    """
    path = folder / SETTINGS
    if path.is_file() and os.access(path, os.R_OK):
        found = plain_settings(path.read_bytes(), PLUGIN, frozenset(NEEDED_BY))
        if found is not None:
            return found, []
    config, warnings = read_settings(folder)
    return PlainSettings(tuple(config.plugins), pages_plugin(config).config.edition), warnings


def read_settings(folder: Folder) -> tuple[MkDocsConfig, list[Problem]]:
    """Return the settings of the playbook in `folder`, and what MkDocs warns of in them.

    Raises ContentError where MkDocs cannot take them, or the plugin of the pages is not among them;
    PlaybookError where there are none.
    """
    from mkdocs.config import load_config  # a check can mostly do without it
    from mkdocs.exceptions import Abort, MkDocsException

    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's banner about its own future
    path = folder / SETTINGS
    if not path.is_file():
        raise PlaybookError(f"{path} does not exist. Make a playbook with `playbook new DIR`.")
    try:
        with heard() as said:
            config = load_config(str(path))
    except (Abort, MkDocsException) as error:
        told = [line for line in said if line.startswith("Config value")] or [str(error)]
        hint = "Fix it; MkDocs' manual says what is allowed here."
        raise ContentError(_problem(folder, line, hint) for line in told) from error
    if PLUGIN not in config.plugins:
        raise ContentError([_missing(folder, PLUGIN)])
    hint = "Fix it, or remove it."
    return config, [_problem(folder, line, hint).as_warning() for line in said]


def whole_site(folder: Folder, config: MkDocsConfig, edition: str | None = None) -> Site:
    """Return everything that is published of the playbook in `folder`, which has these settings.

    The `edition` goes before the one that they name. Raises what `complete` and `refuse_missing`
    raise.
    """
    edition = edition or pages_plugin(config).config.edition
    site = pipeline.complete(folder, edition=edition, site_url=config.site_url)
    refuse_missing(folder, config.plugins, {ref.kind for ref in site.playbook.items})
    return site


def refuse_missing(folder: Folder, plugins: Collection[str], kinds: Iterable[str]) -> None:
    """Raise ContentError where the settings lack a plugin that items of `kinds` need."""
    there = set(kinds)
    lacking = [
        name
        for name, needing in NEEDED_BY.items()
        if name not in plugins and not there.isdisjoint(needing)
    ]
    if lacking:
        raise ContentError(_missing(folder, name) for name in lacking)


def _missing(folder: Folder, plugin: str) -> Problem:
    kinds = ", ".join(NEEDED_BY.get(plugin, ()))
    why = f", which the pages of {kinds} need" if kinds else ""
    hint = "Add it under `plugins`."
    return _problem(folder, f"does not name the plugin {plugin}{why}", hint, r"^plugins\b")


def _problem(folder: Folder, message: str, hint: str, place: str = "") -> Problem:
    """Return a problem of the settings, at the place that MkDocs names, or that `place` finds."""
    text = (folder / SETTINGS).read_text(encoding="utf-8", errors="replace")
    message = " ".join(message.split()).rstrip(".")
    if marked := re.search(r"line (\d+), column (\d+)", message):
        return _at(int(marked[1]), int(marked[2]), message, hint)
    if named := re.match(r"Config value '([^'\"]+)'", message):
        place = rf"^{re.escape(named[1])}\b"
    at = re.search(place, text, re.MULTILINE)
    return _at(text.count("\n", 0, at.start()) + 1 if at else 1, 1, message, hint)


def _at(line: int, column: int, message: str, hint: str) -> Problem:
    return Problem(SETTINGS, line, column, SETTINGS, "", message, hint)


class heard(logging.Handler):  # noqa: N801  # used as a context manager, like contextlib's
    """Collect what MkDocs warns of, in place of its printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: list[str] = []
        self._logger = logging.getLogger("mkdocs")

    def emit(self, record: logging.LogRecord) -> None:
        """Take one warning."""
        self._said.append(record.getMessage())

    def __enter__(self) -> list[str]:
        self._propagate, self._logger.propagate = self._logger.propagate, False
        self._logger.addHandler(self)
        return self._said

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self)
        self._logger.propagate = self._propagate
