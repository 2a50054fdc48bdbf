"""A project that files are made of: opened, and refused where it is at fault."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from partner_playbooks.cli.shared import choose_day, find_project
from partner_playbooks.project.opening import open_project
from partner_playbooks.reporters import REPORTERS

if TYPE_CHECKING:
    from pathlib import Path

    from partner_playbooks.project.opening import OpenProject


def open_faultless(folder: Path) -> OpenProject:
    """Open a project; mistakes are shown and end the command."""
    opened = open_project(find_project(folder), choose_day(None))
    examined = opened.examined
    if examined.has_errors:
        sys.stderr.write(REPORTERS["text"](examined.diagnostics, examined.texts))
        raise typer.Exit(1)
    return opened
