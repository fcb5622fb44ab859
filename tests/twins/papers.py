"""Small PDFs, written by hand."""

from __future__ import annotations


def paper(objects: list[str], *, trailer: str = "") -> bytes:
    """Return a PDF with `objects`, numbered from 1: the first is the root; signs are bytes."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + text.encode("latin-1") + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    root = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer} >>\n"
    return bytes(out + root.encode() + f"startxref\n{start}\n%%EOF\n".encode())


PAGES = "<< /Type /Pages /Kids [] /Count 0 >>"


def form(fields: list[str], *more: str) -> bytes:
    """Return a PDF whose form has `fields`, which may refer to `more` objects from 3 on."""
    return paper(
        [
            f"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [{' '.join(fields)}] >> >>",
            PAGES,
            *more,
        ]
    )


def sheet_form(about: str, fields: list[str], *more: str) -> bytes:
    """Return a sheet of ours: a form whose hidden field says `about`."""
    hidden = about.encode("utf-16-be").hex()
    return form([f"<< /FT /Tx /T (_sheet) /V <feff{hidden}> >>", *fields], *more)
