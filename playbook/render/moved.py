"""Templates that stood elsewhere in an earlier version: who has an own one is told where it is."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOVED: Mapping[str, str] = MappingProxyType(
    {
        "assets/96-tonight.css": "pages/tonight.css",
        "home/style.css": "pages/home.css",
        "parts/form/controls.html": "fields/controls.html and fields/<type>/form.html",
        "parts/form/field.html": "fields/field.html and fields/<type>/form.html",
        "parts/form/map.html": "fields/table/map.html",
        "parts/form/marks.html": "fields/marks.html",
        "parts/form/rows.html": "fields/cell.html, fields/table/form.html, fields/list/form.html",
        "fields/paper.html": "sheets/ and fields/<type>/sheet.typ",
        "fields/sheet.html": "sheets/sheet.typ and fields/<type>/sheet.typ",
        "parts/paper/checklist.html": "sheets/sheet.typ",
        "parts/paper/frame.html": "sheets/packet.typ",
        "parts/paper/guide.html": "sheets/packet.typ",
        "parts/paper/marks.html": "sheets/ and fields/<type>/sheet.typ",
        "parts/paper/table.html": "fields/table/sheet.typ",
        "parts/paper/worksheet.html": "sheets/sheet.typ and fields/<type>/sheet.typ",
        "sheets/fields.typ": "fields/sheet.typ and fields/<type>/sheet.typ",
    }
)
"""Where a template was -> where its work is done now."""
