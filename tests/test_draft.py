"""Reading a playbook's folder: plain files with names of ours, and nothing else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from playbook.draft import read_draft
from playbook.errors import PlaybookError, Problem
from playbook.picture import svg_problem
from playbook.source import MAX_BYTES, Document, read

SVG = '<svg xmlns="http://www.w3.org/2000/svg"{}>{}</svg>'
LINK = ' xmlns:xlink="http://www.w3.org/1999/xlink"'


def said(folder: Path) -> list[str]:
    return [str(problem) for problem in read_draft(folder / "content").problems]


def test_a_folder_without_a_manifest_cannot_be_run(tmp_path: Path):
    with pytest.raises(PlaybookError, match="does not exist") as refused:
        read_draft(tmp_path / "content")
    assert refused.value.exit_code == 2


def test_a_manifest_that_is_a_folder_is_a_problem(base: Path):
    (base / "content/playbook.yml").unlink()
    (base / "content/playbook.yml").mkdir()
    assert len(said(base)) == 1
    assert said(base)[0].startswith("content/playbook.yml:1:1: playbook: cannot be read (")


def test_hidden_files_a_licence_and_a_readme_do_not_count(base: Path):
    for name in (".DS_Store", ".git/config", "tips/.new.yml.swp", "LICENSE", "README.md"):
        path = base / "content" / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert said(base) == []


def test_items_come_in_the_order_of_their_names(base: Path):
    refs = [document.ref for document in read_draft(base / "content").items]
    assert refs == sorted(refs)


def test_an_unreadable_file_is_a_problem_among_others(base: Path, monkeypatch: pytest.MonkeyPatch):
    opened = Path.open

    def deny(path: Path, mode: str = "r") -> object:
        if path.name == "key-holder.yml":
            raise PermissionError(13, "Permission denied")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", deny)
    (base / "content/tips/new.yml").touch()
    assert said(base) == [
        "content/tips/key-holder.yml:1:1: tips/key-holder: cannot be read (Permission denied). "
        "Check who may read it, or save it again.",
        "content/tips/new.yml:1:1: tips/new: is empty. Write the item, or delete the file.",
    ]


def test_an_unreadable_picture_is_told_as_any_file(base: Path, monkeypatch: pytest.MonkeyPatch):
    (base / "content/assets").mkdir(exist_ok=True)
    (base / "content/assets/door.svg").write_text("<svg/>", encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    problems = read_draft(base / "content").problems
    assert [str(one) for one in problems if "door" in one.ref] == [
        "content/assets/door.svg:1:1: assets/door.svg: cannot be read (Permission denied). "
        "Check who may read it, or save it again."
    ]


def test_an_unreadable_folder_is_a_problem_among_others(
    base: Path, monkeypatch: pytest.MonkeyPatch
):
    scan = os.scandir

    def deny(path: Path) -> object:
        if path.name == "rules":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("playbook.draft.os.scandir", deny)
    assert said(base) == [
        "content/rules:1:1: rules: cannot be read (Permission denied). "
        "Check who may read it, or save it again."
    ]


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_what_is_behind_a_link_is_never_read(base: Path):
    secret = base / "secret.yml"
    secret.write_text("title: Secret\nsummary: Secret.\n", encoding="utf-8")
    (base / "content/tips/new.yml").symlink_to(secret)
    (base / "content/tips/key-holder.yml").unlink()
    (base / "content/tips/key-holder.yml").symlink_to(secret)
    (base / "content/playbook.yml").unlink()
    (base / "content/playbook.yml").symlink_to(secret)
    draft = read_draft(base / "content")
    assert "Secret" not in str((draft.manifest, draft.items))
    assert len(draft.problems) == 3


def test_no_more_of_a_huge_file_is_read_than_is_needed(base: Path, monkeypatch: pytest.MonkeyPatch):
    sizes = []

    def watched(raw: bytes, **given: Any) -> tuple[Document, list[Problem]]:
        sizes.append(len(raw))
        return read(raw, **given)

    monkeypatch.setattr("playbook.draft.read", watched)
    (base / "content/tips/new.yml").write_bytes(b"#" * 3 * MAX_BYTES)
    assert "larger than 2 MB" in said(base)[0]
    assert max(sizes) == MAX_BYTES + 1


@pytest.mark.parametrize(
    "harmless",
    [
        SVG.format("", "<title>Three beds</title><path d='M0 0'/>"),
        SVG.format(LINK, "<g id='a'/><use xlink:href='#a'/><use href=' #a'/>"),
        SVG.format(LINK, "<image xlink:href='data:image/png;base64,AAAA'/>"),
        SVG.format("", "<style>.a{fill:url(#b)} @media print{.a{fill:none}}</style>"),
        SVG.format(" style='fill:url(\"#b\")'", ""),
        SVG.format(" xmlns:i='http://www.inkscape.org/x' i:version='1'", "<i:page/>"),
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg>' + SVG.format("", ""),
    ],
)
def test_a_plain_svg_is_a_picture(harmless: str):
    assert svg_problem(harmless.encode()) is None


@pytest.mark.parametrize(
    "harmful",
    [
        SVG.format("", "<script/>"),
        SVG.format("", "<SCRIPT/>"),
        SVG.format("", "<x:script xmlns:x='http://www.w3.org/2000/svg'/>"),
        SVG.format("", "<s:script xmlns:s='http://www.w3.org/1999/xhtml'/>"),
        SVG.format("", "<h:img xmlns:h='http://www.w3.org/1999/xhtml' h:src='x'/>"),
        SVG.format("", "<h:form xmlns:h='http://www.w3.org/1999/xhtml'/>"),
        SVG.format("", "<m:mi xmlns:m='http://www.w3.org/1998/Math/MathML'/>"),
        SVG.format("", "<foreignObject/>"),
        SVG.format("", "<handler/>"),
        SVG.format(" onload='x'", ""),
        SVG.format("/onload='x'".replace("/", "\n"), ""),
        SVG.format("", "<a href='https://example.org/'/>"),
        SVG.format("", "<a href='&#106;avascript:x'/>"),
        SVG.format("", "<image href='//example.org/x.png'/>"),
        SVG.format("", "<image href='data:image/svg+xml,x'/>"),
        SVG.format(LINK, "<use xlink:href='other.svg#a'/>"),
        SVG.format(" style='fill:url(https://example.org/a)'", ""),
        SVG.format(" fill='url(//example.org/a)'", ""),
        SVG.format("", "<style>@import 'x.css';</style>"),
        SVG.format("", "<style>a{fill:u\\72l(//example.org)}</style>"),
        SVG.format("", "<animate attributeName='href' to='x'/>"),
        SVG.format("", "<set attributeName='xlink:href' to='x'/>"),
        SVG.format("", "<set attributeName='onclick' to='x'/>"),
        '<?xml-stylesheet href="x.css"?>' + SVG.format("", ""),
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("", "&a;"),
        '<?xml version="1.0" encoding="utf-7"?>' + SVG.format("", "+ADw-script/+AD4-"),
        SVG.format("", "<path>"),
        "",
        "no picture",
    ],
)
def test_an_svg_that_is_more_than_a_picture_is_refused(harmful: str):
    assert svg_problem(harmful.encode()) is not None


@pytest.mark.parametrize("name", ["utf-7", "utf-16", "gb2312", "nothing-like-it"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_an_svg_of_another_encoding_is_refused(mark: bytes, name: str):
    raw = mark + f'<?xml version="1.0" encoding="{name}"?>{SVG.format("", "")}'.encode()
    assert svg_problem(raw) == "holds entities, or is not UTF-8"


@pytest.mark.parametrize("inside", ["", "<script/>"])
def test_an_svg_in_utf_16_is_refused(inside: str):
    assert svg_problem(SVG.format("", inside).encode("utf-16")) == "holds entities, or is not UTF-8"
