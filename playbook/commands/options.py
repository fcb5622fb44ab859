"""What several commands take, and the exit code that several end with."""

from __future__ import annotations

from pathlib import Path

import click

LOOK = 3
"""The exit code that says: done, and a person should look."""

folder_option = click.option(
    "-C",
    "folder",
    default=".",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The playbook's folder (default: here).",
)
"""Every command on a playbook that is there takes it."""

edition_option = click.option(
    "--edition", metavar="NAME", help="The edition (default: the first one)."
)
"""Every command that shows what readers of an edition get takes it."""
