"""How plans go out and come back in files: what those who write them and those who read them must agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SCHEMA = "partner-playbooks/plan"
"""Names a plan in JSON, in `plan.json` and in the hidden sheet of a workbook."""
VERSION = 1
HIDDEN = "_plan"
"""Name of the hidden sheet that carries the plan, for whoever reads the workbook back."""
CALENDAR = "_calendar"
COLUMNS = {
    "milestone": 18,
    "task": 36,
    "side": 8,
    "who": 20,
    "support": 20,
    "begins": 11,
    "due": 11,
    "duration": 9,
    "status": 12,
    "done-on": 11,
    "note": 26,
    "for": 20,
    "done-when": 44,
    "after": 44,
    "day": 6,
    "id": 26,
}
"""Columns of the first sheet, in their order, with their widths in characters."""
TEST_COLUMNS = {"milestone": 30, "due": 14, "test": 70, "for": 24, "status": 13, "note": 40, "id": 26}
"""Columns of the second sheet, as above."""
OPTIONAL = frozenset({"support", "begins", "duration", "for"})
"""Columns that are there only where a task or test has something to say in them."""
MAX_ROWS = 20_000
"""Most rows of a sheet that count, and that are read when the workbook comes back."""
FORMULA_STARTS = ("=", "+", "-", "@", "'")
"""How a text begins that a spreadsheet would compute; in CSV an apostrophe stands before it."""


def choose_columns(columns: Mapping[str, int], told: Collection[str]) -> dict[str, int]:
    """Give the columns of a sheet with their widths; of the optional ones, those in which something is told."""
    return {name: width for name, width in columns.items() if name not in OPTIONAL or name in told}
