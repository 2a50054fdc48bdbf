"""`playbooks track`: figures from records, as a snapshot and on one screen."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from partner_playbooks.cli.open_records import RecordsOption, open_records
from partner_playbooks.cli.shared import ProjectOption
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.saving import save_files
from partner_playbooks.tracking.screen import write_summary
from partner_playbooks.tracking.snapshot import write_snapshot

SNAPSHOT = "snapshot.json"


def track_run(
    project: ProjectOption = Path(),
    *,
    records: RecordsOption = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", metavar="DATE", formats=["%Y-%m-%d"], help="The day to compute for; else today."),
    ] = None,
) -> None:
    """Read the records, compute the figures of a day, write snapshot.json, and say what to look at first."""
    opened = open_records(project, records)
    from partner_playbooks.tracking.running import take_snapshot  # an extra, looked for by now

    day = as_of.date() if as_of is not None else find_today()
    snapshot = take_snapshot(opened.root, opened.settings, opened.handbook, day)
    place = opened.root / SNAPSHOT
    before = {SNAPSHOT: place.read_bytes()} if place.is_file() else {}
    save_files(opened.root, before, {SNAPSHOT: write_snapshot(snapshot).encode()})
    sys.stdout.write(f"{write_summary(snapshot, opened.handbook)}\n")
