"""Two small sites, an old one with things that are somebody else's, and a new one beside it."""

from __future__ import annotations

import os
from pathlib import Path

from playbook.publish.mark import Mark, files_below, write_mark
from playbook.publish.owned import mark_of, staging_of
from playbook.publish.settle import recover, renew

ID = "org.example.small"
OLD = {
    "index.html": "old",
    "tips/gone/index.html": "old",
    "tips/stays/index.html": "old",
    "assets/a.css": "old",
}
NEW = {
    "index.html": "new",
    "tips/stays/index.html": "new",
    "tips/came/index.html": "new",
    "assets/a.css": "new",
    "assets/b.css": "new",
}
THEIRS = {
    ".git/HEAD": "ref: refs/heads/main",
    ".git/objects/aa/bb": "history",
    "CNAME": "playbook.example.org",
    "tips/gone/photo.jpg": "a photo",
    "tips/stays/photo.jpg": "another",
    "assets/mine/logo.png": "a logo",
    "letters/of/kim.txt": "a letter",
}
LINK = "latest"


def put(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def add_theirs(folder: Path) -> None:
    """Files, folders and a link that no build made."""
    put(folder, THEIRS)
    (folder / "empty").mkdir()
    (folder / LINK).symlink_to("letters")


def marked(folder: Path, files: dict[str, str]) -> None:
    put(folder, files)
    write_mark(folder, Mark(ID, frozenset(files)))


def make_sites(home: Path) -> Path:
    """Make both sites in `home`, and return the old one: the one that people see."""
    live = home / "site"
    marked(live, OLD)
    add_theirs(live)
    marked(staging_of(live), NEW)
    return live


def renewed(live: Path) -> None:
    """Do what a build does when its new site is whole."""
    try:
        renew(staging_of(live), live, mark_of(live, ID, (), staged=NEW))
    finally:
        recover(live)


def contents(folder: Path) -> dict[str, str]:
    """What is in a site that is not somebody else's."""
    found = {name: _text(folder / name) for name in files_below(folder)}
    return {name: text for name, text in found.items() if name not in THEIRS and name != LINK}


def theirs_are_there(folder: Path) -> bool:
    there = (os.path.lexists(folder / name) and _text(folder / name) for name in THEIRS)
    link, empty = folder / LINK, folder / "empty"
    return (
        list(there) == list(THEIRS.values())
        and link.is_symlink()
        and str(link.readlink()) == "letters"
        and empty.is_dir()
    )


def _text(path: Path) -> str:
    return "" if path.is_symlink() else path.read_text(encoding="utf-8", errors="replace")


def beside(live: Path) -> list[str]:
    """What stands beside a site that should not."""
    names = (path.name for path in live.parent.glob(f".{live.name}.*"))
    return [name for name in names if not name.endswith(".lock")]
