"""`playbooks track`: figures from records, as a snapshot and on one screen."""

from __future__ import annotations

import gc
import logging
import sys
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from partner_playbooks.cli.open_records import RecordsOption, open_records
from partner_playbooks.cli.shared import ProjectOption
from partner_playbooks.language.diagnostics import UserError, show_on_one_line
from partner_playbooks.project.clock import find_today
from partner_playbooks.project.saving import save_files
from partner_playbooks.tracking import SNAPSHOT
from partner_playbooks.tracking.snapshot_comparison import compare_snapshots

if TYPE_CHECKING:
    from collections.abc import Iterator

_CLEAR = "\r\x1b[K"
"""Takes a terminal's line away."""


def track_run(
    project: ProjectOption = Path(),
    *,
    records: RecordsOption = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", metavar="DATE", formats=["%Y-%m-%d"], help="The day to compute for; else today."),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            "--since",
            metavar="DATE",
            formats=["%Y-%m-%d"],
            help="List moves from this day on, and compare figures with as long before it; else the moves of a week.",
        ),
    ] = None,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", metavar="SNAPSHOT", help="Say what differs from a snapshot that was written before."),
    ] = None,
) -> None:
    """Read the records, compute the figures of a day, write snapshot.json, and say what to look at first."""
    opened = open_records(project, records)
    from partner_playbooks.tracking.running import RunDays, track_records  # an extra, looked for by now
    from partner_playbooks.tracking.screen import write_summary

    today = find_today()
    day = as_of.date() if as_of is not None else today
    if since is not None and since.date() >= day:
        raise UserError(f"--since {since:%Y-%m-%d} is not before {day}", "give an earlier day")
    days = RunDays(day, today, since and since.date(), plays=opened.read_plays())
    gc.freeze()  # the handbook is used to the end: nothing of it is to be looked through for garbage
    with _show_progress():
        done = track_records(opened.root, opened.settings, opened.handbook, days)
    differences = [] if compare is None else _compare(compare, done.after[SNAPSHOT])
    save_files(opened.root, done.before, done.after)
    sys.stdout.write(f"{write_summary(done.snapshot, opened.handbook)}\n")
    sys.stdout.writelines(f"{show_on_one_line(line)}\n" for line in differences)


class _Progress(logging.Handler):
    """Shows what is being done on one line of a terminal."""

    def emit(self, record: logging.LogRecord) -> None:
        sys.stderr.write(f"{_CLEAR}{show_on_one_line(record.getMessage())}")
        sys.stderr.flush()


@contextmanager
def _show_progress() -> Iterator[None]:
    """Show what tracking is at, where somebody looks at a terminal; elsewhere nothing."""
    if not sys.stderr.isatty():
        yield
        return
    log, handler = logging.getLogger("partner_playbooks.tracking"), _Progress()
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        sys.stderr.write(_CLEAR)


def _compare(former: Path, present: bytes) -> list[str]:
    try:
        raw = former.read_bytes()
    except OSError as error:
        raise UserError(f"{former} cannot be read: {error.strerror}", "name a snapshot.json that was kept") from None
    return compare_snapshots(raw, present, former.name)
