"""Commands of one concern each; `playbook/cli.py` gathers them."""

from playbook.commands.forks import COMMANDS

__all__ = ["COMMANDS"]
