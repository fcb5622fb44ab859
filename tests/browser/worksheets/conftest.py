"""The worksheet with every type of field, and answers for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Page, expect

from playbook.answers import Sheet, sheet_of
from playbook.answers.budgets import BUDGETS
from playbook.pipeline import assemble

PLAN = "worksheets/plan/"

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=40) | st.sampled_from(
    [
        "",
        " ",
        "a\r\nb",
        "e\u0301",
        "\u2028x",
        "tab\tx",
        "\ufeffy",
        "\U0001f331",
        "سلام 12",
        "x" * 3000,
    ]
)
KEY = TEXT.filter(lambda key: len(key) <= BUDGETS["key"])
"""Longer ones are refused, by both readers: `tests/twins` asks that."""
SCALARS = {"place": TEXT, "story": TEXT, "size": TEXT, "begin_on": TEXT, "first_meeting": TEXT}
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **SCALARS,
        "soil": st.sampled_from(["sand", "clay", "peat"]),
        "tools": st.lists(st.sampled_from(["spade", "fork", "hose", "cart"]), max_size=4),
        "insured": st.sampled_from([True, "true", False]),
        "hope": st.sampled_from(["1", "5", "9"]),
        "plants": st.lists(TEXT, max_size=6),
        "beds": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "name": TEXT,
                    "light": st.sampled_from(["sun", "shade", "x"]),
                    "effort": st.just("2"),
                    "length": TEXT,
                },
            ),
            max_size=5,
        ),
        "months": st.fixed_dictionaries(
            {},
            optional={"spring": st.fixed_dictionaries({}, optional={"who": TEXT}), "autumn": TEXT},
        ),
        "fence": TEXT | st.lists(TEXT, max_size=2) | st.dictionaries(KEY, TEXT, max_size=2),
        "\U0001f331": TEXT,
        "\uffee": TEXT,
    },
)


@pytest.fixture(scope="session")
def plan_sheet(garden_folder: Path) -> Sheet:
    """The worksheet with every type of field."""
    playbook = assemble(garden_folder).playbook
    entry = playbook.entries[next(ref for ref in playbook.entries if ref == "worksheets/plan")]
    return sheet_of(playbook.manifest, entry.ref, entry.item, {})


@pytest.fixture
def plan(page: Page, garden: str) -> Page:
    """The page of that worksheet, with nothing typed."""
    page.goto(garden + PLAN)
    expect(page.locator("form[data-ready]")).to_be_visible()
    return page


@pytest.fixture
def second(context: BrowserContext, garden: str) -> Page:
    """The same worksheet in a second window."""
    page = context.new_page()
    page.goto(garden + PLAN)
    expect(page.locator("form[data-ready]")).to_be_visible()
    return page


@pytest.fixture(scope="session")
def any_answers() -> st.SearchStrategy[dict[str, Any]]:
    """Answers to every type of question, fitting and odd."""
    return ANSWERS


@pytest.fixture(scope="session")
def file_of() -> Callable[..., dict[str, Any]]:
    """Return what an answers file holds."""

    def make(sheet: Sheet, answers: dict[str, Any], **more: Any) -> dict[str, Any]:
        own = {
            "format": "playbook-answers/1",
            "playbook": sheet.manifest.id,
            "worksheet": str(sheet.ref),
        }
        return {**own, "answers": answers, "copy": "Elm", **more}

    return make
