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


def in_a_table(head: str, data: bytes) -> bytes:
    """Return a PDF whose table says that its root lies in a stream, `data` after `head`."""
    out = bytearray(b"%PDF-1.7\n")
    start = len(out)
    out += f"3 0 obj\n<< /N 2 /First 10 {head} /Length {len(data)} >>\nstream\n".encode()
    out += data + b"\nendstream\nendobj\n"
    table = len(out)
    rows = ((0, 0, 255), (2, 3, 0), (2, 3, 1), (1, start, 0), (1, table, 0))
    entries = b"".join(bytes((how, *place.to_bytes(4, "big"), last)) for how, place, last in rows)
    about = f"/Type /XRef /Size 5 /W [1 4 1] /Root 1 0 R /Length {len(entries)}"
    out += f"4 0 obj\n<< {about} >>\nstream\n".encode() + entries + b"\nendstream\nendobj\n"
    return bytes(out + f"startxref\n{table}\n%%EOF\n".encode())


def noughts_in_lzw(size: int) -> bytes:
    """Return what unpacks by LZW (ISO 32000-2, 7.4.4) to at least `size` noughts."""
    clear, end, first = 256, 257, 258
    most = 4094 - first  # codes before the table is full; each stands for one sign more
    codes = f"{clear:09b}{ord('0'):09b}"
    for code in range(first, first + most):
        width = 9 + sum(code >= full for full in (511, 1023, 2047))
        codes += f"{code:0{width}b}"
    rounds = -(-size // sum(range(1, most + 2)))
    bits = codes + codes.replace(f"{clear:09b}", f"{clear:012b}", 1) * (rounds - 1) + f"{end:012b}"
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")
