"""Build a site beside the old one, and put it in its place when it is whole."""

from __future__ import annotations

import logging
import os
import shutil
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from filelock import FileLock, Timeout
from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from playbook.errors import ContentError, PlaybookError
from playbook.pipeline import CONTENT, assemble
from playbook.publish.swap import put_in_place

if TYPE_CHECKING:
    from pathlib import Path

    from mkdocs.config.defaults import MkDocsConfig

    from playbook.render import Site

MARKER = "playbook.json"
"""A folder that holds something else than a site of ours is never replaced."""
PLUGIN = "playbook-pages"
WAIT_SECONDS = 600


@dataclass(frozen=True)
class Built:
    """What a build made, and what the content, MkDocs or the theme warned of."""

    site_dir: Path
    pages: int
    warnings: tuple[str, ...]


def build(
    folder: Path,
    *,
    edition: str | None = None,
    site_dir: Path | None = None,
    strict: bool = False,
) -> Built:
    """Build the playbook in `folder`; `strict` refuses a site that came with warnings.

    Until the last moment the site of before stays as it is, and it stays if anything fails.
    Raises ContentError for problems of the content, PlaybookError for everything else that keeps
    it from being built.
    """
    config, warnings = _settings(folder)
    target = (site_dir or folder / config.site_dir).resolve()
    _refuse_foreign(target, folder)
    staging = target.with_name(f".{target.name}.new")
    try:
        with FileLock(target.with_name(f".{target.name}.lock"), timeout=WAIT_SECONDS):
            shutil.rmtree(staging, ignore_errors=True)  # of a build that was killed
            try:
                pages, more = _build_into(staging, config, folder, edition, strict=strict)
                warnings += more
                if strict and warnings:
                    raise PlaybookError("\n".join([*warnings, "Strict: nothing was published."]))
                put_in_place(staging, target)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except Timeout:
        raise PlaybookError(f"Another build of {target} is still running.") from None
    except TemplateError as error:
        raise PlaybookError(f"A template fails at {_place(error)}: {error}.") from error
    except OSError as error:
        reason = f"{error.strerror or error} ({error.filename or target})"
        raise PlaybookError(f"The site could not be written: {reason}") from error
    return Built(target, pages, tuple(warnings))


class _PagesConfig(Protocol):
    edition: str | None


class _PagesPlugin(Protocol):
    """What a build needs of `playbook-pages`, which imports us and not the other way round."""

    config: _PagesConfig
    site: Site | None


def _settings(folder: Path) -> tuple[MkDocsConfig, list[str]]:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's banner about its own future
    path = folder / "mkdocs.yml"
    if not path.is_file():
        raise PlaybookError(f"{path} does not exist. Make a playbook with `playbook new DIR`.")
    try:
        with _heard() as said:
            config = load_config(str(path))
    except (Abort, MkDocsException) as error:
        raise PlaybookError("\n".join([*said, str(error)])) from error
    if PLUGIN not in config.plugins:
        raise PlaybookError(f"{path} does not name the plugin {PLUGIN} under `plugins`. Add it.")
    return config, said


def _build_into(
    staging: Path, config: MkDocsConfig, folder: Path, edition: str | None, *, strict: bool
) -> tuple[int, list[str]]:
    plugin = cast("_PagesPlugin", config.plugins[PLUGIN])
    site = assemble(folder, edition=edition or plugin.config.edition)
    if strict and site.warnings:
        raise ContentError(site.warnings)
    plugin.site = site
    config.site_dir = str(staging)
    try:
        with _heard() as said:
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise PlaybookError("\n".join([*said, "MkDocs could not build the site."])) from error
    return len(site.pages), [*map(str, site.warnings), *said]


def _place(error: TemplateError) -> str:
    """Return file and line of the template in which `error` arose."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    templates = [frame for frame in frames if not frame.filename.endswith(".py")]
    return f"{templates[-1].filename}:{templates[-1].lineno}"


def _refuse_foreign(target: Path, folder: Path) -> None:
    home = folder.resolve()
    if home.is_relative_to(target) or target.is_relative_to(home / CONTENT):
        raise PlaybookError(f"{target} cannot be the site: the playbook itself lies there.")
    if target.is_dir() and any(target.iterdir()) and not (target / MARKER).is_file():
        raise PlaybookError(
            f"{target} holds something that is not a site of a playbook (it has no {MARKER}). "
            "Empty it, or choose another folder with --site-dir."
        )


class _heard(logging.Handler):  # noqa: N801  # used as a context manager, like contextlib's
    """Collect what MkDocs warns of, in place of its printing it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._said: list[str] = []
        self._logger = logging.getLogger("mkdocs")

    def emit(self, record: logging.LogRecord) -> None:
        self._said.append(record.getMessage())

    def __enter__(self) -> list[str]:
        self._propagate, self._logger.propagate = self._logger.propagate, False
        self._logger.addHandler(self)
        return self._said

    def __exit__(self, *_: object) -> None:
        self._logger.removeHandler(self)
        self._logger.propagate = self._propagate
