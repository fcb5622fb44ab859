"""Templates that stood elsewhere in an earlier version: who has an own one is told where it is."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

MOVED: Mapping[str, str] = MappingProxyType(
    {
        "parts/form/controls.html": "fields/controls.html and fields/<type>/form.html",
        "parts/form/field.html": "fields/field.html and fields/<type>/form.html",
        "parts/form/map.html": "fields/table/map.html",
        "parts/form/marks.html": "fields/marks.html",
        "parts/form/rows.html": "fields/cell.html, fields/table/form.html, fields/list/form.html",
        "parts/paper/marks.html": "fields/paper.html and fields/<type>/paper.html",
        "parts/paper/table.html": "fields/table/paper.html",
        "parts/paper/worksheet.html": "fields/sheet.html and fields/<type>/paper.html",
        "sheets/fields.typ": "fields/sheet.typ and fields/<type>/sheet.typ",
    }
)
"""Where a template was -> where its work is done now."""
