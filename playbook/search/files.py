"""The scripts that the browser loads once somebody types: the ranking, the index, further names."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from playbook.answers import ANSWERABLE
from playbook.model import KINDS
from playbook.render.files import Files
from playbook.render.lists import is_long
from playbook.render.scripts import join_scripts
from playbook.search.letters import LETTERS, MARKS, MOST, UNSPACED, words
from playbook.search.packing import LAST, SIGNS, pack_numbers, pack_words
from playbook.search.weigh import HEAVIEST, weigh

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playbook.kinds import Item
    from playbook.link import Entry, Linked
    from playbook.render.markup import Markup
    from playbook.render.templates import Templates
    from playbook.render.words import Words

HOME = "search"
INDEX, ENGINE = f"{HOME}/index.js", f"{HOME}/engine.js"


PAGES = {"my-work": ("work", "work"), "tonight": ("tonight", "tonight")}
"""Pages that hold no item and are asked for all the same -> where their words stand, icon."""


def search_files(playbook: Linked, templates: Templates, markup: Markup) -> Files:
    """Return the scripts by address; neither stands on a page, the search box asks for them."""
    return Files(
        {
            ENGINE: partial(_engine, templates),
            INDEX: partial(_index, playbook, templates, markup),
            **{
                f"{HOME}/names-{kind}.js": partial(_names, playbook, markup, kind)
                for kind in KINDS
                if playbook.of_kind(kind)
            },
        }
    )


def _names(playbook: Linked, markup: Markup, kind: str) -> bytes:
    """Return what readers call the items of a kind besides, for the filter of their index.

    Where an item stands whole on one page of several, the others are told what it says.
    """
    entries = playbook.of_kind(kind)
    names = {entry.ref.id: list(entry.item.aliases) for entry in entries}
    if KINDS[kind].place.on_one_page and is_long(kind, entries):
        for entry in entries:
            names[entry.ref.id].append(markup.plain(entry.item.summary))
    texts = {name: " ".join(texts) for name, texts in names.items() if texts}
    data = json.dumps({kind: texts}, ensure_ascii=False, separators=(",", ":"))
    return f"Object.assign(window.playbook.names, {data});\n".encode()


def _engine(templates: Templates) -> bytes:
    return join_scripts(path for _, path in sorted(templates.files("search").items())).encode()


def _index(playbook: Linked, templates: Templates, markup: Markup) -> bytes:
    data = json.dumps(
        index(playbook, templates.words, markup), ensure_ascii=False, separators=(",", ":")
    )
    return f"(window.playbook = window.playbook || {{}}).found = {data};\n".encode()


def index(playbook: Linked, said: Words, markup: Markup) -> dict[str, Any]:
    """Return what the ranking works on, as plain data."""
    weights = weigh(playbook)
    ignored = words(said("search.ignore"))
    silent = frozenset(ignored)
    telling = {word: found for word, found in weights.items() if word not in silent}
    return {
        "language": playbook.manifest.language,
        "letters": LETTERS,
        "marks": MARKS,
        "unspaced": UNSPACED,
        "longest": MOST,
        "heaviest": HEAVIEST,
        "kinds": {kind: said(f"kinds.{kind}.one") for kind in KINDS if playbook.of_kind(kind)}
        | {icon: said("search.page") for _, icon in PAGES.values()},
        "kind_weights": {kind: _weights(model) for kind, model in KINDS.items()},
        "says": {kind: _phrases(said, kind) for kind in KINDS},
        "says_none": _split_list(said("search.kinds.none")),
        "ignore": ignored,
        "text": _texts(said),
        "synonyms": _synonyms(playbook, weights),
        "pages": _pages(playbook, said),
        "items": [_document(playbook, entry, said, markup) for entry in playbook.entries.values()],
        "signs": SIGNS,
        "last": LAST,
        "words": pack_words(telling),
        "weights": pack_numbers(map(_pack, telling.values())),
    }


def _pages(playbook: Linked, said: Words) -> list[dict[str, Any]]:
    """Return pages as results, with the names that they are asked for by."""
    if not any(playbook.of_kind(kind) for kind in ANSWERABLE):
        return []
    return [
        {
            "url": f"{name}/",
            "kind": icon,
            "title": said(f"{place}.title"),
            "summary": said(f"{place}.lede"),
            "aliases": _split_list(f"{said(f'{place}.title')}, {said(f'search.pages.{name}')}"),
            "time": "",
        }
        for name, (place, icon) in PAGES.items()
    ]


def _weights(model: type[Item]) -> list[float]:
    """Return what a kind counts for: always, and where its name was typed."""
    return [model.place.weight, model.place.asked_weight]


def _phrases(said: Words, kind: str) -> list[str]:
    """Return what asks for a kind: its name, and other words for it."""
    names = f"{said(f'kinds.{kind}.one')}, {said(f'kinds.{kind}.other')}"
    return list(dict.fromkeys(_split_list(f"{names}, {said(f'search.kinds.{kind}')}")))


def _split_list(text: str) -> list[str]:
    return [" ".join(words(phrase)) for phrase in text.split(",") if phrase.strip()]


_SAID = ("none", "unfit", "read", "all", "more", "alias")


def _texts(said: Words) -> dict[str, Any]:
    """Return what the scripts say."""
    return {key: said.text(f"search.{key}") for key in _SAID} | {
        "count": said.under("search.count")
    }


def _document(playbook: Linked, entry: Entry, said: Words, markup: Markup) -> list[Any]:
    """Return one item as a row, in the order in which `templates/search/05-items.js` names it."""
    item = entry.item
    around = entry.around
    named = item.named_steps or around
    steps = [ref for ref in (entry.ref, *named) if ref.kind == "steps"]
    phases = {phase.id for ref in steps if (phase := playbook.entries[ref].phase)}
    roles = [ref.id for ref in (entry.ref, *around) if ref.kind == "roles"]
    return [
        entry.url,
        entry.kind,
        item.title,
        markup.plain(item.summary),
        list(item.aliases),
        [phase.id for phase in playbook.manifest.phases if phase.id in phases],
        roles,
        list(item.time.minutes) if item.time else [],
        said.time(item.time) if item.time else "",
        [ref.id for ref in steps],
    ]


def _pack(found: Mapping[int, int]) -> list[int]:
    """Return numbers and weights as one row of small figures: steps from item to item."""
    row, last = [], 0
    for number, weight in found.items():
        row.append((number - last) * (HEAVIEST + 1) + weight)
        last = number
    return row


def _synonyms(playbook: Linked, known: Mapping[str, object]) -> dict[str, list[str]]:
    """Return what readers type -> what this edition says; words that it never says stay away."""
    found: dict[str, list[str]] = {}
    for typed, meant in playbook.synonyms.words.items():
        said = [" ".join(words(one)) for one in meant]
        said = [one for one in said if all(word in known for word in one.split())]
        for one in typed.split(","):
            key = " ".join(words(one))
            if key and said:
                found[key] = list(dict.fromkeys((*found.get(key, []), *said)))
    return found
