"""Read what a fork says about its upstream: one statement for each thing that it changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playbook.overlay.nodes import key_of
from playbook.overlay.reasons import Reasons
from playbook.overlay.statements import ANCHORS, ENDS, MANIFEST, OWN, Statement, label
from playbook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from playbook.errors import Problem
    from playbook.overlay.nodes import Path
    from playbook.source import Data, Document, Place

_GROUPS = (("words",), ("brand",), ("home",), ("kinds",))
_FILE = ("items", "order", "words", "brand")
_ITEM = ("set", "unset", "edit", "lists", "hide", "why")
_LISTS = ("add", "set", "remove", "replace", "move")
_DOTTED = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_-]+)*")


class Reader:
    """Read the statements of one fork; what cannot be read joins the problems."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._cells: dict[str, Statement] = {}
        self._homes: dict[str, str] = {}

    def statements(self) -> tuple[Statement, ...]:
        """Return all that was read, by what it is about; files and their order mean nothing."""
        return tuple(sorted(self._cells.values(), key=lambda one: one.item))

    def manifest(self, document: Document) -> None:
        """Read a fork's own manifest: all but what it says of itself goes over upstream's."""
        if isinstance(document.data, dict):
            rest = [key for key in document.data if key not in OWN]
            self._settings(document, (), {key: document.data[key] for key in rest})

    def overrides(self, document: Document) -> None:
        """Read one file of `overrides/`."""
        for key, value in self._group(document, (), document.data, _FILE):
            if key == "items":
                for ref, said in self._group(document, (key,), value):
                    self._item(document, (key, ref), ref, said)
            elif key == "order":
                for phase, moves in self._group(document, (key,), value):
                    for place, move in self._row(document, (key, phase), moves):
                        self._move(document, place, MANIFEST, ("phases", phase, "steps"), move)
            else:
                self._settings(document, (), {key: value})

    def _settings(self, document: Document, place: Path, data: dict[str, Data]) -> None:
        for key, value in data.items():
            here = (*place, key)
            deeper = here in _GROUPS or place in (("words",), ("kinds",))
            if deeper and isinstance(value, dict):
                self._settings(document, here, value)
            else:
                self._say(Statement("set", MANIFEST, here, value, document, here))

    def _item(self, document: Document, place: Place, ref: str, said: Data) -> None:
        if ref == MANIFEST:
            hint = "Write what you change of the manifest in content/playbook.yml."
            self._report(document, place, "is not an item", hint)
            return
        home = self._homes.setdefault(ref, document.file)
        if home != document.file:
            message = f"has statements in {home} already"
            self._report(document, place, message, "Keep what you say of one item in one file.")
            return
        for key, value in self._group(document, place, said, _ITEM):
            here = (*place, key)
            if key == "set":
                for field, new in self._group(document, here, value):
                    self._set(document, (*here, field), ref, field, new)
            elif key == "unset":
                for there, name in self._row(document, here, value):
                    if path := self._path(document, there, name):
                        self._say(Statement("unset", ref, path, None, document, there))
            elif key == "edit":
                for field, edits in self._group(document, here, value):
                    self._edit(document, (*here, field), ref, field, edits)
            elif key == "lists":
                for field, changes in self._group(document, here, value):
                    if path := self._path(document, (*here, field), field):
                        self._list(document, (*here, field), ref, path, changes)
            elif key == "hide":
                if value not in ("true", "false"):
                    self._report(document, here, "must be true or false", "Write `hide: true`.")
                    continue
                self._say(Statement("hide", ref, (), value, document, here))
        if isinstance(said, dict) and "why" in said:
            mine = [one for one in self._cells.values() if one.item == ref]
            reasons = Reasons(document, (*place, "why"), said["why"])
            self._cells |= {one.cell: one for one in reasons.give(mine)}
            self.problems += reasons.problems

    def _set(self, document: Document, place: Place, ref: str, name: str, new: Data) -> None:
        path = self._path(document, place, name)
        if path and new is None:
            hint = "Write a text, or `unset: [" + name + "]` to take the value away."
            self._report(document, place, "is empty", hint)
        elif path:
            self._say(Statement("set", ref, path, new, document, place))

    def _edit(self, document: Document, place: Place, ref: str, name: str, edits: Data) -> None:
        path = self._path(document, place, name)
        good = bool(path)
        for there, edit in self._row(document, place, edits):
            keys = dict(self._group(document, there, edit, ("replace", "with", "count", "append")))
            texts = [isinstance(keys.get(key, ""), str) for key in ("replace", "append", "count")]
            count = keys.get("count", "1")
            one = ("replace" in keys and "with" in keys) != ("append" in keys)
            if not all(texts) or not one or not keys.get("replace", "-"):
                hint = "Write {replace: old words, with: new words}, or {append: more words}."
                self._report(document, there, "is not an edit", hint)
                good = False
            elif not re.fullmatch(r"[1-9][0-9]{0,3}", str(count)):
                hint = "Write how often the words stand there, for example 1."
                self._report(document, (*there, "count"), "is not a number of times", hint)
                good = False
        if good and path:
            self._say(Statement("edit", ref, path, edits, document, place))

    def _list(self, document: Document, place: Place, ref: str, path: Path, changes: Data) -> None:
        for key, value in self._group(document, place, changes, _LISTS):
            here = (*place, key)
            if key == "set" and isinstance(value, list):
                self._say(Statement("set", ref, path, value, document, here))
            elif key == "set":
                for name, fields in self._group(document, here, value):
                    there = (*here, name)
                    for field, new in self._group(document, there, fields):
                        where = (*there, field)
                        full = (*path, name, field)
                        self._say(Statement("set", ref, full, new, document, where))
            elif key == "add":
                for there, entry in self._row(document, here, value):
                    self._add(document, there, ref, path, entry)
            elif key == "remove":
                for there, entry in self._row(document, here, value):
                    full = (*path, entry if isinstance(entry, str) else f"-{label(entry)}")
                    self._say(Statement("remove", ref, full, entry, document, there))
            elif key == "replace":
                for there, change in self._row(document, here, value):
                    self._replace(document, there, ref, path, change)
            else:
                for there, move in self._row(document, here, value):
                    self._move(document, there, ref, path, move)

    def _add(self, document: Document, place: Place, ref: str, path: Path, entry: Data) -> None:
        anchor = self._anchor(document, place, entry)
        if isinstance(entry, dict):
            entry = {key: value for key, value in entry.items() if key not in ANCHORS}
            entry = entry["add"] if entry.keys() == {"add"} else entry
        name = key_of(entry) or f"+{label(entry)}"
        self._say(Statement("add", ref, (*path, name), entry, document, place, anchor=anchor))

    def _move(self, document: Document, place: Place, item: str, path: Path, move: Data) -> None:
        keys = dict(self._group(document, place, move, ("move", *ANCHORS, "why")))
        name = keys.get("move")
        if not isinstance(name, str):
            hint = "Write {move: what, after: what}."
            self._report(document, place, "does not say what moves", hint)
            return
        anchor = self._anchor(document, place, move)
        why = keys.get("why", "")
        if not isinstance(why, str):
            self._report(document, (*place, "why"), "must be a text", "Say in a sentence why.")
            return
        reason = (*place, "why") if why else ()
        self._say(
            Statement("move", item, (*path, name), None, document, place, why, reason, anchor)
        )

    def _replace(
        self, document: Document, place: Place, ref: str, path: Path, change: Data
    ) -> None:
        keys = dict(self._group(document, place, change, ("replace", "with")))
        old, new = keys.get("replace"), keys.get("with")
        if not old or not new:
            hint = "Write {replace: the entry, with: yours}."
            self._report(document, place, "does not say what replaces what", hint)
            return
        name = old if isinstance(old, str) else f"-{label(old)}"
        self._say(Statement("replace", ref, (*path, name), change, document, place))

    def _anchor(self, document: Document, place: Place, entry: Data) -> tuple[str, str] | None:
        found = [name for name in ANCHORS if isinstance(entry, dict) and name in entry]
        if len(found) > 1:
            self._report(document, place, "has two places", f"Write one of: {', '.join(ANCHORS)}.")
        for name in found:
            value = entry[name] if isinstance(entry, dict) else None
            if name in ENDS:
                if value == "true":
                    return name, ""
                self._report(document, (*place, name), "must be true", f"Write `{name}: true`.")
                return None
            if isinstance(value, str):
                return name, value
            self._report(document, (*place, name), "must be a name", "Write the id beside it.")
        return None

    def _path(self, document: Document, place: Place, name: Data) -> Path | None:
        if isinstance(name, str) and _DOTTED.fullmatch(name):
            return tuple(name.split("."))
        hint = "Write a field, or a way into it such as fields.name.label."
        self._report(document, place, "is not the name of a field", hint)
        return None

    def _say(self, statement: Statement) -> None:
        if statement.item != MANIFEST and (refused := _not_ours(statement)):
            self.problems.append(statement.problem(*refused))
            return
        before = self._cells.setdefault(statement.cell, statement)
        if before is not statement:
            hint = f"It is changed in {before.where} already: keep one of the two."
            self.problems.append(statement.problem("is changed twice", hint))

    def _group(
        self, document: Document, place: Place, data: Data, known: Collection[str] = ()
    ) -> Iterator[tuple[str, Data]]:
        if not isinstance(data, dict):
            self._report(document, place, "must be a group of keys", "Write `key: value` lines.")
            return
        for key, value in data.items():
            if known and key not in known:
                hint = did_you_mean(key, known, f"Known here: {', '.join(known)}.")
                self._report(document, (*place, key), f"has no meaning here ({quoted(key)})", hint)
            else:
                yield key, value

    def _row(self, document: Document, place: Place, data: Data) -> Iterator[tuple[Place, Data]]:
        if not isinstance(data, list):
            hint = "Write one entry a line, each after a hyphen."
            self._report(document, place, "must be a list", hint)
            return
        for index, entry in enumerate(data):
            yield (*place, index), entry

    def _report(self, document: Document, place: Place, message: str, hint: str) -> None:
        self.problems.append(document.problem(place, message, hint))


def _not_ours(statement: Statement) -> tuple[str, str] | None:
    """Return why nobody may change this of another's item, and what to do."""
    path = statement.path
    if path[:1] == ("licence",):
        return (
            "is the licence of upstream's item, which its author alone can change",
            "Ask the author, hide the item, or write one of your own.",
        )
    if statement.op in ("set", "unset", "edit") and len(path) > 2 and path[-1] in ("id", "key"):
        return (
            "is a name on which saved answers hang",
            "Change the words beside it; take the entry out and add one of yours if it is another.",
        )
    return None
