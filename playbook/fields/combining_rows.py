"""How the tables of many partners are put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.fields.combining import fold_text, json_text, part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.combining import Given, NextSteps, Part
    from playbook.fields.field import Question
    from playbook.fields.table import Map, Table

FAR = 2
"""Steps on a map between two marks for one name that people should talk about."""


def fixed_parts(table: Table, given: Given) -> list[Part]:
    """Return the answers to a table with rows of its own, column by column, as their types do."""
    found: list[Part] = []
    for column in table.asked_in_rows():
        rows = [
            (
                f"{table.key}.{row.id}.{column.key}",
                row.label,
                [
                    (by, held[row.id][column.key])
                    for by, held in given
                    if _has(held, row.id, column)
                ],
            )
            for row in table.fixed
        ]
        if any(answers for _, _, answers in rows):
            for one in column.combine_rows(rows):
                key, label = f"{table.key}.{column.key}", f"{table.label}: {column.label}"
                found.append(one | {"key": key, "label": label})
    return found


def _has(held: dict[str, Any], row: str, column: Question) -> bool:
    return column.key in held.get(row, ())


def free_parts(table: Table, given: Given) -> list[Part]:
    """Return the rows that people wrote: all of them, and what is made of them."""
    found = [_rows(table, given)]
    if table.map is not None:
        found.insert(0, _map(table, table.map, given))
    if table.combine is not None and table.combine.steps is not None:
        found.append(_steps(table, table.combine.steps, given))
    return found


def _rows(table: Table, given: Given) -> Part:
    """Return every row with who wrote it; columns in which nobody wrote are left out."""
    used = {key for _, rows in given for row in rows for key in row}
    columns = [column for column in table.asked_in_rows() if column.key in used]
    by: dict[str, list[int]] = {}
    rows: dict[str, list[Any]] = {}
    for partner, row in _each(given):
        cells = [column.as_read(row[column.key]) if column.key in row else "" for column in columns]
        key = json_text(cells)
        rows[key] = cells
        if partner not in by.setdefault(key, []):
            by[key].append(partner)
    heads = [{"key": column.key, "label": column.label} for column in columns]
    held = [{"cells": cells, "by": by[key]} for key, cells in rows.items()]
    return part("rows", table, columns=heads, rows=held)


def _each(given: Given) -> Iterator[tuple[int, dict[str, Any]]]:
    for partner, rows in given:
        for row in rows:
            yield partner, row


def _map(table: Table, drawn: Map, given: Given) -> Part:
    """Return one map of all names: where most have put each, and where others have."""
    columns = {column.key: column for column in table.columns}
    axes = {axis: columns[getattr(drawn, axis)] for axis in ("x", "y")}
    places: dict[str, list[tuple[int, str, str]]] = {}
    texts: dict[str, str] = {}
    for partner, row in _each(given):
        if drawn.label in row:
            name = str(row[drawn.label])
            key = fold_text(name)
            texts[key] = min(texts.get(key, name), name)
            place = (partner, row.get(drawn.x, ""), row.get(drawn.y, ""))
            if place not in places.setdefault(key, []):
                places[key].append(place)
    rows = [_place(texts[key], f"{table.key}.{key}", places[key], axes) for key in places]
    rows.sort(key=lambda row: (-_at(row["y"], axes["y"]), -row["spread"], row["text"]))
    begin = [drawn.begin[axis.key] for axis in axes.values() if axis.key in drawn.begin]
    found = part("map", table, begin=begin if len(begin) == len(axes) else [], rows=rows)
    found |= {axis: _axis(column) for axis, column in axes.items()}
    for row in rows:
        if row["spread"] >= FAR:
            steps = _steps_taken(row, axes["x"])
            found["talk"].append(
                {"kind": "placed", "label": row["text"], "path": row["path"], "places": steps}
            )
    return found


def _steps_taken(row: dict[str, Any], axis: Question) -> list[str]:
    """Return the steps of an axis at which a name stands, in their order."""
    taken = {mark["x"] for mark in row["marks"]}
    return [axis.as_read(step) for step in axis.steps() if step in taken]


def _at(step: str, axis: Question) -> int:
    """Return the number of a step of an axis; -1 where there is none."""
    return axis.steps().index(step) if step in axis.steps() else -1


def _axis(column: Question) -> dict[str, Any]:
    steps = [{"id": step, "label": column.as_read(step)} for step in column.steps()]
    return {"key": column.key, "label": column.label, "steps": steps}


def _place(
    text: str, path: str, places: list[tuple[int, str, str]], axes: dict[str, Question]
) -> dict[str, Any]:
    """Return one name with its marks, and where most have put it."""
    cells: dict[tuple[str, str], list[int]] = {}
    for partner, x, y in places:
        cells.setdefault((x, y), []).append(partner)
    order = sorted(cells, key=lambda cell: (_at(cell[0], axes["x"]), _at(cell[1], axes["y"])))
    marks: list[dict[str, Any]] = [{"x": x, "y": y, "by": cells[x, y]} for x, y in order]
    at = [step for mark in marks if (step := _at(mark["x"], axes["x"])) >= 0]
    return {
        "text": text,
        "path": path,
        "marks": marks,
        "x": _most([(x, partner) for partner, x, _ in places], axes["x"]),
        "y": _most([(y, partner) for partner, _, y in places], axes["y"]),
        "spread": max(at) - min(at) if at else 0,
    }


def _most(pairs: list[tuple[str, int]], axis: Question) -> str:
    """Return the step that most have chosen, the first of several; nothing where nobody has."""
    counts = [len({by for one, by in pairs if one == step}) for step in axis.steps()]
    return axis.steps()[counts.index(max(counts))] if max(counts) else ""


def _steps(table: Table, named: NextSteps, given: Given) -> Part:
    """Return rows as next steps."""
    columns = {column.key: column for column in table.columns}

    def cell(row: dict[str, Any], key: str | None) -> Any:
        return columns[key].as_read(row[key]) if key in columns and key in row else ""

    rows = [
        {
            "date": cell(row, named.by),
            "what": cell(row, named.what),
            "who": cell(row, named.who),
            "done": named.done in row and row[named.done] == (named.done_is or True),
            "by": [partner],
        }
        for partner, row in _each(given)
        if named.what in row
    ]
    return part("steps", table, rows=rows)
