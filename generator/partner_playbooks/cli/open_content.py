"""Content that a command is to change: opened, and refused where a part of it cannot be read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from partner_playbooks.checks.examination import Examination, Readings, check_handbook, read_handbook
from partner_playbooks.cli.shared import choose_day, find_project
from partner_playbooks.editing import find_unread
from partner_playbooks.project.folder import Project, read_content
from partner_playbooks.project.workers import map_forked
from partner_playbooks.reporters import REPORTERS

if TYPE_CHECKING:
    from pathlib import Path


def open_to_edit(
    folder: Path, file: str | None = None, readings: Readings | None = None
) -> tuple[Project, dict[str, bytes], Examination]:
    """Open a project whose content is to be changed; give its files as they are, and what is known of them.

    What cannot be read, in `file` or, if none is named, anywhere, is shown and ends the command: it may hide something.
    """
    project = find_project(folder)
    files, unreadable = read_content(project)
    examined = check_handbook(read_handbook(files, unreadable, readings), choose_day(None), spread=map_forked)
    found = find_unread(examined, file)
    if found:
        sys.stderr.write(REPORTERS["text"](found, examined.texts))
        raise typer.Exit(1)
    return project, files, examined
