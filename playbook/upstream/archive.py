"""Zip files: read one that may be hostile, write one whose bytes depend on its content only."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING
from unicodedata import normalize

from playbook.errors import PlaybookError
from playbook.upstream.tree import Budget, Tree, is_wanted, playbook_root

if TYPE_CHECKING:
    from pathlib import Path

MAX_RATIO = 100
_CHUNK_SIZE = 65_536
_EPOCH = (1980, 1, 1, 0, 0, 0)


def unpack(archive: Path | bytes, source: str) -> Tree:
    """Return the playbook's files in a zip; nothing is written anywhere.

    Raises PlaybookError for an archive with a name that leads out of it, a link, a name twice, or
    more in it than a playbook can hold.
    """
    try:
        with zipfile.ZipFile(
            io.BytesIO(archive) if isinstance(archive, bytes) else archive
        ) as zipped:
            return _files(zipped, source)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise PlaybookError(f"{source} is not a zip that can be read ({error}).") from None
    except OSError as error:
        raise PlaybookError(f"{source} cannot be read ({error.strerror or error}).") from None


def _files(zipped: zipfile.ZipFile, source: str) -> Tree:
    budget = Budget(source)
    members: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for info in zipped.infolist():
        budget.count_file()
        _refuse(info, seen, source)
        if not info.is_dir():
            members[info.filename] = info
    root = playbook_root(list(members), source)
    wanted = {name.removeprefix(root): name for name in members if name.startswith(root)}
    return {
        inside: _read(zipped, members[name], budget, source)
        for inside, name in wanted.items()
        if is_wanted(inside)
    }


def _refuse(info: zipfile.ZipInfo, seen: set[str], source: str) -> None:
    name = info.orig_filename
    same = normalize("NFC", name).casefold().rstrip("/")
    mode = info.external_attr >> 16
    parts = name.rstrip("/").split("/")
    if name.startswith("/") or {"..", ".", ""} & set(parts) or "\\" in name or "\0" in name:
        what = "points outside the archive"
    elif ":" in parts[0]:
        what = "names a drive"
    elif stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        what = "is a link or a device"
    elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        what = "is packed in a way that no playbook is"
    elif info.flag_bits & 1:
        what = "is encrypted"
    elif same in seen:
        what = "is listed twice"
    else:
        seen.add(same)
        return
    raise PlaybookError(f"{source}: {ascii(name)[1:-1][:100]} {what}. Nothing was taken from it.")


def _read(zipped: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget, source: str) -> bytes:
    chunks: list[bytes] = []
    total = 0
    with zipped.open(info) as member:
        while chunk := member.read(_CHUNK_SIZE):
            total += len(chunk)
            budget.count_bytes(info.filename, len(chunk), total)
            if total > max(info.compress_size, 1) * MAX_RATIO and total > _CHUNK_SIZE:
                raise PlaybookError(f"{source}: {info.filename} unpacks to more than it should.")
            chunks.append(chunk)
    return b"".join(chunks)


def pack(tree: Tree) -> bytes:
    """Return a zip of `tree` whose bytes depend on nothing else: sorted, undated, not squeezed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as zipped:
        for name in sorted(tree):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system = 3
            info.external_attr = (stat.S_IFREG | 0o644) << 16
            zipped.writestr(info, tree[name])
    return buffer.getvalue()
