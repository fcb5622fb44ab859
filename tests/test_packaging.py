"""The wheel carries templates and content, and works away from the checkout."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True)
    return next(out.glob("*.whl"))


def test_a_wheel_holds_program_plugins_templates_and_content_and_nothing_else(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "playbook/_shipped/content/playbook.yml" in names
    assert "playbook/_shipped/templates/words/en.yml" in names
    assert "playbook_pages/plugin.py" in names
    assert "playbook/py.typed" in names
    tops = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert {top for top in tops if not top.startswith("playbook")} == set()


def test_an_installed_wheel_makes_checks_and_builds_a_playbook(wheel: Path, tmp_path: Path):
    home = tmp_path / "venv"
    # The libraries come from this environment; what is new in that one is the wheel alone.
    venv.create(home, system_site_packages=False, with_pip=False)
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    site = subprocess.run(
        [str(python), "-c", "import site; print(site.getsitepackages()[0])"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    libraries = Path(pytest.__file__).parent.parent
    (Path(site) / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps"]
    offline = ["--quiet", "--no-index", "--ignore-installed", str(wheel)]
    subprocess.run([*install, *offline], check=True)
    for arguments in (["new", "mine"], ["check", "-C", "mine"], ["build", "-C", "mine"]):
        subprocess.run(
            [str(python), "-m", "playbook", *arguments],
            check=True,
            cwd=tmp_path,
            capture_output=True,
        )
    where = subprocess.run(
        [str(python), "-c", "import playbook; print(playbook.__file__)"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    ).stdout
    assert str(home) in where
    assert (tmp_path / "mine/site/index.html").is_file()
