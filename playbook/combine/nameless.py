"""Views without names: nothing tells who said what.

Where fewer than five answered, nothing is shown: with so few, a number already tells who it was.
"""

from __future__ import annotations

from typing import Any

from playbook.fields.combining import json_text

FEW = 5
_PARTNERS = ("by", "blank", "unknown")


def without_names(whole: dict[str, Any]) -> dict[str, Any]:
    """Return `views` without names."""
    sheets = []
    for sheet in whole["sheets"]:
        parts = [_part(part) for part in sheet["parts"]]
        kept = {key: one for key, one in sheet.items() if key not in ("by", "copies", "left")}
        sheets.append(kept | {"parts": parts, "unanswered": sheet["unanswered"]})
    count = len(whole["partners"])
    return whole | {"sheets": sheets, "partners": [], "count": count if count >= FEW else 0}


def _part(part: dict[str, Any]) -> dict[str, Any]:
    if part["answered"] < FEW:
        return {key: part[key] for key in ("view", "key", "label")} | {"withheld": True}
    bare: dict[str, Any] = _with_counts(
        {key: one for key, one in part.items() if key != "answered"}
    )
    rows = bare.get("rows", [])
    if part["view"] in ("scores", "cells"):
        few = [_answer_count(row) < FEW for row in part["rows"]]
        paths = {row.get("path") for row, is_few in zip(rows, few, strict=True) if is_few}
        shown = [row for row, is_few in zip(rows, few, strict=True) if not is_few]
        hidden = [row["label"] for row, is_few in zip(rows, few, strict=True) if is_few]
        # By name: the order of the others, widest first, would tell of them.
        bare["rows"] = [*shown, *({"label": one, "withheld": True} for one in sorted(hidden))]
        bare["talk"] = [one for one in bare["talk"] if one["path"] not in paths]
    elif part["view"] == "rows":
        rows.sort(key=json_text)
    elif part["view"] == "match":
        for row in rows:
            row["asked"].sort(key=json_text)
            row["offered"].sort(key=json_text)
    return bare


def _answer_count(row: dict[str, Any]) -> int:
    if "answers" in row:
        return sum(len(one["by"]) for one in row["answers"])
    return sum(map(len, row["by"])) + len(row["unknown"])


def _with_counts(value: Any) -> Any:
    """Return data with numbers in place of partners."""
    if isinstance(value, list):
        return [_with_counts(one) for one in value]
    if isinstance(value, dict):
        return {
            key: _number(one) if key in _PARTNERS else _with_counts(one)
            for key, one in value.items()
        }
    return value


def _number(partners: list[Any]) -> Any:
    if any(isinstance(one, list) for one in partners):
        return [len(one) for one in partners]
    return len(partners)
