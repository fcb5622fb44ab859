"""Upstreams as files over https: a zip, and a distribution on an index of pip."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from playbook.upstream import transport
from playbook.upstream.source import fetch
from playbook.upstream.tree import tree_hash
from tests.forks.serving import http, https, sent, silent, told
from tests.forks.test_network import HASH, refused_at_once
from tests.forks.test_sources import wheel
from tests.forks.watching import refused, watched, whole, zipped


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "MAX_TOTAL", 5_000_000)


def test_a_zip_over_https_is_what_the_folder_is(family: Path, monkeypatch: pytest.MonkeyPatch):
    packed = zipped({f"national-1/{name}": raw for name, raw in whole().items()})

    def moved(request: BaseHTTPRequestHandler) -> None:
        if request.path == "/old.zip":
            sent(request, 302, Location="/new.zip", Content_Length="0")
        else:
            told(request, packed)

    with https(moved, monkeypatch) as host:
        assert tree_hash(fetch(f"zip:{host}/new.zip", beside=family).tree) == HASH
        assert tree_hash(fetch(f"zip:{host}/old.zip", beside=family).tree) == HASH


def cut(request: BaseHTTPRequestHandler) -> None:
    told(request, zipped(whole())[:500], size=100_000)


def cut_in_pieces(request: BaseHTTPRequestHandler) -> None:
    request.protocol_version = "HTTP/1.1"
    sent(request, 200, Transfer_Encoding="chunked", Connection="close")
    request.wfile.write(b"1000\r\nPK")


def said_to_be_large(request: BaseHTTPRequestHandler) -> None:
    told(request, b"PK", size=10**12)


def large_without_saying(request: BaseHTTPRequestHandler) -> None:
    sent(request, 200)
    while True:
        request.wfile.write(b"x" * 65_536)


def no_http(request: BaseHTTPRequestHandler) -> None:
    request.wfile.write(b"\x1b[31mhello\r\n")


def no_zip(request: BaseHTTPRequestHandler) -> None:
    told(request, b"<html>Not here any more</html>")


BROKEN = {
    cut: "ends after 500 of 100,000 bytes",
    cut_in_pieces: "cannot be fetched",
    said_to_be_large: "is larger than 5 MB",
    large_without_saying: "is larger than 5 MB",
    no_http: "cannot be fetched",
    no_zip: "is not a zip",
}


@pytest.mark.parametrize("answer", BROKEN, ids=lambda one: one.__name__)
def test_a_broken_download_leaves_nothing(answer, family: Path, monkeypatch: pytest.MonkeyPatch):
    with https(answer, monkeypatch) as host:
        assert BROKEN[answer] in refused_at_once(family, f"zip:{host}/x.zip")
        new = family / "new"
        refused(watched("fork", f"zip:{host}/x.zip", new, "--id", "org.a", "--prefix", "q"))
        assert not new.exists()


def test_a_download_is_not_led_away_from_https(family: Path, monkeypatch: pytest.MonkeyPatch):
    good = family / "good.zip"
    good.write_bytes(zipped(whole()))
    with http(lambda request: told(request, good.read_bytes())) as open_to_all:
        for to in (f"{open_to_all}/x.zip", good.as_uri(), "ftp://localhost/x.zip"):

            def moved(request: BaseHTTPRequestHandler, to: str = to) -> None:
                sent(request, 302, Location=to, Content_Length="0")

            with https(moved, monkeypatch) as host:
                assert "302" in refused_at_once(family, f"zip:{host}/x.zip")


def test_a_download_that_trickles_is_ended(family: Path, monkeypatch: pytest.MonkeyPatch):
    def trickling(request: BaseHTTPRequestHandler) -> None:
        sent(request, 200, Content_Length="1000000")
        while True:
            request.wfile.write(b"x")
            time.sleep(0.02)

    monkeypatch.setattr(transport, "WHOLE_SECONDS", 1)
    with https(trickling, monkeypatch) as host:
        assert "not complete after" in refused_at_once(family, f"zip:{host}/x.zip")


def test_a_host_that_says_nothing_or_is_not_there_is_not_waited_for(
    family: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(transport, "QUIET_SECONDS", 1)
    with silent() as host:
        assert "did not answer" in refused_at_once(family, f"zip:https://{host}/x.zip")
    assert "cannot be fetched" in refused_at_once(family, f"zip:https://{host}/x.zip")


def test_a_host_without_a_good_certificate_is_refused(
    family: Path, monkeypatch: pytest.MonkeyPatch
):
    with https(no_zip, monkeypatch, trusted=False) as host:
        assert "CERTIFICATE" in refused_at_once(family, f"zip:{host}/x.zip")


def test_a_distribution_on_an_index_is_what_the_folder_is(
    family: Path, monkeypatch: pytest.MonkeyPatch
):
    name = "national_playbook-2026.1-py3-none-any.whl"
    made = {f"/{name}": wheel(), "/simple/national-playbook/": f'<a href="/{name}">x</a>'.encode()}

    def index(request: BaseHTTPRequestHandler) -> None:
        body = made.get(request.path)
        if body is None:
            sent(request, 404, Content_Length="0")
            return
        request.send_response(200)
        request.send_header("Content-Type", "text/html" if request.path[-1] == "/" else "x/x")
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    with https(index, monkeypatch) as host:
        monkeypatch.setenv("PIP_INDEX_URL", f"{host}/simple/")
        monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
        monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
        assert tree_hash(fetch("pip:national-playbook==2026.1", beside=family).tree) == HASH
        assert "national-playbook==9" in refused_at_once(family, "pip:national-playbook==9")
