"""`playbooks track check`: every row of the records that does not fit, with file, row, column and reason."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.open_records import RecordsOption, open_records
from partner_playbooks.cli.shared import ProjectOption, StrictOption
from partner_playbooks.cli.streams import print_data
from partner_playbooks.language.diagnostics import UserError
from partner_playbooks.project.clock import find_today
from partner_playbooks.reporters import REPORTERS


def track_check(
    project: ProjectOption = Path(),
    *,
    records: RecordsOption = None,
    strict: StrictOption = False,
    format_: Annotated[
        str, typer.Option("--format", metavar="FORMAT", help=f"One of {', '.join(REPORTERS)}.")
    ] = "text",
) -> None:
    """Check all records: what does not fit is told with its file, row and column, and left out of what needs it."""
    if format_ not in REPORTERS:
        raise UserError(f'there is no format "{format_}"', f"choose one of {', '.join(REPORTERS)}")
    opened = open_records(project, records)
    from partner_playbooks.tracking.running import check_records  # an extra, looked for by now

    tables, findings = check_records(opened.root, opened.settings, opened.handbook, find_today())
    found = [each.as_diagnostic() for each in findings]
    if format_ != "text":
        print_data(REPORTERS[format_](found, {}))
    else:
        if found:
            sys.stdout.write(REPORTERS[format_](found, {}))
        for table in tables:
            sys.stdout.write(f"{table.name}: {table.kept:,} of {table.rows:,} rows of {table.file} can be used\n")
    if strict and found:
        raise typer.Exit(1)
