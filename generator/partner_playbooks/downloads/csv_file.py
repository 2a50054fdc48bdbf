"""A plan or checklist as CSV: RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read its letters right."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from partner_playbooks.plans.interchange import FORMULA_STARTS

if TYPE_CHECKING:
    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import TaskList

COLUMNS = ("id", "milestone", "task", "side", "owner", "day", "counted_from", "due", "done_when", "after", "done")
LIMITS = ("partner_types", "tiers")
"""More columns, at the end, where a task is not for every partner."""


def render_csv(task_list: TaskList, _look: DownloadStyle) -> bytes:
    """Give a line per task, dates as 2026-12-01, and an empty `done` for whoever ticks it off.

    Column names and what programs read stay English in every language.
    """
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    limited = any(task.partner_types or task.tiers for task in task_list.tasks)
    lines.writerow([*COLUMNS, *(LIMITS if limited else ())])
    for group in task_list.groups:
        for task in group.tasks:
            due = "" if task.due is None else task.due.isoformat()
            words = (task.key, group.title, task.title, task.side.value, task.owner)
            ends = (task.done_when, ", ".join(task.after))
            limits = (", ".join(task.partner_types), ", ".join(task.tiers)) if limited else ()
            row = [
                *map(guard_cell, words),
                task.day,
                task.anchor,
                due,
                *map(guard_cell, ends),
                "",
                *map(guard_cell, limits),
            ]
            lines.writerow(row)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def guard_cell(cell: str) -> str:
    """Keep a spreadsheet from computing a cell: an apostrophe goes before what may be read as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
