"""The widgets of a PDF, as tests look for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.pdf.widgets import HIDDEN

if TYPE_CHECKING:
    from pikepdf import Page, Pdf


def widgets_of(pdf: Pdf) -> list[Any]:
    """Return all widgets to write in, page by page."""
    return [widget for page in pdf.pages for widget in widgets_on(page)]


def widgets_on(page: Page) -> list[Any]:
    """Return the widgets to write in on a page; a link from page to page is none."""
    return [
        annotation
        for annotation in page.get("/Annots", [])
        if "/Dest" not in annotation and annotation.get("/T") != HIDDEN
    ]
