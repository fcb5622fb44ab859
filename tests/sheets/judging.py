"""What a validator of PDF/UA says."""

from __future__ import annotations

import io

import page
import pikepdf


def opened_pdf(raw: bytes) -> pikepdf.Pdf:
    """Return a PDF to look into."""
    return pikepdf.open(io.BytesIO(raw))


def failures(raw: bytes) -> list[str]:
    """Return the rules of PDF/UA-1 that a PDF breaks."""
    report = page.validate_pdf_bytes(raw, profile=page.ValidationProfile.PDF_UA_1)
    return [str(failure) for failure in report.failures]
