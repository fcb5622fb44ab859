"""What holds for all options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.fields.fitting import BESIDE
from playbook.fields.text import Beside
from playbook.findings import clashing_old_names, duplicate_names
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playbook.fields.field import Option, Question
    from playbook.fields.paper import Planned, Writer
    from playbook.findings import Found
    from playbook.source import Place


def option_mistakes(options: Sequence[Option], place: Place) -> Iterator[Found]:
    """Yield ids that stand twice among the options of a field at `place`."""
    ids = [option.id for option in options]
    yield from duplicate_names(ids, (*place, "options"), "id")
    yield from clashing_old_names(ids, [option.was for option in options], (*place, "options"))


def renew(value: Any, options: Sequence[Option]) -> Any:
    """Return an answer, or some, with the ids of today for those that options had before."""
    if isinstance(value, list):
        return [renew(one, options) for one in value]
    if not isinstance(value, str):
        return value
    return next((option.id for option in options if value in option.was), value)


def texts_beside(field: Question, options: Sequence[Option]) -> tuple[Question, ...]:
    """Return the texts that options of `field` ask for."""
    return tuple(
        Beside.unchecked(
            key=f"{field.key}{BESIDE}{option.id}",
            label=f"{field.label}: {option.label}",
            option=option.id,
            private=field.private,
            was=tuple(
                f"{key}{BESIDE}{name}"
                for key in (field.key, *field.was)
                for name in (option.id, *option.was)
                if (key, name) != (field.key, option.id)
            ),
        )
        for option in options
        if option.other
    )


def plan_beside(writer: Writer, name: str, title: str, options: Sequence[Option]) -> list[Planned]:
    """Plan a line for each text that options ask for."""
    return [
        {"label": option.label}
        | writer.text(f"{name}.{option.id}.text", "area", f"{option.label}, {title}", beside=True)
        for option in options
        if option.other
    ]


def unknown_option(text: str, options: Sequence[Option]) -> tuple[str, str] | None:
    """Return what is wrong and what to do where `text` is not the id of an option."""
    ids = [option.id for option in options]
    if text in ids:
        return None
    hint = did_you_mean(text, ids, f"Options are: {', '.join(ids)}.")
    return f'chooses "{text}", which is not an option', hint
