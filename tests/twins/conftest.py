"""The small garden, the sheet with every type of field, and the scripts that a site ships."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from playbook.answerable import answerable_sheets
from playbook.answers import Sheet, sheet_of
from playbook.edition import cut
from playbook.forms import CHECKLIST, CORE, WORKSHEET, form_scripts
from playbook.link import Linked, link
from playbook.model import Ref
from playbook.pipeline import check
from playbook.render.definition import definition
from playbook.render.scripts import join_scripts
from playbook.render.templates import Templates
from playbook.search.letters import LETTERS, MARKS, MOST, UNSPACED
from playbook.search.packing import LAST, SIGNS
from playbook.typesetting.renderer import SheetRenderer, sheet_renderer
from tests.sheets.making import playbook_of
from tests.twins.browserless import Scripts
from tests.twins.told import Told

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/cases/base"


def garden_and_all() -> dict[str, Sheet]:
    """Return every sheet of the garden by its ref, and `all`, with every type of field."""
    garden, every = _garden(), playbook_of("en")
    entry = every.entries[Ref("worksheets/all")]
    held = {
        str(one.ref): one for one in answerable_sheets(garden, sheet_renderer(garden, folder=BASE))
    }
    return held | {"all": sheet_of(every.manifest, entry.ref, entry.item, {})}


def running(sheets: dict[str, Sheet], playbook: Linked | None = None) -> Scripts:
    """Return the scripts as pages of a playbook load them, in one process of Node."""
    garden, every = playbook or _garden(), playbook_of("en")
    templates = Templates("en", own=(ROOT if playbook else BASE) / "templates")
    words = templates.words.under("worksheet.script")
    asked: dict[str, Any] = {
        name: definition(sheet, every if name == "all" else garden) | {"words": words}
        for name, sheet in sheets.items()
    }
    known = {
        "playbook": garden.manifest.id,
        "upstream": [],
        "language": "en",
        "words": words,
        "sheets": [one for name, one in asked.items() if name != "all"],
    }
    letters = {"letters": LETTERS, "marks": MARKS, "unspaced": UNSPACED, "longest": MOST}
    letters |= {"signs": SIGNS, "last": LAST}
    texts = form_scripts(
        templates, CORE | WORKSHEET | {name: CHECKLIST[name] for name in ("work", "combine")}
    )
    engine = join_scripts(path for _, path in sorted(templates.files("search").items()))
    texts |= {"search": engine.encode()}
    return Scripts(texts, sheets=asked, known=known, found=letters)


@cache
def _garden() -> Linked:
    return link(cut(check(BASE), None))


@pytest.fixture(scope="session")
def twin_sheets() -> dict[str, Sheet]:
    return garden_and_all()


@pytest.fixture(scope="session")
def twin_renderer() -> SheetRenderer:
    """What sets the garden's sheets; fonts are kept where the project's own builds keep them."""
    return replace(sheet_renderer(_garden(), folder=BASE), cache=ROOT / ".playbook/cache")


@pytest.fixture(scope="session")
def garden_sheets(twin_sheets: dict[str, Sheet]) -> tuple[Sheet, ...]:
    return tuple(sheet for name, sheet in twin_sheets.items() if name != "all")


@pytest.fixture(scope="session")
def scripts(twin_sheets: dict[str, Sheet]) -> Iterator[Scripts]:
    with running(twin_sheets) as one:
        yield one


@pytest.fixture(scope="session")
def told(twin_sheets: dict[str, Sheet]) -> Told:
    return Told(twin_sheets)
