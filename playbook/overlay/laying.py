"""Lay one playbook over the one that it extends."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from playbook.model import ALONE
from playbook.overlay.item import apply
from playbook.overlay.layers import Layer, Overlaid
from playbook.overlay.nodes import Node, grow, settle, was_of
from playbook.overlay.patient import Patient
from playbook.overlay.statements import MANIFEST, OWN, Reader, Statement
from playbook.overlay.states import Outcome, value_state
from playbook.source import Document
from playbook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from playbook.errors import Problem
    from playbook.load import Draft
    from playbook.picture import Picture


class Laying:
    """One layer on its way over its parent."""

    def __init__(self, parent: Draft, layer: Layer) -> None:
        self._parent, self._layer = parent, layer
        self._items = {item.ref: item for item in parent.items}
        self._renamed = {old: item.ref for item in parent.items for old in was_of(item.data)}
        self._hidden = set(parent.hidden)
        self._own = {item.ref for item in layer.draft.items}
        self.problems: list[Problem] = [*parent.problems, *layer.draft.problems]
        self.outcomes: list[Outcome] = []

    def done(self) -> Overlaid:
        """Return what comes of the two."""
        reader = Reader()
        reader.manifest(self._layer.draft.manifest)
        for document in self._layer.overrides:
            if document.data is not None:
                reader.overrides(document)
        self.problems += reader.problems
        self._own_items()
        for ref, group in groupby(reader.statements(), key=lambda one: one.item):
            statements = list(group)
            if ref == MANIFEST:
                continue
            self._item(ref, statements)
        new = self._new()
        manifest = self._manifest([one for one in reader.statements() if one.item == MANIFEST])
        draft = replace(
            self._layer.draft,
            manifest=manifest,
            items=tuple(self._items[ref] for ref in sorted(self._items)),
            assets=self._assets(),
            problems=tuple(self.problems),
            refused=self._parent.refused | self._layer.draft.refused,
            hidden=frozenset(self._hidden),
            lineage=ALONE,
            synonyms=(*self._parent.synonyms, *self._layer.draft.synonyms),
        )
        return Overlaid(draft, self._parent, tuple(self.outcomes), new=new)

    def _new(self) -> tuple[str, ...]:
        """Return what waits to be looked at, and leave it out where the manifest says so."""
        policy = self._layer.policy("new_items")
        if policy not in ("hide", "review"):
            return ()
        decided = {one.item for one in self.outcomes if one.statement.op == "hide"}
        theirs = {item.ref for item in self._parent.items} - self._parent.hidden
        waiting = {self._today(ref) for ref in self._layer.locked.new}
        new = tuple(sorted(waiting & theirs - decided))
        self._hidden |= set(new) if policy == "hide" else set()
        return new

    def _today(self, ref: str) -> str:
        return ref if ref in self._items else self._renamed.get(ref, ref)

    def _patient(self, root: Node, item: str, *, orphan: bool = False) -> Patient:
        return Patient(
            root,
            item,
            locked=self._layer.locked,
            prefix=self._layer.own("prefix"),
            orphan=orphan,
            today=self._today,
            known=self._items,
        )

    def _own_items(self) -> None:
        prefix = self._layer.own("prefix")
        for item in self._layer.draft.items:
            name = item.ref.partition("/")[2]
            if item.ref in self._items:
                hint = "Change upstream's item in overrides/, or give yours a name of its own."
                self.problems.append(item.problem((), "is an item of upstream", hint, field=""))
            elif not prefix or not name.startswith(f"{prefix}-"):
                better = f"{prefix or 'prefix'}-{name}.yml"
                message = "has not the prefix of your own items"
                self.problems.append(item.problem((), message, f"Call it {better}.", field=""))
            self._items[item.ref] = item
            self._renamed |= dict.fromkeys(was_of(item.data), item.ref)

    def _item(self, ref: str, statements: list[Statement]) -> None:
        own, today = self._own, self._today(ref)
        kept = self._layer.locked.gone.get(ref)
        if ref in own:
            hint = f"Change content/{ref}.yml itself."
            self.problems.append(statements[0].problem("is an item of your own", hint))
        elif today in self._items and today not in own:
            self._change(today, self._items[today], statements, orphan=False)
        elif kept is not None:
            home = statements[0]
            document = Document(home.document.file, ref, kept, line=home.line)
            self._change(ref, document, statements, orphan=True)
        elif all(one.op == "hide" and one.cell in self._layer.locked.cells for one in statements):
            for one in statements:
                self.outcomes.append(Outcome(one, ref, "adopted", "false", None, None))
                self._hidden.add(ref)
        else:
            known = [name for name in self._items if name not in own]
            hint = did_you_mean(ref, known, "Its items are in vendor/; look it up there.")
            message = f"names {quoted(ref)}, which upstream has not"
            self.problems.append(statements[0].problem(message, hint))

    def _change(
        self, ref: str, document: Document, statements: list[Statement], *, orphan: bool
    ) -> None:
        hides = [one for one in statements if one.op == "hide"]
        for one in hides:
            was = "true" if ref in self._hidden else "false"
            state = value_state(was, was, one.value)
            state = "hidden" if state == "ok" else state
            state = "adopted" if orphan else state
            self.outcomes.append(Outcome(one, ref, state, was, was, one.value))
            (self._hidden.add if one.value == "true" else self._hidden.discard)(ref)
        rest = [one for one in statements if one.op != "hide"]
        if not rest:
            return
        if not isinstance(document.data, dict):
            return  # the reader has said why
        patient = self._patient(grow(document.data, document), ref, orphan=orphan)
        apply(patient, rest)
        self.problems += patient.problems
        self.outcomes += patient.outcomes
        self._items[ref] = settle(patient.root, document)

    def _manifest(self, statements: list[Statement]) -> Document:
        parent, mine = self._parent.manifest, self._layer.draft.manifest
        if not isinstance(parent.data, dict) or not isinstance(mine.data, dict):
            return mine
        root = grow(parent.data, parent)
        assert isinstance(root.value, dict), "it grew from a group of keys"
        own = {key: grow(mine.data[key], mine, (key,)) for key in mine.data if key in OWN}
        inherited = {key: node for key, node in root.value.items() if key not in OWN}
        whole = Node({**own, **inherited}, mine, ())
        patient = self._patient(whole, MANIFEST)
        apply(patient, statements)
        self.problems += patient.problems
        self.outcomes += patient.outcomes
        return settle(whole, mine)

    def _assets(self) -> dict[str, Picture]:
        theirs, mine = self._parent.assets, self._layer.draft.assets
        for name in sorted(mine.keys() & theirs.keys()):
            manifest = self._layer.draft.manifest
            hint = f"Put your prefix before its name: {self._layer.own('prefix')}-…"
            message = f"has a picture {quoted(name)}, as upstream has"
            self.problems.append(manifest.problem((), message, hint, field=""))
        return {**theirs, **mine}
