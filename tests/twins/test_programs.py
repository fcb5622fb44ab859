"""Both readers get the same answers out of what other programs have made of our PDFs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from playbook.answers import Answers, Sheet, dumps_backup, normalise
from playbook.answers.sheet import sheet_of
from playbook.model import KINDS, Ref
from playbook.sheets.fill import blank_sheet, fill_sheet
from playbook.source import read
from playbook.typesetting.paper import A4
from playbook.typesetting.renderer import SheetRenderer
from tests.twins.browserless import RefusedByScriptError, Scripts
from tests.twins.conftest import _garden, running
from tests.twins.programs import MERGED, SAVED, by_pdf_lib, changed, qpdf
from tests.twins.told import Told

CASES = Path(__file__).parents[1] / "cases/pdf"
PLAN, NEIGHBOURS = "worksheets/plan", "worksheets/neighbours"
PLAYBOOK = "org.example.base"
ANSWERS: dict[str, Any] = {
    "place": "Behind the school, شارع النخيل 12",
    "story": "One\nTwo \u2013 (three) \\ four 🌱",
    "size": "40",
    "begin_on": "2027-03-01",
    "soil": "clay",
    "tools": ["spade", "hose"],
    "insured": True,
    "hope": "4",
    "plants": ["Beans", "Äpfel", "豆"],
    "beds": [{"name": f"Bed {n}", "light": "sun", "length": str(n)} for n in range(1, 4)],
    "months": {"summer": {"who": "Ana", "hours": "2"}},
    "filled_by": "Zoë Жук, हिन्दी",
}


def _said(reader: Any, raw: bytes) -> str:
    """Return what a reader makes of a PDF: a backup, or the name of its refusal."""
    try:
        return str(reader("work", file=raw, pdf=True))
    except RefusedByScriptError as refused:
        return str(refused)


@pytest.fixture(scope="module")
def three(twin_sheets: dict[str, Sheet]) -> list[Answers]:
    """Two copies of one sheet, and another sheet."""
    street = {"street": "Elm Street", "filled_by": "Ben"}
    given: list[tuple[str, dict[str, Any]]] = [
        (PLAN, {"answers": ANSWERS, "copy": "First", "earlier": {"gone": "kept"}}),
        (NEIGHBOURS, {"answers": street}),
        (PLAN, {"answers": ANSWERS | {"place": "Elsewhere", "soil": "sand"}, "copy": "Second"}),
    ]
    return [normalise(data, twin_sheets[ref]) for ref, data in given]


@pytest.fixture(scope="module")
def papers(
    three: list[Answers], twin_sheets: dict[str, Sheet], twin_renderer: SheetRenderer
) -> list[bytes]:
    return [fill_sheet(twin_sheets[one.worksheet], A4, one, twin_renderer) for one in three]


def test_there_are_fifteen_programs_and_more():
    assert len(SAVED) + len(MERGED) >= 30


@pytest.mark.parametrize("program", SAVED)
def test_what_a_program_saved_again_is_read_by_both(
    scripts: Scripts, told: Told, three: list[Answers], papers: list[bytes], program: str
):
    raw = SAVED[program](papers[0])
    expected = dumps_backup(PLAYBOOK, three[:1]).decode()
    assert _said(told, raw) == expected
    assert _said(scripts, raw) == expected


@pytest.mark.parametrize("program", MERGED)
def test_what_a_program_merged_comes_apart_in_both(
    scripts: Scripts, told: Told, three: list[Answers], papers: list[bytes], program: str
):
    raw = MERGED[program](papers)
    expected = dumps_backup(PLAYBOOK, three).decode()
    assert _said(told, raw) == expected
    assert _said(scripts, raw) == expected


@pytest.mark.parametrize("name", ["plan-a4", "first-spring-letter"])
def test_a_sheet_and_a_packet_of_the_first_edition_are_read_by_both(
    scripts: Scripts, told: Told, name: str
):
    home = CASES / "first-edition"
    raw = (home / f"{name}.pdf").read_bytes()
    data = json.loads((home / f"{name}.json").read_bytes())
    expected = data.get("files", [data])
    assert json.loads(_said(told, raw))["files"] == expected
    assert _said(scripts, raw) == _said(told, raw)


def _newer(_: pikepdf.Pdf, field: Any) -> None:
    if field.T == "_sheet":
        field.V = pikepdf.String(str(field.V).replace("playbook-sheet/1", "playbook-sheet/2"))


def _elsewhere(_: pikepdf.Pdf, field: Any) -> None:
    if field.T == "_sheet":
        field.V = pikepdf.String(str(field.V).replace(PLAYBOOK, "org.example.other"))


def _another(_: pikepdf.Pdf, field: Any) -> None:
    if field.T == "_sheet":
        field.V = pikepdf.String(str(field.V).replace(PLAN, "worksheets/unknown"))


def test_pdf_lib_fills_a_blank_in_and_saves_it_as_it_does(
    scripts: Scripts, told: Told, twin_sheets: dict[str, Sheet], twin_renderer: SheetRenderer
):
    sheet = twin_sheets[PLAN]
    raw = blank_sheet(sheet, A4, twin_renderer)
    values = {"place": "North", "insured": True, "soil": "clay", "beds:0:name": "Bed 1"}
    made = by_pdf_lib([raw], "fill", values)
    answers = {"place": "North", "insured": True, "soil": "clay", "beds": [{"name": "Bed 1"}]}
    expected = dumps_backup(PLAYBOOK, [normalise({"answers": answers}, sheet)]).decode()
    assert _said(told, made) == expected
    assert _said(scripts, made) == expected


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "flattened": (lambda raw: qpdf([raw], "--flatten-annotations=all", "file:0"), "pdf_foreign"),
    "flattened by pdf-lib": (lambda raw: by_pdf_lib([raw], "flatten"), "pdf_foreign"),
    "of a newer version": (lambda raw: changed(_newer, raw), "newer"),
    "of another playbook": (lambda raw: changed(_elsewhere, raw), "other_playbook"),
    "of a sheet that is gone": (lambda raw: changed(_another, raw), "pdf_gone"),
    "cut off": (lambda raw: raw[: len(raw) // 3], "pdf_damaged"),
    "locked": (lambda raw: qpdf([raw], "file:0", "--encrypt", "a", "b", "256", "--"), "pdf_locked"),
    "locked, 128 bits": (
        lambda raw: qpdf(
            [raw],
            "--allow-weak-crypto",
            "file:0",
            "--encrypt",
            "a",
            "b",
            "128",
            "--use-aes=y",
            "--",
        ),
        "pdf_locked",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_holds_no_answers_for_us_is_refused_alike(
    scripts: Scripts, told: Told, papers: list[bytes], case: str
):
    spoil, why = REFUSED[case]
    raw = spoil(papers[0])
    assert _said(told, raw) == why
    assert _said(scripts, raw) == why


def _leaves(answers: Any) -> Iterator[str]:
    """Yield every text and every tick of some answers."""
    if isinstance(answers, dict | list):
        for inner in answers.values() if isinstance(answers, dict) else answers:
            yield from _leaves(inner)
    else:
        yield str(answers)


EXPECTED = json.loads((CASES / "clients/expected.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def clients() -> Iterator[tuple[Told, Scripts]]:
    """The readers of a playbook with the sheets that the clients' files were made of."""
    garden = copy(_garden())
    manifest = garden.manifest.model_copy(update={"id": "org.coalition-playbook"})
    sheets: dict[str, Sheet] = {}
    for path in sorted((CASES / "clients").glob("*/*.yml")):
        ref = Ref(f"{path.parent.name}/{path.stem}")
        document, _ = read(path.read_bytes(), file=str(path), ref=ref)
        item: Any = KINDS[ref.kind].model_validate(document.data)
        sheets[ref] = sheet_of(manifest, ref, item, {})
    garden.manifest = manifest
    with running(sheets, garden) as scripts:
        yield Told(sheets), scripts


@pytest.mark.parametrize("case", EXPECTED, ids=lambda case: case["file"])
def test_what_strangers_programs_filled_in_is_read_by_both(
    clients: tuple[Told, Scripts], case: dict[str, Any]
):
    told, scripts = clients
    raw = (CASES / "clients" / case["file"]).read_bytes()
    said = _said(told, raw)
    assert _said(scripts, raw) == said
    files = json.loads(said)["files"]
    found = {one.get("worksheet") or one.get("checklist"): one for one in files}
    for ref, answers in case["expected"].items():
        if ref in told.sheets:
            assert found[ref]["answers"] == answers
        else:  # a packet's own lines, which this small playbook does not ask: kept as they were
            assert sorted(_leaves(found[ref]["earlier"])) == sorted(_leaves(answers))
