"""Commands of one concern each; `playbook/cli.py` gathers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

OF_FORKS = frozenset(("explain", "fork", "resolve", "status", "upgrade"))


def fork_commands() -> dict[str, click.Command]:
    """Return the commands of forks by their names, which are those of OF_FORKS."""
    from playbook.commands import forks  # what they need takes its time

    return {str(command.name): command for command in forks.COMMANDS}
