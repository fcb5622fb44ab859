"""Where each item comes from, what upstream's words were, and whether its licence allows that."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from playbook.merge.nodes import old_names
from playbook.merge.statements import MANIFEST
from playbook.model import KINDS, Before, Changed, Lineage, Reason, Upstream
from playbook.model.rewrite import put_words
from playbook.parts.licence import Licence
from playbook.scalars import REF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from playbook.draft import Draft
    from playbook.errors import Problem
    from playbook.merge.layers import Merged
    from playbook.merge.three_way import Outcome
    from playbook.source import Data, Document

_LINE = re.compile(r"\n(?=.)")
_MACHINE_KEYS = frozenset(
    (
        *("answers", "begin", "default", "from", "id", "key", "licence", "map", "of", "op"),
        *("private", "required", "reviewed", "rows", "type", "url", "urls", "was", "x", "y"),
    )
)
"""Keys whose values are for programs."""
_NO_TRADE = re.compile(r"\bnc\b|non-?commercial", re.IGNORECASE)
_NO_CHANGE = re.compile(r"\bnd\b|no-?deriv", re.IGNORECASE)


def build_lineage(steps: Sequence[Merged], layer_of: dict[str, int]) -> Lineage:
    """Return the lineage of the last layer; `layer_of` has the layer of each item, the first 0."""
    *above, last = steps
    own = len(above)
    chain = tuple(describe_upstream(step.draft.manifest.data) for step in reversed(above))
    refs = [item.ref for item in last.draft.items]
    origin = {ref: own - 1 - layer_of.get(ref, own - 1) for ref in refs if layer_of.get(ref) != own}
    changed = {
        item.ref: Changed(mark="ours", taken_from=_adopted_from(item, steps))
        for item in last.draft.items
        if layer_of.get(item.ref) == own
    }
    changed |= {ref: change for ref, change in _adaptations(steps).items() if ref in origin}
    return Lineage.model_construct(chain=chain, origin=origin, changed=changed)


def _adaptations(steps: Sequence[Merged]) -> dict[str, Changed]:
    """Return what the chain changed in items of the first upstream, and what the last layer did."""
    last = steps[-1]
    of_last = _changes_by_item(last.outcomes)
    upstream = last.parent.manifest.data
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for step in steps[1:]:
        title = describe_upstream(step.draft.manifest.data).title
        for ref in _changes_by_item(step.outcomes):
            titles[ref].append(title)
    adaptations = {}
    for ref, by in titles.items():
        outcomes = of_last.get(ref, [])
        statements = [outcome.statement for outcome in outcomes]
        of_item = (one.why for one in statements if one.why and not one.why_place)
        adaptations[ref] = Changed.model_construct(
            mark="adapted",
            before=_former_texts(outcomes, upstream),
            why=tuple(dict.fromkeys(of_item)),
            reasons=_reasons(outcomes, upstream),
            by=() if outcomes and len(by) == 1 else tuple(by),
        )
    return adaptations


def describe_upstream(manifest: Data) -> Upstream:
    """Return what a manifest says of its playbook."""
    data = manifest if isinstance(manifest, dict) else {}
    texts = {key: str(data.get(key) or "") for key in ("id", "title", "version")}
    return Upstream(**texts, licence=parse_licence(data.get("licence")))


def parse_licence(data: Data) -> Licence | None:
    """Return a licence as it is written, valid or not; None where it is none."""
    if not isinstance(data, dict):
        return None
    title, url = data.get("title"), data.get("url")
    if not isinstance(title, str) or not isinstance(url, str):
        return None
    return Licence.model_construct(title=title, url=url)


def _former_texts(outcomes: Sequence[Outcome], upstream: Data) -> tuple[Before, ...]:
    """Return upstream's texts in the places that were changed, each with a reason of its own."""
    return tuple(
        Before.model_construct(
            name=".".join(outcome.statement.path),
            text=text,
            why=outcome.statement.why if outcome.statement.why_place else "",
        )
        for outcome in outcomes
        if (text := _former_text(outcome, upstream))
    )


def _reasons(outcomes: Sequence[Outcome], upstream: Data) -> tuple[Reason, ...]:
    """Return the reasons of statements that stand beside none of upstream's texts."""
    reasons = [
        Reason(name=".".join(outcome.statement.path), text=outcome.statement.why)
        for outcome in outcomes
        if outcome.statement.why_place and not _former_text(outcome, upstream)
    ]
    return tuple(dict.fromkeys(reasons))


def _former_text(outcome: Outcome, upstream: Data) -> str:
    """Return what upstream says where a statement changes something."""
    if outcome.statement.op in ("add", "move"):
        return ""
    return upstream_text(outcome.theirs, upstream, key=outcome.statement.path[-1])


def upstream_text(value: Data, manifest: Data, *, key: str = "") -> str:
    """Return a value of upstream's as Markdown, with the words of its `manifest`.

    A list comes as lines, a group as its texts, a ref as a link.
    """
    if isinstance(value, str):
        return "" if key in _MACHINE_KEYS else put_words(_as_link(value), _word_forms(manifest))
    if isinstance(value, list):
        rows = (upstream_text(entry, manifest, key=key) for entry in value)
        return "\n".join("- " + _LINE.sub("\n    ", row) for row in rows if row)
    if isinstance(value, dict) and key not in _MACHINE_KEYS:
        parts = (upstream_text(inner, manifest, key=name) for name, inner in value.items())
        return "\n\n".join(part for part in parts if part)
    return ""


def _word_forms(manifest: Data) -> Callable[[str, str], str]:
    """Return what says a form of an organisation's word, or its name where there is none."""
    words = manifest.get("words") if isinstance(manifest, dict) else None

    def form_of(name: str, form: str) -> str:
        word = words.get(name) if isinstance(words, dict) else None
        text = word.get(form) if isinstance(word, dict) else None
        return text if isinstance(text, str) else name

    return form_of


def _as_link(text: str) -> str:
    """Return a ref that stands alone as the link that it is, and any other text as it stands."""
    if re.fullmatch(REF, text) and text.partition("/")[0] in KINDS:
        return f"[[{text}]]"
    return text


def _adopted_from(item: Document, steps: Sequence[Merged]) -> str:
    """Return whose item this was, if it is adopted: old names tell, and a licence of its own."""
    *above, last = [step.draft.manifest.data for step in steps]
    data = item.data if isinstance(item.data, dict) else {}
    if not data.get("licence"):
        return ""
    for old in old_names(data):
        name = old.partition("/")[2]
        if name and not _has_prefix_of(name, last):
            owners = (
                manifest for manifest in reversed(above[1:]) if _has_prefix_of(name, manifest)
            )
            return describe_upstream(next(owners, above[0])).title
    return ""


def _has_prefix_of(name: str, manifest: Data) -> bool:
    """Tell whether an item's name is one of a fork's own."""
    prefix = manifest.get("prefix") if isinstance(manifest, dict) else None
    return isinstance(prefix, str) and name.startswith(f"{prefix}-")


def _changes_by_item(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """Return what was done to each item, other than to hide it or to show it again."""
    changes: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.item != MANIFEST and outcome.statement.op != "hide":
            changes[outcome.item].append(outcome)
    return changes


def licence_problems(
    draft: Draft, manifest: Document, lineage: Lineage, outcomes: Iterable[Outcome]
) -> Iterator[Problem]:
    """Yield each item whose licence does not allow what the fork declares or does."""
    data = manifest.data
    is_commercial = isinstance(data, dict) and data.get("use") == "commercial"
    adapted = {one.item: one for one in reversed(list(outcomes)) if one.statement.op != "hide"}
    by_title: defaultdict[str, list[str]] = defaultdict(list)
    for item in draft.items:
        own = parse_licence(item.data.get("licence")) if isinstance(item.data, dict) else None
        licence = _licence_of(item, own, lineage)
        if licence is None or item.ref in draft.hidden:
            continue
        if is_commercial and _mentions(_NO_TRADE, licence):
            if own is None:
                by_title[licence.title].append(item.ref)
            else:
                message = f"is under {licence.title}, which does not allow commercial use"
                hint = "Hide it in overrides/, or ask its author; `use` in playbook.yml says why."
                problem = manifest.problem(("use",), message, hint, field="")
                yield replace(problem, ref=item.ref)
        if item.ref in adapted and _mentions(_NO_CHANGE, licence):
            message = f"changes {item.ref}, whose licence ({licence.title}) allows no changes"
            statement = adapted[item.ref].statement
            yield statement.problem(message, "Take this out, or hide the item.")
    for title, refs in by_title.items():
        more = f" and {len(refs) - 3} more" if len(refs) > 3 else ""
        message = f"is commercial, but {', '.join(refs[:3])}{more} are under {title}"
        hint = "Hide them, ask their author, or write another `use`."
        yield manifest.problem(("use",), message, hint)


def _licence_of(item: Document, own: Licence | None, lineage: Lineage) -> Licence | None:
    """Return the licence under which an item was taken from an upstream; None for one's own."""
    upstream, change = lineage.upstream_of(item.ref), lineage.changed.get(item.ref)
    is_taken = upstream is not None or (change is not None and change.taken_from)
    return own or (upstream.licence if upstream else None) if is_taken else None


def _mentions(terms: re.Pattern[str], licence: Licence) -> bool:
    return bool(terms.search(f"{licence.title} {licence.url}"))
