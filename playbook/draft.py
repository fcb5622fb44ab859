"""Step 1: a folder of YAML -> documents, every value with its file and line."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from playbook.cache.memo import Memo
from playbook.errors import PlaybookError, Problem
from playbook.model import ALONE, KINDS, Lineage
from playbook.picture import Picture, svg_problem
from playbook.scalars import ID, ID_LENGTH
from playbook.source import EMPTY, MAX_BYTES, Document, read
from playbook.source.parsed import Parsed
from playbook.wording import did_you_mean, near

if TYPE_CHECKING:
    from collections.abc import Iterator

MANIFEST = "playbook.yml"
SYNONYMS = "synonyms.yml"
ASSETS = "assets"
OVERRIDES = "overrides"
PICTURES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
MAX_PICTURE = 10_000_000
# Names that Windows keeps for devices
DEVICES = frozenset(("con", "prn", "aux", "nul")) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
_BESIDE = frozenset(("LICENSE", "README.md"))
_ID = re.compile(ID)
_OVERRIDE = re.compile(r"[a-z0-9][a-z0-9_-]*\.yml")
_PICTURE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*(?:\.[a-z0-9]+)?")


@dataclass(frozen=True)
class Draft:
    """What a playbook's folder holds, read but not yet believed."""

    manifest: Document
    items: tuple[Document, ...]
    assets: dict[str, Picture]
    """Pictures by the name that content uses, for example `assets/logo.svg`."""
    problems: tuple[Problem, ...]
    refused: frozenset[str] = frozenset()
    """Refs and pictures that content may well mean, though their files could not be taken."""
    hidden: frozenset[str] = frozenset()
    """Items that a fork leaves out."""
    lineage: Lineage = ALONE
    synonyms: tuple[Document, ...] = ()
    """What readers type and what it means here: a fork's own, and its upstream's."""


class _Folder:
    """Read one `content/` folder; refuse what is not a regular file with a name of ours."""

    def __init__(self, folder: Path, memo: Memo) -> None:
        self._folder, self._memo = folder, memo
        name = str(folder.resolve())
        self._parse = memo.recall(("parsed", name), lambda: Parsed(name))
        self.problems: list[Problem] = []
        self.refused: set[str] = set()

    def entries(self, inside: str = "") -> Iterator[os.DirEntry[str]]:
        """Yield files and folders in the order of their names; hidden ones do not count."""
        try:
            with os.scandir(self._folder / inside) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.refuse(inside, *unreadable(error))
            return
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if not (entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)):
                what = "is a link to another place" if entry.is_symlink() else "is not a file"
                self.refuse(f"{inside}/{entry.name}", what, "Put a plain file here instead.")
                continue
            yield entry

    def refuse(self, name: str, message: str, hint: str) -> None:
        name = name.strip("/").encode("utf-8", "replace").decode()
        ref = name.removesuffix(".yml")
        self.refused |= {name, ref, _tidy(name.rpartition(".")[0])}
        file = f"{self._folder.name}/{name}"
        self.problems.append(Problem(file, 1, 1, ref, "", message, hint))

    def document(self, name: str, entry: os.DirEntry[str]) -> Document:
        """Read one YAML file, found as `entry`; what is wrong with it joins the problems."""
        file, ref = f"{self._folder.name}/{name}", name.removesuffix(".yml")

        def parsed() -> tuple[Document, list[Problem]]:
            with Path(entry).open("rb") as opened:
                raw = opened.read(min(os.fstat(opened.fileno()).st_size, MAX_BYTES) + 1)
            return read(raw, file=file, ref=ref, parse=self._parse)

        try:
            document, problems = self._memo.file(entry, parsed)
        except OSError as error:
            self.refuse(name, *unreadable(error))
            return Document(file, ref, None)
        self.problems += problems
        return document

    def items(self, kind: str) -> Iterator[Document]:
        for entry in self.entries(kind):
            name = f"{kind}/{entry.name}"
            stem, dot, ending = entry.name.rpartition(".")
            stem, suffix = (stem, dot + ending) if stem else (entry.name, "")
            if entry.is_dir(follow_symlinks=False):
                self.refuse(name, "is a folder inside a kind", "Move its files up.")
            elif suffix != ".yml":
                self.refuse(name, "is not an item", self._not_yml(kind, entry.name))
            elif wrong := wrong_id(stem):
                self.refuse(name, *wrong)
            else:
                yield self.document(name, entry)

    def _not_yml(self, kind: str, name: str) -> str:
        stem, suffix, _ = re.split(r"(\.ya?ml|\.[^.]*$|$)", name, maxsplit=1, flags=re.IGNORECASE)
        if suffix.lower() in (".md", ".markdown"):
            return (
                "Items are .yml files: write a title and a summary, and its text below `body: |`."
            )
        if suffix.lower() not in (".yaml", ".yml"):
            return "Items are .yml files; pictures go to assets/."
        better = f"{_tidy(stem)}.yml"
        if better != name and os.path.lexists(self._folder / kind / better):
            return f"Keep only one of it and {better}."
        return f"Rename it to {better}."

    def keep(self) -> None:
        """Keep what the documents say: the next run need not parse them."""
        self._memo.recall(("parsed and kept", str(self._folder)), self._parse.keep)

    def misspelt(self, folder: str) -> None:
        """Refuse a folder that is no kind, and take note of the items that it was meant to hold."""
        hint = did_you_mean(folder, KINDS, f"Kinds are: {', '.join(KINDS)}.")
        self.refuse(folder, "is not a kind of item", hint)
        kind = near(folder, KINDS)
        names = (entry.name for entry in self.entries(folder)) if kind else ()
        self.refused |= {f"{kind}/{PurePath(name).stem}" for name in names}

    def assets(self, inside: str = ASSETS) -> Iterator[tuple[str, Path]]:
        for entry in self.entries(inside):
            name = f"{inside}/{entry.name}"
            path = self._folder / name
            if (wrong := wrong_picture(PurePath(entry.name))) is not None:
                self.refuse(name, *wrong)
            elif entry.is_dir(follow_symlinks=False):
                yield from self.assets(name)
            elif path.suffix not in PICTURES:
                self.refuse(name, "is not a picture", f"Pictures end in {', '.join(PICTURES)}.")
            elif entry.stat(follow_symlinks=False).st_size > MAX_PICTURE:
                self.refuse(name, "is larger than 10 MB", "Save it smaller.")
            elif (live := self._live(path)) is not None:
                self.refuse(name, *live)
            else:
                yield name, path

    def _live(self, path: Path) -> tuple[str, str] | None:
        try:
            return live_picture(path.name, path)
        except OSError as error:
            return unreadable(error)


def unreadable(error: OSError) -> tuple[str, str]:
    """Return why a file or a folder cannot be read, and what to do."""
    return f"cannot be read ({error.strerror})", "Check who may read it, or save it again."


def _tidy(name: str) -> str:
    """Return the id that `name` was probably meant to be; slashes stay."""
    bare = "".join(char for char in normalize("NFKD", name) if not combining(char))
    return re.sub(r"[^a-z0-9/]+", "-", bare.casefold()).strip("-")


def _not_id(stem: str) -> str:
    better = _tidy(stem.removesuffix(".yml"))
    if _ID.fullmatch(better) and len(better) <= ID_LENGTH:
        return f"Rename it to {better}.yml."
    return f"Use small letters, digits and single hyphens, at most {ID_LENGTH}."


def wrong_id(stem: str) -> tuple[str, str] | None:
    """Return why an item's file cannot be called so, and what to do, if that is so."""
    if not _ID.fullmatch(stem) or len(stem) > ID_LENGTH:
        return "has a name that cannot be an id", _not_id(stem)
    if stem in DEVICES:
        return "has a name that Windows keeps for a device", "Rename it."
    if stem == "index":
        return "has the name of the page that lists its kind", "Rename it."
    return None


def wrong_picture(name: PurePath) -> tuple[str, str] | None:
    """Return why a picture, or a folder of them, cannot be called so, if that is so."""
    if _PICTURE_NAME.fullmatch(name.name) and name.stem not in DEVICES:
        return None
    return "has a name that not every computer can keep", _not_plain(name)


def _not_plain(name: PurePath) -> str:
    better = _tidy(name.stem) + name.suffix.lower()
    if _PICTURE_NAME.fullmatch(better) and better != name.name:
        return f"Rename it to {better}."
    return "Rename it with small letters, digits, - and _."


def read_draft(folder: Path, memo: Memo | None = None) -> Draft:
    """Read `folder` (a playbook's `content/`).

    Raises PlaybookError where there is no such folder or no manifest in it. Everything else that
    is wrong is a problem in the draft, so that people see all of it at once.
    """
    if not os.path.lexists(folder / MANIFEST):
        raise PlaybookError(
            f"{folder / MANIFEST} does not exist. Run this in a playbook's folder, point to one "
            "with -C, or make one with `playbook new DIR`."
        )
    reader = _Folder(folder, memo or Memo())
    manifest = Document(f"{folder.name}/{MANIFEST}", "playbook", None)
    items: list[Document] = []
    synonyms: tuple[Document, ...] = ()
    assets: dict[str, Picture] = {}
    for entry in reader.entries():
        name = entry.name
        if name == MANIFEST:
            manifest = reader.document(MANIFEST, entry)
        elif name == SYNONYMS and entry.is_file(follow_symlinks=False):
            synonyms = (reader.document(SYNONYMS, entry),)
        elif not entry.is_dir(follow_symlinks=False):
            if name not in _BESIDE:
                reader.refuse(name, "does not belong here", "Items live in a folder of their kind.")
        elif name == ASSETS:
            assets.update(reader.assets())
        elif name in KINDS:
            items += reader.items(name)
        else:
            reader.misspelt(name)
    reader.keep()
    problems, refused = tuple(reader.problems), frozenset(reader.refused)
    return Draft(manifest, tuple(items), assets, problems, refused, synonyms=synonyms)


def load_overrides(folder: Path) -> tuple[tuple[Document, ...], list[Problem]]:
    """Read what a fork says of its upstream, in `overrides/` of a playbook's folder.

    A file may hold nothing but comments.
    """
    home = folder / OVERRIDES
    if not os.path.lexists(home):
        return (), []
    reader = _Folder(home, Memo())
    documents = []
    for entry in reader.entries():
        if entry.is_dir(follow_symlinks=False) or not _OVERRIDE.fullmatch(entry.name):
            hint = "Files here have small letters, digits, - and _, and end in .yml."
            reader.refuse(entry.name, "does not belong here", hint)
        else:
            documents.append(reader.document(entry.name, entry))
    reader.keep()
    return tuple(documents), [one for one in reader.problems if one.message != EMPTY]


def live_picture(name: str, picture: Picture) -> tuple[str, str] | None:
    """Return what makes a picture more than a picture, and what to do, if anything does.

    `name` is its file's. Raises what reading it raises.
    """
    live = svg_problem(picture.read_bytes()) if name.endswith(".svg") else None
    return (live, "Save it again as a plain SVG picture.") if live else None
