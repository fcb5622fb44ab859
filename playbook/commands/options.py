"""What several commands take."""

from __future__ import annotations

from pathlib import Path

import click

folder_option = click.option(
    "-C",
    "folder",
    default=".",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The playbook's folder (default: here).",
)
"""Every command on a playbook that is there takes it."""
