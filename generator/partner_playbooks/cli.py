"""The `playbooks` command: thin; every command hands its options to the module that does the work."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from partner_playbooks import __version__
from partner_playbooks.build import examine
from partner_playbooks.diagnostics import UserError
from partner_playbooks.reporters import REPORTERS
from partner_playbooks.workspace.project import Project, read_content

app = typer.Typer(
    name="playbooks",
    help="Turn a partner programme written in YAML into a searchable handbook.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
progress = Console(stderr=True, highlight=False)

ProjectOption = Annotated[
    Path, typer.Option("--project", metavar="DIR", help="The folder that holds content/.")
]
TodayOption = Annotated[
    datetime | None,
    typer.Option("--today", formats=["%Y-%m-%d"], help="The date that overdue reviews are judged by."),
]


@app.command()
def check(
    project: ProjectOption = Path(),
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")] = False,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    today: TodayOption = None,
) -> None:
    """Check all content and show every finding of every file, with its line and a way out."""
    if format_ not in REPORTERS:
        raise UserError(f'there is no format "{format_}"', f"choose one of {', '.join(REPORTERS)}")
    files, unreadable = read_content(Project.find(project))
    examined = examine(files, _day(today), unreadable)
    sys.stdout.write(REPORTERS[format_](examined.diagnostics, examined.texts))
    if examined.has_errors or (strict and examined.diagnostics):
        raise typer.Exit(1)


def _day(today: datetime | None) -> date:
    return (today or datetime.now(UTC)).date()


def _version(value: bool) -> None:
    if value:
        sys.stdout.write(f"partner-playbooks {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    _show: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Turn a partner programme written in YAML into a searchable handbook."""


def main() -> None:
    """Run the command; the environment's faults are told in a line, with exit status 2."""
    try:
        app()
    except UserError as error:
        progress.print(f"error: {error}", markup=False, soft_wrap=True)
        if error.hint:
            progress.print(f"  help: {error.hint}", markup=False, soft_wrap=True)
        sys.exit(2)
