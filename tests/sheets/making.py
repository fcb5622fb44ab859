"""A worksheet with every type of field, in several scripts, and answers to it at random."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from playbook.answers import Sheet, sheet_of
from playbook.fields.check import Check
from playbook.fields.choice import Choice
from playbook.fields.choices import Choices
from playbook.fields.computed import Computed
from playbook.fields.list import List
from playbook.fields.note import Note
from playbook.fields.scale import Scale
from playbook.fields.table import Table
from playbook.link import Linked, link
from playbook.model import Manifest, Ref, Step, Worksheet
from playbook.typesetting.renderer import SheetRenderer, sheet_renderer
from playbook.validate import Playbook

if TYPE_CHECKING:
    from playbook.model import Column, Field

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "es", "ar", "he", "ru", "el", "pl")
SAMPLES = {
    "en": "Who decides, and by when?",
    "es": "¿Quién decide y cuándo? Señálelo aquí",
    "ar": "من يقرر ومتى؟ اكتب الاسم هنا",
    "he": "מי מחליט ומתי? רשמו כאן את השם",
    "ru": "Кто решает и когда? Напишите имя",
    "el": "Ποιος αποφασίζει και πότε; Γράψτε το όνομα",
    "pl": "Kto decyduje i kiedy? Wpisz imię i nazwisko, źdźbło, łąka",
}
LONG = "word " * 60


def words_of(language: str) -> dict[str, str]:
    """Return labels of every length in a language."""
    text = SAMPLES[language]
    return {"short": text.split()[0].strip("?¿;؟"), "text": text, "long": f"{text} {text} {text}"}


def fields_of(language: str) -> list[dict[str, Any]]:
    """Return every type of field, with labels that are hard to set."""
    word = words_of(language)
    options = [{"id": f"o{n}", "label": f"{word['short']} {n}"} for n in range(12)]
    few = [{"id": "yes", "label": word["short"]}, {"id": "no", "label": word["text"]}]
    simple: list[dict[str, Any]] = [
        {"key": "name", "type": "text", "label": word["short"], "help": word["text"]},
        {"key": "more", "type": "textarea", "label": word["text"], "rows": 2, "private": "true"},
        {"key": "day", "type": "date", "label": word["short"]},
        {"key": "done", "type": "check", "label": word["short"]},
        {"key": "rate", "type": "scale", "label": word["short"], "low": "1", "high": word["short"]},
        {"key": "amount", "type": "number", "label": word["short"]},
    ]
    wide = [
        *simple,
        {"key": "pick", "type": "choice", "label": word["text"], "options": options},
        {"key": "picks", "type": "choices", "label": word["text"], "options": options[:6]},
        {"key": "total", "type": "computed", "label": "=", "operation": "sum", "of": ["amount"]},
    ]
    rows = [{"id": f"{n}", "label": word["long"]} for n in range(1, 13)]
    return [
        {"key": "part", "type": "note", "label": word["text"], "text": "**A**\n\n- a\n- b"},
        *({**field, "key": f"top_{field['key']}", "required": "true"} for field in simple),
        {"key": "when", "type": "datetime", "label": word["short"], "unit": "h"},
        {"key": "one", "type": "choice", "label": word["long"], "options": few},
        {"key": "many", "type": "choices", "label": word["long"], "options": options},
        {"key": "lines", "type": "list", "label": word["text"], "rows": 3, "was": ["old_lines"]},
        {
            "key": "thirty",
            "type": "table",
            "label": word["text"],
            "rows": 30,
            "columns": [simple[0], *simple[2:4]],
        },
        {
            "key": "fixed",
            "type": "table",
            "label": word["text"],
            "rows": rows,
            "columns": simple[4:5] + simple[:1],
        },
        {"key": "cards", "type": "table", "label": word["text"], "rows": 2, "columns": wide},
        {"key": "sum", "type": "computed", "label": "=", "operation": "sum", "of": ["cards.total"]},
    ]


def playbook_of(language: str, fields: list[dict[str, Any]] | None = None) -> Linked:
    """Return a playbook with one worksheet in it."""
    text = SAMPLES[language]
    step = Ref("steps/one")
    manifest = Manifest.model_validate(
        {
            "id": "org.example.sheets",
            "title": text,
            "tagline": text,
            "version": "1",
            "date": datetime.date(2026, 11, 22),
            "language": language,
            "licence": {"title": "CC BY 4.0", "url": "https://example.org/"},
            "home": {"headline": text, "lede": text},
            "phases": [{"id": "a", "title": "A", "gist": "a", "summary": "a", "steps": [step]}],
            "editions": [{"id": "public", "title": "Public"}],
        }
    )
    sheet = {
        "title": text,
        "summary": text,
        "time": "30-60",
        "people": text,
        "go_back_when": text,
        "fields": fields or fields_of(language),
    }
    items = {
        step: Step.model_validate(
            {
                "title": "1",
                "summary": "1",
                "why": "x",
                "do": ["x"],
                "done_when": [{"id": "x", "text": "x"}],
            }
        ),
        Ref("worksheets/all"): Worksheet.model_validate(sheet),
    }
    return link(Playbook(manifest, items, {}))


def made(folder: Path, language: str = "en", fields: Any = None) -> tuple[Sheet, SheetRenderer]:
    """Return the worksheet of a new playbook in `folder`, and the renderer for it."""
    for kind in ("words", "sheets/words"):
        words = folder / "templates" / kind
        words.mkdir(parents=True, exist_ok=True)
        source = (ROOT / "templates" / kind / "en.yml").read_bytes()
        (words / f"{language}.yml").write_bytes(source)
    playbook = playbook_of(language, fields)
    entry = playbook.entries[Ref("worksheets/all")]
    # Fonts take seconds to cut: they are kept where the project's own builds keep them.
    renderer = dataclasses.replace(
        sheet_renderer(playbook, folder=folder), cache=ROOT / ".playbook" / "cache"
    )
    return sheet_of(
        playbook.manifest, entry.ref, entry.item, {}, renderer.plain, renderer.words
    ), renderer


def keep_fonts(folder: Path) -> None:
    """Let a playbook in `folder` use the fonts of the project's own builds: cutting takes long."""
    shared = ROOT / ".playbook" / "cache" / "typeset"
    shared.mkdir(parents=True, exist_ok=True)
    (folder / ".playbook" / "cache").mkdir(parents=True)
    (folder / ".playbook" / "cache" / "typeset").symlink_to(shared)


_LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cn", "Co"), exclude_characters="\x00"
)
TEXT = st.one_of(
    st.text(_LETTERS, max_size=40),
    st.sampled_from(
        ["", " ", LONG, "a\nb\r\nc\r", "Ærøskøbing", "þÿ", "(\\)", "مرحبا 123", "שלום 456"]
    ),
)


def answer_to(field: Field | Column, text: st.SearchStrategy[str] = TEXT) -> st.SearchStrategy[Any]:
    """Return answers to one field, as people might give them."""
    if isinstance(field, Note | Computed):
        return st.none()
    if isinstance(field, Check):
        return st.booleans()
    if isinstance(field, Choice):
        return st.sampled_from(["", *(option.id for option in field.options)])
    if isinstance(field, Choices):
        return st.lists(st.sampled_from([option.id for option in field.options]), unique=True)
    if isinstance(field, Scale):
        return st.sampled_from(["", *map(str, range(field.min, field.max + 1))])
    if isinstance(field, List):
        return st.lists(text, max_size=6)
    if isinstance(field, Table):
        row = st.fixed_dictionaries({}, optional={c.key: answer_to(c, text) for c in field.columns})
        if field.fixed:
            return st.dictionaries(
                st.sampled_from([row.id for row in field.fixed]), row, max_size=4
            )
        return st.lists(row, max_size=5)
    return text


def answers_to(
    sheet: Sheet, text: st.SearchStrategy[str] = TEXT
) -> st.SearchStrategy[dict[str, Any]]:
    """Return answers to a whole worksheet, in the form of a file's `answers`."""
    fields = {key: answer_to(field, text) for key, field in sheet.questions().items()}
    return st.fixed_dictionaries({}, optional=fields)
