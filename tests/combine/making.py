"""A worksheet with every way to combine answers, and what partners send."""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import Any

from hypothesis import strategies as st

from playbook.answers import Sheet, sheet_of
from playbook.forms import CHECKLIST, CORE, WORKSHEET, form_scripts
from playbook.model import Ref
from playbook.render.definition import definition
from playbook.render.templates import Templates
from tests.sheets.making import ROOT, playbook_of
from tests.twins.browserless import Scripts

ID = "org.example.sheets"
REF = "worksheets/all"
_STEPS = [{"id": one, "label": one.title()} for one in ("ally", "open", "rival")]
_LEVELS = [{"id": one, "label": one.title()} for one in ("low", "high")]
_KINDS = [{"id": one, "label": one.title()} for one in ("money", "room", "time")]


def _scale(**more: Any) -> dict[str, Any]:
    return {"type": "scale", "low": "No", "high": "Yes", "unknown": "true", **more}


FIELDS: list[dict[str, Any]] = [
    {"key": "aim", "type": "text", "label": "Aim", "combine": {"as": "one"}},
    {"key": "why", "type": "textarea", "label": "Why"},
    {"key": "for_it", "type": "list", "label": "For", "combine": {"against": ["leave"]}},
    {"key": "leave", "type": "list", "label": "Leave aside", "was": ["skip"]},
    {"key": "signs", "type": "list", "label": "Signs"},
    {"key": "wants", "type": "choices", "label": "We need", "options": _KINDS,
     "combine": {"match": "gives", "say": "wants_said"}},
    {"key": "wants_said", "type": "text", "label": "What exactly"},
    {"key": "gives", "type": "choices", "label": "We have", "options": _KINDS[1:],
     "combine": {"say": "gives_said"}},
    {"key": "gives_said", "type": "text", "label": "What we have"},
    {"key": "rule", "type": "choice", "label": "Rule", "options": _LEVELS},
    {"key": "mood", "type": "choice", "label": "Mood", "options": _LEVELS,
     "combine": {"as": "each"}},
    {"key": "ready", "label": "Ready", **_scale()},
    {"key": "seen", "type": "check", "label": "Seen"},
    {"key": "heard", "type": "check", "label": "Heard"},
    {"key": "own", "type": "text", "label": "Only for me", "private": "true"},
    {"key": "skipped", "type": "text", "label": "Not put together", "combine": {"as": "none"}},
    {"key": "scores", "type": "table", "label": "Scores",
     "rows": [{"id": "a", "label": "Trust"}, {"id": "b", "label": "Rules"}],
     "columns": [{"key": "score", "label": "Score", **_scale()},
                 {"key": "note", "type": "text", "label": "Note"},
                 {"key": "done", "type": "check", "label": "Done"}]},
    {"key": "people", "type": "table", "label": "People",
     "map": {"label": "name", "x": "stand", "y": "weight"},
     "combine": {"steps": {"what": "move", "who": "who", "by": "by", "done": "state",
                           "done_is": "high"}},
     "columns": [{"key": "name", "type": "text", "label": "Name"},
                 {"key": "stand", "type": "choice", "label": "Stand", "options": _STEPS},
                 {"key": "weight", "type": "choice", "label": "Weight", "options": _LEVELS},
                 {"key": "move", "type": "text", "label": "Move"},
                 {"key": "who", "type": "text", "label": "Who"},
                 {"key": "by", "type": "date", "label": "By"},
                 {"key": "state", "type": "choice", "label": "State", "options": _LEVELS},
                 {"key": "secret", "type": "text", "label": "Secret", "private": "true"}]},
]  # fmt: skip


@cache
def sheet() -> Sheet:
    """Return the worksheet."""
    playbook = playbook_of("en", FIELDS)
    entry = playbook.entries[Ref(REF)]
    return sheet_of(playbook.manifest, entry.ref, entry.item, {})


def running() -> Scripts:
    """Return the scripts of the page that combines, in one process of Node."""
    templates = Templates("en", own=ROOT / "none")
    words = templates.words.under("worksheet.script", "work.script")
    known = {
        "playbook": ID,
        "upstream": [],
        "language": "en",
        "words": words,
        "sheets": [definition(sheet(), playbook_of("en", FIELDS)) | {"words": words}],
    }
    wanted = CORE | WORKSHEET | {name: CHECKLIST[name] for name in ("work", "combine")}
    texts = form_scripts(templates, wanted)
    return Scripts(texts, sheets={}, known=known, found={})


LINES = st.sampled_from(["Free lawyers", "free  LAWYERS", "Rent", "Press", "Straße", "STRASSE"])
WHO = st.sampled_from(
    ["", "Elm Street", "ELM  street", "Straße", "STRASSE", "Ana", "ﬁnch", "finch"]
)
NAMES = st.sampled_from(["a.json", "b.json", "north-star.json", ".json", "x"])
_ids = [one["id"] for one in _KINDS]
_score = st.sampled_from(["1", "2", "3", "5", "unknown"])
_row = st.fixed_dictionaries(
    {},
    optional={
        "name": LINES,
        "stand": st.sampled_from(["ally", "open", "rival"]),
        "weight": st.sampled_from(["low", "high"]),
        "move": LINES,
        "by": st.sampled_from(["2027-01-02", "2026-12-01", "soon"]),
        "state": st.sampled_from(["low", "high"]),
        "secret": LINES,
    },
)
_fixed = st.fixed_dictionaries({}, optional={"score": _score, "note": LINES, "done": st.just(True)})
ANSWERS = st.fixed_dictionaries(
    {"filled_by": WHO},
    optional={
        "aim": LINES,
        "why": LINES,
        "for_it": st.lists(LINES, max_size=3),
        "skip": st.lists(LINES, max_size=2),
        "signs": st.lists(LINES, max_size=2),
        "wants": st.lists(st.sampled_from(_ids), max_size=3),
        "wants_said": LINES,
        "gives": st.lists(st.sampled_from(_ids), max_size=2),
        "gives_said": LINES,
        "rule": st.sampled_from(["low", "high"]),
        "mood": st.sampled_from(["low", "high"]),
        "ready": _score,
        "seen": st.just(True),
        "heard": st.just(True),
        "own": LINES,
        "gone": LINES,
        "scores": st.fixed_dictionaries({}, optional={"a": _fixed, "b": _fixed}),
        "people": st.lists(_row, max_size=3),
    },
)


def answers_file(answers: dict[str, Any], copy: str = "") -> dict[str, Any]:
    """Return what an answers file says."""
    return {
        "answers": answers,
        "copy": copy,
        "format": "playbook-answers/1",
        "playbook": ID,
        "worksheet": REF,
    }


def named(name: str, data: Any) -> dict[str, str]:
    """Return a file as both languages are given it."""
    return {"name": name, "file": base64.b64encode(json.dumps(data).encode()).decode()}


@st.composite
def sent(draw: st.DrawFn) -> list[dict[str, str]]:
    """Return what partners send: files and a backup, several of some, some without a name."""
    files = [
        answers_file(answers, draw(st.sampled_from(["", "Elm"])))
        for answers in draw(st.lists(ANSWERS, min_size=1, max_size=8))
    ]
    found = [named(draw(NAMES), one) for one in files[2:]]
    if draw(st.booleans()):
        backup = {"format": "playbook-backup/1", "playbook": ID, "files": files[:3]}
        return [*found, named(draw(NAMES), backup)]
    return [*found, *(named(draw(NAMES), one) for one in files[:2])]
