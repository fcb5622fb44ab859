from __future__ import annotations

import io
import json
import struct
from typing import TYPE_CHECKING, Any

import page
import pikepdf
import pytest

from playbook.answers import normalise
from playbook.sheets.fill import blank_sheet
from playbook.sheets.read import read_sheet
from playbook.sheets.sidecar import sidecar
from playbook.typesetting.paper import A4
from tests.sheets.making import made

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module", params=["en", "ar"])
def bench(request, tmp_path_factory):
    sheet, renderer = made(tmp_path_factory.mktemp("sidecar"), request.param)
    return sheet, blank_sheet(sheet, A4, renderer), renderer.words


def _glyphs(font: dict[str, Any], text: str) -> str:
    known = {
        first + n: glyph + n for first, glyph, widths in font["glyphs"] for n in range(len(widths))
    }
    return "".join(f"{known[ord(sign)]:04X}" for sign in text)


def _objects(data: dict[str, Any], values: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """Yield the objects of an update, written from the sidecar alone."""
    number = data["size"]
    for name, value in values.items():
        field = data["fields"][name]
        if field["kind"] == "text":
            width, height = field["rect"]
            drawing = f"/Tx BMC q BT {data['ink']} /Fill 8 Tf 3 8 Td <{_glyphs(data['font'], value)}> Tj ET Q EMC"  # noqa: E501
            text = (b"\xfe\xff" + value.encode("utf-16-be")).hex()
            yield (
                field["object"],
                f"{field['head']} /V <{text}> /DA (/Fill 8 Tf) /AP << /N {number} 0 R >> >>",
            )
            form = f"<< /Type /XObject /Subtype /Form /BBox [0 0 {width} {height}]"
            length = f"/Resources {data['resources']} 0 R /Length {len(drawing)} >>"
            yield number, f"{form} {length}\nstream\n{drawing}\nendstream"
            number += 1
        elif field["kind"] == "box":
            on = field["on"]
            yield field["object"], f"{field['head']} /V /{on} /AS /{on} >>"
        else:
            yield field["object"], f"{field['head']} /V /{value} >>"
            for option in field["options"]:
                state = value if option["on"] == value else "Off"
                yield option["object"], f"{option['head']} /AS /{state} >>"
    hidden = data["hidden"]
    about = json.dumps({**hidden["about"], "copy": "Riverside"})
    yield hidden["object"], f"{hidden['head']} /V <{about.encode().hex()}> >>"


def _updated(raw: bytes, data: dict[str, Any], values: dict[str, Any]) -> bytes:
    out = raw + b"\n"
    entries: dict[int, int] = {}
    for number, body in _objects(data, values):
        entries[number] = len(out)
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    last = max(data["size"], *entries) + 1
    entries[last] = start = len(out)
    table = b"".join(struct.pack(">BIH", 1, entries[number], 0) for number in sorted(entries))
    index = " ".join(f"{number} 1" for number in sorted(entries))
    first, second = data["id"]
    head = (
        f"<< /Type /XRef /W [1 4 2] /Index [{index}] /Size {last + 1} /Prev {data['startxref']} "
        f"/Root {data['root']} 0 R /Info {data['info']} 0 R /ID [<{first}> <{second}>] "
        f"/Length {len(table)} >>"
    )
    out += f"{last} 0 obj\n{head}\nstream\n".encode() + table + b"\nendstream\nendobj\n"
    return out + f"startxref\n{start}\n%%EOF\n".encode()


def test_a_sheet_is_filled_in_by_one_update_written_from_the_sidecar_alone(bench):
    sheet, raw, words = bench
    values = {"top_name": "Zoë Жук", "top_done": True, "one": "yes", "many.o3": True,
              "cards.1.rate": "4", "cards.0.name": "Ana"}  # fmt: skip
    filled = _updated(raw, sidecar(raw, words), values)
    answers = {"top_name": "Zoë Жук", "top_done": True, "one": "yes", "many": ["o3"],
               "cards": [{"name": "Ana"}, {"rate": "4"}]}  # fmt: skip
    expected = normalise({"answers": answers, "copy": "Riverside"}, sheet)
    assert read_sheet(filled, name="a", sheets=[sheet]) == expected
    report = page.validate_pdf_bytes(filled, profile=page.ValidationProfile.PDF_UA_1)
    assert [str(failure) for failure in report.failures] == []
    with pikepdf.open(io.BytesIO(filled)) as pdf:
        assert pdf.check_pdf_syntax() == []
