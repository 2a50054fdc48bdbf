"""What several commands share: options, and how they check, render and tell."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from partner_playbooks.changes import build_chronicle
from partner_playbooks.checks.examination import Examination, examine
from partner_playbooks.downloads.making import say_failures
from partner_playbooks.editing import find_unread
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.folder import Project, read_content
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.saving import recover_files
from partner_playbooks.publishing.edition import Edition, render_edition
from partner_playbooks.publishing.judging import judge_settings
from partner_playbooks.reporters import REPORTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partner_playbooks.downloads.making import Failure

progress = Console(stderr=True, highlight=False)

ProjectOption = Annotated[Path, typer.Option("--project", metavar="DIR", help="The folder that holds content/.")]
TodayOption = Annotated[
    datetime | None,
    typer.Option(
        "--today",
        metavar="DATE",
        formats=["%Y-%m-%d"],
        help="The day that overdue reviews are judged by, as 2026-11-30; left out, it is the day of the run.",
    ),
]
EditionOption = Annotated[Audience, typer.Option("--edition", help="Who will read it.")]
StrictOption = Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")]


def render_editions(
    project: Project, wanted: list[Audience], today: date, *, strict: bool = False, published: bool = True
) -> list[Edition]:
    """Check content and render the wanted editions; findings are shown, and errors end the command.

    What is `published` says what changed and leads to files. The Markdown that is committed does neither: it is a part
    of the past itself, and has no files beside it.
    """
    opened = open_project(project, today, judge_settings)
    examined = opened.examined
    if examined.diagnostics:
        sys.stderr.write(REPORTERS["text"](examined.diagnostics, examined.texts))
    if examined.has_errors or (strict and examined.diagnostics):
        raise typer.Exit(1)
    if not published:
        return [render_edition(opened.handbook, audience, opened.theme) for audience in wanted]
    return [
        render_edition(opened.handbook, audience, opened.theme, build_chronicle(opened.history, audience), opened.look)
        for audience in wanted
    ]


def choose_day(today: datetime | None) -> date:
    """Give the day that `--today` names, or that of the run, as the clock on the wall says."""
    return today.date() if today else find_today()


def tell_error(error: UserError) -> None:
    """Tell a fault of the environment or the usage, and the way out."""
    progress.print(f"error: {error}", markup=False, soft_wrap=True)
    if error.hint:
        progress.print(f"  help: {error.hint}", markup=False, soft_wrap=True)


def tell_failures(failures: Iterable[Failure]) -> None:
    """Tell which files could not be made, where what they show is written, and why; all others were made."""
    for line in say_failures(failures):
        progress.print(line, markup=False, soft_wrap=True)


def find_project(folder: Path) -> Project:
    """Find a project; what a command that was killed has saved in part is put back first, and told."""
    project = Project.find(folder)
    if recover_files(project.root):
        progress.print(
            "A command that saves files was stopped half way; its files are what they were before it.", soft_wrap=True
        )
    return project


def open_to_edit(folder: Path, file: str | None = None) -> tuple[Project, dict[str, bytes], Examination]:
    """Open a project whose content is to be changed; give its files as they are, and what is known of them.

    What cannot be read, in `file` or, if none is named, anywhere, is shown and ends the command: it may hide something.
    """
    project = find_project(folder)
    files, unreadable = read_content(project)
    examined = examine(files, choose_day(None), unreadable)
    found = find_unread(examined, file)
    if found:
        sys.stderr.write(REPORTERS["text"](found, examined.texts))
        raise typer.Exit(1)
    return project, files, examined
