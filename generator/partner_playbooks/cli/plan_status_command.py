"""`playbooks plan status`: plans that come back filled in, put together, and how the plan stands."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partner_playbooks.cli.plan_digest import choose_side, write_digest
from partner_playbooks.cli.shared import choose_day
from partner_playbooks.cli.telling import tell, tell_error
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

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from partner_playbooks.handbook.model.role import Side

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
    digest: Annotated[
        str | None,
        typer.Option(
            "--digest",
            metavar="SIDE",
            help="Write a digest to paste or mail instead, for the side `vendor` or `partner`; with --out, only that, "
            "as text and HTML.",
        ),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since", metavar="DATE", formats=["%Y-%m-%d"], help="First day of the digest; else a week before."
        ),
    ] = None,
    project: Annotated[
        Path | None,
        typer.Option(
            "--project",
            metavar="DIR",
            help="The handbook of the plan: its language and dates, and what partners may read in a digest.",
        ),
    ] = None,
) -> None:
    """Put together what both sides have filled in, and tell how the plan stands."""
    side = _choose_digest(digest, since, project)
    reports = _read_understood(files)
    found = [(each.name, each.filled) for each in reports if each.filled is not None]
    when = choose_day(today)
    if side is None:
        _report(found, reports, when, out, redate_at=_find_time(today) if redate else None)
    elif redate:
        raise UserError("--redate gives a plan new days, and a digest changes none", "leave one of the two out")
    else:
        write_digest(found, side, (since and since.date(), when), project=project, out=out)
        for each in reports:
            if each.filled is not None and not each.is_understood:
                tell(f"{each.name}: not all of it was read; without --digest, the report names what was not.")
    if not all(each.is_understood for each in reports):
        raise typer.Exit(1)


def _report(
    found: Sequence[tuple[str, ReturnedPlan]],
    reports: list[FileReport],
    when: date,
    out: Path | None,
    *,
    redate_at: datetime | None,
) -> None:
    """Write how the plan stands, with new due days if a time is given that they are said at."""
    merged = merge_files(found)
    if redate_at is not None:
        merged = redate_plan(merged, when, redate_at)
    text = write_report(assess_plan(merged, when), reports)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        save_files(out, {}, {PLAN_FILE: write_plan_file(merged), REPORT_FILE: text.encode()})
    sys.stdout.write(text)


def _find_time(today: datetime | None) -> datetime:
    return datetime.combine(today.date(), time(23, 59, 59), UTC) if today else find_now()


def _read_understood(files: list[Path]) -> list[FileReport]:
    """Read each file, and tell what is wrong; end the command where none holds a plan."""
    reports = _read_all(_names(files))
    for each in reports:
        if each.error is not None:
            tell_error(each.error)
    if all(each.filled is None for each in reports):
        sys.stdout.write(write_file_report(reports))
        raise typer.Exit(1)
    return reports


def _choose_digest(digest: str | None, since: datetime | None, project: Path | None) -> Side | None:
    if digest is not None:
        return choose_side(digest)
    if since is not None or project is not None:
        option = "--since" if since is not None else "--project"
        raise UserError(f"{option} is for a digest", "say whose with --digest vendor or --digest partner")
    return None


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
