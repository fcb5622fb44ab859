"""Read what a fork says about its upstream: one statement for each thing that it changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from playbook.merge.nodes import key_of
from playbook.merge.statements import ANCHORS, ENDS, MANIFEST, OWN_KEYS, Statement, entry_label
from playbook.wording import did_you_mean, in_quotes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from playbook.errors import Problem
    from playbook.merge.nodes import Path
    from playbook.source import Data, Document, Place

_GROUPS = (("words",), ("brand",), ("home",), ("kinds",))
_FILE_KEYS = ("items", "order", "words", "brand")
_ITEM_KEYS = ("set", "unset", "edit", "lists", "hide", "why")
_LIST_KEYS = ("add", "set", "remove", "replace", "move")
_DOTTED = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_-]+)*")


@dataclass(frozen=True)
class _Cursor:
    """A place in a file of a fork, and the item that it speaks of."""

    document: Document
    place: Place = ()
    item: str = MANIFEST

    def at(self, *parts: str | int) -> _Cursor:
        """Return the place inside this one."""
        return replace(self, place=(*self.place, *parts))

    def problem(self, message: str, hint: str) -> Problem:
        """Return a problem at this place."""
        return self.document.problem(self.place, message, hint)


class OverrideReader:
    """Read the statements of one fork; what cannot be read joins the problems."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._by_cell: dict[str, Statement] = {}
        self._file_of: dict[str, str] = {}

    def statements(self) -> tuple[Statement, ...]:
        """Return all that was read, by what it is about; files and their order mean nothing."""
        return tuple(sorted(self._by_cell.values(), key=lambda statement: statement.item))

    def read_manifest(self, document: Document) -> None:
        """Read a fork's own manifest: all but what it says of itself goes over upstream's."""
        if isinstance(document.data, dict):
            inherited = [key for key in document.data if key not in OWN_KEYS]
            self._settings(_Cursor(document), {key: document.data[key] for key in inherited})

    def read_overrides(self, document: Document) -> None:
        """Read one file of `overrides/`."""
        for key, at, value in self._keys(_Cursor(document), document.data, _FILE_KEYS):
            if key == "items":
                for ref, inside, changes in self._keys(at, value):
                    self._item(replace(inside, item=ref), changes)
            elif key == "order":
                for phase, inside, moves in self._keys(at, value):
                    for entry, move in self._entries(inside, moves):
                        self._move(entry, ("phases", phase, "steps"), move)
            else:
                self._settings(_Cursor(document), {key: value})

    def _settings(self, cursor: _Cursor, data: dict[str, Data]) -> None:
        for key, value in data.items():
            at = cursor.at(key)
            deeper = at.place in _GROUPS or cursor.place in (("words",), ("kinds",))
            if deeper and isinstance(value, dict):
                self._settings(at, value)
            else:
                path = tuple(str(part) for part in at.place)
                self._add(Statement("set", MANIFEST, path, value, at.document, at.place))

    def _item(self, cursor: _Cursor, changes: Data) -> None:
        if cursor.item == MANIFEST:
            hint = "Write what you change of the manifest in content/playbook.yml."
            self._report(cursor, "is not an item", hint)
            return
        file = self._file_of.setdefault(cursor.item, cursor.document.file)
        if file != cursor.document.file:
            hint = "Keep what you say of one item in one file."
            self._report(cursor, f"has statements in {file} already", hint)
            return
        for key, at, value in self._keys(cursor, changes, _ITEM_KEYS):
            if key == "set":
                self._sets(at, value)
            elif key == "unset":
                self._unsets(at, value)
            elif key == "edit":
                self._edits(at, value)
            elif key == "lists":
                self._lists(at, value)
            elif key == "hide":
                self._hide(at, value)
        if isinstance(changes, dict) and "why" in changes:
            self._reasons(cursor.at("why"), changes["why"])

    def _reasons(self, cursor: _Cursor, why: Data) -> None:
        """Give the statements of an item their reasons."""
        mine = [one for one in self._by_cell.values() if one.item == cursor.item]
        reasons = _Reasons(cursor, why)
        self._by_cell |= {statement.cell: statement for statement in reasons.attach(mine)}
        self.problems += reasons.problems

    def _sets(self, cursor: _Cursor, fields: Data) -> None:
        for name, at, value in self._keys(cursor, fields):
            path = self._path(at, name)
            if path and value is None:
                hint = "Write a text, or `unset: [" + name + "]` to take the value away."
                self._report(at, "is empty", hint)
            elif path:
                self._add(Statement("set", at.item, path, value, at.document, at.place))

    def _unsets(self, cursor: _Cursor, names: Data) -> None:
        for at, name in self._entries(cursor, names):
            if path := self._path(at, name):
                self._add(Statement("unset", at.item, path, None, at.document, at.place))

    def _hide(self, cursor: _Cursor, value: Data) -> None:
        if value not in ("true", "false"):
            self._report(cursor, "must be true or false", "Write `hide: true`.")
            return
        self._add(Statement("hide", cursor.item, (), value, cursor.document, cursor.place))

    def _edits(self, cursor: _Cursor, fields: Data) -> None:
        for name, at, edits in self._keys(cursor, fields):
            path = self._path(at, name)
            judged = [self._is_edit(inside, edit) for inside, edit in self._entries(at, edits)]
            if all(judged) and path:
                self._add(Statement("edit", at.item, path, edits, at.document, at.place))

    def _is_edit(self, cursor: _Cursor, edit: Data) -> bool:
        """Tell whether something is an edit; report what is wrong with it."""
        known = ("replace", "with", "count", "append")
        keys = {key: value for key, _, value in self._keys(cursor, edit, known)}
        texts = [isinstance(keys.get(key, ""), str) for key in ("replace", "append", "count")]
        is_one = ("replace" in keys and "with" in keys) != ("append" in keys)
        if not all(texts) or not is_one or not keys.get("replace", "-"):
            hint = "Write {replace: old words, with: new words}, or {append: more words}."
            self._report(cursor, "is not an edit", hint)
            return False
        if not re.fullmatch(r"[1-9][0-9]{0,3}", str(keys.get("count", "1"))):
            hint = "Write how often the words stand there, for example 1."
            self._report(cursor.at("count"), "is not a number of times", hint)
            return False
        return True

    def _lists(self, cursor: _Cursor, fields: Data) -> None:
        for field, at, changes in self._keys(cursor, fields):
            if path := self._path(at, field):
                for key, inside, value in self._keys(at, changes, _LIST_KEYS):
                    self._list_changes(key, inside, path, value)

    def _list_changes(self, key: str, cursor: _Cursor, path: Path, value: Data) -> None:
        """Read what is done to a list under one key: add, set, remove, replace or move."""
        if key == "set":
            self._set_entries(cursor, path, value)
            return
        read = {
            "add": self._add_entry,
            "remove": self._remove_entry,
            "replace": self._replace_entry,
            "move": self._move,
        }[key]
        for at, entry in self._entries(cursor, value):
            read(at, path, entry)

    def _set_entries(self, cursor: _Cursor, path: Path, value: Data) -> None:
        if isinstance(value, list):
            place = cursor.place
            self._add(Statement("set", cursor.item, path, value, cursor.document, place))
            return
        for name, entry, fields in self._keys(cursor, value):
            for field, at, new in self._keys(entry, fields):
                full = (*path, name, field)
                self._add(Statement("set", at.item, full, new, at.document, at.place))

    def _add_entry(self, at: _Cursor, path: Path, entry: Data) -> None:
        anchor = self._anchor(at, entry)
        if isinstance(entry, dict):
            entry = {key: value for key, value in entry.items() if key not in ANCHORS}
            entry = entry["add"] if entry.keys() == {"add"} else entry
        full = (*path, key_of(entry) or f"+{entry_label(entry)}")
        self._add(Statement("add", at.item, full, entry, at.document, at.place, anchor=anchor))

    def _remove_entry(self, at: _Cursor, path: Path, entry: Data) -> None:
        full = (*path, _name_of_upstreams(entry))
        self._add(Statement("remove", at.item, full, entry, at.document, at.place))

    def _replace_entry(self, at: _Cursor, path: Path, change: Data) -> None:
        keys = {key: value for key, _, value in self._keys(at, change, ("replace", "with"))}
        old, new = keys.get("replace"), keys.get("with")
        if not old or not new:
            hint = "Write {replace: the entry, with: yours}."
            self._report(at, "does not say what replaces what", hint)
            return
        full = (*path, _name_of_upstreams(old))
        self._add(Statement("replace", at.item, full, change, at.document, at.place))

    def _move(self, at: _Cursor, path: Path, move: Data) -> None:
        keys = {key: value for key, _, value in self._keys(at, move, ("move", *ANCHORS, "why"))}
        name = keys.get("move")
        if not isinstance(name, str):
            self._report(at, "does not say what moves", "Write {move: what, after: what}.")
            return
        anchor = self._anchor(at, move)
        why = keys.get("why", "")
        if not isinstance(why, str):
            self._report(at.at("why"), "must be a text", "Say in a sentence why.")
            return
        why_place = at.at("why").place if why else ()
        statement = Statement("move", at.item, (*path, name), None, at.document, at.place)
        self._add(replace(statement, why=why, why_place=why_place, anchor=anchor))

    def _anchor(self, cursor: _Cursor, entry: Data) -> tuple[str, str] | None:
        """Return where an entry wants to go, or None where it does not say."""
        if not isinstance(entry, dict):
            return None
        names = [name for name in ANCHORS if name in entry]
        if len(names) > 1:
            self._report(cursor, "has two places", f"Write one of: {', '.join(ANCHORS)}.")
        for name in names[:1]:
            value = entry[name]
            if name in ENDS:
                if value == "true":
                    return name, ""
                self._report(cursor.at(name), "must be true", f"Write `{name}: true`.")
            elif isinstance(value, str):
                return name, value
            else:
                self._report(cursor.at(name), "must be a name", "Write the id beside it.")
        return None

    def _path(self, cursor: _Cursor, name: Data) -> Path | None:
        if isinstance(name, str) and _DOTTED.fullmatch(name):
            return tuple(name.split("."))
        hint = "Write a field, or a way into it such as fields.name.label."
        self._report(cursor, "is not the name of a field", hint)
        return None

    def _add(self, statement: Statement) -> None:
        if statement.item != MANIFEST and (refusal := _why_not_yours(statement)):
            self.problems.append(statement.problem(*refusal))
            return
        first = self._by_cell.setdefault(statement.cell, statement)
        if first is not statement:
            hint = f"It is changed in {first.location} already: keep one of the two."
            self.problems.append(statement.problem("is changed twice", hint))

    def _keys(
        self, cursor: _Cursor, data: Data, known: Collection[str] = ()
    ) -> Iterator[tuple[str, _Cursor, Data]]:
        if not isinstance(data, dict):
            self._report(cursor, "must be a group of keys", "Write `key: value` lines.")
            return
        for key, value in data.items():
            if known and key not in known:
                hint = did_you_mean(key, known, f"Known here: {', '.join(known)}.")
                self._report(cursor.at(key), f"has no meaning here ({in_quotes(key)})", hint)
            else:
                yield key, cursor.at(key), value

    def _entries(self, cursor: _Cursor, data: Data) -> Iterator[tuple[_Cursor, Data]]:
        if not isinstance(data, list):
            self._report(cursor, "must be a list", "Write one entry a line, each after a hyphen.")
            return
        for index, entry in enumerate(data):
            yield cursor.at(index), entry

    def _report(self, cursor: _Cursor, message: str, hint: str) -> None:
        self.problems.append(cursor.problem(message, hint))


class _Reasons:
    """What stands under `why:` of one item: a text, or texts by field."""

    def __init__(self, cursor: _Cursor, why: Data) -> None:
        self.problems: list[Problem] = []
        self._cursor = cursor
        self._of_item = why if isinstance(why, str) else ""
        self._by_field: dict[str, str] = {}
        for name, text in why.items() if isinstance(why, dict) else ():
            if isinstance(text, str):
                self._by_field[name] = text
            else:
                self._report(name, "must be a text", "Say in a sentence why.")
        if not isinstance(why, str | dict):
            hint = "Say in a sentence why, or a sentence for each field."
            self.problems.append(cursor.problem("must be a text", hint))

    def attach(self, statements: Sequence[Statement]) -> list[Statement]:
        """Return statements with their reasons; each reason must be one of theirs."""
        result, used = [], set[str]()
        for statement in statements:
            names = [name for name in self._by_field if _concerns(name, statement)]
            used.update(names)
            if names:
                name = max(names, key=len)
                place = self._cursor.at(name).place
                statement = replace(statement, why=self._by_field[name], why_place=place)
            elif not statement.why:
                statement = replace(statement, why=self._of_item)
            result.append(statement)
        changed = [".".join(one.path) or one.op for one in statements]
        for name in self._by_field.keys() - used:
            listed = f"You change: {', '.join(changed) or 'nothing here'}."
            message = f"gives a reason for {in_quotes(name)}, which you do not change"
            self._report(name, message, did_you_mean(name, changed, listed))
        return result

    def _report(self, name: str, message: str, hint: str) -> None:
        self.problems.append(self._cursor.at(name).problem(message, hint))


def _concerns(name: str, statement: Statement) -> bool:
    """Tell whether a reason under `name` is about a statement."""
    parts = tuple(name.split("."))
    if statement.op == "hide":
        return parts == ("hide",)
    return statement.path[: len(parts)] == parts


def _name_of_upstreams(entry: Data) -> str:
    """Return what an entry of upstream's is called in the name of a cell."""
    return entry if isinstance(entry, str) else f"-{entry_label(entry)}"


def _why_not_yours(statement: Statement) -> tuple[str, str] | None:
    """Return why nobody may change this of another's item, and what to do."""
    path = statement.path
    if path[:1] == ("licence",):
        return (
            "is the licence of upstream's item, which its author alone can change",
            "Ask the author, hide the item, or write one of your own.",
        )
    if statement.op in ("set", "unset", "edit") and len(path) > 2 and path[-1] in ("id", "key"):
        return (
            "is a name that saved answers depend on",
            "Change the words beside it; take the entry out and add one of yours if it is another.",
        )
    return None
