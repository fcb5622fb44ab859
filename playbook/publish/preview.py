"""A playbook while it is written: what changed is read anew, and what is asked for is drawn.

No page is kept, so none can be out of date: at every request the fingerprints of all files are
compared, and where one has changed, the whole playbook is read and judged anew. Only drawing is
put off.
"""

from __future__ import annotations

import html
import os
import posixpath
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import TemplateError
from mkdocs.exceptions import MkDocsException

from playbook.cache.fingerprints import Fingerprints
from playbook.cache.memo import Memo
from playbook.errors import PlaybookError, counted
from playbook.pipeline import outline
from playbook.publish.alone import THEME
from playbook.publish.demand import Demand, Theme
from playbook.publish.settings import SETTINGS
from playbook.publish.stage import build
from playbook.render.own_templates import place_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_BURST = 0.3
"""Seconds in which a page asks for its files: they are taken to be of one state."""
_TROUBLE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta http-equiv="refresh" content="2"><title>The playbook has problems</title>
<body style="font:17px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em">
<h1>The playbook has problems</h1>
<p>This page goes away by itself when they are mended.</p><ul>{lines}</ul></body>"""


class Response(NamedTuple):
    """What is answered to a request: a status of HTTP, and what is sent."""

    code: int
    content: bytes = b""
    name: str = "index.html"
    """The file that it is, which tells its type; of a 302, the address to go to."""


class Preview:
    """One playbook, and the last state of it that was read."""

    def __init__(
        self, folder: Path, edition: str | None, work: Path, say: Callable[[str], None]
    ) -> None:
        """Take the playbook in `folder`; `work` is a folder to work in, `say` gets lines."""
        self._folder, self._edition, self._say = folder, edition, say
        self._site, self._drawn = work / "site", work / "drawn"
        self._lock = threading.RLock()
        self._fingerprints = Fingerprints({}, settled=False)
        self._looked = 0.0
        self._theme: Theme | None = None
        self._demand: Demand | None = None
        self._memo = Memo()
        self._reason = ""
        self._trouble = ""
        self._told: list[str] = []

    def shown(self) -> Fingerprints:
        """Return the fingerprints of the files that were read last."""
        return self._fingerprints

    def look(self) -> None:
        """Read what changed, and say what is wrong with it."""
        with self._lock:
            self._refresh()
            for line in self._trouble.splitlines() or self._told:
                self._say(line)

    def answer(self, path: str) -> Response:
        """Return what there is at the path of an address, as the files are now."""
        name = posixpath.normpath(f"/{path}").lstrip("/")
        if path.endswith("/"):
            name = f"{name}/index.html".lstrip("/")
        with self._lock:
            if name.endswith(".html") or time.monotonic() - self._looked > _BURST:
                self._refresh()
            if self._trouble:
                return _trouble(self._trouble)
            try:
                return self._found(path, name)
            except PlaybookError as error:
                return _trouble(str(error))

    def _found(self, path: str, name: str) -> Response:
        content = self._content(name)
        if content is not None:
            return Response(200, content, name)
        if not path.endswith("/") and self._content(f"{name}/index.html") is not None:
            return Response(302, name=f"{path}/")
        return Response(404, self._content("404.html") or b"This page does not exist.\n")

    def _content(self, name: str) -> bytes | None:
        """Return the file `name` of the site. Raises PlaybookError where it cannot be made."""
        if self._demand is None:
            path = self._site / name
            return path.read_bytes() if os.path.isfile(path) else None  # noqa: PTH113  # any name
        with _for_people():
            return self._demand.make(name)

    def _refresh(self) -> None:
        """Read the playbook anew, if anything of it is not as it was."""
        self._looked = time.monotonic()
        before, fingerprints = self._fingerprints, Fingerprints.of(self._folder)
        if fingerprints.files == before.files and before.settled:
            return
        self._fingerprints = fingerprints
        self._memo.look(self._folder, fingerprints)
        if self._theme is None or not (
            before.settled and fingerprints.same(before, SETTINGS, THEME)
        ):
            self._theme = None
        try:
            with _for_people():
                self._read()
        except PlaybookError as error:
            self._trouble = str(error)
        else:
            self._trouble = ""

    def _read(self) -> None:
        theme = self._theme = self._theme or Theme(self._folder, self._drawn)
        edition = self._edition or theme.edition
        if theme.reason:
            self._build(theme.reason)
            return
        site_url = theme.config.site_url or ""
        site = outline(self._folder, edition=edition, site_url=site_url, memo=self._memo)
        self._demand = Demand(site, theme, self._folder)
        self._told = [str(one) for one in (*theme.warnings, *site.warnings)]
        self._told.append(f"{counted(len(site.pages), 'page')} ready.")

    def _build(self, reason: str) -> None:
        """Build the whole site, where its pages cannot be drawn one by one."""
        if reason != self._reason:
            self._say(f"Every change builds all pages, because of {reason}.")
        self._reason, self._demand = reason, None
        built = build(self._folder, edition=self._edition, site_dir=self._site)
        self._told = [*built.warnings, f"{counted(built.pages, 'page')} built."]


@contextmanager
def _for_people() -> Iterator[None]:
    """Raise PlaybookError, in plain words, for what keeps a page from being drawn."""
    try:
        yield
    except TemplateError as error:
        file, line = place_of(error)
        raise PlaybookError(f"A template fails at {file}:{line}: {error}.") from error
    except MkDocsException as error:
        raise PlaybookError(f"MkDocs could not draw this page: {error}") from error
    except OSError as error:
        told = f"{error.filename or 'A file'}: {error.strerror or error}"
        raise PlaybookError(f"A file could not be read or written ({told}).") from error


def _trouble(told: str) -> Response:
    lines = "".join(f"<li>{html.escape(line)}" for line in told.splitlines())
    return Response(500, _TROUBLE.format(lines=lines).encode())
