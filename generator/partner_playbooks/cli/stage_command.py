"""`playbooks stage`: a folder that plain MkDocs, or Zensical, turns into a site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.editions import render_editions
from partner_playbooks.cli.shared import (
    EditionOption,
    ProjectOption,
    TodayOption,
    choose_day,
    find_project,
    tell_failures,
)
from partner_playbooks.handbook.model.base import Audience
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.litter import is_litter
from partner_playbooks.publishing import site
from partner_playbooks.publishing.staging import write_beside


def stage(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    project: ProjectOption = Path(),
    *,
    edition: EditionOption = Audience.INTERNAL,
    today: TodayOption = None,
) -> None:
    """Write a staging folder, which `mkdocs build -f DIR/mkdocs.yml` (or Zensical) turns into a site."""
    if folder.exists() and not all(is_litter(path.name) for path in folder.iterdir()):
        raise UserError(f"{folder} is not empty", "name a new folder")
    opened = find_project(project)
    (made,) = render_editions(opened, [edition], choose_day(today))
    staged, failures = site.stage_edition(folder, made, opened, None)
    write_beside(folder, staged, opened)
    sys.stdout.write(f"{folder / 'mkdocs.yml'}\n")
    if failures:
        tell_failures(failures)
        raise typer.Exit(1)
