"""Renew a site; what in its folder is not ours stays, wherever a build is stopped.

Nothing is copied. The whole new site and the whole old one change places; then what is not ours
moves over, and the rest of the old one is removed. So there are never but two folders, each with a
mark that says what in it is ours, and what a stop leaves is settled by the same two steps.
"""

from __future__ import annotations

import filecmp
import os
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.publish.mark import MARKS, name_inside, raise_it, read_mark, write_mark
from playbook.publish.owned import foreign, old_of, staging_of
from playbook.publish.swap import replace_directory

if TYPE_CHECKING:
    from playbook.publish.mark import Mark


def renew(staging: Path, live: Path, mark: Mark) -> None:
    """Put `staging` in the place of `live`; the old site, marked with `mark`, is then in `staging`.

    Where what is not ours cannot move over, the old site comes back with all of it, and OSError
    is raised. Raises PlaybookError, and changes nothing, where the new site has a file of the same
    name.
    """
    if not live.exists():
        staging.rename(live)
        return
    for name in foreign(live, mark, staging):
        if _differs(live / name, staging / name):
            raise PlaybookError(
                f"{live / name} was not made by this playbook, and the new site has a file of "
                "that name. Move yours away (or into static/), then build again."
            )
    write_mark(live, mark)
    replace_directory(staging, live)
    try:
        bring_back(staging, live)
    except OSError:
        replace_directory(staging, live)
        bring_back(staging, live)
        raise


def recover(live: Path) -> list[str]:
    """Settle what a build of `live` has left behind; return a line for each thing done.

    Raises PlaybookError where a person has to look, OSError where something cannot be moved or
    removed. Nothing is lost then.
    """
    said = []
    staging, old = staging_of(live), old_of(live)
    if not live.exists() and old.exists():
        old.rename(live)
        said.append(f"{live} is back: a build was stopped while it put a new one in its place.")
    for aside in (old, staging):
        if aside.exists():
            moved = bring_back(aside, live)
            _remove(aside)
            said += [f"{live / name} is back: a build was stopped." for name in moved]
            said.append(f"{aside} is removed: a build was stopped.")
    return said


def bring_back(aside: Path, live: Path) -> list[str]:
    """Move what is not ours from `aside` to `live`; return the names."""
    mark = read_mark(aside)
    if mark is None:
        if any(path.name not in MARKS for path in aside.iterdir()):
            raise PlaybookError(f"{aside} was not made by a build. Move it away, then build again.")
        return []
    moved = []
    for name in list(foreign(aside, mark, live)):
        if _differs(aside / name, live / name):
            raise PlaybookError(
                f"{aside / name} belongs in the site, where another {name} is. Keep one of the "
                "two, then build again."
            )
        if os.path.lexists(live / name):
            (aside / name).unlink()
            continue
        (live / name).parent.mkdir(parents=True, exist_ok=True)
        (aside / name).rename(live / name)
        moved.append(name)
    return moved


def _differs(one: Path, other: Path) -> bool:
    """Tell whether `other` is there and is not the same file."""
    if not os.path.lexists(other):
        return False
    plain = all(path.is_file() and not path.is_symlink() for path in (one, other))
    return not (plain and filecmp.cmp(one, other, shallow=False))


def _remove(aside: Path) -> None:
    """Remove what is ours in `aside`, the mark last; what is not ours keeps its folder there."""
    mark = read_mark(aside)
    for home, folders, files in os.walk(aside, topdown=False, onerror=raise_it):
        here, inside = Path(home), name_inside(home, aside)
        links = [name for name in folders if (here / name).is_symlink()]
        for name in (*files, *links):
            inner = f"{inside}{name}"
            if inner not in MARKS and mark is not None and mark.owns(inner):
                (here / name).unlink()
        for name in folders:
            if name not in links:
                (here / name).rmdir()
    for name in reversed(MARKS):
        (aside / name).unlink(missing_ok=True)
    aside.rmdir()
