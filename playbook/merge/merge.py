"""Merge a chain of playbooks, one layer over the other: the first upstream, then each fork."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from shlex import quote
from typing import TYPE_CHECKING

from playbook.merge.layers import Layer, Merged
from playbook.merge.nodes import Node, key_of, old_names, to_document, to_node
from playbook.merge.operations import WORDS, apply_statements
from playbook.merge.phases import restore_step
from playbook.merge.provenance import build_lineage, licence_problems
from playbook.merge.reader import OverrideReader
from playbook.merge.renames import CurrentNames, find_conflicts, find_shared_names, follow_renames
from playbook.merge.statements import MANIFEST, OWN_KEYS, digest
from playbook.merge.target import MergeContext, MergeTarget
from playbook.merge.three_way import Outcome, compare_values
from playbook.model import ALONE
from playbook.source import Document
from playbook.wording import did_you_mean, in_quotes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from playbook.draft import Draft
    from playbook.errors import Level, Problem
    from playbook.merge.statements import Statement
    from playbook.picture import Picture
    from playbook.source import Data


@dataclass(frozen=True)
class _Ranking:
    """Statements of one item that readers see, and those that a conflicting one shadows."""

    active: list[Statement]
    shadowed: list[Statement]
    conflicts: dict[str, Statement]
    """For the cell of each such statement, the other one."""


def merge_layers(layers: Sequence[Layer]) -> Merged:
    """Return the playbook that the last of `layers` is, with its problems of all layers."""
    first, *forks = layers
    merged = Merged(first.draft, first.draft)
    layer_of = dict.fromkeys((item.ref for item in first.draft.items), 0)
    steps = [merged]
    for number, layer in enumerate(forks, 1):
        merged = LayerMerge(merged.draft, layer).merge()
        layer_of |= dict.fromkeys((item.ref for item in layer.draft.items), number)
        steps.append(merged)
    if not forks:
        return replace(merged, steps=(merged,))
    lineage = build_lineage(steps, layer_of)
    own = layers[-1].draft.manifest
    unlicensed = licence_problems(merged.draft, own, lineage, merged.outcomes)
    problems = (*merged.draft.problems, *unlicensed, *_review_problems(layers[-1], merged))
    draft = replace(merged.draft, lineage=lineage, problems=problems)
    return replace(merged, draft=draft, problems=merged.draft.problems, steps=tuple(steps))


class LayerMerge:
    """One layer on its way over its parent."""

    def __init__(self, parent: Draft, layer: Layer) -> None:
        self._parent, self._layer = parent, layer
        self._names = CurrentNames(parent, layer.baseline.gone)
        self._baseline = layer.baseline
        self._items = {item.ref: item for item in parent.items}
        self._own = {item.ref for item in layer.draft.items}
        self._own_renames: dict[str, str] = {}
        self._hidden = set(parent.hidden)
        self._orphans: dict[str, Statement] = {}
        self._problems: list[Problem] = [*parent.problems, *layer.draft.problems]
        self._outcomes: list[Outcome] = []

    def merge(self) -> Merged:
        """Return what comes of the two."""
        statements = self._read_statements()
        self._add_own_items()
        self._baseline = follow_renames(self._layer.baseline, statements, self._names)
        by_item: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            by_item[self._current_ref(statement.item)].append(statement)
        of_manifest = by_item.pop(MANIFEST, [])
        for ref, group in by_item.items():
            self._merge_item(ref, group)
        new = self._undecided_items()
        self._check_phases()
        manifest = self._merge_manifest(of_manifest)
        own = self._layer.draft
        draft = replace(
            own,
            manifest=manifest,
            items=tuple(self._items[ref] for ref in sorted(self._items)),
            assets=self._merge_assets(),
            problems=tuple(self._problems),
            refused=self._parent.refused | own.refused,
            hidden=frozenset(self._hidden),
            lineage=ALONE,
            synonyms=(*self._parent.synonyms, *own.synonyms),
        )
        outcomes = tuple(self._outcomes)
        return Merged(draft, self._parent, outcomes, new=new, baseline=self._baseline)

    def _read_statements(self) -> tuple[Statement, ...]:
        reader = OverrideReader()
        reader.read_manifest(self._layer.draft.manifest)
        for document in self._layer.overrides:
            if document.data is not None:
                reader.read_overrides(document)
        self._problems += reader.problems
        return reader.statements()

    def _add_own_items(self) -> None:
        prefix = self._layer.own("prefix")
        for item in self._layer.draft.items:
            name = item.ref.partition("/")[2]
            if item.ref in self._items:
                hint = "Change upstream's item in overrides/, or give yours a name of its own."
                self._problems.append(item.problem((), "is an item of upstream", hint, field=""))
            elif not prefix or not name.startswith(f"{prefix}-"):
                better = f"{prefix or 'prefix'}-{name}.yml"
                message = "does not have the prefix of your own items"
                self._problems.append(item.problem((), message, f"Call it {better}.", field=""))
            self._items[item.ref] = item
            self._own_renames |= dict.fromkeys(old_names(item.data), item.ref)

    def _current_ref(self, ref: str) -> str:
        return ref if ref in self._items else self._own_renames.get(ref, self._names.ref(ref))

    def _target(
        self, root: Node, item: str, ranking: _Ranking, *, is_orphan: bool = False
    ) -> MergeTarget:
        prefix = self._layer.own("prefix")
        context = MergeContext(self._baseline, prefix, self._items, self._current_ref)
        return MergeTarget(root, item, context, is_orphan=is_orphan, conflicts=ranking.conflicts)

    def _merge_item(self, ref: str, statements: list[Statement]) -> None:
        """Merge statements into the item that is called `ref` today."""
        first, gone = statements[0], self._baseline.gone
        kept = next((gone[one.item] for one in statements if one.item in gone), None)
        if ref in self._own and first.item == ref:
            hint = f"Change content/{ref}.yml itself."
            self._problems.append(first.problem("is an item of your own", hint))
        elif ref in self._items and ref not in self._own:
            self._change_item(self._items[ref], statements, is_orphan=False)
        elif kept is not None:
            self._orphans[first.item] = first
            kept = drop_reused_names(kept, {*self._items, *gone})
            document = Document(first.document.file, first.item, kept, line=first.line)
            self._change_item(document, statements, is_orphan=True)
        elif all(one.op == "hide" and one.cell in self._baseline.cells for one in statements):
            for one in statements:
                self._outcomes.append(Outcome(one, one.item, "adopted", "false", None, None))
                self._hidden.add(one.item)
        else:
            known = [name for name in self._items if name not in self._own]
            hint = did_you_mean(first.item, known, "Its items are in vendor/; look it up there.")
            message = f"names {in_quotes(first.item)}, which does not exist upstream"
            self._problems.append(first.problem(message, hint))

    def _change_item(
        self, document: Document, statements: list[Statement], *, is_orphan: bool
    ) -> None:
        if not isinstance(document.data, dict):
            return  # the reader has said why
        ref = document.ref
        ranking = self._rank(statements, document.data)
        for statement in (*ranking.active, *ranking.shadowed):
            if statement.op == "hide":
                self._hide_item(ref, statement, ranking, is_orphan=is_orphan)
        active = [one for one in ranking.active if one.op != "hide"]
        shadowed = [one for one in ranking.shadowed if one.op != "hide"]
        if not active:
            return
        root = to_node(document.data, document)
        target = self._target(root, ref, ranking, is_orphan=is_orphan)
        apply_statements(target, active, shadowed)
        self._problems += target.problems
        self._outcomes += target.outcomes
        self._items[ref] = to_document(target.root, document)

    def _hide_item(
        self, ref: str, statement: Statement, ranking: _Ranking, *, is_orphan: bool
    ) -> None:
        """Hide an item, or show it again."""
        theirs = "true" if ref in self._hidden else "false"
        conflict = ranking.conflicts.get(statement.cell)
        state = compare_values(theirs, theirs, statement.value)
        if is_orphan:
            state = "adopted"
        elif conflict is not None:
            state = "stale"
        elif state == "ok":
            state = "hidden"
        active = all(one is not statement for one in ranking.shadowed)
        values, seen = (theirs, theirs, statement.value), self._seen_digest(statement, ref)
        self._outcomes.append(Outcome(statement, ref, state, *values, conflict, active, seen))
        if active and statement.value == "true":
            self._hidden.add(ref)
        elif active:
            self._hidden.discard(ref)

    def _seen_digest(self, statement: Statement, ref: str) -> str:
        """Return the digest of a hidden item when somebody last looked, if it has changed since."""
        locked = self._baseline.cells.get(statement.cell)
        before = locked.last_rendered if locked is not None else None
        now = digest(self._items[ref].data) if ref in self._items else before
        return before if isinstance(before, str) and before != now else ""

    def _rank(self, statements: list[Statement], data: Data) -> _Ranking:
        """Tell statements that readers see from those that a conflicting one shadows.

        Two on one value are a mistake of the fork's, unless the lock knows both: then upstream made
        one of what was two, and nobody has decided yet.
        """
        conflicts: dict[str, Statement] = {}
        shadowed: dict[str, Statement] = {}
        refused: set[str] = set()

        def are_known(first: Statement, second: Statement) -> bool:
            return {first.cell, second.cell} <= self._baseline.cells.keys()

        def shadow(first: Statement, second: Statement) -> None:
            conflicts.setdefault(first.cell, second)
            conflicts[second.cell] = first
            shadowed[second.cell] = second

        for first, second in find_conflicts(statements, data):
            if are_known(first, second):
                shadow(first, second)
            else:
                refused.add(second.cell)
                hint = f"It is changed in {first.location} already: keep one of the two."
                self._problems.append(second.problem("is changed twice", hint))
        unshadowed = [one for one in statements if one.cell not in shadowed]
        for first, second in find_shared_names(unshadowed, data):
            if are_known(first, second):
                shadow(first, second)
        active = [one for one in unshadowed if one.cell not in {*shadowed, *refused}]
        return _Ranking(active, list(shadowed.values()), conflicts)

    def _undecided_items(self) -> tuple[str, ...]:
        """Return new items that nobody has decided on; hide them where the manifest says so."""
        policy = self._layer.policy("new_items")
        if policy not in ("hide", "review"):
            return ()
        decided = {one.item for one in self._outcomes if one.statement.op == "hide"}
        visible = {item.ref for item in self._parent.items} - self._parent.hidden
        new = {self._current_ref(ref) for ref in self._baseline.new} & visible - decided
        if policy == "hide":
            self._hidden |= new
        return tuple(sorted(new))

    def _check_phases(self) -> None:
        """Look for phases that nobody has: moves into one are told of, but one may have none."""
        data = self._parent.manifest.data
        phases = data.get("phases") if isinstance(data, dict) else None
        known = [name for phase in phases if (name := key_of(phase))] if phases else []
        for document in self._layer.overrides:
            order = document.data.get("order") if isinstance(document.data, dict) else None
            for phase, moves in order.items() if isinstance(order, dict) else ():
                if not moves and phase not in known:
                    hint = did_you_mean(phase, known, f"Phases are: {', '.join(known)}.")
                    message = f"names {in_quotes(phase)}, a phase that does not exist upstream"
                    self._problems.append(document.problem(("order", phase), message, hint))

    def _merge_manifest(self, statements: list[Statement]) -> Document:
        parent, own = self._parent.manifest, self._layer.draft.manifest
        if not isinstance(parent.data, dict) or not isinstance(own.data, dict):
            return own
        keys = {key: to_node(own.data[key], own, (key,)) for key in own.data if key in OWN_KEYS} | {
            key: to_node(parent.data[key], parent, (key,))
            for key in parent.data
            if key not in OWN_KEYS
        }
        root = Node({**keys}, own, ())
        for ref, statement in self._orphans.items():
            if ref in self._items:
                restore_step(root, statement, self._baseline.orders.get(f"{ref}/@phase", ()))
        ranking = self._rank(statements, parent.data)
        target = self._target(root, MANIFEST, ranking)
        apply_statements(target, ranking.active, ranking.shadowed)
        self._problems += incomplete_word_forms(statements, parent.data)
        self._problems += target.problems
        self._outcomes += target.outcomes
        return to_document(root, own)

    def _merge_assets(self) -> dict[str, Picture]:
        theirs, own = self._parent.assets, self._layer.draft.assets
        for name in sorted(own.keys() & theirs.keys()):
            manifest = self._layer.draft.manifest
            hint = f"Put your prefix before its name: {self._layer.own('prefix')}-…"
            message = f"has a picture {in_quotes(name)}; upstream has one of that name, too"
            self._problems.append(manifest.problem((), message, hint, field=""))
        return {**theirs, **own}


def drop_reused_names(kept: Data, names: Collection[str]) -> Data:
    """Return the copy of an item without old names that are borne again: its own, or another's."""
    if not isinstance(kept, dict) or not old_names(kept):
        return kept
    return {**kept, "was": [name for name in old_names(kept) if name not in names]}


def incomplete_word_forms(statements: Iterable[Statement], upstream: Data) -> Iterator[Problem]:
    """Yield each word that a fork replaces while it leaves forms of it to upstream."""
    words = upstream.get(WORDS) if isinstance(upstream, dict) else None
    given = {one.path[1:]: one for one in statements if one.path[:1] == (WORDS,)}
    for (key, *form), statement in given.items():
        forms = words.get(key) if isinstance(words, dict) else None
        if form != ["one"] or not isinstance(forms, dict):
            continue
        missing = [f"{name}: {form}" for name, form in forms.items() if (key, name) not in given]
        if missing:
            message = f"gives upstream's {in_quotes(key)} another word, but not its other forms"
            hint = f"Write them too; upstream has {', '.join(missing)}."
            yield statement.problem(message, hint)


def _review_problems(layer: Layer, merged: Merged) -> Iterable[Problem]:
    """Yield what waits for a person: errors where the manifest says so, else warnings."""
    level: Level = "error" if layer.policy("stale") == "fail" else "warning"
    for outcome in merged.outcomes:
        if outcome.group == "review":
            cell, actions = quote(outcome.statement.cell), "|".join(outcome.actions)
            hint = f"Look: playbook status. Settle it: playbook resolve {cell} {actions}"
            message = f"waits for a decision ({outcome.state})"
            yield replace(outcome.statement.problem(message, hint), level=level)
        elif outcome.state == "type-changed":
            message = "has another form upstream now"
            hint = "Rewrite it in that form, then keep it. Run: playbook status"
            yield outcome.statement.problem(message, hint)
    if layer.policy("new_items") == "review":
        manifest = layer.draft.manifest
        for ref in merged.new:
            message = f"asks to look at {in_quotes(ref)}, which is new"
            hint = f"Settle it: playbook resolve {ref} keep|drop"
            yield replace(manifest.problem(("policy", "new_items"), message, hint), level=level)
