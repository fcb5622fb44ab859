"""Where an upstream comes from: a folder, a git repository, a pip distribution or a zip.

From each come the same files, and so the same hash. Nothing of a source is ever run.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playbook.errors import PlaybookError
from playbook.upstream.archive import unpack
from playbook.upstream.git import is_remote, read_git, ssh_url
from playbook.upstream.transport import download, run_program
from playbook.upstream.tree import Tree, is_data, is_vendored, read_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

_PIP = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._-]{0,99})==(?P<version>[A-Za-z0-9][A-Za-z0-9.+!_-]{0,60})"
)
_ELSEWHERE = ("ext", "fd", "file", "http", "https", "pip", "ssh")
"""What no path on this machine begins with."""
_HOW = "Write a folder, git+ADDRESS@REF, pip:NAME==VERSION or zip:FILE."


@dataclass(frozen=True)
class Fetched:
    """An upstream as it lies at its source."""

    tree: Tree
    vendored: Mapping[str, bytes]
    """The playbooks that upstream builds on, as it keeps them in `vendor/`."""
    commit: str | None = None
    is_fixed: bool = False
    """Whether this source should hold the same for ever: a tag, a zip, a version of a package."""


def fetch(source: str, *, beside: Path) -> Fetched:
    """Return what is at `source`; a relative path is seen from the folder `beside`."""
    kind, _, rest = source.partition(":")
    if not source or source.startswith("-") or not source.isprintable():
        raise PlaybookError(f"{source!a} is not a source. {_HOW}")
    commit = None
    is_fixed = kind in ("pip", "zip") or source.endswith((".zip", ".whl"))
    if source.startswith("git+"):
        address, at, ref = source[4:].rpartition("@")
        if not at or not address:
            raise PlaybookError(f"{source} does not say which version. Write git+ADDRESS@REF.")
        tree, commit, is_fixed = read_git(address, ref, source, beside=beside)
    elif kind == "pip":
        tree = _pip(rest, source)
    elif kind == "zip" and rest.startswith(("https://", "http://")):
        tree = unpack(download(rest, source), source)
    elif _is_elsewhere(source):
        raise PlaybookError(f"{source} is not a source. {_how_to_write(source)}")
    elif kind == "zip" or source.endswith((".zip", ".whl")):
        tree = unpack(_plain_file(beside / (rest if kind == "zip" else source), source), source)
    else:
        tree = read_folder(beside / (rest if kind == "path" else source), source)
    vendored = {Path(name).name: raw for name, raw in tree.items() if is_vendored(name)}
    return Fetched(
        {name: raw for name, raw in tree.items() if is_data(name)}, vendored, commit, is_fixed
    )


def source_at_commit(source: str, commit: str | None) -> str | None:
    """Return the source of just one commit of a git repository; None for any other source."""
    if commit is None or not source.startswith("git+"):
        return None
    return f"{source.rpartition('@')[0]}@{commit}"


def source_seen_from(source: str, folder: Path) -> str:
    """Return a source that was written here as it is written in `folder`: its path may differ."""
    before, path, after = "", source, ""
    if source.startswith("git+"):
        path, at, ref = source[4:].rpartition("@")
        before, after = "git+", at + ref
    elif source.startswith(("path:", "zip:")):
        kind, colon, path = source.partition(":")
        before = kind + colon
    if not path or _is_elsewhere(path) or Path(path).is_absolute():
        return source
    return f"{before}{Path(os.path.relpath(path, folder)).as_posix()}{after}"


def _plain_file(path: Path, source: str) -> Path:
    """Return a path that leads to a plain file: a device or a pipe may have no end."""
    try:
        plain = stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        raise PlaybookError(f"{source} cannot be read ({error.strerror}).") from None
    if not plain:
        raise PlaybookError(f"{source} is not a plain file, so it cannot be a zip.")
    return path


def _is_elsewhere(address: str) -> bool:
    """Tell whether an address is no path on this machine."""
    return "://" in address or address.partition(":")[0] in _ELSEWHERE or is_remote(address)


def _how_to_write(address: str) -> str:
    """Return a hint how an address that somebody copied becomes a source."""
    if not is_remote(address) or address.startswith("http://"):
        return _HOW
    if address.endswith(".zip"):
        return f"Write zip:{address}"
    return f"Write git+{ssh_url(address)}@REF, with a tag, branch or commit for REF."


def _pip(wanted: str, source: str) -> Tree:
    """Let pip fetch a wheel, and read it as the zip that it is: it is never installed."""
    if not _PIP.fullmatch(wanted):
        raise PlaybookError(f"{source} does not say which version. Write pip:NAME==VERSION.")
    with tempfile.TemporaryDirectory(prefix="playbook-") as scratch:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-input"]
        command += ["--disable-pip-version-check", "--only-binary=:all:", "--retries=1"]
        command += ["--dest", scratch, "--", wanted]
        run_program(command, source, seconds=300, folder=scratch)
        wheels = sorted(Path(scratch).glob("*.whl"))
        if not wheels:
            raise PlaybookError(f"{source} cannot be fetched: pip found no wheel")
        return unpack(wheels[0].read_bytes(), source)
