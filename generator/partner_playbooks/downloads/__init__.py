"""A plan for a partner → files, one format per module. A new format is a new file and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partner_playbooks.downloads import calendar_file, csv_file
from partner_playbooks.downloads.rows import Row, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from partner_playbooks.handbook import Handbook
    from partner_playbooks.plans import DatedPlan

    Format = Callable[[Handbook, DatedPlan], bytes]

FORMATS: dict[str, Format] = {
    "csv": csv_file.made,
    "ics": calendar_file.made,
}
"""What a file's name ends in → function from a handbook, of the edition that may be read, and a plan to its bytes."""

__all__ = ["FORMATS", "Row", "rows"]
