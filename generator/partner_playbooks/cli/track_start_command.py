"""`playbooks track start`: a workbook to keep by hand, for programmes without a partner system."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.shared import ProjectOption, find_project
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.saving import save_files
from partner_playbooks.tracking.tracking_settings import FILE as SETTINGS


def track_start(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder for the workbook and tracking.yml.")],
    *,
    project: ProjectOption = Path(),
    zone: Annotated[str, typer.Option("--zone", help="The programme's time zone.")] = "UTC",
) -> None:
    """Write an empty workbook with lists to choose from, and a tracking.yml that reads it back."""
    from partner_playbooks.tracking.kept_workbook import FILE, write_workbook, write_workbook_settings

    handbook = open_project(find_project(project), find_today()).handbook
    for name in (SETTINGS, FILE):
        if (folder / name).exists():
            raise UserError(f"{folder / name} is there already", "name another folder; what is there is not touched")
    files = {FILE: write_workbook(handbook), SETTINGS: write_workbook_settings(handbook, zone).encode()}
    folder.mkdir(parents=True, exist_ok=True)
    save_files(folder.resolve(), {}, files)
    sys.stdout.write(
        f"Written: {folder / FILE}. Fill in the first two sheets; then: playbooks track --records {folder}\n"
    )
