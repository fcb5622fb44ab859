"""What a validator of PDF/UA says."""

from __future__ import annotations

import io

import page
import pikepdf

LIMITS = page.SafetyLimits(max_reference_depth=4096)
"""Bookmarks of one level are a chain, as long as there are items: 300 tips are judged, too."""


def opened_pdf(raw: bytes) -> pikepdf.Pdf:
    """Return a PDF to look into."""
    return pikepdf.open(io.BytesIO(raw))


def failures(raw: bytes) -> list[str]:
    """Return the rules of PDF/UA-1 that a PDF breaks."""
    profile = page.ValidationProfile.PDF_UA_1
    report = page.validate_pdf_bytes(raw, profile=profile, limits=LIMITS)
    return [str(failure) for failure in report.failures]
