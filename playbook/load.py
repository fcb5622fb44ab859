"""Step 1: a folder of YAML -> documents, every value with its file and line."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError, Problem
from playbook.model import KINDS
from playbook.model.text import ID, ID_LENGTH
from playbook.source import Document, read
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = "playbook.yml"
ASSETS = "assets"
PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
MAX_PICTURE = 10_000_000
# Names that Windows keeps for devices, and those of our own pages
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", "index", "assets", "search", "404", "sitemap")
) | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
_BESIDE = frozenset((MANIFEST, "LICENSE", "README.md"))
_SCRIPTED = re.compile(
    rb"<\s*(?:script|foreignobject|iframe)|javascript:|\son\w+\s*=|<!ENTITY|"
    rb"(?:href|src)\s*=\s*[\"'](?!#)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Draft:
    """What a playbook's folder holds, read but not yet believed."""

    manifest: Document
    items: tuple[Document, ...]
    assets: dict[str, Path]
    """Pictures by the name that content uses, for example `assets/logo.svg`."""
    problems: tuple[Problem, ...]


class _Folder:
    """Read one `content/` folder; refuse what is not a regular file with a name of ours."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.problems: list[Problem] = []

    def entries(self, inside: str = "") -> Iterator[os.DirEntry[str]]:
        """Yield files and folders in the order of their names; hidden ones do not count."""
        with os.scandir(self._folder / inside) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            mode = entry.stat(follow_symlinks=False).st_mode
            if entry.name.startswith("."):
                continue
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                what = "is a link to another place" if stat.S_ISLNK(mode) else "is not a file"
                self.refuse(f"{inside}/{entry.name}", what, "Put a plain file here instead.")
                continue
            yield entry

    def refuse(self, name: str, message: str, hint: str) -> None:
        name = name.strip("/")
        file = f"{self._folder.name}/{name}".encode("utf-8", "replace").decode()
        ref = name.removesuffix(".yml").encode("utf-8", "replace").decode()
        self.problems.append(Problem(file, 1, 1, ref, "", message, hint))

    def document(self, name: str) -> Document:
        """Read one YAML file; what is wrong with it joins the problems."""
        raw = (self._folder / name).read_bytes()
        file = f"{self._folder.name}/{name}"
        document, problems = read(raw, file=file, ref=name.removesuffix(".yml"))
        self.problems += problems
        return document

    def items(self, kind: str) -> Iterator[Document]:
        for entry in self.entries(kind):
            name = f"{kind}/{entry.name}"
            stem, suffix = os.path.splitext(entry.name)
            if entry.is_dir(follow_symlinks=False):
                self.refuse(name, "is a folder inside a kind", "Move its files up.")
            elif suffix != ".yml":
                self.refuse(name, "is not an item", "Items are .yml files; pictures go to assets/.")
            elif not re.fullmatch(ID, stem) or len(stem) > ID_LENGTH or stem in _RESERVED:
                self.refuse(
                    name,
                    "has a name that cannot be an id",
                    f"Use small letters, digits and single hyphens, at most {ID_LENGTH}.",
                )
            else:
                yield self.document(name)

    def assets(self, inside: str = ASSETS) -> Iterator[tuple[str, Path]]:
        for entry in self.entries(inside):
            name = f"{inside}/{entry.name}"
            path = self._folder / name
            if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9]+)?", entry.name):
                self.refuse(
                    name, "has a name that not every computer can keep", "Use a-z, 0-9, - and _."
                )
            elif entry.is_dir(follow_symlinks=False):
                yield from self.assets(name)
            elif path.suffix not in PICTURES:
                self.refuse(name, "is not a picture", f"Pictures end in {', '.join(PICTURES)}.")
            elif entry.stat(follow_symlinks=False).st_size > MAX_PICTURE:
                self.refuse(name, "is larger than 10 MB", "Save it smaller.")
            elif path.suffix == ".svg" and _SCRIPTED.search(path.read_bytes()):
                self.refuse(name, "holds a script or a link", "Save it as a plain SVG picture.")
            else:
                yield name, path


def load(folder: Path) -> Draft:
    """Read `folder` (a playbook's `content/`).

    Raises PlaybookError where there is no such folder or no manifest in it. Everything else that
    is wrong is a problem in the draft, so that people see all of it at once.
    """
    if not (folder / MANIFEST).is_file():
        raise PlaybookError(
            f"{folder / MANIFEST} does not exist. Run this in a playbook's folder, point to one "
            "with -C, or make one with `playbook new DIR`."
        )
    reader = _Folder(folder)
    items: list[Document] = []
    assets: dict[str, Path] = {}
    for entry in reader.entries():
        name = entry.name
        if not entry.is_dir(follow_symlinks=False):
            if name not in _BESIDE:
                reader.refuse(name, "does not belong here", "Items live in a folder of their kind.")
        elif name == ASSETS:
            assets.update(reader.assets())
        elif name in KINDS:
            items += reader.items(name)
        else:
            hint = did_you_mean(name, KINDS, f"Kinds are: {', '.join(KINDS)}.")
            reader.refuse(name, "is not a kind of item", hint)
    manifest = reader.document(MANIFEST)
    return Draft(manifest, tuple(items), assets, tuple(reader.problems))
