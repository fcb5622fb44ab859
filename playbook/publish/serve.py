"""Show the playbook while it is written: built anew, and loaded anew, at every change."""

from __future__ import annotations

import html
import logging
import os
import re
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent

from playbook.errors import PlaybookError
from playbook.publish.stage import bring_back_site, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from watchdog.events import FileSystemEventHandler


HOST = "127.0.0.1"
_WATCHED = frozenset(
    ("content", "templates", "overrides", "static", "vendor", "playbook.lock", "mkdocs.yml")
)
_INTERVAL = 0.5
_ADDRESS = re.compile(r"[^\0]{0,2000}", re.DOTALL)
_TROUBLE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta http-equiv="refresh" content="2"><title>The playbook has problems</title>
<body style="font:17px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em">
<h1>The playbook has problems</h1>
<p>This page goes away by itself when they are mended.</p><ul>{lines}</ul>"""


class _Preview:
    """Builds into a folder of its own and answers for it."""

    def __init__(self, folder: Path, edition: str | None, site: Path, say: Callable[[str], None]):
        self._folder, self._edition, self._site, self._say = folder, edition, site, say
        self._trouble = ""

    def build(self) -> None:
        """Build once; what is wrong is said and shown, and the last good site is kept."""
        try:
            built = build(self._folder, edition=self._edition, site_dir=self._site)
        except PlaybookError as error:
            self._trouble = str(error)
            self._say(self._trouble)
        else:
            self._trouble = ""
            for warning in built.warnings:
                self._say(warning)
            self._say(f"{built.pages} pages built.")

    def guard(
        self, app: Callable[..., Iterable[bytes]], server: LiveReloadServer
    ) -> Callable[..., Any]:
        """Answer only to our own name: another site's script must not read drafts."""

        def answer(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
            names = [f"{host}:{server.server_port}" for host in (HOST, "localhost")]
            if environ.get("HTTP_HOST") not in names:
                start("421 Misdirected Request", [("Content-Type", "text/plain")])
                return [b"This preview answers only to its own address.\n"]
            if not _ADDRESS.fullmatch(environ["PATH_INFO"]):
                start("404 Not Found", [("Content-Type", "text/plain")])
                return [b"This page does not exist.\n"]
            if self._trouble and not environ["PATH_INFO"].startswith("/livereload/"):
                start("500 Internal Server Error", [("Content-Type", "text/html; charset=utf-8")])
                lines = "".join(f"<li>{html.escape(line)}" for line in self._trouble.splitlines())
                return [_TROUBLE.format(lines=lines).encode()]
            return app(environ, start)

        return answer


class _Watcher(threading.Thread):
    """Notice what changes of that which goes into a site, also where it is not there yet, or now.

    In the place of MkDocs' own observer, which forgets a folder that goes, and sees nothing of what
    changes before it is ready.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self._folder, self._before, self._stopped = folder, _state(folder), threading.Event()

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool) -> None:
        """Take what is to be told; `path` is the playbook's folder."""
        self._handler = handler

    def run(self) -> None:
        """Look every moment, until `stop` is called."""
        while not self._stopped.wait(_INTERVAL):
            now = _state(self._folder)
            if now != self._before:
                self._before = now
                self._handler.on_any_event(FileModifiedEvent(str(self._folder)))

    def stop(self) -> None:
        """Look no more."""
        self._stopped.set()


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return when everything that is watched was changed, and how long it is."""
    state = {}
    for name in _WATCHED:
        below = ((home, file) for home, _, files in os.walk(folder / name) for file in files)
        for path in (folder / name, *(Path(home) / file for home, file in below)):
            with suppress(OSError):
                found = path.stat()
                state[str(path)] = found.st_mtime_ns, found.st_size
    return state


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
    with tempfile.TemporaryDirectory(prefix="playbook-") as temporary:
        site = Path(temporary) / "site"
        preview = _Preview(folder, edition, site, say)
        watcher = _Watcher(folder)
        preview.build()
        server = _Server(preview.build, host=HOST, port=port, root=str(site))
        server.ready = lambda: say(
            f"http://{HOST}:{server.server_port}/ shows the playbook. Stop it with Ctrl+C."
        )
        server.set_app(preview.guard(server.serve_request, server))
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
