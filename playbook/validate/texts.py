"""What would a reader stumble over in a text: links that lead nowhere, marks that print raw?"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from playbook.glyphs import stand_in, undrawable
from playbook.guards import MarkdownText
from playbook.model import KINDS, Checklist, Guide, Item, Path, Ref, Worksheet
from playbook.model.walk import leaves
from playbook.static import PAGES
from playbook.texts import MOST_LEVELS, ROOT, may_be_raw, raw_in_plain
from playbook.validate.lines import VENDORED
from playbook.wording import in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from playbook.errors import Problem
    from playbook.source import Document, Place
    from playbook.texts import Rendered, Texts
    from playbook.validate.names import Names
    from playbook.validate.reading import Reading

_PAGES = ("", *(f"{page}/" for page in PAGES))
"""What a text may lead to by its address, beside lists; all other pages are items with a ref."""
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_SCHEMES = ("http:", "https:", "mailto:", "tel:", "//")
_ITEM = re.compile(r"(?:^|/)(([a-z-]+)/[a-z0-9-]+)(?:\.(?:yml|md|html)|/|$)")
_PART = re.compile(r"/([a-z-]+)/#([a-z0-9-]+)")
FEW_SIGNS = 50_000
_ON_PAPER = (Checklist, Guide, Path, Worksheet)


def text_problems(
    written: Iterable[tuple[Place, str]], document: Document, names: Names, texts: Texts
) -> Iterator[Problem]:
    """Yield errors and warnings about the Markdown among the texts of an item or the manifest.

    A warning about an upstream's file is not told: who forked it cannot mend it.
    """
    plain = [(place, text) for place, text in written if type(text) is str]
    if may_be_raw("\n".join(text for _, text in plain)):
        for place, text in plain:
            yield from _raw(raw_in_plain(text), place, document)
    for place, text in written:
        if not isinstance(text, MarkdownText):
            continue
        rendered = texts.told(text)
        if rendered is None:
            continue
        seen: Counter[str] = Counter()
        for words, message, hint in _dead(rendered, Ref(document.ref), names):
            yield document.problem(place, message, hint, at=words, nth=seen[words])
            seen[words] += 1
        if rendered.deep:
            message = f"nests lists or quotes more than {MOST_LEVELS // 2} levels deep"
            yield document.problem(place, message, "Flatten it.")
        yield from _raw(rendered.raw, place, document)


def _raw(
    marks: Iterable[tuple[str, str, str]], place: Place, document: Document
) -> Iterator[Problem]:
    for mark, what, hint in marks:
        message = f"has {in_quotes(mark)}, which {what}"
        told = document.problem(place, message, hint, at=mark).as_warning()
        if not told.file.startswith(VENDORED):
            yield told


def sign_problems(read: Sequence[Reading]) -> Iterator[Problem]:
    """Yield a problem where the texts of a playbook would take minutes to render.

    Markdown's cost goes with its marks and lines: about 40 microseconds each. Plain items have one
    in 20 letters, the playbook that ships too; so many as in 12 are let through at any length.
    """
    total = sum(one.signs for one in read)
    most = FEW_SIGNS + sum(one.length for one in read) // 12
    if total > most:
        signs, place = max((one.signs, place) for place, one in enumerate(read))
        message = (
            f"holds {signs:,} of the {total:,} lines and marks of Markdown in this playbook, "
            f"which may have {most:,}"
        )
        hint = "Write plainer texts, or make two playbooks of it."
        yield read[place].document.problem((), message, hint)


def glyph_problems(
    read: Iterable[Reading], items: Mapping[Ref, Item], names: Names
) -> Iterator[Problem]:
    """Yield a warning for each text that goes on paper with characters that no font of ours has."""
    paths = [item for item in items.values() if isinstance(item, Path)]
    stops = {names.find(stop.item) for path in paths for stop in path.stops}
    for one in read:
        if one.is_drawable or one.record is None:
            continue
        keys = None if isinstance(one.record, _ON_PAPER) else ("title", "summary")
        if keys and isinstance(one.record, Item) and one.ref not in stops:
            continue
        for place, text in leaves(one.record):
            chars = undrawable(text) if keys is None or place[0] in keys else ()
            if chars:
                more = f" and {len(chars) - 1} more" if len(chars) > 1 else ""
                message = f"holds {in_quotes(chars[0])}{more}, which none of our fonts has"
                hint = f"Paper shows {in_quotes(stand_in(chars[0]) or '')} in its place."
                told = one.document.problem(place, message, hint, at=chars[0]).as_warning()
                if not told.file.startswith(VENDORED):
                    yield told


def _dead(rendered: Rendered, here: Ref, names: Names) -> Iterator[tuple[str, str, str]]:
    """Yield the address of each link or picture that leads nowhere, why, and what to do."""
    for address in rendered.pictures:
        name = address.removeprefix(ROOT)
        if name not in names.assets:
            yield name, *names.no_picture(name)
    for address in rendered.links:
        if scheme := _SCHEME.match(address):
            if scheme[0].lower() not in _SCHEMES:
                hint = "Links begin with https:, http:, mailto: or tel:."
                yield address, f"links to {in_quotes(address)}, which pages may not do", hint
        elif not _leads_somewhere(address, here, names):
            typed = address.replace(ROOT, "/", 1) if address.startswith(ROOT) else address
            yield typed, f"links to {in_quotes(typed)}, which leads nowhere", _instead(typed, names)


def _leads_somewhere(address: str, here: Ref, names: Names) -> bool:
    """Tell whether all who may read the item `here` find something at an address."""
    if not address.startswith(ROOT):
        return False
    page, _, part = address.removeprefix(ROOT).partition("#")
    kind = page.removesuffix("/")
    if kind not in KINDS:
        return not part and (page in _PAGES or page in names.assets)
    if part and not KINDS[kind].place.on_one_page:
        return False
    there = [ref for ref in names.refs if ref.kind == kind and part in ("", ref.id)]
    return any(not names.hidden(ref, here) for ref in there)


def _instead(address: str, names: Names) -> str:
    item = next((one for one in _ITEM.finditer(address) if one[2] in KINDS), None)
    part = _PART.fullmatch(address)
    meant = item[1] if item else f"{part[1]}/{part[2]}" if part else ""
    found = names.find(Ref(meant))
    if found is not None:
        return f"Write the link as [[{found}|its words]]."
    if address.startswith("www."):
        return "Write https:// in front of it."
    if address.startswith("#"):
        return "Texts have no anchors: name the place in words."
    return "Link to an item as [[kind/id|words]], elsewhere with https:// in front."
