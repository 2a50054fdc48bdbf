"""`playbooks track request`: what to ask of whoever looks after the CRM."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.shared import ProjectOption, find_project
from partner_playbooks.language.diagnostics import UserError, suggest_nearest
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.opening import open_project
from partner_playbooks.tracking.request_sheet import list_system_names, write_request


def track_request(
    project: ProjectOption = Path(),
    *,
    system: Annotated[
        str, typer.Option("--system", help="Give the columns by their names in a system, such as Salesforce, too.")
    ] = "",
) -> None:
    """Print, as Markdown, which exports are wanted, with which columns, and what each makes known."""
    known = {name.lower(): name for name in list_system_names()}
    if system and system.lower() not in known:
        hint = suggest_nearest(system, known.values()) or f"known are {', '.join(known.values())}"
        raise UserError(f'nothing is known of a system "{system}"', hint)
    handbook = open_project(find_project(project), find_today()).handbook
    sys.stdout.write(write_request(handbook.programme.name, known.get(system.lower(), "")))
