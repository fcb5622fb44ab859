"""Files, links and PDFs that mean harm, made by code: each is small, or as large as one may be."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

from tests.twins.papers import PAGES, form, in_a_table, noughts_in_lzw, paper, sheet_form

PLAYBOOK, PLAN = "org.example.base", "worksheets/plan"
HEAD = f'{{"format":"playbook-answers/1","playbook":"{PLAYBOOK}","worksheet":"{PLAN}","answers":'
ABOUT = json.dumps({"format": "playbook-sheet/1", "playbook": PLAYBOOK, "sheet": PLAN})
BOMB = 100_000_000


def answers(text: str) -> bytes:
    return f"{HEAD}{text}}}".encode()


def text_fields(values: Iterator[tuple[str, str]]) -> list[str]:
    return [f"<< /FT /Tx /T ({name}) /V ({value}) >>" for name, value in values]


@cache
def deflated(size: int, *, times: int = 1) -> bytes:
    """Return what unpacks to `size` bytes, packed several times over."""
    packer = zlib.compressobj(9)
    block = b" " * 1_000_000
    packed = b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return packed


def link(raw: bytes) -> bytes:
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(raw) + packer.flush()
    return base64.urlsafe_b64encode(packed).rstrip(b"=")


def stream(head: str, data: bytes) -> str:
    return f"<< {head} /Length {len(data)} >>\nstream\n" + data.decode("latin-1") + "\nendstream"


FILES: dict[str, Callable[[], bytes]] = {
    "5,000 rows": lambda: answers('{"beds":[' + ",".join(['{"name":"x"}'] * 5000) + "]}"),
    "1,001 lines": lambda: answers('{"plants":[' + ",".join(['"x"'] * 1001) + "]}"),
    "60,000 unknown rows": lambda: answers('{"x":[' + ",".join(["[1]"] * 60_000) + "]}"),
    "a million empty lists": lambda: answers("[" + ",".join(["[]"] * 1_000_000) + "]"),
    "a million lists, unclosed": lambda: b"[]," * 1_000_000,
    "100,000 brackets": lambda: b"[" * 100_000,
    "four million brackets": lambda: b"[" * 4_000_000,
    "four million braces": lambda: b'{"a":' * 900_000,
    "13 levels": lambda: answers("[" * 12 + "]" * 12),
    "9 levels in an answer": lambda: answers('{"x":' + "[" * 9 + '"y"' + "]" * 9 + "}"),
    "30,000 keys": lambda: answers(json.dumps({f"k{n}": "x" for n in range(30_000)})),
    "300,000 keys": lambda: answers(json.dumps({f"k{n}": "x" for n in range(300_000)})),
    "keys of hidden signs": lambda: answers(
        json.dumps({"a" + "\x01" * n: "x" for n in range(1, 2000)})
    ),
    "keys that only grow": lambda: answers(
        json.dumps({"g" + "_" * n: str(n) for n in range(190)})[:-1]
        + '},"earlier":'
        + json.dumps({"g" + "_" * n: "x" for n in range(190)})
    ),
    "a long key": lambda: answers(json.dumps({"k" * 4_000_000: "x"})),
    "a text of 2 MB": lambda: answers(json.dumps({"place": "word " * 400_000})),
    "a text of 4.9 MB": lambda: answers(json.dumps({"story": "x" * 4_900_000})),
    "a text of marks": lambda: answers(
        json.dumps({"story": "a" + "\u0301\u0323" * 200_000}, ensure_ascii=False)
    ),
    "a text of quotes": lambda: answers('{"story":"' + '\\"' * 2_000_000 + '"}'),
    "a text of slashes": lambda: answers('{"story":"' + "\\\\" * 2_000_000 + '"}'),
    "a text without end": lambda: answers('{"story":"' + "x\\" * 2_000_000),
    "a text of escapes": lambda: answers('{"story":"' + "\\u0041" * 800_000 + '"}'),
    "spaces": lambda: b" " * 4_999_999,
    "spaces and a brace": lambda: b" " * 4_999_998 + b"{",
    "spaces before a colon": lambda: b'{"a"' + b" " * 4_900_000 + b':1,"a":2}',
    "zeros": lambda: b"\0" * 4_999_999,
    "more than 5 MB": lambda: b" " * 5_000_001,
    "a number of 4 million digits": lambda: answers('{"size":' + "9" * 4_000_000 + "}"),
    "1e999999999": lambda: answers('{"size":1e999999999}'),
    "NaN": lambda: answers('{"size":NaN}'),
    "Infinity": lambda: answers('{"size":-Infinity}'),
    "a key twice": lambda: answers('{"place":"a","place":"b"}'),
    "answers twice": lambda: answers('{},"answers":{"place":"x"}'),
    "__proto__ at the top": lambda: answers('{},"__proto__":{"x":1}'),
    "__proto__ in an answer": lambda: answers('{"__proto__":{"x":1}}'),
    "__proto__ in hiding": lambda: answers('{"\\u005f_proto__":{"x":1}}'),
    "constructor": lambda: answers('{"constructor":{"prototype":{"x":"1"}}}'),
    "UTF-16": lambda: answers("{}").decode().encode("utf-16"),
    "Latin-1": lambda: answers('{"place":"é"}').decode().encode("latin-1"),
    "surrogates": lambda: answers('{"place":"\\ud800","\\udfff":"x"}'),
}

LINKS: dict[str, Callable[[], bytes]] = {
    "5,000 rows in 360 letters": lambda: link(FILES["5,000 rows"]()),
    "100 MB": lambda: link(b" " * 100_000_000),
    "nothing": lambda: b"",
    "no base64": lambda: b"!!!",
    "not deflated": lambda: b"QUFBQQ",
    "cut off": lambda: link(answers('{"place":"x"}'))[:-9],
    "a key twice": lambda: link(FILES["a key twice"]()),
    "100,000 brackets": lambda: link(FILES["100,000 brackets"]()),
}


def _circle(kids: int) -> bytes:
    refs = " ".join(f"{number} 0 R" for number in range(3, 3 + kids))
    nodes = [f"<< /T (k{number}) /Kids [{refs}] >>" for number in range(kids)]
    return form(["3 0 R"], *nodes)


def _deep(levels: int) -> bytes:
    nodes = [f"<< /T (a) /Kids [{number + 4} 0 R] >>" for number in range(levels)]
    return form(["3 0 R"], *nodes, "<< /FT /Tx /T (z) /V (x) >>")


def _value(data: bytes, filters: str) -> bytes:
    value = stream(f"/Filter {filters}", data)
    return sheet_form(ABOUT, ["3 0 R"], "<< /FT /Tx /T (place) /V 4 0 R >>", value)


def _objects(head: str, data: bytes) -> bytes:
    return sheet_form(
        ABOUT, ["3 0 R"], "<< /FT /Tx /T (place) /V (x) >>", stream(f"/Type /ObjStm {head}", data)
    )


def _paged(pages: str, *more: str, form: str = "<< >>", trailer: str = "") -> bytes:
    """Return a PDF whose pages are object 2, with `more` objects from 3 on."""
    root = f"<< /Type /Catalog /Pages 2 0 R /AcroForm {form} >>"
    return paper([root, pages, *more], trailer=trailer)


def _circle_of_pages() -> bytes:
    kids = " ".join(f"{number} 0 R" for number in range(2, 30))
    tree = f"<< /Type /Pages /Kids [{kids}] /Count 1 >>"
    return _paged(tree, *[tree] * 27)


def _page_with(annotations: str, *more: str) -> bytes:
    leaf = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Annots [{annotations}] >>"
    return _paged("<< /Type /Pages /Kids [3 0 R] /Count 1 >>", leaf, *more)


def _many_pages(count: int) -> bytes:
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + count))
    leaf = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    return _paged(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", *[leaf] * count)


def _parents_in_a_circle() -> bytes:
    number = 4
    line = [f"<< /FT /Tx /T (a) /Parent {number + n % 9 + 1} 0 R >>" for n in range(10)]
    return _page_with("4 0 R", *line)


def _locked(lock: str) -> bytes:
    fields = "<< /Fields [<< /FT /Tx /T (place) /V (x) >>] >>"
    return _paged(PAGES, form=fields, trailer=f"/Encrypt {lock} /ID [<00> <00>]")


def _in_a_table(make: Callable[[], tuple[str, bytes]]) -> bytes:
    return in_a_table(*make())


PACKED: dict[str, Callable[[], tuple[str, bytes]]] = {
    "without its type": lambda: ("/Filter /FlateDecode", deflated(BOMB)),
    "in LZW": lambda: ("/Filter /LZWDecode", noughts_in_lzw(BOMB)),
    "in LZW by another name": lambda: ("/Filter [ /LZ#57 ]", noughts_in_lzw(BOMB)),
    "in run lengths": lambda: ("/Filter /RunLengthDecode", b"\x810" * (BOMB // 128) + b"\x80"),
    "in run lengths, deflated": lambda: (
        "/Filter [/FlateDecode /RunLengthDecode]",
        zlib.compress(b"\x810" * (BOMB // 128) + b"\x80"),
    ),
    "deflated three times": lambda: (
        "/Filter [/FlateDecode /FlateDecode /FlateDecode]",
        deflated(BOMB, times=3),
    ),
    "deflated, in hexadecimal": lambda: (
        "/Filter [/ASCIIHexDecode /FlateDecode]",
        deflated(BOMB).hex().encode() + b">",
    ),
    "that seems to begin before": lambda: ("/X (stream\n) /Filter /FlateDecode", deflated(BOMB)),
    "that seems a picture": lambda: (
        "/X (\n9 0 obj) /Subtype /Image /Filter /FlateDecode",
        deflated(BOMB),
    ),
}
PDFS: dict[str, Callable[[], bytes]] = {
    "6 kids in a circle": lambda: _circle(6),
    "10 kids in a circle": lambda: _circle(10),
    "500 kids in a circle": lambda: _circle(500),
    "a field that is its own kid": lambda: form(["3 0 R"], "<< /T (a) /Kids [3 0 R] >>"),
    "a field that is a reference to itself": lambda: form(["3 0 R"], "3 0 R"),
    "kids 2,000 deep": lambda: _deep(2000),
    "lists 5,000 deep": lambda: form(["[" * 5000 + "]" * 5000]),
    "lists unclosed": lambda: form(["[" * 5000]),
    "groups 5,000 deep": lambda: form(["<< /T " * 5000 + ">>" * 5000]),
    "40,000 fields": lambda: form(text_fields((f"f{n}", "x") for n in range(40_000))),
    "25,000 values": lambda: sheet_form(ABOUT, text_fields((f"f{n}", "x") for n in range(25_000))),
    "2,000 rows": lambda: sheet_form(
        ABOUT, text_fields((f"beds.{n}.name", "x") for n in range(2000))
    ),
    "a name of 50,000 parts": lambda: sheet_form(ABOUT, text_fields(iter([("a." * 50_000, "x")]))),
    "a row of 5,000 digits": lambda: sheet_form(
        ABOUT, text_fields(iter([("beds." + "9" * 5000 + ".name", "x")]))
    ),
    "a text of 5 MB": lambda: sheet_form(ABOUT, text_fields(iter([("place", "x" * 5_000_000)]))),
    "a text of brackets": lambda: sheet_form(ABOUT, [f"<< /FT /Tx /T (a) /V {'(' * 90_000} >>"]),
    "a value deflated": lambda: _value(deflated(BOMB), "/FlateDecode"),
    "a value deflated twice": lambda: _value(
        deflated(BOMB, times=2), "[/FlateDecode /FlateDecode]"
    ),
    "a value deflated three times": lambda: _value(
        deflated(BOMB, times=3), "[/FlateDecode /FlateDecode /FlateDecode]"
    ),
    "a value in LZW": lambda: _value(b"\x80\x0b\x60\x50", "/LZWDecode"),
    "an object stream of a billion": lambda: _objects(
        "/N 1000000000 /First 4 /Filter /FlateDecode", zlib.compress(b"9 0 (x)")
    ),
    "an object stream of a billion, plain": lambda: _objects("/N 1000000000 /First 4", b"9 0 (x)"),
    "an object stream deflated": lambda: _objects(
        "/N 1 /First 4 /Filter /FlateDecode", deflated(BOMB)
    ),
    "an object stream deflated twice": lambda: _objects(
        "/N 1 /First 4 /Filter [/FlateDecode /FlateDecode]", deflated(BOMB, times=2)
    ),
    **{
        f"an object stream {name}, reached by a table": partial(_in_a_table, make)
        for name, make in PACKED.items()
    },
    "a hidden field with a key twice": lambda: sheet_form(
        ABOUT[:-1] + ',"copy":"a","copy":"b"}', []
    ),
    "a hidden field of brackets": lambda: sheet_form(
        ABOUT[:-1] + ',"rest":' + "[" * 500 + "]" * 500 + "}", []
    ),
    "a hidden field with 3,000 rows": lambda: sheet_form(
        ABOUT[:-1] + ',"earlier":{"x":[' + ",".join(["1"] * 3000) + "]}}", []
    ),
    "pages in a circle": _circle_of_pages,
    "40,000 pages": partial(_many_pages, 40_000),
    "10,000 pages": partial(_many_pages, 10_000),
    "40,000 fields on a page": lambda: _page_with("<< /FT /Tx /T (place) /V (x) >> " * 40_000),
    "25,000 buttons on a page": lambda: _page_with("<< /NM (soil=clay) /AS /clay >> " * 25_000),
    "parents in a circle": _parents_in_a_circle,
    "2,000 signs": lambda: sheet_form(
        ABOUT, [f"<< /FT /Tx /T (x{n}._sheet) /V ({ABOUT}) >>" for n in range(2000)]
    ),
    "a lock of nonsense": lambda: _locked("<< /Filter /Standard /V 5 /R 6 /U (x) /UE () >>"),
    "a lock of another kind": lambda: _locked("<< /Filter /Adobe.PubSec /V 4 >>"),
    "a lock that is no group": lambda: _locked("7 0 R"),
    "spaces between numbers": lambda: form([]) + b"1 " + b" " * 3_000_000 + b"0 obj",
    "a million numbers": lambda: form([]) + b"1 0 " * 1_000_000,
    "100,000 objects": lambda: form([], *["1"] * 100_000),
    "no PDF": lambda: b"%PDF-1.7 nothing",
    "zeros": lambda: b"%PDF-1.7" + b"\0" * 5_000_000,
    "more than 20 MB": lambda: b"%PDF-1.7" + b" " * 20_000_000,
}


def corpus() -> dict[str, tuple[str, Callable[[], bytes], dict[str, Any]]]:
    """Return every case by its name: how it is read, its bytes, and what else the reader needs."""
    sheet = {"sheet": PLAN}
    return {
        f"{call}: {name}": (call, make, sheet)
        for call, cases in (("read", FILES), ("link", LINKS), ("pdf", PDFS))
        for name, make in cases.items()
    }
