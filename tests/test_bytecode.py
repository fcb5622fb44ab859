"""Compiled templates are kept, run only where they are ours and whole, and hold no answers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from playbook.cache import disk
from playbook.cache.bytecode import compile_once
from playbook.pipeline import outline
from tests.publish.edits import title
from tests.publish.folders import put


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "cache"
    monkeypatch.setattr("playbook.cache.disk.user_cache_path", lambda _: home)
    return home


def environment(source: str, name: str = "pages") -> Environment:
    return compile_once(Environment(loader=DictLoader({"a.html": source})), name)


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are compiled from here on."""
    sources: list[str] = []
    compile_it = Environment._parse

    def parse(self: Environment, source: str, *names: str | None) -> object:
        sources.append(source)
        return compile_it(self, source, *names)

    monkeypatch.setattr(Environment, "_parse", parse)
    return sources


def say(source: str, **values: object) -> str:
    return environment(source).get_template("a.html").render(values)


def test_a_template_is_compiled_once_and_again_when_it_changes(compiled: list[str]):
    for source in ("Hello {{ name }}", "Hello {{ name }}", "Bye {{ name }}", "Bye {{ name }}"):
        assert say(source, name="Kim") == source.replace("{{ name }}", "Kim")
    assert compiled == ["Hello {{ name }}", "Bye {{ name }}"]


@pytest.mark.parametrize("broken", [b"", b"x", b"x" * 32, b"\0" * 100, "tail", "one byte"])
def test_a_broken_file_counts_for_nothing(cache: Path, compiled: list[str], broken: bytes | str):
    say("Hello")
    [path] = (path for path in cache.rglob("*") if path.is_file())
    whole = path.read_bytes()
    other = {"tail": whole[:-1], "one byte": whole[:40] + b"!" + whole[41:]}
    path.write_bytes(other[broken] if isinstance(broken, str) else broken)
    assert say("Hello") == "Hello"
    assert compiled == ["Hello", "Hello"]
    assert path.read_bytes() == whole


@pytest.mark.skipif(os.name == "nt", reason="it lies in the person's profile there")
@pytest.mark.parametrize("change", ["writable", "another's"])
def test_code_from_a_cache_that_others_write_is_not_run(
    cache: Path, compiled: list[str], change: str, monkeypatch: pytest.MonkeyPatch
):
    say("Hello")
    assert disk.is_private()
    assert cache.stat().st_mode & 0o777 == 0o700
    if change == "writable":
        cache.chmod(0o777)
    else:
        user = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: user + 1)
    assert not disk.is_private()
    assert say("Hello") == "Hello"
    assert compiled == ["Hello", "Hello"]


def test_another_environment_or_version_of_jinja_compiles_anew(
    compiled: list[str], monkeypatch: pytest.MonkeyPatch
):
    say("Hello")
    environment("Hello", "theme").get_template("a.html")
    monkeypatch.setattr(disk, "version_of", lambda _: "99")
    say("Hello")
    assert len(compiled) == 3


def test_a_filter_of_a_constant_is_asked_for_each_page_and_playbook(base: Path):
    said = '{{ "See [[tips/small-bed]]." | plain }} {{ 1234.5 | number }} {{ ("a" ~ "b") | upper }}'
    put(base, {"templates/parts/logo.html": said})
    pages = outline(base).pages
    assert all("See One small bed" in page.header and "AB" in page.header for page in pages[:2])
    assert all("tips/small-bed" in page.reads for page in pages[:2])
    title(base, 7)
    manifest = base / "content/playbook.yml"
    manifest.write_text(
        manifest.read_text(encoding="utf-8").replace("language: en", "language: de"), "utf-8"
    )
    header = outline(base).pages[0].header
    assert "See Bed &amp; &lt;7&gt;" in header
    assert "1.234,5" in header
