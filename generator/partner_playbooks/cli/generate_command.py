"""`playbooks generate`: the Markdown in playbooks/."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.shared import ProjectOption, TodayOption, day, editions, find_project, progress
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.project import playbooks_folder


def generate(
    project: ProjectOption = Path(),
    *,
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; show what is stale, and fail if anything is.")
    ] = False,
    today: TodayOption = None,
) -> None:
    """Write playbooks/, the internal edition's Markdown as it is read in the repository."""
    opened = find_project(project)
    (made,) = editions(opened, [Audience.INTERNAL], day(today), published=False)
    wanted = playbooks_folder.wanted(opened.playbooks, made.pages)
    if not check_only:
        changes = wanted.write()
        sys.stdout.write(f"{len(made.pages)} playbooks, {changes} changed.\n")
        return
    differences = list(wanted.stale())
    for path, what in differences:
        sys.stdout.write(f"playbooks/{path}: {what}\n")
    if differences:
        progress.print("playbooks/ does not match content/: run `playbooks generate`.", markup=False)
        raise typer.Exit(1)
