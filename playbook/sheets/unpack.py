"""Streams of a PDF from strangers, unpacked no further than a sheet of ours ever is."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any

import pikepdf

from playbook.answers import RefusedError
from playbook.answers.budgets import BUDGETS, past

if TYPE_CHECKING:
    from collections.abc import Iterator

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_NAME = re.compile(rb"#([0-9A-Fa-f]{2})")
_PACKED = re.compile(rb"/(ObjStm|XRef)\b")
_FLATE = ("/FlateDecode", "/Fl")
_FILTERS = 2
_CHUNK = 1 << 16


class Unpacked:
    """What has come out of the streams of one PDF, a file called `name`."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._left = BUDGETS["unpacked"]

    def judge(self, raw: bytes) -> None:
        """Look into all streams that hold objects, before a library unpacks them in memory.

        Raises RefusedError where more comes out than a sheet has.
        """
        end = 0
        for found in _STREAM.finditer(raw):
            head = raw[end : found.start()]
            end = found.end()
            if b"#" in head:
                head = _NAME.sub(lambda code: bytes([int(code[1], 16)]), head)
            if _PACKED.search(head):
                self._count(_inflated(_chunks(memoryview(raw)[end:])))

    def stream(self, stream: Any) -> bytes:
        """Return what is in a stream that is a field's value.

        Raises RefusedError where more comes out than a sheet has, or by other ways than ours.
        """
        given = stream.get("/Filter")
        filters = [given] if isinstance(given, pikepdf.Name) else list(given or ())
        if len(filters) > _FILTERS or any(str(one) not in _FLATE for one in filters):
            raise damaged(self.name)
        chunks = _chunks(memoryview(stream.read_raw_bytes()))
        for _ in filters:
            chunks = _inflated(chunks)
        return b"".join(self._counted(chunks))

    def _count(self, chunks: Iterator[bytes]) -> None:
        """Count what comes out; where that is packed once more, what comes out of that."""
        first = next(chunks, b"")
        again = chunks if not first else _before(first, chunks)
        if first[:1] == b"x" and first[:2] in _ZLIB:
            again = _inflated(self._counted(again))
        for _ in self._counted(again):
            pass

    def _counted(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._left -= len(chunk)
            if self._left < 0:
                raise past("unpacked", self.name)
            yield chunk


_ZLIB = (b"x\x01", b"x\x5e", b"x\x9c", b"x\xda")


def damaged(name: str) -> RefusedError:
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
    for at in range(0, len(view), _CHUNK):
        yield bytes(view[at : at + _CHUNK])


def _inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
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
