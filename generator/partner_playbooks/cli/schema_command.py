"""`playbooks schema`: what editors complete from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.shared import ProjectOption, find_project
from partner_playbooks.cli.telling import tell
from partner_playbooks.handbook.schemas import FOLDER
from partner_playbooks.project.editor_files import list_stale_settings, list_wanted_schemas, write_settings


def schema(
    project: ProjectOption = Path(),
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="DIR", help="Write the schemas here, and no settings for an editor."),
    ] = None,
    check_only: Annotated[
        bool, typer.Option("--check", help="Write nothing; show what is stale, and fail if anything is.")
    ] = False,
) -> None:
    """Write schemas/, a JSON Schema per kind of content file, and the settings in .vscode/ that editors need."""
    opened = find_project(project)
    folder = output or opened.root / FOLDER
    wanted = list_wanted_schemas(opened, folder)
    if not check_only:
        changes = wanted.write() + (0 if output else write_settings(opened.root))
        sys.stdout.write(f"{len(wanted.files)} schemas; {changes} files changed.\n")
        return
    shown = output or Path(FOLDER)
    differences = [f"{shown / path}: {what}" for path, what in wanted.stale()]
    differences += [] if output else [f"{name}: outdated" for name in list_stale_settings(opened.root)]
    for line in differences:
        sys.stdout.write(f"{line}\n")
    if differences:
        tell("Editors complete from an older state: run `playbooks schema`.")
        raise typer.Exit(1)
