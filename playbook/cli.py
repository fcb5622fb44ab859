"""The command line: arguments in, one call out, text and exit code back.

Results go to standard output, messages to standard error. Exit codes: 0 done, 1 the content has
problems, 2 it could not run, 3 done and a person should look. What a command needs is imported
when it runs: `--version` needs nothing, and a check neither typesetting nor MkDocs' build.
"""

from __future__ import annotations

import atexit
import gc
import json
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from playbook.cache.unchanged import Unchanged
from playbook.commands import OTHERS, command
from playbook.commands.options import edition_option, folder_option
from playbook.errors import ContentError, PlaybookError, Problem, count_problems, counted
from playbook.memory import gc_paused
from playbook.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterable

atexit.register(gc.freeze)  # at the end nothing is walked through once more: a tenth of a check

_FILLING, _EDITIONS = "Filling in", "Building each edition"


class _Playbook(click.Group):
    """Turns our errors into their text and exit code; any other error is a bug and stays one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *OTHERS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in OTHERS:
            return command(cmd_name)
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PlaybookError as error:
            click.echo(str(error), err=True)
            if isinstance(error, ContentError):
                click.echo(f"{count_problems(error.problems)}.", err=True)
            raise SystemExit(error.exit_code) from None


@click.group(cls=_Playbook)
@click.version_option(package_name="coalition-playbook")
def main() -> None:
    """Turn a folder of YAML into a playbook: a site, worksheets and data."""


@main.command()
@folder_option
@click.option("--strict", is_flag=True, help="Refuse warnings, too.")
@click.option("--editions", is_flag=True, help="Build each edition, and look for what it cuts.")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
def check(folder: Path, strict: bool, editions: bool, as_json: bool) -> None:
    """Say everything that is wrong with the content, with file and line."""
    unchanged = Unchanged(folder, "check --editions" if editions else "check")
    said = unchanged.said()
    if said is None:
        said = _check_or_exit(folder, as_json)
        if editions:
            _check_editions_or_exit(folder, said["warnings"], as_json)
        _keep(unchanged, said, folder)
    warnings = [Problem(**warning) for warning in said["warnings"]]
    _print_problems(warnings, as_json)
    click.echo(f"{count_problems(warnings)} in {said['items']}.", err=True)
    if strict and warnings:
        sys.exit(ContentError.exit_code)


@gc_paused()  # what is imported stays, too
def _check_or_exit(folder: Path, as_json: bool) -> dict[str, Any]:
    """Return the warnings of a check and what it has read; problems end the program."""
    from playbook import publish

    try:
        for line in publish.bring_back_site(folder):
            click.echo(line, err=True)
        playbook = publish.check(folder)
    except ContentError as error:
        _print_problems(error.problems, as_json)
        click.echo(f"{count_problems(error.problems)}.", err=True)
        sys.exit(error.exit_code)
    kinds = Counter(ref.kind for ref in playbook.items)
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.items())
    warnings = [warning.as_dict() for warning in playbook.warnings]
    return {"warnings": warnings, "items": f"{counted(len(playbook.items), 'item')}: {counts}"}


def _check_editions_or_exit(folder: Path, warnings: list[dict[str, Any]], as_json: bool) -> None:
    """End the program where an edition's site holds anything of what it cuts, beside `warnings`."""
    from playbook.publish.leaks import edition_problems

    with Progress(_EDITIONS).step(_EDITIONS):
        leaks = list(edition_problems(folder))
    if leaks:
        problems = [*(Problem(**warning) for warning in warnings), *leaks]
        _print_problems(problems, as_json)
        click.echo(f"{count_problems(problems)}.", err=True)
        sys.exit(ContentError.exit_code)


def _keep(unchanged: Unchanged, said: dict[str, Any], folder: Path) -> None:
    """Keep what a command said, where that depends on the playbook's folder alone."""
    from playbook.publish.alone import depends_on

    if not depends_on(folder):
        unchanged.keep(said)


def _print_problems(problems: Iterable[Problem], as_json: bool) -> None:
    if as_json:
        data = {"problems": [problem.as_dict() for problem in problems]}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
        return
    for problem in problems:
        click.echo(str(problem))


@main.command()
@folder_option
@edition_option
@click.option("--strict", is_flag=True, help="Refuse a site that came with warnings.")
@click.option(
    "--site-dir",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the site goes (default: site/).",
)
@click.option("--fetch", is_flag=True, help="Fetch what a fork's vendor/ lacks, as it was locked.")
@click.option("--timings", is_flag=True, help="Say how long each step took.")
def build(folder: Path, edition: str | None, site_dir: Path | None, **how: bool) -> None:
    """Build the site; until it is whole, the site of before stays as it is."""
    strict = how["strict"]
    if how["fetch"]:
        from playbook.upstream.refetch import fetch_missing

        for name in fetch_missing(folder):
            click.echo(f"{name} fetched again", err=True)
    unchanged = Unchanged(folder, "build", edition, site_dir and site_dir.absolute(), strict)
    said = None if how["timings"] else unchanged.said()
    if said is None:
        from playbook import publish

        progress = Progress(*publish.STEPS)
        built = publish.build(
            folder, edition=edition, site_dir=site_dir, strict=strict, progress=progress
        )
        if how["timings"]:
            for name, seconds in progress.seconds.items():
                click.echo(f"{seconds:7.2f} s  {name}", err=True)
        said = {"pages": built.pages, "site": str(built.site_dir), "lines": built.warnings}
        _keep(unchanged, said, folder)
        said = {**said, "lines": (*built.warnings, *built.notes)}
    for line in said["lines"]:
        click.echo(line, err=True)
    click.echo(f"{counted(said['pages'], 'page')} in {said['site']}", err=True)


@main.command()
@folder_option
@edition_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port on this machine.",
)
def serve(folder: Path, edition: str | None, port: int) -> None:
    """Show the site on this machine; each page is drawn as its files are when you ask for it."""
    from playbook.publish.serve import serve as serve_site

    serve_site(folder, edition=edition, port=port, say=lambda text: click.echo(text, err=True))


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Write a small playbook to begin with into DIR; its comments teach the rest."""
    from playbook.starter import make_starter

    make_starter(folder)
    click.echo(f"{folder} is a playbook now. Try: playbook serve -C {folder}", err=True)


@main.command()
@folder_option
def schema(folder: Path) -> None:
    """Write JSON Schemas, so that an editor completes keys and refs as one types."""
    from playbook.schema import write_schemas

    for path in write_schemas(folder):
        click.echo(path)


@main.command()
@folder_option
@edition_option
@click.argument("answers", metavar="ANSWERS.json", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "out",
    required=True,
    metavar="OUT.pdf",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the filled PDF goes.",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"]),
    default="a4",
    show_default=True,
    help="The size of the paper.",
)
@click.option(
    "--packet", metavar="PATH", help="Fill in the packet of this path, for example paths/begin."
)
@click.option("--private", is_flag=True, help="Write private and earlier answers, too.")
def fill(folder: Path, answers: Path, out: Path, packet: str | None, **how: Any) -> None:
    """Write answers into the PDF of their sheet; with --packet, a backup into a packet.

    Private answers stay out, unless --private is given.
    """
    from playbook import exchange
    from playbook.typesetting.paper import PAPERS

    filling = exchange.Filling(PAPERS[how["paper"]], how["edition"], how["private"])
    with Progress(_FILLING).step(_FILLING):
        if packet:
            told = exchange.fill_packet(folder, answers, out, packet, filling)
        else:
            told = exchange.fill_file(folder, answers, out, filling)
    click.echo("\n".join([f"{out} is filled in.", *told]), err=True)


@main.command()
@folder_option
@edition_option
@click.argument("file", type=click.Path(path_type=Path))
def read(folder: Path, edition: str | None, file: Path) -> None:
    """Print the answers in a filled PDF or an answers file; those in a packet as a backup."""
    from playbook import exchange

    warn = partial(click.echo, err=True)
    sys.stdout.buffer.write(exchange.read_file(folder, file, edition=edition, warn=warn))
