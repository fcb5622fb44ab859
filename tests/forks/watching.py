"""Run a command and hear what it starts and what it opens to write."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from playbook.cli import main
from playbook.upstream.tree import read_folder

CASE = Path(__file__).parents[2] / "tests/cases/forks/three-levels"
GIT = ("-c", "user.name=t", "-c", "user.email=t@localhost", "-c", "init.defaultBranch=main")
started: list[str] = []
written: list[str] = []
watching: list[Path] = []


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if not watching:
        return
    if event in ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "subprocess.Popen"):
        started.append(os.fsdecode(arguments[0] or arguments[1][0]))
    elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            written.append(os.fsdecode(arguments[0]))


sys.addaudithook(_heard)


def listing(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
        if not path.is_symlink()
    }


def watched(*command: object) -> Result:
    started.clear()
    written.clear()
    watching.append(Path())
    try:
        return CliRunner().invoke(main, [str(part) for part in command])
    finally:
        watching.clear()


def refused(result: Result, *, code: int = 2) -> str:
    assert result.exit_code == code, result.output
    lines = result.output.strip().splitlines()
    assert code == 1 or len(lines) == 1, result.output
    assert "Traceback" not in result.output
    return result.output


def zipped(
    names: dict[str, bytes], *, mode: int = 0o644, packed: int = zipfile.ZIP_DEFLATED
) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packed) as made:
        for name, raw in names.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            info.compress_type = packed
            made.writestr(info, raw)
    return buffer.getvalue()


def whole() -> dict[str, bytes]:
    return dict(read_folder(CASE / "national", "national"))
