"""What holds for all options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playbook.findings import repeated
from playbook.wording import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playbook.fields.field import Option
    from playbook.findings import Found
    from playbook.source import Place


def option_mistakes(options: Sequence[Option], place: Place) -> Iterator[Found]:
    """Yield ids that stand twice among the options of a field at `place`."""
    yield from repeated((option.id for option in options), (*place, "options"), "id")


def unknown_option(text: str, options: Sequence[Option]) -> tuple[str, str] | None:
    """Return what is wrong and what to do where `text` is not the id of an option."""
    ids = [option.id for option in options]
    if text in ids:
        return None
    hint = did_you_mean(text, ids, f"Options are: {', '.join(ids)}.")
    return f'chooses "{text}", which is not an option', hint
