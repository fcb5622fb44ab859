"""Servers that tests start on this machine: files and git over https, and git over ssh."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.forks.watching import GIT

CERTIFICATE = Path(__file__).parent / "localhost.pem"
Answer = Callable[[BaseHTTPRequestHandler], None]


def committed(folder: Path, *tags: str) -> Path:
    """Make a folder a repository with one more commit, which bears `tags`."""
    # With an empty index git reads every file: copies may have the size and second of the old ones.
    adding = [("init", "-q"), ("read-tree", "--empty"), ("add", "."), ("commit", "-qm", "x")]
    for command in (*adding, *(("tag", tag) for tag in tags)):
        subprocess.run(["git", *GIT, *command], cwd=folder, check=True, capture_output=True)
    return folder


@contextlib.contextmanager
def https(answer: Answer, patch: pytest.MonkeyPatch, *, trusted: bool = True) -> Iterator[str]:
    """Answer every request over TLS; yield the address, which everything here then trusts."""
    if trusted:
        # An older pip believes REQUESTS_CA_BUNDLE more than its own PIP_CERT.
        for name in ("SSL_CERT_FILE", "GIT_SSL_CAINFO", "PIP_CERT", "REQUESTS_CA_BUNDLE"):
            patch.setenv(name, str(CERTIFICATE))
    with http(answer, tls=True) as address:
        yield address


@contextlib.contextmanager
def http(answer: Answer, *, tls: bool = False) -> Iterator[str]:
    """Answer every request; yield the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with contextlib.suppress(ConnectionError):
                answer(self)

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    try:
        yield f"{'https' if tls else 'http'}://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@contextlib.contextmanager
def silent() -> Iterator[str]:
    """Take connections and never say a word; yield host and port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"localhost:{server.getsockname()[1]}"


def told(request: BaseHTTPRequestHandler, body: bytes, *, size: int | None = None) -> None:
    """Answer with a file, which may claim to be larger than it is."""
    request.send_response(200)
    request.send_header("Content-Length", str(len(body) if size is None else size))
    request.end_headers()
    request.wfile.write(body)


def sent(request: BaseHTTPRequestHandler, code: int, **headers: str) -> None:
    """Answer without a body."""
    request.send_response(code)
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()


def repositories(home: Path) -> Answer:
    """Serve the repositories in `home` as any host does, with git's own program."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        path, _, query = request.path.partition("?")
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        about = {
            "GIT_PROJECT_ROOT": str(home),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PATH": os.environ["PATH"],
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": request.command,
            "CONTENT_TYPE": request.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": request.headers.get("Content-Encoding", ""),
            "HTTP_GIT_PROTOCOL": request.headers.get("Git-Protocol", ""),
        }
        backend = ["git", "http-backend"]
        done = subprocess.run(backend, input=body, capture_output=True, env=about, check=False)
        head, _, rest = done.stdout.partition(b"\r\n\r\n")
        lines = [line.split(": ", 1) for line in head.decode().splitlines()]
        status = next((value for name, value in lines if name == "Status"), "200 OK")
        request.send_response(int(status.split()[0]))
        for name, value in lines:
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(rest)))
        request.end_headers()
        request.wfile.write(rest)

    return answer


def ssh_of(folder: Path, says: str = 'exec sh -c "$last"') -> str:
    """Return a program that stands in for ssh: it runs what the host would run."""
    script = folder / "ssh-of-tests"
    script.write_text(f"#!/bin/sh\nfor last; do :; done\n{says}\n", encoding="utf-8")
    script.chmod(0o755)
    return str(script)
