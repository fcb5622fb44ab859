"""What is slow to make is kept; what is kept and broken counts for nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import CodeType

import pytest
from jinja2 import DictLoader, Environment

from playbook.cache.bytecode import compile_once
from playbook.cache.disk import cached, keep, recall
from playbook.errors import PlaybookError
from playbook.source.parsed import FEW, Parsed
from playbook.source.trusted import NeedsFullParse, parse_trusted
from playbook.texts import Texts
from playbook.texts.rendered import rendered
from playbook.typesetting.fonts import text_fonts
from playbook.whole import write_result

TEXT = "One **bold** word, a [link](tips/a.yml), ![a picture](assets/a.png) and **one that stays."


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("playbook.cache.disk.user_cache_path", lambda _: tmp_path)
    return tmp_path


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what fills the disk: from then on a file takes one byte."""

    def write(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:1])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return lambda: monkeypatch.setattr(Path, "write_bytes", write)


def files(cache: Path) -> list[Path]:
    return [path for path in cache.rglob("*") if path.is_file()]


def test_what_is_kept_is_made_once():
    assert cached(b"recipe", lambda: b"made") == b"made"
    assert cached(b"recipe", lambda: b"made otherwise") == b"made"
    assert recall(b"another") is None


def test_a_template_is_compiled_again_only_where_what_decides_has_changed(
    cache: Path, monkeypatch: pytest.MonkeyPatch
):
    compiled: list[str] = []

    class Told(Environment):
        def _compile(self, source: str, filename: str) -> CodeType:
            compiled.append(filename)
            return super()._compile(source, filename)

    def draw(text: str, code: bytes = b"", trim_blocks: bool = False) -> str:
        environment = Told(loader=DictLoader({"a": text}), trim_blocks=trim_blocks)
        compile_once(environment, "sort", code)
        return environment.get_template("a").render()

    text = "{% if 1 %}\n{{ 'a' }}{% endif %}"
    assert [draw(text), draw(text), len(compiled)] == ["\na", "\na", 1]
    assert [draw(text, trim_blocks=True), len(compiled)] == ["a", 2]
    assert [draw("b"), len(compiled)] == ["b", 3]
    assert [draw("b", b"another compiler"), len(compiled)] == ["b", 4]
    for path in files(cache):
        path.write_bytes(path.read_bytes()[:-9])
    assert [draw("b"), len(compiled)] == ["b", 5]


def test_the_last_that_was_kept_is_recalled(cache: Path):
    keep(b"recipe", b"made")
    keep(b"recipe", b"made anew")
    assert recall(b"recipe") == b"made anew"
    assert len(files(cache)) == 1, "nothing half-written is left beside it"


def test_a_full_disk_leaves_what_was_kept_and_nothing_half_written(
    cache: Path, full_disk: Callable[[], None]
):
    keep(b"recipe", b"made")
    full_disk()
    keep(b"recipe", b"made anew")
    keep(b"another", b"made")
    assert recall(b"recipe") == b"made"
    assert recall(b"another") is None
    assert len(files(cache)) == 1


def test_on_a_full_disk_a_result_is_refused_and_the_old_one_stays(
    tmp_path: Path, full_disk: Callable[[], None]
):
    out = tmp_path / "out.pdf"
    write_result(out, b"old")
    full_disk()
    with pytest.raises(PlaybookError, match=r"out.pdf cannot be written: No space left"):
        write_result(out, b"new")
    assert files(tmp_path) == [out]
    assert out.read_bytes() == b"old"


def test_fonts_for_a_sheet_are_all_there_or_not_at_all(
    tmp_path: Path, full_disk: Callable[[], None]
):
    full_disk()
    with pytest.raises(OSError, match="No space left"):
        text_fonts(tmp_path, "plain", "en")
    assert files(tmp_path) == []


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
def test_who_may_read_a_file_stays_as_it_is(tmp_path: Path, mode: int):
    out = tmp_path / "answers.json"
    out.write_bytes(b"old")
    out.chmod(mode)
    write_result(out, b"new")
    assert (out.read_bytes(), out.stat().st_mode & 0o777) == (b"new", mode)


def test_what_is_no_file_is_written_to_as_it_is(tmp_path: Path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_result(pipe, b"through")
    assert os.read(reader, 20) == b"through"
    os.close(reader)


def test_texts_are_recalled_as_they_were_rendered():
    texts = Texts()
    texts.told(TEXT)
    texts.keep("org.example.one")
    again = Texts.recalled("org.example.one")
    assert again.told(TEXT) == again[TEXT] == rendered(TEXT)
    assert Texts.recalled("org.example.two").told(TEXT) == rendered(TEXT)


def test_texts_that_nobody_asks_for_any_more_are_forgotten(cache: Path):
    for text in (TEXT, "A *new* text."):
        texts = Texts.recalled("org.example.one")
        texts.told(text)
        texts.keep("org.example.one")
    [path] = files(cache)
    assert b"new" in path.read_bytes()
    assert b"bold" not in path.read_bytes()


def test_words_alone_are_neither_told_nor_kept(cache: Path):
    texts = Texts()
    assert texts.told("Words alone.") is None
    texts.keep("org.example.one")
    assert files(cache) == []


@pytest.mark.parametrize("broken", [b"", b"{", b"\xff\xfe"])
def test_a_broken_file_counts_for_nothing(cache: Path, broken: bytes):
    texts = Texts()
    texts.told(TEXT)
    texts.keep("org.example.one")
    [path] = files(cache)
    path.write_bytes(broken)
    assert Texts.recalled("org.example.one").told(TEXT) == rendered(TEXT)


LINES = "title: Tip {}\nbody: |\n  Words.\nempty:\nlist: [a, null]\n"
YAML = [LINES.format(number) for number in range(FEW)]


def test_what_texts_say_is_kept_as_it_was_parsed():
    parsed = Parsed("here")
    assert [parsed(text) for text in YAML] == [parse_trusted(text) for text in YAML]
    parsed.keep()
    again = Parsed("here")
    assert [again(text) for text in YAML] == [parse_trusted(text) for text in YAML]


def test_what_was_parsed_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch):
    parsed = Parsed("here")
    said = [parsed(text) for text in YAML]
    parsed.keep()
    monkeypatch.setattr("playbook.source.parsed.parse_trusted", lambda _: pytest.fail("parsed"))
    again = Parsed("here")
    assert [again(text) for text in YAML] == said


def test_two_files_of_the_same_words_have_each_their_own_data():
    parsed = Parsed("here")
    for text in YAML:
        parsed(text)
    parsed.keep()
    again = Parsed("here")
    assert again(YAML[0]) == again(YAML[0])
    assert again(YAML[0]) is not Parsed("here")(YAML[0])
    first, second = again(YAML[1]), again(YAML[1])
    assert first is not second


def test_a_doubtful_text_is_never_kept():
    parsed = Parsed("here")
    for text in YAML:
        parsed(text)
    for _ in range(2):
        with pytest.raises(NeedsFullParse):
            parsed("title: one\ntitle: two\n")
        parsed.keep()
        parsed = Parsed("here")


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'"x"', b"\xff", b"[" * 100_000])
def test_broken_data_counts_for_nothing(cache: Path, broken: bytes):
    parsed = Parsed("here")
    for text in YAML:
        parsed(text)
    parsed.keep()
    (file,) = files(cache)
    file.write_bytes(broken)
    assert Parsed("here")(YAML[0]) == parse_trusted(YAML[0])


def test_few_texts_are_parsed_sooner_than_kept(cache: Path):
    parsed = Parsed("here")
    parsed(YAML[0])
    parsed.keep()
    assert not files(cache)
