"""Streams of a PDF from strangers, unpacked no further than a sheet of ours ever is."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf

from playbook.answers import RefusedError
from playbook.answers.budgets import BUDGETS, over_budget

if TYPE_CHECKING:
    from collections.abc import Iterator

pikepdf.settings.set_qpdf_limits(
    # The library unpacks a stream of objects as soon as it needs one of them. No program packs
    # those otherwise than once and with Flate; streams that are values are unpacked below.
    max_stream_filters=1,
    flate_max_memory=BUDGETS["unpacked"],
    png_max_memory=BUDGETS["unpacked"],
    tiff_max_memory=BUDGETS["unpacked"],
    run_length_max_memory=1,
)


def _name_pattern(name: str) -> str:
    """Return the pattern of a name in a PDF, whose letters may be written as #41."""
    letters = (f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name)
    return f"/{''.join(letters)}"


_STREAM = re.compile(rb"(?<!end)stream[\0\t\f\v ]*(?:\r\n|\n|\r|)")
_OBJECT = re.compile(rb"[\r\n]\d+ \d+ obj\b[^()%#]*\Z")
_HEAD = 2048
# The library has no limit for LZW; what /Filter refers to may be LZW
_UNBOUNDED = re.compile(
    f"{_name_pattern('Filter')}[\\0\\s]*(?:\\[[\\0\\s]*)?(?:{_name_pattern('LZW')}|[\\d%])".encode()
)
_FLATE = ("/FlateDecode", "/Fl")
_FILTERS = 2
_CHUNK = 1 << 16
_FIRST_CHUNK = 1 << 10


class Unpacked:
    """What has come out of the streams of one PDF, a file called `name`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._left = BUDGETS["unpacked"]

    def judge(self, raw: bytes) -> None:
        """Look into all streams that can hold objects, before a library unpacks them in memory.

        What goes in counts, too: streams inside each other would be read again and again.
        Raises RefusedError where more comes out than a sheet has, or nobody can say how much.
        """
        if _UNBOUNDED.search(raw):
            raise damaged_error(self.name)
        for found in _STREAM.finditer(raw):
            start, end = found.span()
            if raw[end : end + 2] not in _ZLIB or _is_picture(raw, start):
                continue
            try:
                self._count(_inflate(self._limit(_chunks(memoryview(raw)[end:]))))
            except RefusedError:
                head = raw[max(0, start - _HEAD) : start]
                if b"/First" in head and b"/ObjStm" not in head:
                    raise damaged_error(self.name) from None  # it must say that it holds objects
                raise

    def stream(self, stream: Any) -> bytes:
        """Return what is in a stream that is a field's value.

        Raises RefusedError where more comes out than a sheet has, or by other ways than ours.
        """
        given = stream.get("/Filter")
        filters = [given] if isinstance(given, pikepdf.Name) else list(given or ())
        if len(filters) > _FILTERS or any(str(one) not in _FLATE for one in filters):
            raise damaged_error(self.name)
        chunks = _chunks(memoryview(stream.read_raw_bytes()))
        for _ in filters:
            chunks = _inflate(chunks)
        return b"".join(self._limit(chunks))

    def _count(self, chunks: Iterator[bytes]) -> None:
        """Count what comes out; where that is packed once more, what comes out of that."""
        first = next(chunks, b"")
        again = chunks if not first else _before(first, chunks)
        if first[:2] in _ZLIB:
            again = _inflate(self._limit(again))
        for _ in self._limit(again):
            pass

    def _limit(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._left -= len(chunk)
            if self._left < 0:
                raise over_budget("unpacked", self.name)
            yield chunk


# The first two bytes of what is packed with Flate: RFC 1950, 2.2
_ZLIB = frozenset(
    bytes((how, check))
    for how in range(8, 128, 16)
    for check in range(256)
    if not (how * 256 + check) % 31
)


def _is_picture(raw: bytes, end: int) -> bool:
    """Tell whether the stream that begins at `end` is surely a picture: it is never unpacked.

    Its object begins on a line of its own, and there are no texts in which that could be feigned.
    """
    start = raw.rfind(b"obj", max(0, end - _HEAD), end)
    about = raw[max(0, start - 20) : end]
    return (
        start >= 0 and b"/Image" in about and b"/First" not in about and bool(_OBJECT.search(about))
    )


def damaged_error(name: str) -> RefusedError:
    """Return the refusal of a PDF that cannot be read."""
    return RefusedError(
        f"{name} is damaged: it cannot be read as a PDF. Save it again in the program that "
        "filled it in, or ask for it once more.",
        "pdf_damaged",
    )


def _before(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _chunks(view: memoryview) -> Iterator[bytes]:
    """Yield the bytes of `view`: few at first, since many a stream ends soon."""
    at, size = 0, _FIRST_CHUNK
    while at < len(view):
        yield bytes(view[at : at + size])
        at, size = at + size, min(2 * size, _CHUNK)


def _inflate(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield what is packed in `chunks`, a little at a time, as far as it can be unpacked."""
    packed = zlib.decompressobj()
    for chunk in chunks:
        data = chunk
        while data and not packed.eof:
            try:
                out = packed.decompress(data, _CHUNK)
            except zlib.error:
                return
            if out:
                yield out
            data = packed.unconsumed_tail
        if packed.eof:
            return
