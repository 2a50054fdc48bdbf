"""`playbooks check`: every mistake in the content, with its line and a way out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.shared import ProjectOption, StrictOption, TodayOption, day
from partner_playbooks.diagnostics import UserError
from partner_playbooks.publishing import site
from partner_playbooks.reporters import REPORTERS
from partner_playbooks.workspace.project import Project


def check(
    project: ProjectOption = Path(),
    *,
    strict: StrictOption = False,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")] = "text",
    today: TodayOption = None,
) -> None:
    """Check all content and show every finding of every file, with its line and a way out."""
    if format_ not in REPORTERS:
        raise UserError(f'there is no format "{format_}"', f"choose one of {', '.join(REPORTERS)}")
    examined = site.examine_project(Project.find(project), day(today))
    sys.stdout.write(REPORTERS[format_](examined.diagnostics, examined.texts))
    if examined.has_errors or (strict and examined.diagnostics):
        raise typer.Exit(1)
