"""Show the playbook while it is written, and load its pages anew at every change."""

from __future__ import annotations

import gc
import logging
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from mkdocs.livereload import LiveReloadServer

from playbook.errors import PlaybookError
from playbook.memory import gc_paused
from playbook.publish.preview import Preview
from playbook.publish.stage import bring_back_site
from playbook.publish.watch import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment


HOST = "127.0.0.1"
_QUIET = 0.05
"""Seconds without a further change after which pages are loaded anew."""
_ADDRESS = re.compile(r"[^\0]{0,2000}", re.DOTALL)
_CODES = {200: "200 OK", 302: "302 Found", 404: "404 Not Found", 500: "500 Internal Server Error"}


def guard(preview: Preview, server: LiveReloadServer) -> Callable[..., Iterable[bytes]]:
    """Return what answers for `preview`, to our own name alone: no other site may read drafts."""

    def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        names = [f"{host}:{server.server_port}" for host in (HOST, "localhost")]
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
        if environ.get("HTTP_HOST") not in names:
            start("421 Misdirected Request", [("Content-Type", "text/plain")])
            return [b"This preview answers only to its own address.\n"]
        if not _ADDRESS.fullmatch(path):
            start("404 Not Found", [("Content-Type", "text/plain")])
            return [b"This page does not exist.\n"]
        if path.startswith("/livereload/"):
            return server.serve_request(environ, start)
        epoch = server._visible_epoch  # what changes from here on reloads the page
        found = preview.answer(path)
        if found.code == 302:
            start(_CODES[302], [("Location", quote(found.name))])
            return []
        content, kind = found.content, server._guess_type(found.name)
        if found.name.endswith(".html") and found.code != 500:  # that reloads itself
            content = server._inject_js_into_html(content, epoch)
        length = str(len(content))
        start(_CODES[found.code], [("Content-Type", kind), ("Content-Length", length)])
        return [content]

    return answer


class _Server(LiveReloadServer):
    ready: Callable[[], None]
    """Called as soon as the server listens."""

    def server_activate(self) -> None:
        super().server_activate()
        self.ready()


def serve(folder: Path, *, edition: str | None, port: int, say: Callable[[str], None]) -> None:
    """Serve the playbook in `folder` on this machine until it is interrupted.

    `say` gets a line for people at every build, and for what a stopped one had left behind. Raises
    PlaybookError where the port is taken, or a person has to look.
    """
    for line in bring_back_site(folder):
        say(line)
    logging.getLogger("mkdocs.livereload").setLevel(logging.CRITICAL)  # a line a request is noise
    with tempfile.TemporaryDirectory(prefix="playbook-") as temporary, gc_paused():
        preview = Preview(folder, edition, Path(temporary), say)
        # To look for what nobody needs takes long in a large playbook: not while somebody waits.
        watcher = Watcher(folder, preview.shown, rest=gc.collect)
        preview.look()
        server = _Server(preview.look, host=HOST, port=port, root=temporary)
        server.ready = lambda: say(
            f"http://{HOST}:{server.server_port}/ shows the playbook. Stop it with Ctrl+C."
        )
        server.set_app(guard(preview, server))
        server.build_delay = _QUIET
        server.observer = watcher  # type: ignore[assignment]  # has what it needs of one
        server.watch(str(folder))
        try:
            server.serve()  # type: ignore[no-untyped-call]  # MkDocs gives it no types
        except KeyboardInterrupt:
            say("Stopped.")
        except OSError as error:
            raise PlaybookError(
                f"Port {port} cannot be used ({error.strerror}). Choose another with --port."
            ) from error
        finally:
            server.shutdown()
