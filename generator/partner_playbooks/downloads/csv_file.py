"""A plan as CSV: RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read its letters right."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from partner_playbooks.downloads.rows import rows

if TYPE_CHECKING:
    from partner_playbooks.handbook import Handbook
    from partner_playbooks.plans import DatedPlan

COLUMNS = ("id", "milestone", "task", "side", "owner", "due", "done_when", "after", "done")
_FORMULA = ("=", "+", "-", "@", "'")


def made(handbook: Handbook, plan: DatedPlan) -> bytes:
    """Give a line per task, dates as 2026-12-01, and an empty `done` for whoever ticks it off."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for row in rows(handbook, plan):
        cells = (row.key, row.milestone, row.title, row.side.value, row.owner, row.due.isoformat(), row.done_when)
        lines.writerow([*map(as_text, cells), as_text(", ".join(row.after)), ""])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_text(cell: str) -> str:
    """Keep a spreadsheet from computing a cell: an apostrophe goes before what may be read as a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
