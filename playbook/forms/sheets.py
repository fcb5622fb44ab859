"""Blank PDFs as scripts: from a folder a page can load nothing else."""

from __future__ import annotations

import base64
import json
from functools import partial
from typing import TYPE_CHECKING

from playbook.cache.disk import cached
from playbook.model import Path
from playbook.pdf_files import has_fields
from playbook.sheets.words import script_words
from playbook.typesetting.version import program

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.render.words import Words


def sheet_scripts(files: Mapping[str, bytes], words: Words) -> dict[str, bytes]:
    """Return `<address>.js` for every PDF among `files`, with what a script needs to fill it in.

    `words` are those of sheets.

    Packets are filled in by people, not by scripts.
    """
    return {
        f"{name}.js": cached(_recipe(name, pdf, words), partial(_script, name, pdf, words))
        for name, pdf in files.items()
        if name.endswith(".pdf") and not name.startswith(f"{Path.kind}/") and has_fields(name)
    }


def _recipe(name: str, pdf: bytes, words: Words) -> bytes:
    return f"{name} {program()} {script_words(words)} ".encode() + pdf


def _script(name: str, pdf: bytes, words: Words) -> bytes:
    from playbook.sheets.sidecar import sidecar  # what is kept needs no library for PDFs

    sheet = {"bytes": base64.b64encode(pdf).decode("ascii"), "side": sidecar(pdf, words)}
    data = json.dumps(sheet, separators=(",", ":"), sort_keys=True)
    key = json.dumps(name.rpartition("/")[2])
    return f"((playbook) => {{ playbook.blanks[{key}] = {data}; }})(window.playbook);\n".encode()
