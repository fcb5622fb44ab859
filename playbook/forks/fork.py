"""Make a fork: a small folder that builds at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playbook.errors import ContentError, PlaybookError
from playbook.merge import Layer, merge_layers, upstream_problems
from playbook.model.manifest import MODEL, PLAYBOOK_ID
from playbook.scalars import ID
from playbook.shipped import shipped_folder
from playbook.upstream.archive import pack
from playbook.upstream.chain import VENDOR, Link, fetched_chain, refuse_prefix
from playbook.upstream.extends import unknown_model
from playbook.upstream.layers import upstream_layers
from playbook.upstream.lock import Lock, Pin, dump
from playbook.upstream.source import fetch, source_seen_from
from playbook.upstream.transaction import write_files
from playbook.upstream.tree import LOCK, MANIFEST_FILE
from playbook.validate import validate
from playbook.whole import refuse_used
from playbook.yaml_edit import to_yaml

if TYPE_CHECKING:
    from playbook.source import Data

_MANIFEST = """\
# Your playbook: what you leave out here comes from upstream.
id: {id}
# The ids of your own items, and the names of your own pictures, begin with this and a hyphen.
prefix: {prefix}
# Your own title, on every page: put your name in the place of the letters.
title: {title}
version: "1.0"
date: {date}

# Where upstream comes from. `playbook upgrade` looks there; everything else uses vendor/.
extends:
  id: {upstream}
  source: {source}

# Your own words and colours go over upstream's; a word needs all the forms that upstream's has:
# words:
#   unit: {{one: chapter, other: chapters, article: a}}
# brand:
#   primary: "#004d40"
"""
_ATTRIBUTES = """\
# Upstream stays as it is, and in git: whoever clones this can build it.
vendor/*.zip binary -filter
playbook.lock text eol=lf
"""
_NOT_IGNORED = (
    b"# Upstream is committed, whatever else ignores zip files.\n!/vendor/\n!/vendor/*.zip\n"
)
_OVERRIDES = """\
# What you change in upstream's items. Any number of files; their names mean nothing.
#
# items:
#   tips/ask-early:
#     set: {title: Your own title}
#     edit:
#       body:
#         - {replace: old words, with: new words}
#         - {append: "\\n\\nA line of your own at the end."}
#     why: Say why; readers see it, and those who look after this next year.
#   tips/not-for-us:
#     hide: true
"""


class Forked(NamedTuple):
    """What a new fork builds on: its upstream, and how many items that has for readers."""

    pin: Pin
    items: int


def fork(source: str, folder: Path, *, id: str, prefix: str) -> Forked:
    """Make a fork of what is at `source` in the new folder `folder`.

    Raises PlaybookError, and leaves nothing behind, where something stands against it.
    """
    _refuse_names(id, prefix)
    refuse_used(folder)
    fetched = fetch(source, beside=Path.cwd())
    chain = fetched_chain(fetched, source, own=id)
    layers = upstream_layers(chain)
    parent = merge_layers(layers)
    _refuse_newer(layers, source)
    _refuse_shared(layers, prefix)
    refuse_prefix(parent, prefix, chain[0])
    try:
        validate(parent.draft)
    except ContentError as error:
        raise ContentError(upstream_problems(error.problems)) from None
    text = _manifest(
        id, prefix, chain[0], parent.draft.manifest.data, source_seen_from(source, folder)
    )
    starter = shipped_folder("templates") / "starter"
    files = {
        MANIFEST_FILE: text.encode(),
        "mkdocs.yml": (starter / "mkdocs.yml").read_bytes(),
        ".gitignore": (starter / "gitignore").read_bytes() + _NOT_IGNORED,
        ".gitattributes": _ATTRIBUTES.encode(),
        "overrides/changes.yml": _OVERRIDES.encode(),
        LOCK: dump(Lock(tuple(link.pin for link in chain))),
        **{f"{VENDOR}/{link.pin.file}": pack(link.tree) for link in chain},
    }
    write_files(folder, files)
    return Forked(chain[0].pin, len(parent.draft.items) - len(parent.draft.hidden))


def _refuse_names(id: str, prefix: str) -> None:
    if not re.fullmatch(PLAYBOOK_ID, id):
        raise PlaybookError(f"{id!a} cannot be an id. Write one such as org.example.chapter.")
    if not re.fullmatch(ID, prefix) or len(prefix) > 20:
        raise PlaybookError(
            f"{prefix!a} cannot be a prefix. Write small letters and digits, such as ch: the "
            "hyphen after it is added."
        )


def _refuse_newer(layers: list[Layer], source: str) -> None:
    for layer in layers:
        if (model := unknown_model(layer.draft.manifest)) is not None:
            raise PlaybookError(
                f"{source}: {layer.own('id')} {layer.own('version')} needs a newer program "
                f"(content model {model}; this one knows {MODEL}). Update the program."
            )


def _refuse_shared(layers: list[Layer], prefix: str) -> None:
    """Refuse a prefix with which an upstream's own ids begin, or will begin, or the other way."""
    for layer in layers[1:]:
        theirs = layer.own("prefix")
        if f"{prefix}-".startswith(f"{theirs}-") or f"{theirs}-".startswith(f"{prefix}-"):
            raise PlaybookError(
                f"{layer.own('id')} has the prefix {theirs}: its own items and yours could not be "
                f"told apart under {prefix}. Choose another prefix."
            )


def _manifest(id: str, prefix: str, link: Link, upstream: Data, source: str) -> str:
    data = upstream if isinstance(upstream, dict) else {}
    return _MANIFEST.format(
        id=id,
        prefix=prefix,
        title=to_yaml(f"{prefix.upper()}: {data.get('title') or ''}", flow=True, indent=0),
        date=data.get("date"),
        upstream=link.pin.id,
        source=to_yaml(source, flow=True, indent=0),
    )
