"""`playbooks plan status`: plans that come back filled in, put together, and how the plan stands."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.shared import choose_day
from partner_playbooks.cli.telling import tell_error
from partner_playbooks.downloads.plan_json import PLAN_FILE
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.plans.plan_status import assess_plan, redate_plan
from partner_playbooks.plans.report import FileReport, write_file_report, write_report
from partner_playbooks.plans.returned.findings import show_value
from partner_playbooks.plans.returned.json_file import ReturnedPlan, write_plan_file
from partner_playbooks.plans.returned.returned_file import WithoutPlanError, read_returned
from partner_playbooks.plans.tables import MAX_BYTES
from partner_playbooks.plans.together import merge_files
from partner_playbooks.project.clock import find_now
from partner_playbooks.project.saving import save_files

REPORT_FILE = "report.md"


def plan_status(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="plan.json, XLSX and CSV files of one plan for one partner.")
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
    reports = _read_all(names)
    found = [(each.name, each.filled) for each in reports if each.filled is not None]
    for each in reports:
        if each.error is not None:
            tell_error(each.error)
    if not found:
        sys.stdout.write(write_file_report(reports))
        raise typer.Exit(1)
    merged = merge_files(found)
    when = choose_day(today)
    if redate:
        at = datetime.combine(when, time(23, 59, 59), UTC) if today else find_now()
        merged = redate_plan(merged, when, at)
    text = write_report(assess_plan(merged, when), reports)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        save_files(out, {}, {PLAN_FILE: write_plan_file(merged), REPORT_FILE: text.encode()})
    sys.stdout.write(text)
    if not all(each.is_understood for each in reports):
        raise typer.Exit(1)


def _read_all(names: dict[Path, str]) -> list[FileReport]:
    """Read each file; tables that carry no plan are read beside those that do."""
    reports = {path: _read_one(path, name, None) for path, name in names.items()}
    plans = [(each.name, each.filled) for each in reports.values() if each.filled is not None]
    if plans:
        beside = merge_files(plans)
        for path, each in reports.items():
            if isinstance(each.error, WithoutPlanError):
                reports[path] = _read_one(path, each.name, beside)
    return list(reports.values())


def _read_one(path: Path, name: str, beside: ReturnedPlan | None) -> FileReport:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
        return FileReport(name, read_returned(raw, name, _changed(path), beside))
    except UserError as error:
        return FileReport(name, error=error)
    except OSError as error:
        reason = f"{name} cannot be opened: {error.strerror or error}"
        return FileReport(name, error=UserError(reason, "look whether you may read it"))


def _names(files: list[Path]) -> dict[Path, str]:
    """Call each file by its name; where two have the same one, as they were given."""
    for path in files:
        if not path.is_file():
            raise UserError(f"there is no file {path}", "name files that came back")
    names = [path.name for path in files]
    shown = {path: path.name if names.count(path.name) == 1 else str(path) for path in files}
    return {path: show_value(name) for path, name in shown.items()}


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
