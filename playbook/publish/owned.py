"""Which folders a build may write into, and what in them is its own."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.model import KINDS
from playbook.publish.mark import Mark, files_below, read_mark
from playbook.static import FILES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_SOURCES = ("content", "overrides", "templates", "static", "vendor", ".git", ".playbook")
# What the first edition wrote, which kept no list
_FIRST_EDITION = re.compile(
    rf"(?:{'|'.join(KINDS)}|find|packet|tonight|my-work|combine)/(?:.+/)?(?:index\.html|[^/]+\.pdf(?:\.js)?)"
    rf"|assets/(?:images|javascripts|playbook|stylesheets)/.+|search/.+"
    rf"|{'|'.join(map(re.escape, FILES))}"
)


def refuse_place(target: Path, folder: Path) -> Path:
    """Return the whole path of the site; raise PlaybookError where no site may be made.

    A link is refused in its place and in those beside it: what it leads to is not ours.
    """
    try:
        return _place(target, folder)
    except OSError as error:
        raise PlaybookError(
            f"{target} cannot be the site ({error.strerror}). Choose another one with --site-dir."
        ) from None


def _place(target: Path, folder: Path) -> Path:
    _refuse_link(target)
    home, target = folder.resolve(), target.resolve()
    inside = (target.is_relative_to(home / name) for name in _SOURCES)
    if home.is_relative_to(target) or any(inside):
        raise PlaybookError(f"{target} cannot be the site: the playbook itself lies there.")
    if target.exists() and not target.is_dir():
        raise PlaybookError(
            f"{target} is a file. Move it away, or choose a folder with --site-dir."
        )
    for path in (staging_of(target), old_of(target), lock_of(target)):
        _refuse_link(path)
        if path.exists() and path.is_dir() == (path == lock_of(target)):
            raise PlaybookError(
                f"{path} is in the way: a build needs the name. Move it away, or choose another "
                "folder with --site-dir."
            )
    return target


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise PlaybookError(
            f"{path} is a link, and a build would write through it. Remove it, or choose another "
            "folder with --site-dir."
        )


def staging_of(target: Path) -> Path:
    """Return the folder in which a site is built."""
    return target.with_name(f".{target.name}.new")


def old_of(target: Path) -> Path:
    """Return the folder where the old site waits, where names cannot be exchanged."""
    return target.with_name(f".{target.name}.old")


def lock_of(target: Path) -> Path:
    """Return the file that keeps two builds apart."""
    return target.with_name(f".{target.name}.lock")


def mark_of(
    target: Path, playbook: str, static: Collection[str], *, staged: Collection[str] = ()
) -> Mark:
    """Return the mark of a site; a folder without one is adopted where nothing can be lost.

    These are: a site of the first edition, in which files that the new site has `staged` are ours,
    too; and a folder that is empty or holds nothing but what begins with a dot and what `static`
    names. Raises PlaybookError for every other folder.
    """
    if not target.exists():
        return Mark(playbook, frozenset())
    mark = read_mark(target)
    if mark is not None:
        if mark.playbook != playbook:
            raise PlaybookError(
                f"{target} is the site of {mark.playbook}, not of {playbook}. Empty it, or choose "
                "another folder with --site-dir."
            )
        return mark
    if _id_in(target) == playbook:
        names = (name for name in files_below(target, besides=frozenset((".git",))))
        owned = (name for name in names if name in staged or _FIRST_EDITION.fullmatch(name))
        return Mark(playbook, frozenset(owned))
    tops = {name.partition("/")[0] for name in static}
    if all(path.name.startswith(".") or path.name in tops for path in target.iterdir()):
        named = (name for name in static if (target / name).is_file())
        return Mark(playbook, frozenset(named))
    raise PlaybookError(
        f"{target} holds something that is not a site of this playbook ({playbook}). Empty it, or "
        "choose another folder with --site-dir."
    )


def foreign(folder: Path, mark: Mark, other: Path) -> Iterator[str]:
    """Yield what in `folder` is not ours: whole folders where they can be moved as one.

    A folder cannot that holds files of ours, or that is in `other`, too.
    """
    if mark.files is None:
        return
    shared = mark.folders()
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        with os.scandir(folder / inside) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            name = f"{inside}/{entry.name}".lstrip("/")
            if not entry.is_dir(follow_symlinks=False):
                if not mark.owns(name):
                    yield name
            elif name in shared or _is_folder(other / name):
                waiting.append(name)
            else:
                yield name


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _id_in(target: Path) -> str | None:
    """Return the id of the playbook whose `playbook.json` lies in `target`."""
    try:
        data = json.loads((target / "playbook.json").read_bytes())
        return str(data["playbook"]["id"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None
