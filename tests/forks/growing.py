"""A family of three playbooks, and what becomes of it when upstream has news."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from playbook.cli import main
from tests.forks.watching import CASE


def grow(home: Path, state: str, county: str) -> Path:
    """Return a copy of the example in which upstream has renamed a question of its worksheet.

    `state` and `county` are statements of the two forks, which follow upstream to 2027.
    """
    family = shutil.copytree(CASE, home / "family")
    sheet = family / "national-2027/content/worksheets/one-page-plan.yml"
    text = sheet.read_text(encoding="utf-8")
    new = text.replace("key: first_date", "key: begins_on\n    was: [first_date]")
    assert new != text
    sheet.write_text(new, encoding="utf-8")
    (family / "state/overrides/plan.yml").write_text(state, encoding="utf-8")
    upgrade(family / "state", family / "national-2027")
    (family / "county/overrides/plan.yml").write_text(county, encoding="utf-8")
    upgrade(family / "county", family / "state")
    return family


def upgrade(folder: Path, to: Path) -> None:
    """Bring a fork up; what waits for a decision is kept."""
    run = CliRunner().invoke
    result = run(main, ["upgrade", "-C", str(folder), "--to", str(to)])
    assert result.exit_code in (0, 3), result.output
    if result.exit_code == 3:
        kept = run(main, ["resolve", "-C", str(folder), "tips/call-first/body", "keep"])
        assert kept.exit_code == 0, kept.output
    assert run(main, ["status", "-C", str(folder)]).exit_code == 0
