"""What several commands share: options, and how they find their project."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partner_playbooks.cli.telling import tell
from partner_playbooks.downloads.making import say_failures
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.folder import Project
from partner_playbooks.project.saving import recover_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from partner_playbooks.downloads.making import Failure

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
SnapshotOption = Annotated[
    Path | None,
    typer.Option(
        "--snapshot",
        metavar="FILE",
        help="What `playbooks track` wrote; else snapshot.json in the project, if it is there.",
    ),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="Let warnings fail too.")]


def choose_day(today: datetime | None) -> date:
    """Give the day that `--today` names, or that of the run, as the clock on the wall says."""
    return today.date() if today else find_today()


def find_project(folder: Path) -> Project:
    """Find a project; what a command that was killed has saved in part is put back first, and told."""
    project = Project.find(folder)
    if recover_files(project.root):
        tell("A command that saves files was stopped half way; its files are what they were before it.")
    return project


def tell_failures(failures: Iterable[Failure]) -> None:
    """Tell which files could not be made, where what they show is written, and why; all others were made."""
    for line in say_failures(failures):
        tell(line)
