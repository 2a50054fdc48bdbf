"""`playbooks codeowners`: whom the host asks to review a change."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from typing import Annotated

import typer

from partner_playbooks.cli.shared import ProjectOption, choose_day, find_project
from partner_playbooks.handbook.code_owners import write_code_owners
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.folder import show_path
from partner_playbooks.project.git import find_top
from partner_playbooks.project.opening import open_project

_PLACE = Path(".github", "CODEOWNERS")


def codeowners(
    project: ProjectOption = Path(),
    *,
    output: Annotated[
        Path | None,
        typer.Option("--output", metavar="FILE", help=f"Where to; left out, it is {_PLACE} in the repository."),
    ] = None,
    folder: Annotated[
        str | None,
        typer.Option(
            "--folder", metavar="DIR", help="Where the project stands in its repository; left out, it is looked up."
        ),
    ] = None,
) -> None:
    """Write CODEOWNERS: each content file with the handles of the roles that own what is in it."""
    opened = find_project(project)
    handbook = open_project(opened, choose_day(None)).handbook
    if not handbook.programme.handles:
        hint = (
            'list them in content/programme.yml: `handles:` with `- {role: partner-manager, handle: "@acme/managers"}`'
        )
        raise UserError("no role has a handle", hint)
    top = find_top(opened.root) or opened.root
    place = output or top / _PLACE
    above = PurePosixPath(show_path(opened.root.relative_to(top)) if folder is None else folder.strip("/"))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(
        write_code_owners(handbook, "" if above == PurePosixPath() else str(above)), encoding="utf-8", newline="\n"
    )
    sys.stdout.write(f"{place}\n")
