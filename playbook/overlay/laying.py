"""Lay one playbook over the one that it extends."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.model import ALONE
from playbook.overlay.clashes import clashes
from playbook.overlay.item import apply
from playbook.overlay.layers import Layer, Overlaid
from playbook.overlay.names import Names, followed
from playbook.overlay.nodes import Node, grow, key_of, settle, was_of
from playbook.overlay.orphans import keep_step, without_was
from playbook.overlay.patient import Patient
from playbook.overlay.reader import Reader
from playbook.overlay.statements import MANIFEST, OWN, Statement, mark_of
from playbook.overlay.states import Outcome, value_state
from playbook.overlay.words import half_words
from playbook.source import Document
from playbook.wording import did_you_mean, quoted

if TYPE_CHECKING:
    from playbook.draft import Draft
    from playbook.errors import Problem
    from playbook.picture import Picture
    from playbook.source import Data


class Laying:
    """One layer on its way over its parent."""

    def __init__(self, parent: Draft, layer: Layer) -> None:
        self._parent, self._layer = parent, layer
        self._names = Names(parent, layer.locked.gone)
        self._locked = layer.locked
        self._items = {item.ref: item for item in parent.items}
        self._own_renames: dict[str, str] = {}
        self._hidden = set(parent.hidden)
        self._orphans: dict[str, Statement] = {}
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
        statements = reader.statements()
        self._locked = followed(self._layer.locked, statements, self._names)
        groups: dict[str, list[Statement]] = {MANIFEST: []}
        for statement in statements:
            groups.setdefault(self._today(statement.item), []).append(statement)
        said = groups.pop(MANIFEST)
        for ref, group in groups.items():
            self._item(ref, group)
        new = self._new()
        self._phases()
        manifest = self._manifest(said)
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
        return Overlaid(draft, self._parent, tuple(self.outcomes), new=new, locked=self._locked)

    def _new(self) -> tuple[str, ...]:
        """Return what waits to be looked at, and leave it out where the manifest says so."""
        policy = self._layer.policy("new_items")
        if policy not in ("hide", "review"):
            return ()
        decided = {one.item for one in self.outcomes if one.statement.op == "hide"}
        theirs = {item.ref for item in self._parent.items} - self._parent.hidden
        waiting = {self._today(ref) for ref in self._locked.new}
        new = tuple(sorted(waiting & theirs - decided))
        self._hidden |= set(new) if policy == "hide" else set()
        return new

    def _today(self, ref: str) -> str:
        return ref if ref in self._items else self._own_renames.get(ref, self._names.ref(ref))

    def _patient(
        self,
        root: Node,
        item: str,
        *,
        rivals: dict[str, Statement],
        orphan: bool = False,
    ) -> Patient:
        return Patient(
            root,
            item,
            locked=self._locked,
            prefix=self._layer.own("prefix"),
            orphan=orphan,
            today=self._today,
            known=self._items,
            rivals=rivals,
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
                message = "does not have the prefix of your own items"
                self.problems.append(item.problem((), message, f"Call it {better}.", field=""))
            self._items[item.ref] = item
            self._own_renames |= dict.fromkeys(was_of(item.data), item.ref)

    def _item(self, ref: str, statements: list[Statement]) -> None:
        """Lay statements over the item that is called `ref` today."""
        first, gone = statements[0], self._locked.gone
        kept = next((gone[one.item] for one in statements if one.item in gone), None)
        if ref in self._own and first.item == ref:
            hint = f"Change content/{ref}.yml itself."
            self.problems.append(first.problem("is an item of your own", hint))
        elif ref in self._items and ref not in self._own:
            self._change(ref, self._items[ref], statements, orphan=False)
        elif kept is not None:
            self._orphans[first.item] = first
            kept = without_was(kept, {*self._items, *gone})
            document = Document(first.document.file, first.item, kept, line=first.line)
            self._change(first.item, document, statements, orphan=True)
        elif all(one.op == "hide" and one.cell in self._locked.cells for one in statements):
            for one in statements:
                self.outcomes.append(Outcome(one, one.item, "adopted", "false", None, None))
                self._hidden.add(one.item)
        else:
            known = [name for name in self._items if name not in self._own]
            hint = did_you_mean(first.item, known, "Its items are in vendor/; look it up there.")
            message = f"names {quoted(first.item)}, which does not exist upstream"
            self.problems.append(first.problem(message, hint))

    def _change(
        self, ref: str, document: Document, statements: list[Statement], *, orphan: bool
    ) -> None:
        if not isinstance(document.data, dict):
            return  # the reader has said why
        heard, silent, rivals = self._heard(statements, document.data)
        for row in (heard, silent):
            for one in row:
                if one.op == "hide":
                    rival = rivals.get(one.cell)
                    self._hide(ref, one, rival, orphan=orphan, heard=row is heard)
        rest = [one for one in heard if one.op != "hide"]
        silent = [one for one in silent if one.op != "hide"]
        if not rest:
            return
        patient = self._patient(grow(document.data, document), ref, orphan=orphan, rivals=rivals)
        apply(patient, rest, silent)
        self.problems += patient.problems
        self.outcomes += patient.outcomes
        self._items[ref] = settle(patient.root, document)

    def _hide(
        self, ref: str, one: Statement, rival: Statement | None, *, orphan: bool, heard: bool
    ) -> None:
        was = "true" if ref in self._hidden else "false"
        state = value_state(was, was, one.value)
        state = "hidden" if state == "ok" else state
        state = "adopted" if orphan else "stale" if rival is not None else state
        seen = self._seen(one, ref)
        self.outcomes.append(Outcome(one, ref, state, was, was, one.value, rival, heard, seen))
        if heard:
            (self._hidden.add if one.value == "true" else self._hidden.discard)(ref)

    def _seen(self, one: Statement, ref: str) -> str:
        """Return what a hidden item held when somebody last looked, if it has changed since."""
        kept = self._locked.cells.get(one.cell)
        before = kept.good if kept is not None else None
        now = mark_of(self._items[ref].data) if ref in self._items else before
        return before if isinstance(before, str) and before != now else ""

    def _heard(
        self, statements: list[Statement], data: Data
    ) -> tuple[list[Statement], list[Statement], dict[str, Statement]]:
        """Tell statements that readers see from those that a rival keeps silent.

        Two on one value are a mistake of the fork's, unless the lock knows both: then upstream made
        one of what was two, and nobody has decided yet.
        """
        rivals: dict[str, Statement] = {}
        silent: dict[str, Statement] = {}
        refused: set[str] = set()
        known = self._locked.cells
        for first, second in clashes(statements, data):
            if first.cell in known and second.cell in known:
                rivals.setdefault(first.cell, second)
                rivals[second.cell] = first
                silent[second.cell] = second
            else:
                refused.add(second.cell)
                hint = f"It is changed in {first.where} already: keep one of the two."
                self.problems.append(second.problem("is changed twice", hint))
        heard = [one for one in statements if one.cell not in silent and one.cell not in refused]
        return heard, list(silent.values()), rivals

    def _phases(self) -> None:
        """Look for phases that nobody has: moves into one are told of, but one may have none."""
        data = self._parent.manifest.data
        phases = data.get("phases") if isinstance(data, dict) else None
        known = [name for phase in phases if (name := key_of(phase))] if phases else []
        for document in self._layer.overrides:
            order = document.data.get("order") if isinstance(document.data, dict) else None
            for phase, moves in order.items() if isinstance(order, dict) else ():
                if not moves and phase not in known:
                    hint = did_you_mean(phase, known, f"Phases are: {', '.join(known)}.")
                    message = f"names {quoted(phase)}, a phase that does not exist upstream"
                    self.problems.append(document.problem(("order", phase), message, hint))

    def _manifest(self, statements: list[Statement]) -> Document:
        parent, mine = self._parent.manifest, self._layer.draft.manifest
        if not isinstance(parent.data, dict) or not isinstance(mine.data, dict):
            return mine
        root = grow(parent.data, parent)
        assert isinstance(root.value, dict), "it grew from a group of keys"
        own = {key: grow(mine.data[key], mine, (key,)) for key in mine.data if key in OWN}
        inherited = {key: node for key, node in root.value.items() if key not in OWN}
        whole = Node({**own, **inherited}, mine, ())
        for ref, said in self._orphans.items():
            if ref in self._items:
                keep_step(whole, said, self._locked.orders.get(f"{ref}/@phase", ()))
        heard, silent, rivals = self._heard(statements, parent.data)
        patient = self._patient(whole, MANIFEST, rivals=rivals)
        apply(patient, heard, silent)
        self.problems += half_words(statements, parent.data)
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
