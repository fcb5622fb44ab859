"""Write random playbooks."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import yaml

from playbook.fields import TYPES
from tests.agree.texts import LONG, SHORT, WRONG
from tests.beginning import copy_starter

_PLAIN = tuple(text for text in SHORT if "[[" not in text and not text.startswith("\u200b"))
_FIELDS = tuple(name for name in TYPES if name != "number")
_OPTIONED = ("choice", "choices")


class Writer:
    """Draws texts for one playbook; about one in five playbooks has something wrong in it."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._wrong = 0.02 if chance.random() < 0.2 else 0.0

    def plain(self) -> str:
        return " ".join(self._chance.choices(_PLAIN, k=self._chance.choice((1, 1, 2))))[:400]

    def inline(self) -> str:
        if not self._good():
            return self._bad()
        return f"Say {self._chance.choice(SHORT)}\n\n{self._chance.choice(LONG)}"

    def body(self) -> str:
        if not self._good():
            return self._bad()
        return "\n\n".join(
            ("Words.", *self._chance.choices((*SHORT, *LONG), k=4), "[[tips/ask-early]]")
        )

    def _good(self) -> bool:
        return self._chance.random() >= self._wrong

    def _bad(self) -> str:
        return f"x {self._chance.choice(WRONG)}"

    def options(self) -> list[dict[str, str]]:
        return [{"id": f"o{number}", "label": self.plain()} for number in range(3)]

    def field(self, kind: str, key: str) -> dict[str, Any]:
        field: dict[str, Any] = {"key": key, "type": kind, "label": self.plain()}
        if kind == "note":
            return field | {"text": self.body()}
        field["help"] = self.inline()
        if kind in _OPTIONED:
            field["options"] = self.options()
        elif kind == "scale":
            field |= {"low": self.plain(), "high": self.plain()}
        elif kind == "computed":
            field |= {"operation": "sum", "of": ["number_0"]}
        elif kind == "table":
            kinds = ("text", "number", "scale", "choice", "check", "date")
            field["columns"] = [self.field(inner, f"{inner}_c") for inner in kinds]
            field["rows"] = [{"id": "r1", "label": self.plain()}, {"id": "r2", "label": "x"}]
        return field


def write(folder: Path, seed: int) -> None:
    """Write a playbook with texts drawn by `seed` into the new folder."""
    chance = Random(seed)
    draw = Writer(chance)
    copy_starter(folder)
    content = folder / "content"
    step = "steps/ask-someone"
    common = {"steps": [step], "tags": ["a"]}
    kinds = ("number", *chance.sample(_FIELDS, k=len(_FIELDS)))
    items: dict[str, dict[str, Any]] = {
        "tips/new": {"body": draw.body(), **common},
        "terms/new": {"body": draw.body()},
        "rules/new": {"say": draw.inline(), "body": draw.body()},
        "roles/new": {"does": [draw.inline(), draw.inline()], "watch_out": draw.inline()},
        "guides/new": {
            "before": [draw.inline()],
            "prompts": [
                {"id": "a", "stage": draw.plain(), "say": draw.inline(), "note": draw.inline()}
            ],
        },
        "checklists/new": {
            "items": [
                {
                    "id": f"i{number}",
                    "text": draw.inline(),
                    "help": draw.inline(),
                    "section": draw.plain(),
                }
                for number in range(4)
            ],
        },
        "worksheets/new": {
            "fields": [draw.field(kind, f"{kind}_{number}") for number, kind in enumerate(kinds)],
        },
        "paths/new": {
            "for_whom": draw.plain(),
            "stops": [
                {"item": ref, "note": draw.inline()}
                for ref in ("worksheets/new", "guides/new", "checklists/new", "tips/new")
            ],
        },
    }
    for ref, data in items.items():
        path = content / f"{ref}.yml"
        path.parent.mkdir(exist_ok=True)
        head = {"title": draw.plain(), "summary": draw.inline()}
        text = yaml.safe_dump(head | data, allow_unicode=True, sort_keys=False, width=1000)
        path.write_text(text, encoding="utf-8")
    manifest = yaml.safe_load((content / "playbook.yml").read_text(encoding="utf-8"))
    manifest |= {"title": draw.plain(), "tagline": draw.plain()}
    manifest["date"] = str(manifest["date"])
    manifest["version"] = str(manifest["version"])
    (content / "playbook.yml").write_text(
        yaml.safe_dump(manifest, allow_unicode=True, sort_keys=False), encoding="utf-8"
    )
