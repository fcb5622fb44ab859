"""A deck of cards: advice and ways to ask, to put on a table."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from playbook.cache import disk
from playbook.cards import card_entries, card_text, surely_fits
from playbook.helper import apart
from playbook.model import Appeal, Tip
from playbook.render.pictures import picture_of
from playbook.typesetting.version import program

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup as Code

    from playbook.book.source import Writer
    from playbook.link import Entry


def deck_source(writer: Writer, entries: Iterable[Entry]) -> Code:
    """Return the deck in Typst's language."""
    title = f"{writer.contents.manifest.title}: {writer.words('prints.cards')}"
    return writer.deck(title, [_card(entry, writer) for entry in entries])


def _card(entry: Entry, writer: Writer) -> dict[str, Any]:
    item, words = entry.item, writer.words
    say = writer.renderer.say if isinstance(item, Appeal) else writer.renderer.inline
    address, code = writer.address(entry), writer.code(entry)
    return {
        "ref": entry.ref,
        "id": entry.ref.id,
        "kind": words(f"kinds.{entry.kind}.one"),
        "title": item.title,
        "words": say(card_text(item)),
        "picture": _picture(entry, writer),
        "foot": _foot(entry, writer),
        "instead": f"{words('cards.too_long')} {address}",
        "playbook": writer.contents.manifest.title,
        "address": address.partition("://")[2] if code else None,
        "link-to": address if code else None,
        "code": code,
        "code-says": words("book.code", title=item.title),
    }


def _picture(entry: Entry, writer: Writer) -> dict[str, str | None] | None:
    """Return the picture of an item, else that of its first step."""
    step = _step(entry, writer)
    own = picture_of(entry.item)
    return writer.on_paper(own or (picture_of(step.item) if step else ""))


def _step(entry: Entry, writer: Writer) -> Entry | None:
    entries = writer.contents.playbook.entries
    return next((entries[ref] for ref in entry.item.named_steps if ref in entries), None)


def _foot(entry: Entry, writer: Writer) -> str:
    item, words = entry.item, writer.words
    if isinstance(item, Appeal):
        return f"{words('facts.risk')}: {item.risk}"
    if isinstance(item, Tip) and item.principle:
        return words("tip.principle")
    step = _step(entry, writer)
    if step is None:
        return writer.contents.manifest.title
    title = getattr(step.item, "short", None) or step.item.title
    return words("step.named", number=step.number, title=title)


def too_long(writer: Writer) -> dict[str, float]:
    """Return the cards whose text does not fit even in the smallest letters, and by how much.

    The measure is millimetres.
    """
    known = (
        entry for entry in card_entries(writer.contents.playbook) if not surely_fits(entry.item)
    )
    source = str(deck_source(writer, known))
    recipe = f"cards {source} {program('book')}".encode()
    ask = partial(writer.renderer.query, source, "<too-long>")
    found = disk.cached(recipe, lambda: str(apart(ask)).encode())
    return {one["ref"]: one["over"] for one in json.loads(found)}
