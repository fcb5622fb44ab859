"""Draw the pages: home, an index a kind, a page an item, and 404."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import pass_context
from markupsafe import Markup as Safe

from playbook.answers import ANSWERABLE, sheet_of
from playbook.answers.boxes import rows_of
from playbook.link import Entry, Linked, url
from playbook.model import KINDS, Ref, Step
from playbook.parts.letter import labels_of
from playbook.render.assets import styles_of_pages
from playbook.render.definition import definition, progress
from playbook.render.fields import field_name
from playbook.render.icons import Icons
from playbook.render.lists import is_long, list_pages
from playbook.render.markup import with_root
from playbook.render.pictures import path_picture, picture_of, timeline_of
from playbook.render.route import route
from playbook.render.tonight import agenda_data, meetings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from jinja2.runtime import Context

    from playbook.render.lists import ListPage
    from playbook.render.markup import Markup
    from playbook.render.prints import Print
    from playbook.render.templates import Templates


_INDENTS = re.compile(r"\n\s+(?=<)")


@dataclass(frozen=True)
class Page:
    """One page, drawn part by part when somebody asks for it, and once.

    Its parts are HTML already: nothing in them may be escaped or run again.
    """

    name: str
    """Its address without the slash at its end: `""`, `tips`, `tips/no-surprises`, `404`."""
    title: str
    """Plain text."""
    reads: set[str]
    """The names of what it shows of the playbook, as far as it is drawn; see `playbook.reads`."""
    _pen: _PageRenderer
    _lede: str | None
    """What it is about, as plain text; None where the summary of its item says so."""
    _templates: list[str]
    """It is drawn with the first of them that there is."""
    _values: dict[str, Any]
    """What its templates get that others do not."""

    @property
    def date(self) -> datetime.date:
        """The day that the manifest bears."""
        return self._pen.date

    @property
    def style(self) -> str:
        """What it adds to the styles of every page: CSS, for few pages any."""
        return self._pen.styles.get(self.name, "")

    @cached_property
    def description(self) -> str:
        """Plain text."""
        if self._lede is not None:
            return self._lede
        return self._pen.summary(self, self._values["entry"])

    @cached_property
    def article(self) -> str:
        """What the page is about."""
        return self._part(*self._templates)

    @cached_property
    def header(self) -> str:
        """What stands above it."""
        return self._part("parts/header.html")

    @cached_property
    def footer(self) -> str:
        """What stands below it."""
        return self._part("parts/footer.html")

    def _part(self, *templates: str) -> str:
        return self._pen.part(self, templates, self._values)

    def draw(self) -> None:
        """Draw everything now: what is wrong with a template shows here."""
        _ = self.description, self.article, self.header, self.footer

    @property
    def root(self) -> str:
        """The way from this page to the root of the site, for example `../../`."""
        return "../" * (self.name.count("/") + 1) if self.name else "./"


def draw(
    playbook: Linked, templates: Templates, markup: Markup, prints: Sequence[Print] = ()
) -> Iterator[Page]:
    """Yield every page of the playbook, home first; `prints` are what it offers to be printed."""
    pen = _PageRenderer(playbook, templates, markup, prints)
    words = templates.words
    manifest = playbook.manifest
    yield pen.page("", manifest.title, manifest.tagline, ["pages/home.html"])
    for kind in KINDS:
        entries = playbook.of_kind(kind)
        if not entries:
            continue
        usual = "entries" if KINDS[kind].place.on_one_page else "kind"
        names = [f"pages/index/{kind}.html", f"pages/index/{usual}.html"]
        yield from pen.list_of_kind(kind, entries, names)
        if KINDS[kind].place.on_one_page:
            continue
        template = [f"pages/item/{kind}.html", "pages/item/item.html"]
        for entry in entries:
            yield pen.page(entry.ref, entry.item.title, None, template, kind=kind, entry=entry)
    yield pen.page("find", words("find.title"), words("find.lede"), ["pages/find.html"])
    yield pen.page("tonight", words("tonight.title"), words("tonight.lede"), ["pages/tonight.html"])
    yield pen.page("packet", words("packet.title"), words("packet.moved"), ["pages/packet.html"])
    if any(entry.item.origin for entry in playbook.entries.values()):
        yield pen.page(
            "origins", words("origin.title"), words("origin.lede"), ["pages/origins.html"]
        )
    yield pen.page("my-work", words("work.title"), words("work.lede"), ["pages/my-work.html"])
    yield pen.page("combine", words("combine.title"), words("combine.lede"), ["pages/combine.html"])
    title = words("not_found.title")
    yield pen.page("404", title, title, ["pages/404.html"], root="/")


class _PageRenderer:
    """Draws pages with one environment; the way to the root is the page's own."""

    def __init__(
        self, playbook: Linked, templates: Templates, markup: Markup, prints: Sequence[Print]
    ) -> None:
        self.markup = markup
        self._playbook = playbook
        self._words = templates.words
        self.styles = styles_of_pages(templates)
        self.date = playbook.manifest.date
        self._environment = templates.environment.overlay()
        icons = Icons(playbook.manifest)
        kinds = [kind for kind in KINDS if playbook.of_kind(kind)]
        self._environment.globals.update(
            playbook=playbook,
            manifest=playbook.manifest,
            kinds=kinds,
            t=templates.words,
            language=templates.words.language,
            icon=icons.icon,
            sprite=icons.sprite,
            place_of=lambda kind: KINDS[kind].place,
            menu=_menu(kinds),
            beside_as=_beside_as,
            answerable=[kind for kind in ANSWERABLE if kind in kinds],
            route=_Route(playbook),
            is_long=lambda kind: is_long(kind, playbook.of_kind(kind)),
            picture_of=picture_of,
            stops_picture=lambda entry: path_picture(entry, playbook.entries),
            timeline_of=lambda entry: timeline_of(entry, self._words),
            meetings_of=lambda: meetings(playbook),
            agenda_data=lambda: agenda_data(playbook, self.markup.plain),
            prints=prints,
            progress_of=lambda refs: progress(refs, playbook),
            definition_of=self._definition,
            rows_of=lambda item: rows_of(item, playbook.items),
            labels_of=labels_of,
            fields_of=lambda sheet: sheet.everything(self._words("fields.text.filled_by")),
        )
        self._environment.filters.update(
            body=self._filter(self.markup.body),
            inline=self._filter(self.markup.inline),
            say=self._filter(self.markup.say),
            plain=self.markup.plain,
            href=_href,
            day=self._day,
            when=self._words.when,
            number=self._words.number,
            field_name=lambda path: field_name(self._words, path),
            entries=self._entries,
        )

    def list_of_kind(
        self, kind: str, entries: tuple[Entry, ...], templates: list[str]
    ) -> Iterator[Page]:
        """Yield the pages of a kind's list."""
        title, lede = self._words(f"kinds.{kind}.other"), self._words(f"kinds.{kind}.lede")
        pages = list_pages(kind, entries, self._playbook.manifest.phases)
        for one in pages:
            called = self._words("index.page", title=title, number=one.number)
            yield self.page(
                one.name,
                title if one.number == 1 else called,
                lede,
                templates,
                reads=kind,
                kind=kind,
                entries=one.entries,
                list_page=one,
                list_pages=pages,
                elsewhere=_elsewhere(kind, one, pages),
            )

    def page(
        self,
        name: str,
        title: str,
        lede: str | None,
        templates: list[str],
        *,
        reads: str | None = None,
        **values: Any,
    ) -> Page:
        """Return the page `name`, to be drawn with the first of `templates` that there is.

        `lede` says what it is about; without one the summary of its `entry` does. `reads` is what
        it shows of the playbook before it looks anything up: else what its name is.
        """
        return Page(name, title, {reads or name}, self, lede, templates, values)

    def summary(self, page: Page, entry: Entry) -> str:
        """Return the summary of an item as plain text; its page reads what that takes."""
        with self._playbook.reads.into(page.reads):
            return self.markup.plain(entry.item.summary)

    def part(self, page: Page, templates: Sequence[str], values: dict[str, Any]) -> str:
        """Return what the first of `templates` that there is makes of a page."""
        given = {"page": page, "root": page.root, "kind": None, **values}
        with self._playbook.reads.into(page.reads):
            drawn = self._environment.select_template(templates).render(given).strip()
        # Half a KB of a large page is indents; of what is set as typed, they are a part
        return drawn if "<pre" in drawn else _INDENTS.sub("\n", drawn)

    def _definition(self, entry: Entry) -> dict[str, Any]:
        playbook = self._playbook
        plain = self.markup.plain
        sheet = sheet_of(
            playbook.manifest, entry.ref, entry.item, playbook.items, plain, self._words
        )
        return definition(sheet, playbook)

    def _entries(self, refs: tuple[Ref, ...], *kinds: str) -> list[Entry]:
        """Return the entries of `refs`, of some kinds only where any are named."""
        entries = (self._playbook.entries[ref] for ref in refs)
        return [entry for entry in entries if not kinds or entry.kind in kinds]

    def _day(self, day: datetime.date | str) -> str:
        """Return a day, or the text of one (2026-11-22), as the language writes it."""
        if isinstance(day, str):
            day = datetime.date.fromisoformat(day)
        return self._words.day(day)

    @staticmethod
    def _filter(render: Callable[[str], str]) -> Callable[[Context, str], Safe]:
        @pass_context
        def filtered(context: Context, text: str) -> Safe:
            return Safe(with_root(render(text), str(context["root"])))

        return filtered


class _Route:
    """The picture of the route for templates: made once, noted at each look."""

    def __init__(self, playbook: Linked) -> None:
        self._playbook = playbook
        self._route = route(playbook)

    def __getattr__(self, name: str) -> Any:
        self._playbook.of_kind(Step.kind)
        return getattr(self._route, name)


def _elsewhere(
    kind: str, page: ListPage, pages: Sequence[ListPage]
) -> list[tuple[ListPage, Entry]]:
    """Return the entries on other pages, each with its own, where their anchors lead here."""
    if not KINDS[kind].place.on_one_page:
        return []
    return [(one, entry) for one in pages if one != page for entry in one.entries]


def _beside_as(way: str) -> list[str]:
    """Return the kinds that pages show in one `way` beside what they link; advice goes first."""
    found = [kind for kind, model in KINDS.items() if model.place.beside == way]
    return sorted(found, key=lambda kind: KINDS[kind].place.menu != "think")


def _menu(kinds: list[str]) -> list[tuple[str, list[str]]]:
    """Return the groups of the menu with their kinds, those that lead a group first."""
    groups: dict[str, list[str]] = {"do": [], "think": [], "look_up": []}
    for kind in sorted(kinds, key=lambda kind: not KINDS[kind].place.leads_menu):
        groups[KINDS[kind].place.menu].append(kind)
    return [(group, names) for group, names in groups.items() if names]


@pass_context
def _href(context: Context, target: Ref | Entry | str) -> str:
    """Return the address of an item, or of a path in the site, as seen from this page."""
    if isinstance(target, Entry):
        target = target.url
    elif isinstance(target, Ref):
        target = url(target)
    return f"{context['root']}{target}"
