"""What a playbook is typeset with: templates -> Typst's language -> a tagged PDF."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup as Code

from playbook.cache.bytecode import compile_once
from playbook.errors import PlaybookError
from playbook.fields import TYPES
from playbook.fields.paper import Planned
from playbook.glyphs import STAND_IN, replace_undrawable
from playbook.keys import TEMPLATES
from playbook.language import Language
from playbook.render.markup import Markup
from playbook.render.templates import Templates
from playbook.typesetting.fonts import TEXT_FAMILIES, TITLE_FAMILIES, text_fonts
from playbook.typesetting.markup import to_typst
from playbook.typesetting.paper import MARGIN, Paper

if TYPE_CHECKING:
    from playbook.link import Linked
    from playbook.model import Manifest
    from playbook.parts.letter import Piece
    from playbook.render.words import Words

_BLAMED = "sheets/sheet.typ"
"""The template that a person looks into first where something cannot be set."""
_NOT_DRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')


@dataclass(frozen=True)
class Frame(Planned):
    """What the frame of every PDF needs beside its title."""

    manifest: Manifest
    types: tuple[str, ...]
    paper: Paper
    language: str
    region: str | None
    direction: str
    fonts: dict[str, list[str]]
    brand: str
    date: tuple[int, int, int]
    foot: str
    page_of: tuple[str, ...]
    in_full: tuple[str, ...]
    """What says on which page an answer stands in full."""
    margin: int = MARGIN
    to_fill_in: bool = True
    """Whether places to write on are to become fields."""


@dataclass(frozen=True)
class SheetRenderer:
    """The words, texts and templates of one playbook, and the folder to keep files in."""

    manifest: Manifest
    words: Words
    markup: Markup
    environment: Environment
    cache: Path

    def plain(self, text: str) -> str:
        """Return Markdown as plain text."""
        return self.markup.plain(text)

    def inline(self, text: str) -> Code:
        """Return a short Markdown text as content of Typst."""
        return to_typst(self.markup.inline(text))

    def body(self, text: str) -> Code:
        """Return Markdown of any length as content of Typst."""
        return to_typst(self.markup.body(text))

    def say(self, text: str) -> Code:
        """Return a line to say or to fill in as content of Typst, its [blanks] drawn as blanks."""
        return to_typst(self.markup.say(text))

    def letter(self, paragraphs: list[list[list[Piece]]]) -> Code:
        """Return a letter: each gap is a line to write on, then in small what belongs there."""
        lines = (
            "#linebreak()".join("".join(map(_piece, line)) for line in paragraph)
            for paragraph in paragraphs
        )
        return Code(f"[{''.join(f'#par[{line}]' for line in lines)}]")

    def frame(self, paper: Paper) -> Frame:
        """Return what the frame of a PDF on `paper` needs."""
        manifest, words = self.manifest, self.words
        language = Language(manifest.language)
        version = words("sheet.version", version=manifest.version)
        return Frame(
            manifest=manifest,
            types=tuple(TYPES),
            paper=paper,
            language=language.code,
            region=language.region,
            direction=language.direction,
            fonts={"text": list(TEXT_FAMILIES), "title": list(TITLE_FAMILIES)},
            brand=manifest.brand.primary,
            date=(manifest.date.year, manifest.date.month, manifest.date.day),
            foot=" \u00b7 ".join((manifest.title, version, manifest.licence.title)),
            page_of=cut_at_numbers(words("sheet.page", number="\0", total="\1")),
            in_full=cut_at_numbers(words("behind.in_full", number="\0")),
        )

    def render(self, template: str, *parts: Planned, **values: Any) -> Code:
        """Return a template of ours, or of the publisher, filled in: Typst's language.

        It sees what each of the `parts` holds, and the `values`.
        """
        for part in parts:
            values |= part.data()
        return Code(self.environment.get_template(template).render(values))

    def compile(self, text: str, ref: str, blamed: str = _BLAMED) -> bytes:
        """Return the PDF of `ref`'s source; it is tagged and conforms to PDF/UA-1.

        Letters that cannot be drawn have a stand-in: one of them must not stop a site.

        Raises PlaybookError where a template is not Typst or does not obey the rules of PDF/UA;
        it names the template `blamed`.
        """
        date = datetime.datetime.combine(self.manifest.date, datetime.time(), datetime.UTC)
        text = replace_undrawable(text)
        compiler = _compiler(text_fonts(self.cache, text, self.manifest.language))
        while True:
            try:
                pdf = compiler.compile(
                    text.encode(),
                    format="pdf",
                    pdf_standards=["ua-1"],
                    timestamp=int(date.timestamp()),
                )
            except typst.TypstError as error:
                cluster = _NOT_DRAWN.search(str(error))
                if cluster is None or cluster[1].isascii() or cluster[1] not in text:
                    raise PlaybookError(f"{blamed} cannot set {ref}: {error}.") from error
                text = text.replace(cluster[1], STAND_IN)  # letters of two fonts, say
            else:
                assert isinstance(pdf, bytes), "one PDF, however many pages"
                return pdf

    def query(self, text: str, selector: str) -> str:
        """Return, as JSON, the values of what `selector` finds in a source once it is set.

        Raises PlaybookError where a template is not Typst.
        """
        text = replace_undrawable(text)
        home = text_fonts(self.cache, text, self.manifest.language)
        try:
            compiler = typst.Compiler(text.encode(), font_paths=_fonts(home))
            return str(compiler.query(selector, field="value"))
        except typst.TypstError as error:
            raise PlaybookError(f"{_BLAMED} cannot be set: {error}.") from error


def sheet_renderer(playbook: Linked, *, folder: Path) -> SheetRenderer:
    """Return the renderer of `playbook`; templates in its `folder` go before the shipped ones."""
    templates = Templates(playbook.manifest.language, own=folder / TEMPLATES)
    return SheetRenderer(
        manifest=playbook.manifest,
        words=templates.sheet_words.with_kind_names(playbook.manifest.kinds),
        markup=Markup(playbook),
        environment=_environment(templates.folders),
        cache=folder / ".playbook" / "cache",
    )


def cut_at_numbers(text: str) -> tuple[str, ...]:
    """Cut "Page {number} of {total}" where the numbers stand; words begin with a mark.

    The numbers are given as the characters 0 and 1.
    """
    pieces = text.replace("\0", "\0number\0").replace("\1", "\0total\0").split("\0")
    return tuple(
        piece if piece in ("number", "total") else f"={piece}" for piece in pieces if piece
    )


def literal(value: Any) -> Code:
    """Return `value` as Typst writes it: a text can never become code.

    Code stays as it is, so that blocks and included templates pass.
    """
    if isinstance(value, Code):
        return value
    if value is None or isinstance(value, bool):
        return Code({None: "none", True: "true", False: "false"}[value])
    if isinstance(value, int | float):
        return Code(repr(value))
    if isinstance(value, dict):
        pairs = "".join(f"{_text(key)}: {literal(inner)}, " for key, inner in value.items())
        return Code(f"({pairs or ':'})")
    if isinstance(value, list | tuple):
        return Code(f"({''.join(f'{literal(inner)}, ' for inner in value)})")
    assert isinstance(value, str), f"no text, number, list or group: {value!r}"
    return Code(_text(value))


def _piece(piece: Piece) -> str:
    text = f"#{_text(piece.text)};"
    return f"#gap({_text(piece.text)});" if piece.field else text


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


@lru_cache(maxsize=8)
def _compiler(fonts: Path) -> typst.Compiler:
    """Return the compiler that sees `fonts` alone, some 4 MB; a playbook needs few of them."""
    return typst.Compiler(b"", font_paths=_fonts(fonts))


def _fonts(home: Path) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(home)]
    )


def _environment(folders: list[Path]) -> Environment:
    environment = Environment(
        loader=ChoiceLoader(
            [
                *(FileSystemLoader(home) for home in folders),
                PrefixLoader({"@parent": FileSystemLoader(folders[-1])}),
            ]
        ),
        autoescape=True,  # what `literal` returns is Code, which escaping leaves alone
        finalize=literal,
        undefined=StrictUndefined,
        auto_reload=False,  # an environment lives for one build
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return compile_once(environment, "typesetting", Path(__file__).read_bytes())
