"""What holds for all options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from playbook.findings import renamed, repeated
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playbook.fields.field import Option
    from playbook.findings import Found
    from playbook.source import Place


def option_mistakes(options: Sequence[Option], place: Place) -> Iterator[Found]:
    """Yield ids that stand twice among the options of a field at `place`."""
    ids = [option.id for option in options]
    yield from repeated(ids, (*place, "options"), "id")
    yield from renamed(ids, [option.was for option in options], (*place, "options"))


def renewed(value: Any, options: Sequence[Option]) -> Any:
    """Return an answer, or some, with the ids of today for those that options had before."""
    if isinstance(value, list):
        return [renewed(one, options) for one in value]
    if not isinstance(value, str):
        return value
    return next((option.id for option in options if value in option.was), value)


def unknown_option(text: str, options: Sequence[Option]) -> tuple[str, str] | None:
    """Return what is wrong and what to do where `text` is not the id of an option."""
    ids = [option.id for option in options]
    if text in ids:
        return None
    hint = did_you_mean(text, ids, f"Options are: {', '.join(ids)}.")
    return f'chooses "{text}", which is not an option', hint
