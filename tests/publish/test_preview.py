"""The preview shows the playbook as its files are: the same bytes as a whole build, at once."""

from __future__ import annotations

import os
from pathlib import Path

import mkdocs
import pytest

from playbook import keys
from playbook.cache import fingerprints, memo
from playbook.cache.fingerprints import Fingerprints
from playbook.forks.fork import fork
from playbook.publish import build
from playbook.publish.demand import Theme
from playbook.publish.preview import Preview
from playbook.reads import Reads
from tests.publish.edits import EDITS, broken, title
from tests.publish.folders import put
from tests.publish.identity import between, compared, playbook, run, without_sizes

BED = "content/tips/small-bed.yml"
OVERRIDE = """items:
  tips/small-bed:
    set: {title: Our bed}
    why: It is ours.
"""


@pytest.fixture
def without_pdfs(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs are files like others, but slow to make."""
    for home in ("playbook.pdf_files", "playbook.publish.demand"):
        monkeypatch.setattr(f"{home}.pdf_files", lambda *_, **__: {})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return playbook(tmp_path / "playbook")


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def preview(folder: Path, tmp_path: Path, said: list[str]) -> Preview:
    return Preview(folder, None, tmp_path / "work", said.append)


def shown(preview: Preview, path: str = "/tips/small-bed/") -> str:
    return preview.answer(path).content.decode()


@pytest.mark.parametrize("edition", [None, "members"])
@pytest.mark.usefixtures("without_pdfs")
def test_every_file_is_that_of_a_whole_build(folder: Path, tmp_path: Path, edition: str | None):
    preview = Preview(folder, edition, tmp_path / "work", print)
    assert compared(folder, tmp_path / "work", preview, edition) == []


@pytest.mark.parametrize("path", ["/", "/tips/", "/find/", "/404.html", "/worksheets/north-star/"])
def test_the_shipped_playbook_is_shown_as_it_is_built(built: Path, tmp_path: Path, path: str):
    preview = Preview(Path(__file__).parent.parent.parent, None, tmp_path, print)
    file = built / f"{path}index.html".lstrip("/") if path.endswith("/") else built / path[1:]
    assert preview.answer(path).content == without_sizes(file.read_bytes())


@pytest.mark.usefixtures("without_pdfs")
def test_after_random_edits_every_file_is_that_of_a_whole_build(folder: Path, tmp_path: Path):
    edits = list(run(folder, tmp_path / "work", 5, seed=1))
    assert [(name, found) for name, found in edits if found] == []


@pytest.mark.usefixtures("without_pdfs")
def test_an_edit_that_is_not_noticed_would_be_found(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Fingerprints, "of", lambda _: Fingerprints({}, settled=True))
    edits = run(folder, tmp_path / "work", len(EDITS), seed=2)
    assert any(differences for _, differences in edits)


@pytest.mark.usefixtures("without_pdfs")
@pytest.mark.parametrize("fault", ["a read", "the version"])
def test_a_read_or_a_version_that_counts_for_nothing_would_be_found(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
):
    site, again = tmp_path / "site", tmp_path / "again"
    monkeypatch.setattr(fingerprints, "TICK", 0)
    if fault == "a read":
        monkeypatch.setattr(Reads, "note", lambda *_: None)
    else:
        monkeypatch.setattr(keys, "program_by_content", str)
    build(folder, site_dir=again)
    title(folder, 1)
    monkeypatch.setattr(mkdocs, "__version__", "0")
    for place in (again, site):
        build(folder, site_dir=place)
    assert between(site, again)


@pytest.mark.usefixtures("without_pdfs")
def test_a_fork_is_shown_as_it_is_built(folder: Path, tmp_path: Path):
    ours = tmp_path / "ours"
    fork(str(folder), ours, id="org.example.ours", prefix="us")
    preview = Preview(ours, None, tmp_path / "work", print)
    assert "Our bed" not in shown(preview)
    put(ours, {"overrides/changes.yml": OVERRIDE})
    assert "Our bed" in shown(preview)
    assert compared(ours, tmp_path / "work", preview) == []


def test_every_problem_is_shown_at_once_and_goes_when_it_is_mended(
    folder: Path, preview: Preview, said: list[str]
):
    assert preview.answer("/tips/").code == 200
    broken(folder, 1)
    put(folder, {"content/tips/other.yml": "titel: x\n"})
    for path in ("/", "/tips/", "/nowhere/"):
        answer = preview.answer(path)
        assert answer.code == 500
        assert b"content/tips/broken.yml:1" in answer.content
        assert b"content/tips/other.yml:1" in answer.content
    preview.look()
    assert any("broken.yml:1" in line for line in said)
    (folder / "content/tips/broken.yml").unlink()
    (folder / "content/tips/other.yml").unlink()
    assert preview.answer("/tips/").code == 200


def test_a_template_that_fails_is_named_on_its_page_alone(folder: Path, preview: Preview):
    put(folder, {"templates/pages/packet.html": "\n{{ page.nothing }}"})
    answer = preview.answer("/packet/")
    assert answer.code == 500
    assert b"templates/pages/packet.html:2: " in answer.content
    assert preview.answer("/tips/").code == 200


def same_size(path: Path, before: str, after: str) -> None:
    assert len(before) == len(after)
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


@pytest.mark.parametrize("stamp", [0, 1, 10**18], ids=["long ago", "as before", "in the future"])
def test_a_change_of_the_same_size_is_noticed_whatever_the_clock_says(
    folder: Path, preview: Preview, stamp: int
):
    path = folder / BED
    times = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    assert "Big plans" in shown(preview)
    same_size(path, "Big plans", "Old plans")
    os.utime(path, ns=times if stamp == 1 else (stamp, stamp))
    assert "Old plans" in shown(preview)


def test_a_file_that_another_one_replaces_is_noticed(folder: Path, preview: Preview):
    assert "Big plans" in shown(preview)
    new = folder / "content/tips/.new"
    new.write_text((folder / BED).read_text("utf-8").replace("Big", "Odd"), encoding="utf-8")
    new.replace(folder / BED)
    assert "Odd plans" in shown(preview)


def test_two_changes_in_one_tick_of_the_clock_are_both_noticed(
    folder: Path, preview: Preview, monkeypatch: pytest.MonkeyPatch
):
    assert "Big plans" in shown(preview)
    for cache in (fingerprints, memo):
        monkeypatch.setattr(cache, "TICK", 3_600_000_000_000)  # however slow the machine is
    same_size(folder / BED, "Big plans", "Old plans")
    coarse = Fingerprints.of(folder)
    monkeypatch.setattr(Fingerprints, "of", lambda _: coarse)
    assert not coarse.settled
    assert "Old plans" in shown(preview)
    same_size(folder / BED, "Old plans", "New plans")
    assert "New plans" in shown(preview)


@pytest.mark.parametrize(
    ("settings", "files"),
    [
        ("hooks: [hook.py]\n", {"hook.py": ""}),
        ("extra: {x: !ENV HOME}\n", {}),
        ("INHERIT: other.yml\n", {"other.yml": "copyright: us\n"}),
        ("exclude_docs: tips/small-bed.md\n", {}),
        ("", {"templates/theme/partials/tabs.html": "{{ nav }}"}),
    ],
    ids=["hooks", "!ENV", "INHERIT", "exclude_docs", "own theme"],
)
def test_where_pages_may_depend_on_more_all_are_built(
    folder: Path, tmp_path: Path, settings: str, files: dict[str, str]
):
    assert not Theme(folder, tmp_path / "drawn").reason
    put(folder, files)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(settings)
    assert Theme(folder, tmp_path / "drawn").reason


@pytest.mark.parametrize("old", ["  - playbook-checklists", "  name: material"])
def test_another_plugin_or_folder_of_templates_builds_all(folder: Path, tmp_path: Path, old: str):
    new = {"  - playbook-checklists": "  - search", "  name: material": "  custom_dir: ours"}[old]
    (folder / "ours").mkdir()
    same = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(same.replace(old, f"{old}\n{new}"), encoding="utf-8")
    assert Theme(folder, tmp_path / "drawn").reason


@pytest.mark.usefixtures("without_pdfs")
def test_what_builds_all_is_said_once_and_shows_every_change(
    folder: Path, preview: Preview, said: list[str]
):
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("hooks: [hook.py]\n")
    hook = "def on_post_page(output, **_):\n    return output.replace('Big plans', 'Hooked')\n"
    put(folder, {"hook.py": hook})
    assert "Hooked frighten" in shown(preview)
    same_size(folder / BED, "frighten", "surprise")
    assert "Hooked surprise" in shown(preview)
    assert sum("builds all pages" in line for line in said) == 1


def test_an_address_without_its_slash_leads_to_the_page(preview: Preview):
    answer = preview.answer("/tips/small-bed")
    assert (answer.code, answer.name) == (302, "/tips/small-bed/")


def test_where_nothing_is_the_page_of_the_playbook_says_so(preview: Preview):
    answer = preview.answer("/tips/nobody/")
    assert answer.code == 404
    assert answer.content == preview.answer("/404.html").content


def test_a_full_disk_is_told_and_the_next_page_is_drawn(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device", "index.html")

    assert preview.answer("/tips/").code == 200
    with monkeypatch.context() as patched:
        patched.setattr("mkdocs.utils.write_file", full)
        answer = preview.answer("/tips/")
    assert answer.code == 500
    assert b"index.html: No space left on device" in answer.content
    assert preview.answer("/tips/").code == 200


def test_a_page_that_is_gone_is_gone(folder: Path, preview: Preview):
    put(folder, {"content/tips/new.yml": "title: New\nsummary: New.\n"})
    assert preview.answer("/tips/new/").code == 200
    (folder / "content/tips/new.yml").unlink()
    assert preview.answer("/tips/new/").code == 404
