"""Build a site beside the old one, and put it in its place when it is whole."""

from __future__ import annotations

import logging
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from playbook.cache.unchanged import left_by_builds
from playbook.errors import ContentError, PlaybookError
from playbook.helper import Helper, HelperError, Turns, can_help
from playbook.progress import Progress
from playbook.publish.files import NOT_FOUND, Share
from playbook.publish.kept import KeptPages, file_of
from playbook.publish.links import refuse_dead_links
from playbook.publish.mark import Mark, files_below, write_mark
from playbook.publish.owned import lock_of, mark_of, refuse_place, staging_of
from playbook.publish.settings import heard, pages_plugin, read_settings, whole_site
from playbook.publish.settle import recover, renew

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig

    from playbook.errors import Problem
    from playbook.render import Site

WAIT_SECONDS = 600
STEPS = (
    "Reading, and making PDFs",
    "Drawing pages, and making PDFs that are left",
    "Clearing the old site away",
)
"""What a build does, for people."""
_MANY = 100
"""Pages from which on a second process is worth its while."""


@dataclass(frozen=True)
class Built:
    """What a build made, and what the content, MkDocs or the theme warned of."""

    site_dir: Path
    pages: int
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    """What builds that were stopped had left behind, and what this one did."""


def build(
    folder: Path,
    *,
    edition: str | None = None,
    site_dir: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Built:
    """Build the playbook in `folder`; `strict` refuses a site that came with warnings.

    `progress` is told of the steps.

    Until the last moment the site of before stays as it is, and it stays if anything fails.
    Raises ContentError for problems of the content, PlaybookError for everything else that keeps
    it from being built.
    """
    from filelock import FileLock, Timeout  # a check can do without these
    from jinja2 import TemplateError

    from playbook.render.own_templates import place_of

    progress = progress or Progress(*STEPS)
    config, told = read_settings(folder)
    target = refuse_place(site_dir or folder / config.site_dir, folder)
    notes: list[str] = []
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock_of(target).touch()  # FileLock waits, too, for a lock that cannot be made
        with FileLock(lock_of(target), timeout=WAIT_SECONDS):
            notes += recover(target)
            kept = KeptPages(folder, target)
            with progress.step(STEPS[0]):
                site = whole_site(folder, config, edition)
            try:
                with progress.step(STEPS[1]):
                    warnings = _renewed(target, site, config, kept, told=told, strict=strict)
            finally:
                with progress.step(STEPS[2]):
                    notes += _swept(target)
    except Timeout:
        raise PlaybookError(f"Another build of {target} is still running.") from None
    except TemplateError as error:
        file, line = place_of(error)
        raise PlaybookError(f"A template fails at {file}:{line}: {error}.") from error
    except OSError as error:
        reason = f"{error.strerror or error} ({error.filename or target})"
        raise PlaybookError(f"The site could not be written: {reason}") from error
    return Built(target, len(site.pages), tuple(warnings), tuple(notes))


def _renewed(
    target: Path,
    site: Site,
    config: MkDocsConfig,
    kept: KeptPages,
    *,
    told: list[Problem],
    strict: bool,
) -> list[str]:
    """Put the new site in the place of the old one; return `told` and what else was warned of."""
    staging, known = staging_of(target), (target, site.playbook.manifest.id, site.static)
    mark_of(*known)  # what is refused is refused before the work
    if strict and site.warnings:
        raise ContentError(site.warnings)
    warnings = [*map(str, (*told, *site.warnings)), *_stage(site, config, staging, kept)]
    if strict:
        refuse_dead_links(staging, home=urlsplit(config.site_url or "/").path)
    if strict and warnings:
        raise PlaybookError("\n".join([*warnings, "Strict: nothing was published."]))
    kept.keep(site, staging)
    renew(staging, target, mark_of(*known, staged=set(files_below(staging))))
    return warnings


def bring_back_site(folder: Path) -> list[str]:
    """Settle what a stopped build left in `folder`, unless one is running; return what was done.

    Raises PlaybookError where a person has to look.
    """
    if not any(left_by_builds(folder)):
        return []
    from filelock import FileLock, Timeout  # rarely needed

    config, _ = read_settings(folder)
    target = refuse_place(folder / config.site_dir, folder)
    try:
        with FileLock(lock_of(target), timeout=0):
            return recover(target)
    except Timeout:
        return []
    except OSError as error:
        raise PlaybookError(f"{target} could not be settled: {error.strerror or error}") from error


def mark_site(folder: Path, site: Site, *, besides: frozenset[str] = frozenset()) -> None:
    """Copy `static/` into the finished site in `folder`, and write down what in it is ours.

    What begins with one of the names `besides` was there before.
    """
    for name, path in site.static.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / name)
    files = {*files_below(folder, besides=besides), *site.static}
    write_mark(folder, Mark(site.playbook.manifest.id, frozenset(files)))


def _stage(site: Site, config: MkDocsConfig, staging: Path, kept: KeptPages) -> list[str]:
    """Build `site` into the new folder `staging`; return what MkDocs and the theme warned of."""
    staging.mkdir()
    write_mark(staging, Mark(site.playbook.manifest.id, None))
    names = kept.link(site, staging)
    config.site_dir = str(staging)
    count = len(site.pages) - len(names)
    if kept.are_allowed and count > _MANY and can_help():
        try:
            return _drawn_by_two(site, config, staging, names)
        except HelperError:
            config, _ = read_settings(Path(config.config_file_path).parent)  # as nobody has used it
            config.site_dir = str(staging)
    return _drawn(site, config, Share(names))


def _drawn_by_two(
    site: Site, config: MkDocsConfig, staging: Path, names: frozenset[str]
) -> list[str]:
    """Draw a site in two processes; raises HelperError where the other one has not done its part.

    `names` are pages that are there already.
    """

    def draw() -> dict[str, Any]:
        told = _drawn(_pages_alone(site), config, Share(names, turns, is_first=False))
        return {"told": told, "reads": {page.name: sorted(page.reads) for page in site.pages}}

    def wait() -> None:
        found = helper.found()
        if not all(
            (staging / file_of(page)).is_file() for page in site.pages if page.name != NOT_FOUND
        ):
            raise HelperError
        said.extend(found["told"])
        for page in site.pages:
            page.reads.update(found["reads"][page.name])

    said: list[str] = []
    with Turns(len(site.pages)) as turns, Helper(draw) as helper:
        own = _drawn(site, config, Share(names, turns, wait=wait))
    return list(dict.fromkeys((*own, *said)))


def _pages_alone(site: Site) -> Site:
    return replace(site, worksheets={}, checklists={})


def _drawn(site: Site, config: MkDocsConfig, share: Share) -> list[str]:
    """Let MkDocs make our share of a site; return what it and the theme warned of."""
    from mkdocs.commands.build import build as mkdocs_build  # a check can do without it
    from mkdocs.exceptions import Abort, MkDocsException

    plugin = pages_plugin(config)
    plugin.site, plugin.share = site, share
    if not share.is_first:
        config.theme.static_templates.clear()
    try:
        with heard() as said, _unwarned():
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config, dirty=not share.is_whole)
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise PlaybookError("\n".join([*said, "MkDocs could not build the site."])) from error
    return said


@contextmanager
def _unwarned() -> Iterator[None]:
    """Leave out MkDocs' warning that a build of some pages alone may miss some: ours does not."""
    logger = logging.getLogger("mkdocs.commands.build")
    logger.addFilter(_is_ours)
    try:
        yield
    finally:
        logger.removeFilter(_is_ours)


def _is_ours(record: logging.LogRecord) -> bool:
    return not record.msg.startswith("A 'dirty' build")


def _swept(target: Path) -> list[str]:
    """Settle what this build leaves beside the site; return what could not be."""
    try:
        recover(target)
    except (OSError, PlaybookError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return [f"{staging_of(target)} could not be removed ({reason}): the next build does it."]
    return []
