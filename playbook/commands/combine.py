"""What partners sent, in one view."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from playbook.combine.run import FORMATS, combine_files
from playbook.commands.options import LOOK, edition_option, folder_option
from playbook.errors import PlaybookError, counted


@click.command()
@folder_option
@edition_option
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "-o",
    "out",
    required=True,
    metavar="OUT",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where it goes: .html to read and print, .xlsx or .csv as a table, .json to open again.",
)
@click.option("--private", is_flag=True, help="Take private answers, too.")
@click.option(
    "--no-names", is_flag=True, help="Say nobody's name in it, and nothing of fewer than five."
)
def combine(
    folder: Path,
    edition: str | None,
    files: tuple[Path, ...],
    out: Path,
    private: bool,
    no_names: bool,
) -> None:
    """Put together what partners sent: filled PDFs, files of answers, backups, packets, folders.

    Every file is named with what became of it. Exit code 3: a person should look, since a file
    could not be read, somebody sent a sheet twice, or answers stand against each other.

    \b
    Examples:
      playbook combine inbox/ -o tonight.html
      playbook combine tonight.json late.pdf -o tonight.json
    """  # noqa: D301  # click's own mark is a backspace
    if out.suffix.lower() not in FORMATS:
        raise click.UsageError(f"{out} has to end in {', '.join(FORMATS)}.")
    if no_names and out.suffix.lower() == ".json":
        raise click.UsageError("A .json holds who said what. Leave out --no-names, or write .html.")
    done = combine_files(folder, files, out, edition=edition, private=private, names=not no_names)
    for line in done.lines:
        click.echo(line, err=True)
    if not done.partners:
        raise PlaybookError("Nothing of this could be read, and nothing was written.")
    click.echo(f"{counted(done.partners, 'partner')} in {out}")
    sys.exit(LOOK if done.look else 0)
