"""One line of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from playbook.fields.field import Question
from playbook.fields.fitting import BESIDE
from playbook.fields.registry import home
from playbook.scalars import Id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playbook.fields.names import Value


@home
class Text(Question):
    """One line."""

    titles = True

    type: Literal["text"]


class Beside(Text):
    """The text that an option asks for; its key is the question's, then `>` and the option's id."""

    option: Id

    def flat(self, name: str, answer: Any) -> Iterator[tuple[str, Value]]:
        """Yield the text by the name of its control: `<key>.<option>.text`."""
        yield f"{name.replace(BESIDE, '.')}.text", answer
