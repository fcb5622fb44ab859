"""Is an SVG a picture and nothing else? People can open it by its address, where scripts run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol
from xml.etree.ElementTree import ParseError, XMLParser

if TYPE_CHECKING:
    from collections.abc import Mapping

_DECLARED = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE
)
_SCRIPTS = frozenset(
    ("script", "foreignobject", "handler", "listener", "iframe", "embed", "object")
)
# Names in these are live wherever they stand: HTML and MathML
_LIVE = ("http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/math/mathml")
_HREF = re.compile(r"#|data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_AWAY = re.compile(r"url\((?!\s*[\"']?\s*(?:#|data:))|@import|\\|javascript:", re.IGNORECASE)


class Picture(Protocol):
    """A picture, wherever it lies: in a folder, or packed with an upstream."""

    def read_bytes(self) -> bytes:
        """Return the whole file."""
        ...


class _ActiveContent(Exception):  # noqa: N818  # not an error of ours: it ends the reading of one picture
    """The picture holds what is named in the first argument."""


class _Judge:
    """Look at every part of a picture, as the parser comes by it."""

    def __init__(self) -> None:
        self._style: list[str] | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        space, _, name = tag.rpartition("}")
        if name.lower() in _SCRIPTS or space.lower().strip("{ ") in _LIVE:
            raise _ActiveContent("a script, or a page inside the picture")
        if name.lower() == "style":
            self._style = []
        for key, value in attributes.items():
            _judge(key.rpartition("}")[2].lower(), value)

    def data(self, text: str) -> None:
        if self._style is not None:
            self._style.append(text)

    def end(self, tag: str) -> None:
        if tag.rpartition("}")[2].lower() == "style":
            _judge("style", "".join(self._style or ()))
            self._style = None

    def pi(self, target: str, _data: str | None = None) -> None:
        raise _ActiveContent(f"an instruction ({target[:40]})")

    def close(self) -> None:
        pass


def _judge(name: str, value: str) -> None:
    if name.startswith("on"):
        raise _ActiveContent(f"a script ({name[:40]})")
    if name == "attributename" and re.search(r"href|^on", value.strip(), re.IGNORECASE):
        raise _ActiveContent("a link that changes")
    if name in ("href", "src") and not _HREF.match(value.strip()):
        raise _ActiveContent("a link to somewhere else")
    if _AWAY.search(value):
        raise _ActiveContent("a link to somewhere else")


def svg_problem(raw: bytes) -> str | None:
    """Say what in an SVG picture is more than a picture; None where nothing is."""
    if b"<!ENTITY" in raw or b"\0" in raw or _DECLARED.match(raw):
        return "holds entities, or is not UTF-8"
    parser = XMLParser(target=_Judge())
    try:
        parser.feed(raw)
        parser.close()
    except _ActiveContent as found:
        return f"holds {found}"
    except ParseError as error:
        line, column = error.position
        return f"is not an SVG that can be read (line {line}, column {column + 1})"
    return None
