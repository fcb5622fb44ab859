"""What scripts are told of a sheet, and of how far one is."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook.answerable import answerable_sheets
from playbook.link import Linked
from playbook.model import Ref
from playbook.pipeline import assemble
from playbook.render.definition import definition, progress
from playbook.typesetting.renderer import sheet_renderer


@pytest.fixture
def playbook(base: Path) -> Linked:
    return assemble(base).playbook


def fields(playbook: Linked, base: Path, ref: str) -> dict[str, str]:
    """The keys and labels that scripts are told of a sheet."""
    [sheet] = [
        one
        for one in answerable_sheets(playbook, sheet_renderer(playbook, folder=base))
        if one.ref == ref
    ]
    return {field["key"]: field["label"] for field in definition(sheet, playbook)["fields"]}


def test_a_step_asks_for_what_it_is_done_when(playbook: Linked, base: Path):
    assert fields(playbook, base, "steps/dig") == {
        "bed-dug": "One bed is dug",
        "bed-planted": "Something grows in it",
    }


def test_a_path_asks_for_its_stops_each_once(base: Path):
    path = base / "content/paths/first-spring.yml"
    again = path.read_text(encoding="utf-8") + "  - {item: steps/ask, note: Ask again}\n"
    path.write_text(again, encoding="utf-8")
    playbook = assemble(base).playbook
    stops = list(fields(playbook, base, "paths/first-spring"))
    assert stops == ["steps/ask", "steps/dig", "terms/bed"], "the tip is for members only"


def test_a_labels_markup_is_taken_out_of_what_is_kept_with_a_tick(base: Path):
    path = base / "content/steps/dig.yml"
    text = path.read_text(encoding="utf-8").replace("One bed is dug", "**One** [[terms/bed|bed]]")
    path.write_text(text, encoding="utf-8")
    assert fields(assemble(base).playbook, base, "steps/dig")["bed-dug"] == "One bed"


def test_progress_knows_every_name_a_box_has_had_and_the_tools_of_a_step(base: Path):
    path = base / "content/steps/dig.yml"
    text = path.read_text(encoding="utf-8").replace("id: bed-dug,", "id: bed-dug, was: [dug],")
    path.write_text(text, encoding="utf-8")
    known = progress([Ref("steps/dig")], assemble(base).playbook)["items"]
    assert known["steps/dig"]["ticks"] == {
        "dug": "bed-dug",
        "bed-dug": "bed-dug",
        "bed-planted": "bed-planted",
    }
    assert known["steps/dig"]["tools"] == ["checklists/before-digging", "worksheets/plan"]
    assert known["checklists/before-digging"]["ticks"]["tubes"] == "pipes"
    assert "ticks" not in known["worksheets/plan"]


def test_every_sheet_that_my_work_knows_has_a_page_to_go_on(playbook: Linked, base: Path):
    kinds = {
        sheet.ref.kind
        for sheet in answerable_sheets(playbook, sheet_renderer(playbook, folder=base))
    }
    assert kinds == {"worksheets", "checklists", "steps", "paths", "packets", "tonight"}
