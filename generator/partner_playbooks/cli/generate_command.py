"""`playbooks generate`: the Markdown in playbooks/."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.editions import render_editions
from partner_playbooks.cli.shared import ProjectOption, TodayOption, choose_day, find_project
from partner_playbooks.cli.telling import tell
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
    (made,) = render_editions(opened, [Audience.INTERNAL], choose_day(today), published=False)
    wanted = playbooks_folder.list_wanted_pages(opened.playbooks, made.pages)
    if not check_only:
        changes = wanted.write()
        sys.stdout.write(f"{len(made.pages)} playbooks, {changes} changed.\n")
        return
    differences = list(wanted.stale())
    for path, what in differences:
        sys.stdout.write(f"playbooks/{path}: {what}\n")
    if differences:
        tell("playbooks/ does not match content/: run `playbooks generate`.")
        raise typer.Exit(1)
