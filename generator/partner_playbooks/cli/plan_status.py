"""`playbooks plan status`: plans that come back filled in, put together, and how the plan stands."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.shared import day
from partner_playbooks.diagnostics import UserError
from partner_playbooks.downloads.plan_file import PLAN_FILE
from partner_playbooks.status import read, redated, report, standing, together, written
from partner_playbooks.workspace.saving import save

REPORT_FILE = "report.md"


def status(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="plan.json and XLSX files of one plan for one partner.")
    ],
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the merged plan.json and the report there.")
    ] = None,
    redate: Annotated[
        bool, typer.Option("--redate", help="Give what is open new due days, from what has happened.")
    ] = False,
    today: Annotated[
        datetime | None,
        typer.Option("--today", metavar="DATE", formats=["%Y-%m-%d"], help="The day to look from; else today."),
    ] = None,
) -> None:
    """Put together what both sides have filled in, and tell how the plan stands."""
    names = _names(files)
    found = [(name, *read(path.read_bytes(), name, _changed(path))) for path, name in names.items()]
    merged = together([(name, filled) for name, filled, _ in found])
    refused = [each for _, _, some in found for each in some]
    when = day(today)
    if redate:
        at = datetime.combine(when, time(23, 59, 59), UTC) if today else datetime.now(UTC)
        merged = redated(merged, when, at)
    text = report(standing(merged, when), refused)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        save(out, {}, {PLAN_FILE: written(merged), REPORT_FILE: text.encode()})
    sys.stdout.write(text)
    if refused:
        raise typer.Exit(1)


def _names(files: list[Path]) -> dict[Path, str]:
    """Call each file by its name; where two have the same one, as they were given."""
    for path in files:
        if not path.is_file():
            raise UserError(f"there is no file {path}", "name files that came back")
    names = [path.name for path in files]
    return {path: path.name if names.count(path.name) == 1 else str(path) for path in files}


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
