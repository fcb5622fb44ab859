"""The press: the templates and words that the sheets of one playbook are made with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup as Code

from playbook.render.markup import Markup
from playbook.render.templates import Templates
from playbook.sheets.rich import rich

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playbook.link import Linked
    from playbook.parts.letter import Piece
    from playbook.render.words import Words


@dataclass(frozen=True)
class Press:
    """Everything that turns a sheet into Typst's language, and the folder to keep files in."""

    words: Words
    environment: Environment
    plain: Callable[[str], str]
    """Markdown -> plain text."""
    inline: Callable[[str], Code]
    """A short Markdown text -> content of Typst."""
    body: Callable[[str], Code]
    """Markdown of any length -> content of Typst."""
    say: Callable[[str], Code]
    """A line to say or to fill in -> content of Typst, its [blanks] drawn as blanks."""
    letter: Callable[[list[list[list[Piece]]]], Code]
    """The paragraphs of a letter -> content of Typst, its gaps as lines with their words."""
    cache: Path

    def render(self, template: str, **values: Any) -> Code:
        """Return a template of ours, or of the publisher, filled in: Typst's language."""
        return Code(self.environment.get_template(template).render(values))


def press(playbook: Linked, *, folder: Path) -> Press:
    """Return the press of `playbook`; templates in its `folder` go before the shipped ones."""
    templates = Templates(playbook.manifest.language, own=folder / "templates")
    markup = Markup(playbook)
    words = templates.sheet_words.named(playbook.manifest.kinds)
    return Press(
        words=words,
        environment=_environment(templates.folders),
        plain=markup.plain,
        inline=lambda text: rich(markup.inline(text)),
        body=lambda text: rich(markup.body(text)),
        say=lambda text: rich(markup.say(text)),
        letter=_letter,
        cache=folder / ".playbook" / "cache",
    )


def _letter(paragraphs: list[list[list[Piece]]]) -> Code:
    """Return a letter: each gap is a line to write on, then in small what belongs there."""
    said = (
        "#linebreak()".join("".join(map(_piece, line)) for line in paragraph)
        for paragraph in paragraphs
    )
    return Code(f"[{''.join(f'#par[{one}]' for one in said)}]")


def _piece(piece: Piece) -> str:
    text = f"#{_text(piece.text)};"
    return f"#gap({_text(piece.text)});" if piece.field else text


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


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _environment(folders: list[Path]) -> Environment:
    return Environment(
        loader=ChoiceLoader(
            [
                *(FileSystemLoader(home) for home in folders),
                PrefixLoader({"@parent": FileSystemLoader(folders[-1])}),
            ]
        ),
        autoescape=True,  # what `literal` returns is Code, which escaping leaves alone
        finalize=literal,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
