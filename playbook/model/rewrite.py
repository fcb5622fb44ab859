"""Make a changed copy of an item: other refs, other texts, parts left out."""

from __future__ import annotations

from operator import is_
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from playbook.model import Record, Ref
from playbook.model.walk import leaves, link_to
from playbook.scalars import PartRef
from playbook.texts import LINK, WORD, replace_live

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping

    from playbook.model.manifest import Word

R = TypeVar("R", bound=Record)


class _Gone:
    """Stands for a value that has lost what it was about."""


_GONE = _Gone()


def with_refs(
    record: R,
    rename: Callable[[Ref], Ref | None],
    *,
    labels: Mapping[Ref, str] = MappingProxyType({}),
) -> R:
    """Return `record` with every ref renamed; one that becomes None is left out.

    A part that cannot be without its ref (a stop on a path) is left out with it, and a [[link]]
    in a text becomes its label; `labels` are for links without one.
    """

    def text(value: str) -> str:
        if "[[" not in value:
            return value

        def link(found: re.Match[str]) -> str:
            ref = rename(Ref(found[1].strip()))
            if ref is None:
                return str(found[2] or labels.get(Ref(found[1].strip()), ""))
            return link_to(ref, found[2])

        return replace_live(LINK, link, value)

    def leaf(value: str) -> str | _Gone:
        if isinstance(value, Ref):
            ref = rename(value)
            return _GONE if ref is None else ref
        if isinstance(value, PartRef):
            ref = rename(value.ref)
            return _GONE if ref is None else type(value)(f"{ref}#{value.key}")
        return text(value)

    if all(leaf(value) == value for _, value in leaves(record) if _names_refs(value)):
        return record  # most are, and a walk costs less than a copy
    changed = _rewrite(record, leaf)
    assert isinstance(changed, type(record)), "an item's own fields do not depend on a ref"
    return changed


def _names_refs(value: str) -> bool:
    return isinstance(value, Ref | PartRef) or "[[" in value


def put_words(text: str, form: Callable[[str, str], str]) -> str:
    """Return `text` with its words in the forms that `form` gives; code and addresses stay."""
    return replace_live(WORD, lambda word: form(word[1], word[2] or "one"), text)


def with_words(record: R, words: dict[str, Word]) -> R:
    """Return `record` in the organisation's own words."""
    if "{word:" not in record.model_dump_json():  # much quicker than to walk through it
        return record

    def leaf(value: str) -> str:
        if isinstance(value, Ref) or "{word:" not in value:
            return value

        def form(name: str, form: str) -> str:
            known = words.get(name)
            return getattr(known, form, None) or "" if known else name

        return put_words(value, form)

    changed = _rewrite(record, leaf)
    assert isinstance(changed, type(record)), "words take nothing away"
    return changed


def _rewrite(value: object, leaf: Callable[[str], str | _Gone]) -> object:
    """Return `value` itself where nothing in it changes: most items pass through untouched."""
    if isinstance(value, str):
        found = leaf(value)
        return value if found == value else found
    if isinstance(value, tuple | list):
        entries = [_rewrite(inner, leaf) for inner in value]
        if all(map(is_, entries, value)):
            return value
        return type(value)(inner for inner in entries if inner is not _GONE)
    if isinstance(value, dict):
        pairs = {key: _rewrite(inner, leaf) for key, inner in value.items()}
        if all(map(is_, pairs.values(), value.values())):
            return value
        return {key: inner for key, inner in pairs.items() if inner is not _GONE}
    return _rewrite_record(value, leaf) if isinstance(value, Record) else value


def _rewrite_record(record: Record, leaf: Callable[[str], str | _Gone]) -> object:
    update: dict[str, object] = {}
    for name, before in record.__dict__.items():
        if not before or name == "was":
            continue
        after = _rewrite(before, leaf)
        if after is _GONE:
            field = type(record).model_fields[name]
            if field.is_required():
                return _GONE
            after = field.get_default(call_default_factory=True)
        if after is not before:
            update[name] = after
    return record.model_copy(update=update) if update else record
