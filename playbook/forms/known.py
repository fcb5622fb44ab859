"""The script that tells "My work" of everything that can be answered: `playbook.known`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from playbook.answerable import answerable_sheets
from playbook.answers import PACKETS, Sheet
from playbook.keys import CachedResult
from playbook.link import url
from playbook.model import Path, Ref
from playbook.packets.contents import packets_of
from playbook.render.assets import HOME
from playbook.render.definition import definition
from playbook.sheets.cover import REF as COVER

if TYPE_CHECKING:
    from pathlib import Path as Folder

    from playbook.link import Linked
    from playbook.packets.contents import Packet


def known_script(playbook: Linked, *, folder: Folder) -> dict[str, bytes]:
    """Return the script by its address; `folder` is the playbook's own, with its templates."""
    result = CachedResult(playbook, folder, "known")
    script = result.recall()
    if not isinstance(script, str):
        with result.noted():
            script = _script(playbook, folder)
        result.keep(script)
    return {f"{HOME}/sheets.js": script.encode()}


def _script(playbook: Linked, folder: Folder) -> str:
    from playbook.typesetting.renderer import sheet_renderer  # what is kept needs no typesetting

    renderer = sheet_renderer(playbook, folder=folder)
    sheets = [
        definition(sheet, playbook) | {"url": _url(sheet.ref)}
        for sheet in answerable_sheets(playbook, renderer)
    ]
    packets = packets_of(playbook, renderer.words, renderer.plain)
    known = {
        "playbook": playbook.manifest.id,
        "upstream": list(playbook.lineage.ids),
        "language": playbook.manifest.language,
        "sheets": sheets,
        "packets": {packet.ref: _parts(packet) for packet in packets},
    }
    data = json.dumps(known, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"(window.playbook = window.playbook || {{}}).known = {data};\nplaybook.arrived?.();\n"


def _parts(packet: Packet) -> dict[str, Any]:
    """Return the sheets of a packet in their order, and what each stop of its path has in it."""
    return {
        "own": packet.own.ref,
        "parts": [part.ref for part in packet.parts if isinstance(part, Sheet)],
        "stops": [[stop.ref, stop.part or ""] for stop in packet.stops],
    }


def _url(ref: Ref) -> str:
    """Return where one goes on: a packet lies on the page of its path, an agenda on Tonight."""
    if ref == COVER:
        return "tonight/"
    return url(Ref(f"{Path.kind}/{ref.id}") if ref.kind == PACKETS else ref)
