"""A plan or checklist as CSV: RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read its letters right."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from partner_playbooks.plans.interchange import FORMULA_STARTS

if TYPE_CHECKING:
    from partner_playbooks.downloads.download_style import DownloadStyle
    from partner_playbooks.downloads.task_list import Task, TaskList

COLUMNS = ("id", "milestone", "task", "side", "owner", "day", "counted_from", "due", "done_when", "after", "done")
LIMITS = ("partner_types", "tiers")
"""More columns, at the end, where a task is not for every partner."""
BESIDES = ("begins", "support", "duration", "recurrence")
"""More columns after those, each where a task has something to say in it."""


def render_csv(task_list: TaskList, _style: DownloadStyle) -> bytes:
    """Give a line per task, dates as 2026-12-01, and an empty `done` for whoever ticks it off.

    Column names and what programs read stay English in every language.
    """
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    limited = any(task.partner_types or task.tiers for task in task_list.tasks)
    besides = [name for name in BESIDES if any(_tell_besides(task)[name] for task in task_list.tasks)]
    lines.writerow([*COLUMNS, *(LIMITS if limited else ()), *besides])
    for group in task_list.groups:
        for task in group.tasks:
            due = "" if task.due is None else task.due.isoformat()
            words = (task.key, group.title, task.title, task.side.value, task.owner)
            ends = (task.done_when, ", ".join(task.after))
            limits = (", ".join(task.partner_types), ", ".join(task.tiers)) if limited else ()
            row = [
                *map(guard_cell, words),
                task.days.day,
                task.anchor,
                due,
                *map(guard_cell, ends),
                "",
                *map(guard_cell, limits),
                *(guard_cell(_tell_besides(task)[name]) for name in besides),
            ]
            lines.writerow(row)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _tell_besides(task: Task) -> dict[str, str]:
    begins = "" if task.begins is None else task.begins.isoformat()
    return {
        "begins": begins,
        "support": task.support,
        "duration": "" if task.duration is None else str(task.duration),
        "recurrence": task.recurrence or "",
    }


def guard_cell(cell: str) -> str:
    """Keep a spreadsheet from computing a cell: an apostrophe goes before what may be read as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
