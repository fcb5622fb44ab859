"""Bad input: every problem at once, in words that a volunteer can act on.

Each folder of `cases/bad` is laid over `cases/base`; `expected.txt` is what people then read.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from playbook.errors import ContentError
from playbook.pipeline import check

CASES = Path(__file__).parent / "cases"
BAD = sorted(path.name for path in (CASES / "bad").iterdir())
TIP = "title: New tip\nsummary: One line.\n"
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


# Cases that cannot lie in a repository: what to make in `content/`
def _latin_1(content: Path) -> None:
    (content / "tips/new.yml").write_bytes((TIP + "body: |\n  Für Ä\n").encode("latin-1"))


def _utf_16(content: Path) -> None:
    (content / "tips/new.yml").write_bytes(TIP.encode("utf-16"))


def _utf_16_without_a_mark(content: Path) -> None:
    (content / "tips/new.yml").write_bytes(TIP.encode("utf-16-le"))


def _control_characters(content: Path) -> None:
    text = "title: New tip\nsummary: One\0 line.\nbody: |\n  Fürst \x1b[31m and\x7f.\nstep: [x]\n"
    (content / "tips/new.yml").write_bytes(text.encode())


def _symlinks(content: Path) -> None:
    outside = content.parent / "outside"
    outside.mkdir()
    (outside / "secret.yml").write_text(TIP, encoding="utf-8")
    (content / "tips/new.yml").symlink_to(outside / "secret.yml")
    (content / "tips/nowhere.yml").symlink_to("nowhere")
    (content / "assets/new.svg").symlink_to(content / "assets/beds.svg")
    shutil.rmtree(content / "rules")
    (content / "rules").symlink_to(outside)


def _fifo(content: Path) -> None:
    os.mkfifo(content / "tips/new.yml")
    os.mkfifo(content / "assets/new.svg")


def _manifest_is_a_link(content: Path) -> None:
    (content / "playbook.yml").rename(content.parent / "playbook.yml")
    (content / "playbook.yml").symlink_to(content.parent / "playbook.yml")


def _names_of_windows(content: Path) -> None:
    (content / "tips/con.yml").write_text(TIP, encoding="utf-8")
    (content / "tips/lpt1.yml").write_text(TIP, encoding="utf-8")
    (content / "assets/nul.png").touch()


def _odd_names(content: Path) -> None:
    (content / "tips/new\nline.yml").write_text(TIP, encoding="utf-8")
    (content / "tips/\x1b[31mred.yml").write_text(TIP, encoding="utf-8")
    (content / "tips").joinpath(os.fsdecode(b"b\xe4d.yml")).write_text(TIP, encoding="utf-8")


def _huge_file(content: Path) -> None:
    body = "body: |\n" + "  word word word word word word\n" * 70_000
    (content / "tips/new.yml").write_text(TIP + body, encoding="utf-8")


def _deep_nesting(content: Path) -> None:
    lines = "".join(f"{' ' * level}a:\n" for level in range(40))
    (content / "tips/new.yml").write_text(TIP + lines, encoding="utf-8")


def _too_many_values(content: Path) -> None:
    text = TIP + "tags:\n" + "- a\n" * 20_000
    (content / "tips/new.yml").write_text(text, encoding="utf-8")


def _brackets_bomb(content: Path) -> None:
    (content / "tips/new.yml").write_text("title: " + "[" * 1_000_000, encoding="utf-8")


def _braces_bomb(content: Path) -> None:
    (content / "tips/new.yml").write_text("title: " + "{a: " * 400_000, encoding="utf-8")


def _list_bomb(content: Path) -> None:
    (content / "tips/new.yml").write_text("- " * 900_000, encoding="utf-8")


def _body_too_long(content: Path) -> None:
    body = "body: |\n" + "  Five words in each line\n" * 4_300
    (content / "tips/new.yml").write_text(TIP + body, encoding="utf-8")


def _too_many_problems(content: Path) -> None:
    keys = "".join(f"key{number}: x\n" for number in range(5_000))
    links = "body: |\n" + "  [[terms/nowhere]]\n" * 4_000
    (content / "tips/new.yml").write_text(TIP + keys, encoding="utf-8")
    (content / "tips/newer.yml").write_text(TIP + links, encoding="utf-8")


def _huge_picture(content: Path) -> None:
    with (content / "assets/photo.png").open("wb") as photo:
        photo.truncate(10_000_001)


MADE = {
    "latin-1": _latin_1,
    "utf-16": _utf_16,
    "utf-16-without-a-mark": _utf_16_without_a_mark,
    "nul-and-control-characters": _control_characters,
    "symlinks": _symlinks,
    "fifo": _fifo,
    "manifest-is-a-link": _manifest_is_a_link,
    "names-of-windows": _names_of_windows,
    "odd-names": _odd_names,
    "huge-file": _huge_file,
    "deep-nesting": _deep_nesting,
    "too-many-values": _too_many_values,
    "brackets-bomb": _brackets_bomb,
    "braces-bomb": _braces_bomb,
    "list-bomb": _list_bomb,
    "body-too-long": _body_too_long,
    "too-many-problems": _too_many_problems,
    "huge-picture": _huge_picture,
}
NOT_ON_WINDOWS = {"symlinks", "fifo", "manifest-is-a-link", "names-of-windows", "odd-names"}


def lay(case: str, playbook: Path) -> None:
    """Lay a case over a playbook: its files, what it removes, what is made here."""
    folder = CASES / "bad" / case
    if (folder / "content").is_dir():
        shutil.copytree(folder / "content", playbook / "content", dirs_exist_ok=True)
    if (folder / "REMOVE").is_file():
        for name in (folder / "REMOVE").read_text(encoding="utf-8").splitlines():
            path = playbook / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    if case in MADE:
        MADE[case](playbook / "content")


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=POSIX if case in NOT_ON_WINDOWS else ()) for case in BAD]
)
def test_bad_input_gets_every_problem_at_once(case: str, base: Path, update: bool):
    lay(case, base)
    with pytest.raises(ContentError) as refused:
        check(base)
    said = f"{refused.value}\n"
    expected = CASES / "bad" / case / "expected.txt"
    if update:
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said == expected.read_text(encoding="utf-8")
    assert refused.value.exit_code == 1


def test_the_base_of_all_cases_is_sound(base: Path):
    assert len(check(base).items) == 17


def test_every_case_that_is_made_has_a_folder():
    assert set(BAD) >= MADE.keys()
    assert len(BAD) >= 60
