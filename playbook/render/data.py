"""The playbook for programs: `playbook.json` and `llms.txt`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic_core import to_json

from playbook.model import KINDS, Item

if TYPE_CHECKING:
    from playbook.link import Entry, Linked
    from playbook.render.words import Words

FORMAT = "playbook/1"
_ALWAYS = ("tags", "aliases", "sources", "audience")


def playbook_json(playbook: Linked) -> bytes:
    """Return every item with its links both ways, as canonical JSON in UTF-8."""
    manifest = playbook.manifest
    data = {
        "format": FORMAT,
        "playbook": {
            "id": manifest.id,
            "title": manifest.title,
            "version": manifest.version,
            "edition": manifest.editions[0].id,
            "language": manifest.language,
            "licence": manifest.licence.model_dump(),
            "upstream": _upstream(playbook),
        },
        "items": [_item(entry) for entry in playbook.entries.values()],
    }
    return to_json(data, indent=1) + b"\n"  # the bytes of `json`, whose own indent is slow


def _upstream(playbook: Linked) -> list[dict[str, Any]] | None:
    """Return the playbooks that a fork builds on, nearest first: their answers open here too."""
    chain = playbook.lineage.chain
    return [upstream.model_dump(mode="json") for upstream in chain] or None


def _item(entry: Entry) -> dict[str, Any]:
    item: Item = entry.item
    said = item.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    always = {name: list(getattr(item, name)) for name in _ALWAYS}
    first: dict[str, Any] = {
        "ref": entry.ref,
        "kind": entry.kind,
        "title": item.title,
        "summary": item.summary,
        "url": f"/{entry.url}",
        **always,
        "links": list(entry.links),
        "backlinks": list(entry.backlinks),
    }
    if entry.upstream is not None:
        first["upstream"] = entry.upstream.model_dump(mode="json")
    if entry.changed is not None:
        first["changed"] = entry.changed.model_dump(mode="json")
    return first | {name: value for name, value in said.items() if name not in first}


def llms_txt(playbook: Linked, words: Words) -> bytes:
    """Return the index for programs that read text: a heading a kind, a line an item."""
    manifest = playbook.manifest
    lines = [f"# {manifest.title}", "", f"> {manifest.tagline}", ""]
    for kind in KINDS:
        entries = playbook.of_kind(kind)
        if entries:
            lines += [f"## {words(f'kinds.{kind}.other')}", ""]
            lines += [
                f"- [{entry.item.title}]({entry.url}): {' '.join(entry.item.summary.split())}"
                for entry in entries
            ]
            lines.append("")
    return "\n".join(lines).encode()
