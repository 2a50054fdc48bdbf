"""`playbooks track demo`: records of a programme that does not exist, to try the others on."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.shared import ProjectOption, find_project
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.opening import open_project
from partner_playbooks.project.saving import save_files
from partner_playbooks.tracking.demo import make_demo

_MOST = 100_000


def track_demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the records.")],
    *,
    project: ProjectOption = Path(),
    partners: Annotated[int, typer.Option("--partners", min=1, max=_MOST, help="How many partners there are.")] = 42,
    seed: Annotated[int, typer.Option("--seed", help="Another number gives other records.")] = 1,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", metavar="DATE", formats=["%Y-%m-%d"], help="The day that they end on; else today."),
    ] = None,
) -> None:
    """Write records of a programme that does not exist, and say what is true of them."""
    opened = open_project(find_project(project), find_today())
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"{folder} is not empty", "name a new folder")
    day = as_of.date() if as_of is not None else find_today()
    demo = make_demo(opened.handbook, day, partners=partners, seed=seed)
    folder.mkdir(parents=True, exist_ok=True)
    save_files(folder.resolve(), {}, demo.files)
    lines = [f"Records of a programme that does not exist, up to {day}. True of them:", *demo.truths]
    sys.stdout.write("\n".join(lines) + f"\nTry: playbooks track --records {folder} --as-of {day}\n")
