"""`static/` in a playbook's folder: files that go into the site as they are, under their names.

For what hosts and search engines ask for: CNAME, robots.txt, `.well-known/`, files that verify.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playbook.draft import DEVICES, MAX_PICTURE, unreadable
from playbook.errors import Problem
from playbook.model import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STATIC = "static"
MARK = ".playbook-site.json"
"""The file by which a site is known as ours; see `publish/mark.py`."""
PAGES = frozenset(("find", "my-work", "packet", "origins", "tonight", "combine"))
"""Pages beside the first one that show no kind and no item, by their names."""
FILES = frozenset(
    ("index.html", "404.html", "playbook.json", "llms.txt", "sitemap.xml", "sitemap.xml.gz")
)
OUR_NAMES = PAGES | FILES | {"assets", "search", MARK}
"""What stands at the top of a site already, or may one day, beside the kinds."""
OUR_PDF = re.compile(r"(book|cards)-(a4|letter)\.pdf")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}(?<!\.)")
_LONGEST = 200


@dataclass(frozen=True)
class Static:
    """The files by their address in the site, and what is wrong with others."""

    files: dict[str, Path]
    problems: tuple[Problem, ...]


def load_static(folder: Path) -> Static:
    """Look through `static/` of the playbook in `folder`; there may be none."""
    if not os.path.lexists(folder / STATIC):
        return Static({}, ())
    reader = _Reader(folder)
    files = {name.removeprefix(f"{STATIC}/"): folder / name for name in reader.files(STATIC)}
    return Static(files, tuple(reader.problems))


class _Reader:
    """Walk through `static/`, and refuse what cannot be copied safely to every computer."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, str] = {}
        self.problems: list[Problem] = []

    def files(self, inside: str) -> Iterator[str]:
        """Yield the names of the files that can be published."""
        if (self._folder / inside).is_symlink() or not (self._folder / inside).is_dir():
            self._refuse(inside, "is not a folder", "Make it a plain folder, or remove it.")
            return
        try:
            with os.scandir(self._folder / inside) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self._refuse(inside, *unreadable(error))
            return
        for entry in entries:
            name = f"{inside}/{entry.name}"
            if why := self._unfit(name, entry):
                self._refuse(name, *why)
            elif entry.is_dir(follow_symlinks=False):
                yield from self.files(name)
            elif self._readable(name):
                yield name

    def _unfit(self, name: str, entry: os.DirEntry[str]) -> tuple[str, str] | None:
        """Return what is wrong with an entry and what to do, or None."""
        address = name.removeprefix(f"{STATIC}/")
        if entry.is_symlink():
            return "is a link to another place", "Put a plain file here instead."
        is_file = entry.is_file(follow_symlinks=False)
        if not is_file and not entry.is_dir(follow_symlinks=False):
            return "is not a file", "Put a plain file here instead."
        if not _NAME.fullmatch(entry.name) or entry.name.partition(".")[0].casefold() in DEVICES:
            hint = "Rename it with letters, digits, ., - and _, at most 100."
            return "has a name that not every computer can keep", hint
        if len(address) > _LONGEST:
            return f"lies deeper than {_LONGEST} characters", "Move it up."
        if entry.name.casefold() == ".git":
            return "would be taken for a repository in the site", "Move it out of static/."
        if address.casefold() in {*OUR_NAMES, *KINDS} or OUR_PDF.fullmatch(address.casefold()):
            return "has a name that pages of the site have", "Rename it."
        if (twin := self._known.setdefault(address.casefold(), address)) != address:
            hint = "Rename one of the two: not every computer tells capital letters apart."
            return f"differs from {STATIC}/{twin} only in capital letters", hint
        if is_file and entry.stat(follow_symlinks=False).st_size > MAX_PICTURE:
            return "is larger than 10 MB", "Publish it somewhere else, and link to it."
        return None

    def _readable(self, name: str) -> bool:
        try:
            (self._folder / name).open("rb").close()
        except OSError as error:
            self._refuse(name, *unreadable(error))
            return False
        return True

    def _refuse(self, name: str, message: str, hint: str) -> None:
        shown = name.encode("utf-8", "replace").decode()
        self.problems.append(Problem(shown, 1, 1, shown, "", message, hint))
