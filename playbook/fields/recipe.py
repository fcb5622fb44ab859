"""How a figure is made from other answers."""

from __future__ import annotations

from typing import Protocol


class Recipe(Protocol):
    """How a figure is made from other answers."""

    @property
    def operation(self) -> str: ...  # noqa: D102

    @property
    def of(self) -> tuple[str, ...]: ...  # noqa: D102
