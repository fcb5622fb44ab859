"""Commands of one concern each; `playbook/cli.py` gathers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

OF_FORKS = frozenset(("explain", "fork", "resolve", "status", "upgrade"))
OTHERS = OF_FORKS | {"combine"}
"""What is imported when it is asked for: it takes its time."""


def command(name: str) -> click.Command:
    """Return the command that is called so; its name is one of OTHERS."""
    if name in OF_FORKS:
        from playbook.commands import forks

        return next(one for one in forks.COMMANDS if one.name == name)
    from playbook.commands.combine import combine

    return combine
